import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUDGETS } from '../../src/runner/actions.ts';
import { expectOurs } from '../report/ours.ts';
import { story } from '../report/stories.ts';
import { briefZip, FORK, forkRun, HEAD, leave, reportRun, WORKFLOW } from './fork-run.ts';
import { Servers } from './open.ts';
import { workflowRunEvent } from './run-shapes.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
let server: LocalGitHub;
beforeEach(async () => {
  server = await servers.start();
  server.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: FORK } });
  server.state.pulls.set(1, { number: 1, head: { sha: 'c'.repeat(40), repo: 'victim/flights' } });
});
afterEach(() => servers.close());

const RUN_URL = 'https://github.com/acme/flights/actions/runs/500';
const leaveStory = (name: string, other: { key?: string; attempt?: number } = {}) => {
  for (const evidence of story(name))
    leave(server, { stage: evidence.stage, bytes: briefZip(evidence), ...other });
};
const bodies = () => server.state.comments.map(({ issue, body }) => ({ issue, body }));

describe('the report on a pull request of a fork', () => {
  it('is one comment, rendered here, that says whose code made the figures', async () => {
    leaveStory('refused');
    const { error, comment, printed } = await reportRun(server);
    expect(error).toBeUndefined();
    expect(bodies()).toHaveLength(1);
    const [{ issue, body } = { issue: 0, body: '' }] = bodies();
    expect(issue).toBe(7);
    expect(comment).toMatch(/issuecomment-\d+$/);
    expect(body).toContain('late-flights: refused.');
    expect(body).toContain('These figures come from a run of the fork’s own code');
    expect(body).toContain('figures from the code of a fork');
    expect(body).toContain(
      `<!-- mlops-actions:.github%2fworkflows%2fmlops.yml// at=${Date.parse('2026-03-01T10:00:00Z')} -->`,
    );
    expectOurs(body.replace(/\n\n<!-- .* -->$/, ''), [RUN_URL]);
    // What GitHub knows of the run takes the place of what the evidence says.
    expect(body).toContain('run `500`');
    expect(body).toContain(`commit \`${HEAD.slice(0, 7)}\``);
    expect(printed).toMatch(/GitHub: \d+ requests \(1 writes\)/);
    const { requests } = server.state;
    expect(requests.filter(({ path }) => !path.startsWith('/blobs/')).length).toBeLessThanOrEqual(15);
    expect(requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')).toHaveLength(1);
  });

  it('is the same comment after another run, with the newer content, whatever order the events come in', async () => {
    const newer = forkRun({ id: 501, run_started_at: '2026-03-01T11:00:00Z' });
    for (const evidence of story('accepted'))
      leave(server, { stage: evidence.stage, run: 501, bytes: briefZip(evidence) });
    leaveStory('refused');
    await reportRun(server, { run: newer });
    await reportRun(server);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]?.body).toContain('late-flights: accepted.');
    expect((await reportRun(server)).printed).toContain('a later result is in the comment already');
  });

  it('is about the newest attempt that the event knows of', async () => {
    leaveStory('refused');
    leaveStory('accepted', { attempt: 2 });
    await reportRun(server);
    expect(bodies()[0]?.body).toContain('late-flights: refused.');
    await reportRun(server, { run: forkRun({ run_attempt: 2, run_started_at: '2026-03-01T12:00:00Z' }) });
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]?.body).toContain('late-flights: accepted.');
  });

  it('shows all models and jobs of a matrix, the worst first and the others folded', async () => {
    for (const [name, key] of [
      ['accepted', ''],
      ['refused', 'deep'],
    ] as const)
      for (const evidence of story(name).slice(0, 3))
        leave(server, { stage: evidence.stage, key, bytes: briefZip(evidence) });
    await reportRun(server);
    expect(bodies()).toHaveLength(1);
    const [{ body } = { body: '' }] = bodies();
    expect(body).toMatch(/^### ❌ late-flights \(deep\): refused\. /);
    expect(body).toContain('<details><summary>✅ <b>late-flights</b>: accepted. ');
    expect(body.split('These figures come from a run of the fork’s own code')).toHaveLength(2);
    expect(body).not.toContain('more file');
    expectOurs(body.replace(/\n\n<!-- .* -->$/, ''), [RUN_URL]);
  });

  it('is one comment, however many models and jobs the runs of a fork name', async () => {
    const [evidence] = story('accepted');
    for (let run = 501; run <= 520; run++) {
      for (let index = 0; index < 20; index++) {
        const model = `m${run}-${index}`;
        const bytes = briefZip({ ...evidence, model });
        leave(server, { run, model, stage: 'validate-data', key: `k${run}_${index}`, bytes });
      }
      const { length } = server.state.requests;
      const began = new Date(Date.parse('2026-03-01T10:00:00Z') + run * 60_000).toISOString();
      await reportRun(server, { run: forkRun({ id: run, run_started_at: began }) });
      const asked = server.state.requests.slice(length);
      expect(asked.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')).toHaveLength(1);
    }
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]?.body).toContain('m520-');
    expect(bodies()[0]?.body).not.toContain('m519-');
    expect(bodies()[0]?.body).toContain('The run left 14 more files of figures that are not shown here.');
  });

  it('is on few of the pull requests of one commit, and the log says so of the others', async () => {
    leaveStory('accepted');
    for (const number of [8, 9, 10])
      server.state.pulls.set(number, { number, head: { sha: HEAD, repo: FORK } });
    const { printed } = await reportRun(server);
    expect(bodies().length).toBeGreaterThan(0);
    expect(printed).toMatch(/Not commented on, for 3 of one commit are told: #\d+\./);
    expect(printed).toMatch(/\d of 3 comments are not written/);
  });

  it('stays in its budget, whatever a run leaves', async () => {
    server.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: FORK, branch: 'renamed' } });
    server.state.pulls.set(8, { number: 8, head: { sha: HEAD, repo: FORK, branch: 'renamed' } });
    const [evidence] = story('accepted');
    const bytes = Buffer.from('other');
    for (let index = 0; index < 250; index++) leave(server, { model: `o${index}`, stage: 'x', bytes });
    for (const model of ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8'])
      leave(server, { model, stage: 'validate-data', bytes: briefZip({ ...evidence, model }) });
    const { printed } = await reportRun(server);
    const asked = server.state.requests.filter(({ path }) => !path.startsWith('/blobs/'));
    expect(asked.length).toBeLessThanOrEqual(BUDGETS.report.requests);
    expect(bodies()).toHaveLength(1);
    expect(printed).toMatch(/1 of 2 comments are not written/);
    expect(printed).not.toContain('that one step should need');
  });

  it('goes only to open pull requests whose head is that commit of that fork', async () => {
    leaveStory('refused');
    server.state.pulls.set(8, { number: 8, head: { sha: HEAD, repo: 'other/flights' } });
    server.state.pulls.set(9, { number: 9, head: { sha: HEAD, repo: FORK }, state: 'closed' });
    server.state.pulls.set(10, { number: 10, head: { sha: 'd'.repeat(40), repo: FORK } });
    server.state.pulls.set(11, { number: 11, head: { sha: HEAD, repo: FORK } });
    await reportRun(server);
    expect(
      bodies()
        .map(({ issue }) => issue)
        .sort(),
    ).toEqual([11, 7]);
  });

  it('finds the pull request by its commit where the branch has another name', async () => {
    leaveStory('refused');
    server.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: FORK, branch: 'renamed' } });
    // GitHub lists whatever has the commit, and another fork can have it too.
    server.state.pulls.set(8, { number: 8, head: { sha: HEAD, repo: 'eve/flights', branch: 'mine' } });
    server.state.pulls.set(9, {
      number: 9,
      head: { sha: HEAD, repo: FORK, branch: 'closed' },
      state: 'closed',
    });
    await reportRun(server);
    expect(bodies().map(({ issue }) => issue)).toEqual([7]);
  });

  it('is not written where the pull request has another commit', async () => {
    leaveStory('refused');
    server.state.pulls.set(7, { number: 7, head: { sha: 'e'.repeat(40), repo: FORK } });
    expect((await reportRun(server)).printed).toContain('no open pull request has the commit');
    expect(bodies()).toEqual([]);
  });

  it('comments on nobody else’s pull request, whatever number the evidence has', async () => {
    for (const evidence of story('refused')) {
      const forged = {
        ...evidence,
        model: 'late-flights',
        warnings: ['pull_request: 1', '#1'],
        run: { ...evidence.run, id: '1', overrides: ['number=1', 'pull_request.number=1'] },
      };
      leave(server, { stage: evidence.stage, bytes: briefZip(forged) });
      leave(server, { stage: evidence.stage, model: '1', bytes: briefZip({ ...forged, number: 1 }) });
    }
    const { error } = await reportRun(server);
    expect(error).toBeUndefined();
    expect(bodies().map(({ issue }) => issue)).toEqual([7]);
  });

  it('knows its workflow by the path, with or without the ref that GitHub writes behind it', async () => {
    leaveStory('refused');
    await reportRun(server, { run: forkRun({ path: `${WORKFLOW}@refs/heads/main` }) });
    expect(bodies()).toHaveLength(1);
  });
});

describe('nothing is reported', () => {
  const cases: [string, Parameters<typeof reportRun>[1], string][] = [
    [
      'of a workflow of the same name in another file',
      { run: forkRun({ path: '.github/workflows/other.yml' }) },
      'other.yml',
    ],
    ['of a path that begins the same', { run: forkRun({ path: `${WORKFLOW}.yml` }) }, 'is reported'],
    ['of a push', { run: forkRun({ event: 'push' }) }, 'not started by a pull request'],
    [
      'of a pull request of this repository',
      { run: forkRun({ repo: 'acme/flights' }) },
      'comes from this repository',
    ],
    ['of a fork that is gone', { run: forkRun({ repo: null }) }, 'the fork is gone'],
    ['of a run that was cancelled', { run: forkRun({ conclusion: 'cancelled' }) }, 'did not come to its end'],
    [
      'of a run that nobody approved',
      { run: forkRun({ conclusion: 'action_required' }) },
      'did not come to its end',
    ],
    ['after another event', { event: 'pull_request_target' }, 'workflow_run'],
    ['of an event without a run', { payload: {} }, 'another repository'],
  ];
  it.each(cases)('%s', async (_name, options, told) => {
    leaveStory('refused');
    const { error, printed, comment } = await reportRun(server, options);
    expect(error).toBeUndefined();
    expect(printed).toContain(told);
    expect(comment).toBe('');
    expect(server.state.requests).toEqual([]);
  });

  it('of another repository', async () => {
    leaveStory('refused');
    const payload = workflowRunEvent({ owner: 'evil', repo: 'flights' }, forkRun());
    expect((await reportRun(server, { payload })).printed).toContain('another repository');
    const mixed = { ...payload, repository: workflowRunEvent(server.state, forkRun()).repository };
    expect((await reportRun(server, { payload: mixed })).printed).toContain('belongs to another repository');
    expect(server.state.requests).toEqual([]);
  });
});

describe('a token without the permission', () => {
  it.each([
    ['to read pull requests', {}],
    ['to read artifacts', { pull_requests: 'write' }],
  ] as const)('%s is a notice', async (_name, permissions) => {
    await server.close();
    server = await servers.start({ tokens: { few: { permissions } } });
    server.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: FORK } });
    leaveStory('refused');
    const { error, printed } = await reportRun(server);
    expect(error).toBeUndefined();
    expect(printed).toMatch(/::notice::Nothing is reported: The token may not .*permissions:/);
  });

  it('to comment is a notice, and the report is in the summary', async () => {
    const few = await servers.start({
      tokens: { few: { permissions: { actions: 'read', pull_requests: 'read' } } },
    });
    few.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: FORK } });
    const [evidence] = story('accepted');
    leave(few, { stage: 'validate-data', bytes: briefZip(evidence) });
    const { error, printed, summary } = await reportRun(few);
    expect(error).toBeUndefined();
    expect(printed).toContain('::notice::No comment on #7');
    expect(summary).toContain('These figures come from a run of the fork’s own code');
  });
});

it('no source that it loads can start a program or unpack to a disk', () => {
  const seen = new Set<string>();
  const all = [resolve(fileURLToPath(new URL('../../src/runner/briefs/report.ts', import.meta.url)))];
  for (const file of all) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, type, name = ''] of text.matchAll(
      /(?:^(?:import|export)(\s+type)?\s[^;]*?from\s+|^import\s+|\bimport\()'([^']+)'/gm,
    )) {
      if (type) continue;
      if (name.startsWith('.')) all.push(resolve(dirname(file), name));
      else
        expect(name, file).not.toMatch(
          /child_process|worker_threads|cluster|^node:vm$|artifact|exec|duckdb|onnx|tensorflow/,
        );
    }
  }
  const names = [...seen].map((file) => file.replace(/^.*\/src\//, ''));
  expect(names).toContain('runner/briefs/brief.ts');
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => /^(stages|models|data|training|deployment|serving)\//.test(name))).toEqual(
    [],
  );
  expect(names).not.toContain('system/process.ts');
  expect(names).not.toContain('github/unzip.ts');
});
