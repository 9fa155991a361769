import type { Column, Frame, Value } from '../data/engine/frame.ts';
import type { Matrix } from '../learners/matrix.ts';
import { fitPca, reconstructionErrors } from '../learners/pca.ts';
import type { MultivariateDrift } from './multivariate-result.ts';
import { standardDeviationThreshold } from './reference-chunks.ts';
import { kindOf } from './samples.ts';

/** NannyML's defaults (0.13, `drift/multivariate/data_reconstruction`). */
const KEEP = 0.65;
const CHUNKS = 10;
const DEVIATIONS = 3;
/** Of the mean error of a chunk, either way. */
const SAMPLING_ERRORS = 3;
/** The matrix of covariances grows with the square. */
const MOST_COLUMNS = 300;

/**
 * NannyML's data reconstruction: missing values are filled (mean, most frequent value), categories become their share
 * in the reference, all is standardised, and the mean distance of rows from the principal components that explain 65% of
 * the reference is held against the mean and three standard deviations over chunks of it, in their order: ten, or as many
 * as there are of the size of the current data where that is more (its `chunk_size`).
 */
export function reconstructionDrift(
  reference: Frame,
  current: Frame,
  names: readonly string[],
): MultivariateDrift {
  const method = 'pca-reconstruction';
  const inconclusive = (note: string): MultivariateDrift => ({
    method,
    statistic: null,
    pValue: null,
    threshold: null,
    verdict: 'inconclusive',
    note,
  });
  const columns = names.filter((name) => reference.columns.has(name) && current.columns.has(name));
  const encoders = columns
    .map((name) => encoderOf(reference.columns.get(name) as Column))
    .filter((encoder) => encoder !== null);
  if (encoders.length < 2) return inconclusive('two columns with values are needed');
  if (encoders.length > MOST_COLUMNS) return inconclusive(`it takes at most ${MOST_COLUMNS} columns`);
  const tenth = Math.floor(reference.rows / CHUNKS);
  const isLong = tenth > current.rows;
  const length = isLong ? current.rows : tenth;
  if (length < 1 || current.rows < 2)
    return inconclusive(`${CHUNKS} rows of the reference are needed, and two now`);
  const before = encode(encoders, reference);
  const pca = fitPca(before, KEEP);
  const errors = reconstructionErrors(pca, before);
  const means: number[] = [];
  // NannyML keeps what is left of ten chunks; of chunks of a size that is asked for it is no window.
  const end = isLong ? errors.length - length + 1 : errors.length;
  for (let start = 0; start < end; start += length)
    means.push(momentsOf(errors.subarray(start, start + length)).mean);
  const { lower, upper } = standardDeviationThreshold(means, DEVIATIONS);
  const now = momentsOf(reconstructionErrors(pca, encode(encoders, current)));
  const sampling = now.deviation / Math.sqrt(current.rows);
  const isInside = Math.max(0, lower) < now.mean && now.mean < upper;
  return {
    method,
    statistic: now.mean,
    pValue: null,
    threshold: upper,
    lower: Math.max(0, lower),
    interval: [Math.max(0, now.mean - SAMPLING_ERRORS * sampling), now.mean + SAMPLING_ERRORS * sampling],
    verdict: isInside ? 'pass' : 'fail',
  };
}

interface Encoder {
  readonly name: string;
  readonly number: (value: Value) => number;
  readonly mean: number;
  readonly deviation: number;
}

/** A column of the reference as standardised numbers; null where it has no values. */
function encoderOf(column: Column): Encoder | null {
  const kind = kindOf(column);
  if (kind === undefined) return null;
  const number = kind === 'numerical' ? filledNumber(column.values) : shareOfValue(column.values);
  if (!number) return null;
  const values = Float64Array.from(column.values, number);
  const { mean } = momentsOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  // As StandardScaler has it: divisor n, and a constant column stays.
  const deviation = Math.sqrt(squares / values.length) || 1;
  return { name: column.name, number, mean, deviation };
}

function filledNumber(values: readonly Value[]): ((value: Value) => number) | null {
  const isNumber = (value: Value): value is number => typeof value === 'number' && Number.isFinite(value);
  const present = values.filter(isNumber);
  if (present.length === 0) return null;
  const { mean } = momentsOf(present);
  return (value) => (isNumber(value) ? value : mean);
}

/** The share of the reference's rows that have the value, 0 for a new one; the most frequent one fills. */
function shareOfValue(values: readonly Value[]): ((value: Value) => number) | null {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const value of values) {
    if (value === null) missing++;
    else counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  const [frequent] = [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  if (!frequent) return null;
  counts.set(frequent[0], frequent[1] + missing);
  return (value) => (counts.get(value === null ? frequent[0] : String(value)) ?? 0) / values.length;
}

function encode(encoders: readonly Encoder[], frame: Frame): Matrix {
  const values = new Float64Array(frame.rows * encoders.length);
  for (const [place, { name, number, mean, deviation }] of encoders.entries()) {
    for (const [row, value] of (frame.columns.get(name)?.values ?? []).entries()) {
      values[row * encoders.length + place] = (number(value) - mean) / deviation;
    }
  }
  return { rows: frame.rows, columns: encoders.length, values };
}

/** Mean and standard deviation with divisor n - 1. */
function momentsOf(values: ArrayLike<number>): { mean: number; deviation: number } {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  const mean = sum / values.length;
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += ((values[at] as number) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)) };
}
