import type { Config } from '../config/schema/config.ts';
import type { Stage } from '../evidence/schema.ts';
import type { Environment } from '../ports.ts';

/** Whether this machine goes away with the job. */
export function isHostedRunner(env: Environment): boolean {
  return env.RUNNER_ENVIRONMENT === 'github-hosted';
}

/** What a stage makes that ends with the machine it runs on, as a sentence; null where all of it lasts. */
export function lostWithRunner(stage: Stage, config: Config, environment: string | null): string | null {
  if (stage === 'register' && config.registry.kind === 'folder') {
    return 'A registry in a folder goes away with this runner: set `registry: { kind: github }`, or keep the folder yourself.';
  }
  const target = config.deploy[environment ?? Object.keys(config.deploy)[0] ?? ''];
  if (stage === 'deploy' && target?.target === 'process') {
    return 'The server ends with this job: the targets `command` and `folder` outlive it.';
  }
  return null;
}

/** Whether results can be handed to other jobs. Enterprise Servers have no service that today's client speaks to. */
export function hasArtifactService(env: Environment, serverUrl: string): boolean {
  const { hostname } = new URL(serverUrl);
  const isHosted = hostname === 'github.com' || hostname.endsWith('.ghe.com');
  return isHosted && Boolean(env.ACTIONS_RUNTIME_TOKEN && env.ACTIONS_RESULTS_URL);
}
