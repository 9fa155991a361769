import { describe, expect, it } from 'vitest';
import type { Evidence, EvidenceOf } from '../../src/evidence/schema.ts';
import type { Block, Chart } from '../../src/report/document.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { reportOf, sectionOf } from '../../src/report/report.ts';
import { story } from './stories.ts';

type Gate = EvidenceOf<'evaluate-gate'>;

function gateOf(name: string, change: (gate: Gate) => void = () => undefined): Gate {
  const gate = story(name).find((one) => one.stage === 'evaluate-gate') as Gate;
  change(gate);
  return gate;
}

const comment = (evidence: readonly Evidence[]) =>
  markdownOf(reportOf(evidence), { budget: 60_000, brief: true });
const gateComment = (name: string, change?: (gate: Gate) => void) => comment([gateOf(name, change)]);

/** What a reader sees before unfolding anything. */
function atFirst(markdown: string): string {
  let depth = 0;
  return markdown
    .split(/(<\/?details>)/)
    .filter((part) => {
      if (part === '<details>') depth += 1;
      if (part === '</details>') depth -= 1;
      return depth === 0 && !/^<\/?details>$/.test(part);
    })
    .join('');
}

function chartsIn(blocks: readonly Block[]): Chart[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'chart') return [block];
    if (block.kind === 'row') return [...block.charts];
    return block.kind === 'details' ? chartsIn(block.blocks) : [];
  });
}

describe('the comment of a gate', () => {
  it('has the verdict in its first line, one table, three reasons and what to do, and folds the rest', () => {
    for (const name of ['refused', 'undecided', 'multiclass']) {
      const gate = gateOf(name);
      const seen = atFirst(comment([gate]));
      expect(seen.split('\n')[0]).toMatch(/^### (❌|❓) [a-z-]+: (refused|not decided)\. /);
      expect(seen.match(/^\| :/gm)?.length).toBe(name === 'undecided' ? 2 : 1);
      const reasons = seen.match(/^\d\. .*$/gm) ?? [];
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.length).toBeLessThanOrEqual(3);
      expect(seen).toContain('**What to do:**');
      const failing = gate.figures.rules.find(({ outcome }) => outcome === gate.verdict);
      expect(seen).toContain(`\`${failing?.id}\``);
    }
  });

  it('draws the slices where a challenger did not pass, and folds them where it did', () => {
    expect(atFirst(gateComment('refused'))).toContain('xychart-beta');
    const accepted = gateComment('accepted');
    expect(accepted).toContain('xychart-beta');
    expect(atFirst(accepted)).not.toContain('xychart-beta');
  });

  it('names the slice where most was lost before a second rule', () => {
    const reasons = gateComment('refused').match(/^\d\. .*$/gm) ?? [];
    expect(reasons[1]).toContain('Most of it sits in origin = EWR');
  });

  it('says at once that somebody answers for a rule that failed, and who and until when', () => {
    const markdown = gateComment('overridden');
    expect(markdown.split('\n')[0]).toContain('1 check did not and was overridden by release-board');
    const seen = atFirst(markdown);
    expect(seen).toContain('📝 overridden | log loss');
    expect(seen).toMatch(
      /`a046cf19` log_loss may worsen 0\.01 \| release-board \| Old labels .* \| 2027-02-28/,
    );
  });

  it('keeps an override on the record when it is over, not needed, or of a rule that is gone', () => {
    const markdown = gateComment('undecided', ({ figures }) => {
      const [used, gone] = figures.overrides ?? [];
      if (!used || !gone) throw new Error('the story has two overrides');
      figures.overrides = [
        used,
        gone,
        { ...used, rule: 'c8e63fff' },
        { ...used, rule: 'c8e63fff', active: false },
      ];
    });
    for (const state of ['📝 in use', '⚠️ no such rule', '➖ not needed', '➖ over'])
      expect(markdown).toContain(state);
  });

  it('does not let a first acceptance pass for a comparison', () => {
    const markdown = gateComment('first-run');
    expect(atFirst(markdown)).toContain('**First run:** there was no champion to compare with, so 2 rules');
    expect(markdown).toContain('| ➖ | log loss');
  });

  it('tells rules that are not those of the change, and that the champion had others', () => {
    const markdown = gateComment('undecided');
    expect(markdown).toContain(
      'The rules of this change are not the ones that judged it: those of `ref:main at 4f0c2aa`',
    );
    expect(markdown).toContain('The champion was admitted by other rules');
    const silent = gateComment('undecided', ({ figures }) => {
      if (figures.policy) figures.policy = { ...figures.policy, sameAsWorkingTree: null, champions: null };
    });
    expect(silent).not.toContain('rules of this change');
    expect(silent).not.toContain('other rules');
  });

  it('shows the ends of a difference in the direction of the metric', () => {
    const line = gateComment('undecided').match(/^\| ✅ \| log loss .*$/m)?.[0];
    // The improvement is 0.001 between -0.002 and 0.004; log loss is better when it falls.
    expect(line).toContain('−0.001 (−0.004\u00a0…\u00a0+0.002)');
  });

  it('calls metrics by the titles of the user and of fairlearn', () => {
    const markdown = gateComment('undecided');
    expect(markdown).toContain('late minutes that nobody expected ↓');
    expect(markdown).toContain('demographic parity difference ↓ by carrier');
  });

  it('says of a test of behaviour without rows that it shows nothing', () => {
    const markdown = gateComment('undecided', ({ figures }) => {
      const [first] = figures.behaviour ?? [];
      if (first) figures.behaviour = [{ ...first, rows: 0 }];
    });
    expect(markdown).toContain('Behaviour: 0 of 1 test hold');
    expect(markdown).toMatch(/\| ❌ \| the flight number does not matter/);
  });

  it('lists a thousand slices that failed without drowning the verdict', () => {
    const markdown = gateComment('refused', (gate) => {
      const failed = gate.figures.rules.find(({ slice, outcome }) => slice !== null && outcome === 'fail');
      const reason = gate.reasons.find(({ slice, outcome }) => slice && outcome === 'fail');
      if (!failed || !reason) throw new Error('the story has a slice that failed');
      for (let k = 0; k < 1000; k++) {
        gate.figures.rules.push({ ...failed, slice: `tail = N${k}` });
        gate.reasons.push({ ...reason, slice: `tail = N${k}` });
      }
    });
    expect(atFirst(markdown).length).toBeLessThan(6000);
    expect(markdown).toContain('And 970 more.');
  });
});

describe('the pictures of a gate', () => {
  const titles = (name: string) => chartsIn(sectionOf(gateOf(name)).blocks).map(({ title }) => title);

  it('are all there, each with what it shows in words', () => {
    const charts = chartsIn(sectionOf(gateOf('undecided')).blocks);
    const titles = charts.map(({ title }) => title);
    for (const title of [
      'log loss by slice',
      'Where ROC AUC changed: improvement over the champion v1.4.0 by slice, with 95 % intervals',
      'Improvement in log loss',
      'Improvement in average precision',
      'ROC curve',
      'Precision and recall',
      'Calibration',
      'Thresholds of the challenger (dashed: 0.3)',
      'Value of a row by threshold (dashed: 0.3)',
      'Scores of the challenger',
      'Scores of the champion v1.4.0',
      'Confusion of the challenger',
      'Confusion of the champion v1.4.0',
    ]) {
      expect(titles).toContain(title);
    }
    for (const { description } of charts) expect(description.length).toBeGreaterThan(30);
  });

  it('of regression are residuals', () => {
    expect(titles('regression')).toContain('Residuals of the challenger');
    expect(titles('regression')).toContain('Errors of the champion v0.3.0');
  });

  it('mark what is surely worse by where its interval ends', () => {
    const gate = gateOf('undecided', ({ figures }) => {
      const ends = [
        [-0.03, -0.01],
        [-0.01, 0.02],
        [0.01, 0.03],
        [null, -0.01],
        [null, null],
      ] as const;
      ends.forEach(([lower, upper], index) => {
        const slice = figures.slices[index];
        if (slice) slice.change = { metric: 'roc_auc_score', improvement: index / 1000, lower, upper };
      });
      figures.slices = figures.slices.slice(0, ends.length);
    });
    const forest = chartsIn(sectionOf(gate).blocks).find(({ title }) => title.startsWith('Where'));
    const tones = forest?.series[0]?.points.map(({ tone }) => tone);
    expect(tones).toEqual(['worse', 'unsure', 'better', 'worse', 'unsure']);
  });
});
