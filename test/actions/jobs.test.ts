import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ActionName, BUDGETS } from '../../src/runner/actions.ts';
import { type LocalGitHub, startGitHub } from '../github/server.ts';
import { checkOut, customers, git, makeRepository } from './project.ts';
import { pullRequestEvent, runStep, type StepOptions, type StepResult } from './step.ts';

/** Six jobs on six machines: each has a fresh checkout and takes the evidence of the others from artifacts. */
const TOKEN = 'ghs_aTokenThatNobodyMaySee0123456789';
let repository: string;
let github: LocalGitHub;
const results = new Map<string, StepResult>();
const workspaces = new Map<string, string>();

async function job(action: string, options: Partial<StepOptions> = {}): Promise<StepResult> {
  const workspace = checkOut(repository);
  if (action === 'monitor-drift') {
    mkdirSync(join(workspace, 'requests'));
    writeFileSync(join(workspace, 'requests', 'june.csv'), customers({ rows: 900, older: 20, from: 150 }));
  }
  const sha = git(repository, 'rev-parse', 'HEAD');
  const result = await runStep(action, { workspace, github, sha, event: pullRequestEvent(7), ...options });
  workspaces.set(action, workspace);
  results.set(action, result);
  return result;
}

const result = (action: string) => results.get(action) as StepResult;

beforeAll(async () => {
  repository = makeRepository();
  github = await startGitHub({ from: repository, tokens: { [TOKEN]: {} } });
  github.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  for (const action of ['validate-data', 'train', 'evaluate-gate', 'register', 'deploy', 'monitor-drift']) {
    const { code, printed } = await job(action);
    if (code !== 0) throw new Error(`${action} ended with ${code}:\n${printed}`);
  }
}, 300_000);
afterAll(() => github?.close());

test('every stage passes, says its name first and gives its outputs', () => {
  for (const [action, { printed, outputs }] of results) {
    expect(printed.split('\n')[0], action).toBe(`mlops-actions: ${action}`);
    expect(outputs.verdict, action).toBe(action === 'monitor-drift' ? 'fail' : 'pass');
    expect(existsSync(outputs.evidence ?? ''), action).toBe(true);
    expect(readFileSync(outputs.report ?? '', 'utf8'), action).toContain('<!doctype html>');
    expect(outputs.artifact, action).toBe(`mlops-churn-${action}-1`);
    expect(outputs['artifact-digest'], action).toMatch(/^sha256:[0-9a-f]{64}$/);
  }
  const digest = result('train').outputs.digest;
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  for (const action of ['evaluate-gate', 'register', 'deploy']) {
    expect(result(action).outputs.digest, action).toBe(digest);
  }
  expect(existsSync(result('evaluate-gate').outputs.predictions ?? '')).toBe(true);
  expect(result('register').outputs.version).toBe('v1.0.0');
  expect(result('deploy').outputs).toMatchObject({ version: 'v1.0.0', environment: 'production', url: '' });
});

test('the evidence of a stage reaches the jobs behind it', () => {
  const evidence = JSON.parse(readFileSync(result('evaluate-gate').outputs.evidence ?? '', 'utf8'));
  expect(evidence.run).toMatchObject({ id: '100', attempt: 1, commit: git(repository, 'rev-parse', 'HEAD') });
  const names = github.state.artifacts.map(({ name }) => name);
  expect(names).toEqual(
    [...results.keys()].flatMap((action) => [`mlops-churn-${action}-1`, `mlops-churn-${action}-brief-1`]),
  );
});

test('the registry and the environment are in the repository on GitHub', () => {
  const { git: store, releases } = github.state;
  expect([...store.refs.keys()]).toEqual(
    expect.arrayContaining(['refs/tags/churn@v1.0.0', 'refs/tags/churn#production#1']),
  );
  expect(releases.map(({ tag_name, draft }) => ({ tag_name, draft }))).toEqual([
    { tag_name: 'churn@v1.0.0', draft: false },
  ]);
});

test('the user’s own program deployed it, and cannot give the runner commands', () => {
  const workspace = workspaces.get('deploy') ?? '';
  const { digest } = result('deploy').outputs;
  expect(readFileSync(join(workspace, 'deployed.txt'), 'utf8')).toBe(`v1.0.0 production ${digest}\n`);
  const { printed, commands } = result('deploy');
  expect(printed).toContain('v1.0.0 cannot give the runner a command');
  expect(commands.join('\n')).not.toContain('cannot give the runner a command');
});

test('GitHub lists the deployment and how it went', () => {
  const [deployment, ...others] = github.state.deployments;
  expect(others).toEqual([]);
  expect(deployment).toMatchObject({
    environment: 'production',
    payload: { model: 'churn', run: 'https://github.com/acme/flights/actions/runs/100' },
  });
  expect(deployment?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
  expect(deployment?.statuses[1]?.description).toBe('deploy: v1.0.0');
});

test('the pull request has one comment, with everything the run found', () => {
  expect(github.state.comments).toHaveLength(1);
  const [comment] = github.state.comments;
  expect(comment?.body).toMatch(/<!-- mlops-actions:(\S*\/)?churn\/? /);
  expect(comment?.body).toMatch(/ROC AUC/);
  expect(comment?.body).toContain('https://github.com/acme/flights/actions/runs/100');
  const outcomes = [...results.values()].map(({ printed }) => /Comment (\w+):/.exec(printed)?.[1]);
  expect(outcomes).toEqual(['created', 'updated', 'updated', 'updated', 'updated', 'updated']);
});

test('each job’s summary tells of its own stage', () => {
  expect(result('validate-data').summary).toMatch(/✅ churn/);
  expect(result('evaluate-gate').summary).toMatch(/ROC AUC/);
  expect(result('deploy').summary).toMatch(/production/);
});

test('drift asks for retraining with an event that a workflow can take', () => {
  expect(result('monitor-drift').outputs).toMatchObject({ retrain: 'true', version: 'v1.0.0' });
  expect(github.state.dispatches).toHaveLength(1);
  expect(github.state.dispatches[0]).toMatchObject({
    event_type: 'mlops-retrain',
    client_payload: {
      mlops: { format: 'mlops-retrain/1', model: 'churn', version: 'v1.0.0', config: 'mlops.yml' },
    },
  });
});

test('no step asks GitHub more than its budget allows', () => {
  for (const [action, { printed }] of results) {
    const [, requests, writes] = /GitHub: (\d+) requests \((\d+) writes\)/.exec(printed) ?? [];
    const budget = BUDGETS[action as ActionName];
    expect(Number(requests), action).toBeLessThanOrEqual(budget.requests);
    expect(Number(writes), action).toBeLessThanOrEqual(budget.writes);
    expect(printed, action).not.toContain('that one step should need');
  }
});

test('the log is grouped', () => {
  for (const [action, { commands }] of results) {
    expect(
      commands.some((line) => line.startsWith('::group::')),
      action,
    ).toBe(true);
  }
});

test('the token is masked first and stands nowhere: log, summary, comment, evidence, reports', () => {
  const forms = [TOKEN, Buffer.from(TOKEN).toString('base64')];
  const places = new Map<string, string>([['comment', github.state.comments[0]?.body ?? '']]);
  for (const [action, { printed, summary }] of results) {
    expect(printed, action).toContain(`::add-mask::${TOKEN}`);
    places.set(`log of ${action}`, printed.replaceAll(/^::add-mask::.*$/gm, ''));
    places.set(`summary of ${action}`, summary);
    const workspace = workspaces.get(action) ?? '';
    for (const path of readdirSync(workspace, { recursive: true, encoding: 'utf8' })) {
      const file = join(workspace, path);
      if (statSync(file).isFile()) places.set(file, readFileSync(file, 'latin1'));
    }
  }
  for (const [place, text] of places)
    for (const form of forms) expect(text.includes(form), place).toBe(false);
});

test('another run takes the evidence by the run’s id', async () => {
  const at = '2026-07-01T00:00:00Z';
  const run = {
    ...{ id: 100, name: 'CI', path: '.github/workflows/ci.yml', sha: git(repository, 'rev-parse', 'HEAD') },
    ...{ event: 'push', branch: 'main', repo: 'acme/flights', run_attempt: 1 },
    ...{ status: 'completed', conclusion: 'success', created_at: at, run_started_at: at, updated_at: at },
  };
  github.state.runs.push(run, { ...run, id: 99, event: 'pull_request', repo: 'mallory/flights' });
  const event = { name: 'push', payload: { repository: { default_branch: 'main' } } };
  const foreign = await job('evaluate-gate', { run: 201, inputs: { 'from-run': '99' }, event });
  expect(foreign.code, foreign.printed).toBe(2);
  expect(foreign.printed).toContain(
    '`from-run` names run 99, which `pull_request` started on main of mallory/flights',
  );
  expect(foreign.printed).not.toContain('Took ');
  const again = await job('evaluate-gate', {
    run: 200,
    inputs: { 'from-run': '100' },
    event,
  });
  expect(again.printed).toContain('Took mlops-churn-train-1 from run 100.');
  expect(again.code).toBe(0);
  expect(again.outputs.digest).toBe(result('train').outputs.digest);
  const nothing = await job('evaluate-gate', { run: 300, event: { name: 'push', payload: {} } });
  expect(nothing.code).toBe(2);
  expect(nothing.printed).toContain('Nothing to judge: there is no evidence of train of churn in this run');
  expect(nothing.printed).toContain('A job before this one failed or was skipped');
});

test('a second deployment in one run is deployed all the same', async () => {
  const again = await job('deploy', { event: { name: 'push', payload: {} } });
  expect(again.code, again.printed).toBe(0);
  expect(again.commands.filter((line) => line.startsWith('::warning')).join('\n')).toMatch(
    /mlops-churn-deploy-1/,
  );
});

test('an Enterprise Server has no artifacts: the stage works, and says where its evidence is', async () => {
  const result = await job('validate-data', {
    event: { name: 'push', payload: {} },
    env: { GITHUB_SERVER_URL: 'https://github.example.com' },
  });
  expect(result.code, result.printed).toBe(0);
  expect(result.printed).toContain('No artifact service here');
});

test('a branch that nobody has merged makes and deploys no version, unless its workflow says so', async () => {
  const event = { name: 'workflow_dispatch', payload: { repository: { default_branch: 'main' } } };
  const env = { GITHUB_REF: 'refs/heads/change' };
  const made = () => [github.state.releases.length, github.state.deployments.length];
  const before = made();
  for (const action of ['register', 'deploy']) {
    const refused = await job(action, { event, env });
    expect(refused.code, refused.printed).toBe(2);
    expect(refused.printed).toContain(`${action} is for what was merged: this run is of change, not of main`);
  }
  expect(made()).toEqual(before);
  const allowed = await job('deploy', { event, env, inputs: { unmerged: 'true' } });
  expect(allowed.code, allowed.printed).toBe(0);
});

test('rules that a person gives for one run make and deploy no version', async () => {
  for (const [action, set] of [
    ['register', 'gate.rules[0].at-least=0'],
    ['deploy', 'deploy.production.deploy=[node, mine.mjs]'],
  ] as const) {
    const payload = { repository: { default_branch: 'main' }, inputs: { set } };
    const event = { name: 'workflow_dispatch', payload };
    const refused = await job(action, { event, inputs: { set } });
    expect(refused.code, refused.printed).toBe(2);
    expect(refused.printed).toContain(`${action} is for what was merged: \`${set.replace(/=.*/, '')}\` was`);
  }
});

test('an environment with something around its name is not the one that the job waited for', async () => {
  for (const environment of [' production', 'production\n', ' ', 'production\u00a0', 'produ\u200bction']) {
    const { code, printed } = await job('deploy', {
      inputs: { environment },
      event: { name: 'push', payload: {} },
    });
    expect(code, printed).toBe(2);
    expect(printed).toContain('`environment` must be a name of letters, digits');
  }
});
