import { alignHistograms, type Histogram } from '../../../stats/aligned-histograms.ts';
import {
  quantileBoundaries,
  quantilesHistogram,
  standardHistogram,
} from '../../../stats/quantile-histogram.ts';
import type { DataEngine } from '../../engine/engine.ts';
import { identifier } from '../../engine/sql.ts';
import type { MeasuredDistance } from './contract-anomaly.ts';
import type { TfdvComparator } from './tfdv-schema.ts';
import type { TfdvColumn, TfdvStatistics } from './tfdv-statistics.ts';

/** A column and the table that it stands in. */
export type TfdvSide = readonly [statistics: TfdvStatistics, column: TfdvColumn];

/**
 * TFDV's distances (`anomalies/metrics.cc`) of a column from the same one of other data; undefined where it
 * measures none, as between text and numbers.
 */
export async function tfdvDistance(
  engine: DataEngine,
  measure: MeasuredDistance['measure'],
  control: TfdvSide,
  current: TfdvSide,
  source: NonNullable<TfdvComparator['source']> = 'STANDARD',
): Promise<number | undefined> {
  const [, { values: before }] = control;
  const [, { values: now }] = current;
  if (measure !== 'JENSEN_SHANNON_DIVERGENCE') {
    return largestDifference(before, now, measure === 'L_INFTY');
  }
  if (before.size > 0 && now.size > 0) {
    const keys = [...new Set([...before.keys(), ...now.keys()])];
    const counts = (side: ReadonlyMap<string, number>) => keys.map((key) => side.get(key) ?? 0);
    return divergence(counts(now), counts(before));
  }
  if (control[1].type === 'STRING' || current[1].type === 'STRING') return undefined;
  const histograms = [];
  for (const side of [current, control]) histograms.push(await histogramOf(engine, side, source));
  const cells = alignHistograms(histograms[0] as Histogram, histograms[1] as Histogram);
  return divergence(cells.reference, cells.current);
}

/** The largest difference of the counts of one value, each divided by its own total or by that of both. */
function largestDifference(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
  ownTotals: boolean,
): number {
  const total = (side: ReadonlyMap<string, number>) => [...side.values()].reduce((sum, n) => sum + n, 0);
  const [old, recent] = [total(before), total(now)];
  const [oldScale, recentScale] = ownTotals ? [old, recent] : [old + recent, old + recent];
  let largest = 0;
  for (const key of new Set([...before.keys(), ...now.keys()])) {
    const share = (count: number | undefined, scale: number) => (count === undefined ? 0 : count / scale);
    largest = Math.max(
      largest,
      Math.abs(share(now.get(key), recentScale) - share(before.get(key), oldScale)),
    );
  }
  return largest;
}

/** Jensen-Shannon divergence in bits of counts on the same cells; undefined where a side is empty. */
function divergence(a: readonly number[], b: readonly number[]): number | undefined {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const [sumA, sumB] = [sum(a), sum(b)];
  if (sumA === 0 || sumB === 0) return undefined;
  let bits = 0;
  for (const [cell, count] of a.entries()) {
    const [p, q] = [count / sumA, (b[cell] ?? 0) / sumB];
    if (p > 0) bits += p * Math.log2((2 * p) / (p + q));
    if (q > 0) bits += q * Math.log2((2 * q) / (p + q));
  }
  return Math.min(bits / 2, 1);
}

/** The histogram that TFDV writes for a column of numbers. */
export async function histogramOf(
  engine: DataEngine,
  [{ table }, { number, type, column, nan }]: TfdvSide,
  source: 'STANDARD' | 'QUANTILES',
): Promise<Histogram> {
  const rows = await engine.rows<{ v: number; n: number }>(
    `SELECT ${number} AS v, count(*) AS n FROM ${identifier(table)} AS t
     WHERE ${number} IS NOT NULL AND NOT isnan(${number}) GROUP BY v ORDER BY v`,
  );
  // Neighbours that are one number in 32 bits are one value.
  const narrow = type === 'FLOAT' && column.type === 'string';
  const counts = new Map<number, number>();
  for (const { v, n } of rows) {
    const value = narrow ? Math.fround(v) : v;
    counts.set(value, (counts.get(value) ?? 0) + n);
  }
  const weighted = { values: [...counts.keys()], weights: [...counts.values()] };
  const buckets =
    source === 'STANDARD' ? standardHistogram(weighted) : quantilesHistogram(quantileBoundaries(weighted));
  return { buckets, nan };
}
