import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type * as Ort from 'onnxruntime-web/wasm';
import type { Matrix } from '../features/transforms.ts';
import { DataError, messageOf } from '../system/errors.ts';
import type { EngineOutput, ModelEngine, ModelFiles } from './engine.ts';
import { engineFile } from './engine-file.ts';
import { checkOnnxModel } from './formats/onnx-header.ts';

const RUNTIME = 'ort.wasm.bundle.min.mjs';
const WEBASSEMBLY = 'ort-wasm-simd-threaded.wasm';
const BATCH_ROWS = 10_000;

let started: Promise<typeof Ort> | undefined;

/** ONNX Runtime on WebAssembly, one thread, started once per process. */
function startOnnxRuntime(): Promise<typeof Ort> {
  started ??= start();
  return started;
}

async function start(): Promise<typeof Ort> {
  // The runtime finds its own files by its address, which a bundler would take from it.
  const script = pathToFileURL(engineFile([RUNTIME], 'onnxruntime-web')).href;
  const ort = (await import(/* webpackIgnore: true */ script)) as typeof Ort;
  const file = engineFile([`${WEBASSEMBLY}.br`, WEBASSEMBLY], 'onnxruntime-web');
  const content = await readFile(file);
  const binary = file.endsWith('.br') ? await promisify(brotliDecompress)(content) : content;
  ort.env.wasm.wasmBinary = binary.buffer.slice(
    binary.byteOffset,
    binary.byteOffset + binary.byteLength,
  ) as ArrayBuffer;
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'fatal';
  return ort;
}

/**
 * Loads an ONNX model with one float input of shape [rows, width]. Of several outputs it takes the
 * one called `probabilities`, else the last of numbers: classifiers of scikit-learn, XGBoost and
 * LightGBM have the label first.
 * @throws DataError when it is damaged, keeps data outside, or does not take such rows
 */
export async function openModel(files: ModelFiles, width: number): Promise<ModelEngine> {
  const content = files.files.find(({ path }) => path === 'model.onnx')?.content;
  if (!content) throw new DataError(`${files.where}: model/model.onnx is missing`);
  checkOnnxModel(content, files.where);
  const ort = await startOnnxRuntime();
  let session: Ort.InferenceSession;
  try {
    session = await ort.InferenceSession.create(content, {
      executionProviders: ['wasm'],
      logSeverityLevel: 4,
    });
  } catch (error) {
    throw refused(files, runtimeMessage(error), error);
  }
  try {
    return new OnnxEngine(ort, session, files, inputOf(session, files, width), outputOf(session, files));
  } catch (error) {
    await session.release();
    throw error;
  }
}

let queue: Promise<unknown> = Promise.resolve();

/** All sessions share one WebAssembly stack, so only one of them runs at a time. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work);
  queue = turn.catch(() => undefined);
  return turn;
}

interface Input {
  readonly name: string;
  readonly width: number;
  /** Rows a call, where the model takes no other number. */
  readonly batch: number | undefined;
}

function inputOf(session: Ort.InferenceSession, files: ModelFiles, width: number): Input {
  const inputs = session.inputMetadata;
  const input = inputs[0];
  if (inputs.length !== 1 || !input?.isTensor || input.type !== 'float32') {
    throw refused(
      files,
      `its inputs are ${inputs.map(({ name }) => name).join(', ') || 'none'}; it must take one tensor of float32`,
    );
  }
  const [rows, columns] = input.shape.map(fixedSize);
  if (input.shape.length !== 2 || (columns !== undefined && columns !== width)) {
    throw refused(
      files,
      `it takes rows of shape [${input.shape.slice(1).join(', ')}], but the transforms give ${width} numbers`,
    );
  }
  return { name: input.name, width, batch: rows };
}

/** A dimension that the model fixes. A free one is a name, or -1, which the runtime shows unsigned. */
function fixedSize(size: number | string): number | undefined {
  return typeof size === 'number' && size > 0 && size < 2 ** 31 ? size : undefined;
}

function outputOf(session: Ort.InferenceSession, files: ModelFiles): string {
  const numbers = session.outputMetadata.filter(
    (output) => output.isTensor && /^float(32|64)$/.test(output.type),
  );
  const output = numbers.find(({ name }) => name === 'probabilities') ?? numbers.at(-1);
  if (!output) {
    throw refused(
      files,
      'it has no output of numbers; convert classifiers with zipmap off (`options={"zipmap": False}` in skl2onnx, `zipmap=False` in onnxmltools)',
    );
  }
  return output.name;
}

class OnnxEngine implements ModelEngine {
  readonly #ort: typeof Ort;
  readonly #session: Ort.InferenceSession;
  readonly #files: ModelFiles;
  readonly #input: Input;
  readonly #output: string;

  constructor(
    ort: typeof Ort,
    session: Ort.InferenceSession,
    files: ModelFiles,
    input: Input,
    output: string,
  ) {
    this.#ort = ort;
    this.#session = session;
    this.#files = files;
    this.#input = input;
    this.#output = output;
  }

  async predict(matrix: Matrix): Promise<EngineOutput> {
    const { name, width, batch } = this.#input;
    if (matrix.width !== width) {
      throw new DataError(
        `${this.#files.where}: the model takes ${width} numbers a row, not ${matrix.width}`,
      );
    }
    const size = batch ?? BATCH_ROWS;
    if (batch !== undefined && matrix.rows % batch !== 0) {
      throw refused(
        this.#files,
        `it takes exactly ${batch} rows at once; export it with a free number of rows`,
      );
    }
    let outputWidth = 1;
    let values = new Float64Array(matrix.rows);
    for (let from = 0; from < matrix.rows; from += size) {
      const count = Math.min(size, matrix.rows - from);
      const rows = matrix.values.subarray(from * width, (from + count) * width);
      const answer = await this.#run(name, new this.#ort.Tensor('float32', rows, [count, width]));
      if (answer.length % count !== 0) {
        throw refused(this.#files, `it gave ${answer.length} numbers for ${count} rows`);
      }
      if (from === 0) {
        outputWidth = answer.length / count;
        values = new Float64Array(matrix.rows * outputWidth);
      }
      values.set(answer, from * outputWidth);
    }
    return { rows: matrix.rows, width: outputWidth, values };
  }

  async #run(name: string, rows: Ort.Tensor): Promise<Float32Array | Float64Array> {
    try {
      const answer = await alone(() => this.#session.run({ [name]: rows }, [this.#output]));
      return answer[this.#output]?.data as Float32Array | Float64Array;
    } catch (error) {
      throw refused(this.#files, runtimeMessage(error), error);
    }
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}

/** What the runtime says, without the places in its own sources. It throws bare numbers where its WebAssembly gives up. */
function runtimeMessage(error: unknown): string {
  if (typeof error === 'number') return 'the runtime gave up on it';
  const message = messageOf(error);
  const told = /ERROR_MESSAGE: (.+)/s.exec(message)?.[1] ?? message;
  const behindPlace = /\.(?:h|cc):\d+ .*?(?:\[\w+ = [^\]]*\]|\)(?: const)?(?! \[)) (.+)/s.exec(told)?.[1];
  return (behindPlace ?? told).trim();
}

function refused(files: ModelFiles, what: string, cause?: unknown): DataError {
  return new DataError(`${files.where}: model/model.onnx cannot be used: ${what}`, {
    hint: 'Export the model again, and check it with `onnx.checker` and ONNX Runtime.',
    cause,
  });
}
