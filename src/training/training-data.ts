import { join, resolve } from 'node:path';
import type { CommandTrainConfig } from '../config/schema/train.ts';
import { type Column, frameOf } from '../data/engine/frame.ts';
import { identifier } from '../data/engine/sql.ts';
import type { Matrix } from '../features/transforms.ts';
import { UserError } from '../system/errors.ts';
import { writeAtomically } from '../system/files.ts';
import type { TrainPorts, TrainRequest } from './trainer.ts';

/**
 * Writes what a training program reads to `scratch`, and returns the variables that tell it where: the
 * transformed features as Parquet of float32, and the label but in the test data (a number, or the index
 * of the class).
 * @throws UserError when the label is called like a feature
 */
export async function writeTrainingData(
  request: TrainRequest,
  config: CommandTrainConfig,
  ports: TrainPorts,
  scratch: string,
): Promise<Record<string, string>> {
  const { label, train, validation, test } = request;
  if (train.matrix.names.some((name) => name.toLowerCase() === label.toLowerCase())) {
    throw new UserError(`the label and a feature are both called ${JSON.stringify(label)}`, {
      hint: 'Rename the label in `model.label`.',
    });
  }
  const path = (name: string) => join(scratch, name);
  const targets = (values: Float64Array): Column => ({
    name: label,
    type: request.task === 'regression' ? 'number' : 'integer',
    values: Array.from(values),
  });
  await writeRows(ports, train.matrix, path('train.parquet'), targets(train.targets));
  await writeRows(ports, validation.matrix, path('validation.parquet'), targets(validation.targets));
  await writeRows(ports, test, path('test.parquet'));
  await writeAtomically(path('params.json'), `${JSON.stringify(config.parameters, null, 2)}\n`);
  return {
    MLOPS_TRAIN_DATA: path('train.parquet'),
    MLOPS_VALIDATION_DATA: path('validation.parquet'),
    MLOPS_TEST_DATA: path('test.parquet'),
    MLOPS_LABEL: label,
    MLOPS_TASK: request.task,
    MLOPS_CLASSES: JSON.stringify(request.classes),
    MLOPS_PARAMS: path('params.json'),
    MLOPS_SEED: String(config.seed),
    // Output appears when it is printed, and sets have the same order in every run.
    PYTHONUNBUFFERED: '1',
    PYTHONHASHSEED: String(config.seed % 2 ** 32),
    ...(request.previousModel === null ? {} : { MLOPS_PREVIOUS_MODEL: resolve(request.previousModel) }),
  };
}

async function writeRows(
  { engine }: TrainPorts,
  matrix: Matrix,
  path: string,
  label?: Column,
): Promise<void> {
  const { rows, width, names, values } = matrix;
  const columns = names.map(
    (name, column): Column => ({
      name,
      type: 'number',
      values: Array.from({ length: rows }, (_, row) => values[row * width + column] as number),
    }),
  );
  await engine.insert('training_rows', frameOf(label ? [...columns, label] : columns));
  const selected = names.map((name) => `${identifier(name)}::FLOAT AS ${identifier(name)}`);
  if (label) selected.push(identifier(label.name));
  try {
    await engine.writeParquet(`SELECT ${selected.join(', ')} FROM training_rows`, path);
  } finally {
    await engine.run('DROP TABLE training_rows');
  }
}
