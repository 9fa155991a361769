import { type RuleConfig, sliceSetName } from '../../config/schema/gate-rules.ts';
import { AGGREGATE_DIRECTIONS, aggregateOf, FAIRNESS_MEASURES, type Group } from '../metrics/fairness.ts';
import type { Figure, Measures } from '../metrics/measures.ts';
import { measuresOf } from '../metrics/metrics.ts';
import { type Label, type Outcomes, takeOutcomes, type Weights } from '../metrics/outcomes.ts';
import { groupMetric } from '../slices/groups.ts';
import { rowsByValue, type SliceColumn, sliceName } from '../slices/slices.ts';
import type { Clusters, Paired } from './bootstrap.ts';
import {
  type ComparedModels,
  type Improvement,
  improvementsOf,
  resampledImprovements,
  signOf,
} from './certainty.ts';

/** How sure the improvement in a metric is in a place: null (all rows), `origin = EWR` or `by origin`. */
export type ImprovementAt = (metric: string, place: string | null) => Improvement | null;

export interface GateComparison {
  readonly models: ComparedModels;
  readonly rules: readonly RuleConfig[];
  /** The columns of all slices, crossed ones too, and of all groups. */
  readonly columns: readonly SliceColumn[];
  /** Groups with fewer rows are left out, as they are of the figures. */
  readonly minimumRows: number;
  readonly replicates: number;
  readonly seed: number;
}

/**
 * Answers for every place that the rules of a gate name. A place is computed when it is first asked for, with all
 * metrics of its rules at once, from the same seed whatever other places there are. Null for a metric that is no
 * function of outcomes (the user's own), or a place that is not there.
 */
export function improvementsOfGate(gate: GateComparison): ImprovementAt {
  const { models, rules, replicates, seed } = gate;
  const { names } = measuresOf(models.challenger);
  const known = new Map<string | null, Map<string, Improvement>>();
  const slices = new Map(
    gate.columns.flatMap(({ column, values }) =>
      [...rowsByValue(values)].map(([value, indices]) => [sliceName({ column, value }), { column, indices }]),
    ),
  );
  const compute = (asked: string, place: string | null): Map<string, Improvement> => {
    const column = place === null ? null : slices.get(place)?.column;
    const ruled = rules.flatMap(({ metric, slice, by }) =>
      by === undefined && (slice ? sliceSetName(slice.column) : null) === column ? [metric] : [],
    );
    const metrics = [...new Set([...ruled, asked])].filter((metric) => names.includes(metric));
    const indices = place === null ? null : slices.get(place)?.indices;
    return improvementsOf(indices ? modelsOn(models, indices) : models, metrics, { replicates, seed });
  };
  return (metric, place) => {
    const found = known.get(place) ?? new Map<string, Improvement>();
    known.set(place, found);
    if (!found.has(metric)) {
      const rule = rules.find(({ by, ...rest }) => place === `by ${by}` && groupMetric(rest) === metric);
      if (rule) found.set(...ofGroups(rule, gate));
      else if (names.includes(metric) && (place === null || slices.has(place))) {
        for (const one of compute(metric, place)) found.set(...one);
      }
    }
    return found.get(metric) ?? null;
  };
}

/** The rows at `indices` of both models. */
function modelsOn(models: ComparedModels, indices: Uint32Array): ComparedModels {
  const { challenger, champion, clusters, steps } = models;
  return {
    challenger: takeOutcomes(challenger, indices),
    champion: takeOutcomes(champion, indices),
    clusters: clusters && { ...clusters, ...clustersOn(clusters, indices) },
    steps: steps && { ...steps, ...clustersOn(steps, indices) },
  };
}

/** The clusters that have rows at `indices`, in their order. */
function clustersOn({ count, ofRow }: Clusters, indices: Uint32Array): Clusters {
  const place = new Int32Array(count).fill(-1);
  for (const row of indices) place[ofRow[row] as number] = 0;
  let found = 0;
  for (let cluster = 0; cluster < count; cluster++) if (place[cluster] === 0) place[cluster] = found++;
  return { count: found, ofRow: Uint32Array.from(indices, (row) => place[ofRow[row] as number] as number) };
}

/** Clusters by the values of a column; a row without a value hangs together with no other. */
export function clustersOf(values: ArrayLike<Label>): Clusters {
  const places = new Map<Label, number>();
  let count = 0;
  const ofRow = Uint32Array.from({ length: values.length }, (_, row) => {
    const value = values[row] ?? null;
    if (value === null) return count++;
    const place = places.get(value) ?? count++;
    places.set(value, place);
    return place;
  });
  return { count, ofRow };
}

/** Groups against each other are resampled whole: rows of all groups are drawn together. */
function ofGroups(rule: RuleConfig, gate: GateComparison): [string, Improvement] {
  const { challenger, champion, clusters, steps } = gate.models;
  const values = gate.columns.find(({ column }) => column === rule.by)?.values ?? [];
  const groups = [...rowsByValue(values)]
    .filter(([, indices]) => indices.length >= gate.minimumRows)
    .map(([value, indices]): Group => ({ value, indices }));
  const { rows, weights } = challenger;
  const measures = (outcomes: Outcomes) => groupMeasures(rule, outcomes, groups);
  const paired: Paired = { rows, weights, a: measures(challenger), b: measures(champion) };
  const { replicates, seed } = gate;
  const options = { replicates, seed, clusters: clusters ?? steps ?? null };
  const [found] = resampledImprovements(paired, [groupMetric(rule)], () => directionOf(rule), options);
  return found as [string, Improvement];
}

function directionOf({ metric, aggregate }: RuleConfig): 1 | -1 {
  const direction = aggregate
    ? AGGREGATE_DIRECTIONS[aggregate]
    : (FAIRNESS_MEASURES.get(metric)?.direction ?? 'metric');
  return direction === 'metric' ? signOf(metric) : direction === 'lower' ? -1 : 1;
}

/** The one figure of a rule with `by`, as a measure that takes row weights. */
function groupMeasures(
  { metric, aggregate }: RuleConfig,
  outcomes: Outcomes,
  groups: readonly Group[],
): Measures {
  const ofGroup = groups.map(({ indices }) => ({
    indices,
    measures: measuresOf(takeOutcomes(outcomes, indices)),
    weights: new Float64Array(indices.length),
  }));
  const figure = (weights: Weights | null): Figure => {
    if (aggregate === undefined) {
      const measure = FAIRNESS_MEASURES.get(metric);
      return (
        measure?.of({ ...outcomes, weights: weights && Float64Array.from(weights) }, groups) ?? {
          value: null,
        }
      );
    }
    const figures = ofGroup.map((group) => {
      if (!weights) return group.measures.figures([metric], null)[0]?.value;
      for (const [k, row] of group.indices.entries()) group.weights[k] = weights[row] as number;
      return group.measures.figures([metric], group.weights)[0]?.value;
    });
    return aggregateOf(aggregate, figures);
  };
  return { names: [], figures: (names, weights) => names.map(() => figure(weights)) };
}
