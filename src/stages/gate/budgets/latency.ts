import { type Frame, takeRows } from '../../../data/engine/frame.ts';
import type { Predictor } from '../../../models/predict.ts';
import { quantile } from '../../../stats/quantile.ts';

/** Rows of a batch, or all where there are fewer. */
export const BATCH_ROWS = 1000;

/** So many different ones are asked singly. */
const SINGLE_ROWS = 100;

/** How often is asked in a round, and when it is enough however slow a model answers. */
const PLANS = {
  row: { warmUp: 20, times: 200, limitMs: 10_000 },
  batch: { warmUp: 3, times: 100, limitMs: 15_000 },
} as const;
const ROUNDS = 5;
const LEAST_TIMES = 3;

/** Milliseconds of many calls of one model. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Up to so many of the rows, evenly spread. */
export function spreadRows(rows: Frame, most: number): Frame {
  return takeRows(rows, spreadOver(rows, most));
}

function spreadOver({ rows }: Frame, most: number): number[] {
  const count = Math.min(most, rows);
  return Array.from({ length: count }, (_, place) => Math.floor((place * rows) / count));
}

/**
 * How long models take for one row, or for a batch: in this process, from view rows to scores, without any network.
 * They are asked in turn (A B B A), so that what else the machine does hits them alike; the first calls do not count.
 * Of several rounds the least figure is taken, as in each of them only what disturbed it made it greater.
 * @returns of each model, in their order; null where there is no row
 */
export async function latencyOf(
  models: readonly Predictor[],
  rows: Frame,
  kind: 'row' | 'batch',
): Promise<(Latency | null)[]> {
  if (rows.rows === 0) return models.map(() => null);
  const asked =
    kind === 'batch'
      ? [spreadRows(rows, BATCH_ROWS)]
      : spreadOver(rows, SINGLE_ROWS).map((row) => takeRows(rows, [row]));
  const { warmUp, times, limitMs } = PLANS[kind];
  const begun = performance.now();
  const isOver = (share: number) => performance.now() - begun > share * limitMs;
  // A model that answers slowly is warm after its first answer.
  await ask(models, asked, warmUp, () => isOver(0.1));
  const rounds: Latency[][] = [];
  for (let round = 0; round < ROUNDS && !(round > 0 && isOver(1)); round++) {
    const taken = await ask(models, asked, times, (calls) => calls >= LEAST_TIMES && isOver(1));
    rounds.push(taken.map((one) => ({ p50: quantile(one, 0.5), p99: quantile(one, 0.99) })));
  }
  const least = (index: number, which: keyof Latency) =>
    Math.min(...rounds.map((round) => round[index]?.[which] ?? Number.NaN));
  return models.map((_, index) => ({ p50: least(index, 'p50'), p99: least(index, 'p99') }));
}

/** The milliseconds of so many calls of each model, each time the other one first. */
async function ask(
  models: readonly Predictor[],
  asked: readonly Frame[],
  times: number,
  isEnough: (calls: number) => boolean,
): Promise<number[][]> {
  const taken = models.map((): number[] => []);
  for (let call = 0; call < times; call++) {
    const order = call % 2 === 0 ? [...models.keys()] : [...models.keys()].reverse();
    for (const index of order) {
      const before = performance.now();
      await models[index]?.predict(asked[call % asked.length] as Frame);
      taken[index]?.push(performance.now() - before);
    }
    if (isEnough(call + 1)) break;
  }
  return taken;
}
