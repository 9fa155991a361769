import { tSf } from '../../stats/student-t.ts';

export interface DieboldMariano {
  /** Mean loss of a less that of b; the statistics have its sign. */
  readonly difference: number;
  /** Null, as `hln` and `p`, where the differences do not vary. */
  readonly dm: number | null;
  /** With the correction of Harvey, Leybourne and Newbold for few steps. */
  readonly hln: number | null;
  /** Two-sided, by Student's t distribution. */
  readonly p: number | null;
  /** Of the difference, as `hln` has it: difference / hln; 0 where the differences do not vary. */
  readonly standardError: number;
  /** Degrees of freedom: steps less one. */
  readonly df: number;
  /** The horizon that was used: 1 where the variance of the longer one was not positive. */
  readonly horizon: number;
}

/**
 * The test of Diebold and Mariano (1995) whether two forecasts lose the same, with the correction of Harvey, Leybourne
 * and Newbold (1997). `differences` are d_t = L(a_t) - L(b_t) in the order of time, for forecasts `horizon` steps
 * ahead: V = (γ₀ + 2 Σ_{k<h} γ_k) / n with γ_k over n, DM = d̄ / √V, HLN = DM √((n + 1 - 2h + h(h-1)/n) / n) ~ t(n-1). With
 * h = 1 that is the paired t test. Where the variance for h is not positive, h = 1 is taken, as R's
 * `forecast::dm.test` does. Null for fewer than two steps, or fewer than the horizon has.
 */
export function dieboldMariano(differences: Float64Array, horizon: number): DieboldMariano | null {
  const n = differences.length;
  const df = n - 1;
  if (n < 2 || horizon >= n) return null;
  const difference = differences.reduce((sum, each) => sum + each, 0) / n;
  const same = differences.every((each) => each === differences[0]);
  if (same) return { difference, dm: null, hln: null, p: null, standardError: 0, df, horizon };
  const used = variance(differences, difference, horizon) > 0 ? horizon : 1;
  const root = Math.sqrt(variance(differences, difference, used));
  const factor = Math.sqrt((n + 1 - 2 * used + (used * (used - 1)) / n) / n);
  const dm = difference / root;
  const hln = dm * factor;
  const p = 2 * tSf(Math.abs(hln), df);
  return { difference, dm, hln, p, standardError: root / factor, df, horizon: used };
}

/** Of the mean: the autocovariances up to the horizon, each over n, over n. */
function variance(differences: Float64Array, mean: number, horizon: number): number {
  const n = differences.length;
  let sum = 0;
  for (let lag = 0; lag < horizon; lag++) {
    let products = 0;
    for (let t = lag; t < n; t++) {
      products += ((differences[t] as number) - mean) * ((differences[t - lag] as number) - mean);
    }
    sum += (lag === 0 ? 1 : 2) * (products / n);
  }
  return sum / n;
}
