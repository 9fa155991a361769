import { betaI } from './beta.ts';

/** P(F > f) of the F distribution with `df1` and `df2` degrees of freedom. */
export function fSf(f: number, df1: number, df2: number): number {
  if (f <= 0) return 1;
  if (f === Number.POSITIVE_INFINITY) return 0;
  const sum = df2 + df1 * f;
  return betaI(df2 / sum, df2 / 2, df1 / 2, (df1 * f) / sum);
}
