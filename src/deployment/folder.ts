import { randomBytes } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openPackage } from '../models/package.ts';
import { UserError } from '../system/errors.ts';
import { bundleFiles } from './bundle-files.ts';
import { lockedTarget } from './lock.ts';
import { checkAt, done, named, resultOf, rollbackOf, stateOf, verifiedPackage } from './result.ts';
import { startServer } from './server-process.ts';
import {
  type DeploymentState,
  outputFile,
  STATE_FORMAT,
  type VersionState,
  versionOf,
  writeState,
} from './state.ts';
import type { ConfigOf, DeploymentResult, DeployRequest, Place, Target, TargetPorts } from './target.ts';

/**
 * Target `folder`: a self-contained serving bundle, which runs where there is Node and nothing else.
 *
 *     server.mjs  Dockerfile  README.md
 *     bundle.json       which version this is
 *     package/          the model package
 *     program/          this program
 *
 * It is written beside its place, started there for the no-skew check, and only then renamed. The
 * version before stands at `<path>.previous`.
 */
export function folderTarget(config: ConfigOf<'folder'>, ports: TargetPorts): Target {
  const pathIn = ({ workspace }: Place) => resolve(workspace, config.path);
  const target: Target = {
    deploy: (request) => deploy(request, pathIn(request), ports),
    rollback: (place) => rollback(place, pathIn(place), ports),
    stop: (place) => stop(place, pathIn(place), ports),
  };
  return lockedTarget(target, ports);
}

/** Tells a bundle of ours from any other folder. */
const MARK = 'bundle.json';
const previousPath = (path: string) => `${path}.previous`;

async function deploy(request: DeployRequest, path: string, ports: TargetPorts): Promise<DeploymentResult> {
  const { workspace, environment, version, check } = request;
  await stateOf(workspace, environment, 'folder');
  const { signature, heldOut } = await verifiedPackage(version);
  await recover(path);
  await refuseForeign(path);
  const draft = `${path}.${randomBytes(4).toString('hex')}.new`;
  try {
    await writeBundle(draft, request);
    const server = await startServer({
      node: request.program.node,
      words: [join(draft, 'server.mjs'), '--host', '127.0.0.1', '--port', '0'],
      directory: draft,
      variables: request.variables,
      output: outputFile(workspace, environment),
    });
    const result = await checkAt(server.url, check ?? heldOut, signature).finally(() => server.stop());
    ports.log.info(result.reason.sentence);
    const told = {
      action: 'deploy',
      environment,
      target: 'folder',
      version,
      url: null,
      check: result,
    } as const;
    // The folders themselves say what is there: a deployment that was killed may not have told the state.
    const here = await bundleAt(path);
    const again = here?.digest === version.digest && here.version === version.version;
    const former = again ? await bundleAt(previousPath(path)) : here;
    const previous = former && { ...former, package: join(previousPath(path), 'package') };
    if (!result.equal) return resultOf({ ...told, previous, reasons: [] });
    await put(draft, path, again ? null : previousPath(path));
    await writeState(
      workspace,
      stateOfBundle(request, path, version, { previous, rolledBackFrom: null }, ports),
    );
    return resultOf({
      ...told,
      previous,
      reasons: [done('written', `${path} serves ${named(version)}: ${RUN}.`)],
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const RUN = '`node server.mjs` there, or its Dockerfile';

async function rollback(place: Place, path: string, ports: TargetPorts): Promise<DeploymentResult> {
  const { workspace, environment } = place;
  await recover(path);
  const { state, version, again } = await rollbackOf(place, 'folder');
  const told = {
    action: 'rollback',
    environment,
    target: 'folder',
    previous: null,
    url: null,
    check: null,
  } as const;
  if (again) {
    const reasons = [done('rollback', `${environment} was brought back to ${named(version)} before.`)];
    return resultOf({ ...told, version, reasons });
  }
  if ((await bundleAt(path))?.digest !== version.digest) {
    await verifiedPackage(version);
    await put(previousPath(path), path, null);
  }
  const change = { previous: null, rolledBackFrom: versionOf(state) };
  await writeState(workspace, stateOfBundle(place, path, version, change, ports));
  return resultOf({
    ...told,
    version,
    reasons: [done('written', `${path} serves ${named(version)} again: ${RUN}.`)],
  });
}

async function stop(
  { workspace, environment }: Place,
  path: string,
  ports: TargetPorts,
): Promise<DeploymentResult> {
  const state = await stateOf(workspace, environment, 'folder');
  const told = { action: 'stop', environment, target: 'folder', url: null, check: null } as const;
  if (!state || state.stopped !== null) {
    const reasons = [done('stop', `There is no bundle for ${environment}.`)];
    return resultOf({ ...told, version: null, previous: null, reasons });
  }
  await refuseForeign(path);
  await rm(path, { recursive: true, force: true });
  await writeState(workspace, { ...state, stopped: ports.clock.now().toISOString() });
  const reasons = [done('stop', `The bundle of ${named(state)} at ${path} was removed.`)];
  return resultOf({ ...told, version: null, previous: state, reasons });
}

function stateOfBundle(
  { environment }: Place,
  path: string,
  version: VersionState,
  change: Pick<DeploymentState, 'previous' | 'rolledBackFrom'>,
  { clock }: TargetPorts,
): DeploymentState {
  const nowhere = {
    url: null,
    pid: null,
    instance: null,
    host: null,
    port: null,
    retiring: null,
    stopped: null,
  };
  return {
    format: STATE_FORMAT,
    environment,
    target: 'folder',
    ...versionOf({ ...version, package: join(path, 'package') }),
    ...change,
    ...nowhere,
    started: clock.now().toISOString(),
  };
}

async function writeBundle(draft: string, request: DeployRequest): Promise<void> {
  const { version, program } = request;
  const threshold = await request.threshold(version.package);
  await mkdir(draft, { recursive: true });
  await cp(dirname(program.cli), join(draft, 'program'), { recursive: true });
  await cp(version.package, join(draft, 'package'), { recursive: true });
  await openPackage(join(draft, 'package'));
  for (const [name, content] of bundleFiles(version, threshold)) await writeFile(join(draft, name), content);
  const { model, version: number, digest } = version;
  await writeFile(join(draft, MARK), `${JSON.stringify({ model, version: number, digest }, null, 2)}\n`);
}

const exists = async (path: string) => (await stat(path).catch(() => null)) !== null;

/** Puts the folder `draft` at `path`; what was there goes to `aside`, or away. */
async function put(draft: string, path: string, aside: string | null): Promise<void> {
  const away = `${path}.${randomBytes(4).toString('hex')}.old`;
  if (aside !== null && (await exists(path))) {
    await rm(aside, { recursive: true, force: true });
    await rename(path, aside);
  } else if (await exists(path)) {
    await rename(path, away);
  }
  await rename(draft, path);
  await rm(away, { recursive: true, force: true });
}

/** A deployment that was killed between its two renames has left the place empty: the former bundle comes back. */
async function recover(path: string): Promise<void> {
  if ((await exists(path)) || !(await exists(previousPath(path)))) return;
  await rename(previousPath(path), path);
}

/** The version of the bundle at `path`; null where there is none. */
async function bundleAt(path: string): Promise<VersionState | null> {
  const text = await readFile(join(path, MARK), 'utf8').catch(() => null);
  if (text === null) return null;
  const { model, version, digest } = JSON.parse(text) as VersionState;
  return { model, version, digest, package: join(path, 'package') };
}

async function refuseForeign(path: string): Promise<void> {
  if (!(await exists(path)) || (await exists(join(path, MARK)))) return;
  throw new UserError(`${path} is there already and is no serving bundle`, {
    hint: 'Name another folder in `deploy`, or remove this one.',
  });
}
