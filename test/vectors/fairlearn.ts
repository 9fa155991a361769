import { outcomesOf } from '../../src/evaluation/metrics/encoding.ts';
import { FAIRNESS_MEASURES } from '../../src/evaluation/metrics/fairness.ts';
import { type Checks, expectClose, vector } from './vector.ts';

const NAMES = {
  dpd: 'demographic_parity_difference',
  dpr: 'demographic_parity_ratio',
  eod: 'equalized_odds_difference',
  eor: 'equalized_odds_ratio',
  eopp_diff: 'equal_opportunity_difference',
  eod_mean: 'equalized_odds_difference_mean',
} as const;

export const FAIRLEARN: Checks = {
  'fairlearn.two_groups': () => {
    const { inputs, expected } = vector<
      { y_true: number[]; y_pred: number[]; group: string[] },
      Record<keyof typeof NAMES, number>
    >('fairlearn.two_groups');
    const outcomes = outcomesOf({
      task: 'binary-classification',
      labels: inputs.y_true,
      predictions: inputs.y_pred,
      positive: 1,
    });
    const groups = [...new Set(inputs.group)].map((value) => ({
      value,
      indices: Uint32Array.from(inputs.group.flatMap((each, row) => (each === value ? [row] : []))),
    }));
    for (const [short, name] of Object.entries(NAMES)) {
      const { value } = FAIRNESS_MEASURES.get(name)?.of(outcomes, groups) ?? {};
      expectClose(value, expected[short as keyof typeof NAMES]);
    }
  },
};
