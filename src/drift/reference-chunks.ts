import type { Column, Value } from '../data/engine/frame.ts';
import { tabulate } from '../stats/two-samples.ts';
import type { DriftMethod } from './methods/method.ts';
import { type ColumnKind, kindOf, type Samples, samplesOf } from './samples.ts';

/** NannyML's number of chunks (0.13, `chunk.py`, DefaultChunker); what is left over is one more. */
const CHUNKS = 10;
const DEVIATIONS = 3;

/**
 * NannyML's threshold (`thresholds.py`, StandardDeviationThreshold): the mean of what the method gives on ten
 * equally long chunks of the reference in its own order, and three standard deviations (divisor n) more. Chunks
 * without a value do not count. Null for fewer than ten rows, and where the method has no such threshold.
 */
export function chunkThreshold(method: DriftMethod, reference: Column): number | null {
  const known = KNOWN.get(reference) ?? new Map<string, number | null>();
  KNOWN.set(reference, known);
  const found = known.get(method.name);
  if (found !== undefined) return found;
  const threshold = measureThreshold(method, reference);
  known.set(method.name, threshold);
  return threshold;
}

/** Every window is compared with the same reference. */
const KNOWN = new WeakMap<Column, Map<string, number | null>>();

function measureThreshold(method: DriftMethod, reference: Column): number | null {
  const { chunkThresholdLimit: limit } = method;
  const statistics = chunkStatistics(method, reference);
  if (limit === undefined || statistics.length === 0) return null;
  return Math.min(limit, standardDeviationThreshold(statistics, DEVIATIONS).upper);
}

/** What the method gives on the chunks of the reference, in their order; none for fewer than ten rows. */
export function chunkStatistics(method: DriftMethod, reference: Column): number[] {
  const kind = kindOf(reference);
  const length = Math.floor(reference.values.length / CHUNKS);
  if (kind === undefined || length === 0) return [];
  const statistics: number[] = [];
  for (const samples of chunksOf(reference, kind, length)) {
    if (samples.currentRows > 0) statistics.push(method.measure(samples).statistic);
  }
  return statistics;
}

/** The mean of the values less and more `multiplier` standard deviations with divisor n. */
export function standardDeviationThreshold(
  values: readonly number[],
  multiplier: number,
): { lower: number; upper: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const offset = multiplier * Math.sqrt(variance);
  return { lower: mean - offset, upper: mean + offset };
}

/** Each chunk against the whole column, which is tabulated only once. */
function* chunksOf(reference: Column, kind: ColumnKind, length: number): Generator<Samples> {
  const whole = samplesOf(reference, { ...reference, values: [] }, kind);
  const { numbers, texts = [] } = whole;
  const places = new Map<string, number>(texts.map((text, place) => [text, place]));
  for (let start = 0; start < reference.values.length; start += length) {
    const values = reference.values.slice(start, start + length);
    const current = new Float64Array(whole.reference.length);
    const rows = numbers
      ? countNumbers(values, numbers.values, current)
      : countTexts(values, places, current);
    yield {
      ...whole,
      current,
      currentRows: rows,
      ...(numbers ? { numbers: { ...numbers, y: current, ny: rows } } : {}),
    };
  }
}

function countNumbers(values: readonly Value[], known: Float64Array, counts: Float64Array): number {
  const finite = values.filter(
    (value): value is number => typeof value === 'number' && Number.isFinite(value),
  );
  const { values: distinct, x } = tabulate(finite, []);
  for (let i = 0, place = 0; i < distinct.length; i++) {
    place = placeOf(known, distinct[i] as number, place);
    counts[place] = x[i] as number;
  }
  return finite.length;
}

/** Where `value`, which is there, stands among ascending values from `low` on. */
function placeOf(ascending: Float64Array, value: number, from: number): number {
  let [low, high] = [from, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countTexts(
  values: readonly Value[],
  places: ReadonlyMap<string, number>,
  counts: Float64Array,
): number {
  let rows = 0;
  for (const value of values) {
    const place = value === null ? undefined : places.get(String(value));
    if (place === undefined) continue;
    counts[place] = (counts[place] as number) + 1;
    rows++;
  }
  return rows;
}
