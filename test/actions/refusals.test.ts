import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type LocalGitHub, type StartOptions, startGitHub } from '../github/server.ts';
import { customers, edit, git, makeRepository } from './project.ts';
import { pullRequestEvent, runStep } from './step.ts';

let github: LocalGitHub | undefined;
afterEach(async () => {
  await github?.close();
  github = undefined;
});

async function openGitHub(repository: string, options: StartOptions = {}): Promise<LocalGitHub> {
  github = await startGitHub({ from: repository, ...options });
  github.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  return github;
}

const STACK = /^\s+at .+:\d+:\d+\)?$/m;

test('a broken config ends with 2, at its line and column, without a stack', async () => {
  const workspace = makeRepository((text) => text.replace('at-least: 0.7', 'at-leats: 0.7'));
  const { code, printed, commands, summary } = await runStep('train', { workspace });
  expect(code).toBe(2);
  expect(printed).toMatch(/mlops\.yml:\d+:\d+ gate\.rules\[0\].*at-leats/);
  expect(printed).toContain('at-least');
  expect(printed).not.toMatch(STACK);
  const line =
    readFileSync(join(workspace, 'mlops.yml'), 'utf8')
      .split('\n')
      .findIndex((one) => one.includes('at-leats')) + 1;
  expect(
    commands.some((one) => one.startsWith('::error ') && one.includes(`file=mlops.yml,line=${line}`)),
  ).toBe(true);
  expect(summary).toContain('at-leats');
});

test('bad data end with 1, name rule and rows, and tell the pull request', async () => {
  const workspace = makeRepository();
  edit(workspace, 'data/customers.csv', (text) => text.replaceAll(',pro,', ',platinum,'));
  const { state } = await openGitHub(workspace);
  const { code, printed, outputs, commands, summary } = await runStep('validate-data', {
    workspace,
    event: pullRequestEvent(7),
    github: github as LocalGitHub,
  });
  expect(code).toBe(1);
  expect(outputs.verdict).toBe('fail');
  expect(commands.filter((line) => line.startsWith('::error')).join('\n')).toMatch(/platinum/);
  expect(summary).toMatch(/plan/);
  expect(state.comments[0]?.body).toMatch(/❌.*churn/);
  expect(state.artifacts.map(({ name }) => name)).toEqual([
    'mlops-churn-validate-data-1',
    'mlops-churn-validate-data-brief-1',
  ]);
  expect(printed).not.toMatch(STACK);
});

test('without permission there is a notice, the summary has the report, and the verdict stands', async () => {
  const workspace = makeRepository();
  const readOnly = { reader: { permissions: { contents: 'read', pull_requests: 'read' } as const } };
  await openGitHub(workspace, { tokens: readOnly });
  const result = await runStep('validate-data', {
    workspace,
    event: pullRequestEvent(7),
    github: github as LocalGitHub,
  });
  expect(result.code).toBe(0);
  const notices = result.commands.filter((line) => line.startsWith('::notice'));
  expect(notices.join('\n')).toMatch(/comment on the pull request.*pull-requests: write.*job summary/);
  expect(result.summary).toMatch(/✅ churn/);
  expect(github?.state.comments).toEqual([]);
});

test('a fork’s token is not even tried', async () => {
  const workspace = makeRepository();
  await openGitHub(workspace);
  const event = pullRequestEvent(7, { fork: true });
  const result = await runStep('validate-data', { workspace, event, github: github as LocalGitHub });
  expect(result.code).toBe(0);
  expect(result.printed).toContain('comes from a fork');
  expect(github?.state.requests.some(({ path }) => path.includes('/issues/'))).toBe(false);
});

test('a failing deploy program leaves a failed deployment and exit code 3', async () => {
  const workspace = makeRepository((text) => text.replace('kind: github', 'kind: folder'));
  await openGitHub(workspace);
  const common = { workspace, github: github as LocalGitHub, sha: git(workspace, 'rev-parse', 'HEAD') };
  const made = await runStep('pipeline', {
    ...common,
    inputs: { stage: 'validate-data, train, evaluate-gate, register' },
  });
  expect(made.code, made.printed).toBe(0);
  writeFileSync(join(workspace, 'deploy.mjs'), 'console.error("no room"); process.exit(9);\n');
  const result = await runStep('deploy', common);
  expect(result.code, result.printed).toBe(3);
  expect(result.printed).toContain('no room');
  expect(github?.state.deployments[0]?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'error']);
  expect(result.summary).toMatch(/deploy/);
});

test('the whole loop in one step needs neither a token nor artifacts', async () => {
  const workspace = makeRepository((text) =>
    text.replace('kind: github', 'kind: folder').replace(/^monitor:\n( .*\n)+/m, ''),
  );
  const { code, printed, outputs, summary } = await runStep('pipeline', { workspace, inputs: { token: '' } });
  expect(code, printed).toBe(0);
  expect(outputs).toMatchObject({
    verdict: 'pass',
    version: 'v1.0.0',
    environment: 'production',
    retrain: '',
  });
  expect(existsSync(join(outputs.evidence ?? '', 'deploy.json'))).toBe(true);
  expect(summary).toMatch(/accepted/);
  expect(printed).toContain('No artifact service here');
  expect(customers({ rows: 5 }).split('\n')).toHaveLength(7);
});

test('wrong inputs, a missing run and a terminal are told in a sentence', async () => {
  const workspace = makeRepository();
  const wrong = await runStep('train', { workspace, inputs: { comment: 'maybe' } });
  expect([wrong.code, wrong.printed]).toEqual([
    2,
    expect.stringContaining('`comment` must be true or false'),
  ]);
  const stages = await runStep('pipeline', { workspace, inputs: { stage: 'training' } });
  expect([stages.code, stages.printed]).toEqual([2, expect.stringContaining('The stages are validate-data')]);
  const outside = await runStep('train', { workspace, env: { GITHUB_REPOSITORY: undefined } });
  expect([outside.code, outside.printed]).toEqual([2, expect.stringContaining('`mlops` command')]);
  for (const { printed } of [wrong, stages, outside]) expect(printed).not.toMatch(STACK);
});

test('a cancelled step ends soon and says so', async () => {
  const workspace = makeRepository((text) => text.replace('epochs: 10', 'epochs: 100000, patience: 100000'));
  const result = await runStep('train', {
    workspace,
    signalAfter: { text: '::group::Train', signal: 'SIGINT' },
  });
  expect(result.code).toBe(130);
  expect(result.printed).toContain('cancelled');
});

test('a machine without what training asks for ends with 2 before any data are read, each cure told', async () => {
  const workspace = makeRepository((text) =>
    text.replace(/train: \{ /, 'train: { requires: { gpu: 64, memory: 900TB }, '),
  );
  // Were the data read, this would be found out first.
  edit(workspace, 'data/customers.csv', () => '\u0000');
  for (const action of ['train', 'pipeline'] as const) {
    const { code, printed, summary, commands } = await runStep(action, { workspace });
    expect(code).toBe(2);
    for (const text of [printed, summary]) {
      expect(text).toContain('this machine has not what training asks for, and nothing was read');
      expect(text).toMatch(/gpu: asked for 64; /);
      expect(text).toMatch(/memory: asked for 900TB; [\d.]+ GB are free of/);
      expect(text).toMatch(/another label under `runs-on`/);
    }
    expect(commands.some((line) => line.startsWith('::error'))).toBe(true);
    expect(printed).not.toMatch(STACK);
    expect(existsSync(join(workspace, '.mlops'))).toBe(false);
  }
});
