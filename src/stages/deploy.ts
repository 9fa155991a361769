import { resolve } from 'node:path';
import type { TargetConfig } from '../config/schema/deploy.ts';
import { openTarget } from '../deployment/open.ts';
import { readState } from '../deployment/state.ts';
import type { Place } from '../deployment/target.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import type { ModelPackage } from '../models/package.ts';
import { versionBefore } from '../registry/before.ts';
import type { Registry } from '../registry/registry.ts';
import { UserError } from '../system/errors.ts';
import { servedThreshold } from './gate/threshold.ts';
import { evidenceOf, type Ports, type StageRequest } from './stage.ts';

export interface DeployStageRequest extends StageRequest {
  /** The first under `deploy` where left out. */
  readonly environment?: string;
  /** The newest registered where left out. */
  readonly version?: string;
  readonly action: 'deploy' | 'rollback' | 'stop';
}

/** Puts a registered version into an environment, takes the last step back, or stops what runs there. */
export async function deploy(request: DeployStageRequest, ports: Ports): Promise<EvidenceOf<'deploy'>> {
  const started = ports.clock.now();
  const { config, directory } = request;
  const environment = environmentOf(request);
  const target = await openTarget(environment.config, ports);
  const registry = await ports.openRegistry(request);
  const place: Place = {
    workspace: directory,
    environment: environment.name,
    program: ports.program,
    variables: { ...ports.environment, ...ports.secrets(secretNames(environment.config)) },
    threshold: (folder) => servedThreshold(folder, config.gate),
  };
  const done = await ports.log.group(`${request.action} ${environment.name}`, async () => {
    const back = request.action === 'rollback' ? await wayBack(registry, place) : null;
    if (request.action === 'rollback' && back === null) return target.rollback(place);
    if (request.action === 'stop') return target.stop(place);
    const version = back ?? request.version ?? (await newestVersion(registry));
    const { digest, opened } = await fetchVersion(registry, version, request);
    refuseUnservable(opened, environment.config);
    ports.log.info(
      `deploy ${config.model.name} ${version} to ${environment.name} (${environment.config.target})`,
    );
    const deployable = { model: config.model.name, version, digest, package: opened.directory };
    return target.deploy({ ...place, version: deployable });
  });
  // What was stopped stays assigned: it is still what a challenger has to beat.
  if (done.verdict === 'pass' && request.action !== 'stop') {
    await registry.assign(environment.name, done.figures.version);
  }
  return evidenceOf('deploy', request, ports, started, {
    verdict: done.verdict,
    reasons: [...done.reasons],
    inputs: done.figures.package === null ? {} : { package: done.figures.package },
    figures: done.figures,
  });
}

/** Our server answers by itself; it starts no program for a request. */
function refuseUnservable({ manifest, directory }: ModelPackage, { target }: TargetConfig): void {
  if (manifest.model.format !== 'command' || target === 'command') return;
  throw new UserError(
    `${directory} is asked by a program, and the target \`${target}\` serves ONNX and TF.js models`,
    {
      hint: 'Deploy it with the target `command`, or export the model to ONNX.',
    },
  );
}

function environmentOf({ config, environment }: DeployStageRequest) {
  const names = Object.keys(config.deploy);
  const name = environment ?? names[0];
  const target = name === undefined ? undefined : config.deploy[name];
  if (name === undefined) {
    throw new UserError('the config names no environment to deploy to', {
      hint: 'Add one, such as `deploy: { production: { target: process } }`.',
    });
  }
  if (!target) {
    throw new UserError(`there is no environment ${JSON.stringify(name)} under \`deploy\``, {
      hint: names.length > 0 ? `The config has ${names.join(', ')}.` : 'Add it to the config.',
    });
  }
  return { name, config: target };
}

/**
 * The version that a rollback deploys anew, where this workspace knows nothing of the environment, as in a job that
 * has checked out afresh: what the registry says that it had before. Null where the workspace knows.
 */
async function wayBack(registry: Registry, { workspace, environment }: Place): Promise<string | null> {
  if ((await readState(workspace, environment)) !== null) return null;
  return (await versionBefore(registry, environment)).before;
}

async function newestVersion(registry: Registry): Promise<string> {
  const version = (await registry.versions()).at(-1);
  if (version === undefined) {
    throw new UserError(`no version of ${registry.model} is registered`, {
      hint: 'Train, gate and register one first: `mlops run`.',
    });
  }
  return version;
}

/** The package of a version, in a folder that outlives the run: what runs is started from there. */
async function fetchVersion(registry: Registry, version: string, { directory, config }: StageRequest) {
  const record = await registry.record(version);
  const folder = resolve(directory, '.mlops', 'deployments', 'packages', config.model.name, version);
  return { digest: record.package, opened: await registry.fetch(version, folder) };
}

/** Only the user's own programs need credentials. */
function secretNames(target: TargetConfig): readonly string[] {
  return target.target === 'command' ? target.secrets : [];
}
