import { type Frame, takeRows, type Value } from '../data/engine/frame.ts';
import type { Reason } from '../evidence/schema.ts';
import type { Signature } from '../models/package.ts';
import { CHECK_HEADER } from '../serving/protocol.ts';
import { messageOf, ServiceError } from '../system/errors.ts';
import { compareScores, SKEW_TOLERANCE, type Skew } from './skew.ts';
import type { SkewCheck } from './target.ts';

/** Bytes and rows of one request of the check; a server's limits are higher. */
const REQUEST_BYTES = 2 ** 20;
const REQUEST_ROWS = 1000;
const REQUEST_TIME = 30_000;

/** The outcome of the no-skew check, as a reason for the evidence. */
export interface CheckResult {
  readonly equal: boolean;
  readonly skew: Skew | null;
  readonly reason: Reason;
}

/** What the evidence says where there was nothing to compare with. */
export function unchecked(why: string): CheckResult {
  return {
    equal: true,
    skew: null,
    reason: {
      rule: 'no-skew',
      outcome: 'skipped',
      measured: null,
      bound: SKEW_TOLERANCE,
      sentence: `The answers of the deployment were not compared with the evaluated predictions: ${why}.`,
    },
  };
}

/**
 * Sends the held-out rows to the server at `url` and compares its answers with the evaluated
 * predictions. Rows with a number that JSON cannot carry are left out. Throws `ServiceError` where the
 * server does not answer as a prediction server does.
 */
export async function checkSkew(url: string, check: SkewCheck, signature: Signature): Promise<CheckResult> {
  const names = [...signature.inputs, ...signature.extras].map(({ name }) => name);
  const sendable = Array.from({ length: check.rows.rows }, (_, row) => row).filter((row) =>
    names.every((name) => {
      const value = check.rows.columns.get(name)?.values[row];
      return typeof value !== 'number' || Number.isFinite(value);
    }),
  );
  const rows = requestRows(takeRows(check.rows, sendable), names);
  const { width } = check.scores;
  const evaluated = Float64Array.from({ length: rows.length * width }, (_, index) => {
    const row = sendable[Math.floor(index / width)] ?? 0;
    return check.scores.scores[row * width + (index % width)] ?? Number.NaN;
  });
  const answered = new Float64Array(rows.length * width);
  for (const [first, batch] of batches(rows)) {
    const answer = await ask(url, batch);
    if ('refused' in answer) return refused(answer.refused, rows.length);
    if (answer.predictions.length !== batch.length) {
      throw new ServiceError(`${url} gave ${answer.predictions.length} answers to ${batch.length} rows`);
    }
    answer.predictions.forEach((prediction, index) => {
      answered.set(scoresOf(prediction, width, signature.classes), (first + index) * width);
    });
  }
  const skew = compareScores(
    { rows: rows.length, width, scores: evaluated },
    { rows: rows.length, width, scores: answered },
  );
  return { equal: skew.equal, skew, reason: reasonOf(skew) };
}

function reasonOf(skew: Skew): Reason {
  const { rows, maximumDifference, tolerance, worst, equal } = skew;
  const sentence = equal
    ? `The answers to ${rows} held-out rows equal the evaluated predictions to ${tolerance} (largest difference ${maximumDifference}).`
    : worst === null
      ? 'No held-out row could be sent to the deployment, so nothing shows that it answers as evaluated.'
      : `The deployment does not answer as evaluated: ${worst.answered} instead of ${worst.evaluated} for held-out row ${worst.row + 1} of ${rows}.`;
  return {
    rule: 'no-skew',
    outcome: equal ? 'pass' : 'fail',
    measured: maximumDifference,
    bound: tolerance,
    sentence,
  };
}

function refused(message: string, rows: number): CheckResult {
  return {
    equal: false,
    skew: { rows, maximumDifference: null, tolerance: SKEW_TOLERANCE, equal: false, worst: null },
    reason: {
      rule: 'no-skew',
      outcome: 'fail',
      measured: null,
      bound: SKEW_TOLERANCE,
      sentence: `The deployment refuses rows that were evaluated: ${message}`,
    },
  };
}

/** View rows as a request carries them: times in ISO 8601, only the columns that are there. */
function requestRows(frame: Frame, names: readonly string[]): Record<string, Value>[] {
  const columns = names.flatMap((name) => frame.columns.get(name) ?? []);
  return Array.from({ length: frame.rows }, (_, row) => {
    const record = Object.create(null) as Record<string, Value>;
    for (const { name, type, values } of columns) {
      const value = values[row] ?? null;
      record[name] = type === 'timestamp' && value !== null ? new Date(Number(value)).toISOString() : value;
    }
    return record;
  });
}

function* batches<Row>(rows: readonly Row[]): Generator<readonly [number, readonly Row[]]> {
  let first = 0;
  let bytes = 0;
  for (let next = 0; next < rows.length; next++) {
    const size = Buffer.byteLength(JSON.stringify(rows[next]));
    if (next > first && (bytes + size > REQUEST_BYTES || next - first === REQUEST_ROWS)) {
      yield [first, rows.slice(first, next)];
      first = next;
      bytes = 0;
    }
    bytes += size;
  }
  if (rows.length > first) yield [first, rows.slice(first)];
}

interface AnsweredRow {
  readonly score?: unknown;
  readonly probabilities?: Readonly<Record<string, unknown>>;
}
type Answer = { readonly predictions: readonly AnsweredRow[] } | { readonly refused: string };

async function ask(url: string, rows: readonly unknown[]): Promise<Answer> {
  const address = `${url.replace(/\/+$/, '')}/predict`;
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [CHECK_HEADER]: 'no-skew' },
      body: JSON.stringify({ rows }),
      signal: AbortSignal.timeout(REQUEST_TIME),
    });
    const body = (await response.json()) as { error?: unknown; predictions?: unknown };
    if (response.status === 422) return { refused: String(body.error ?? 'no reason given') };
    if (response.ok && Array.isArray(body.predictions)) return { predictions: body.predictions };
    throw new Error(`status ${response.status}: ${String(body.error ?? 'no predictions in the answer')}`);
  } catch (error) {
    throw new ServiceError(`the deployment at ${address} does not answer: ${messageOf(error)}`, {
      hint: 'It must take {"rows": […]} and give {"predictions": [{"score": …}]}, as `mlops serve` does.',
      cause: error,
    });
  }
}

function scoresOf(answer: AnsweredRow, width: number, classes: readonly string[]): readonly number[] {
  const number = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);
  if (width === 1) return [number(answer.score)];
  return classes.map((name) => number(answer.probabilities?.[name]));
}
