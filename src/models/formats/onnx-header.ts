import { DataError } from '../../system/errors.ts';
import type { ModelFiles } from '../engine.ts';
import { checkOnnxOperators, type OnnxNode } from './onnx-operators.ts';
import { readOnnxTensor } from './onnx-tensor.ts';
import { fieldsOf } from './protobuf.ts';

/**
 * Reads an ONNX file (a protobuf `ModelProto`, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) before a
 * runtime parses it: that it is one, that all its bytes are its own, that every tensor holds what its shape says,
 * and that it has no operators that a table of numbers has no use for.
 */
const MODEL_IR_VERSION = 1;
const MODEL_GRAPH = 7;
const MODEL_OPSET = 8;
const MODEL_FUNCTION = 25;
const LATEST_IR_VERSION = 20;
/** Messages within each other; a graph within a graph is three of them. */
const MAXIMUM_DEPTH = 16;
const MAXIMUM_NODES = 200_000;

/** The operators that ONNX and ONNX Runtime have themselves, and the latest version of each set that may come. */
const DOMAINS: Readonly<Record<string, number>> = {
  '': 40,
  'ai.onnx': 40,
  'ai.onnx.ml': 10,
  'com.microsoft': 1,
};

/** Where messages that may hold tensors are: field number → kind, for each kind of message. */
const CHILDREN: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  model: { [MODEL_GRAPH]: 'graph', [MODEL_OPSET]: 'opset', 20: 'training' },
  training: { 1: 'graph', 2: 'graph' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
  opset: {},
};
const NODE_TEXTS: Readonly<Record<number, 'inputs' | 'outputs' | 'operator' | 'domain'>> = {
  1: 'inputs',
  2: 'outputs',
  4: 'operator',
  7: 'domain',
};

/** Checks that `content` is an ONNX model in one file. Throws DataError that says what is wrong. */
export function checkOnnxModel(content: Uint8Array, where: ModelFiles['where']): void {
  const refuse = (what: string): never => {
    throw new DataError(`${where}: model/model.onnx ${what}`, {
      hint: 'Export the model again as one ONNX file without external data, and check it with `onnx.checker`.',
    });
  };
  try {
    new Walk(content, refuse).check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refuse(`is damaged or no ONNX model (${error.message})`);
  }
}

class Walk {
  readonly #content: Uint8Array;
  readonly #refuse: (what: string) => never;
  readonly #nodes: OnnxNode[] = [];
  /** Small tensors of whole numbers by name: what shapes are made of. */
  readonly #constants = new Map<string, readonly number[]>();

  constructor(content: Uint8Array, refuse: (what: string) => never) {
    this.#content = content;
    this.#refuse = refuse;
  }

  check(): void {
    const content = this.#content;
    let irVersion = 0;
    let graphs = 0;
    for (const field of fieldsOf(content, 0, content.length)) {
      if (field.number === MODEL_IR_VERSION) irVersion = field.value;
      if (field.number === MODEL_GRAPH) graphs += 1;
      if (field.number === MODEL_FUNCTION) {
        this.#refuse('has functions of its own; inline them (`onnx.inliner.inline_local_functions`)');
      }
    }
    if (irVersion < 1 || irVersion > LATEST_IR_VERSION || graphs !== 1) {
      this.#refuse('is damaged or no ONNX model (it has no version and graph that are known)');
    }
    this.#walk(0, content.length, 'model', 0);
    checkOnnxOperators(this.#nodes, this.#constants, this.#refuse);
  }

  #walk(start: number, end: number, kind: string, depth: number): void {
    if (depth > MAXIMUM_DEPTH) this.#refuse('is damaged: its graphs are nested too deeply');
    if (kind === 'opset') {
      this.#checkOperatorSet(start, end);
      return;
    }
    if (kind === 'tensor') {
      const { name, integers } = readOnnxTensor(this.#content, start, end, this.#refuse);
      if (integers) this.#constants.set(name, integers);
      return;
    }
    const node: OnnxNode | null = kind === 'node' ? this.#node(start, end) : null;
    if (node) {
      this.#nodes.push(node);
      if (this.#nodes.length > MAXIMUM_NODES) this.#refuse(`has more than ${MAXIMUM_NODES} nodes`);
      if (!Object.hasOwn(DOMAINS, node.domain)) this.#refuseDomain(node.domain);
    }
    for (const field of fieldsOf(this.#content, start, end)) {
      const child = CHILDREN[kind]?.[field.number];
      if (!child || field.type !== 2) continue;
      // An empty message is sound; the tensor of a Constant is known by what the node gives.
      if (node?.operator === 'Constant' && child === 'attribute') {
        this.#constant(field.start, field.end, node.outputs[0] ?? '');
      }
      this.#walk(field.start, field.end, child, depth + 1);
    }
  }

  #node(start: number, end: number): OnnxNode {
    const node = { inputs: [] as string[], outputs: [] as string[], operator: '', domain: '' };
    for (const field of fieldsOf(this.#content, start, end)) {
      const place = NODE_TEXTS[field.number];
      if (!place || field.type !== 2) continue;
      const text = this.#text(field.start, field.end);
      if (place === 'inputs' || place === 'outputs') node[place].push(text);
      else node[place] = text;
    }
    return node;
  }

  #constant(start: number, end: number, output: string): void {
    for (const field of fieldsOf(this.#content, start, end)) {
      if (field.number !== 5 || field.type !== 2) continue;
      const { integers } = readOnnxTensor(this.#content, field.start, field.end, this.#refuse);
      if (integers) this.#constants.set(output, integers);
    }
  }

  #checkOperatorSet(start: number, end: number): void {
    let domain = '';
    let version = 0;
    for (const field of fieldsOf(this.#content, start, end)) {
      if (field.number === 1 && field.type === 2) domain = this.#text(field.start, field.end);
      if (field.number === 2) version = field.value;
    }
    // A domain that no node uses does no harm: converters name some that they might have used.
    const latest = Object.hasOwn(DOMAINS, domain) ? (DOMAINS[domain] as number) : Number.POSITIVE_INFINITY;
    if (version < 1 || version > latest) {
      this.#refuse(
        `needs version ${version} of the operators ${JSON.stringify(domain.slice(0, 60) || 'ai.onnx')}`,
      );
    }
  }

  #refuseDomain(domain: string): never {
    return this.#refuse(
      `has operators of ${JSON.stringify(domain.slice(0, 60))}, which are not part of ONNX Runtime`,
    );
  }

  #text(start: number, end: number): string {
    return Buffer.from(this.#content.subarray(start, end)).toString('utf8');
  }
}
