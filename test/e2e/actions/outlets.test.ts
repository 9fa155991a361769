// The server first: its routes import it in turn.
import '../../github/server.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { BUDGETS } from '../../../src/runner/actions.ts';
import { edit, makeRepository } from '../../actions/project.ts';
import { pullRequestEvent, runStep, type StepOptions, type StepResult } from '../../actions/step.ts';
import { repositoryId } from '../../github/run-shapes.ts';
import { type LocalGitHub, type StartOptions, startGitHub } from '../../github/server.ts';

/** What a step tells on GitHub beside its comment. */
const HEAD = 'a'.repeat(40);
const HERE = 'acme/flights';
let github: LocalGitHub | undefined;
afterEach(async () => {
  await github?.close();
  github = undefined;
});

async function open(repository: string, options: StartOptions = {}): Promise<LocalGitHub> {
  github = await startGitHub({ from: repository, ...options });
  github.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: 'acme/flights' } });
  return github;
}

function badData(): string {
  const workspace = makeRepository();
  edit(workspace, 'data/customers.csv', (text) => text.replaceAll(',pro,', ',platinum,'));
  return workspace;
}

function validate(workspace: string, options: Partial<StepOptions> = {}): Promise<StepResult> {
  return runStep('validate-data', {
    workspace,
    event: pullRequestEvent(7),
    ...(github ? { github } : {}),
    ...options,
  });
}

function lineOf(workspace: string, file: string, text: string): number {
  const lines = readFileSync(join(workspace, file), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

const annotated = (commands: readonly string[], kind: string) =>
  commands.filter((line) => line.startsWith(`::${kind}`));

describe('a pull request', () => {
  test('has a check run at its newest commit, with the broken rule’s line and those of the data', async () => {
    const workspace = badData();
    const { state } = await open(workspace);
    const { code, commands, printed } = await validate(workspace);
    expect(code).toBe(1);
    expect(state.checkRuns).toHaveLength(1);
    const [check] = state.checkRuns;
    expect(check).toMatchObject({
      said: {
        ...{
          head_sha: HEAD,
          name: 'mlops: churn: validate-data',
          status: 'completed',
          conclusion: 'failure',
        },
        details_url: 'https://github.com/acme/flights/actions/runs/100',
      },
      output: { title: expect.stringMatching(/^data refused\. .*plan/) },
    });
    expect(check?.output.summary).toMatch(/data refused/);
    const rule = lineOf(workspace, 'contract.yml', 'plan: { type: string');
    const row = lineOf(workspace, 'data/customers.csv', ',platinum,');
    expect(check?.annotations.slice(0, 2)).toMatchObject(
      [
        { path: 'contract.yml', start_line: rule, annotation_level: 'failure', message: /platinum/ },
        { path: 'data/customers.csv', start_line: row, message: /platinum/ },
      ].map((one) => ({ ...one, message: expect.stringMatching(one.message) })),
    );
    // The run's own annotations do not say the same lines again.
    expect(annotated(commands, 'error').join('\n')).not.toContain('file=');
    expect(printed).not.toContain('Not possible here');
    const [comment] = state.comments;
    expect(comment?.body).toContain('https://github.com/acme/flights/actions/runs/100#summary');
    expect(comment?.body).toMatch(/actions\/runs\/100\/artifacts\/\d+/);
  });

  test('has one check run however often its commit is judged, and each job of a matrix its own', async () => {
    const workspace = badData();
    const { state } = await open(workspace);
    await validate(workspace);
    await validate(workspace, { attempt: 2 });
    expect(state.checkRuns).toHaveLength(1);
    expect(state.checkRuns[0]?.annotations.filter(({ path }) => path === 'contract.yml')).toHaveLength(1);
    for (const [index, size] of ['small', 'large'].entries())
      await validate(workspace, { run: 101 + index, inputs: { matrix: JSON.stringify({ size }) } });
    expect(state.checkRuns.map(({ said }) => said.name)).toEqual([
      'mlops: churn: validate-data',
      'mlops: churn (small): validate-data',
      'mlops: churn (large): validate-data',
    ]);
    expect(state.comments.map(({ body }) => /churn(?: \(\w+\))?(?=: data refused)/.exec(body)?.[0])).toEqual([
      'churn',
      'churn (small)',
      'churn (large)',
    ]);
  });

  test('has a commit status where the token may not write check runs', async () => {
    const workspace = makeRepository();
    const permissions = { pull_requests: 'write', statuses: 'write' } as const;
    const { state } = await open(workspace, { tokens: { token: { permissions } } });
    const { code, commands } = await validate(workspace);
    expect(code).toBe(0);
    expect(state.checkRuns).toEqual([]);
    expect(state.statuses).toMatchObject([
      {
        ...{ sha: HEAD, context: 'mlops/churn/validate-data', state: 'success' },
        ...{ target_url: 'https://github.com/acme/flights/actions/runs/100' },
        description: expect.stringMatching(/^data accepted/),
      },
    ]);
    expect(annotated(commands, 'notice').join('\n')).toMatch(/Not possible here: check run\..*checks: write/);
    expect(annotated(commands, 'warning')).toEqual([]);
  });

  test('whose token may only read gets one notice with every permission, and no warning', async () => {
    const workspace = badData();
    await open(workspace, { tokens: { token: { permissions: { pull_requests: 'read' } } } });
    const { code, commands, summary } = await validate(workspace, { inputs: { labels: 'true' } });
    expect(code).toBe(1);
    expect(annotated(commands, 'warning').join('\n')).not.toMatch(/No |permission/);
    const notices = annotated(commands, 'notice');
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('comment on the pull request; check run; commit status; label');
    expect(notices[0]).toContain('permissions: { checks: write, pull-requests: write, statuses: write }');
    expect(summary).toContain('platinum');
    // Without a check run the run's own annotations have the line.
    const rule = lineOf(workspace, 'contract.yml', 'plan: { type: string');
    expect(annotated(commands, 'error').join('\n')).toContain(`file=contract.yml,line=${rule}`);
  });

  test('has the label of its verdict where that is asked for, within the budget of a step', async () => {
    const workspace = badData();
    const { state } = await open(workspace);
    const { printed } = await validate(workspace, { inputs: { labels: 'true' } });
    expect(state.labelsOf.get(7)).toEqual(['mlops: fail']);
    const [, requests, writes] = /GitHub: (\d+) requests \((\d+) writes\)/.exec(printed) ?? [];
    expect(Number(requests)).toBeLessThanOrEqual(BUDGETS['validate-data'].requests);
    expect(Number(writes)).toBeLessThanOrEqual(BUDGETS['validate-data'].writes);
    edit(workspace, 'data/customers.csv', (text) => text.replaceAll(',platinum,', ',pro,'));
    await validate(workspace, { run: 101, inputs: { labels: 'true' } });
    expect(state.labelsOf.get(7)).toEqual(['mlops: pass']);
    expect([...state.labels]).toEqual([
      ['mlops: fail', expect.objectContaining({ color: 'cf222e' })],
      ['mlops: pass', expect.objectContaining({ color: '1a7f37' })],
    ]);
  });

  test('has no check run where none is asked for', async () => {
    const workspace = makeRepository();
    const { state } = await open(workspace);
    await validate(workspace, { inputs: { check: 'false', comment: 'false' } });
    expect(state.requests.filter(({ path }) => !/twirp|blobs/.test(path))).toEqual([]);
  });
});

describe('a run without a pull request', () => {
  test.each([
    ['push', { payload: {} }],
    ['merge_group', { payload: { merge_group: { head_sha: HEAD } } }],
  ])('for %s has its check run at the commit that it is for', async (name, { payload }) => {
    const workspace = makeRepository();
    const { state } = await open(workspace);
    const sha = state.git.refs.get('refs/heads/main') ?? '';
    await validate(workspace, { sha, event: { name, payload } });
    expect(state.checkRuns.map(({ said }) => said.head_sha)).toEqual([name === 'push' ? sha : HEAD]);
    expect(state.checkRuns[0]?.said.conclusion).toBe('success');
    expect(state.comments).toEqual([]);
  });

  test('for a schedule has none', async () => {
    const workspace = makeRepository();
    const { state } = await open(workspace);
    const sha = state.git.refs.get('refs/heads/main') ?? '';
    await validate(workspace, { sha, event: { name: 'schedule', payload: {} } });
    expect(state.checkRuns).toEqual([]);
  });
});

test('a step that stops says so at its commit', async () => {
  const workspace = makeRepository();
  edit(workspace, 'contract.yml', (text) => text.replace('type: integer', 'type: intger'));
  const { state } = await open(workspace);
  const { code, commands } = await validate(workspace);
  expect(code).toBe(2);
  expect(state.checkRuns).toMatchObject(
    [
      { said: { name: 'mlops: churn: validate-data', conclusion: 'failure' }, output: { title: /^stopped/ } },
    ].map((one) => ({ ...one, output: { title: expect.stringMatching(one.output.title) } })),
  );
  const line = lineOf(workspace, 'contract.yml', 'intger');
  expect(annotated(commands, 'error').join('\n')).toContain(`file=contract.yml,line=${line}`);
});

describe('the run before of the same pull request', () => {
  const event = (branch = 'change', repository = HERE) => {
    const { name, payload } = pullRequestEvent(7);
    const { pull_request: pull } = payload;
    const head = { ...pull.head, ref: branch, repo: { ...pull.head.repo, id: repositoryId(repository) } };
    return { name, payload: { pull_request: { ...pull, head } } };
  };
  /** A run as GitHub lists it, with which artifacts are told apart. */
  const run = ({ state }: LocalGitHub, id: number, { branch = 'change', repo = HERE } = {}) => {
    const time = '2026-01-01T00:00:00Z';
    state.runs.push({
      ...{ id, name: 'CI', path: '.github/workflows/ci.yml', event: 'pull_request', sha: HEAD, branch, repo },
      ...{ run_attempt: 1, status: 'completed', conclusion: 'success' },
      ...{ created_at: time, run_started_at: time, updated_at: time },
    });
  };

  test('is told with what became of its verdict and why, from its evidence', async () => {
    const workspace = makeRepository();
    const server = await open(workspace);
    for (const id of [100, 101]) run(server, id);
    const first = await validate(workspace, { run: 100, event: event() });
    expect(first.summary).not.toContain('previous');
    edit(workspace, 'data/customers.csv', (text) => text.replaceAll(',pro,', ',platinum,'));
    // What comments say is never believed.
    for (const comment of server.state.comments)
      comment.body = comment.body.replaceAll('accepted', 'refused');
    const inputs = { labels: 'true' };
    const second = await validate(workspace, { run: 101, event: event(), inputs });
    const told =
      /^\[previous\]\(https:\/\/github\.com\/acme\/flights\/actions\/runs\/100\): pass → now: fail because: .*plan/m;
    expect(second.summary).toMatch(told);
    expect(server.state.comments[0]?.body).toMatch(told);
    expect(server.state.checkRuns.at(-1)?.output.summary).toMatch(told);
    // Everything that a step can tell, within what it may ask.
    const [, requests, writes] = /GitHub: (\d+) requests \((\d+) writes\)/.exec(second.printed) ?? [];
    expect(Number(requests)).toBeLessThanOrEqual(BUDGETS['validate-data'].requests);
    expect(Number(writes)).toBeLessThanOrEqual(BUDGETS['validate-data'].writes);
  });

  test('is not one of another branch, of a fork, or later', async () => {
    const workspace = makeRepository();
    const server = await open(workspace);
    run(server, 100, { branch: 'other' });
    run(server, 101, { repo: 'mallory/flights' });
    run(server, 103);
    for (const id of [100, 101, 103]) await validate(workspace, { run: id, event: event() });
    run(server, 102);
    const { summary } = await validate(workspace, { run: 102, event: event() });
    expect(summary).not.toContain('previous');
  });

  test('is left out where the token may not read it, or its evidence is none', async () => {
    const workspace = makeRepository();
    const permissions = { pull_requests: 'write', checks: 'write' } as const;
    const server = await open(workspace, { tokens: { token: {}, other: { permissions } } });
    for (const id of [100, 101, 102]) run(server, id);
    await validate(workspace, { run: 100, event: event() });
    const refused = await validate(workspace, { run: 101, event: event(), token: 'other' });
    expect(refused.code).toBe(0);
    expect(refused.summary).not.toContain('previous');
    expect(annotated(refused.commands, 'notice').join('\n')).toMatch(/previous run.*actions: read/);
    for (const artifact of server.state.artifacts) artifact.bytes = Buffer.from('no archive');
    const broken = await validate(workspace, { run: 102, event: event() });
    expect(broken.code).toBe(0);
    expect(broken.summary).not.toContain('previous');
    expect(annotated(broken.commands, 'warning')).toEqual([]);
  });
});
