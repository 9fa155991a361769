import { contingencyTest } from '../../stats/chi-square-test.ts';
import type { DriftMethod } from './method.ts';

/** Tests as SciPy has them. SciPy knows no thresholds: theirs is the customary 0.05. */
export const SCIPY: readonly DriftMethod[] = [
  {
    name: 'scipy.chi2_contingency',
    aliases: ['chi2_contingency'],
    title:
      'Chi-square test of two samples: unlike goodness of fit it knows that the reference is a sample too',
    kinds: ['numerical', 'categorical'],
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    measure: ({ reference, current }) => contingencyTest([reference, current]),
  },
];
