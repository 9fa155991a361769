import type { Path } from '../../system/schema-check.ts';
import type { Config } from '../schema/config.ts';
import type { BehaviourTest } from '../schema/gate-behaviour.ts';
import type { Report } from './rule-checks.ts';

/** What no schema can say of `gate.behaviour`: names that are features, tests that could never fail, classes. */
export function checkBehaviour(config: Config, report: Report): void {
  const { gate, features, model } = config;
  const known = new Set(features.flatMap(({ columns }) => columns));
  const names = new Map<string, number>();
  for (const [index, test] of gate.behaviour.entries()) {
    const path = ['gate', 'behaviour', index];
    const first = names.get(test.name);
    if (first !== undefined) report([...path, 'name'], `is the name of gate.behaviour[${first}] already`);
    else names.set(test.name, index);
    if (test['at-most'] === 1) {
      report([...path, 'at-most'], 'lets every row break it, so the test could never fail');
    }
    for (const [key, column] of changedColumns(test)) {
      if (known.has(column)) continue;
      report(
        [...path, key, column],
        'is no feature: the model does not read it, so the test could never fail',
      );
    }
    if (test.test === 'direction') {
      for (const [column, amount] of Object.entries(test.add)) {
        if (amount === 0) report([...path, 'add', column], 'adds nothing, so the test could never fail');
      }
    }
    if (test.test === 'minimum') checkMinimum(test, path, report);
    const several = model.task === 'multiclass-classification';
    if ('class' in test && test.class !== undefined && !several) {
      report([...path, 'class'], `is for multiclass-classification only, and the task is ${model.task}`);
    }
    if (test.test === 'minimum' && test.class === undefined && several) {
      report(path, 'needs `class`: which of the classes is right');
    }
    if (gate.predictions) {
      report(path, 'needs a model to ask, and `gate.predictions` has only what one said');
    }
  }
}

function changedColumns(test: BehaviourTest): [key: 'set' | 'add', column: string][] {
  if (test.test === 'invariance') return Object.keys(test.set).map((column) => ['set', column]);
  if (test.test === 'direction') return Object.keys(test.add).map((column) => ['add', column]);
  return [];
}

function checkMinimum(test: Extract<BehaviourTest, { test: 'minimum' }>, path: Path, report: Report): void {
  const { 'score-at-least': least, 'score-at-most': most, class: name } = test;
  if (least === undefined && most === undefined && name === undefined) {
    report(path, 'says not what is right; give it `score-at-least`, `score-at-most` or `class`');
  }
  if (least !== undefined && most !== undefined && least > most) {
    report([...path, 'score-at-most'], `is less than \`score-at-least\` (${least}), so nothing can pass`);
  }
}
