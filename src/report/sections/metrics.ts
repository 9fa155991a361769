import { METRICS } from '../../evaluation/metrics.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Inline, type Phrase, SIGNS, type TableColumn } from '../document.ts';
import { figuresTogether, withSign } from '../format.ts';

type Evidence = EvidenceOf<'evaluate-gate'>;
type Figures = Evidence['figures'];
type Rule = Figures['rules'][number];

/** What the champion is called in tables. */
export function championName({ champion }: Figures): string {
  return champion?.version ? `champion ${champion.version}` : 'champion';
}

/** What a metric is called in tables; one without a title of ours keeps its name. */
export function metricName(metric: string): Inline {
  return METRICS.get(metric)?.title ?? { code: metric };
}

/** `↑` where more is better. */
export function arrow(metric: string, { directions }: Pick<Figures, 'directions'>): string {
  const direction = Object.hasOwn(directions, metric) ? directions[metric] : undefined;
  return direction ? { higher: ' ↑', lower: ' ↓' }[direction] : '';
}

/** A figure by name; a metric may be called `constructor`. */
export function own(figures: Readonly<Record<string, number | null>>, metric: string): number | null {
  return Object.hasOwn(figures, metric) ? (figures[metric] ?? null) : null;
}

/** The difference as a phrase that says whether it is for the better. */
export function difference(
  metric: string,
  value: number | null,
  text: string,
  figures: Pick<Figures, 'directions'>,
): Inline {
  const direction = Object.hasOwn(figures.directions, metric) ? figures.directions[metric] : undefined;
  if (value === null) return '';
  if (!direction || !/[1-9]/.test(text)) return text;
  return { change: text, tone: value > 0 === (direction === 'higher') ? 'better' : 'worse' };
}

/** One line a rule on all rows: what was measured, against what, and whether it holds. */
export function ruleTable(evidence: Evidence): Block[] {
  const { figures } = evidence;
  const rules = figures.rules.filter(({ slice }) => slice === null);
  if (rules.length === 0) return [];
  const close = new Set(
    evidence.reasons.filter(({ outcome, slice }) => outcome === 'warn' && !slice).map(({ rule }) => rule),
  );
  return [
    {
      kind: 'table',
      brief: 20,
      columns: [{ title: '', align: 'center' as const }, ...columnsOf(figures), { title: 'rule' }],
      rows: rules.map((rule) => [
        rule.outcome === 'pass' && close.has(rule.rule) ? `${SIGNS.warn} close` : SIGNS[rule.outcome],
        ...cellsOf(rule.metric, figures, rule.outcome === 'fail'),
        boundText(rule),
      ]),
    },
  ];
}

/** All metrics that were taken. */
export function metricDetails(figures: Figures): Block {
  return {
    kind: 'details',
    summary: 'All metrics',
    blocks: [
      {
        kind: 'table',
        columns: [...columnsOf(figures), { title: 'name in rules' }],
        rows: Object.keys(figures.challenger.metrics).map((metric) => [
          ...cellsOf(metric, figures, false),
          { code: metric },
        ]),
      },
    ],
  };
}

function columnsOf(figures: Figures): TableColumn[] {
  const [interval] = Object.values(figures.intervals ?? {});
  const level = interval ? `, ${Number((interval.level * 100).toPrecision(4))} % interval` : '';
  const title: Phrase = ['difference', ...(level ? [{ muted: level }] : [])];
  return [
    { title: 'metric' },
    { title: 'challenger', align: 'right' },
    ...(figures.champion
      ? [
          { title: championName(figures), align: 'right' as const },
          { title, align: 'right' as const },
        ]
      : []),
  ];
}

/** The metric, its figures, and the difference with its interval, all with the same decimals. */
function cellsOf(metric: string, figures: Figures, bold: boolean): Phrase[] {
  const { challenger, champion, intervals } = figures;
  const now = own(challenger.metrics, metric);
  const name: Phrase = [metricName(metric), arrow(metric, figures)];
  if (!Object.hasOwn(challenger.metrics, metric)) return [name, 'not found', ...(champion ? ['', ''] : [])];
  if (!champion) return [name, figuresTogether([now])[0] ?? ''];
  const before = own(champion.metrics, metric);
  const change = now === null || before === null ? null : now - before;
  const interval = intervals && Object.hasOwn(intervals, metric) ? intervals[metric] : undefined;
  const [nowText = '', beforeText = '', changeText = '', lower = '', upper = ''] = figuresTogether([
    now,
    before,
    change,
    interval?.lower ?? null,
    interval?.upper ?? null,
  ]);
  const text = withSign(changeText);
  if (change === null) return [name, nowText, beforeText, ''];
  if (interval?.lower == null || interval.upper == null) {
    return [name, nowText, beforeText, bold ? { strong: text } : difference(metric, change, text, figures)];
  }
  // Where the interval holds zero, it is not known whether it got better or worse.
  const isCertain = interval.lower > 0 || interval.upper < 0;
  const shown: Inline = bold
    ? { strong: text }
    : isCertain
      ? difference(metric, change, text, figures)
      : text;
  const ends = { muted: ` (${withSign(lower)} … ${withSign(upper)})` };
  return [name, nowText, beforeText, [shown, ends]];
}

/** The bound of a rule, without the metric that stands at the beginning of its line. */
function boundText({ rule, metric }: Rule): string {
  return rule.startsWith(`${metric} `) ? rule.slice(metric.length + 1) : rule;
}
