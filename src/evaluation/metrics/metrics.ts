import type { GateConfig } from '../../config/schema/gate.ts';
import type { Task } from '../../config/schema/model.ts';
import { BINARY_METRICS, binaryMeasures, COST_METRICS } from './binary.ts';
import { BUDGETS } from './budgets.ts';
import { outcomesOf, type Scored } from './encoding.ts';
import { FAIRNESS_MEASURES } from './fairness.ts';
import { FORECAST_METRICS, forecastMeasures } from './forecast.ts';
import { KNOWN_METRICS, type Metric } from './known-metrics.ts';
import { joined, type Measures } from './measures.ts';
import { MULTICLASS_METRICS, multiclassMeasures } from './multiclass.ts';
import type { Outcomes } from './outcomes.ts';
import { RANKING_METRICS, rankedListMeasures } from './ranked-lists.ts';
import { REGRESSION_METRICS, regressionMeasures } from './regression.ts';

export type { Metric };

/** The metrics that exist only where the gate has this key, and of which tasks. */
export const METRICS_OF_KEY = {
  costs: { tasks: ['binary-classification'], metrics: COST_METRICS },
  ranking: { tasks: ['binary-classification', 'regression'], metrics: RANKING_METRICS },
  forecast: { tasks: ['regression'], metrics: FORECAST_METRICS },
} as const satisfies Partial<
  Record<keyof GateConfig, { tasks: readonly Task[]; metrics: readonly string[] }>
>;

/** The metrics of each task, in the order in which people read them. */
export const METRICS_OF_TASK: Readonly<Record<Task, readonly string[]>> = {
  'binary-classification': BINARY_METRICS,
  'multiclass-classification': MULTICLASS_METRICS,
  regression: REGRESSION_METRICS,
};

/** All metrics by scikit-learn's names (those of its scorers where a function has an average). */
export const METRICS: ReadonlyMap<string, Metric> = new Map(
  Object.entries(KNOWN_METRICS).map(([name, about]) => {
    const tasks = (Object.keys(METRICS_OF_TASK) as Task[]).filter((task) =>
      METRICS_OF_TASK[task].includes(name),
    );
    const ofKey = Object.values(METRICS_OF_KEY).find(({ metrics }) =>
      (metrics as readonly string[]).includes(name),
    );
    return [name, { ...about, tasks: ofKey ? [...ofKey.tasks] : tasks }];
  }),
);

/** A metric that a gate can judge. */
export interface GateMetric extends Omit<Metric, 'tasks'> {
  /**
   * What it is a figure of: of any `rows` (all, a slice, a group), of the model as a `whole` only, or of `groups`
   * against each other (a rule needs `by`).
   */
  readonly of: 'rows' | 'whole' | 'groups';
  /** True where it is a figure of decisions, so that a threshold can be best at it. */
  readonly decided: boolean;
}

/** Binary metrics that do not hang on the threshold. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'roc_auc_score',
  'average_precision_score',
  'log_loss',
  'brier_score_loss',
  'd2_log_loss_score',
  'expected_calibration_error',
  'maximum_calibration_error',
  ...RANKING_METRICS,
]);

/** What of a gate's config gives metrics. */
export type MetricKeys = Pick<GateConfig, 'metrics' | 'costs' | 'ranking' | 'forecast'>;

/** Every metric that the rules of a gate can name: the task's, those that a key brings, the user's own, fairness, budgets. */
export function gateMetrics(task: Task, gate: MetricKeys): ReadonlyMap<string, GateMetric> {
  const brought = (Object.keys(METRICS_OF_KEY) as (keyof typeof METRICS_OF_KEY)[]).flatMap((key) => {
    const { tasks, metrics } = METRICS_OF_KEY[key];
    return gate[key] && (tasks as readonly Task[]).includes(task) ? metrics : [];
  });
  const known = new Map<string, GateMetric>();
  const { titles = {} } = titlesOf(gate);
  for (const name of [...METRICS_OF_TASK[task], ...brought]) {
    const { direction, title, range } = METRICS.get(name) as Metric;
    const decided = task === 'binary-classification' && direction !== null && !UNDECIDED.has(name);
    known.set(name, { direction, title: titles[name] ?? title, range, of: 'rows', decided });
  }
  for (const metric of gate.metrics) {
    const { name, title = name, direction } = metric;
    const of = 'sql' in metric ? 'rows' : 'whole';
    known.set(name, { direction, title, range: [null, null], of, decided: false });
  }
  if (task === 'binary-classification') {
    for (const [name, { direction, title, range }] of FAIRNESS_MEASURES) {
      known.set(name, { direction, title, range, of: 'groups', decided: false });
    }
  }
  for (const [name, { title }] of Object.entries(BUDGETS)) {
    known.set(name, { direction: 'lower', title, range: [0, null], of: 'whole', decided: false });
  }
  return known;
}

/** The metric that orders slices and is compared where nobody names one. */
export const PRIMARY_METRIC: Readonly<Record<Task, string>> = {
  'binary-classification': 'roc_auc_score',
  'multiclass-classification': 'accuracy_score',
  regression: 'root_mean_squared_error',
};

/** Which way each metric that a gate judges is better; metrics without a better side are left out. */
export function directionsOf(task: Task, gate?: MetricKeys): Record<string, 'higher' | 'lower'> {
  const directions: Record<string, 'higher' | 'lower'> = {};
  for (const [name, { direction }] of gateMetrics(task, gate ?? { metrics: [] })) {
    if (direction) directions[name] = direction;
  }
  return directions;
}

/** What metrics are called that are not called so everywhere: the user's own, and those of the first k places. */
export function titlesOf({ metrics, ranking }: Pick<GateConfig, 'metrics' | 'ranking'>): {
  titles?: Record<string, string>;
} {
  const titles: Record<string, string> = {};
  if (ranking) {
    titles.ndcg_score = `NDCG at ${ranking.at}`;
    titles.precision_at_k = `precision at ${ranking.at}`;
    titles.recall_at_k = `recall at ${ranking.at}`;
  }
  for (const { name, title = name } of metrics) titles[name] = title;
  return Object.keys(titles).length > 0 ? { titles } : {};
}

export interface MetricsResult {
  readonly task: Task;
  readonly rows: number;
  /** Null where a metric is not defined on these rows. */
  readonly metrics: Record<string, number | null>;
  /** Why figures are null, or are what they are by convention. */
  readonly notes: string[];
}

/**
 * All metrics of the task, equal to scikit-learn's to 1e-9, but for three things: what it calls NaN is null; a row of
 * weight 0 is left out altogether; and constant labels are always found constant (R² 0 or 1), where a mean
 * that is off by one bit makes -1e31 of it. Throws as `outcomesOf` does.
 */
export function computeMetrics(scored: Scored): MetricsResult {
  return metricsOf(outcomesOf(scored));
}

/** All metrics of outcomes that were encoded before. */
export function metricsOf(outcomes: Outcomes): MetricsResult {
  const measures = measuresOf(outcomes);
  const figures = measures.figures(measures.names, outcomes.weights);
  const metrics: Record<string, number | null> = {};
  const notes = new Map<string, string[]>();
  measures.names.forEach((name, index) => {
    const { value, note } = figures[index] ?? { value: null };
    metrics[name] = value;
    if (note) notes.set(note, [...(notes.get(note) ?? []), name]);
  });
  if (outcomes.weights && 'roc_auc_ovo' in metrics) {
    // One versus one has no agreed weighted form; scikit-learn refuses weights as well.
    metrics.roc_auc_ovo = null;
    notes.set('is not defined with row weights', ['roc_auc_ovo']);
  }
  return {
    task: outcomes.task,
    rows: outcomes.rows,
    metrics,
    notes: [...notes].map(([note, names]) => `${names.join(', ')}: ${note}`),
  };
}

/** Prepares the metrics of outcomes for being taken with many sets of row weights. */
export function measuresOf(outcomes: Outcomes): Measures {
  const parts = [taskMeasures(outcomes)];
  if (outcomes.task === 'binary-classification' && outcomes.lists) {
    const { rows, truth, scores, lists } = outcomes;
    parts.push(rankedListMeasures({ rows, relevance: truth, scores, lists }));
  }
  if (outcomes.task === 'regression') {
    const { rows, truth, predicted, lists, scales } = outcomes;
    if (lists) parts.push(rankedListMeasures({ rows, relevance: truth, scores: predicted, lists }));
    if (scales) parts.push(forecastMeasures(outcomes, scales));
  }
  return joined(parts);
}

function taskMeasures(outcomes: Outcomes): Measures {
  switch (outcomes.task) {
    case 'binary-classification':
      return binaryMeasures(outcomes);
    case 'multiclass-classification':
      return multiclassMeasures(outcomes);
    case 'regression':
      return regressionMeasures(outcomes);
  }
}
