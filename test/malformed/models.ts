import { deflateSync, gzipSync } from 'node:zlib';
import { Random } from '../../src/stats/random.ts';
import { safetensors, safetensorsOf } from '../models/safetensors-file.ts';

/** A model file that is damaged or hostile, and the format that it is handed in as. */
export interface MalformedModel {
  readonly kind: 'onnx' | 'tfjs' | 'safetensors';
  readonly damage: string;
  /** By path; `model.onnx`, `model.json` and `weights.bin`, or `w.safetensors`. */
  readonly files: Readonly<Record<string, Buffer>>;
}

/** Sound files to start from. */
export interface SoundModels {
  readonly onnx: readonly Buffer[];
  readonly tfjs: Readonly<Record<string, Buffer>>;
}

type Made = Pick<MalformedModel, 'damage' | 'files'>;
type Maker = (random: Random) => Made;

const pick = <T>(random: Random, list: readonly T[]): T => list[random.integer(list.length)] as T;

function bytesOf(random: Random, length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, () => random.integer(256)));
}

/** Damages that any file of bytes can suffer. */
const BYTES: Readonly<Record<string, (sound: Buffer, random: Random) => Buffer>> = {
  'cut off': (sound, random) => sound.subarray(0, random.integer(sound.length)),
  'bits flipped': (sound, random) => {
    const made = Buffer.from(sound);
    for (let flips = 1 + random.integer(8); flips > 0; flips--) {
      const at = random.integer(made.length);
      made[at] = (made[at] as number) ^ (1 << random.integer(8));
    }
    return made;
  },
  'a byte of the beginning changed': (sound, random) => {
    const made = Buffer.from(sound);
    made[random.integer(Math.min(64, made.length))] = random.integer(256);
    return made;
  },
  'a part overwritten by rubbish': (sound, random) => {
    const made = Buffer.from(sound);
    const at = random.integer(made.length);
    bytesOf(random, 1 + random.integer(64)).copy(made, at);
    return made;
  },
  'a part repeated': (sound, random) => {
    const at = random.integer(sound.length);
    const part = sound.subarray(at, at + 1 + random.integer(200));
    return Buffer.concat([sound.subarray(0, at), part, sound.subarray(at)]);
  },
  'a part left out': (sound, random) => {
    const at = random.integer(sound.length);
    return Buffer.concat([sound.subarray(0, at), sound.subarray(at + 1 + random.integer(100))]);
  },
  'a part of 0xff': (sound, random) => {
    const made = Buffer.from(sound);
    const at = random.integer(made.length);
    return made.fill(0xff, at, Math.min(made.length, at + 1 + random.integer(12)));
  },
  'rubbish behind the end': (sound, random) =>
    Buffer.concat([sound, bytesOf(random, 1 + random.integer(50))]),
  'nothing but rubbish': (sound, random) => bytesOf(random, 1 + random.integer(sound.length)),
};

function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}
const number = (field: number, value: number | bigint) => Buffer.concat([varint(field * 8), varint(value)]);
function message(field: number, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
}
const valueInfo = (field: number, name: string, ...dims: number[]) =>
  message(
    field,
    message(1, name),
    message(2, message(1, number(1, 1), message(2, ...dims.map((size) => message(1, number(1, size)))))),
  );
const int64s = (name: string, ...values: (number | bigint)[]) =>
  message(5, number(1, values.length), number(2, 7), message(8, name), message(7, ...values.map(varint)));
const node = (operator: string, inputs: string[], outputs: string[], ...more: Buffer[]) =>
  message(
    1,
    ...inputs.map((name) => message(1, name)),
    ...outputs.map((name) => message(2, name)),
    message(4, operator),
    ...more,
  );
const onnxOf = (...graph: Buffer[]) =>
  Buffer.concat([
    number(1, 8),
    message(2, 'seeded'),
    message(7, ...graph, message(2, 'g'), valueInfo(11, 'x', 4, 3), valueInfo(12, 'y', 4, 1)),
    message(8, number(2, 13)),
  ]);
const tensorOf = (type: number, dims: readonly (number | bigint)[], bytes: number) =>
  onnxOf(
    message(
      5,
      ...dims.map((size) => number(1, size)),
      number(2, type),
      message(8, 'w'),
      message(9, Buffer.alloc(bytes)),
    ),
    node('MatMul', ['x', 'w'], ['y']),
  );

const HUGE = [2 ** 31 - 1, 2 ** 31, 2 ** 40, 2n ** 62n, -1n, -(2n ** 63n)];

const ONNX: Readonly<Record<string, (random: Random) => Buffer>> = {
  'a shape far larger than its data': (random) =>
    tensorOf(1, [pick(random, HUGE), 1 + random.integer(9)], 12),
  'a product of sizes that overflows': () => tensorOf(1, [2 ** 16, 2 ** 16, 2 ** 16, 2 ** 16], 0),
  'a type that is none': (random) => tensorOf(24 + random.integer(1000), [3, 1], 12),
  'data in another file': (random) =>
    onnxOf(
      message(
        5,
        number(1, 3),
        number(2, 1),
        message(8, 'w'),
        message(
          13,
          message(1, 'location'),
          message(2, pick(random, ['../../../etc/passwd', '/etc/passwd', 'http://10.0.0.1/w'])),
        ),
        number(14, 1),
      ),
      node('MatMul', ['x', 'w'], ['y']),
    ),
  'a tensor made from nothing': (random) =>
    onnxOf(int64s('s', pick(random, HUGE), 4), node('ConstantOfShape', ['s'], ['y'])),
  'a tensor expanded without end': (random) =>
    onnxOf(int64s('s', 1 << 20, 1 << (10 + random.integer(20)), 3), node('Expand', ['x', 's'], ['y'])),
  'an operator of its own': (random) =>
    onnxOf(
      node(
        pick(random, ['Exec', 'PyOp', 'System']),
        ['x'],
        ['y'],
        message(7, pick(random, ['evil', 'ai.onnx.contrib', '__proto__'])),
      ),
    ),
  'operators of a far future': (random) =>
    Buffer.concat([tensorOf(1, [3, 1], 12), message(8, number(2, 1000 + random.integer(1e6)))]),
  'graphs within graphs': (random) => {
    let graph = node('Identity', ['x'], ['y']);
    for (let depth = 20 + random.integer(2000); depth > 0; depth--) {
      graph = node('If', ['x'], ['y'], message(5, message(1, 'then_branch'), message(6, graph)));
    }
    return onnxOf(graph);
  },
  'a loop without end': () =>
    onnxOf(
      int64s('n', 2n ** 62n),
      node('Loop', ['n', '', 'x'], ['y'], message(5, message(6, message(2, 'body')))),
    ),
  'functions that call each other': () =>
    Buffer.concat([
      onnxOf(node('f', ['x'], ['y'])),
      message(25, message(1, 'f'), message(7, message(4, 'f'))),
    ]),
  'a length beyond the end': (random) =>
    Buffer.concat([
      number(1, 8),
      varint(7 * 8 + 2),
      varint(pick(random, [2 ** 31, 2 ** 40, 2n ** 63n])),
      Buffer.alloc(20),
    ]),
  'two graphs': () => Buffer.concat([tensorOf(1, [3, 1], 12), tensorOf(1, [3, 1], 12)]),
  'a version that is none': (random) =>
    Buffer.concat([number(1, pick(random, [0, 127, 2 ** 40])), tensorOf(1, [3, 1], 12).subarray(2)]),
  'other inputs': () => onnxOf(valueInfo(11, 'z', 4, 3), node('MatMul', ['x', 'z'], ['y'])),
};

type Json = Record<string, unknown>;
interface Topology extends Json {
  modelTopology: { config: { layers: { class_name: string; config: Json }[] } };
  weightsManifest: { paths: string[]; weights: Json[] }[];
}

const TFJS: Readonly<Record<string, (model: Topology, random: Random) => void>> = {
  'weights outside of its folder': ({ weightsManifest: [group] }, random) => {
    if (group)
      group.paths = [
        pick(random, ['../weights.bin', '/etc/passwd', 'http://10.0.0.1/w.bin', 'file:///etc/passwd']),
      ];
  },
  'weights named often': ({ weightsManifest: [group] }, random) => {
    if (group) group.paths = Array.from({ length: 2 + random.integer(5000) }, () => 'weights.bin');
  },
  'a weight of another shape': ({ weightsManifest: [group] }, random) => {
    const weight = group && pick(random, group.weights);
    if (weight)
      weight.shape = pick(random, [[2 ** 30, 2 ** 30], [-1, 3], [0.5], [1e308, 1e308], 'x', [], null]);
  },
  'a weight of another type': ({ weightsManifest: [group] }, random) => {
    const weight = group && pick(random, group.weights);
    if (weight) weight.dtype = pick(random, ['string', 'int32', 'complex64', 'bool', '__proto__', 7]);
  },
  'quantized weights': ({ weightsManifest: [group] }) => {
    const [weight] = group?.weights ?? [];
    if (weight) weight.quantization = { dtype: 'uint8', min: 0, scale: 1e300 };
  },
  'a layer of code': ({ modelTopology }, random) => {
    const layer = pick(random, modelTopology.config.layers);
    layer.class_name = pick(random, [
      'Lambda',
      'LSTM',
      'constructor',
      '__proto__',
      'toString',
      'Conv2D',
      'RNN',
    ]);
  },
  'a layer of another width': ({ modelTopology }, random) => {
    const layer = pick(random, modelTopology.config.layers);
    layer.config.units = pick(random, [2 ** 31, 1e15, -1, 0, 'many', null]);
  },
  'an activation that is none': ({ modelTopology }, random) => {
    const layer = pick(random, modelTopology.config.layers);
    layer.config.activation = pick(random, [
      'constructor',
      '__proto__',
      'exec',
      7,
      { class_name: 'Function' },
    ]);
  },
  'another input': ({ modelTopology }, random) => {
    const [layer] = modelTopology.config.layers;
    if (layer)
      layer.config.batch_input_shape = pick(random, [
        [null, 2 ** 31],
        [2 ** 31, 3],
        [null],
        'x',
        [null, 4, 4],
      ]);
  },
  'layers without end': ({ modelTopology: { config } }) => {
    const [layer] = config.layers;
    if (layer) config.layers = Array.from({ length: 5000 }, () => layer);
  },
  'a topology of another kind': (model, random) => {
    (model as Json).modelTopology = pick<unknown>(random, [
      null,
      7,
      [],
      {},
      { class_name: 'Model', config: null },
      { config: { layers: 'x' } },
    ]);
  },
  'a graph model': (model) => {
    model.format = 'graph-model';
  },
};

const header = (...tensors: [string, unknown][]) => JSON.stringify(Object.fromEntries(tensors));
const F32 = (shape: unknown, from: unknown, to: unknown) => ({
  dtype: 'F32',
  shape,
  data_offsets: [from, to],
});

const SAFETENSORS: Readonly<Record<string, (random: Random) => Buffer>> = {
  'offsets beyond the end': (random) =>
    safetensorsOf(header(['w', F32([3], 0, pick(random, [12, 2 ** 40, 1e308]))]), Buffer.alloc(8)),
  'offsets before the beginning': () => safetensorsOf(header(['w', F32([3], -12, 0)]), Buffer.alloc(12)),
  'tensors that overlap': () =>
    safetensorsOf(header(['v', F32([2], 0, 8)], ['w', F32([2], 4, 12)]), Buffer.alloc(12)),
  'a gap between tensors': () =>
    safetensorsOf(header(['v', F32([1], 0, 4)], ['w', F32([1], 8, 12)]), Buffer.alloc(12)),
  'a shape of other size': (random) =>
    safetensorsOf(
      header([
        'w',
        F32(pick<unknown>(random, [[2 ** 31, 2 ** 31], [-1], [0.5], ['3'], null, [1e308]]), 0, 12),
      ]),
      Buffer.alloc(12),
    ),
  'a type that is none': (random) =>
    safetensorsOf(
      header([
        'w',
        { ...F32([3], 0, 12), dtype: pick<unknown>(random, ['PICKLE', 'O', '__proto__', 7, null]) },
      ]),
      Buffer.alloc(12),
    ),
  'a tensor that is named twice': () =>
    safetensorsOf(
      '{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
      Buffer.alloc(4),
    ),
  'a header that is no JSON': (random) =>
    safetensorsOf(`{"w":${'['.repeat(1 + random.integer(50_000))}`, Buffer.alloc(4)),
  'a header longer than the file': (random) => {
    const made = safetensors({ w: [1, 2] });
    made.writeBigUInt64LE(BigInt(pick(random, [2 ** 30, 2 ** 53, made.length - 7])));
    return made;
  },
  'metadata that are no texts': () =>
    safetensorsOf(header(['__metadata__', { a: { b: 1 } }], ['w', F32([1], 0, 4)]), Buffer.alloc(4)),
  'data behind the last tensor': (random) =>
    Buffer.concat([safetensors({ w: [1, 2] }), bytesOf(random, 1 + random.integer(100))]),
};

/** Python pickles that would make the file `canary` where anything loaded them, in the ways people leave them. */
function pickles(canary: string): Readonly<Record<string, (random: Random) => Buffer>> {
  const command = `touch ${canary}`;
  const text = `cos\nsystem\n(S'${command}'\ntR.`;
  const short = Buffer.from([command.length]);
  const global = Buffer.from('cposix\nsystem\n');
  const binary = (protocol: number) =>
    Buffer.concat([
      Buffer.from([0x80, protocol]),
      global,
      Buffer.from('('),
      Buffer.from([0x8c]),
      short,
      Buffer.from(`${command}tR.`),
    ]);
  const framed = (protocol: number) => {
    const body = Buffer.concat([
      Buffer.from([0x8c, 5]),
      Buffer.from('posix'),
      Buffer.from([0x94, 0x8c, 6]),
      Buffer.from('system'),
      Buffer.from([0x94, 0x93, 0x94, 0x8c]),
      short,
      Buffer.from(command),
      Buffer.from([0x94, 0x85, 0x94, 0x52, 0x94, 0x2e]),
    ]);
    const frame = Buffer.alloc(8);
    frame.writeBigUInt64LE(BigInt(body.length));
    return Buffer.concat([Buffer.from([0x80, protocol, 0x95]), frame, body]);
  };
  const zip = (entry: string, content: Buffer) => {
    const head = Buffer.alloc(30);
    head.write('PK\x03\x04', 'latin1');
    head.writeUInt32LE(content.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(entry.length, 26);
    return Buffer.concat([
      head,
      Buffer.from(entry),
      content,
      Buffer.from('PK\x05\x06', 'latin1'),
      Buffer.alloc(18),
    ]);
  };
  return {
    'a pickle of protocol 0': () => Buffer.from(text),
    'a pickle of protocol 1': () =>
      Buffer.concat([global, Buffer.from('(U'), short, Buffer.from(`${command}tR.`)]),
    'a pickle of protocol 2 or 3': (random) => binary(2 + random.integer(2)),
    'a pickle of protocol 4 or 5': (random) => framed(4 + random.integer(2)),
    'a pickle in zlib': (random) => deflateSync(framed(4), { level: random.integer(10) }),
    'a pickle in gzip': () => gzipSync(framed(4)),
    'a PyTorch file': () => zip('archive/data.pkl', binary(2)),
    'a Keras file': () => zip('config.json', Buffer.from('{"class_name": "Lambda"}')),
    'a NumPy file of objects': () =>
      Buffer.concat([
        Buffer.from(
          "\x93NUMPY\x01\x00\x76\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
          'latin1',
        ),
        framed(4),
      ]),
    'an HDF5 file': (random) =>
      Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), bytesOf(random, 64)]),
    'a pickle behind another beginning': (random) =>
      Buffer.concat([bytesOf(random, 1 + random.integer(8)), framed(4)]),
    'a script': () => Buffer.from(`#!/bin/sh\n${command}\n`),
  };
}

const PLACES = { onnx: 'model.onnx', tfjs: 'model.json', safetensors: 'w.safetensors' } as const;

/** `count` model files, each broken or hostile in one way, in turn ONNX, TF.js, safetensors and renamed pickles. */
export function* malformedModels(
  count: number,
  seed: number,
  sound: SoundModels,
  canary: string,
): Generator<MalformedModel> {
  const random = new Random(seed);
  const pickled = Object.entries(pickles(canary));
  const one =
    (name: string) =>
    (content: Buffer, damage: string): Made => ({ damage, files: { [name]: content } });
  const damaged = (make: (content: Buffer, damage: string) => Made, content: () => Buffer): Maker[] =>
    Object.entries(BYTES).map(
      ([damage, apply]) =>
        (source) =>
          make(apply(content(), source), damage),
    );
  const hostile = (
    make: (content: Buffer, damage: string) => Made,
    made: Readonly<Record<string, (random: Random) => Buffer>>,
  ): Maker[] =>
    Object.entries(made).map(
      ([damage, apply]) =>
        (source) =>
          make(apply(source), damage),
    );
  const { 'model.json': json = Buffer.alloc(0), 'weights.bin': weights = Buffer.alloc(0) } = sound.tfjs;
  const tfjs = (content: Buffer, damage: string): Made => ({
    damage,
    files: { 'model.json': content, 'weights.bin': weights },
  });
  const makers: Readonly<Record<MalformedModel['kind'], readonly Maker[]>> = {
    onnx: [
      ...damaged(one('model.onnx'), () => pick(random, sound.onnx)),
      ...hostile(one('model.onnx'), ONNX),
    ],
    tfjs: [
      ...damaged(tfjs, () => json),
      ...damaged(
        (content, damage) => ({ damage, files: { 'model.json': json, 'weights.bin': content } }),
        () => weights,
      ),
      ...Object.entries(TFJS).map(
        ([damage, change]): Maker =>
          (source) => {
            const model = JSON.parse(json.toString()) as Topology;
            change(model, source);
            return tfjs(Buffer.from(JSON.stringify(model)), damage);
          },
      ),
    ],
    safetensors: [
      ...damaged(one('w.safetensors'), () => safetensors({ kernel: [1, 2, 3], bias: [4] })),
      ...hostile(one('w.safetensors'), SAFETENSORS),
    ],
  };
  const kinds = ['onnx', 'tfjs', 'safetensors'] as const;
  for (let index = 0; index < count; index++) {
    const kind = kinds[index % 3] as MalformedModel['kind'];
    if (Math.floor(index / 3) % 4 === 3) {
      const [damage, make] = pick(random, pickled);
      const files = { ...(kind === 'tfjs' ? { 'weights.bin': weights } : {}), [PLACES[kind]]: make(random) };
      yield { kind, damage, files };
    } else yield { kind, ...pick(random, makers[kind])(random) };
  }
}
