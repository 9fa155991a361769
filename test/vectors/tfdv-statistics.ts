import { expect } from 'vitest';
import { type Column, frameOf, type Value } from '../../src/data/engine/frame.ts';
import { profileTable } from '../../src/data/profile/profile.ts';
import type { ColumnProfile } from '../../src/data/profile/profile-schema.ts';
import {
  type Bucket,
  quantileBoundaries,
  quantilesHistogram,
  standardHistogram,
  type Weighted,
} from '../../src/stats/quantile-histogram.ts';
import { type Counts, columnOf, compareValues, rowsOf } from './columns.ts';
import { withEngine } from './engine.ts';
import { type Checks, checkEach, expectClose, vector } from './vector.ts';

/** TFDV's statistics as proto3's JSON has them: what is 0 is left out, whole numbers are text. */
interface Proto {
  readonly type?: string;
  readonly numStats?: NumberProto;
  readonly stringStats?: TextProto;
}
interface NumberProto {
  readonly commonStats: CommonProto;
  readonly mean?: number;
  readonly stdDev?: number;
  readonly numZeros?: string;
  readonly min?: number;
  readonly max?: number;
  readonly median?: number;
  readonly histograms: HistogramProto[];
  readonly weightedNumericStats?: Pick<NumberProto, 'mean' | 'stdDev' | 'median' | 'histograms'>;
}
interface TextProto {
  readonly commonStats: CommonProto;
  readonly unique: string;
  readonly topValues: { value: string; frequency: number }[];
  readonly avgLength: number;
  readonly rankHistogram: { buckets: { lowRank?: string; label: string; sampleCount: number }[] };
  readonly weightedStringStats?: Pick<TextProto, 'topValues' | 'rankHistogram'>;
}
interface CommonProto {
  readonly numNonMissing?: string;
  readonly numMissing?: string;
  readonly totNumValues?: string;
  readonly minNumValues: string;
  readonly maxNumValues: string;
  readonly avgNumValues: number;
  readonly numValuesHistogram: HistogramProto;
  readonly weightedCommonStats?: { numNonMissing: number; totNumValues: number };
}
interface HistogramProto {
  readonly type?: string;
  readonly buckets: { lowValue?: number; highValue?: number; sampleCount?: number }[];
}

function profilesOf(columns: readonly Column[], weight?: string): Promise<readonly ColumnProfile[]> {
  return withEngine(async (engine) => {
    await engine.insert('data', frameOf(columns));
    const options = weight === undefined ? {} : { weight };
    return (await profileTable(engine, 'data', options)).columns;
  });
}

/** The numbers in ascending order, each with its weight; equal ones together. */
function weighted(values: readonly Value[], weights?: readonly number[]): Weighted {
  const sums = new Map<number, number>();
  for (const [row, value] of values.entries()) {
    if (typeof value === 'number') sums.set(value, (sums.get(value) ?? 0) + (weights?.[row] ?? 1));
  }
  const sorted = [...sums].sort(([a], [b]) => a - b);
  return { values: sorted.map(([value]) => value), weights: sorted.map(([, weight]) => weight) };
}

function expectBuckets(buckets: readonly Bucket[], { buckets: expected }: HistogramProto): void {
  expect(buckets).toHaveLength(expected.length);
  for (const [index, { lowValue = 0, highValue = 0, sampleCount = 0 }] of expected.entries()) {
    const { low, high, count } = buckets[index] as Bucket;
    expectClose(low, lowValue);
    expectClose(high, highValue);
    expectClose(count, sampleCount);
  }
}

function expectCommon(found: ColumnProfile, expected: CommonProto): void {
  expect(found.present).toBe(Number(expected.numNonMissing ?? 0));
  expect(found.missing).toBe(Number(expected.numMissing ?? 0));
  // A cell of a table holds one value: everything about the length of lists is 1.
  expect(Number(expected.totNumValues)).toBe(found.present);
  const ones = quantileBoundaries({ values: [1], weights: [found.present] }, 10);
  expectBuckets(quantilesHistogram(ones, 1), expected.numValuesHistogram);
}

function expectHistograms(column: Weighted, expected: Pick<NumberProto, 'median' | 'histograms'>): void {
  const boundaries = quantileBoundaries(column);
  // TFDV's median is the boundary in the middle, one of the values.
  expect(boundaries.values[500]).toBe(expected.median ?? 0);
  const [standard, quantiles] = expected.histograms;
  expectBuckets(standardHistogram(column), standard as HistogramProto);
  expectBuckets(quantilesHistogram(boundaries), quantiles as HistogramProto);
}

function expectNumbers(found: ColumnProfile, values: readonly Value[], expected: NumberProto): void {
  expectCommon(found, expected.commonStats);
  const { numbers } = found;
  expectClose(numbers?.mean, expected.mean ?? 0);
  expectClose(numbers?.standardDeviation, expected.stdDev ?? 0);
  expect(numbers?.zeros).toBe(Number(expected.numZeros ?? 0));
  expect(numbers?.minimum).toBe(expected.min ?? 0);
  expect(numbers?.maximum).toBe(expected.max ?? 0);
  expectHistograms(weighted(values), expected);
}

function expectTop(
  top: readonly { value: unknown; count: number }[] | undefined,
  expected: Pick<TextProto, 'topValues' | 'rankHistogram'>,
): void {
  const theirs = expected.topValues.map(({ value, frequency }) => ({ value, count: frequency }));
  const ranked = expected.rankHistogram.buckets.map(({ label, sampleCount }) => ({
    value: label,
    count: sampleCount,
  }));
  expect(top).toEqual(theirs);
  expect(top).toEqual(ranked);
}

function expectTexts(found: ColumnProfile, expected: TextProto): void {
  expectCommon(found, expected.commonStats);
  expect(found.distinct).toBe(Number(expected.unique));
  expectClose(found.lengths?.mean, expected.avgLength);
  expectTop(found.top, expected);
}

async function statistics(name: string): Promise<void> {
  const { inputs, expected } = vector<{ column: Value[] }, Proto>(name);
  const { column: values } = inputs;
  const present = values.find((value) => value !== null);
  const column = { ...columnOf([present ?? null]), values };
  const type = typeof present === 'string' ? 'string' : expected.type === 'FLOAT' ? 'number' : 'integer';
  const [found] = await profilesOf([{ ...column, type }]);
  if (!found) throw new Error('no profile');
  if (expected.numStats) expectNumbers(found, values, expected.numStats);
  else if (expected.stringStats) expectTexts(found, expected.stringStats);
  else throw new Error(`${name} has no figures`);
}

async function weightedStatistics(): Promise<void> {
  const { inputs, expected } = vector<{ x: number[]; c: string[]; w: number[] }, Record<'x' | 'c', Proto>>(
    'tfdv.stats.weighted',
  );
  const profiles = await profilesOf(
    [
      { name: 'x', type: 'number', values: inputs.x },
      { name: 'c', type: 'string', values: inputs.c },
      { name: 'w', type: 'number', values: inputs.w },
    ],
    'w',
  );
  const [x, c] = ['x', 'c'].map((name) => profiles.find((profile) => profile.name === name));
  if (!x || !c || !expected.x.numStats || !expected.c.stringStats) throw new Error('no figures');
  expectNumbers(x, inputs.x, expected.x.numStats);
  expectTexts(c, expected.c.stringStats);
  for (const { profile, proto } of [
    { profile: x, proto: expected.x.numStats },
    { profile: c, proto: expected.c.stringStats },
  ]) {
    expectClose(profile.weighted?.weight, proto.commonStats.weightedCommonStats?.numNonMissing ?? Number.NaN);
  }
  const theirs = expected.x.numStats.weightedNumericStats;
  expectClose(x.weighted?.mean, theirs?.mean ?? Number.NaN);
  expectClose(Math.sqrt(x.weighted?.variance ?? Number.NaN), theirs?.stdDev ?? Number.NaN);
  if (theirs) expectHistograms(weighted(inputs.x, inputs.w), theirs);
  const top = c.weighted?.top?.map(({ value, weight }) => ({ value, count: weight }));
  if (expected.c.stringStats.weightedStringStats) expectTop(top, expected.c.stringStats.weightedStringStats);
}

export const TFDV_STATISTICS: Checks = {
  ...Object.fromEntries(
    ['numeric_float', 'numeric_int', 'string', 'numeric30_reference', 'numeric30_current'].map((kind) => {
      const name = `tfdv.stats.${kind}`;
      return [name, () => statistics(name)];
    }),
  ),
  'tfdv.stats.weighted': weightedStatistics,
  ...checkEach<
    { previous_counts: Counts; current_counts: Counts; threshold: number },
    { measurements: { type: string; value: number; threshold: number }[]; anomalies: object }
  >(['tfdv.drift.threshold_equal_is_ok'], ({ inputs, expected }) => {
    const drift = compareValues(rowsOf(inputs.previous_counts), rowsOf(inputs.current_counts), undefined, {
      preset: 'tfdv',
      thresholds: { x: inputs.threshold },
    });
    const [measurement] = expected.measurements;
    expect(drift).toMatchObject({ statistic: measurement?.value, threshold: measurement?.threshold });
    expect(drift.verdict).toBe(Object.keys(expected.anomalies).length > 0 ? 'fail' : 'pass');
  }),
};
