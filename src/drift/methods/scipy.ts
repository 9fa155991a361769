import { andersonDarlingTest } from '../../stats/anderson-darling.ts';
import { contingencyTest } from '../../stats/chi-square-test.ts';
import { cramerVonMisesTest } from '../../stats/cramer-von-mises.ts';
import { energyDistance, wassersteinDistance } from '../../stats/distance.ts';
import { eppsSingletonTest } from '../../stats/epps-singleton.ts';
import { fisherExactTest } from '../../stats/fisher-exact.ts';
import { kolmogorovSmirnovTest } from '../../stats/kolmogorov-smirnov.ts';
import { mannWhitneyTest } from '../../stats/mann-whitney.ts';
import { independentTTest } from '../../stats/t-test.ts';
import type { Samples } from '../samples.ts';
import { cohensD, cohensH, commonLanguageEffect, cramersV, largestGap } from './effects.ts';
import type { DriftMethod, Measurement } from './method.ts';
import { FORMULAS } from './number-formulas.ts';
import { energyWorkings, gapWorkings, ingredients, integralTerms, numbersOf } from './number-workings.ts';
import { sumOf, termsOf, valueCells, type Workings } from './workings.ts';

/** Tests as SciPy has them. SciPy knows no thresholds: those of tests are the customary 0.05 here. */
const TEST = {
  aliases: [],
  source: 'SciPy 1.17, scipy.stats',
  kinds: ['numerical'],
  result: 'p-value',
  threshold: 0.05,
  comparison: '<',
} as const;
const DISTANCE = { ...TEST, result: 'distance', threshold: null, comparison: '>' } as const;

/** What each value adds to the chi-square of the table of both sides. */
export function contingencyTerms(samples: Samples, { pValue }: Measurement): Workings {
  const { referenceRows: n, currentRows: m } = samples;
  const yates = samples.reference.length === 2;
  const part = (seen: number, expected: number) => {
    const gap = Math.abs(seen - expected);
    return (yates ? gap - Math.min(0.5, gap) : gap) ** 2 / expected;
  };
  const terms = termsOf(valueCells(samples), (before, now) => {
    const both = before + now;
    return part(before, (both * n) / (n + m)) + part(now, (both * m) / (n + m));
  });
  return {
    quantity: 'rows',
    terms,
    steps: [
      { name: 'degrees of freedom', value: terms.length - 1 },
      { name: 'sum = chi-square', value: sumOf(terms) },
      { name: 'p-value', value: pValue ?? Number.NaN },
    ],
  };
}

function fisher({ reference, current }: Samples): Measurement {
  if (reference.length > 2) {
    return { statistic: Number.NaN, pValue: Number.NaN, note: 'needs a column of two values' };
  }
  const [a = 0, b = 0] = reference;
  const [c = 0, d = 0] = current;
  return fisherExactTest(a, b, c, d);
}

export const SCIPY: readonly DriftMethod[] = [
  {
    ...TEST,
    name: 'scipy.ks_2samp',
    aliases: ['ks_2samp'],
    title: 'Kolmogorov-Smirnov test of two samples',
    formula: FORMULAS.kolmogorovSmirnov,
    measure: (samples) => kolmogorovSmirnovTest(numbersOf(samples)),
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => gapWorkings(numbersOf(samples), measured),
  },
  {
    ...TEST,
    name: 'scipy.mannwhitneyu',
    aliases: ['mannwhitneyu'],
    title: 'Mann-Whitney U test, two-sided',
    formula: `${FORMULAS.mannWhitney}; two-sided`,
    measure: (samples) => mannWhitneyTest(numbersOf(samples)),
    effect: (samples, { statistic }) => commonLanguageEffect(numbersOf(samples), statistic),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...TEST,
    name: 'scipy.ttest_ind',
    aliases: ['ttest_ind'],
    title: "Student's t test of two samples with one variance",
    formula: FORMULAS.studentT,
    measure: (samples) => independentTTest(numbersOf(samples)),
    effect: (samples) => cohensD(numbersOf(samples)),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...TEST,
    name: 'scipy.cramervonmises_2samp',
    aliases: ['cramervonmises_2samp'],
    title: 'Cramér-von Mises test of two samples',
    formula: FORMULAS.cramerVonMises,
    measure: (samples) => cramerVonMisesTest(numbersOf(samples)),
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...TEST,
    name: 'scipy.anderson_ksamp',
    aliases: ['anderson_ksamp'],
    title: 'Anderson-Darling test of two samples',
    formula: FORMULAS.andersonDarling,
    measure: (samples) => andersonDarlingTest(numbersOf(samples)),
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...TEST,
    name: 'scipy.epps_singleton_2samp',
    aliases: ['epps_singleton_2samp'],
    title: 'Epps-Singleton test of two samples',
    formula: FORMULAS.eppsSingleton,
    measure: (samples) => eppsSingletonTest(numbersOf(samples)),
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...TEST,
    name: 'scipy.chi2_contingency',
    aliases: ['chi2_contingency'],
    title:
      'Chi-square test of two samples: unlike goodness of fit it knows that the reference is a sample too',
    formula: FORMULAS.contingency,
    kinds: ['numerical', 'categorical'],
    measure: ({ reference, current }) => contingencyTest([reference, current]),
    effect: cramersV,
    explain: contingencyTerms,
  },
  {
    ...TEST,
    name: 'scipy.fisher_exact',
    title: "Fisher's exact test of two values",
    formula:
      'the probability of all 2 × 2 tables with these margins that are no likelier than the one seen (two-sided); needs two values',
    kinds: ['numerical', 'categorical'],
    measure: fisher,
    effect: cohensH,
    explain: (samples, { statistic, pValue }) => ({
      quantity: 'rows',
      terms: termsOf(valueCells(samples), (before, now) => now - before),
      steps: [
        { name: 'odds ratio', value: statistic },
        { name: 'p-value', value: pValue ?? Number.NaN },
      ],
    }),
  },
  {
    ...DISTANCE,
    name: 'scipy.wasserstein_distance',
    aliases: ['wasserstein_distance'],
    title: 'Wasserstein distance, in the unit of the column',
    formula: FORMULAS.wasserstein,
    measure: (samples) => ({ statistic: wassersteinDistance(numbersOf(samples)), pValue: null }),
    explain: (samples) => {
      const terms = integralTerms(numbersOf(samples), Math.abs);
      return {
        quantity: 'share of the rows',
        terms,
        steps: [{ name: 'sum = distance', value: sumOf(terms) }],
      };
    },
  },
  {
    ...DISTANCE,
    name: 'scipy.energy_distance',
    title: 'Energy distance',
    formula: FORMULAS.energyDistance,
    measure: (samples) => ({ statistic: energyDistance(numbersOf(samples)), pValue: null }),
    explain: (samples) => energyWorkings(numbersOf(samples)),
  },
];
