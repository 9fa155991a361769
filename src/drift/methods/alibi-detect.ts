import { contingencyTest } from '../../stats/chi-square-test.ts';
import { kolmogorovSmirnovAsymptotic } from '../../stats/kolmogorov-smirnov.ts';
import { cramersV, largestGap } from './effects.ts';
import type { DriftMethod } from './method.ts';
import { FORMULAS } from './number-formulas.ts';
import { gapWorkings, numbersOf } from './number-workings.ts';
import { contingencyTerms } from './scipy.ts';

/**
 * Alibi Detect's tests of one feature (0.12, `cd/ks.py`, `cd/chisquare.py`). Over several features it corrects by
 * Bonferroni or for the false discovery rate: set the correction to `bonferroni` or `fdr_bh`. Written from its
 * description: its licence is not an open one.
 */
const COMMON = {
  source: 'Alibi Detect 0.12, cd/ks.py and cd/chisquare.py',
  result: 'p-value',
  threshold: 0.05,
  comparison: '<',
} as const;

export const ALIBI_DETECT: readonly DriftMethod[] = [
  {
    ...COMMON,
    name: 'alibi_detect.ks',
    aliases: ['alibi.ks'],
    title: 'Kolmogorov-Smirnov test, p-value always from the limit and in single precision',
    formula:
      'D = max |F - G|; F, G: distribution functions of reference (n rows) and current (m rows); two-sided p of the one-sample distribution with round(n m/(n + m)) rows, rounded to single precision',
    kinds: ['numerical'],
    measure: (samples) => {
      const { statistic, pValue } = kolmogorovSmirnovAsymptotic(numbersOf(samples));
      return { statistic: Math.fround(statistic), pValue: Math.fround(pValue) };
    },
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => gapWorkings(numbersOf(samples), measured),
  },
  {
    ...COMMON,
    name: 'alibi_detect.chi2',
    aliases: ['alibi.chi2', 'alibi_detect.chisquare'],
    title: 'Chi-square test of two samples, in single precision',
    formula: `${FORMULAS.contingency}; rounded to single precision`,
    kinds: ['categorical'],
    measure: ({ reference, current }) => {
      const { statistic, pValue } = contingencyTest([reference, current]);
      return { statistic: Math.fround(statistic), pValue: Math.fround(pValue) };
    },
    effect: cramersV,
    explain: contingencyTerms,
  },
];
