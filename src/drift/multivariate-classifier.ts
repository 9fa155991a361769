import { type Frame, frameOf, takeRows } from '../data/engine/frame.ts';
import { rowsOf } from '../learners/matrix.ts';
import { randomOf } from '../stats/random.ts';
import { featuresOf } from './multivariate-features.ts';
import { inconclusive, type MultivariateDrift } from './multivariate-result.ts';
import { standardDeviationThreshold } from './reference-chunks.ts';
import { crossValidated } from './separability.ts';

/** More rows make a model slower, not wiser. */
const ROWS = 3000;
const FOLDS = 5;
const L2 = 10;
const SEED = 1;
const CHUNKS = 10;
const DEVIATIONS = 3;
const LEAST_ROWS = 50;
/** What can be told apart by less is not worth a call. */
const AUC_FLOOR = 0.55;
const LEVEL = 0.01;
/** A threshold that drift can cross. */
const REACHABLE = 0.9;

/**
 * Whether a logistic regression can tell rows of now from rows of the reference: the area under its cross-validated ROC
 * curve. Drift where that is above 0.55, above what tells ten chunks of the reference (in their order) from the rest of
 * it by three standard deviations, and not by chance; nothing is decided where that would be an area of 1 or more. At most 3,000 rows of each side are taken, chosen by a seed.
 */
export function domainClassifierDrift(
  reference: Frame,
  current: Frame,
  names: readonly string[],
): MultivariateDrift {
  const method = 'domain-classifier';
  for (const [side, { rows }] of [
    ['reference', reference],
    ['current', current],
  ] as const) {
    if (rows < LEAST_ROWS)
      return inconclusive(method, `the ${side} data have ${rows} rows, and ${LEAST_ROWS} are needed`);
  }
  const columns = names.filter((name) => reference.columns.has(name) && current.columns.has(name));
  const [before, now] = [sample(reference, ROWS), sample(current, ROWS)];
  const features = featuresOf(stacked(before, now, columns), columns);
  if (features.columns === 0) return inconclusive(method, 'no column has two values');
  const isNow = Uint8Array.from({ length: features.rows }, (_, row) => (row < before.rows ? 0 : 1));
  const found = crossValidated(features, isNow, FOLDS, L2, SEED);
  const own = rowsOf(
    features,
    Array.from({ length: before.rows }, (_, row) => row),
  );
  const length = Math.ceil(before.rows / CHUNKS);
  const chunks = Array.from({ length: CHUNKS }, (_, chunk) => {
    const inChunk = Uint8Array.from({ length: own.rows }, (_unused, row) =>
      Math.floor(row / length) === chunk ? 1 : 0,
    );
    return crossValidated(own, inChunk, 2, L2, SEED).auc;
  });
  const { lower, upper } = standardDeviationThreshold(chunks, DEVIATIONS);
  const measured = {
    method,
    statistic: found.auc,
    pValue: found.pValue,
    interval: [found.auc - 2 * found.error, Math.min(1, found.auc + 2 * found.error)],
  } as const;
  if (upper >= 1) {
    const note = unreachable(before.rows, (lower + upper) / 2, (upper - lower) / 2);
    return { ...measured, threshold: null, verdict: 'inconclusive', note };
  }
  const threshold = Math.max(AUC_FLOOR, upper);
  const isFound = found.auc > threshold && found.pValue < LEVEL;
  return { ...measured, threshold, verdict: isFound ? 'fail' : 'pass' };
}

/**
 * Why no area could be above the threshold. What chance does to the areas of few rows goes with the root of their number;
 * where their mean is higher than chance makes it, the chunks do differ, and more rows mend nothing.
 */
function unreachable(rows: number, mean: number, offset: number): string {
  const why = `tenths of the reference's ${rows.toLocaleString('en-US')} rows differ from its rest as much as any data could`;
  const inChunk = rows / CHUNKS;
  const chance = Math.sqrt((rows + 1) / (12 * inChunk * (rows - inChunk)));
  const needed = Math.ceil((rows * (offset / (REACHABLE - mean)) ** 2) / 100) * 100;
  return mean < Math.min(REACHABLE, 0.5 + DEVIATIONS * chance) && needed <= ROWS
    ? `${why}; about ${needed.toLocaleString('en-US')} rows are needed`
    : `${why}; leave out columns that change with time, such as numbers that count up`;
}

/** At most so many rows, in their order. */
function sample(frame: Frame, rows: number): Frame {
  if (frame.rows <= rows) return frame;
  const places = randomOf(SEED).shuffle(Uint32Array.from({ length: frame.rows }, (_, row) => row));
  return takeRows(frame, places.slice(0, rows).sort());
}

function stacked(before: Frame, now: Frame, names: readonly string[]): Frame {
  return frameOf(
    names.flatMap((name) => {
      const [a, b] = [before.columns.get(name), now.columns.get(name)];
      return a && b ? [{ ...a, values: [...a.values, ...b.values] }] : [];
    }),
  );
}
