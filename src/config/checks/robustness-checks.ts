import { notAmong } from '../problems.ts';
import type { Config } from '../schema/config.ts';
import type { KnownMetrics, Report } from './rule-checks.ts';

/** What no schema can say of `gate.robustness`: names of features and metrics, keys that would do nothing. */
export function checkRobustness(
  { gate, features, model }: Config,
  report: Report,
  metrics?: KnownMetrics,
): void {
  const known = new Set(features.flatMap(({ columns }) => columns));
  // What other keys of the gate bring is measured on the sound rows only.
  const { costs: _c, ranking: _r, forecast: _f, ...plain } = gate;
  const measured = metrics && [...metrics(model.task, { ...plain, metrics: [] })];
  const suited = measured?.flatMap(([name, { of, direction }]) => (of === 'rows' && direction ? [name] : []));
  for (const [index, { damage, deviations, columns = [], metric }] of gate.robustness.entries()) {
    const path = ['gate', 'robustness', index];
    for (const [at, column] of columns.entries()) {
      if (!known.has(column))
        report([...path, 'columns', at], 'is no feature, and only features are damaged');
    }
    if (deviations !== undefined && damage !== 'noise') {
      report([...path, 'deviations'], `does nothing for \`${damage}\`; it is for \`noise\` only`);
    }
    if (suited && !suited.includes(metric)) {
      const what = 'is no metric that tells how much worse damaged rows are';
      report([...path, 'metric'], notAmong(metric, suited, what, 'There are'));
    }
    if (gate.predictions) {
      report(path, 'needs a model to ask, and `gate.predictions` has only what one said');
    }
  }
}
