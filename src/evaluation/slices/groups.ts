import type { Aggregate, RuleConfig } from '../../config/schema/gate-rules.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import { AGGREGATE_DIRECTIONS, aggregateOf, FAIRNESS_MEASURES, type Group } from '../metrics/fairness.ts';
import type { Metric } from '../metrics/metrics.ts';
import type { Outcomes } from '../metrics/outcomes.ts';
import { rowsByValue, type SliceColumn, type SlicesResult } from './slices.ts';

type GroupFigures = NonNullable<GateFigures['groups']>[number];

/** One figure of all groups of a column, and how it came to be: what a rule with `by` is judged on. */
export interface GroupComparison extends GroupFigures {
  readonly direction: 'higher' | 'lower' | null;
  /** What people call it: `difference of recall between the groups of origin`. */
  readonly title: string;
  /** What people call the figure of each group: `recall`, `selection rate`. */
  readonly ofTitle: string;
  /** Groups that were left out because they have too few rows. */
  readonly small: readonly { readonly value: string; readonly rows: number }[];
}

export interface ComparedModels {
  readonly challenger: Outcomes;
  readonly champion: Outcomes | null;
  /** The columns that rules name with `by`. */
  readonly columns: readonly SliceColumn[];
  /** With the slices of those columns: their figures are what aggregates are made of. */
  readonly slices: SlicesResult;
  /** Groups with fewer rows are left out. */
  readonly minimumRows: number;
  /** What is known of the metrics that the gate can judge (`gateMetrics`). */
  readonly metrics: ReadonlyMap<string, Pick<Metric, 'direction' | 'title'>>;
}

/** The name of the figure that a rule with `by` judges, as fairlearn names such: `recall_score_difference`. */
export function groupMetric({ metric, aggregate }: Pick<RuleConfig, 'metric' | 'aggregate'>): string {
  return aggregate === undefined ? metric : `${metric}_${aggregate}`;
}

/**
 * What the rules with `by` are about: groups of one column against each other, by an aggregate of any metric or by
 * one of fairlearn's measures. Groups with too few rows are left out and told; fewer than two that are left have
 * no figure, for then nothing is compared.
 */
export function compareGroups(rules: readonly RuleConfig[], models: ComparedModels): GroupComparison[] {
  const asked = new Map(
    rules.flatMap((rule) =>
      rule.by === undefined ? [] : [[JSON.stringify([rule.by, groupMetric(rule)]), rule]],
    ),
  );
  return [...asked.values()].flatMap((rule) => {
    const column = models.columns.find((each) => each.column === rule.by);
    if (!column) return [];
    if (rule.aggregate !== undefined) return [aggregated(rule.metric, rule.aggregate, column, models)];
    return FAIRNESS_MEASURES.has(rule.metric) ? [measured(rule.metric, column, models)] : [];
  });
}

function aggregated(
  metric: string,
  aggregate: Aggregate,
  { column: by }: SliceColumn,
  { champion, slices, metrics }: ComparedModels,
): GroupComparison {
  const groups = slices.slices
    .filter(({ column }) => column === by)
    .map(({ value, rows, challenger, champion: before }) => ({
      value,
      rows,
      challenger: challenger[metric] ?? null,
      champion: before?.[metric] ?? null,
    }));
  const direction = AGGREGATE_DIRECTIONS[aggregate];
  const { title = metric, direction: own = null } = metrics.get(metric) ?? {};
  const figure = (of: 'challenger' | 'champion') =>
    groups.length < 2
      ? null
      : aggregateOf(
          aggregate,
          groups.map((group) => group[of]),
        ).value;
  return {
    by,
    metric: groupMetric({ metric, aggregate }),
    of: metric,
    challenger: figure('challenger'),
    champion: champion && figure('champion'),
    groups: groups.sort(byValue),
    direction: direction === 'metric' ? own : direction,
    title: aggregateTitle(aggregate, title, by),
    ofTitle: title,
    small: slices.small.filter(({ column }) => column === by),
  };
}

function aggregateTitle(aggregate: Aggregate, metric: string, by: string): string {
  switch (aggregate) {
    case 'difference':
      return `difference of ${metric} between the groups of ${by}`;
    case 'ratio':
      return `ratio of ${metric} between the groups of ${by}`;
    case 'group_min':
      return `lowest ${metric} of the groups of ${by}`;
    case 'group_max':
      return `highest ${metric} of the groups of ${by}`;
  }
}

function measured(
  metric: string,
  { column: by, values }: SliceColumn,
  { challenger, champion, minimumRows }: ComparedModels,
): GroupComparison {
  const all: Group[] = [...rowsByValue(values)].map(([value, indices]) => ({ value, indices }));
  const large = all.filter(({ indices }) => indices.length >= minimumRows);
  const measure = FAIRNESS_MEASURES.get(metric);
  const figure = (outcomes: Outcomes) =>
    large.length < 2 ? null : (measure?.of(outcomes, large).value ?? null);
  const rates = (outcomes: Outcomes | null) =>
    large.map((group) => (outcomes && measure ? measure.ofGroup(outcomes, group) : {}));
  const [now, before] = [rates(challenger), rates(champion)];
  const of = widest(now);
  return {
    by,
    metric,
    of,
    challenger: figure(challenger),
    champion: champion && figure(champion),
    groups: large
      .map(({ value, indices }, group) => ({
        value,
        rows: indices.length,
        challenger: now[group]?.[of] ?? null,
        champion: before[group]?.[of] ?? null,
      }))
      .sort(byValue),
    direction: measure?.direction ?? null,
    title: `${measure?.title ?? metric} between the groups of ${by}`,
    ofTitle: of.replaceAll('_', ' '),
    small: all
      .filter(({ indices }) => indices.length < minimumRows)
      .map(({ value, indices }) => ({ value, rows: indices.length })),
  };
}

/** Of several rates the one that differs most between the groups. */
function widest(rates: readonly Readonly<Record<string, number | null>>[]): string {
  const spread = (name: string) => {
    const known = rates.flatMap((group) => group[name] ?? []);
    return known.length === 0 ? -1 : Math.max(...known) - Math.min(...known);
  };
  const names = Object.keys(rates[0] ?? {});
  return names.reduce((best, name) => (spread(name) > spread(best) ? name : best), names[0] ?? '');
}

function byValue(a: { value: string }, b: { value: string }): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}
