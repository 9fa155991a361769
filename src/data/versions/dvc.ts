import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { MAXIMUM_BYTES, readYaml } from '../../config/yaml.ts';
import { DataError, messageOf } from '../../system/errors.ts';

/** What DVC says of a data file or folder. */
export interface DvcOutput {
  /** The file that says so, absolute: `flights.csv.dvc`, or `dvc.lock`. */
  readonly statedIn: string;
  /** The file or folder that it is about, absolute. */
  readonly path: string;
  /** The MD5 of the content; of a folder that of its listing, with `.dir` behind it. */
  readonly md5: string;
}

/**
 * What DVC says of the data file at `path`: in `<path>.dvc`, in the `.dvc` file of a folder around it, or as an output in
 * a `dvc.lock`. Undefined where DVC does not track it, or there is no DVC repository (a folder `.dvc`) around it.
 * @throws DataError where such a file cannot be read
 */
export async function dvcOutputOf(path: string): Promise<DvcOutput | undefined> {
  const file = resolve(path);
  const root = await repositoryOf(file);
  if (root === undefined) return undefined;
  for (let at = file; at !== root; at = dirname(at)) {
    const own = (await outputsIn(`${at}.dvc`)).find((output) => output.path === at);
    if (own) return own;
  }
  for (let folder = dirname(file); isInside(folder, root); folder = dirname(folder)) {
    const own = (await outputsIn(join(folder, 'dvc.lock'))).find((output) => isInside(file, output.path));
    if (own) return own;
    if (folder === dirname(folder)) break;
  }
  return undefined;
}

/** The nearest folder above with DVC's own folder. */
async function repositoryOf(file: string): Promise<string | undefined> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = await stat(join(folder, '.dvc')).catch(() => undefined);
    if (found?.isDirectory()) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The outputs that a file of DVC states; none where there is no such file. */
async function outputsIn(file: string): Promise<DvcOutput[]> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return [];
  try {
    if (found.size > MAXIMUM_BYTES) throw new Error(`it is larger than ${MAXIMUM_BYTES} bytes`);
    const { value } = readYaml(await readFile(file, 'utf8'), basename(file));
    return listsOf(value).flatMap((output) => outputOf(output, file));
  } catch (error) {
    throw new DataError(`${file} is not what DVC writes: ${messageOf(error)}`, {
      hint: 'Mend it, or write it anew with DVC.',
      cause: error,
    });
  }
}

/** The `outs` of a `.dvc` file, or of all stages of a `dvc.lock`. */
function listsOf(value: unknown): unknown[] {
  const own = (record: unknown, key: string): unknown =>
    typeof record === 'object' && record !== null && Object.hasOwn(record, key)
      ? (record as Record<string, unknown>)[key]
      : undefined;
  const stages = own(value, 'stages');
  const all = typeof stages === 'object' && stages !== null ? Object.values(stages) : [value];
  return all.flatMap((each) => {
    const outs = own(each, 'outs');
    return Array.isArray(outs) ? outs : [];
  });
}

function outputOf(output: unknown, file: string): DvcOutput[] {
  if (typeof output !== 'object' || output === null) return [];
  const { path, md5 } = output as { path?: unknown; md5?: unknown };
  if (typeof path !== 'string' || typeof md5 !== 'string') return [];
  return [{ statedIn: file, path: resolve(dirname(file), path), md5 }];
}

/** The MD5 of a file, or of a folder as DVC lists it, in the form that `DvcOutput.md5` has. */
export async function dvcDigest(path: string): Promise<string> {
  const found = await stat(path);
  if (!found.isDirectory()) return md5OfFile(path);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files: { md5: string; relpath: string }[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.push({ md5: await md5OfFile(file), relpath: relative(path, file).split(sep).join('/') });
  }
  files.sort((a, b) => comparePaths(a.relpath, b.relpath));
  const listing = `[${files.map(({ md5, relpath }) => `{"md5": "${md5}", "relpath": ${pythonJson(relpath)}}`).join(', ')}]`;
  return `${createHash('md5').update(listing).digest('hex')}.dir`;
}

/** DVC orders the parts of a path one by one. */
function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let part = 0; part < Math.min(left.length, right.length); part++) {
    const [x = '', y = ''] = [left[part], right[part]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

/** As Python's `json.dumps` writes it: what is not ASCII is escaped. */
function pythonJson(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function md5OfFile(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
