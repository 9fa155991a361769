import type { Task } from '../config/schema/model.ts';
import type { Frame } from '../data/engine/frame.ts';
import { type FittedTransforms, parseFittedTransforms } from '../features/fitted.ts';
import { problemsError, type RowProblem, Transforms } from '../features/transforms.ts';
import { DataError } from '../system/errors.ts';
import type { EngineOutput, ModelEngine, ModelFile, ProgramPorts } from './engine.ts';
import { MODEL_ENGINES } from './engines.ts';
import { checkModelFile } from './formats/model-files.ts';
import { type ModelPackage, readPackageFile } from './package.ts';

/** Predictions for the rows of a frame, in its order. */
export interface Predictions {
  readonly rows: number;
  /** Scores a row: 1 for binary (probability of the positive class) and regression (the value), else one a class. */
  readonly width: number;
  /** Row-major, rows × width. */
  readonly scores: Float64Array;
}

/** A model package ready to answer. */
export interface Predictor {
  readonly package: ModelPackage;
  /**
   * View rows in, predictions out: transforms and model, the one path of the gate and of the server.
   * @throws DataError when a value has no number, or the model gives what is no prediction
   */
  predict(rows: Frame): Promise<Predictions>;
  /** What is wrong with the rows, row by row, as far as the transforms can tell; empty when `predict` takes them. */
  problems(rows: Frame): readonly RowProblem[];
  close(): Promise<void>;
}

/**
 * Loads the transforms and the model of an opened package.
 * @param programs what a model of the format `command` needs; left out where no program may be run
 * @throws DataError that names the damaged file
 */
export async function loadPredictor(opened: ModelPackage, programs?: ProgramPorts): Promise<Predictor> {
  const { directory, manifest } = opened;
  const text = (await readPackageFile(opened, 'transform.json')).toString('utf8');
  const fitted: FittedTransforms = parseFittedTransforms(text, `${directory}/transform.json`);
  const transforms = new Transforms(fitted);
  const files: ModelFile[] = [];
  for (const { path } of manifest.files) {
    if (!path.startsWith('model/')) continue;
    files.push({ path: path.slice('model/'.length), content: await readPackageFile(opened, path) });
  }
  const { signature, model } = manifest;
  const main = files.find(({ path }) => `model/${path}` === model.path);
  if (main) checkModelFile(main.content, main.path, model.format, directory);
  const { openModel } = await MODEL_ENGINES[model.format]();
  const asked = { signature, ...(programs ? { programs } : {}) };
  const engine = await openModel({ files, where: directory }, transforms.width, asked);
  return new PackagePredictor(opened, transforms, engine);
}

class PackagePredictor implements Predictor {
  readonly package: ModelPackage;
  readonly #transforms: Transforms;
  readonly #engine: ModelEngine;

  constructor(opened: ModelPackage, transforms: Transforms, engine: ModelEngine) {
    this.package = opened;
    this.#transforms = transforms;
    this.#engine = engine;
  }

  async predict(rows: Frame): Promise<Predictions> {
    const { task, classes } = this.package.manifest.signature;
    const { matrix, problems } = this.#transforms.convert(rows);
    if (problems.length > 0) throw problemsError(problems, rows.rows);
    return scoresOf(await this.#engine.predict(matrix), task, classes.length, this.package.directory);
  }

  problems(rows: Frame): readonly RowProblem[] {
    return this.#transforms.convert(rows).problems;
  }

  async close(): Promise<void> {
    await this.#engine.close();
  }
}

/** Rounding of float32 may carry a probability, and a sum of them, this far beyond its bounds. */
const TOLERANCE = 1e-3;

/**
 * What a model gave, as predictions of its task: of two columns of a binary model the second, and
 * probabilities that are ones.
 * @throws DataError when it is no prediction of the task
 */
export function scoresOf(output: EngineOutput, task: Task, classes: number, where: string): Predictions {
  const { rows, values } = output;
  const refuse = (what: string): never => {
    throw new DataError(`${where}: the model gives ${what}`, {
      hint:
        task === 'regression'
          ? 'A regression model gives one number a row.'
          : 'A classifier gives probabilities: end it with a sigmoid or softmax, and export `predict_proba`.',
    });
  };
  const pair = task === 'binary-classification' && output.width === 2;
  const width = task === 'multiclass-classification' ? classes : 1;
  if (rows === 0) return { rows, width, scores: new Float64Array() };
  if (output.width !== width && !pair)
    refuse(`${output.width} numbers a row, but ${width} is expected for ${task}`);
  if (values.length !== rows * output.width) refuse(`${values.length} numbers for ${rows} rows`);
  const scores = new Float64Array(rows * width);
  const [step, first] = pair ? [2, 1] : [1, 0];
  const bounded = task !== 'regression';
  // Plain loops: a million rows are asked at once.
  for (let index = 0; index < scores.length; index++) {
    const score = values[index * step + first] as number;
    if (!Number.isFinite(score)) refuse(`${score} for row ${Math.floor(index / width) + 1}`);
    if (bounded && (score < -TOLERANCE || score > 1 + TOLERANCE)) {
      refuse(`${score} for row ${Math.floor(index / width) + 1}, which is no probability`);
    }
    scores[index] = bounded ? Math.min(Math.max(score, 0), 1) : score;
  }
  for (let row = 0; width > 1 && row < rows; row++) {
    let sum = 0;
    for (let index = row * width; index < (row + 1) * width; index++) sum += values[index] as number;
    if (Math.abs(sum - 1) > TOLERANCE) refuse(`probabilities for row ${row + 1} whose sum is ${sum}, not 1`);
  }
  return { rows, width, scores };
}
