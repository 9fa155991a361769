import { DataError, messageOf } from '../../system/errors.ts';
import type { ModelFiles } from '../engine.ts';

/** A checked TF.js layers model, as `tf.io` takes it. */
export interface TfjsArtifacts {
  readonly modelTopology: object;
  readonly weightSpecs: { name: string; shape: number[]; dtype: 'float32' }[];
  readonly weightData: ArrayBuffer;
}

const MAXIMUM_JSON_BYTES = 16 * 2 ** 20;
const MAXIMUM_LAYERS = 1000;
const MAXIMUM_WIDTH = 2 ** 20;

/** Layers whose output is as wide as their input; the listed weights have that width too. */
const SAME_WIDTH: Readonly<Record<string, readonly string[]>> = {
  Activation: [],
  Dropout: [],
  AlphaDropout: [],
  GaussianDropout: [],
  GaussianNoise: [],
  ReLU: [],
  LeakyReLU: [],
  ELU: [],
  ThresholdedReLU: [],
  Softmax: [],
  PReLU: ['alpha'],
  BatchNormalization: [],
};
const MERGES = ['Add', 'Average', 'Maximum', 'Minimum', 'Multiply'];

type Json = Record<string, unknown>;

/**
 * Checks the files of a TF.js layers model before TF.js sees them: the size of the weights against
 * their shapes, and the width of each layer against its weights, so that nothing is allocated that the
 * file does not hold. `width` is how many numbers a row has.
 * @throws DataError that names the file
 */
export function checkTfjsModel({ files, where }: ModelFiles, width: number): TfjsArtifacts {
  const refuse = (file: string, what: string): never => {
    throw new DataError(`${where}: model/${file} ${what}`, {
      hint: 'A TF.js model is what `model.save` of a layers model writes; other networks can be exported to ONNX.',
    });
  };
  const text = files.find(({ path }) => path === 'model.json')?.content;
  if (!text) return refuse('model.json', 'is missing');
  if (text.length > MAXIMUM_JSON_BYTES) return refuse('model.json', 'is too large');
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text).toString('utf8'));
  } catch (error) {
    return refuse('model.json', `is not JSON (${messageOf(error)})`);
  }
  try {
    const model = record(value, 'it');
    if (model.format === 'graph-model') throw new Invalid('is a graph model, not a layers model');
    const groups = list(model.weightsManifest, 'weightsManifest').map((group) =>
      record(group, 'weightsManifest'),
    );
    const weightSpecs = groups.flatMap((group) => list(group.weights, 'weights').map(weightSpec));
    const topology = record(model.modelTopology, 'modelTopology');
    checkWidths(topology, new Map(weightSpecs.map(({ name, shape }) => [name, shape])), width);
    const paths = groups.flatMap((group) => list(group.paths, 'paths').map(String));
    refuseTwice(paths, 'the weights file');
    refuseTwice(
      weightSpecs.map(({ name }) => name),
      'the weight',
    );
    return { modelTopology: topology, weightSpecs, weightData: weightsOf(paths, weightSpecs, files, refuse) };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return refuse('model.json', error.message);
  }
}

class Invalid extends Error {}

function record(value: unknown, what: string): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Invalid(`is damaged: ${what} is no object`);
  return value as Json;
}

function list(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new Invalid(`is damaged: ${what} is no list`);
  return value;
}

/** A file or a weight that is named often would need much memory for few bytes. */
function refuseTwice(names: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name))
      throw new Invalid(`is damaged: it names ${what} ${JSON.stringify(name.slice(0, 100))} twice`);
    seen.add(name);
  }
}

function dimension(value: unknown, what: string): number {
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > MAXIMUM_WIDTH) {
    throw new Invalid(`is damaged: ${what} is ${JSON.stringify(value)}`);
  }
  return value as number;
}

function weightSpec(value: unknown): TfjsArtifacts['weightSpecs'][number] {
  const { name, shape, dtype, quantization } = record(value, 'a weight');
  if (typeof name !== 'string') throw new Invalid('is damaged: a weight has no name');
  if (dtype !== 'float32' || quantization !== undefined)
    throw new Invalid(`has weights that are not plain float32 (${name})`);
  return {
    name,
    shape: list(shape, `the shape of ${name}`).map((size) => dimension(size, `the shape of ${name}`)),
    dtype,
  };
}

function weightsOf(
  paths: readonly string[],
  specs: TfjsArtifacts['weightSpecs'],
  files: ModelFiles['files'],
  refuse: (file: string, what: string) => never,
): ArrayBuffer {
  const shards = paths.map(
    (path) => files.find((file) => file.path === path)?.content ?? refuse(path, 'is missing'),
  );
  const found = shards.reduce((sum, { length }) => sum + length, 0);
  const needed = specs.reduce(
    (sum, { shape }) => sum + 4 * shape.reduce((product, size) => product * size, 1),
    0,
  );
  if (found !== needed)
    refuse(paths[0] ?? 'weights.bin', `is damaged: ${found} bytes, but the weights need ${needed}`);
  const weights = new Float32Array(found / 4);
  const bytes = new Uint8Array(weights.buffer);
  let at = 0;
  for (const shard of shards) {
    bytes.set(shard, at);
    at += shard.length;
  }
  if (!weights.every(Number.isFinite))
    refuse(paths[0] ?? 'weights.bin', 'is damaged: a weight is not a finite number');
  return weights.buffer;
}

/** Follows the width of a row through all layers; each layer must come after those that feed it. */
function checkWidths(topology: Json, shapes: ReadonlyMap<string, number[]>, width: number): void {
  const root = record(topology.model_config ?? topology, 'modelTopology');
  const kind = root.class_name;
  const config = root.config;
  const sequential = kind === 'Sequential';
  if (!sequential && kind !== 'Model' && kind !== 'Functional')
    throw new Invalid(`is damaged: its class is ${JSON.stringify(kind)}`);
  const layers = list(Array.isArray(config) ? config : record(config, 'config').layers, 'layers');
  if (layers.length > MAXIMUM_LAYERS) throw new Invalid(`has more than ${MAXIMUM_LAYERS} layers`);
  const widths = new Map<string, number>();
  let before: string | undefined;
  for (const [index, entry] of layers.entries()) {
    const layer = record(entry, `layer ${index}`);
    const settings = record(layer.config, `the config of layer ${index}`);
    const name = String(settings.name ?? layer.name ?? `layer ${index}`);
    const sources = sequential ? (before === undefined ? [] : [before]) : inboundOf(layer);
    const feeding = sources.map((source) => widths.get(source) ?? unknownSource(name, source));
    checkInputShape(settings, name, width);
    widths.set(name, widthAfter(layer, settings, name, feeding.length > 0 ? feeding : [width], shapes));
    before = name;
  }
}

function unknownSource(name: string, source: string): never {
  throw new Invalid(`is damaged: layer ${name} is fed by ${source}, which does not come before it`);
}

function checkInputShape(settings: Json, name: string, width: number): void {
  const shape = settings.batch_input_shape;
  if (shape === undefined || shape === null) return;
  const sizes = list(shape, `the input shape of ${name}`);
  if (sizes.length !== 2 || sizes[1] !== width) {
    throw new Invalid(
      `takes rows of shape ${JSON.stringify(sizes.slice(1))}, but the transforms give ${width} numbers`,
    );
  }
}

function widthAfter(
  layer: Json,
  settings: Json,
  name: string,
  feeding: number[],
  shapes: ReadonlyMap<string, number[]>,
): number {
  const kind = String(layer.class_name);
  const input = feeding[0] as number;
  const expect = (weight: string, shape: number[]) => {
    const found = [...shapes].find(
      ([key]) => key === `${name}/${weight}` || key.endsWith(`/${name}/${weight}`),
    )?.[1];
    if (found?.join() !== shape.join()) {
      throw new Invalid(
        `is damaged: ${name}/${weight} has the shape [${found ?? ''}], but its layer needs [${shape}]`,
      );
    }
  };
  if (kind === 'Dense') {
    const units = dimension(settings.units, `the units of ${name}`);
    expect('kernel', [input, units]);
    if (settings.use_bias !== false) expect('bias', [units]);
    return units;
  }
  if (kind === 'InputLayer') return input;
  if (kind === 'Concatenate') return feeding.reduce((sum, size) => sum + size, 0);
  if (MERGES.includes(kind)) {
    if (feeding.some((size) => size !== input))
      throw new Invalid(`is damaged: ${name} merges layers of different widths`);
    return input;
  }
  const weights = Object.hasOwn(SAME_WIDTH, kind) ? SAME_WIDTH[kind] : undefined;
  if (!weights) {
    throw new Invalid(
      `has a layer that is not supported: ${kind} (${name}); dense layers, activations, dropout, batch normalization and merges are`,
    );
  }
  for (const weight of weights) expect(weight, [input]);
  return input;
}

/** The names of the layers that feed one, of a functional model: `[[["name", 0, 0, {}], …]]`. */
function inboundOf(layer: Json): string[] {
  const nodes = list(layer.inbound_nodes ?? [], 'inbound_nodes');
  if (nodes.length > 1) throw new Invalid('uses a layer twice, which is not supported');
  return nodes.flatMap((node) =>
    list(node, 'inbound_nodes').map((source) => String(list(source, 'inbound_nodes')[0])),
  );
}
