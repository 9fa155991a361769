import type { ModelEngineModule } from './engine.ts';
import type { ModelFormat } from './package.ts';

/** Loaded only when a model of the format is opened: each brings its WebAssembly with it. */
export const MODEL_ENGINES: Readonly<Record<ModelFormat, () => Promise<ModelEngineModule>>> = {
  tfjs: () => import('./tfjs.ts'),
  onnx: () => import('./onnx.ts'),
  command: () => import('./command.ts'),
};
