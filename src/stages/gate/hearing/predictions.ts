import { join, relative } from 'node:path';
import type { DataEngine } from '../../../data/engine/engine.ts';
import { type Column, type Frame, frameOf, type Value } from '../../../data/engine/frame.ts';
import { identifier } from '../../../data/engine/sql.ts';
import { outcomesOf } from '../../../evaluation/metrics/encoding.ts';
import type { Outcomes } from '../../../evaluation/metrics/outcomes.ts';
import type { Signature } from '../../../models/package.ts';
import type { Predictions } from '../../../models/predict.ts';
import { digestOfFile } from '../../../system/files.ts';
import type { RowFacts } from '../row-facts.ts';

/** The score columns of a predictions file: `score`, or `p_<class>` for several classes. */
export function scoreColumns(predictions: Predictions, classes: readonly string[]): Column[] {
  const { rows, width, scores } = predictions;
  const names = width === 1 ? ['score'] : classes.map((name) => `p_${name}`);
  return names.map((name, k) => ({
    name,
    type: 'number' as const,
    values: Array.from({ length: rows }, (_, row) => scores[row * width + k] as number),
  }));
}

/**
 * Writes the rows, their labels and the scores as Parquet: what the figures of the gate were computed
 * from, so that anybody can compute them again.
 */
export async function writePredictions(
  engine: DataEngine,
  out: string,
  name: string,
  rows: Frame,
  scores: readonly Column[],
): Promise<{ path: string; sha256: string }> {
  const taken = new Set(scores.map((column) => column.name));
  const kept = [...rows.columns.values()].filter((column) => !taken.has(column.name));
  const path = join(out, name);
  await engine.insert('predictions_to_write', frameOf([...kept, ...scores]));
  await engine.writeParquet(`SELECT * FROM ${identifier('predictions_to_write')}`, path);
  await engine.run(`DROP TABLE ${identifier('predictions_to_write')}`);
  return { path: relative(out, path), sha256: await digestOfFile(path) };
}

/** Labels and scores as the evaluation takes them, with what else is known of the rows. */
export function judgedOutcomes(
  { task, classes }: Signature,
  labels: Column,
  predictions: Predictions,
  threshold: number,
  facts: RowFacts = {},
): Outcomes {
  const { scores, width, rows } = predictions;
  if (task === 'regression')
    return outcomesOf({ ...facts, task, labels: labels.values, predictions: scores });
  if (task === 'binary-classification') {
    return outcomesOf({
      ...facts,
      task,
      labels: labels.values,
      scores,
      threshold,
      positive: classLabel(labels, classes[1]),
    });
  }
  const perClass = classes.map((_, k) =>
    Float64Array.from({ length: rows }, (_unused, row) => scores[row * width + k] as number),
  );
  return outcomesOf({
    ...facts,
    task,
    labels: labels.values,
    scores: perClass,
    classes: classes.map((name) => classLabel(labels, name)),
  });
}

/** What a model decided of each row, in the column `predicted`: as labels are written, or the predicted number. */
export function predictedColumn(outcomes: Outcomes, labels: Column): Column {
  const { predicted } = outcomes;
  if (outcomes.task === 'regression') {
    return { name: 'predicted', type: 'number', values: Array.from(predicted) };
  }
  const classes = outcomes.classes.map((name) => classValue(labels, name));
  const values = Array.from(predicted, (said) => classes[said] ?? null);
  return { name: 'predicted', type: labels.type, values };
}

/** A class as labels of this type are written, although the rows may have none of it. */
function classValue(labels: Column, name: string): Value {
  const found = labels.values.find((value) => String(value) === name);
  if (found !== undefined) return found;
  if (labels.type === 'boolean') return name.toLowerCase() === 'true';
  if (labels.type !== 'integer' && labels.type !== 'number') return name;
  return name.trim() === '' || Number.isNaN(Number(name)) ? null : Number(name);
}

/** The label value whose text is `name`, so that a class of the package is found among values of the data. */
function classLabel(labels: Column, name: string | undefined) {
  return labels.values.find((value) => String(value) === name) ?? name ?? null;
}
