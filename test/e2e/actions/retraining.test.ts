import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BUDGETS } from '../../../src/runner/actions.ts';
import { checkOut, commit, customers, git, makeRepository } from '../../actions/project.ts';
import { runStep, type StepOptions } from '../../actions/step.ts';
import { type LocalGitHub, startGitHub } from '../../github/server.ts';

let repository: string;
let github: LocalGitHub;
const step = (name: string, options: Partial<StepOptions> = {}) =>
  runStep(name, {
    workspace: checkOut(repository),
    github,
    sha: git(repository, 'rev-parse', 'HEAD'),
    ...options,
  });
const asked = () =>
  [...github.state.git.refs.keys()].filter((name) => name.startsWith('refs/mlops-retrain/'));

/** Customers who drift, of ten days more each time: the newest window ends later. */
async function serve(days: number): Promise<void> {
  mkdirSync(join(repository, 'requests'), { recursive: true });
  const rows = days * 30;
  writeFileSync(join(repository, 'requests', 'served.csv'), customers({ rows, older: 20, from: 150 }));
  commit(repository, `Serve ${days} days`);
  github.state.git.refs.set('refs/heads/main', github.state.git.importCommit(repository, 'HEAD'));
}

beforeAll(async () => {
  repository = makeRepository();
  github = await startGitHub({ from: repository });
  for (const name of ['validate-data', 'train', 'evaluate-gate', 'register', 'deploy']) {
    const { code, printed } = await step(name, { run: 1 });
    expect(code, printed).toBe(0);
  }
});
afterAll(() => github?.close());

test('monitoring that may not send the event leaves it to a job of its own, which sends it once', async () => {
  await serve(30);
  const drift = await step('monitor-drift', { run: 2, inputs: { dispatch: 'false' } });
  expect(drift.outputs).toMatchObject({ retrain: 'true' });
  expect(github.state.dispatches).toEqual([]);
  const request = await step('request-retraining', { run: 2 });
  expect(request.code, request.printed).toBe(0);
  expect(request.outputs).toEqual({ requested: 'true' });
  expect(github.state.dispatches).toMatchObject([
    { event_type: 'mlops-retrain', client_payload: { mlops: { model: 'churn', version: 'v1.0.0' } } },
  ]);
  expect(asked()).toHaveLength(1);
});

test('a later run that finds the same drift asks no more until the cool-down is over', async () => {
  await serve(40);
  const inputs = { dispatch: 'false' };
  const drift = await step('monitor-drift', { run: 3, inputs });
  expect(drift.outputs).toMatchObject({ retrain: 'true' });
  const request = await step('request-retraining', { run: 3 });
  expect(request.outputs).toEqual({ requested: 'false' });
  expect(request.printed).toContain('the cool-down lasts 30d');
  expect(github.state.dispatches).toHaveLength(1);
  await serve(60);
  await step('monitor-drift', { run: 4, inputs });
  expect((await step('request-retraining', { run: 4 })).outputs).toEqual({ requested: 'true' });
  expect(github.state.dispatches).toHaveLength(2);
  expect(asked()).toHaveLength(2);
});

test('monitoring that sends the event itself keeps the cool-down too, within its budget', async () => {
  const sent = github.state.dispatches.length;
  const event = { name: 'schedule', payload: { repository: { default_branch: 'main' } } };
  const within = async (run: number) => {
    const { code, printed } = await step('monitor-drift', { run, event, env: { RUNNER_DEBUG: '1' } });
    expect(code, printed).toBe(0);
    const [, requests, writes] = /GitHub: (\d+) requests \((\d+) writes\)/.exec(printed) ?? [];
    expect(Number(requests)).toBeLessThanOrEqual(BUDGETS['monitor-drift'].requests);
    expect(Number(writes)).toBeLessThanOrEqual(BUDGETS['monitor-drift'].writes);
    return printed;
  };
  await serve(90);
  await within(7);
  expect(github.state.dispatches).toHaveLength(sent + 1);
  expect(asked()).toHaveLength(3);
  await serve(100);
  expect(await within(8)).toContain('the cool-down lasts 30d');
  expect(github.state.dispatches).toHaveLength(sent + 1);
});

test('a person asks whenever they want', async () => {
  const { code, printed } = await step('request-retraining', { run: 5, inputs: { because: 'New labels' } });
  expect(code, printed).toBe(0);
  expect(github.state.dispatches.at(-1)).toMatchObject({
    client_payload: { mlops: { model: 'churn', because: 'New labels', version: null } },
  });
});

test('a run without evidence of drift, or a token that may not, is told', async () => {
  const without = await step('request-retraining', { run: 6 });
  expect(without.code).toBe(2);
  expect(without.printed).toContain('This run has no evidence of drift of churn');
  github.state.tokens.set('reader', {
    login: 'github-actions[bot]',
    type: 'Bot',
    permissions: { contents: 'read' },
  });
  const drift = await step('request-retraining', { run: 6, token: 'reader', inputs: { because: 'x' } });
  expect(drift.code).toBe(2);
  expect(drift.printed).toContain('contents: write');
});
