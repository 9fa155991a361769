import type { RuleResult } from '../../evidence/gate-rules.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Phrase } from '../document.ts';
import { count, figure, figuresTogether, plural, withSign } from '../format.ts';
import { rulePlots } from './improvements.ts';
import { levelText, metricName } from './metrics.ts';
import { boundText } from './rules.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Sure = RuleResult & { readonly certainty: NonNullable<RuleResult['certainty']> };

const METHODS: Readonly<Record<Sure['certainty']['method'], string>> = {
  delong: 'DeLong',
  bootstrap: 'bootstrap',
  'cluster-bootstrap': 'bootstrap by cluster',
  'diebold-mariano': 'Diebold-Mariano',
};

const CORRECTIONS: Readonly<Record<string, string>> = {
  bonferroni: 'Bonferroni',
  holm: 'Holm',
  fdr_bh: 'Benjamini-Hochberg',
};

/** How sure each decision about change is, what it rests on, and what these rows could have shown at all. */
export function certaintyDetails(figures: Figures): Block[] {
  const { certainty, mcnemar } = figures;
  const rules = figures.rules.filter((rule): rule is Sure => rule.certainty !== undefined);
  const same = mcnemar ? [mcnemarText(mcnemar)] : [];
  if (rules.length === 0) {
    if (same.length === 0) return [];
    return [
      {
        kind: 'details',
        summary: 'Right on the same rows',
        blocks: [{ kind: 'list', ordered: false, items: same }],
      },
    ];
  }
  const charts = rulePlots(figures);
  return [
    {
      kind: 'details',
      open: true,
      summary: `How certain it is${undecided(rules)}`,
      blocks: [
        ...(charts.length > 0 ? [{ kind: 'row' as const, charts }] : []),
        {
          kind: 'table',
          columns: [
            { title: 'rule' },
            { title: 'improvement', align: 'right' },
            { title: 'surely between', align: 'right' },
            { title: 'decision' },
            { title: 'p', align: 'right' },
            { title: 'would be seen', align: 'right' },
            { title: 'rows needed', align: 'right' },
            { title: 'method' },
          ],
          rows: rules.map((rule) => lineOf(rule, figures)),
        },
        { kind: 'list', ordered: false, items: [...(certainty ? [howText(certainty)] : []), SEEN, ...same] },
      ],
    },
  ];
}

const SEEN =
  'An improvement below zero is a worsening. “p” is small where it is worse than the rule allows. “Would be seen” is the smallest true worsening beyond the bound that these rows refuse in 8 of 10 cases; where nothing could be decided, “rows needed” says how many it would take.';

function undecided(rules: readonly Sure[]): string {
  const open = rules.filter(({ outcome }) => outcome === 'inconclusive').length;
  return open > 0 ? `: ${plural(open, 'decision')} of ${count(rules.length)} not certain` : '';
}

function lineOf(rule: Sure, figures: Figures): Phrase[] {
  const { metric, slice, certainty } = rule;
  const { improvement, lower, upper, pWorse, detectable, rowsNeeded } = certainty;
  const [now = '', least = '', most = '', seen = ''] = figuresTogether([
    improvement,
    lower,
    upper,
    detectable,
  ]);
  return [
    [metricName(metric, figures), ` ${boundText(rule)}`, ...(slice === null ? [] : [' ', { code: slice }])],
    withSign(now),
    lower === null || upper === null ? 'not known' : `${withSign(least)} and ${withSign(most)}`,
    decisionOf(rule),
    pWorse === null ? '' : chance(pWorse),
    detectable === null ? '' : seen,
    rowsNeeded === null ? '' : count(Math.ceil(rowsNeeded)),
    METHODS[certainty.method],
  ];
}

function decisionOf({ outcome }: RuleResult): string {
  if (outcome === 'inconclusive') return 'not certain';
  if (outcome === 'overridden') return 'overridden';
  return outcome === 'skipped' ? 'skipped' : `${outcome}, certain`;
}

function chance(value: number): string {
  return value > 0 && value < 0.001 ? '< 0.001' : figure(value);
}

function howText({ level, correction, resamples, seed, cluster }: NonNullable<Figures['certainty']>): string {
  const rows = cluster === null ? 'rows' : `rows of one \`${cluster}\` together`;
  const corrected =
    correction === 'none'
      ? 'without a correction over slices'
      : `corrected over the slices of a rule (${CORRECTIONS[correction] ?? correction})`;
  return `Each end holds with ${levelText(level)} certainty (one-sided); ${count(resamples)} resamples of ${rows}, seed ${seed}, ${corrected}.`;
}

function mcnemarText({ onlyChallenger, onlyChampion, pValue }: NonNullable<Figures['mcnemar']>): string {
  const chanceText = pValue < 0.001 ? 'less than 0.001' : figure(pValue);
  return `Only the challenger is right on ${plural(onlyChallenger, 'row')}, only the champion on ${count(onlyChampion)}: a difference like that comes by chance with probability ${chanceText} (exact McNemar).`;
}
