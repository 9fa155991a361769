import { AGGREGATES } from '../../config/schema/gate-rules.ts';
import { BUDGET_NAMES, BUDGETS, type BudgetName } from '../../evaluation/metrics/budgets.ts';
import { FAIRNESS_MEASURES } from '../../evaluation/metrics/fairness.ts';
import { METRICS } from '../../evaluation/metrics/metrics.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Inline, Phrase, TableColumn } from '../document.ts';
import { bytes, figuresTogether, withSign } from '../format.ts';

type Evidence = EvidenceOf<'evaluate-gate'>;
type Figures = Evidence['figures'];

/** What the champion is called in tables. */
export function championName({ champion }: Pick<Figures, 'champion'>): string {
  return champion?.version ? `champion ${champion.version}` : 'champion';
}

/** What a metric is called in tables; one without a title, the user's or ours, keeps its name. */
export function metricName(metric: string, figures: Pick<Figures, 'titles'> = {}): Inline {
  const title = titleOf(metric, figures);
  return title === metric ? { code: metric } : title;
}

/** The same in a sentence. */
export function titleOf(metric: string, { titles = {} }: Pick<Figures, 'titles'> = {}): string {
  const own = Object.hasOwn(titles, metric) ? titles[metric] : undefined;
  const budget = BUDGET_NAMES.has(metric)
    ? BUDGETS[metric as BudgetName].title.replace(/ in (ms|bytes)$/, '')
    : undefined;
  const known = own ?? METRICS.get(metric)?.title ?? FAIRNESS_MEASURES.get(metric)?.title ?? budget;
  if (known !== undefined) return known;
  // What is made of the figures of groups is named by both: `recall_score_difference`.
  const aggregate = AGGREGATES.find((name) => metric.endsWith(`_${name}`));
  const of = aggregate && metric.slice(0, -aggregate.length - 1);
  const title = of === undefined ? undefined : titleOf(of, { titles });
  return aggregate && title !== of ? `${title} (${aggregate.replace('_', ' ')})` : metric;
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
          [metricName(metric, figures), arrow(metric, figures)],
          ...comparedCells(
            {
              metric,
              now: own(figures.challenger.metrics, metric),
              before: figures.champion && own(figures.champion.metrics, metric),
              ends: intervalOf(metric, figures),
            },
            figures,
          ),
          { code: metric },
        ]),
      },
    ],
  };
}

function columnsOf(figures: Figures): TableColumn[] {
  const [interval] = Object.values(figures.intervals ?? {});
  const level = interval ? `, ${levelText(interval.level)} interval` : '';
  return comparedColumns(figures, level);
}

/** The columns of figures that are compared; `ends` says what stands behind a difference. */
export function comparedColumns(figures: Pick<Figures, 'champion'>, ends: string): TableColumn[] {
  const title: Phrase = ['difference', ...(ends ? [{ muted: ends }] : [])];
  const { version } = figures.champion ?? {};
  return [
    { title: 'metric' },
    { title: 'challenger', align: 'right' },
    ...(figures.champion
      ? [
          { title: ['champion', ...(version ? [{ muted: ` ${version}` }] : [])], align: 'right' as const },
          { title, align: 'right' as const },
        ]
      : []),
  ];
}

export interface Compared {
  readonly metric: string;
  readonly now: number | null;
  readonly before: number | null;
  /** Of the difference challenger less champion. */
  readonly ends?: { readonly lower: number | null; readonly upper: number | null } | undefined;
  /** Whether it stands out as what decides. */
  readonly bold?: boolean;
}

/** The interval of the difference on all rows, if there is one. */
export function intervalOf(metric: string, { intervals }: Figures): Compared['ends'] {
  return intervals && Object.hasOwn(intervals, metric) ? intervals[metric] : undefined;
}

/** The figures, and their difference with its ends, all with the same decimals. */
export function comparedCells(
  { metric, now, before, ends, bold = false }: Compared,
  figures: Pick<Figures, 'champion' | 'directions'>,
): Phrase[] {
  if (!figures.champion) return [textsOf(metric, [now])[0] ?? ''];
  const change = now === null || before === null ? null : now - before;
  const texts = [now, before, change, ends?.lower ?? null, ends?.upper ?? null];
  const [nowText = '', beforeText = '', changeText = '', lower = '', upper = ''] = textsOf(metric, texts);
  if (change === null) return [nowText, beforeText, ''];
  const text = withSign(changeText);
  const known = ends && ends.lower !== null && ends.upper !== null ? [ends.lower, ends.upper] : undefined;
  // Where the interval holds zero, it is not known whether it got better or worse.
  const isCertain = !known || (known[0] as number) > 0 || (known[1] as number) < 0;
  const toned = isCertain ? difference(metric, change, text, figures) : text;
  const shown: Inline = bold ? { strong: text } : toned;
  return [
    nowText,
    beforeText,
    known ? [shown, { muted: ` (${withSign(lower)}\u00a0…\u00a0${withSign(upper)})` }] : shown,
  ];
}

/** Figures beside each other; of budgets with their unit, bytes in the one that fits. */
function textsOf(metric: string, values: readonly (number | null)[]): string[] {
  const unit = BUDGET_NAMES.has(metric) ? BUDGETS[metric as BudgetName].unit : undefined;
  const texts = figuresTogether(values);
  if (unit === undefined) return texts;
  return values.map((value, index) => {
    if (value === null) return texts[index] ?? '';
    return unit === 'ms'
      ? `${texts[index]} ms`
      : `${value < 0 ? '−' : ''}${bytes(Math.abs(Math.round(value)))}`;
  });
}

/** A level as people say it: `95 %`. */
export function levelText(level: number): string {
  return `${Number((level * 100).toPrecision(4))} %`;
}
