import type { ModelConfig, Task } from '../../../config/schema/model.ts';
import type { Column, Frame, Value } from '../../../data/engine/frame.ts';
import { outcomesOf, type Scored } from '../../../evaluation/metrics/encoding.ts';
import type { Outcomes } from '../../../evaluation/metrics/outcomes.ts';
import type { Predictions } from '../../../models/predict.ts';
import { DataError, UserError } from '../../../system/errors.ts';
import type { RowFacts } from '../row-facts.ts';
import type { ChosenThreshold } from '../threshold.ts';

/** The columns in which a file can say what it predicts, as far as it has them. */
export function saidIn(
  rows: Frame,
  task: Task,
): { readonly scores: Column[]; readonly prediction: Column | undefined } {
  const column = (name: string) => rows.columns.get(name);
  const prediction = column('prediction');
  if (task !== 'multiclass-classification') {
    const score = column('score');
    return { scores: score ? [score] : [], prediction };
  }
  const scores = [...rows.columns.values()].filter(({ name }) => name.startsWith('p_') && name.length > 2);
  return { scores, prediction };
}

/** What a request could hold: the columns about the rows, and the label. */
export function withoutScores(rows: Frame, { task, label }: ModelConfig): Frame {
  const { scores, prediction } = saidIn(rows, task);
  const said = new Set([...scores, ...(prediction ? [prediction] : [])].map(({ name }) => name));
  const kept = [...rows.columns].filter(([name]) => name === label || !said.has(name));
  return { rows: rows.rows, columns: new Map(kept) };
}

/** What a file does not say itself. */
export interface JudgedHow {
  readonly threshold: ChosenThreshold;
  readonly facts: RowFacts;
}

/**
 * What the file `name` says of its rows, checked, as the evaluation takes it.
 * @throws UserError where it has no column of predictions, DataError where a score is no number or no probability
 */
export function outcomesOfFile(
  name: string,
  rows: Frame,
  label: Column,
  { task, positive }: ModelConfig,
  { threshold: { threshold }, facts }: JudgedHow,
): Outcomes {
  const { scores, prediction } = saidIn(rows, task);
  for (const column of [...scores, ...(task === 'regression' && prediction ? [prediction] : [])]) {
    if (column.type !== 'number' && column.type !== 'integer') {
      throw new DataError(`${name} has ${column.name} as ${column.type}, and it must be numbers`);
    }
  }
  const labels = label.values;
  const [score] = scores;
  const noColumn = (wanted: string) =>
    new UserError(`${name} has no column of predictions for ${task}`, {
      hint: `Write ${wanted}. It has ${[...rows.columns.keys()].slice(0, 20).join(', ')}.`,
    });
  const numbers = ({ values }: Column) => values as readonly (number | null)[];
  if (task === 'regression') {
    const said = prediction ?? score;
    if (!said) throw noColumn('the predicted values as `prediction`');
    return outcomesOf({ ...facts, task, labels, predictions: said.values });
  }
  const decided = prediction ? { predictions: asLabels(prediction, label) } : {};
  if (task === 'binary-classification') {
    if (!score && !prediction) throw noColumn('the probability as `score`, or the class as `prediction`');
    if (score) refuseNoProbability(name, score);
    const scored: Scored = {
      ...facts,
      task,
      labels,
      threshold,
      positive: positiveOf(label, positive),
      ...(score ? { scores: numbers(score) } : decided),
    };
    return outcomesOf(scored);
  }
  if (scores.length === 0 && !prediction) throw noColumn('`p_<class>` for each class, or `prediction`');
  for (const column of scores) refuseNoProbability(name, column);
  const byText = new Map(labels.map((value) => [String(value), value]));
  const classes = scores.map((column) => byText.get(column.name.slice(2)) ?? column.name.slice(2));
  return outcomesOf({
    ...facts,
    task,
    labels,
    ...decided,
    ...(scores.length > 0 ? { scores: scores.map(numbers), classes } : {}),
  });
}

/** The label value that counts as positive; undefined leaves the usual ones (true, 1). */
function positiveOf(label: Column, positive: ModelConfig['positive']): Value | undefined {
  if (positive === undefined) return undefined;
  return label.values.find((value) => String(value) === String(positive)) ?? positive;
}

/** Predicted classes as values of the label, so that `1` of a text column is the label 1. */
function asLabels(prediction: Column, label: Column): Value[] {
  const byText = new Map(label.values.map((value) => [String(value), value]));
  return prediction.values.map((value) => (value === null ? null : (byText.get(String(value)) ?? value)));
}

function refuseNoProbability(name: string, column: Column): void {
  const row = column.values.findIndex((value) => typeof value === 'number' && (value < 0 || value > 1));
  if (row < 0) return;
  throw new DataError(
    `${name} has ${column.values[row]} as ${column.name} in row ${row + 1}, which is no probability`,
    {
      hint: 'Write probabilities from 0 to 1; for decisions without them write the class as `prediction`.',
    },
  );
}

/** The same numbers as a model would give them; what is no number is NaN. */
export function predictionsOf(rows: number, columns: readonly Column[]): Predictions {
  const width = Math.max(1, columns.length);
  const scores = new Float64Array(rows * width).fill(Number.NaN);
  for (const [place, { values }] of columns.entries()) {
    for (let row = 0; row < rows; row++) {
      const value = values[row];
      if (typeof value === 'number') scores[row * width + place] = value;
    }
  }
  return { rows, width, scores };
}
