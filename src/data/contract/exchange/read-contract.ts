import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { MAXIMUM_BYTES as MAXIMUM_YAML_BYTES, readYaml } from '../../../config/yaml.ts';
import { messageOf, UserError } from '../../../system/errors.ts';
import { pathText } from '../../../system/schema-check.ts';
import { type Contract, VIEW } from '../contract.ts';
import { contractProblems } from '../contract-check.ts';
import { parseContract } from '../contract-file.ts';
import { readJsonSchema } from './json-schema.ts';
import { readOdcs } from './odcs-import.ts';
import { readDataPackage, readTableSchema } from './table-schema.ts';
import { contractOfTfdv } from './tfdv-contract.ts';
import { type ReadTfdv, readTfdvJson, readTfdvText } from './tfdv-read.ts';
import type { TfdvSchema } from './tfdv-schema.ts';
import { isTree, parseJson, type Tree, textOf } from './tree.ts';
import type { Unsupported } from './unsupported.ts';

/** The formats that a contract may come in, told apart by what is in the file. */
const CONTRACT_FORMATS = ['mlops', 'odcs', 'table-schema', 'tfdv', 'json-schema'] as const;
export type ContractFormat = (typeof CONTRACT_FORMATS)[number];

export const FORMAT_TITLES: Readonly<Record<ContractFormat, string>> = {
  mlops: 'a contract.yml',
  odcs: 'an Open Data Contract Standard contract',
  'table-schema': 'a Frictionless Table Schema',
  tfdv: 'a TensorFlow Data Validation schema',
  'json-schema': 'a JSON Schema',
};

export interface ReadContract {
  readonly format: ContractFormat;
  readonly contract: Contract;
  /** What the file says that is not judged. */
  readonly unsupported: readonly Unsupported[];
  /** By dataset: texts that mean “missing” in CSV, where the format says so. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
  /** The schema itself, which TFDV's own rules judge. */
  readonly tfdv?: TfdvSchema;
}

/** Files beyond this size are no schemas. */
export const MAXIMUM_BYTES = 4 * 1024 * 1024;

/** The dataset's name in formats that describe one only. */
const ONLY = 'data';

/**
 * Reads a contract in any of the formats.
 * @throws UserError for a file that is none of them, or breaks the rules of its own
 */
export async function readAnyContract(path: string, name: string = path): Promise<ReadContract> {
  return parseAnyContract(await readText(path, name), name);
}

/** As `readAnyContract`, of a text. */
export function parseAnyContract(given: string, file: string): ReadContract {
  const read = parseFormat(given, file);
  // TFDV's own rules judge its schemas; what they allow that contracts do not is for those who import one.
  if (read.format !== 'tfdv') refuseProblems(read, file);
  return read;
}

/** Throws UserError where the contract asks for what means nothing, or for what nothing can satisfy. */
export function refuseProblems({ format, contract }: ReadContract, file: string): void {
  if (format === 'mlops') return;
  const problems = contractProblems(contract);
  if (problems.length === 0) return;
  const told = problems.slice(0, 10).map(({ path, message }) => `${pathText(path)}: ${message}`);
  throw new UserError(`${file}: as a contract this makes no sense:\n${told.join('\n')}`, {
    hint: `Mend ${FORMAT_TITLES[format]}.`,
  });
}

function parseFormat(given: string, file: string): ReadContract {
  const text = given.replace(/^\uFEFF/, '');
  if (/^\s*\{/.test(text)) return contractOf(parseJson(text, file), text, file);
  if (isProtoText(text)) return tfdvContract(readTfdvText(text, file));
  if (Buffer.byteLength(text) > MAXIMUM_YAML_BYTES) throw tooLarge(file, MAXIMUM_YAML_BYTES);
  return contractOf(readYaml(text, file).value, text, file);
}

/** Fields of TFDV's schema as messages of the text format; YAML never has a brace right after a name. */
function isProtoText(text: string): boolean {
  return /^[ \t]*(?:feature|string_domain|float_domain|int_domain|default_environment|dataset_constraints|sparse_feature|weighted_feature|tensor_representation_group)[ \t]*(?::[ \t]*)?[{<"]/m.test(
    text,
  );
}

function contractOf(value: unknown, text: string, file: string): ReadContract {
  if (!isTree(value)) throw unknownFormat(file);
  const unsupported: Unsupported[] = [];
  const missing = new Map<string, readonly string[]>();
  const read = (format: ContractFormat, contract: Contract): ReadContract => ({
    format,
    contract,
    unsupported,
    missing,
  });
  if (isTree(value.datasets)) return read('mlops', parseContract(text, file).value);
  if (
    value.kind === 'DataContract' ||
    (textOf(value.apiVersion) !== undefined && Array.isArray(value.schema))
  ) {
    return read('odcs', readOdcs(value, file, unsupported));
  }
  if (Array.isArray(value.resources)) {
    const tables = readDataPackage(value, file, unsupported);
    if (tables.length === 0) throw unknownFormat(file, 'this Data Package describes no table');
    for (const table of tables) missing.set(table.name, table.missing);
    const datasets = Object.fromEntries(tables.map(({ name, contract }) => [name, contract]));
    return read('table-schema', { version: 1, datasets });
  }
  if (Array.isArray(value.fields)) {
    const table = readTableSchema(value, ONLY, file, unsupported);
    missing.set(ONLY, table.missing);
    return read('table-schema', { version: 1, datasets: { [ONLY]: table.contract } });
  }
  if (isTfdv(value)) return tfdvContract(readTfdvJson(value, file));
  if (isJsonSchema(value)) {
    const contract = readJsonSchema(value, file, unsupported);
    return read('json-schema', { version: 1, datasets: { [ONLY]: contract } });
  }
  throw unknownFormat(file);
}

function isTfdv(value: Tree): boolean {
  return ['feature', 'stringDomain', 'string_domain'].some((key) => Array.isArray(value[key]));
}

function isJsonSchema(value: Tree): boolean {
  return (
    /json-schema\.org/.test(textOf(value.$schema) ?? '') || isTree(value.properties) || isTree(value.items)
  );
}

function tfdvContract({ schema, unsupported: unread }: ReadTfdv): ReadContract {
  const unsupported = [...unread];
  const contract: Contract = { version: 1, datasets: { [ONLY]: contractOfTfdv(schema, unsupported) } };
  // Its own rules judge what a contract of ours cannot say.
  return { format: 'tfdv', contract, unsupported, missing: new Map(), tfdv: schema };
}

function unknownFormat(file: string, what = 'this is no contract in a format that is known'): UserError {
  return new UserError(`${file}: ${what}`, {
    hint: `Give ${Object.values(FORMAT_TITLES).join(', ')}.`,
  });
}

function tooLarge(file: string, most: number): UserError {
  return new UserError(`${file}: a contract has at most ${most} bytes`);
}

async function readText(path: string, name: string): Promise<string> {
  let bytes: Buffer;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new UserError(`${name}: not a file`);
    if (found.size > MAXIMUM_BYTES) throw tooLarge(name, MAXIMUM_BYTES);
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UserError(missing ? `${name}: no such file` : `${name}: cannot be read: ${messageOf(error)}`, {
      hint: 'Check the path; `mlops contract infer` writes a contract from data.',
      cause: error,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${name}: not a text file in UTF-8`, { hint: 'Save it as UTF-8.' });
  }
}

/**
 * Which dataset of the contract a data file is: the one that is asked for, the only one, the one that is called
 * as the file is, or the view.
 */
export function chooseDataset(contract: Contract, dataset: string | undefined, dataFile: string): string {
  const names = Object.keys(contract.datasets);
  const listed = names.map((name) => JSON.stringify(name)).join(', ');
  if (dataset !== undefined) {
    if (names.includes(dataset)) return dataset;
    throw new UserError(`the contract has no dataset ${JSON.stringify(dataset)}`, {
      hint: names.length > 0 ? `It has ${listed}.` : 'It has none.',
    });
  }
  const [only] = names;
  if (names.length === 1 && only !== undefined) return only;
  const stem = basename(dataFile, extname(dataFile));
  if (names.includes(stem)) return stem;
  if (names.includes(VIEW)) return VIEW;
  throw new UserError('the contract has several datasets', { hint: `Name one with --dataset: ${listed}.` });
}
