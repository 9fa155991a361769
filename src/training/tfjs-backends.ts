import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TfjsConfig } from '../config/schema.ts';
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

async function loadNative(backend: NativeBackend, workspace: string): Promise<Tfjs> {
  const name = `@tensorflow/${backend}`;
  const require = createRequire(join(workspace, 'package.json'));
  let path: string;
  try {
    path = require.resolve(name);
  } catch (error) {
    throw new UserError(`train.backend is ${backend}, but ${name} is not installed in ${workspace}`, {
      hint: `Run \`npm install ${name}\` there, or write \`backend: wasm\`, which is built in.`,
      cause: error,
    });
  }
  addRemovedNodeFunctions(require);
  try {
    const module = require(path) as TfjsCore &
      TfjsLayers & { readonly version: Readonly<Record<string, string>> };
    await module.ready();
    return { tf: module, layers: module, tools: { [name]: module.version['tfjs-core'] ?? 'unknown' } };
  } catch (error) {
    throw new UserError(`${name} does not start: ${messageOf(error)}`, {
      hint: `Reinstall it for this Node (${process.version}) and, for a GPU, check its CUDA libraries; \`backend: wasm\` needs neither.`,
      cause: error,
    });
  }
}

/** The package calls two functions that Node 23 took out of `node:util`. */
function addRemovedNodeFunctions(require: NodeJS.Require): void {
  const util = require('node:util') as { isNullOrUndefined?: unknown; isArray?: unknown };
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
