import { andersonDarlingTest } from '../../stats/anderson-darling.ts';
import { cramerVonMisesTest } from '../../stats/cramer-von-mises.ts';
import { energyDistance, wassersteinDistance } from '../../stats/distance.ts';
import { eppsSingletonTest } from '../../stats/epps-singleton.ts';
import { kolmogorovSmirnovTest } from '../../stats/kolmogorov-smirnov.ts';
import { mannWhitneyTest } from '../../stats/mann-whitney.ts';
import { independentTTest } from '../../stats/t-test.ts';
import { momentsOf, type TwoSamples } from '../../stats/two-samples.ts';
import { cohensD, commonLanguageEffect, largestGap } from './effects.ts';
import type { DriftMethod } from './method.ts';
import { FORMULAS } from './number-formulas.ts';
import { energyWorkings, gapWorkings, ingredients, integralTerms, numbersOf } from './number-workings.ts';
import { sumOf } from './workings.ts';

/** Evidently's tests of numbers (0.7, `legacy/calculations/stattests`), with its own thresholds. */

const COMMON = {
  source: 'Evidently 0.7, legacy/calculations/stattests',
  kinds: ['numerical'],
} as const;

/** Evidently divides by no smaller deviation than this. */
const SMALLEST_DEVIATION = 0.001;

function normaliser({ values, x }: TwoSamples): number {
  return Math.max(Math.sqrt(momentsOf(values, x).variance), SMALLEST_DEVIATION);
}

export const EVIDENTLY_NUMERICAL: readonly DriftMethod[] = [
  {
    ...COMMON,
    name: 'evidently.ks',
    aliases: ['ks'],
    title: 'Kolmogorov-Smirnov test',
    formula: FORMULAS.kolmogorovSmirnov,
    result: 'p-value',
    threshold: 0.05,
    comparison: '<=',
    measure: (samples) => kolmogorovSmirnovTest(numbersOf(samples)),
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => gapWorkings(numbersOf(samples), measured),
  },
  {
    ...COMMON,
    name: 'evidently.wasserstein_norm',
    aliases: ['evidently.wasserstein', 'wasserstein', 'wasserstein_norm'],
    title: 'Wasserstein distance over the standard deviation of the reference',
    formula:
      '∫ |F - G| dx / max(s, 0.001); F, G: distribution functions of reference and current, s: standard deviation of the reference with divisor n',
    result: 'distance',
    threshold: 0.1,
    comparison: '>=',
    measure: (samples) => {
      const numbers = numbersOf(samples);
      return { statistic: wassersteinDistance(numbers) / normaliser(numbers), pValue: null };
    },
    explain: (samples) => {
      const numbers = numbersOf(samples);
      const terms = integralTerms(numbers, Math.abs);
      const [sum, divisor] = [sumOf(terms), normaliser(numbers)];
      return {
        quantity: 'share of the rows',
        terms,
        steps: [
          { name: 'sum = Wasserstein distance', value: sum },
          { name: 'max(standard deviation of the reference, 0.001)', value: divisor },
          { name: 'quotient', value: sum / divisor },
        ],
      };
    },
  },
  {
    ...COMMON,
    name: 'evidently.energy_distance',
    aliases: ['evidently.ed', 'ed', 'energy_distance'],
    title: 'Energy distance',
    formula: FORMULAS.energyDistance,
    result: 'distance',
    threshold: 0.1,
    comparison: '>',
    measure: (samples) => ({ statistic: energyDistance(numbersOf(samples)), pValue: null }),
    explain: (samples) => energyWorkings(numbersOf(samples)),
  },
  {
    ...COMMON,
    name: 'evidently.t_test',
    aliases: ['t_test'],
    title: "Student's t test",
    formula: FORMULAS.studentT,
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    measure: (samples) => independentTTest(numbersOf(samples)),
    effect: (samples) => cohensD(numbersOf(samples)),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...COMMON,
    name: 'evidently.mannw',
    aliases: ['mannw'],
    title: 'Mann-Whitney U test, one-sided: the reference is smaller',
    formula: `${FORMULAS.mannWhitney}; one-sided, the alternative being that the reference is smaller`,
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    measure: (samples) => mannWhitneyTest(numbersOf(samples), 'less'),
    effect: (samples, { statistic }) => commonLanguageEffect(numbersOf(samples), statistic),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...COMMON,
    name: 'evidently.cramer_von_mises',
    aliases: ['cramer_von_mises'],
    title: 'Cramér-von Mises test',
    formula: FORMULAS.cramerVonMises,
    result: 'p-value',
    threshold: 0.1,
    comparison: '<=',
    measure: (samples) => cramerVonMisesTest(numbersOf(samples)),
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...COMMON,
    name: 'evidently.anderson',
    aliases: ['anderson'],
    title: 'Anderson-Darling test, p-value within 0.001 to 0.25',
    formula: FORMULAS.andersonDarling,
    result: 'p-value',
    threshold: 0.1,
    comparison: '<',
    measure: (samples) => andersonDarlingTest(numbersOf(samples)),
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
  {
    ...COMMON,
    name: 'evidently.epps_singleton',
    aliases: ['evidently.es', 'es', 'epps_singleton'],
    title: 'Epps-Singleton test',
    formula: FORMULAS.eppsSingleton,
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    measure: (samples) => ({
      ...eppsSingletonTest(numbersOf(samples)),
      note: 'needs five rows on each side and an interquartile range above 0',
    }),
    effect: (samples) => largestGap(numbersOf(samples)),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
];
