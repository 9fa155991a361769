import type { Task } from '../../config/schema/model.ts';

/** What is known about a metric. */
export interface Metric {
  readonly tasks: readonly Task[];
  /** Which way is better; null where neither is. */
  readonly direction: 'higher' | 'lower' | null;
  /** What a person calls it. */
  readonly title: string;
  /** The lowest and highest figure; null is without end. */
  readonly range: readonly [number | null, number | null];
}

const UNIT = [0, 1] as const;
const higher = (title: string, range: Metric['range'] = UNIT) => ({
  direction: 'higher' as const,
  title,
  range,
});
const lower = (title: string, range: Metric['range'] = [0, null]) => ({
  direction: 'lower' as const,
  title,
  range,
});

/** Every metric that we compute, by name. */
export const KNOWN_METRICS: Readonly<Record<string, Omit<Metric, 'tasks'>>> = {
  accuracy_score: higher('accuracy'),
  balanced_accuracy_score: higher('balanced accuracy'),
  precision_score: higher('precision'),
  recall_score: higher('recall'),
  true_negative_rate: higher('true negative rate (specificity)'),
  false_positive_rate: lower('false positive rate', UNIT),
  f1_score: higher('F1'),
  f2_score: higher('F2'),
  jaccard_score: higher('Jaccard index'),
  top_k_accuracy_score: higher('accuracy of the top 2'),
  precision_macro: higher('precision (macro)'),
  precision_micro: higher('precision (micro)'),
  precision_weighted: higher('precision (weighted)'),
  recall_macro: higher('recall (macro)'),
  recall_micro: higher('recall (micro)'),
  recall_weighted: higher('recall (weighted)'),
  f1_macro: higher('F1 (macro)'),
  f1_micro: higher('F1 (micro)'),
  f1_weighted: higher('F1 (weighted)'),
  matthews_corrcoef: higher('Matthews correlation', [-1, 1]),
  cohen_kappa_score: higher('Cohen’s kappa', [-1, 1]),
  roc_auc_score: higher('ROC AUC'),
  roc_auc_ovr: higher('ROC AUC (one vs rest)'),
  roc_auc_ovo: higher('ROC AUC (one vs one)'),
  average_precision_score: higher('average precision'),
  log_loss: lower('log loss'),
  brier_score_loss: lower('Brier score', [0, 2]),
  d2_log_loss_score: higher('share of log loss explained (D²)', [null, 1]),
  expected_calibration_error: lower('calibration error (10 equal bins)', UNIT),
  maximum_calibration_error: lower('calibration error of the worst of 10 bins', UNIT),
  positive_rate: { direction: null, title: 'share predicted positive', range: UNIT },
  mean_absolute_error: lower('mean absolute error'),
  mean_squared_error: lower('mean squared error'),
  root_mean_squared_error: lower('root mean squared error'),
  median_absolute_error: lower('median absolute error'),
  mean_absolute_percentage_error: lower('mean absolute percentage error (as a ratio)'),
  root_mean_squared_log_error: lower('root mean squared log error'),
  mean_squared_log_error: lower('mean squared log error'),
  d2_absolute_error_score: higher('share of absolute error explained (D²)', [null, 1]),
  max_error: lower('greatest error'),
  r2_score: higher('R²', [null, 1]),
  explained_variance_score: higher('explained variance', [null, 1]),
  expected_value: higher('expected value of a row', [null, null]),
  total_value: higher('total value', [null, null]),
  ndcg_score: higher('NDCG at k'),
  mean_average_precision: higher('mean average precision'),
  mean_reciprocal_rank: higher('mean reciprocal rank'),
  precision_at_k: higher('precision at k'),
  recall_at_k: higher('recall at k'),
  mean_absolute_scaled_error: lower('mean absolute scaled error (MASE)'),
  root_mean_squared_scaled_error: lower('root mean squared scaled error (RMSSE)'),
  symmetric_mean_absolute_percentage_error: lower('symmetric percentage error (sMAPE, as a ratio)', [0, 2]),
  weighted_absolute_percentage_error: lower('weighted percentage error (WAPE, as a ratio)'),
  mean_pinball_loss: lower('pinball loss'),
};
