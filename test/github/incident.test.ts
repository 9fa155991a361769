import { afterEach, describe, expect, it } from 'vitest';
import { LONGEST_ISSUE } from '../../src/github/issue.ts';
import { hiddenRecord, recordIn } from '../../src/github/issue-record.ts';
import { updateIncident } from '../../src/runner/incidents/incident-issue.ts';
import {
  commentsOf,
  DAY,
  issuesOf,
  judge,
  judgeWith,
  KEY,
  news,
  ofIncident,
  raceIncidents,
} from './incidents.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
afterEach(() => servers.close());

/** Lets days pass by GitHub's clock. */
const pass = (server: LocalGitHub, days: number) => {
  server.state.ahead += days * DAY;
};
const closeByHand = ({ state }: LocalGitHub, number: number) => {
  const issue = state.issues.find((one) => one.number === number);
  if (issue) Object.assign(issue, { state: 'closed', state_reason: 'completed' });
};

describe('the issue of an incident', () => {
  it('is opened once, kept up to date without a comment, and closed when its cause is gone', async () => {
    const server = await servers.start();
    const { state } = server;
    expect(await judge(server, { verdict: 'pass' })).toBe('none');
    expect(await judge(server, { size: 3 })).toBe('opened');
    pass(server, 1);
    expect(await judge(server, { size: 3 })).toBe('updated');
    expect(commentsOf(state)).toEqual([]);
    pass(server, 1);
    expect(await judge(server, { size: 9 })).toBe('worse');
    pass(server, 1);
    expect(await judge(server, { size: 9 })).toBe('updated');
    pass(server, 1);
    expect(await judge(server, { verdict: 'pass', size: 0 })).toBe('closed');
    expect(await judge(server, { verdict: 'pass', size: 0 })).toBe('none');
    expect(commentsOf(state)).toEqual(['worse: 9, told 3', 'closed: 0, told 9']);
    const text = expect.stringContaining('closed, 5 runs');
    // The title still says what it was.
    const title = 'late-flights drifted: 9 of 14';
    expect(issuesOf(state)).toEqual([{ number: 1, title, state: 'closed', reason: 'completed', text }]);
    expect(state.labelsOf.get(1)).toEqual(['mlops-incident']);
  });

  it('tells people of another verdict, and not of a column more or less', async () => {
    const server = await servers.start();
    const steps = [
      ['fail', 3, 'opened'],
      ['fail', 4, 'updated'],
      ['fail', 2, 'updated'],
      ['fail', 5, 'worse'],
      ['stopped', 0, 'changed'],
      ['stopped', 0, 'updated'],
      ['fail', 5, 'changed'],
    ] as const;
    for (const [verdict, size, outcome] of steps) {
      expect(await judge(server, { verdict, size })).toBe(outcome);
      pass(server, 1);
    }
    expect(server.state.issues).toHaveLength(1);
    expect(server.state.comments).toHaveLength(3);
  });

  it('is opened again when the cause comes back within a week, and followed by another later', async () => {
    const server = await servers.start();
    await judge(server);
    await judge(server, { verdict: 'pass' });
    pass(server, 6.9);
    expect(await judge(server)).toBe('reopened');
    expect(issuesOf(server.state)).toMatchObject([{ number: 1, state: 'open', reason: 'reopened' }]);
    pass(server, 1);
    await judge(server, { verdict: 'pass' });
    pass(server, 7.1);
    expect(await judge(server)).toBe('opened');
    expect(await judge(server)).toBe('updated');
    const [first, second] = issuesOf(server.state);
    expect(first).toMatchObject({ number: 1, state: 'closed' });
    expect(second).toMatchObject({ number: 2, state: 'open', text: expect.stringContaining('earlier 1') });
    expect(commentsOf(server.state).map((text) => text.slice(0, 8))).toEqual([
      'closed: ',
      'reopened',
      'closed: ',
    ]);
  });

  it('that a person closed stays closed until the cause was gone once', async () => {
    const server = await servers.start();
    await judge(server);
    closeByHand(server, 1);
    pass(server, 100);
    expect(await judge(server, { size: 12, body: 'newest' })).toBe('acknowledged');
    const text = expect.stringContaining('newest');
    expect(issuesOf(server.state)).toMatchObject([{ state: 'closed', text }]);
    pass(server, 1);
    expect(await judge(server, { verdict: 'pass' })).toBe('over');
    expect(await judge(server, { verdict: 'pass' })).toBe('none');
    expect(server.state.comments).toEqual([]);
    pass(server, 1);
    expect(await judge(server)).toBe('reopened');
    expect(issuesOf(server.state)).toMatchObject([{ number: 1, state: 'open' }]);
  });

  it('that a person opened again is left open', async () => {
    const server = await servers.start();
    await judge(server);
    await judge(server, { verdict: 'pass' });
    Object.assign(server.state.issues[0] ?? {}, { state: 'open', state_reason: 'reopened' });
    expect(await judge(server, { verdict: 'pass' })).toBe('none');
    pass(server, 30);
    expect(await judge(server)).toBe('reopened');
    expect(issuesOf(server.state)).toMatchObject([{ number: 1, state: 'open' }]);
  });

  it('that a person wrote into is written anew, and found by what is hidden in it', async () => {
    const server = await servers.start();
    await judge(server);
    const [issue] = server.state.issues;
    if (!issue) throw new Error('no issue');
    issue.title = 'Look at this';
    // A browser sends other line ends, and may leave some behind.
    issue.body = `I know why.\n\n${issue.body}\n`.replaceAll('\n', '\r\n');
    expect(await judge(server, { body: 'newest' })).toBe('updated');
    expect(issuesOf(server.state)).toMatchObject([{ number: 1, text: expect.stringMatching(/^newest/) }]);
    expect(issue.title).toContain('drifted');
  });

  it('cannot be silenced by who writes a time to come into it', async () => {
    const server = await servers.start();
    await judge(server);
    const [issue] = server.state.issues;
    if (!issue) throw new Error('no issue');
    issue.body = (issue.body ?? '').replace(/ at=\d+/, ' at=999999999999999');
    expect(await judge(server, { body: 'newest' })).toBe('updated');
    expect(issuesOf(server.state)).toMatchObject([{ text: expect.stringMatching(/^newest/) }]);
  });

  it('that was deleted is opened again', async () => {
    const server = await servers.start();
    await judge(server);
    server.state.issues.splice(0);
    expect(await judge(server)).toBe('opened');
  });

  it('is one for each model, kind and job of a matrix', async () => {
    const server = await servers.start();
    await judge(server);
    const keys = [{ model: 'other' }, { kind: 'data' }, { matrix: 'eu' }];
    for (const change of keys) await judge(server, { key: { ...KEY, ...change } });
    expect(server.state.issues).toHaveLength(4);
    await judge(server, { verdict: 'pass', key: { ...KEY, kind: 'data' } });
    expect(issuesOf(server.state).map(({ state }) => state)).toEqual(['open', 'open', 'closed', 'open']);
  });

  it('is never one that others opened, whatever they write into it', async () => {
    const server = await servers.start({ tokens: { bot: {}, mallory: { login: 'mallory', type: 'User' } } });
    await judge(server);
    const ours = server.state.issues[0];
    if (!ours) throw new Error('no issue');
    for (const user of [
      { login: 'mallory', type: 'User' },
      { login: 'github-actions', type: 'User' },
      { login: 'github-actions[bot]', type: 'User' },
    ])
      server.state.issues.unshift({ ...ours, user, number: 100 + server.state.issues.length, made: 0 });
    ours.state = 'closed';
    ours.body = 'no more';
    expect(await judge(server, { verdict: 'pass' })).toBe('none');
    expect(await judge(server)).toBe('opened');
    expect(server.state.issues.filter(({ body }) => body === ours.body)).toHaveLength(1);
    expect(server.state.comments).toEqual([]);
  });

  it('is left to the newest result, by GitHub’s clock', async () => {
    const server = await servers.start();
    const now = Date.now();
    await judge(server, { made: now, body: 'newest' });
    expect(await judge(server, { made: now - 1000, body: 'old' })).toBe('superseded');
    expect(await judge(server, { made: now - 1000, verdict: 'pass' })).toBe('superseded');
    expect(issuesOf(server.state)).toMatchObject([{ state: 'open', text: expect.stringMatching(/^newest/) }]);
    await judge(server, { made: now + 1000, verdict: 'pass' });
    expect(await judge(server, { made: now, body: 'old' })).toBe('superseded');
    expect(issuesOf(server.state)).toMatchObject([{ state: 'closed' }]);
  });

  it.each([2, 5, 10])('stays one when %i runs judge at once', async (count) => {
    expect(await raceIncidents(await servers.start(), count, 4)).toEqual([]);
  });

  it('is one again after a run that ended between opening and closing a second', async () => {
    const server = await servers.start();
    await judge(server);
    const [first] = server.state.issues;
    if (!first) throw new Error('no issue');
    server.state.issues.push({ ...first, number: 2, id: 99, made: 0 });
    pass(server, 0.5);
    await judge(server);
    expect(issuesOf(server.state)).toMatchObject([
      { number: 1, state: 'open' },
      { number: 2, state: 'closed', reason: 'not_planned', title: 'The same as #1' },
    ]);
    expect(server.state.issues.filter(ofIncident)).toHaveLength(1);
  });

  it('is found among many', async () => {
    const server = await servers.start();
    server.state.remaining = Number.POSITIVE_INFINITY;
    await judge(server);
    const [ours] = server.state.issues;
    if (!ours) throw new Error('no issue');
    for (let number = 1000; number < 1250; number++)
      server.state.issues.push({ ...ours, number, body: 'another', updated: ours.updated + number });
    server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
    expect(await judge(server)).toBe('updated');
  });

  it('is refused, not failed, where the token may not write, or there are no issues', async () => {
    const server = await servers.start({
      tokens: {
        bot: {},
        reader: { permissions: { contents: 'read', issues: 'read' } },
        blind: { permissions: { contents: 'read' } },
      },
    });
    for (const token of ['reader', 'blind']) {
      const { github } = await openClient(server, { token });
      const reason = expect.stringMatching(/may not (open an issue|read the issues)/);
      expect(await updateIncident(github, news())).toEqual({ outcome: 'refused', reason, isOff: false });
    }
    server.state.hasIssues = false;
    const { github } = await openClient(server);
    const reason = expect.stringContaining('Issues are disabled');
    expect(await updateIncident(github, news())).toEqual({ outcome: 'refused', reason, isOff: true });
    server.state.hasIssues = true;
    await judge(server);
    server.state.hasIssues = false;
    server.state.issues.splice(0);
    server.state.fault = ({ method }) => (method === 'POST' ? { status: 404 } : undefined);
    expect(await judge(server)).toBe('refused');
  });

  it('asks no more than a step may', async () => {
    const server = await servers.start();
    const needs = async (judgement: Parameters<typeof judge>[1]) => {
      pass(server, 1);
      const { github } = await openClient(server);
      await judgeWith(github, judgement);
      const { requests, writes } = github.usage;
      return { requests, writes };
    };
    expect(await needs({ verdict: 'pass' })).toEqual({ requests: 3, writes: 0 });
    expect(await needs({})).toEqual({ requests: 5, writes: 1 });
    expect(await needs({})).toEqual({ requests: 4, writes: 1 });
    expect(await needs({ size: 12 })).toEqual({ requests: 6, writes: 2 });
    expect(await needs({ verdict: 'pass' })).toEqual({ requests: 6, writes: 2 });
    expect(await needs({})).toEqual({ requests: 7, writes: 2 });
  });

  it('is cut to what GitHub takes', async () => {
    const server = await servers.start();
    const body = `verdict\n\n<details>\n\n${'| 🛫 row | of | a | table |\n'.repeat(10_000)}\n</details>`;
    const key = { model: 'é'.repeat(300), kind: 'drift', matrix: '🛫'.repeat(300) };
    for (let run = 0; run < 30; run++) {
      await judge(server, { body, key, run: String(10 ** 14 + run) });
      pass(server, 1);
    }
    const [issue] = server.state.issues;
    expect(Buffer.byteLength(issue?.body ?? '')).toBeLessThanOrEqual(60_000);
    expect(Buffer.byteLength(issue?.body ?? '')).toBeGreaterThan(LONGEST_ISSUE);
    expect(issue?.body).toMatch(/^verdict/);
    expect(recordIn(issue?.body ?? '', key)?.runs).toHaveLength(20);
  });
});

describe('what is hidden in the issue', () => {
  const line = { at: 5, verdict: 'fail' as const, size: 3, of: 14, run: '7' };
  const record = {
    ...{ at: 5, by: '7.1', isOver: false, since: 1, told: 3, earlier: 2 },
    runs: [line],
  };

  it.each(['a-->b', 'a\n<!--', '--', '', '..', 'a/b', 'é🛫', 'x'.repeat(5000), '\ud800', 'a b'])(
    'is read as it was written, whatever names hold: %j',
    (name) => {
      const key = { model: name, kind: 'drift', matrix: name };
      const hidden = hiddenRecord(key, {
        ...record,
        by: name,
        runs: [{ ...line, run: name }],
      });
      expect(hidden.match(/-->/g)).toHaveLength(1);
      expect(recordIn(`text\n\n${hidden}`, key)).toMatchObject({
        ...record,
        by: expect.any(String),
        runs: [{ size: 3 }],
      });
      expect(recordIn(`${hidden}\nmore`, key)).toBeNull();
      expect(recordIn(hidden, { ...key, model: 'other' })).toBeNull();
    },
  );

  it('is nothing but times and numbers, whoever changed it', () => {
    const hidden = hiddenRecord(KEY, record);
    expect(recordIn(hidden, KEY)).toEqual(record);
    for (const change of ['at=x', 'at=-1', 'at=99999999999999999999', 'over=2', 'since=', 'told=1e9'])
      expect(recordIn(hidden.replace(new RegExp(`${change.split('=')[0]}=\\w*`), change), KEY)).toBeNull();
    const runs = hidden.replace(/runs=\S*/, 'runs=5-fail-3-14-7,5-good-3-14-7,x,,1-fail-1');
    expect(recordIn(runs, KEY)?.runs).toEqual(record.runs);
  });
});
