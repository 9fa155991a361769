import { expect, test } from 'vitest';
import type { RobustnessTest } from '../../../src/config/schema/gate-behaviour.ts';
import { robustnessSentence, robustnessText } from '../../../src/evaluation/behaviour/robustness-sentence.ts';

const TEST: RobustnessTest = { damage: 'noise', metric: 'roc_auc_score', share: 0.1, 'may-worsen': 0.01 };
const found = {
  test: TEST,
  columns: ['temp', 'visib'],
  sound: 0.7597,
  damaged: 0.7204,
  worse: 0.0393,
  championWorse: null,
  baselineName: 'production',
  refusal: null,
};

test('says what was damaged, what it cost, and what production loses', () => {
  expect(robustnessSentence({ ...found, championWorse: 0.00004 })).toBe(
    'With noise of 0.1 standard deviations on 10 % of the values of `temp` and `visib`, ROC AUC is 0.720 instead of 0.760: 0.039 worse; 0.010 worse is allowed. In production it is 0.000040 worse.',
  );
});

test('what is little is not called nothing, and nothing is called the same', () => {
  const little = robustnessSentence({ ...found, damaged: 0.75971, worse: -0.00001 });
  expect(little).toContain(
    'ROC AUC is 0.75971 instead of 0.75970: 0.00001 better; 0.01000 worse is allowed.',
  );
  const same = robustnessSentence({ ...found, damaged: 0.7597, worse: 0 });
  expect(same).toContain('ROC AUC is 0.760 instead of 0.760: the same; 0.010 worse is allowed.');
});

test('says why there is no figure, and the cure', () => {
  const missing = { ...found, test: { ...TEST, damage: 'missing' as const }, damaged: null, worse: null };
  expect(
    robustnessSentence({ ...missing, refusal: 'feature column "temp" is missing in 9 of 90 rows' }),
  ).toBe(
    'With 10 % of the values of `temp` and `visib` missing, the model refuses rows, so the rule about ROC AUC cannot hold: feature column "temp" is missing in 9 of 90 rows. Put `impute` first in the transform of such features.',
  );
  expect(robustnessSentence({ ...missing, columns: [] })).toBe(
    'The model refuses missing values in all of its features (put `impute` first in their transforms), so the rule about ROC AUC cannot hold.',
  );
  expect(robustnessSentence({ ...found, damaged: null, worse: null })).toContain(
    'ROC AUC cannot be computed, so the rule cannot hold.',
  );
});

test('the rule for records', () => {
  expect(robustnessText(TEST)).toBe('roc_auc_score may worsen 0.01 with 10 % of the values noisy');
});
