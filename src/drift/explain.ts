import type { Column } from '../data/engine/frame.ts';
import { quantileBy } from '../stats/quantile.ts';
import { type Shape, shapeOf } from '../stats/shape.ts';
import { momentsOf } from '../stats/two-samples.ts';
import { CALIBRATED_METHOD } from './calibrated/workings.ts';
import { driftMethod } from './methods/catalogue.ts';
import type { DriftMethod } from './methods/method.ts';
import type { Workings } from './methods/workings.ts';
import { chunkStatistics, chunkThreshold } from './reference-chunks.ts';
import type { ColumnDrift } from './result.ts';
import { kindOf, type NotFinite, type Samples, samplesOf } from './samples.ts';

/** Figures of one side of a column of numbers, of its finite values. */
export interface NumberSummary extends Shape {
  readonly mean: number;
  /** With divisor n and with divisor n - 1 (null for one value). */
  readonly deviation: number;
  readonly sampleDeviation: number | null;
  readonly minimum: number;
  readonly quartile1: number;
  readonly median: number;
  readonly quartile3: number;
  readonly maximum: number;
}

/** One side of a column. */
export interface SideSummary {
  /** All rows, and of them those that are compared. */
  readonly rows: number;
  readonly compared: number;
  /** Of texts and truth values null. */
  readonly numbers: (NumberSummary & NotFinite) | null;
}

/** A verdict about a column with all that a person needs to get to its number by hand. */
export interface Explanation extends ColumnDrift, Workings {
  readonly title: string;
  readonly formula: string;
  readonly source: string;
  /** The column drifted when the p-value or the distance is so to the threshold. */
  readonly result: 'p-value' | 'distance';
  readonly comparison: string;
  /** Where the threshold came from the reference's chunks: what the method gives on each of them. */
  readonly chunkStatistics?: readonly number[];
  readonly sides: { readonly reference: SideSummary; readonly current: SideSummary };
}

/**
 * Explains what `compareColumns` found about this column. The terms lead to the statistic by the steps; a column
 * that could not be compared has neither. What the preset `calibrated` found comes with its workings.
 */
export function explainColumn(
  reference: Column,
  current: Column,
  drift: ColumnDrift,
  calibrated?: Workings,
): Explanation {
  if (calibrated) {
    const samples = samplesOf(reference, current, kindOf(reference) ?? 'categorical');
    const sides = {
      reference: summaryOf(reference, samples, 'reference'),
      current: summaryOf(current, samples, 'current'),
    };
    return { ...drift, ...CALIBRATED_METHOD, sides, ...calibrated };
  }
  const method = driftMethod(drift.method);
  const { title, formula, source, result, comparison, measure, explain } = method;
  const samples = samplesOf(reference, current, kindOf(reference) ?? 'categorical');
  const workings: Workings =
    drift.statistic === null && drift.verdict === 'inconclusive'
      ? { quantity: 'share of the rows', terms: [], steps: [] }
      : explain(samples, measure(samples));
  return {
    ...drift,
    title,
    formula,
    source,
    result,
    comparison,
    ...(drift.threshold !== null && drift.threshold === ownThreshold(method, reference)
      ? { chunkStatistics: chunkStatistics(method, reference) }
      : {}),
    sides: {
      reference: summaryOf(reference, samples, 'reference'),
      current: summaryOf(current, samples, 'current'),
    },
    ...workings,
  };
}

/** The threshold that the reference's chunks give, of methods that take it from there. */
function ownThreshold(method: DriftMethod, reference: Column): number | null {
  return method.threshold === null && method.chunkThresholdLimit !== undefined
    ? chunkThreshold(method, reference)
    : null;
}

function summaryOf({ values: all }: Column, samples: Samples, side: 'reference' | 'current'): SideSummary {
  const compared = side === 'reference' ? samples.referenceRows : samples.currentRows;
  const { numbers, notFinite } = samples;
  if (!numbers || compared === 0) return { rows: all.length, compared, numbers: null };
  const { values } = numbers;
  const counts = side === 'reference' ? numbers.x : numbers.y;
  const { mean, variance } = momentsOf(values, counts);
  const valueAt = rankReader(values, counts);
  const quartile = (q: number) => quantileBy(valueAt, compared, q);
  const none = { nan: 0, positiveInfinities: 0, negativeInfinities: 0 };
  return {
    rows: all.length,
    compared,
    numbers: {
      mean,
      deviation: Math.sqrt(variance),
      sampleDeviation: compared > 1 ? Math.sqrt((variance * compared) / (compared - 1)) : null,
      minimum: valueAt(0),
      quartile1: quartile(0.25),
      median: quartile(0.5),
      quartile3: quartile(0.75),
      maximum: valueAt(compared - 1),
      ...shapeOf(values, counts),
      ...(notFinite?.[side] ?? none),
    },
  };
}

/** The value of a rank, from 0, among ascending values with counts. */
function rankReader(values: Float64Array, counts: Float64Array): (rank: number) => number {
  const upTo = new Float64Array(counts.length);
  let seen = 0;
  for (let i = 0; i < counts.length; i++) {
    seen += counts[i] as number;
    upTo[i] = seen;
  }
  return (rank) => {
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) > rank) high = middle;
      else low = middle + 1;
    }
    return values[low] ?? Number.NaN;
  };
}
