import { dirname, join } from 'node:path';
import { engineFile, MODULE_FOLDER } from './engine-file.ts';

export type { Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
export type { ModelArtifacts } from '@tensorflow/tfjs-core/dist/io/io.js';

export type TfjsCore = typeof import('@tensorflow/tfjs-core');
export type TfjsLayers = typeof import('@tensorflow/tfjs-layers');

/** TF.js with a backend that is ready. */
export interface Tfjs {
  readonly tf: TfjsCore;
  readonly layers: TfjsLayers;
  /** The backend and its version, for evidence. */
  readonly tools: Readonly<Record<string, string>>;
}

let started: Promise<Tfjs> | undefined;

/** TF.js on its WebAssembly backend (SIMD, one thread), started once per process. */
export function startTfjs(): Promise<Tfjs> {
  started ??= start();
  return started;
}

async function start(): Promise<Tfjs> {
  // The backend was made for CommonJS and reads this name while it loads.
  const scope = globalThis as { __dirname?: string };
  scope.__dirname ??= MODULE_FOLDER;
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const tf = await import('@tensorflow/tfjs-core');
  const layers = await import('@tensorflow/tfjs-layers');
  const file = engineFile(['tfjs-backend-wasm-simd.wasm'], '@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths({
    'tfjs-backend-wasm.wasm': join(dirname(file), 'tfjs-backend-wasm.wasm'),
    'tfjs-backend-wasm-simd.wasm': file,
    'tfjs-backend-wasm-threaded-simd.wasm': join(dirname(file), 'tfjs-backend-wasm-threaded-simd.wasm'),
  });
  tf.enableProdMode();
  await tf.setBackend('wasm');
  await tf.ready();
  return { tf, layers, tools: { '@tensorflow/tfjs-backend-wasm': wasm.version_wasm } };
}
