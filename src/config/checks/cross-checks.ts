import { type Path, type Problem, shortened } from '../../system/schema-check.ts';
import { isDay } from '../calendar.ts';
import { notAmong } from '../problems.ts';
import type { Config } from '../schema/config.ts';
import { checkBehaviour } from './behaviour-checks.ts';
import { checkGate } from './gate-checks.ts';
import { checkRobustness } from './robustness-checks.ts';
import type { KnownMetrics, Report } from './rule-checks.ts';
import { checkSource } from './source-checks.ts';
import { checkTransforms } from './transform-checks.ts';

/**
 * The rules of `mlops.yml` that no schema can say: names that must exist elsewhere in the file, keys that
 * need or exclude one another, numbers that must agree. `metrics` are asked where they are known.
 */
export function crossChecks(config: Config, metrics?: KnownMetrics): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message, about = 'value') => problems.push({ path, about, message });
  checkModel(config, report);
  checkView(config, report);
  checkSplit(config, report);
  checkFeatures(config, report);
  checkTrain(config, report);
  checkGate(config, report, metrics);
  checkBehaviour(config, report);
  checkRobustness(config, report, metrics);
  checkMonitor(config, report);
  return problems;
}

function checkModel({ model }: Config, report: Report): void {
  if (model.positive !== undefined && model.task !== 'binary-classification') {
    report(['model', 'positive'], `is for binary-classification only, and the task is ${model.task}`);
  }
}

function checkView({ data }: Config, report: Report): void {
  const { sources, view } = data;
  const names = Object.keys(sources);
  for (const [name, source] of Object.entries(sources)) {
    for (const { path, message } of checkSource(source)) report(['data', 'sources', name, ...path], message);
  }
  const known = (name: string, path: Path) => {
    if (!names.includes(name)) report(path, notAmong(name, names, 'is no source', 'data.sources has'));
  };
  known(view.from, ['data', 'view', 'from']);
  for (const [index, { source, within, asof }] of view.join.entries()) {
    const path = ['data', 'view', 'join', index];
    known(source, [...path, 'source']);
    if (within !== undefined && asof === undefined) report([...path, 'within'], 'needs `asof`');
  }
  if (view.time !== undefined && view.unavailable.includes(view.time)) {
    const index = view.unavailable.indexOf(view.time);
    report(
      ['data', 'view', 'unavailable', index],
      'is `data.view.time`, which must be known when predicting',
    );
  }
}

function checkSplit({ data: { split, view } }: Config, report: Report): void {
  if (split.by === 'time') {
    if (view.time === undefined) report(['data', 'split', 'by'], 'a split by time needs `data.view.time`');
    checkDay(split.until, ['data', 'split', 'until'], report);
  } else if (split.validation + split.test >= 1) {
    report(['data', 'split', 'test'], 'leaves no training data: `validation` and `test` add up to 1 or more');
  }
}

function checkDay(day: string, path: Path, report: Report): void {
  if (day === 'latest') return;
  if (!isDay(day)) report(path, `${shortened(day)} is no day of the calendar (YYYY-MM-DD)`);
}

function checkFeatures({ model, data, features }: Config, report: Report): void {
  const unavailable = new Set(data.view.unavailable);
  const first = new Map<string, number>();
  for (const [index, feature] of features.entries()) {
    const last = ([] as string[]).concat(feature.transform).at(-1) ?? '';
    for (const [at, column] of feature.columns.entries()) {
      const path = ['features', index, 'columns', at];
      const name = shortened(column);
      if (column === model.label) report(path, `${name} is the label; it cannot be a feature`);
      else if (unavailable.has(column)) {
        report(path, `${name} is under \`data.view.unavailable\`: it is not known when predicting`);
      }
      const use = JSON.stringify([column, last]);
      const before = first.get(use);
      if (before === undefined) first.set(use, index);
      else if (before !== index) report(path, `${name} is made ${last} in features[${before}] already`);
    }
    for (const problem of checkTransforms(feature))
      report(['features', index, ...problem.path], problem.message);
  }
}

function checkTrain({ model, train, deploy }: Config, report: Report): void {
  if (train.trainer === 'command') {
    for (const [environment, { target }] of Object.entries(deploy)) {
      if (train.predict === undefined || target === 'command') continue;
      report(
        ['deploy', environment, 'target'],
        'serves ONNX and TF.js models; a model with `train.predict` is deployed by the target `command`',
      );
    }
  }
  if (train.trainer !== 'tfjs') return;
  if (train['class-weights'] !== 'none' && model.task === 'regression') {
    report(['train', 'class-weights'], 'regression has no classes to weigh');
  }
}

/** In `monitor.thresholds`: every column without a threshold of its own. */
const EVERY_COLUMN = '*';

function checkMonitor({ model, data, features, monitor }: Config, report: Report): void {
  if (!monitor) return;
  if (data.view.time === undefined) report(['monitor', 'window'], 'windows need `data.view.time`');
  checkDay(monitor.until, ['monitor', 'until'], report);
  const [wanted = 0, outOf = 0] = (monitor.retrain?.when ?? '').split(' of ').map(Number);
  if (wanted > outOf) report(['monitor', 'retrain', 'when'], `${wanted} of ${outOf} windows can never drift`);
  const columns = monitor.columns ?? features.flatMap((feature) => feature.columns);
  const compared = [...columns, ...monitor.text, ...Object.keys(monitor.embeddings)];
  const own = monitor.columns ? 'monitor.columns has' : 'The features have';
  for (const key of ['methods', 'thresholds'] as const) {
    for (const column of Object.keys(monitor[key])) {
      if (compared.includes(column) || (key === 'thresholds' && column === EVERY_COLUMN)) continue;
      report(['monitor', key, column], notAmong(column, compared, 'is not compared', own), 'key');
    }
  }
  for (const key of ['columns', 'slices', 'text'] as const) {
    for (const [index, column] of (monitor[key] ?? []).entries()) {
      if (column === model.label) {
        report(['monitor', key, index], 'is the label, which is not known when predicting');
      }
    }
  }
}
