import type { GitHub } from './client.ts';
import type { Need } from './failure.ts';
import { madeUnseen } from './settle.ts';
import { shortened } from './shortened.ts';

/** A deployment in GitHub's own list: the repository's page shows it under its environment. */
export interface DeploymentRequest {
  /** The commit, branch or tag that is deployed. */
  readonly ref: string;
  readonly environment: string;
  readonly description: string;
  /** Names this deployment, so that it is found again when GitHub's answer is lost: run, attempt, model, version. */
  readonly key: string;
  /** More to keep with it. */
  readonly details: Readonly<Record<string, string>>;
}

export interface DeploymentStatus {
  readonly state: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  readonly description: string;
  /** Where the deployed model answers. */
  readonly url?: string;
  /** Where a person reads what happened. */
  readonly log?: string;
}

const PERMISSION = 'deployments: write';
const LONGEST_DESCRIPTION = 140;

/** Notes a deployment and returns its id. It neither merges anything nor waits for checks: the gate has judged. */
export async function createDeployment(github: GitHub, request: DeploymentRequest): Promise<number> {
  const need = { doing: `note the deployment to ${request.environment}`, permission: PERMISSION };
  const made = await github.write(
    'POST /repos/{owner}/{repo}/deployments',
    {
      ref: request.ref,
      environment: request.environment,
      description: shortened(github.redact(request.description), LONGEST_DESCRIPTION),
      auto_merge: false,
      required_contexts: [],
      payload: { ...request.details, key: request.key },
    },
    need,
    () => madeUnseen(github, () => findDeployment(github, request, need)),
  );
  if (!('id' in made)) throw new Error(`GitHub merged instead of deploying: ${made.message}`);
  return Number(made.id);
}

/** The latest deployments of an environment come first, so that the first page has it. */
async function findDeployment(github: GitHub, { ref, environment, key }: DeploymentRequest, need: Need) {
  const found = await github.read('GET /repos/{owner}/{repo}/deployments', { ref, environment }, need);
  const same = found.find(({ payload }) => typeof payload === 'object' && payload.key === key);
  return same ? { message: '', ...same } : null;
}

/** Says how a deployment stands. A success makes the older ones of its environment inactive. */
export async function setDeploymentStatus(
  github: GitHub,
  id: number,
  status: DeploymentStatus,
): Promise<void> {
  const need = { doing: `set the status of deployment ${id}`, permission: PERMISSION };
  const description = shortened(github.redact(status.description), LONGEST_DESCRIPTION);
  await github.write(
    'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    {
      deployment_id: id,
      state: status.state,
      description,
      auto_inactive: true,
      ...(status.url ? { environment_url: status.url } : {}),
      ...(status.log ? { log_url: status.log } : {}),
    },
    need,
    async () => {
      const found = await github.read(
        'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
        { deployment_id: id },
        need,
      );
      const latest = found[0];
      return latest && latest.state === status.state && latest.description === description ? latest : null;
    },
  );
}
