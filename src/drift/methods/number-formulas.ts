/** Formulas that several tools share, in words and signs that a person can follow. */
export const FORMULAS = {
  kolmogorovSmirnov:
    'D = max |F - G|; F, G: distribution functions of reference (n rows) and current (m rows); two-sided p: exact where both have at most 10,000 rows, else of the one-sample distribution with round(n m/(n + m)) rows',
  wasserstein:
    '∫ |F - G| dx; F, G: distribution functions of reference and current; in the unit of the column',
  energyDistance:
    '√(2 ∫ (F - G)² dx), square root taken; F, G: distribution functions of reference and current',
  studentT:
    't = (mean of the reference - current mean) / √(v (1/n + 1/m)), v: pooled variance; two-sided p of Student’s t with n + m - 2 degrees of freedom',
  mannWhitney:
    'U = number of pairs in which the reference value is the larger one, ties as half; p exact for at most 8 rows on a side and no ties, else normal with corrections for ties and continuity (½)',
  cramerVonMises:
    'T of Anderson (1962) from the ranks of both sides; p exact up to 20 rows on both sides, else from the limiting distribution',
  andersonDarling:
    'normalised A² of Scholz and Stephens (1987) with midranks; p interpolated in their table, kept within 0.001 to 0.25',
  eppsSingleton:
    'W of Epps and Singleton (1986): difference of the empirical characteristic functions at 0.4 and 0.8 over half the interquartile range; p from the chi-square distribution',
  contingency:
    'Σ (O - E)² / E over values and both sides, E = row sum · column sum / total; with one degree of freedom |O - E| is less by Yates’ ½; p from the chi-square distribution with (values - 1) degrees of freedom; both sides are samples',
} as const;
