import { readFile, stat } from 'node:fs/promises';
import type { Static, TSchema } from 'typebox';
import { Composer, type CST, LineCounter, Parser } from 'yaml';
import { messageOf, UserError } from '../system/errors.ts';
import { checkSchema, type Path, type Problem, pathText } from '../system/schema-check.ts';
import { failWith } from './problems.ts';
import { type Interpreted, MAXIMUM_DEPTH, offsetAt, type Refusal, YamlWalk } from './yaml-walk.ts';

/** Files beyond this size are no configuration. */
export const MAXIMUM_BYTES = 1024 * 1024;

/** A place in a text file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** YAML as plain JSON values, and where each of them stands in the text. */
export interface YamlTree {
  readonly file: string;
  readonly value: unknown;
  /**
   * Where the value (or, with `about: 'key'`, the key) at `path` stands; for what is not in the text
   * (a missing key, a default) the nearest thing around it.
   */
  position(path: Path, about?: Problem['about']): Position;
}

/** A value that is what its schema says, and where its parts stand in the text. */
export interface CheckedYaml<T> extends YamlTree {
  readonly value: T;
}

export interface YamlOptions<T> {
  /** Rules across fields, asked once the schema holds. */
  readonly crossCheck?: (value: T) => readonly Problem[];
  /** What to do about problems, as a sentence. */
  readonly hint?: string;
}

/**
 * Reads YAML 1.2 and checks it against `schema` (TypeBox); defaults are filled in. Throws one
 * UserError that names every problem as `file:line:column path: what is wrong and what is allowed`.
 */
export function parseYaml<T extends TSchema>(
  text: string,
  file: string,
  schema: T,
  options: YamlOptions<Static<T>> = {},
): CheckedYaml<Static<T>> {
  const tree = readYaml(text, file);
  const value = tree.value as Static<T>;
  let problems: readonly Problem[] = checkSchema(schema, value);
  if (problems.length === 0) problems = options.crossCheck?.(value) ?? [];
  if (problems.length > 0) failWith(file, located(problems, tree), options.hint);
  return { file, value, position: tree.position };
}

/** Problems with their places, in the order of the text. */
function located(problems: readonly Problem[], tree: YamlTree): string[] {
  return problems
    .map((problem) => ({ problem, at: tree.position(problem.path, problem.about) }))
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
    .map(({ problem, at }) => `${problemPlace(tree.file, at, problem.path)}: ${problem.message}`);
}

/** `file:line:column path`, as editors and terminals link it. */
export function problemPlace(file: string, at: Position, path: Path): string {
  const place = `${file}:${at.line}:${at.column}`;
  return path.length > 0 ? `${place} ${pathText(path)}` : place;
}

/**
 * The text of a configuration file. Throws UserError where it is missing, no file, larger than
 * 1 MiB or not UTF-8. `name` is how messages call it; `hint` what to do where it is missing.
 */
export async function readYamlFile(path: string, name: string, hint?: string): Promise<string> {
  let bytes: Buffer;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new UserError(`${name}: not a file`);
    if (found.size > MAXIMUM_BYTES) throw tooLarge(name, found.size);
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UserError(missing ? `${name}: no such file` : `${name}: cannot be read: ${messageOf(error)}`, {
      ...(missing && hint !== undefined ? { hint } : {}),
      cause: error,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${name}: not a text file in UTF-8`, { hint: 'save it as UTF-8' });
  }
}

function tooLarge(file: string, bytes: number): UserError {
  return new UserError(`${file}: ${bytes} bytes are too many; a configuration has at most ${MAXIMUM_BYTES}`);
}

/**
 * Reads one YAML 1.2 document (core schema) into plain values with their places. Refused, each with
 * its place: broken syntax, a second document, duplicate keys, keys that are no text or would reach a
 * prototype, unknown tags, alias bombs, nesting deeper than 64. Throws UserError.
 */
export function readYaml(text: string, file: string): YamlTree {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAXIMUM_BYTES) throw tooLarge(file, bytes);
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const { value, mark, refusals } = interpretYaml(text, lines);
  if (refusals.length > 0) {
    const sorted = [...refusals].sort((a, b) => a.offset - b.offset);
    failWith(
      file,
      sorted.map(({ offset, message }) => `${problemPlace(file, at(offset), [])}: ${message}`),
    );
  }
  return { file, value, position: (path, about = 'value') => at(offsetAt(mark, path, about)) };
}

/** As `readYaml`, without a file: what was refused comes back, and then the value means nothing. */
export function interpretYaml(text: string, lines = new LineCounter()): Interpreted {
  const refused = (refusals: readonly Refusal[]): Interpreted => ({
    value: null,
    mark: { value: 0, key: 0, children: new Map() },
    refusals,
  });
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  // Composing recurses: text that is nested too deeply would exhaust the stack there.
  const deep = tooDeep(tokens);
  if (deep) return refused([deep]);
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    // Compared pairwise by the library; the walk does it in linear time.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [document, second] = [...composer.compose(tokens, true, text.length)];
  if (!document) throw new Error('the YAML composer gave no document');
  const refusals: Refusal[] = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    message: `not valid YAML: ${error.message}`,
  }));
  if (second) refusals.push({ offset: second.range[0], message: 'a second document; a file holds one' });
  if (refusals.length > 0) return refused(refusals);
  const walk = new YamlWalk();
  return { ...walk.read(document.contents), refusals: walk.refusals };
}

function tooDeep(tokens: readonly CST.Token[]): Refusal | undefined {
  const waiting = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > MAXIMUM_DEPTH) {
      return { offset: token.offset, message: `nested deeper than ${MAXIMUM_DEPTH} levels` };
    }
    if (token.type === 'document') {
      if (token.value) waiting.push({ token: token.value, depth });
    } else if ('items' in token) {
      for (const { key, value } of token.items) {
        if (key) waiting.push({ token: key, depth: depth + 1 });
        if (value) waiting.push({ token: value, depth: depth + 1 });
      }
    }
  }
  return undefined;
}
