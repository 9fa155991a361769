import { type Document, isCollection, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { checkSchema } from '../../system/schema-check.ts';
import { type Contract, ContractSchema } from './contract.ts';
import { parseContract } from './contract-file.ts';

/** A change of one place in a contract; without a value the place is removed. */
export interface ContractEdit {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The contract with the edits, its defaults filled in. The one that is given stays as it is. */
export function applyEdits(contract: Contract, edits: readonly ContractEdit[]): Contract {
  const copy = structuredClone(contract);
  for (const { path, value } of edits) setIn(copy as unknown as Record<string, unknown>, path, value);
  checkSchema(ContractSchema, copy);
  return copy;
}

function setIn(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let inside = root;
  for (const key of path.slice(0, -1)) {
    if (!Object.hasOwn(inside, key)) inside[key] = {};
    inside = inside[key] as Record<string, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) delete inside[last];
  // Columns may be called as what objects inherit.
  else
    Object.defineProperty(inside, last, {
      value: structuredClone(value),
      enumerable: true,
      writable: true,
      configurable: true,
    });
}

/**
 * The text of a contract with the edits: comments and the order of everything else stay.
 * @throws UserError where the text is no contract, before or after
 */
export function editContract(text: string, file: string, edits: readonly ContractEdit[]): string {
  parseContract(text, file);
  const document = parseDocument(text, { version: '1.2' });
  for (const { path, value } of edits) editNode(document, path, value);
  const edited = document.toString({ lineWidth: 0 });
  parseContract(edited, file);
  return edited;
}

function editNode(document: Document, path: readonly string[], value: unknown): void {
  const before = document.getIn(path, true);
  if (value === undefined) {
    document.deleteIn(path);
    prune(document, path.slice(0, -1));
  } else if (isSeq(before) && Array.isArray(value)) extend(document, before, value);
  else {
    const node = document.createNode(value);
    flow(node, path.at(-2) === 'columns');
    // A mapping on one line takes further keys on that line.
    document.setIn(path, node);
  }
}

/** A mapping that is left empty says nothing. */
function prune(document: Document, path: readonly string[]): void {
  const parent = document.getIn(path, true);
  if (path.length > 3 && isMap(parent) && parent.items.length === 0) document.deleteIn(path);
}

/** New members behind those that are there, gone ones removed: comments inside of the list stay. */
function extend(document: Document, list: YAMLSeq, values: readonly unknown[]): void {
  const plain = list.toJSON() as unknown[];
  list.items = list.items.filter((_, index) => values.includes(plain[index]));
  for (const value of values) if (!plain.includes(value)) list.add(document.createNode(value));
}

/** What is new stands on one line; of a new column, each of its rules. */
function flow(node: unknown, column: boolean): void {
  if (!isCollection(node)) return;
  if (!column) node.flow = true;
  else for (const pair of (node as YAMLMap).items) flow(pair.value, false);
}
