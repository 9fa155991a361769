import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Matrix } from '../features/transforms.ts';
import { DataError, messageOf } from '../system/errors.ts';
import type { EngineOutput, ModelEngine, ModelFiles } from './engine.ts';
import { checkTfjsModel } from './formats/tfjs-topology.ts';
import { startTfjs, type Tfjs } from './tfjs-backend.ts';

/** Rows a step: enough to keep the backend busy, few enough to stay in the cache. */
const BATCH_ROWS = 8192;

/**
 * Loads a TF.js layers model on the WebAssembly backend.
 * @throws DataError when it is damaged, has layers that are not supported, or does not take rows of `width`
 */
export async function openModel(files: ModelFiles, width: number): Promise<ModelEngine> {
  const { modelTopology, weightSpecs, weightData } = checkTfjsModel(files, width);
  const tfjs = await startTfjs();
  let model: LayersModel;
  try {
    const artifacts = { modelTopology, weightSpecs, weightData };
    model = await tfjs.layers.loadLayersModel({ load: async () => artifacts });
  } catch (error) {
    throw refused(files, messageOf(error), error);
  }
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    model.dispose();
    throw refused(files, 'it has more than one input or output');
  }
  return new TfjsEngine(tfjs, model, files, width);
}

class TfjsEngine implements ModelEngine {
  readonly #tfjs: Tfjs;
  readonly #model: LayersModel;
  readonly #files: ModelFiles;
  readonly #width: number;

  constructor(tfjs: Tfjs, model: LayersModel, files: ModelFiles, width: number) {
    this.#tfjs = tfjs;
    this.#model = model;
    this.#files = files;
    this.#width = width;
  }

  async predict(matrix: Matrix): Promise<EngineOutput> {
    const { tf } = this.#tfjs;
    const { rows, values } = matrix;
    if (matrix.width !== this.#width) {
      throw new DataError(
        `${this.#files.where}: the model takes ${this.#width} numbers a row, not ${matrix.width}`,
      );
    }
    const width = (this.#model.outputs[0]?.shape.at(-1) ?? 1) as number;
    const output = new Float64Array(rows * width);
    for (let from = 0; from < rows; from += BATCH_ROWS) {
      const count = Math.min(BATCH_ROWS, rows - from);
      try {
        tf.tidy(() => {
          const batch = values.subarray(from * this.#width, (from + count) * this.#width);
          const answer = this.#model.predictOnBatch(tf.tensor2d(batch, [count, this.#width]));
          const tensor = Array.isArray(answer) ? answer[0] : answer;
          output.set(tensor?.dataSync() ?? [], from * width);
        });
      } catch (error) {
        throw refused(this.#files, messageOf(error), error);
      }
    }
    return { rows, width, values: output };
  }

  async close(): Promise<void> {
    this.#model.dispose();
  }
}

function refused(files: ModelFiles, what: string, cause?: unknown): DataError {
  return new DataError(`${files.where}: model/model.json cannot be used: ${what}`, {
    hint: 'Train the model again, or fetch the package again from the registry.',
    cause,
  });
}
