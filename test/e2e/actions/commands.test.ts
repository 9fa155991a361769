import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BUDGETS } from '../../../src/runner/actions.ts';
import { checkOut, commit, edit, git, makeRepository } from '../../actions/project.ts';
import { runStep, type StepOptions, type StepResult } from '../../actions/step.ts';
import { type LocalGitHub, startGitHub } from '../../github/server.ts';
import type { StoredPerson, StoredRun } from '../../github/state.ts';

/** Two versions of one model, registered on GitHub; the first is in production. Bob made the second. */
let repository: string;
let workspace: string;
let github: LocalGitHub;
let begin = 0;
/** What was asked of GitHub in this test. */
const requests = () => github.state.requests.slice(begin);

const PEOPLE: StoredPerson[] = [
  { login: 'Alice', id: 11, role: 'admin' },
  { login: 'bob', id: 12, role: 'write', email: 'bob@example.com' },
  { login: 'carol', id: 13, role: 'maintain' },
  { login: 'dave', id: 14, role: 'triage' },
  { login: 'erin', id: 15, role: 'read' },
  { login: 'mallory', id: 16, role: 'none' },
  { login: 'frank', id: 17, role: 'write' },
];
const WITH_APPROVERS = (text: string) =>
  text.replace(
    '  production: { target: command, deploy: [node, deploy.mjs] }',
    [
      '  staging: { target: command, deploy: [node, deploy.mjs] }',
      '  production: { target: command, deploy: [node, deploy.mjs], approvers: [alice, bob, Frank] }',
      '  canary: { target: command, deploy: [node, deploy.mjs], approvers: [alice, bob] }',
    ].join('\n'),
  );
const head = () => git(repository, 'rev-parse', 'HEAD');

async function ran(action: string, options: Partial<StepOptions>): Promise<StepResult> {
  const result = await runStep(action, { workspace, github, sha: head(), ...options });
  if (result.code !== 0) throw new Error(`${action} ended with ${result.code}:\n${result.printed}`);
  return result;
}

const stage = 'validate-data, train, evaluate-gate, register';
/** Nobody starts its runs. */
const SCHEDULE = { name: 'schedule', payload: {} };

function push(): void {
  github.state.git.refs.set('refs/heads/main', github.state.git.importCommit(repository, 'HEAD'));
  workspace = checkOut(repository);
}

beforeAll(async () => {
  repository = makeRepository(WITH_APPROVERS);
  github = await startGitHub({ from: repository });
  workspace = checkOut(repository);
  const inputs = { stage: `${stage}, deploy`, environment: 'production' };
  await ran('pipeline', { run: 100, inputs, event: SCHEDULE });
  edit(repository, 'mlops.yml', (text) => text.replace('seed: 7', 'seed: 8'));
  git(repository, 'add', '--all');
  const bob = ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.com'];
  git(repository, ...bob, 'commit', '-q', '-m', 'Another seed');
  const unknown = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@nowhere.example'];
  // More than fit on one page.
  for (let count = 0; count < 120; count++) {
    git(repository, ...unknown, 'commit', '-q', '--allow-empty', '-m', 'Nothing');
  }
  push();
  await ran('pipeline', { run: 200, inputs: { stage }, event: SCHEDULE });
  github.state.people.push(...PEOPLE);
  github.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'mallory/flights' } });
}, 120_000);
afterAll(() => github?.close());
beforeEach(() => {
  const { comments, reactions, requests } = github.state;
  for (const list of [comments, reactions]) list.splice(0);
  begin = requests.length;
  github.state.runs.splice(0);
  started(100, 'alice');
  started(200, 'frank');
  github.state.fault = undefined;
});

/** A run that somebody started. */
function started(id: number, actor: string, more: Partial<StoredRun> = {}): void {
  const at = '2026-07-01T00:00:00Z';
  const times = { created_at: at, run_started_at: at, updated_at: at };
  const file = { name: 'ML', path: '.github/workflows/ml.yml', event: 'push', branch: 'main' };
  const ended = { run_attempt: 1, status: 'completed', conclusion: 'success' };
  const from = { sha: head(), repo: 'acme/flights', actor };
  github.state.runs.push({ id, ...file, ...from, ...ended, ...times, ...more });
}

interface Said {
  readonly by?: string;
  readonly change?: (payload: Payload) => void;
}
// biome-ignore lint/suspicious/noExplicitAny: a payload that tests change
type Payload = any;

let comment = 5000;

/** The step as GitHub starts it for a comment. */
async function say(body: string, { by = 'Alice', change, ...options }: Said & Partial<StepOptions> = {}) {
  const { login, id } = PEOPLE.find((one) => one.login === by) as StoredPerson;
  comment += 1;
  const user = { login, id, type: 'User' };
  const at = '2026-07-01T00:00:00Z';
  const payload: Payload = {
    action: 'created',
    comment: { id: comment, body, user, created_at: at, updated_at: at, author_association: 'OWNER' },
    issue: { number: 7, pull_request: {}, title: '$(id)', body: '/mlops retrain' },
    repository: { default_branch: 'main' },
    sender: user,
  };
  change?.(payload);
  const event = { name: 'issue_comment', payload };
  const result = await runStep('command', { workspace, github, sha: head(), event, ...options });
  expect(result.printed).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  const { state } = github;
  return { ...result, reactions: state.reactions.map(({ content }) => content), answers: state.comments };
}

const NOTHING = { command: '', model: '', version: '', environment: '' };

test('retrain, promote and rollback are accepted, with a rocket and no comment', async () => {
  const retrain = await say('/mlops retrain\n\nthe weather changed', { by: 'bob' });
  expect(retrain.code, retrain.printed).toBe(0);
  expect(retrain.outputs).toEqual({ ...NOTHING, command: 'retrain', model: 'churn' });
  const staging = await say('/mlops promote v1.1.0 staging churn', { by: 'carol' });
  const promoted = { command: 'promote', model: 'churn', version: 'v1.1.0', environment: 'staging' };
  expect(staging.outputs, staging.printed).toEqual(promoted);
  const production = await say('/mlops promote v1.1.0 production');
  expect(production.outputs, production.printed).toEqual({ ...promoted, environment: 'production' });
  expect(production.reactions).toEqual(['rocket', 'rocket', 'rocket']);
  expect(production.answers).toEqual([]);
});

test('an ordinary comment costs no request, and needs neither checkout nor token', async () => {
  for (const body of ['Looks good', '', 'use /mlops retrain', '\n/mlops retrain']) {
    const result = await say(body, { inputs: { token: '', config: 'nowhere.yml' }, sha: 'f'.repeat(40) });
    expect([result.code, result.outputs, result.summary]).toEqual([0, NOTHING, '']);
  }
  expect(requests()).toEqual([]);
});

describe('what a person did not write so is nothing', () => {
  test.each<[string, (payload: Payload) => void]>([
    ['a bot', ({ comment, sender }) => (comment.user.type = sender.type = 'Bot')],
    ['an app in the name of a person', ({ comment }) => (comment.performed_via_github_app = { id: 1 })],
    ['an edited comment', ({ comment }) => (comment.updated_at = '2026-07-01T00:00:01Z')],
    ['the event of an edit', (payload) => (payload.action = 'edited')],
    ['a deleted comment', (payload) => (payload.action = 'deleted')],
    ['another sender', (payload) => (payload.sender = { login: 'mallory', id: 16, type: 'User' })],
  ])('%s', async (_, change) => {
    const result = await say('/mlops retrain', { change });
    expect([result.code, result.outputs]).toEqual([0, NOTHING]);
    expect(result.printed).toContain('does not count');
    expect(requests()).toEqual([]);
  });
});

describe('who may', () => {
  test.each([
    ['Alice', true],
    ['bob', true],
    ['carol', true],
    ['dave', false],
    ['erin', false],
    ['mallory', false],
  ])('%s: %s', async (by, may) => {
    const { code, outputs, reactions, answers } = await say('/mlops retrain', { by });
    expect(code).toBe(0);
    expect(outputs.command).toBe(may ? 'retrain' : '');
    expect(reactions).toEqual([may ? 'rocket' : '-1']);
    expect(answers.map(({ body }) => body.includes('may write'))).toEqual(may ? [] : [true]);
  });

  test('who has taken over a login, or has no account any more, may nothing', async () => {
    const other = (payload: Payload) => (payload.sender.id = payload.comment.user.id = 99);
    expect((await say('/mlops retrain', { change: other })).outputs).toEqual(NOTHING);
    const gone = (payload: Payload) => (payload.sender.login = payload.comment.user.login = 'nobody');
    expect((await say('/mlops retrain', { change: gone })).outputs).toEqual(NOTHING);
  });

  test('who may not is answered once on an issue, however often it is tried, whatever it is', async () => {
    await say('/mlops retrain', { by: 'mallory' });
    await say('/mlops nonsense @alice', { by: 'mallory' });
    const { answers, reactions } = await say('/mlops rollback production', { by: 'erin' });
    expect(answers).toHaveLength(1);
    expect(answers[0]?.body).not.toMatch(/@|nonsense/);
    expect(reactions).toEqual(['-1', '-1', '-1']);
  });
});

describe('what there is not is answered with what there is', () => {
  test.each([
    ['/mlops', 'This is none of the commands'],
    ['/mlops promote', '/mlops promote VERSION ENVIRONMENT'],
    ['/mlops retrain $(id) <img src=x> @alice', 'none of the commands'],
    ['/mlops retrain churm', '`churn` was meant'],
    ['/mlops promote v1.9.0 staging', 'v1.1.0, v1.0.0'],
    ['/mlops promote v1.1.0 productoin', '`production` was meant'],
    ['/mlops rollback __proto__', 'none of the commands'],
    ['/mlops rollback constructor', 'no environment `constructor`'],
    ['/mlops rollback staging', 'never had a version'],
    ['/mlops rollback production', 'no version that production of churn had before v1.0.0'],
  ])('%s', async (body, answer) => {
    const result = await say(body, { by: 'bob' });
    expect([result.code, result.outputs], result.printed).toEqual([0, NOTHING]);
    expect(result.answers).toHaveLength(1);
    expect(result.answers[0]?.body.replaceAll('\\', '')).toContain(answer);
    expect(result.answers[0]?.body).not.toMatch(/img|\$\(id\)|@alice/);
    expect(result.summary.replaceAll('\\', '')).toContain(answer);
  });
});

describe('production has approvers', () => {
  const promote = '/mlops promote v1.1.0 production';

  test('who is not one of them may not promote, but may elsewhere', async () => {
    const { outputs, answers } = await say(promote, { by: 'carol' });
    expect(outputs).toEqual(NOTHING);
    expect(answers[0]?.body).toMatch(
      /`carol` is not one of the approvers of production.*\n+.*`alice`, `bob`/,
    );
  });

  test('who made any change since the version in production, or started the run, may not', async () => {
    const made = await say(promote, { by: 'bob' });
    expect([made.outputs, made.answers[0]?.body]).toEqual([
      NOTHING,
      expect.stringContaining('`bob` made or merged a change'),
    ]);
    const started = await say(promote, { by: 'frank' });
    expect([started.outputs, started.answers[1]?.body]).toEqual([
      NOTHING,
      expect.stringContaining('`frank` started a run'),
    ]);
  });

  test('who opened or merged a pull request of it may not, whoever came after', async () => {
    const change = { number: 8, head: { sha: head(), repo: 'acme/flights' }, state: 'closed' } as const;
    const commits = [git(repository, 'rev-parse', 'HEAD~120')];
    for (const [author, by] of [
      ['Alice', 'carol'],
      ['carol', 'Alice'],
    ] as const) {
      github.state.pulls.set(8, { ...change, author, merged: { commits, by } });
      const { outputs } = await say(promote);
      expect(outputs).toEqual(NOTHING);
    }
    github.state.pulls.delete(8);
    expect((await say(promote)).outputs.command).toBe('promote');
  });

  test('what is there already is not approved again', async () => {
    const { outputs, answers } = await say('/mlops promote v1.0.0 production', { by: 'bob' });
    expect([outputs, answers[0]?.body]).toEqual([
      NOTHING,
      expect.stringContaining('production has v1.0.0 already'),
    ]);
  });

  test('who started the run again may not; the schedule started nobody’s run', async () => {
    github.state.runs.pop();
    started(200, 'alice', { event: 'schedule', run_attempt: 2, triggering_actor: 'frank' });
    expect((await say(promote, { by: 'frank' })).outputs).toEqual(NOTHING);
    expect((await say(promote, { by: 'Alice' })).outputs.command).toBe('promote');
  });

  test('what nobody made known can be approved by nobody', async () => {
    // Nobody has the e-mail address of the first version's commit.
    expect((await say('/mlops promote v1.0.0 canary', { by: 'bob' })).outputs.command).toBe('promote');
    github.state.runs.splice(0);
    const { outputs, answers } = await say('/mlops promote v1.0.0 canary', { by: 'bob' });
    expect([outputs, answers[0]?.body]).toEqual([NOTHING, expect.stringContaining('cannot say who made')]);
  });

  test('an approval counts once: a run that is started again gives none', async () => {
    const again = await say(promote, { attempt: 2 });
    expect([again.outputs, again.answers[0]?.body]).toEqual([
      NOTHING,
      expect.stringContaining('new comment'),
    ]);
    expect((await say('/mlops retrain', { attempt: 2 })).outputs.command).toBe('retrain');
  });

  test('a token that may not see runs promotes nothing, and says which permission it lacks', async () => {
    const few = { login: 'github-actions[bot]', type: 'Bot' } as const;
    const permissions = { contents: 'read', pull_requests: 'write' } as const;
    github.state.tokens.set('few', { ...few, permissions });
    const { outputs, answers } = await say(promote, { token: 'few' });
    expect([outputs, answers[0]?.body]).toEqual([NOTHING, expect.stringContaining('actions: read')]);
    const blind = { contents: 'read', actions: 'read', issues: 'write' } as const;
    github.state.tokens.set('blind', { ...few, permissions: blind });
    const refused = await say(promote, { token: 'blind' });
    expect([refused.outputs, refused.answers[1]?.body]).toEqual([
      NOTHING,
      expect.stringContaining('pull-requests: read'),
    ]);
  });
});

test('no command needs more requests than its budget', async () => {
  const bodies = [
    'retrain',
    'promote v1.1.0 production',
    'promote v9.0.0 production',
    'promote v1.1.0 canary',
    'rollback production',
    'help',
  ];
  for (const by of ['Alice', 'bob', 'frank', 'mallory']) {
    for (const body of bodies) {
      const { printed } = await say(`/mlops ${body}`, { by });
      const [, requests, writes] = /GitHub: (\d+) requests \((\d+) writes\)/.exec(printed) ?? [];
      expect(Number(requests), `${by}: ${body}`).toBeLessThanOrEqual(BUDGETS.command.requests);
      expect(Number(writes), `${by}: ${body}`).toBeLessThanOrEqual(BUDGETS.command.writes);
    }
  }
});

test('rollback names the version before, step by step, and needs no approver', async () => {
  const deploy = (version: string) =>
    ran('deploy', { inputs: { version, environment: 'production' }, workspace: checkOut(repository) });
  const back = () => say('/mlops rollback production', { by: 'carol' });
  await deploy('v1.1.0');
  expect((await back()).outputs).toMatchObject({ command: 'rollback', version: 'v1.0.0' });
  await deploy('v1.0.0');
  expect((await back()).outputs).toEqual(NOTHING);
  await deploy('v1.1.0');
  expect((await back()).outputs).toMatchObject({ version: 'v1.0.0' });
});

test('nothing of a pull request is read: another checkout, branch or event is refused', async () => {
  const other = checkOut(repository);
  edit(other, 'mlops.yml', (text) => text.replace('[alice, bob, Frank]', '[mallory]'));
  commit(other, 'I approve');
  const checkout = await say('/mlops retrain', { workspace: other });
  expect([checkout.code, checkout.printed]).toEqual([2, expect.stringContaining('without `ref:`')]);
  const branch = await say('/mlops retrain', { env: { GITHUB_REF: 'refs/heads/change' } });
  expect([branch.code, branch.printed]).toEqual([2, expect.stringContaining('default branch `main`')]);
  const event = await runStep('command', { workspace, github, event: { name: 'push', payload: {} } });
  expect([event.code, event.printed]).toEqual([2, expect.stringContaining('issue_comment')]);
  expect(requests()).toEqual([]);
  await say('/mlops promote v1.1.0 production');
  expect(requests().filter(({ path }) => path.includes('/pulls/'))).toEqual([]);
});

test('a token that may not answer is a warning; what was decided stands', async () => {
  const permissions = { contents: 'read', actions: 'read' } as const;
  github.state.tokens.set('mute', { login: 'github-actions[bot]', type: 'Bot', permissions });
  const accepted = await say('/mlops retrain', { token: 'mute' });
  expect([accepted.code, accepted.outputs.command]).toEqual([0, 'retrain']);
  const refused = await say('/mlops retrain', { token: 'mute', by: 'mallory' });
  expect([refused.code, refused.outputs]).toEqual([0, NOTHING]);
  expect(refused.commands.join('\n')).toMatch(
    /::notice.*reaction to the comment; answer to the comment.*issues: write, pull-requests: write.*the job summary has/,
  );
  expect(refused.summary).toContain('may write');
});

test('where GitHub fails, nothing is accepted', async () => {
  github.state.fault = ({ path }) =>
    path.endsWith('/permission') ? { status: 403, message: 'No' } : undefined;
  const refused = await say('/mlops retrain');
  expect([refused.code, refused.outputs.command ?? '']).toEqual([2, '']);
  github.state.fault = ({ path }) =>
    path.includes('/git/matching') ? { status: 400, message: 'No' } : undefined;
  const broken = await say('/mlops promote v1.1.0 production');
  expect([broken.code, broken.outputs.command ?? '', broken.reactions]).toEqual([3, '', []]);
});

test('a broken config on the default branch is told where the command was given', async () => {
  const broken = makeRepository((text) => text.replace('at-least: 0.7', 'at-leats: 0.7'));
  const sha = git(broken, 'rev-parse', 'HEAD');
  const { code, outputs, answers } = await say('/mlops retrain', { workspace: broken, sha });
  expect([code, outputs]).toEqual([0, NOTHING]);
  expect(answers[0]?.body).toMatch(/at-leats/);
});

test('of several models one must be named', async () => {
  const several = makeRepository((text) => {
    const rest = text.replace(/^version: 1\nmodel: .*\n/m, '');
    const models = ['churn', 'upsell'].map(
      (name) => `  ${name}: { model: { task: binary-classification, label: churned } }\n`,
    );
    return `version: 1\nmodels:\n${models.join('')}${rest}`;
  });
  const sha = git(several, 'rev-parse', 'HEAD');
  const options = { workspace: several, sha };
  const none = await say('/mlops retrain', options);
  expect([none.outputs, none.answers[0]?.body], none.printed).toEqual([
    NOTHING,
    expect.stringContaining('`churn`, `upsell`'),
  ]);
  expect((await say('/mlops retrain upsell', options)).outputs.model).toBe('upsell');
  expect((await say('/mlops retrain', { ...options, inputs: { model: 'churn' } })).outputs.model).toBe(
    'churn',
  );
});

describe('a request for an approval', () => {
  const ask = (inputs: Record<string, string>, more: Partial<StepOptions> = {}) =>
    runStep('request-approval', { workspace, github, sha: head(), run: 300, inputs, ...more });
  const deploy = (version: string, more: Partial<StepOptions> = {}) =>
    ran('deploy', {
      inputs: { version, environment: 'production' },
      workspace: checkOut(repository),
      ...more,
    });

  beforeAll(async () => {
    github.state.issues.splice(0);
    await deploy('v1.0.0');
  }, 60_000);

  test('nobody is asked where the config names nobody, or the version is there already', async () => {
    const staging = await ask({ version: 'v1.1.0', environment: 'staging' });
    expect([staging.code, staging.outputs]).toEqual([0, { approved: 'true', issue: '' }]);
    expect(requests()).toEqual([]);
    const there = await ask({ version: 'v1.0.0' });
    expect([there.code, there.outputs], there.printed).toEqual([0, { approved: 'true', issue: '' }]);
    expect(github.state.issues).toEqual([]);
  });

  test('one issue asks, with the figures of both versions and the line to comment; asking again changes it', async () => {
    const asked = await ask({ version: 'v1.1.0' });
    expect([asked.code, asked.outputs.approved], asked.printed).toEqual([0, 'false']);
    const [issue] = github.state.issues;
    expect(asked.outputs.issue).toBe(`https://github.com/acme/flights/issues/${issue?.number}`);
    expect(issue?.title).toBe('churn v1.1.0 waits for its approval: production');
    const body = issue?.body ?? '';
    expect(body).toContain('`/mlops promote v1.1.0 production`');
    expect(body).toMatch(/- `alice`\n- `bob` cannot: made or merged.*\n- `Frank` cannot: started a run/);
    expect(body).toMatch(/GitHub knows no account of somebody who made \[[0-9a-f]{7}\].* and 115 more/);
    expect(body).toMatch(/\| ROC AUC +\| +0\.\d+ \| +0\.\d+ \|/);
    expect(body).toContain('How the gate compared it, on the same rows, stands in the model card of v1.1.0.');
    expect(body).toMatch(/`sha256:[0-9a-f]{64}`/);
    expect(body).toContain('https://github.com/acme/flights/actions/runs/200');
    expect(asked.summary).toContain('/mlops promote v1.1.0 production');
    const [, requests, writes] = /GitHub: (\d+) requests \((\d+) writes\)/.exec(asked.printed) ?? [];
    expect(Number(requests)).toBeLessThanOrEqual(BUDGETS['request-approval'].requests);
    expect(Number(writes)).toBeLessThanOrEqual(BUDGETS['request-approval'].writes);

    const again = await ask({ version: 'v1.1.0' }, { run: 301 });
    expect(again.outputs.issue).toBe(asked.outputs.issue);
    expect(github.state.issues.map(({ state }) => state)).toEqual(['open']);
    expect(github.state.issues[0]?.body).toContain('/actions/runs/301');
  });

  test('the line of the issue is one that is accepted, from an approver', async () => {
    const [, line = ''] = /`(\/mlops [^`]+)`/.exec(github.state.issues[0]?.body ?? '') ?? [];
    const outputs = (await say(line)).outputs;
    expect(outputs).toMatchObject({ command: 'promote', version: 'v1.1.0', environment: 'production' });
  });

  test('a forged issue is none of ours', async () => {
    const forged = github.state.issues[0];
    if (forged) github.state.issues.push({ ...forged, number: 90, user: { login: 'mallory', type: 'User' } });
    await ask({ version: 'v1.1.0' }, { run: 302 });
    expect(github.state.issues[0]?.body).toContain('/actions/runs/302');
    expect(github.state.issues.find(({ number }) => number === 90)?.body).toContain('/actions/runs/301');
    github.state.issues.pop();
  });

  test('going back leaves it open; the deployment of the version closes it, and says who approved it by a comment', async () => {
    await deploy('v1.0.0');
    expect(github.state.issues.map(({ state }) => state)).toEqual(['open']);
    const { printed } = await deploy('v1.1.0', {
      env: { GITHUB_ACTOR: 'alice', GITHUB_EVENT_NAME: 'issue_comment' },
    });
    expect(printed).not.toContain('that one step should need');
    expect(github.state.issues.map(({ state }) => state)).toEqual(['closed']);
    const [told, ...others] = github.state.comments;
    expect(others).toEqual([]);
    expect(told?.body).toMatch(/production has v1\.1\.0, approved by `alice`/);
  });

  test('a token that may not write issues is a warning that says how to approve', async () => {
    await deploy('v1.0.0');
    const permissions = { contents: 'read' } as const;
    github.state.tokens.set('reader', { login: 'github-actions[bot]', type: 'Bot', permissions });
    const { code, outputs, commands } = await ask({ version: 'v1.1.0' }, { token: 'reader' });
    expect([code, outputs]).toEqual([0, { approved: 'false', issue: '' }]);
    expect(commands.join('\n')).toMatch(/::warning.*\/mlops promote v1\.1\.0 production/);
    expect(commands.join('\n')).toMatch(/::notice.*issue that asks for the approval.*issues: write/);
  });

  test('a rate limit that is used up is no missing permission: the step fails', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' };
    const message = 'API rate limit exceeded for installation.';
    github.state.fault = ({ path }) =>
      path.endsWith('/issues') ? { status: 403, message, headers } : undefined;
    const { code, printed } = await ask({ version: 'v1.1.0' });
    expect([code, printed]).toEqual([3, expect.stringContaining('rate limit is used up')]);
    expect(printed).not.toContain('Not possible here');
  });

  test('a repository without issues is told the same', async () => {
    github.state.hasIssues = false;
    const { code, outputs, commands } = await ask({ version: 'v1.1.0' });
    github.state.hasIssues = true;
    expect([code, outputs]).toEqual([0, { approved: 'false', issue: '' }]);
    expect(commands.join('\n')).toMatch(/::warning.*\/mlops promote v1\.1\.0 production/);
  });

  test('what is not there is exit code 2', async () => {
    const version = await ask({ version: 'v7.0.0' });
    expect([version.code, version.printed]).toEqual([2, expect.stringContaining('no version v7.0.0')]);
    const environment = await ask({ version: 'v1.0.0', environment: 'prod' });
    expect([environment.code, environment.printed]).toEqual([
      2,
      expect.stringContaining('no environment `prod`'),
    ]);
  });
});

describe('a version that somebody asked for in another run', () => {
  const promote = '/mlops promote v1.2.0 production';

  beforeAll(async () => {
    edit(repository, 'mlops.yml', (text) => text.replace('seed: 8', 'seed: 9'));
    commit(repository, 'A third seed');
    push();
    // As the job `retrain` of commands.yml sends it for a comment of Frank.
    const { outputs } = await say('/mlops retrain', { by: 'frank' });
    const inputs = { model: outputs.model ?? '', because: 'a person asked for it in a comment' };
    const env = { GITHUB_ACTOR: 'frank', GITHUB_EVENT_NAME: 'issue_comment' };
    await ran('request-retraining', { run: 400, inputs, env });
    const [sent] = github.state.dispatches.splice(0);
    const payload = { action: sent?.event_type, client_payload: sent?.client_payload };
    const bot = { GITHUB_ACTOR: 'github-actions[bot]', GITHUB_TRIGGERING_ACTOR: 'github-actions[bot]' };
    const event = { name: 'repository_dispatch', payload };
    await ran('pipeline', { run: 401, inputs: { stage }, env: bot, event });
  }, 120_000);

  test('cannot be approved by who asked, though a bot started its run', async () => {
    started(401, 'github-actions[bot]', { event: 'repository_dispatch' });
    const asked = await say(promote, { by: 'frank' });
    expect([asked.outputs, asked.answers[0]?.body]).toEqual([
      NOTHING,
      expect.stringContaining('`frank` started a run that made it, or asked for one'),
    ]);
    expect((await say(promote)).outputs.command).toBe('promote');
  });
});
