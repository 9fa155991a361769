import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TfjsConfig } from '../config/schema/train.ts';
import { startTfjs, type Tfjs, type TfjsCore, type TfjsLayers } from '../models/tfjs-backend.ts';
import { messageOf, UserError } from '../system/errors.ts';

type NativeBackend = Exclude<TfjsConfig['backend'], 'wasm'>;

/**
 * TF.js on the backend that the config names: the built-in WebAssembly one, or `@tensorflow/tfjs-node`
 * or `-gpu` as installed in `workspace`. Code of the workspace is loaded only when the config asks.
 * @throws UserError when it is not installed there, or does not start
 */
export async function loadTfjs(backend: TfjsConfig['backend'], workspace: string): Promise<Tfjs> {
  return backend === 'wasm' ? startTfjs() : loadNative(backend, workspace);
}

/** What the package adds to TF.js. */
interface NativeModule extends TfjsCore, TfjsLayers {
  readonly version: Readonly<Record<string, string>>;
}

async function loadNative(backend: NativeBackend, workspace: string): Promise<Tfjs> {
  const name = `@tensorflow/${backend}`;
  const load = createRequire(join(workspace, 'package.json'));
  let path: string;
  try {
    path = load.resolve(name);
  } catch (error) {
    throw new UserError(`train.backend is ${backend}, but ${name} is not installed in ${workspace}`, {
      hint: `Run \`npm install ${name}\` there, or write \`backend: wasm\`, which is built in.`,
      cause: error,
    });
  }
  addRemovedNodeFunctions(load('node:util'));
  let module: NativeModule;
  try {
    module = load(path) as NativeModule;
    await module.ready();
  } catch (error) {
    throw new UserError(`${name} does not start: ${messageOf(error)}`, {
      hint: `Reinstall it for this Node (${process.version}) and, for a GPU, check its CUDA libraries; \`backend: wasm\` needs neither.`,
      cause: error,
    });
  }
  const { isUsingGpuDevice } = module.backend() as { isUsingGpuDevice?: boolean };
  if (backend === 'tfjs-node-gpu' && isUsingGpuDevice !== true) {
    throw new UserError(`${name} found no GPU that it can use`, {
      hint: 'Check `nvidia-smi` and the CUDA libraries of the machine, or write `backend: tfjs-node` to train on its CPU.',
    });
  }
  return { tf: module, layers: module, tools: { [name]: module.version['tfjs-core'] ?? 'unknown' } };
}

/** The package calls two functions that Node 23 took out of `node:util`. */
function addRemovedNodeFunctions(util: { isNullOrUndefined?: unknown; isArray?: unknown }): void {
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
