import { normalQuantile } from '../../stats/normal.ts';

/** The chance with which a test set is asked to see what is there. */
const POWER = 0.8;

/**
 * The smallest true worsening beyond the margin that a one-sided interval of this standard error refuses with
 * probability 0.8: (z_level + z_0.8) · SE, by the normal approximation (Julious 2004, "Sample sizes for clinical trials
 * with normal data", Statistics in Medicine 23, section 4, non-inferiority).
 */
export function detectableWorsening(standardError: number, level: number): number {
  return (normalQuantile(level) + normalQuantile(POWER)) * standardError;
}

/**
 * How many rows it takes to decide, with probability 0.8, on which side of the margin a true difference as far from
 * it as the measured one lies: n ((z_level + z_0.8) SE / |distance|)², since the standard error falls with √n. Null where
 * the measured difference lies on the margin itself: no number of rows tells.
 * @param distance of the measured improvement from -margin
 */
export function rowsToDecide(
  rows: number,
  standardError: number,
  distance: number,
  level: number,
): number | null {
  const needed = rows * (detectableWorsening(standardError, level) / distance) ** 2;
  return Number.isSafeInteger(Math.ceil(needed)) ? Math.ceil(needed) : null;
}
