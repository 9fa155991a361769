import { binomialCdf } from '../../stats/binomial.ts';
import type { Outcomes } from '../metrics/outcomes.ts';

export interface McNemar {
  /** The smaller count of rows that just one of the two got right. */
  readonly statistic: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * McNemar's exact test: were rows that just one of two models got right shared out by a fair coin?
 * `p = min(1, 2 P(X ≤ min(onlyA, onlyB)))`, X binomial(onlyA + onlyB, 1/2); 1 where they never differ.
 */
export function mcnemarExact(onlyA: number, onlyB: number): McNemar {
  const statistic = Math.min(onlyA, onlyB);
  return { statistic, p: Math.min(1, 2 * binomialCdf(statistic, onlyA + onlyB, 0.5)) };
}

/** How many rows just one of two models got right; null for regression, and where a prediction is missing. */
export function discordantRows(a: Outcomes, b: Outcomes): { onlyA: number; onlyB: number } | null {
  if (a.task === 'regression' || b.task === 'regression') return null;
  let [onlyA, onlyB] = [0, 0];
  for (let row = 0; row < a.rows; row++) {
    const [saidA, saidB] = [a.predicted[row] as number, b.predicted[row] as number];
    if (saidA < 0 || saidB < 0) return null;
    const [rightA, rightB] = [saidA === a.truth[row], saidB === b.truth[row]];
    if (rightA && !rightB) onlyA++;
    if (rightB && !rightA) onlyB++;
  }
  return { onlyA, onlyB };
}

/** The exact test of two models on the same rows; null as `discordantRows`. */
export function mcnemarOf(a: Outcomes, b: Outcomes): McNemar | null {
  const rows = discordantRows(a, b);
  return rows && mcnemarExact(rows.onlyA, rows.onlyB);
}
