import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { messageOf, UserError } from '../system/errors.ts';
import { writeAtomically } from '../system/files.ts';
import { checkSchema, pathText } from '../system/schema-check.ts';
import { digest, object } from '../system/schema-shapes.ts';

/** What is deployed to an environment: `.mlops/deployments/<environment>.json`. */
export const STATE_FORMAT = 'mlops-deployment/1';

const text = Type.String({ minLength: 1 });
const count = Type.Integer({ minimum: 1 });

const VersionSchema = object({
  model: text,
  version: text,
  digest,
  /** The folder of the package. */
  package: text,
});

const ServerSchema = object({ pid: count, instance: text, url: text });

const StateSchema = object({
  format: Type.Literal(STATE_FORMAT),
  environment: text,
  target: Type.Enum(['process', 'folder', 'command']),
  ...VersionSchema.properties,
  /** When this version came. */
  started: text,
  /** When the deployment was taken down; null while it is up. */
  stopped: Type.Union([text, Type.Null()]),
  /** Where it answers, as far as that is known. */
  url: Type.Union([text, Type.Null()]),
  /** Of target `process`: the server. */
  pid: Type.Union([count, Type.Null()]),
  instance: Type.Union([text, Type.Null()]),
  host: Type.Union([text, Type.Null()]),
  port: Type.Union([count, Type.Null()]),
  /** What a rollback goes back to. */
  previous: Type.Union([VersionSchema, Type.Null()]),
  /** What a rollback left, when this version came by one. */
  rolledBackFrom: Type.Union([VersionSchema, Type.Null()]),
  /** A server that this one replaced and that was still to be ended. */
  retiring: Type.Union([ServerSchema, Type.Null()]),
});

export type DeploymentState = Static<typeof StateSchema>;
export type VersionState = Static<typeof VersionSchema>;

function statePath(workspace: string, environment: string): string {
  return join(workspace, '.mlops', 'deployments', `${environment}.json`);
}

/** The folder of the environment's lock, and the file of what its servers print. */
export function lockFolder(workspace: string, environment: string): string {
  return statePath(workspace, environment).replace(/json$/, 'lock');
}
export function outputFile(workspace: string, environment: string): string {
  return statePath(workspace, environment).replace(/json$/, 'log');
}

/** What is deployed to `environment`, or null where nothing ever was. A file that somebody broke is a `UserError`. */
export async function readState(workspace: string, environment: string): Promise<DeploymentState | null> {
  const path = statePath(workspace, environment);
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw broken(path, messageOf(error), error);
  }
  let state: unknown;
  try {
    state = JSON.parse(content);
  } catch (error) {
    throw broken(path, 'it is not JSON', error);
  }
  const [problem] = checkSchema(StateSchema, state);
  if (problem) throw broken(path, `${pathText(problem.path)}: ${problem.message}`);
  return state as DeploymentState;
}

function broken(path: string, why: string, cause?: unknown): UserError {
  return new UserError(`cannot read what is deployed from ${path}: ${why}`, {
    hint: 'Put the file back as it was, or end the server it names by hand and remove it.',
    cause,
  });
}

export async function writeState(workspace: string, state: DeploymentState): Promise<void> {
  await writeAtomically(statePath(workspace, state.environment), `${JSON.stringify(state, null, 2)}\n`);
}

/** The version of a state, alone. */
export function versionOf({ model, version, digest, package: directory }: VersionState): VersionState {
  return { model, version, digest, package: directory };
}

/** What a rollback from `next` will go back to, when it replaces `current`. The same version twice keeps the one before it. */
export function previousOf(current: DeploymentState | null, next: VersionState): VersionState | null {
  if (!current) return null;
  return current.digest === next.digest && current.version === next.version
    ? current.previous
    : versionOf(current);
}
