import { isDeepStrictEqual } from 'node:util';
import { Document, isCollection, isMap, isScalar, isSeq, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import { type CheckedYaml, parseYaml, readYamlFile } from '../../config/yaml.ts';
import { type Contract, ContractSchema } from './contract.ts';
import { contractProblems } from './contract-check.ts';

/**
 * Reads a contract (YAML, or JSON, which is YAML too) and checks it whole.
 * @throws UserError that names every problem as `file:line:column path: …`
 */
export function parseContract(text: string, file: string): CheckedYaml<Contract> {
  return parseYaml(text, file, ContractSchema, {
    crossCheck: contractProblems,
    hint: 'Mend the contract, or write a new one from the data with `mlops init`.',
  });
}

/** The contract in the file at `path`; `name` is how messages call it. */
export async function readContract(path: string, name: string = path): Promise<Contract> {
  const text = await readYamlFile(path, name, 'Write one from the data with `mlops init`.');
  return parseContract(text, name).value;
}

/** Comments for a contract's columns, by dataset and column. */
export type ContractComments = ReadonlyMap<string, ReadonlyMap<string, string>>;

const HEADING = ` What the data must be. Written from the data that were there: read it, and make it stricter where you
 know more than one sample can show (range, pattern, unique, keys). All bounds are inclusive.`;

/**
 * The contract as YAML for a person to review: what is as it would be by default is left out, and
 * `comments` stand above their columns. `parseContract` reads it back to an equal contract.
 */
export function formatContract(contract: Contract, comments: ContractComments = new Map()): string {
  const document = new Document(withoutDefaults(contract), { aliasDuplicateObjects: false, version: '1.2' });
  document.commentBefore = HEADING;
  for (const [dataset, rules] of entriesOf(document.get('datasets', true))) {
    for (const [key, value] of entriesOf(rules)) {
      if (key === 'columns' || !isCollection(value)) continue;
      // Each rule about the dataset has a line of its own.
      if (key !== 'quality' || !isSeq(value)) flowing(value);
      else for (const rule of value.items) if (isCollection(rule)) flowing(rule);
    }
    const columns = isMap(rules) ? rules.get('columns', true) : undefined;
    if (!isMap(columns)) continue;
    for (const { key, value } of columns.items) {
      for (const [, rule] of entriesOf(value)) if (isCollection(rule)) flowing(rule);
      if (!isScalar(key)) continue;
      const comment = comments.get(dataset)?.get(String(key.value));
      if (comment !== undefined) key.commentBefore = comment.replaceAll(/^/gm, ' ');
    }
  }
  // The library would put each entry of a long list on a line of its own.
  return document.toString({ lineWidth: 0 }).replaceAll(/^ *(?:keys|domain|classes): .{100,}$/gm, wrapped);
}

/** Lets a collection stand on one line, with quotes and commas of texts inside of double quotes only. */
function flowing(node: YAMLMap | YAMLSeq): void {
  node.flow = true;
  visit(node, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && /['",]/.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
}

const LINE_WIDTH = 110;

/** A line of a flow collection, broken after the commas between entries (those outside of quotes). */
function wrapped(line: string): string {
  const indent = `${/^ */.exec(line)?.[0]}  `;
  const entries = line.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+(?:, |$)/g);
  if (entries?.join('') !== line) return line;
  const lines = [''];
  for (const entry of entries) {
    const last = lines.at(-1) ?? '';
    if (last.length > 0 && last.length + entry.trimEnd().length > LINE_WIDTH) lines.push(indent + entry);
    else lines[lines.length - 1] = last + entry;
  }
  return lines.map((text) => text.trimEnd()).join('\n');
}

function entriesOf(node: unknown): [string, unknown][] {
  if (!isMap(node)) return [];
  return node.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), value]);
}

function withoutDefaults(contract: Contract): unknown {
  return {
    ...contract,
    datasets: mapped(
      contract.datasets,
      ({ description, rows, keys, 'additional-columns': additional, columns, ...dataset }) => ({
        ...(description === undefined ? {} : { description }),
        ...(isDeepStrictEqual(rows, { 'at-least': 1 }) ? {} : { rows }),
        ...(keys.length === 0 ? {} : { keys }),
        ...(additional === 'warn' ? {} : { 'additional-columns': additional }),
        columns: mapped(columns, ({ type, required, severity, ...rules }) => ({
          type,
          ...(required ? {} : { required }),
          ...(severity === 'error' ? {} : { severity }),
          ...rules,
        })),
        ...dataset,
      }),
    ),
  };
}

/** `record` with each value replaced; fromEntries makes own properties of any name. */
function mapped<T>(record: Record<string, T>, change: (value: T) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
