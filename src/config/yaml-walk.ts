import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Path, type Problem, shortened } from '../system/schema-check.ts';

/** Nothing that a person writes is nested deeper. */
export const MAXIMUM_DEPTH = 64;
/** What aliases may add in total; beyond it they are a bomb, not an abbreviation. */
const MAXIMUM_ALIASED_NODES = 10_000;
/** As keys they would reach the prototypes of JavaScript objects. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What is refused, at an offset in the text. */
export interface Refusal {
  readonly offset: number;
  readonly message: string;
}

/** Where a value and its key stand in the text, and those inside it. */
export interface Mark {
  readonly value: number;
  readonly key: number;
  readonly children: Map<string | number, Mark>;
}

/** A text as a value with its places, or what is refused in it. */
export interface Interpreted {
  readonly value: unknown;
  readonly mark: Mark;
  readonly refusals: readonly Refusal[];
}

/** The offset of what stands at `path`, or of the nearest thing around it that is in the text. */
export function offsetAt(root: Mark, path: Path, about: Problem['about']): number {
  let mark = root;
  for (const [depth, step] of path.entries()) {
    const child = mark.children.get(step);
    if (!child) return depth === 0 ? mark.value : mark.key;
    mark = child;
  }
  return about === 'value' ? mark.value : mark.key;
}

/** True for keys that must never become keys of an object. */
export function isForbiddenKey(key: string): boolean {
  return FORBIDDEN_KEYS.has(key);
}

/** One pass over a composed document: plain values, their places, and what must be refused. */
export class YamlWalk {
  readonly refusals: Refusal[] = [];
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<unknown>();
  #aliased = 0;
  #bomb = false;

  read(root: Node | null): { value: unknown; mark: Mark } {
    return this.#node(root, 0, 0, null);
  }

  /** `inAlias` is the offset of the outermost alias that is being expanded, if any. */
  #node(node: unknown, key: number, depth: number, inAlias: number | null): { value: unknown; mark: Mark } {
    const offset = (node as Node | null)?.range?.[0] ?? key;
    const mark: Mark = { value: offset, key, children: new Map() };
    if (inAlias !== null && this.#exploded(inAlias)) return { value: null, mark };
    if (depth > MAXIMUM_DEPTH) {
      this.#refuse(offset, `nested deeper than ${MAXIMUM_DEPTH} levels`);
      return { value: null, mark };
    }
    if (isAlias(node)) return this.#alias(node.source, inAlias ?? offset, key, depth);
    if (inAlias === null && (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) {
      this.#anchors.set(node.anchor, node as Node);
    }
    if (isMap(node) || isSeq(node)) {
      this.#open.add(node);
      const value = isMap(node)
        ? this.#map(node, mark, depth, inAlias)
        : this.#list(node, mark, depth, inAlias);
      this.#open.delete(node);
      return { value, mark };
    }
    const value = isScalar(node) ? node.value : null;
    // An empty value has no place of its own: its key has.
    return { value, mark: value === null ? { ...mark, value: key } : mark };
  }

  #alias(name: string, offset: number, key: number, depth: number): { value: unknown; mark: Mark } {
    const target = this.#anchors.get(name);
    if (target && !this.#open.has(target)) return this.#node(target, key, depth + 1, offset);
    const wrong = target
      ? 'stands inside itself'
      : 'names no anchor before it; to mean the text itself, quote it';
    this.#refuse(offset, `*${name} ${wrong}`);
    return { value: null, mark: { value: offset, key, children: new Map() } };
  }

  #map(node: YAMLMap, mark: Mark, depth: number, inAlias: number | null): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const pair of node.items) {
      const offset = (pair.key as Node | null)?.range?.[0] ?? mark.value;
      const key = keyText(pair.key);
      if (key === undefined) this.#refuse(offset, 'a key must be text');
      else if (isForbiddenKey(key)) this.#refuse(offset, `the key ${shortened(key)} is not allowed`);
      else if (mark.children.has(key)) this.#refuse(offset, `the key ${shortened(key)} is there twice`);
      else {
        const inner = this.#node(pair.value, offset, depth + 1, inAlias);
        value[key] = inner.value;
        mark.children.set(key, inner.mark);
      }
    }
    return value;
  }

  #list(node: YAMLSeq, mark: Mark, depth: number, inAlias: number | null): unknown[] {
    return node.items.map((item, index) => {
      const offset = (item as Node | null)?.range?.[0] ?? mark.value;
      const inner = this.#node(item, offset, depth + 1, inAlias);
      mark.children.set(index, inner.mark);
      return inner.value;
    });
  }

  #exploded(offset: number): boolean {
    this.#aliased += 1;
    if (this.#aliased <= MAXIMUM_ALIASED_NODES) return false;
    if (!this.#bomb) this.#refuse(offset, `aliases stand for more than ${MAXIMUM_ALIASED_NODES} values`);
    this.#bomb = true;
    return true;
  }

  #refuse(offset: number, message: string): void {
    this.refusals.push({ offset, message });
  }
}

/** A key as it is written; `undefined` for a list, a mapping or an alias. */
function keyText(key: unknown): string | undefined {
  if (typeof key === 'string') return key;
  if (!isScalar(key)) return undefined;
  const scalar = key as Scalar;
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
}
