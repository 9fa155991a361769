import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOut, customers, edit, git, makeRepository } from '../../actions/project.ts';
import { runStep, type StepOptions } from '../../actions/step.ts';
import { type LocalGitHub, startGitHub } from '../../github/server.ts';

/** A scheduled run after the other, from outside: each in a fresh checkout, with the built actions. */
const SCHEDULE = {
  name: 'schedule',
  payload: { schedule: '17 5 * * *', repository: { default_branch: 'main' } },
};
const MARKER = /<!-- mlops-incident:churn\/drift\/ at=\d+ by=\d+\.1 /;
let repository: string;
let github: LocalGitHub;
let run = 200;

/** One step of a run of its own. What is monitored are 900 rows like those of the training data, or `older` by so many years. */
async function step(action: string, options: Partial<StepOptions> & { older?: number } = {}) {
  const { older = 0, ...others } = options;
  const workspace = checkOut(repository);
  if (action === 'monitor-drift') {
    mkdirSync(join(workspace, 'requests'));
    writeFileSync(join(workspace, 'requests', 'june.csv'), customers({ rows: 900, older, from: 150 }));
  }
  const sha = git(repository, 'rev-parse', 'HEAD');
  github.state.ahead += 3_600_000;
  const number = others.run ?? ++run;
  const result = await runStep(action, { workspace, github, sha, event: SCHEDULE, ...others, run: number });
  return { ...result, issues: github.state.issues };
}

beforeAll(async () => {
  repository = makeRepository();
  github = await startGitHub({ from: repository });
  for (const action of ['validate-data', 'train', 'evaluate-gate', 'register', 'deploy']) {
    const { code, printed } = await step(action, { run: 100 });
    if (code !== 0) throw new Error(`${action} ended with ${code}:\n${printed}`);
  }
}, 300_000);
afterAll(() => github?.close());

const WHO = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];

test('drift opens an issue, the next run updates it, one without drift closes it', async () => {
  expect(github.state.issues).toEqual([]);
  const first = await step('monitor-drift', { older: 20 });
  expect(first.code, first.printed).toBe(0);
  expect(first.printed).toMatch(/Incident \(drift\) opened: https:\/\/github\.com\/acme\/flights\/issues\/1/);
  const [issue] = first.issues;
  expect(issue?.title).toMatch(/^`churn` drifted: \d of \d columns since \d+ \w+( \d{4})?$/);
  expect(issue?.body).toMatch(/^### ⚠️ churn: drifted\. /);
  expect(issue?.body).toMatch(MARKER);
  expect(issue?.body).toContain('```mermaid');
  expect(issue?.body).toContain('[201](https://github.com/acme/flights/actions/runs/201)');

  const second = await step('monitor-drift', { older: 20 });
  expect(second.printed).toContain('Incident (drift) updated');
  expect(second.issues).toHaveLength(1);
  expect(issue?.body).toContain('[202](https://github.com/acme/flights/actions/runs/202)');
  expect(github.state.comments).toEqual([]);

  const third = await step('monitor-drift');
  expect(third.outputs.verdict).toBe('pass');
  expect(third.printed).toContain('Incident (drift) closed');
  expect(third.issues).toHaveLength(1);
  expect(issue).toMatchObject({ state: 'closed', state_reason: 'completed' });
  expect(github.state.comments.map(({ body }) => body)).toEqual([
    expect.stringContaining('The cause is gone, so this issue is closed.'),
  ]);
});

test('`incident: false` opens none', async () => {
  const before = github.state.issues.length;
  const { code, printed } = await step('monitor-drift', { older: 20, inputs: { incident: 'false' } });
  expect(code, printed).toBe(0);
  expect(printed).not.toContain('Incident');
  expect(github.state.issues).toHaveLength(before);
  expect(github.state.issues.filter(({ state }) => state === 'open')).toEqual([]);
});

test('data that break their contract open one, and those that cannot be read keep it open', async () => {
  const broken = (change: (text: string) => string) => {
    edit(repository, join('data', 'customers.csv'), change);
    git(repository, ...WHO, 'commit', '-qam', 'New data');
  };
  broken((text) => text.replaceAll(',pro,', ',gold,'));
  const refused = await step('validate-data');
  expect(refused.code, refused.printed).toBe(1);
  const issue = github.state.issues.at(-1);
  expect(issue?.title).toMatch(/^`churn`: data refused since /);
  expect(issue?.body).toContain('gold');
  broken((text) => `${text}1,2\n`);
  const stopped = await step('validate-data');
  expect(stopped.code, stopped.printed).not.toBe(0);
  expect(github.state.issues.at(-1)).toBe(issue);
  expect(issue?.state).toBe('open');
  git(repository, ...WHO, 'revert', '--no-edit', 'HEAD~2..HEAD');
  const mended = await step('validate-data');
  expect(mended.code, mended.printed).toBe(0);
  expect(issue?.state).toBe('closed');
});
