import { describe, expect, it } from 'vitest';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { htmlOf } from '../../src/report/html.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { reportOf } from '../../src/report/report.ts';
import { explanationBlocks } from '../../src/report/sections/explanation.ts';
import { story } from './stories.ts';

type Gate = EvidenceOf<'evaluate-gate'>;
type Explanation = NonNullable<Gate['figures']['explanation']>;

const EXPLANATION: Explanation = {
  metric: 'roc_auc_score',
  rows: 1000,
  repeats: 5,
  importance: [
    {
      feature: 'hour',
      challenger: { mean: 0.19, deviation: 0.01 },
      champion: { mean: 0.2, deviation: 0.01 },
    },
    {
      feature: '<b>visib',
      challenger: { mean: 0.06, deviation: 0.002 },
      champion: { mean: 0.02, deviation: 0.001 },
    },
  ],
  dependence: [
    { feature: 'hour', grid: [5, 12, 22], challenger: [0.1, 0.2, 0.4], champion: [0.1, 0.2, 0.3] },
    { feature: 'origin', grid: ['EWR', 'JFK'], challenger: [0.3, 0.2], champion: [0.2, 0.2] },
  ],
  tree: {
    explains: 'lost-to-champion',
    unit: 'log-loss',
    pValue: 0.025,
    nodes: [
      { path: [], depth: 0, leaf: false, rows: 1000, mean: 0.019, coverage: 1 },
      { path: ['origin = `E|WR`'], depth: 1, leaf: true, rows: 100, mean: 0.167, coverage: 0.38 },
      { path: ['origin ≠ `E|WR`'], depth: 1, leaf: true, rows: 900, mean: 0.013, coverage: 0.62 },
    ],
  },
  sentences: ['38 % of what was lost lies in 10 % of the rows.', 'It relies on `visib` about 3× more.'],
};

function gateOf(name: string, change: (figures: Gate['figures']) => void = () => undefined): Gate {
  const gate = story(name).find((one) => one.stage === 'evaluate-gate') as Gate;
  gate.figures.explanation = structuredClone(EXPLANATION);
  change(gate.figures);
  return gate;
}
const comment = (gate: Gate) => markdownOf(reportOf([gate]), { budget: 60_000, brief: true });

describe('why it changed', () => {
  it('is told in a comment by sentences only, folded where the model passed', () => {
    const accepted = comment(gateOf('accepted'));
    expect(accepted).toMatch(/<summary>Why it changed<\/summary>\s+- 38 % of what was lost/);
    expect(accepted).not.toContain('Where it lost');
    const refused = comment(gateOf('refused'));
    expect(refused.match(/38 % of what was lost/g)).toHaveLength(1);
    expect(refused).not.toContain('Why it changed');
  });

  it('is shown on the page in pictures with words, and as tables', async () => {
    const page = await htmlOf(reportOf([gateOf('refused')]));
    expect(page).toContain('Permutation importance of 2 features: hour 0.190, champion 0.200; ');
    expect(page).toContain('<code>&#x3C;b>visib</code>');
    expect(page).toContain('How the mean score depends on hour');
    expect(page).toContain('Where it lost to the champion');
    expect(page).toContain('E|WR');
    expect(page).toContain('0.060<span class="muted"> ± 0.002</span>');
    expect(page).toContain('seldom part them so tellingly (p = 0.025');
  });

  it('says when a tree is chance, and shows what there is', () => {
    const chance = gateOf('refused', ({ explanation }) => {
      if (explanation?.tree) explanation.tree.pValue = 0.4;
    });
    expect(JSON.stringify(explanationBlocks(chance))).toContain('read nothing into it');
    const bare = gateOf('accepted', (figures) => {
      figures.explanation = { ...EXPLANATION, importance: [], dependence: [], tree: null, sentences: [] };
    });
    expect(explanationBlocks(bare)).toEqual([]);
    const none = gateOf('accepted', (figures) => {
      delete figures.explanation;
    });
    expect(explanationBlocks(none)).toEqual([]);
    const first = gateOf('first-run', ({ explanation }) => {
      for (const one of explanation?.importance ?? []) one.champion = null;
      for (const one of explanation?.dependence ?? []) one.champion = null;
      if (explanation?.tree) Object.assign(explanation.tree, { explains: 'error', unit: 'wrong' });
    });
    const blocks = JSON.stringify(explanationBlocks(first));
    expect(blocks).toContain('What it relies on, and where it errs');
    expect(blocks).toContain('share of wrong rows');
    expect(blocks).not.toContain('champion');
  });
});
