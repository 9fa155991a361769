import { shortened } from '../../system/schema-check.ts';
import { isDay } from '../calendar.ts';
import { notAmong } from '../problems.ts';
import type { Config } from '../schema/config.ts';
import { type GateConfig, isPolicyFile } from '../schema/gate.ts';
import { checkRules, type KnownMetrics, type Report } from './rule-checks.ts';

/** The rules of `gate` that no schema can say: names that must exist, keys that need or exclude one another. */
export function checkGate(config: Config, report: Report, metrics?: KnownMetrics): void {
  const { gate, deploy } = config;
  const environments = Object.keys(deploy);
  if (environments.length > 0 && !environments.includes(gate.baseline)) {
    const message = notAmong(gate.baseline, environments, 'is no environment', 'deploy has');
    report(['gate', 'baseline'], message);
  }
  // What is read from another file has no rules here.
  if (gate.rules.length === 0 && !isPolicyFile(gate['policy-from'])) {
    report(
      ['gate', 'rules'],
      'is empty, and a gate without rules cannot pass; write one, such as `{ metric: accuracy_score, at-least: 0.8 }`',
    );
  }
  checkRules(config, report, metrics);
  checkTasks(config, report);
  checkColumns(config, report);
  checkThreshold(config, report, metrics);
  checkOwnMetrics(config, report, metrics);
  checkPredictions(gate, report);
  checkCertainty(gate, report);
  checkOverrides(gate, report);
}

/** Keys that some tasks have no use for. */
function checkTasks({ gate, model, data }: Config, report: Report): void {
  const { task } = model;
  if (gate.costs && task !== 'binary-classification') {
    report(['gate', 'costs'], `is for binary-classification only, and the task is ${task}`);
  }
  if (gate.ranking && task === 'multiclass-classification') {
    report(['gate', 'ranking'], `needs one score a row, and the task is ${task}`);
  }
  if (gate.forecast && task !== 'regression') {
    report(['gate', 'forecast'], `is for regression only, and the task is ${task}`);
  }
  if (gate.forecast && data.view.time === undefined) {
    report(['gate', 'forecast'], 'needs `data.view.time`, which orders the steps');
  }
  if (gate.forecast && data.split.by !== 'time') {
    report(
      ['gate', 'forecast'],
      `needs a split by time: one by ${data.split.by} takes steps out of the series`,
    );
  }
}

/** Columns that say something about rows: none of them can be what is predicted. */
function checkColumns({ gate, model }: Config, report: Report): void {
  const { cluster, weight, ranking, forecast } = gate;
  for (const [index, set] of gate.slices.entries()) {
    if ([set].flat().includes(model.label))
      report(['gate', 'slices', index], 'is the label; slices are by other columns');
  }
  const isLabel = (column: string | undefined) => column === model.label;
  if (isLabel(cluster)) report(['gate', 'cluster'], 'is the label; name the column of what belongs together');
  if (isLabel(weight)) report(['gate', 'weight'], 'is the label; name the column of the weights');
  if (isLabel(ranking?.by)) report(['gate', 'ranking', 'by'], 'is the label; name the column of the lists');
  for (const [index, column] of (forecast?.series ?? []).entries()) {
    if (isLabel(column))
      report(['gate', 'forecast', 'series', index], 'is the label; name the column of the series');
  }
}

function checkThreshold({ gate, model }: Config, report: Report, metrics?: KnownMetrics): void {
  const { threshold } = gate;
  const path = ['gate', 'threshold'];
  if (model.task !== 'binary-classification') {
    if (threshold !== 0.5) report(path, `is for binary-classification only, and the task is ${model.task}`);
    return;
  }
  if (typeof threshold === 'number') return;
  const known = metrics?.(model.task, gate);
  if (!known) return;
  const about = known.get(threshold.best);
  const suited = [...known].flatMap(([name, { decided }]) => (decided ? [name] : []));
  if (!about) {
    report([...path, 'best'], notAmong(threshold.best, suited, `is no metric of ${model.task}`, 'There are'));
  } else if (!suited.includes(threshold.best)) {
    report([...path, 'best'], `${threshold.best} has no best that a threshold could have`);
  }
}

function checkOwnMetrics({ gate, model }: Config, report: Report, metrics?: KnownMetrics): void {
  const builtIn = metrics?.(model.task, { ...gate, metrics: [] });
  const first = new Map<string, number>();
  for (const [index, { name }] of gate.metrics.entries()) {
    const path = ['gate', 'metrics', index, 'name'];
    const before = first.get(name);
    if (before !== undefined) report(path, `is the name of gate.metrics[${before}] already`);
    else first.set(name, index);
    if (builtIn?.has(name))
      report(path, `${shortened(name)} is a metric that is built in; choose another name`);
  }
}

/** Keys that need a model, or rows that it was not judged on. */
function checkPredictions({ predictions, threshold }: GateConfig, report: Report): void {
  if (predictions && typeof threshold !== 'number') {
    report(
      ['gate', 'threshold'],
      'is chosen on validation rows, and `gate.predictions` has only those that are judged; write a number',
    );
  }
}

/** Keys that only a decision with certainty reads. */
function checkCertainty(gate: GateConfig, report: Report): void {
  if (gate.certainty === undefined && gate.correction !== 'holm') {
    report(['gate', 'correction'], 'does nothing without `certainty`: point figures are not corrected');
  }
}

function checkOverrides({ overrides }: GateConfig, report: Report): void {
  const first = new Map<string, number>();
  for (const [index, { rule, until }] of overrides.entries()) {
    const path = ['gate', 'overrides', index];
    const before = first.get(rule);
    if (before !== undefined) report([...path, 'rule'], `is overridden by gate.overrides[${before}] already`);
    else first.set(rule, index);
    if (!isDay(until))
      report([...path, 'until'], `${shortened(until)} is no day of the calendar (YYYY-MM-DD)`);
  }
}
