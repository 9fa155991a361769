import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema/config.ts';
import type { Evidence } from '../../src/evidence/schema.ts';
import type { ActionContext } from '../../src/github/context.ts';
import { Features } from '../../src/github/features.ts';
import { type IncidentSource, reportIncidents } from '../../src/runner/incidents/incident.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { expectOurs } from '../report/ours.ts';
import { story } from '../report/stories.ts';
import { wideRun } from '../report/wide-run.ts';
import { commentsOf, issuesOf, textOf } from './incidents.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
afterEach(() => servers.close());

const BASE: ActionContext = {
  ...{ owner: 'acme', repo: 'flights', event: 'schedule', sha: 'a'.repeat(40), ref: 'refs/heads/main' },
  ...{
    runId: '100',
    runAttempt: 1,
    workflow: 'monitor.yml',
    job: 'monitor',
    actor: 'ann',
    triggeringActor: 'ann',
    workspace: '.',
  },
  ...{ apiUrl: 'https://api.github.com', serverUrl: 'https://github.com' },
  ...{ runUrl: 'https://github.com/acme/flights/actions/runs/100', pullRequest: null, base: null },
  payload: { repository: { default_branch: 'main' } },
};

/** As far as it is asked. */
const configOf = (inconclusive: 'fail' | 'pass' = 'fail', model = 'late-flights') =>
  ({
    model: { name: model },
    gate: { baseline: 'production', inconclusive },
    deploy: {},
  }) as unknown as Config;

let run = 100;

interface Given extends Partial<Omit<IncidentSource, 'context'>> {
  readonly context?: Partial<ActionContext>;
  readonly token?: string;
}

/** A step that found `evidence`, in a run of its own. */
async function step(server: LocalGitHub, evidence: readonly Evidence[], given: Given = {}) {
  server.state.ahead += 60_000;
  const { context, token, ...others } = given;
  const { github, log } = await openClient(server, token === undefined ? {} : { token });
  const features = new Features();
  const runId = String(++run);
  const runUrl = `https://github.com/acme/flights/actions/runs/${runId}`;
  const finished = new Date().toISOString();
  await reportIncidents(github, {
    ...{ action: 'pipeline', log, features, config: configOf(), stop: null, artifact: null, matrix: '' },
    ...{ inputs: { config: 'mlops.yml', model: null } },
    ...others,
    context: { ...BASE, runId, runUrl, ...context },
    evidence: evidence.map((one) => ({ ...one, finished })),
  });
  return { lines: log.lines.map(({ message }) => message), notice: features.notice() };
}

/** One stage's evidence of a story. */
function stageOf(name: string, stage: Evidence['stage'], change: Partial<Evidence> = {}): Evidence {
  const found = story(name).find((one) => one.stage === stage);
  if (!found) throw new Error(`${name} has no ${stage}`);
  return { ...found, ...change } as Evidence;
}
const drifted = stageOf('drifted', 'monitor-drift');
const calm = { ...drifted, verdict: 'pass' } as Evidence;
const stop = (doing: string, error: unknown) => ({ doing, error, run: '100' });

describe('a run that no pull request started', () => {
  it('opens an issue when there is drift, with everything that a person on duty needs', async () => {
    const server = await servers.start();
    await step(server, [drifted], { artifact: { id: 5, name: 'a', digest: 'sha256:1' } as never });
    const [issue] = issuesOf(server.state);
    expect(issue?.title).toBe('`late-flights` drifted: 5 of 12 columns since 2 May 2013');
    const runUrl = `https://github.com/acme/flights/actions/runs/${run}`;
    expectOurs(issue?.text ?? '', [runUrl, `${runUrl}/artifacts/5`]);
    for (const part of [
      /^### ⚠️ late-flights: drifted\. 5 of 12 columns drifted/,
      'Since **2 May 2013**; `v1.5.0` is in production',
      '1. 5 of 12 columns drifted in the last window (temp,',
      'title "Columns that drifted, by window"',
      'title "temp: last window (bar), training data (line)"',
      '`/mlops retrain late-flights`',
      "-f 'client_payload[mlops][model]=late-flights'",
      '`mlops deploy --environment production --rollback`',
      `5 of 12 columns | [${run}](${runUrl})`,
      'Close it by hand to say that you know',
      `[full report](${runUrl}/artifacts/5)`,
    ])
      expect(issue?.text).toMatch(part);
  });

  it('keeps the issue up to date, and closes it when there is no drift', async () => {
    const server = await servers.start();
    await step(server, [drifted]);
    await step(server, [drifted]);
    expect(server.state.comments).toEqual([]);
    const { lines } = await step(server, [calm]);
    expect(lines.join('\n')).toContain('Incident (drift) closed: https://github.com/acme/flights/issues/1');
    const [issue] = issuesOf(server.state);
    expect(issue).toMatchObject({ state: 'closed', reason: 'completed' });
    expect(issue?.title).toContain('drifted: 5 of 12 columns');
    expect(issue?.text).toMatch(/^### ✅ late-flights: over\. /);
    expect(issue?.text).toContain('Since 2 May 2013; gone in the run of');
    const runs = [run, run - 1, run - 2].map((id) => `https://github.com/acme/flights/actions/runs/${id}`);
    expectOurs(issue?.text ?? '', runs);
    expect(commentsOf(server.state)).toEqual([
      expect.stringContaining('The cause is gone, so this issue is closed. If it comes back within 7 days'),
    ]);
    expectOurs(commentsOf(server.state)[0] ?? '', runs);
  });

  it('tells data that were refused from a model that was, and ends each by itself', async () => {
    const server = await servers.start();
    await step(server, [stageOf('broken-data', 'validate-data')], { action: 'validate-data' });
    await step(server, [stageOf('refused', 'evaluate-gate')], { action: 'evaluate-gate' });
    const [data, gate] = issuesOf(server.state);
    expect(data?.title).toMatch(/^`late-flights`: data refused since .* \(8 of \d+ checks failed\)$/);
    expect(data?.text).toContain('title "Rows that break a rule"');
    expect(data?.text).toContain('`mlops contract update`');
    expect(data?.text).toContain(`gh run rerun ${run - 1} --repo acme/flights`);
    expect(gate?.title).toMatch(/^`late-flights`: refused by the gate since .* \(\d of \d+ checks failed\)$/);
    expect(gate?.text).toContain('`v1.4.0` stays in production');
    expect(gate?.text).toContain('xychart-beta');
    await step(server, [stageOf('accepted', 'validate-data'), stageOf('refused', 'evaluate-gate')]);
    expect(issuesOf(server.state).map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it('opens one for data or a model that could not be judged', async () => {
    const server = await servers.start();
    const error = new DataError('flights.csv: row 7 has 3 fields\nand row 8', { hint: 'Mend the file.' });
    await step(server, [], { action: 'validate-data', stop: stop('validate-data', error) });
    await step(server, [stageOf('undecided', 'evaluate-gate')]);
    const [data, gate] = issuesOf(server.state);
    expect(data?.title).toMatch(/^`late-flights`: validation of the data stopped since \d+ \w+$/);
    expect(data?.text).toMatch(/^### ❌ late-flights: stopped\. flights\.csv: row 7 has 3 fields/);
    expect(data?.text).toContain('1. Mend the file.');
    expect(gate?.title).toContain('the gate could not decide since');
    expectOurs(data?.text ?? '', [`https://github.com/acme/flights/actions/runs/${run - 1}`]);
    await step(server, [stageOf('broken-data', 'validate-data')]);
    expect(commentsOf(server.state).join()).toMatch(/Before: stopped\. Now: failed \(8 of/);
    // A bug of ours is told without its stack.
    await step(server, [], { stop: stop('validate-data', new TypeError('x of undefined')) });
    expect(issuesOf(server.state)[0]?.text).toContain('A bug in mlops-actions, not a mistake of yours.');
  });

  it.each<[string, readonly Evidence[], Given]>([
    [
      'what the gate lets pass undecided',
      [stageOf('undecided', 'evaluate-gate')],
      { config: configOf('pass') },
    ],
    ['windows that could not be judged', [{ ...drifted, verdict: 'inconclusive' } as Evidence], {}],
    [
      'monitoring that stopped',
      [],
      { action: 'monitor-drift', stop: stop('monitor-drift', new UserError('x')) },
    ],
    ['training that stopped', [], { stop: stop('train', new UserError('x')) }],
    ['a pull request', [drifted], { context: { event: 'pull_request' } }],
    ['a merge queue', [drifted], { context: { event: 'merge_group' } }],
    ['the run after a fork’s', [drifted], { context: { event: 'workflow_run' } }],
    ['a push to a branch', [drifted], { context: { event: 'push', ref: 'refs/heads/try' } }],
    ['a run by hand on a branch', [calm], { context: { event: 'workflow_dispatch', ref: 'refs/heads/try' } }],
  ])('opens none and ends none for %s', async (_name, evidence, given) => {
    const server = await servers.start();
    await step(server, evidence, given);
    expect(server.state.issues).toEqual([]);
    for (const open of [
      drifted,
      stageOf('refused', 'evaluate-gate'),
      stageOf('broken-data', 'validate-data'),
    ])
      await step(server, [open]);
    const before = JSON.stringify(server.state.issues);
    await step(server, evidence, given);
    expect(JSON.stringify(server.state.issues)).toBe(before);
  });

  it.each(['schedule', 'repository_dispatch', 'workflow_dispatch', 'push'])(
    'may be started by %s',
    async (event) => {
      const server = await servers.start();
      await step(server, [drifted], { context: { event } });
      // An older server tells of no default branch.
      await step(server, [calm], { context: { event, payload: {} } });
      expect(issuesOf(server.state)).toMatchObject([{ state: 'closed' }]);
    },
  );

  it('keeps the jobs of a matrix apart', async () => {
    const server = await servers.start();
    await step(server, [drifted], { matrix: 'eu' });
    await step(server, [drifted], { matrix: 'us' });
    await step(server, [calm], { matrix: 'eu' });
    expect(issuesOf(server.state)).toMatchObject([
      { title: expect.stringMatching(/^`late-flights` \(eu\) drifted/), state: 'closed' },
      { title: expect.stringMatching(/^`late-flights` \(us\) drifted/), state: 'open' },
    ]);
  });

  it('says once what it lacks, and only where there was something to tell', async () => {
    const tokens = { bot: {}, reader: { permissions: { contents: 'read' as const } } };
    const server = await servers.start({ tokens });
    expect(await step(server, [calm], { token: 'reader' })).toMatchObject({ notice: null });
    const { notice, lines } = await step(server, [drifted], { token: 'reader' });
    expect(notice).toMatch(
      /Not possible here: issue about the incident\. .*permissions: \{ issues: write \}/,
    );
    expect(lines.filter((line) => /warn/i.test(line))).toEqual([]);
    server.state.hasIssues = false;
    const { notice: off } = await step(server, [drifted]);
    expect(off).toContain('Issues are switched off in this repository.');
    expect(off).not.toContain('permissions');
  });

  it('goes on where GitHub fails, and says so', async () => {
    const server = await servers.start();
    server.state.fault = ({ path }) => (path.endsWith('/issues') ? { status: 502 } : undefined);
    const { lines } = await step(server, [drifted]);
    expect(lines.join('\n')).toMatch(
      /No issue about this incident \(drift\): .* The report is in the job summary\./,
    );
  });

  it('counts by when it judged, not by when it told', async () => {
    const server = await servers.start();
    await step(server, [drifted]);
    const { github, log } = await openClient(server);
    const old = { ...calm, finished: new Date(Date.now() - 3_600_000).toISOString() } as Evidence;
    const others = { log, features: new Features(), stop: null, artifact: null, matrix: '' };
    const inputs = { config: 'mlops.yml', model: null };
    const source = { action: 'monitor-drift' as const, config: configOf(), inputs, context: BASE, ...others };
    await reportIncidents(github, { ...source, evidence: [old] });
    expect(issuesOf(server.state)).toMatchObject([{ state: 'open' }]);
  });

  it('has a verdict and an end however much there is to tell', async () => {
    const server = await servers.start();
    const wide = wideRun({ columns: 3000, rules: 200, slices: 200, name: '列'.repeat(60) });
    for (const evidence of wide.filter(({ stage }) => /validate|gate|drift/.test(stage)))
      await step(server, [{ ...evidence, verdict: 'fail' } as Evidence], { artifact: null });
    expect(server.state.issues.length).toBeGreaterThan(1);
    for (const { body } of server.state.issues) {
      expect(Buffer.byteLength(body ?? '')).toBeLessThanOrEqual(60_000);
      expect(body).toMatch(/^### (❌|⚠️) late-flights: (data refused|refused|drifted)\. /);
      expect(body).toMatch(/<!-- mlops-incident:\S+ [^>]+ -->$/);
    }
  });

  it('names config and model in its commands where they are needed', async () => {
    const server = await servers.start();
    await step(server, [drifted], { inputs: { config: 'models/late/mlops.yml', model: 'late-flights' } });
    expect(textOf(server.state.issues[0]?.body ?? '')).toContain(
      'mlops deploy --environment production --rollback --config models/late/mlops.yml --model late-flights`',
    );
  });
});
