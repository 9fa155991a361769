import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '../system/clock.ts';
import { messageOf, UserError } from '../system/errors.ts';
import { makeFolder, writeAtomically } from '../system/files.ts';
import { checkSchema, type Path, pathText } from '../system/schema-check.ts';
import { writeErrorOf } from '../system/write-errors.ts';
import {
  EVIDENCE_SCHEMA,
  EVIDENCE_SCHEMAS,
  type Evidence,
  type EvidenceOf,
  STAGES,
  type Stage,
} from './schema.ts';

/** Evidence beyond this size was not written by a stage. */
const MAXIMUM_BYTES = 32 * 1024 * 1024;
const RUN_ID = /^\d{8}T\d{6}Z-[0-9a-f]{6}$/;

/** A run and the folder that its evidence is kept in. */
export interface RunFolder {
  readonly id: string;
  readonly directory: string;
}

/** The evidence of a run, as far as its stages got. */
export type RunEvidence = { [S in Stage]?: EvidenceOf<S> };

/**
 * A new id, `20261121T120405Z-<6 hex digits>`: ids sort by time, to the millisecond (three of the
 * digits), and differ by chance beyond it.
 */
export function newRunId(clock: Clock): string {
  const now = clock.now();
  const second = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '');
  const millisecond = now.getUTCMilliseconds().toString(16).padStart(3, '0');
  return `${second}-${millisecond}${randomBytes(2).toString('hex').slice(1)}`;
}

/** The folder of a run in a workspace. Throws UserError where `id` is no run id. */
export function runDirectory(workspace: string, id: string): string {
  if (!RUN_ID.test(id)) {
    throw new UserError(`${JSON.stringify(id)} is not the id of a run`, {
      hint: 'ids look like 20261121T120405Z-1a2b3c and are the names of the folders in .mlops/runs',
    });
  }
  return join(runsDirectory(workspace), id);
}

function runsDirectory(workspace: string): string {
  return resolve(workspace, '.mlops', 'runs');
}

/** Makes the folder of a new run; no two runs get the same one. */
export async function createRun(workspace: string, clock: Clock): Promise<RunFolder> {
  await makeFolder(runsDirectory(workspace));
  for (;;) {
    const id = newRunId(clock);
    const directory = runDirectory(workspace, id);
    try {
      await mkdir(directory);
      return { id, directory };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw writeErrorOf(error, directory);
    }
  }
}

/** The runs of a workspace, the newest first. */
export async function listRuns(workspace: string): Promise<RunFolder[]> {
  const names = await readdir(runsDirectory(workspace)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return names
    .filter((name) => RUN_ID.test(name))
    .sort()
    .reverse()
    .map((id) => ({ id, directory: runDirectory(workspace, id) }));
}

/**
 * The newest run that holds evidence of `model`, of `stage` where one is named. Throws UserError
 * where evidence on the way is damaged: it could be the one that is looked for.
 */
export async function latestRun(
  workspace: string,
  model: string,
  stage?: Stage,
): Promise<RunFolder | undefined> {
  const stages = stage === undefined ? STAGES : [stage];
  for (const run of await listRuns(workspace)) {
    for (const each of stages) {
      const file = evidenceFile(run.directory, each);
      const text = await textOf(file);
      if (text !== undefined && checkedEvidence(text, file, each).model === model) return run;
    }
  }
  return undefined;
}

/** Where the evidence of `stage` stands in a run's folder. */
export function evidenceFile(directory: string, stage: Stage): string {
  return join(directory, `${stage}.json`);
}

/**
 * Writes evidence to `<directory>/<stage>.json`, whole or not at all, and gives the path. Evidence
 * that breaks its schema, or holds a number that JSON cannot say, is a bug: Error.
 */
export async function writeEvidence(directory: string, evidence: Evidence): Promise<string> {
  const unsayable = nonFinite(evidence);
  if (unsayable) throw new Error(`evidence of ${evidence.stage}: ${pathText(unsayable)} is not finite`);
  const text = `${JSON.stringify(evidence, null, 2)}\n`;
  const problems = checkSchema(EVIDENCE_SCHEMAS[evidence.stage], JSON.parse(text));
  if (problems.length > 0) {
    const lines = problems.map(({ path, message }) => `${pathText(path)}: ${message}`);
    throw new Error(`evidence of ${evidence.stage} breaks its schema:\n${lines.join('\n')}`);
  }
  const file = evidenceFile(directory, evidence.stage);
  await writeAtomically(file, text);
  return file;
}

function nonFinite(root: unknown): Path | undefined {
  const found: { value: unknown; path: Path }[] = [{ value: root, path: [] }];
  for (const { value, path } of found) {
    if (typeof value === 'number' && !Number.isFinite(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      found.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] });
    }
  }
  return undefined;
}

/**
 * The evidence of `stage` in a run's folder, or in a file. It may come from anywhere (an artifact, a
 * colleague), so it is checked whole. Throws UserError that names what is wrong with it.
 */
export async function readEvidence<S extends Stage>(place: string, stage: S): Promise<EvidenceOf<S>> {
  const found = await stat(place).catch(() => undefined);
  const file = found?.isFile() ? place : evidenceFile(place, stage);
  const text = await textOf(file);
  if (text === undefined) {
    throw new UserError(`${place}: no evidence of ${stage}`, {
      hint: `run \`mlops ${stage}\` first, or name the run that has it`,
    });
  }
  return checkedEvidence(text, file, stage);
}

/** The evidence of all stages that a run's folder holds. Throws UserError as `readEvidence`. */
export async function readRun(directory: string): Promise<RunEvidence> {
  const found: Partial<Record<Stage, Evidence>> = {};
  for (const stage of STAGES) {
    const file = evidenceFile(directory, stage);
    const text = await textOf(file);
    if (text !== undefined) found[stage] = checkedEvidence(text, file, stage);
  }
  return found as RunEvidence;
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    if (size > MAXIMUM_BYTES) {
      throw new UserError(`${file}: ${size} bytes are too many for evidence (at most ${MAXIMUM_BYTES})`);
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`${file}: cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function checkedEvidence<S extends Stage>(text: string, file: string, stage: S): EvidenceOf<S> {
  const refuse = (message: string): never => {
    throw new UserError(`${file} is no evidence of ${stage}: ${message}`, {
      hint: `run \`mlops ${stage}\` again; evidence is not to be edited`,
    });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(`not JSON: ${messageOf(error)}`);
  }
  const { schema, stage: other } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Partial<Evidence>;
  if (schema !== undefined && schema !== EVIDENCE_SCHEMA) {
    return refuse(`its schema is ${JSON.stringify(schema)}, and this version reads ${EVIDENCE_SCHEMA}`);
  }
  if (other !== undefined && other !== stage) return refuse(`it is of ${JSON.stringify(other)}`);
  if (hasPrototypeKey(value)) return refuse('the key "__proto__" is not allowed');
  const [problem, ...others] = checkSchema(EVIDENCE_SCHEMAS[stage], value);
  if (problem) {
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    return refuse(`${pathText(problem.path) || 'it'}: ${problem.message}${more}`);
  }
  return value as EvidenceOf<S>;
}

/** `JSON.parse` makes it a key of its own, and copying such an object would then change its prototype. */
function hasPrototypeKey(root: unknown): boolean {
  const found = [root];
  for (const value of found) {
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) return true;
    for (const inner of Object.values(value)) found.push(inner);
  }
  return false;
}
