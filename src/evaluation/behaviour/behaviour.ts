import { figureTexts } from '../rules/figure-texts.ts';
import { rounded } from '../rules/rules.ts';

/** What a model said of some rows: its scores row-major, NaN where it refused the row. */
export interface Answers {
  readonly rows: number;
  /** Scores a row: one for binary (of the positive class) and regression (the value), else one a class. */
  readonly width: number;
  readonly scores: Float64Array;
}

/** A row that broke a test of behaviour. */
export interface Breach {
  /** Index among the rows that were asked. */
  readonly row: number;
  /** What the model said of the unchanged row, or what a file of golden rows says; null where there is no such thing. */
  readonly before: number | null;
  /** What it said; null where it refused the row. */
  readonly after: number | null;
  /** How far beyond what is allowed; infinite where the model refused. */
  readonly excess: number;
  /** What would have been right: `not below 0.48`. */
  readonly expected: string;
}

/**
 * The rows whose score moved by more than `within` when something was set that must not matter. Of several classes
 * the score is that of the class which was predicted before.
 */
export function movedRows(before: Answers, after: Answers, within: number): Breach[] {
  return compared(before, after, null, (was, is) => ({
    excess: Math.abs(is - was) - within,
    expected: `within ${within} of ${shown(was)}`,
  }));
}

/** The rows whose score went the wrong way by more than `within`; of several classes that of class `k`, or of the one predicted before. */
export function misledRows(
  before: Answers,
  after: Answers,
  expect: 'not-lower' | 'not-higher',
  within: number,
  k: number | null = null,
): Breach[] {
  return compared(before, after, k, (was, is) => ({
    excess: (expect === 'not-lower' ? was - is : is - was) - within,
    expected: `${expect === 'not-lower' ? 'not below' : 'not above'} ${shown(was)}`,
  }));
}

/** What easy rows must get. */
export interface Minimum {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  /** Of several classes: the index of the right one, which must be predicted and whose score is bounded. */
  readonly class?: number | undefined;
  /** Its name, for people. */
  readonly className?: string | undefined;
}

/** The rows whose score is out of bounds, or whose class is not the right one. */
export function missedRows(answers: Answers, minimum: Minimum): Breach[] {
  const { atLeast, atMost, class: k = 0, className } = minimum;
  const expected = [
    ...(className === undefined ? [] : [`class ${className}`]),
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ].join(', ');
  const breaches: Breach[] = [];
  for (let row = 0; row < answers.rows; row++) {
    const score = scoreAt(answers, row, k);
    const excess = Math.max(
      atLeast === undefined ? Number.NEGATIVE_INFINITY : atLeast - score,
      atMost === undefined ? Number.NEGATIVE_INFINITY : score - atMost,
      className === undefined
        ? Number.NEGATIVE_INFINITY
        : scoreAt(answers, row, predictedOf(answers, row)) - score,
    );
    if (isBeyond(excess, score)) breaches.push(breach(row, null, score, excess, expected));
  }
  return breaches;
}

/** The rows of which a score is not what a file says, by more than `within`; the one that is farthest off is shown. */
export function changedRows(golden: Answers, now: Answers, within: number): Breach[] {
  const breaches: Breach[] = [];
  for (let row = 0; row < golden.rows; row++) {
    let worst: Breach | null = null;
    for (let k = 0; k < golden.width; k++) {
      const [was, is] = [scoreAt(golden, row, k), scoreAt(now, row, k)];
      const excess = Math.abs(is - was) - within;
      if (isBeyond(excess, is) && (worst === null || excess > worst.excess)) {
        worst = breach(row, was, is, excess, `within ${within} of ${shown(was)}`);
      }
    }
    if (worst) breaches.push(worst);
  }
  return breaches;
}

/** The worst breaches first, at most so many of them. */
export function worstBreaches(breaches: readonly Breach[], most: number): Breach[] {
  return [...breaches].sort((a, b) => b.excess - a.excess || a.row - b.row).slice(0, most);
}

/** The class that a model predicts: the first with the highest score; 0 where there is one score. */
function predictedOf({ width, scores }: Answers, row: number): number {
  let best = 0;
  for (let k = 1; k < width; k++) {
    if ((scores[row * width + k] as number) > (scores[row * width + best] as number)) best = k;
  }
  return best;
}

function compared(
  before: Answers,
  after: Answers,
  k: number | null,
  judge: (was: number, is: number) => { excess: number; expected: string },
): Breach[] {
  if (before.rows !== after.rows || before.width !== after.width) {
    throw new RangeError(
      `${before.rows} × ${before.width} scores before, ${after.rows} × ${after.width} after`,
    );
  }
  const breaches: Breach[] = [];
  for (let row = 0; row < before.rows; row++) {
    const at = k ?? predictedOf(before, row);
    const [was, is] = [scoreAt(before, row, at), scoreAt(after, row, at)];
    const { excess, expected } = judge(was, is);
    if (isBeyond(excess, is)) breaches.push(breach(row, was, is, excess, expected));
  }
  return breaches;
}

function scoreAt({ width, scores }: Answers, row: number, k: number): number {
  return scores[row * width + k] as number;
}

/** NaN is beyond every bound: a row that was not answered was not answered as it should. Else to the grain of 1e-12. */
function isBeyond(excess: number, score: number): boolean {
  return !(rounded(excess, Math.abs(score)) <= 0);
}

function breach(row: number, before: number | null, after: number, excess: number, expected: string): Breach {
  const known = (score: number | null) => (score !== null && Number.isFinite(score) ? score : null);
  return {
    row,
    before: known(before),
    after: known(after),
    excess: Number.isFinite(excess) ? excess : Number.POSITIVE_INFINITY,
    expected,
  };
}

function shown(score: number): string {
  return Number.isFinite(score) ? (figureTexts([score])[0] as string) : 'an answer that there was not';
}
