import { type Frame, takeRows } from '../../data/engine/frame.ts';
import type { Predictor } from '../../models/predict.ts';
import { quantile } from '../../stats/quantile.ts';

/** Rows of a batch, or all where there are fewer. */
export const BATCH_ROWS = 1000;

/** So many different ones are asked singly. */
const SINGLE_ROWS = 100;

/** How often is asked, and when it is enough however slow a model answers. */
const PLANS = {
  row: { warmUp: 20, times: 400, limitMs: 10_000 },
  batch: { warmUp: 3, times: 50, limitMs: 15_000 },
} as const;
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
  const taken = models.map((): number[] => []);
  const begun = performance.now();
  for (let call = 0; call < warmUp + times; call++) {
    // Model by model in turn, each time the other one first.
    const order = call % 2 === 0 ? [...models.keys()] : [...models.keys()].reverse();
    for (const index of order) {
      const before = performance.now();
      await models[index]?.predict(asked[call % asked.length] as Frame);
      const after = performance.now();
      // A model that answers slowly is warm after its first answer.
      const isCold = call < warmUp && (call === 0 || after - begun < limitMs / 10);
      if (!isCold) taken[index]?.push(after - before);
    }
    if (performance.now() - begun > limitMs && taken.every((one) => one.length >= LEAST_TIMES)) break;
  }
  return taken.map((one) => ({ p50: quantile(one, 0.5), p99: quantile(one, 0.99) }));
}
