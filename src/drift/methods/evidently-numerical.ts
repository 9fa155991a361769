import { andersonDarlingTest } from '../../stats/anderson-darling.ts';
import { cramerVonMisesTest } from '../../stats/cramer-von-mises.ts';
import { energyDistance, wassersteinDistance } from '../../stats/distance.ts';
import { eppsSingletonTest } from '../../stats/epps-singleton.ts';
import { kolmogorovSmirnovTest } from '../../stats/kolmogorov-smirnov.ts';
import { mannWhitneyTest } from '../../stats/mann-whitney.ts';
import { independentTTest } from '../../stats/t-test.ts';
import { momentsOf, type TwoSamples } from '../../stats/two-samples.ts';
import type { Samples } from '../samples.ts';
import type { DriftMethod, Measurement } from './method.ts';

/** Evidently's tests of numbers (0.7, `legacy/calculations/stattests`), with its own thresholds. */

type Definition = Omit<DriftMethod, 'kinds' | 'measure'> & {
  readonly of: (numbers: TwoSamples) => Measurement;
};

function numerical({ of, ...rest }: Definition): DriftMethod {
  return {
    ...rest,
    kinds: ['numerical'],
    measure: ({ numbers }: Samples) => {
      if (!numbers) throw new TypeError(`${rest.name} compares numbers`);
      return of(numbers);
    },
  };
}

/** Evidently divides by no smaller deviation than this. */
const SMALLEST_DEVIATION = 0.001;

export const EVIDENTLY_NUMERICAL: readonly DriftMethod[] = [
  numerical({
    name: 'evidently.ks',
    aliases: ['ks'],
    title: 'Kolmogorov-Smirnov test',
    result: 'p-value',
    threshold: 0.05,
    comparison: '<=',
    of: kolmogorovSmirnovTest,
  }),
  numerical({
    name: 'evidently.wasserstein_norm',
    aliases: ['evidently.wasserstein', 'wasserstein', 'wasserstein_norm'],
    title: 'Wasserstein distance over the standard deviation of the reference',
    result: 'distance',
    threshold: 0.1,
    comparison: '>=',
    of: (numbers) => {
      const deviation = Math.sqrt(momentsOf(numbers.values, numbers.x).variance);
      const distance = wassersteinDistance(numbers);
      return { statistic: distance / Math.max(deviation, SMALLEST_DEVIATION), pValue: null };
    },
  }),
  numerical({
    name: 'evidently.energy_distance',
    aliases: ['evidently.ed', 'ed', 'energy_distance'],
    title: 'Energy distance',
    result: 'distance',
    threshold: 0.1,
    comparison: '>',
    of: (numbers) => ({ statistic: energyDistance(numbers), pValue: null }),
  }),
  numerical({
    name: 'evidently.t_test',
    aliases: ['t_test'],
    title: "Student's t test",
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    of: independentTTest,
  }),
  numerical({
    name: 'evidently.mannw',
    aliases: ['mannw'],
    title: 'Mann-Whitney U test, one-sided: the reference is smaller',
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    of: (numbers) => mannWhitneyTest(numbers, 'less'),
  }),
  numerical({
    name: 'evidently.cramer_von_mises',
    aliases: ['cramer_von_mises'],
    title: 'Cramér-von Mises test',
    result: 'p-value',
    threshold: 0.1,
    comparison: '<=',
    of: cramerVonMisesTest,
  }),
  numerical({
    name: 'evidently.anderson',
    aliases: ['anderson'],
    title: 'Anderson-Darling test, p-value within 0.001 to 0.25',
    result: 'p-value',
    threshold: 0.1,
    comparison: '<',
    of: andersonDarlingTest,
  }),
  numerical({
    name: 'evidently.epps_singleton',
    aliases: ['evidently.es', 'es', 'epps_singleton'],
    title: 'Epps-Singleton test',
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    of: (numbers) => ({
      ...eppsSingletonTest(numbers),
      note: 'needs five rows on each side and an interquartile range above 0',
    }),
  }),
];
