import type { Aggregate } from '../../config/schema/gate-rules.ts';
import { confusionOf } from './confusion.ts';
import type { Figure } from './measures.ts';
import { type BinaryOutcomes, type Outcomes, takeOutcomes } from './outcomes.ts';

/** The rows of one group, of those that are compared with each other. */
export interface Group {
  readonly value: string;
  readonly indices: Uint32Array;
}

/** A measure of how alike a model treats groups. */
export interface FairnessMeasure {
  /** Which way is fairer. */
  readonly direction: 'higher' | 'lower';
  /** What a person calls it. */
  readonly title: string;
  readonly range: readonly [number, number];
  /** Of the groups; null where it is not defined, with the reason. Only binary outcomes have one. */
  of(outcomes: Outcomes, groups: readonly Group[]): Figure;
  /** The figures of one group that the measure is made of, by name: what a report shows beside it. */
  ofGroup(outcomes: Outcomes, group: Group): Readonly<Record<string, number | null>>;
}

type Rate = 'selection_rate' | 'true_positive_rate' | 'false_positive_rate';

const DIFFERENCE = { direction: 'lower', range: [0, 1] } as const;
const RATIO = { direction: 'higher', range: [0, 1] } as const;

/**
 * The measures of fairlearn 0.15 by its names, between groups. A rate without rows below it (the true positive rate of a
 * group without positives) counts as 0 with a note, as there. A ratio of 0 to 0 is not defined; of two ratios, one of
 * which is not defined, fairlearn gives one or the other by their order, we none.
 */
export const FAIRNESS_MEASURES: ReadonlyMap<string, FairnessMeasure> = new Map(
  Object.entries({
    demographic_parity_difference: {
      ...DIFFERENCE,
      title: 'demographic parity difference',
      ...between(['selection_rate'], 'difference', greatest),
    },
    demographic_parity_ratio: {
      ...RATIO,
      title: 'demographic parity ratio',
      ...between(['selection_rate'], 'ratio', least),
    },
    equalized_odds_difference: {
      ...DIFFERENCE,
      title: 'equalized odds difference',
      ...between(['true_positive_rate', 'false_positive_rate'], 'difference', greatest),
    },
    equalized_odds_ratio: {
      ...RATIO,
      title: 'equalized odds ratio',
      ...between(['true_positive_rate', 'false_positive_rate'], 'ratio', least),
    },
    equalized_odds_difference_mean: {
      ...DIFFERENCE,
      title: 'equalized odds difference (mean)',
      ...between(['true_positive_rate', 'false_positive_rate'], 'difference', mean),
    },
    equalized_odds_ratio_mean: {
      ...RATIO,
      title: 'equalized odds ratio (mean)',
      ...between(['true_positive_rate', 'false_positive_rate'], 'ratio', mean),
    },
    equal_opportunity_difference: {
      ...DIFFERENCE,
      title: 'equal opportunity difference',
      ...between(['true_positive_rate'], 'difference', greatest),
    },
    equal_opportunity_ratio: {
      ...RATIO,
      title: 'equal opportunity ratio',
      ...between(['true_positive_rate'], 'ratio', least),
    },
  } satisfies Record<string, FairnessMeasure>),
);

/** Which way an aggregate of groups is better; `metric` where it is the way of the metric itself. */
export const AGGREGATE_DIRECTIONS: Readonly<Record<Aggregate, 'higher' | 'lower' | 'metric'>> = {
  difference: 'lower',
  ratio: 'higher',
  group_min: 'metric',
  group_max: 'metric',
};

/**
 * One figure of the figures of groups, as fairlearn's `MetricFrame` makes it between groups: `difference` is the
 * greatest less the least, `ratio` the least by the greatest (not defined where both are 0). Where it passes over groups
 * without a figure, this does not: the aggregate is then not defined, because nobody knows how that group fares.
 */
export function aggregateOf(aggregate: Aggregate, figures: readonly (number | null | undefined)[]): Figure {
  const known = figures.filter(
    (figure): figure is number => typeof figure === 'number' && Number.isFinite(figure),
  );
  if (figures.length === 0) return { value: null, note: 'is not defined: there are no groups' };
  if (known.length < figures.length) {
    const missing = figures.length - known.length;
    return { value: null, note: `is not defined: ${missing} of ${figures.length} groups have no figure` };
  }
  const [low, high] = [least(known), greatest(known)];
  switch (aggregate) {
    case 'difference':
      return { value: high - low };
    case 'ratio':
      return high === 0
        ? { value: null, note: 'is not defined: its greatest figure is 0' }
        : { value: low / high };
    case 'group_min':
      return { value: low };
    case 'group_max':
      return { value: high };
  }
}

function between(
  rates: readonly Rate[],
  aggregate: Aggregate,
  together: (figures: readonly number[]) => number,
): Pick<FairnessMeasure, 'of' | 'ofGroup'> {
  const binary = (outcomes: Outcomes): BinaryOutcomes | null =>
    outcomes.task === 'binary-classification' && !outcomes.predicted.some((said) => said < 0)
      ? outcomes
      : null;
  return {
    ofGroup(outcomes, group) {
      const judged = binary(outcomes);
      const found = judged && ratesOf(judged, group);
      return Object.fromEntries(rates.map((rate) => [rate, found?.[rate] ?? null]));
    },
    of(outcomes, groups) {
      const judged = binary(outcomes);
      if (!judged) return { value: null, note: 'is not defined: it needs a binary prediction of every row' };
      const found = groups.map((group) => ratesOf(judged, group));
      const parts: number[] = [];
      for (const rate of rates) {
        const part = aggregateOf(
          aggregate,
          found.map((each) => each[rate]),
        );
        if (part.value === null) return { value: null, note: `${part.note ?? ''} (${rate})` };
        parts.push(part.value);
      }
      const lacking = groups.filter((_, index) => rates.some((rate) => found[index]?.without.includes(rate)));
      const value = together(parts);
      if (lacking.length === 0) return { value };
      const named = lacking.slice(0, 3).map((group) => group.value);
      return { value, note: `counts a rate without rows below it as 0 (${named.join(', ')})` };
    },
  };
}

/** The rates of a group, and which of them have no rows below them; null for a group without rows. */
function ratesOf(outcomes: BinaryOutcomes, { indices }: Group) {
  const { truth, predicted, weights } = takeOutcomes(outcomes, indices) as BinaryOutcomes;
  const { cells, byTruth, byPrediction, total } = confusionOf(truth, predicted, 2, weights);
  const [negatives = 0, positives = 0] = byTruth;
  const [, falsePositives = 0, , truePositives = 0] = cells;
  const without: Rate[] = [];
  const share = (part: number, all: number, rate: Rate) => {
    if (total === 0) return null;
    if (all === 0) without.push(rate);
    return all === 0 ? 0 : part / all;
  };
  return {
    selection_rate: share(byPrediction[1] as number, total, 'selection_rate'),
    true_positive_rate: share(truePositives, positives, 'true_positive_rate'),
    false_positive_rate: share(falsePositives, negatives, 'false_positive_rate'),
    without,
  };
}

function least(figures: readonly number[]): number {
  return figures.reduce((low, figure) => Math.min(low, figure), Number.POSITIVE_INFINITY);
}

function greatest(figures: readonly number[]): number {
  return figures.reduce((high, figure) => Math.max(high, figure), Number.NEGATIVE_INFINITY);
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}
