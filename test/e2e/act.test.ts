import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commit, customers, git, makeRepository } from '../actions/project.ts';
import { downloadedActions, pullRequestEvent } from '../actions/step.ts';
import { type LocalGitHub, startGitHub } from '../github/server.ts';
import { exportedRepository, hasAct, runWorkflow, type WorkflowResult } from './act.ts';

const TEMPLATE = fileURLToPath(new URL('../../workflows-templates/level-0.yml', import.meta.url));
const MODEL_JOBS = ['validate-data', 'train', 'evaluate-gate'];
const RELEASE_JOBS = [...MODEL_JOBS, 'register', 'deploy'];
const NEEDS = '(needs act: MLOPS_ACT)';

/** `{job: 'success'}` for each of these jobs and no other. */
const succeeded = (jobs: readonly string[]) => Object.fromEntries(jobs.map((job) => [job, 'success']));
const artifactsOf = (jobs: readonly string[], model: string) =>
  jobs.map((job) => `mlops-${model}-${job}-1`).sort();

describe.skipIf(!hasAct)(`the level 0 template in a user's repository ${NEEDS}`, () => {
  let repository: string;
  let github: LocalGitHub;
  const common = () => ({
    repository,
    github,
    workflow: '.github/workflows/mlops.yml',
    local: [['OWNER/mlops-actions@0000000000000000000000000000000000000000', downloadedActions()]] as const,
  });

  beforeAll(async () => {
    repository = makeRepository();
    mkdirSync(join(repository, '.github', 'workflows'), { recursive: true });
    cpSync(TEMPLATE, join(repository, '.github', 'workflows', 'mlops.yml'));
    mkdirSync(join(repository, 'requests'));
    writeFileSync(join(repository, 'requests', 'june.csv'), customers({ rows: 900, older: 20, from: 150 }));
    commit(repository, 'Add the workflow');
    github = await startGitHub({ from: repository });
    github.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  });
  afterAll(() => github?.close());

  test('a pull request gets the verdict in one comment, and nothing is released', async () => {
    const { payload } = pullRequestEvent(7, { base: git(repository, 'rev-parse', 'HEAD') });
    const result = await runWorkflow({ ...common(), event: 'pull_request', payload });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(MODEL_JOBS));
    // What the comment needs is left once more, small, for the next run of the pull request.
    const briefs = ['validate-data', 'evaluate-gate'].map((job) => `mlops-churn-${job}-brief-1`);
    expect(result.artifacts).toEqual([...artifactsOf(MODEL_JOBS, 'churn'), ...briefs].sort());
    expect(github.state.comments).toHaveLength(1);
    expect(github.state.comments[0]?.body).toMatch(/✅ churn: accepted/);
    expect(github.state.comments[0]?.body).toContain('ROC AUC');
    expect(github.state.releases).toEqual([]);
    expect(github.state.deployments).toEqual([]);
  });

  test('by hand a release goes from the data to production, job by job', async () => {
    const inputs = { task: 'release', environment: 'production' };
    const result = await runWorkflow({ ...common(), event: 'workflow_dispatch', inputs });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(RELEASE_JOBS));
    expect(result.artifacts).toEqual(artifactsOf(RELEASE_JOBS, 'churn'));
    // The evidence of the first job reached the last ones: one package all the way.
    const digest = result.outputs.train?.digest;
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    for (const job of ['evaluate-gate', 'register', 'deploy']) {
      expect(result.outputs[job]?.digest, job).toBe(digest);
    }
    expect(result.log).toContain('evaluate-gate: Took mlops-churn-train-1 from this run.');
    expect(result.outputs.deploy).toMatchObject({ version: 'v1.0.0', environment: 'production' });
    expect(result.summaries['evaluate-gate']).toMatch(/ROC AUC/);
    expect(result.summaries.deploy).toMatch(/v1\.0\.0/);
    expect(github.state.releases).toMatchObject([{ tag_name: 'churn@v1.0.0', draft: false }]);
    expect(github.state.deployments).toMatchObject([
      { environment: 'production', sha: git(repository, 'rev-parse', 'HEAD') },
    ]);
    expect(github.state.deployments[0]?.statuses.map(({ state }) => state)).toEqual([
      'in_progress',
      'success',
    ]);
  });

  test('by hand a registered version is deployed again', async () => {
    const inputs = { task: 'deploy', environment: 'production', version: 'v1.0.0' };
    const result = await runWorkflow({ ...common(), event: 'workflow_dispatch', inputs });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(['deploy']));
    expect(github.state.deployments).toHaveLength(2);
  });

  test('by hand drift is looked for, and whether to retrain is left to the person', async () => {
    const inputs = { task: 'monitor-drift' };
    const result = await runWorkflow({ ...common(), event: 'workflow_dispatch', inputs });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(['monitor-drift']));
    expect(result.outputs['monitor-drift']).toMatchObject({ verdict: 'fail', retrain: 'true' });
    expect(github.state.dispatches).toEqual([]);
  });

  test('a refused model stops the release at the gate', async () => {
    const inputs = { task: 'release', environment: 'production', set: 'gate.rules[0].at-least=0.999' };
    const result = await runWorkflow({ ...common(), event: 'workflow_dispatch', inputs });
    expect(result.code).toBe(1);
    expect(result.jobs).toEqual({ ...succeeded(['validate-data', 'train']), 'evaluate-gate': 'failure' });
    expect(result.summaries['evaluate-gate']).toMatch(/❌ churn: refused/);
    expect(github.state.releases).toHaveLength(1);
  });
});

describe.skipIf(!hasAct)(`our own workflow on the flights ${NEEDS}`, () => {
  let github: LocalGitHub;
  let result: WorkflowResult;

  beforeAll(async () => {
    const repository = exportedRepository([
      '.github',
      'actions',
      'action.yml',
      'dist',
      'examples',
      'package.json',
    ]);
    git(repository, 'init', '--quiet', '--initial-branch=main');
    commit(repository, 'As it is');
    github = await startGitHub({ from: repository });
    const inputs = { task: 'release', environment: 'production' };
    const workflow = '.github/workflows/flights.yml';
    result = await runWorkflow({ repository, workflow, github, event: 'workflow_dispatch', inputs });
  });
  afterAll(() => github?.close());

  test('makes, registers and deploys a version of the example', () => {
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(RELEASE_JOBS));
    expect(result.artifacts).toEqual(artifactsOf(RELEASE_JOBS, 'late-flights'));
    expect(result.outputs.deploy).toMatchObject({ version: 'v1.0.0', environment: 'production' });
    expect(result.summaries['evaluate-gate']).toMatch(/✅ late-flights: accepted/);
    expect(github.state.releases).toMatchObject([{ tag_name: 'late-flights@v1.0.0', draft: false }]);
    expect(github.state.deployments[0]?.statuses.map(({ state }) => state)).toEqual([
      'in_progress',
      'success',
    ]);
  });
});
