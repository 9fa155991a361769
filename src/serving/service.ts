import type { Column, Frame, Value } from '../data/engine/frame.ts';
import type { Predictions, Predictor } from '../models/predict.ts';
import type { Clock } from '../system/clock.ts';
import { DataError } from '../system/errors.ts';
import { logLine, type ServingLog } from './log.ts';
import type { ServingMetrics } from './metrics.ts';

/** A broken rule of the contract in one row of a request. */
export interface RowProblem {
  /** 1-based, in the order of the request. */
  readonly row: number;
  readonly column: string | null;
  readonly rule: string;
  readonly message: string;
}

/** Turns the rows of a request into view rows, or says what is wrong with them. */
export type RowReader = (
  rows: readonly unknown[],
) => { readonly frame: Frame } | { readonly problems: readonly RowProblem[] };

/** The answer to one row. */
export interface Prediction {
  /** Binary: the probability of the positive class. Regression: the value. Else: of the predicted class. */
  readonly score: number;
  /** The class, or the value of a regression. */
  readonly prediction: string | number;
  /** Of every class, where there are more than two. */
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** Rows that the contract refuses: nothing is predicted and nothing is logged. */
export class RefusedRows extends Error {
  readonly problems: readonly RowProblem[];
  /** How many rows have a problem. */
  readonly refused: number;

  constructor(problems: readonly RowProblem[], rows: number) {
    const refused = new Set(problems.map(({ row }) => row)).size;
    super(
      `${refused} of ${rows} ${rows === 1 ? 'row' : 'rows'} cannot be answered: ${problems[0]?.message ?? ''}`,
    );
    this.name = 'RefusedRows';
    this.problems = problems;
    this.refused = refused;
  }
}

/** The model did not answer in time: nothing is logged. */
export class LateAnswer extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = 'LateAnswer';
  }
}

export interface ServiceOptions {
  readonly predictor: Predictor;
  readonly read: RowReader;
  readonly version: string;
  /** The score from which a row counts as positive in binary classification. */
  readonly threshold: number;
  /** Milliseconds that the model may take. */
  readonly time: number;
  readonly log: ServingLog | null;
  readonly metrics: ServingMetrics;
  readonly clock: Clock;
}

export interface Request {
  readonly rows: readonly unknown[];
  /** `performance.now()` when the request came. */
  readonly started: number;
  /** Asked by a deployment's check: answered as any other, but not logged. */
  readonly check: boolean;
}

/** Answers rows: contract, transforms, model, log. HTTP is not its business. */
export class PredictionService {
  readonly #options: ServiceOptions;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /**
   * The answers, one a row, after they are in the serving log.
   * Throws `RefusedRows` where the contract is broken, and `LateAnswer`.
   */
  async answer(request: Request): Promise<readonly Prediction[]> {
    const { predictor, read, threshold, time, metrics, clock } = this.#options;
    if (request.rows.length === 0) return [];
    const received = clock.now();
    const input = read(request.rows);
    if ('problems' in input) return this.#refuse(input.problems, request.rows.length);
    let scores: Predictions;
    try {
      scores = await inTime(predictor.predict(input.frame), time);
    } catch (error) {
      const problems = error instanceof DataError ? predictor.problems(input.frame) : [];
      if (problems.length === 0) throw error;
      return this.#refuse(problems.map(transformProblem), request.rows.length);
    }
    const answers = interpret(scores, predictor.package.manifest.signature.classes, threshold);
    if (request.check) {
      metrics.checkRows(answers.length);
      return answers;
    }
    metrics.rows(answers.length);
    await this.#record(input.frame, answers, received, performance.now() - request.started);
    return answers;
  }

  #refuse(problems: readonly RowProblem[], rows: number): never {
    const refusal = new RefusedRows(problems, rows);
    this.#options.metrics.refused(refusal.refused);
    throw refusal;
  }

  #record(frame: Frame, answers: readonly Prediction[], received: Date, latency: number): Promise<void> {
    const { log, version, predictor } = this.#options;
    if (!log) return Promise.resolve();
    const { name: model, signature } = predictor.package.manifest;
    const columns = [...frame.columns.values()].map(
      (column) => [column.name, column.values.map((value) => loggable(column, value))] as const,
    );
    const times = signature.time === null ? undefined : frame.columns.get(signature.time);
    const moment = received.toISOString();
    const latency_ms = Math.round(latency * 1000) / 1000;
    const lines = answers.map((answer, row) =>
      logLine(
        columns.map(([name, values]) => [name, values[row] ?? null] as const),
        {
          time: (times && timeOf(times, row)) ?? moment,
          received: moment,
          model,
          version,
          prediction: answer.prediction,
          score: answer.score,
          ...(answer.probabilities ? { probabilities: answer.probabilities } : {}),
          latency_ms,
        },
      ),
    );
    return log.append(lines);
  }
}

/** A value that the contract allows and the fitted transforms cannot turn into a number. */
function transformProblem({ row, column, message }: ReturnType<Predictor['problems']>[number]): RowProblem {
  return {
    row: row + 1,
    column,
    rule: 'transform',
    message: `row ${row + 1}: ${JSON.stringify(column)} ${message}`,
  };
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new LateAnswer(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the scores of a model mean: `classes` in the order of the scores, [] for a regression. */
function interpret(
  { rows, width, scores }: Predictions,
  classes: readonly string[],
  threshold: number,
): readonly Prediction[] {
  return Array.from({ length: rows }, (_, row) => {
    const own = scores.subarray(row * width, (row + 1) * width);
    if (!own.every(Number.isFinite)) throw new Error(`the model gave no finite score for row ${row + 1}`);
    if (width === 1) {
      const score = own[0] ?? Number.NaN;
      return {
        score,
        prediction: classes.length === 0 ? score : (classes[score >= threshold ? 1 : 0] ?? ''),
      };
    }
    const best = own.reduce((top, score, index) => (score > (own[top] ?? 0) ? index : top), 0);
    const probabilities = Object.create(null) as Record<string, number>;
    classes.forEach((name, index) => {
      probabilities[name] = own[index] ?? 0;
    });
    return { score: own[best] ?? 0, prediction: classes[best] ?? '', probabilities };
  });
}

/** A value as JSON shows it: times in ISO 8601, no NaN. */
function loggable(column: Column, value: Value): Value {
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) return null;
  return column.type === 'timestamp' ? new Date(value).toISOString() : value;
}

function timeOf(column: Column, row: number): string | undefined {
  const value = column.values[row];
  if (value === null || value === undefined || typeof value === 'boolean') return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
