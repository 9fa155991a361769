import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAct } from '../act.ts';
import { flightsUntil, julyArrives, serveFlights } from './flights.ts';
import { succeeded, template, User } from './user.ts';

const PIPELINE = ['validate-data', 'train', 'evaluate-gate', 'register', 'approval', 'deploy'];
const WATCH = ['monitor-drift', 'request-retraining'];

describe.skipIf(!hasAct)('level 1 on the flights (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    const names = ['level-1', 'monitor-schedule'];
    const workflows = Object.fromEntries(names.map((name) => [name, template(name)]));
    user = await User.in(await flightsUntil('2013-05-16'), workflows);
  });
  afterAll(() => user?.end());
  const state = () => user.github.state;
  const versions = () => state().releases.map(({ tag_name }) => tag_name);
  const events = () => state().dispatches.map(({ event_type }) => event_type);

  test('the first push, in the middle of May, goes through the whole pipeline into production', async () => {
    const result = await user.run('level-1', 'push');
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...PIPELINE));
    expect(versions()).toEqual(['late-flights@v1.0.0']);
    expect(result.outputs.deploy).toMatchObject({ version: 'v1.0.0', environment: 'production' });
    expect(result.summaries['evaluate-gate']).toMatch(/✅ late-flights: accepted/);
    expect(result.summaries['evaluate-gate']).toContain('13,742');
    expect(state().issues).toEqual([]);
  });

  test('June drifts: one issue with what moved, and one event, from a job of its own', async () => {
    // The first flights of July end June: windows are counted by the rows.
    serveFlights(user.repository, 'june.jsonl', '2013-06-01', '2013-07-02');
    user.push('What was asked in June');
    const result = await user.run('monitor-schedule', 'schedule', { run: 11 });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...WATCH));
    expect(state().issues).toMatchObject([
      { state: 'open', title: '`late-flights` drifted: 5 of 12 columns since 1 June 2013' },
    ]);
    for (const column of ['temp', 'wind_speed', 'precip', 'visib', 'pressure'])
      expect(state().issues[0]?.body).toContain(column);
    expect(events()).toEqual(['mlops-retrain']);
  });

  test('the next day the issue is brought up to date, and nobody is asked again', async () => {
    const before = state().issues[0]?.body;
    const result = await user.run('monitor-schedule', 'schedule', { run: 12 });
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['request-retraining']).toEqual({ requested: 'false' });
    expect(state().issues).toMatchObject([{ state: 'open' }]);
    expect(state().issues[0]?.body).not.toBe(before);
    expect(events()).toHaveLength(1);
  });

  test('the event retrains on the data up to July, and the better model takes over', async () => {
    julyArrives(user.repository);
    user.push('Flights of June and July');
    const { event_type: action, client_payload } = state().dispatches[0] ?? {};
    const result = await user.run('level-1', 'repository_dispatch', { payload: { action, client_payload } });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...PIPELINE));
    expect(versions()).toEqual(['late-flights@v1.0.0', 'late-flights@v1.1.0']);
    expect(result.summaries['evaluate-gate']).toMatch(/against the champion.*v1\.0\.0/);
    expect(result.outputs.deploy).toMatchObject({ version: 'v1.1.0', environment: 'production' });
  });

  test('June is still another season than most of its 120 days: the issue stays open, and nobody is asked again', async () => {
    const result = await user.run('monitor-schedule', 'schedule', { run: 13 });
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['monitor-drift']).toMatchObject({ version: 'v1.1.0', verdict: 'fail' });
    expect(state().issues).toMatchObject([
      { state: 'open', title: expect.stringContaining('4 of 12 columns') },
    ]);
    expect(events()).toHaveLength(1);
  });

  test('a person lets it learn from 90 days: the gate compares the two, and the issue closes itself', async () => {
    user.edit('mlops.yml', (text) => text.replace('train: 120d', 'train: 90d'));
    user.push('Learn from the last 90 days');
    const result = await user.run('level-1', 'workflow_dispatch', { inputs: { environment: 'production' } });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...PIPELINE));
    expect(result.outputs.deploy).toMatchObject({ version: 'v1.2.0', environment: 'production' });
    const watched = await user.run('monitor-schedule', 'schedule', { run: 14 });
    expect(watched.code, watched.log).toBe(0);
    expect(watched.jobs).toEqual(succeeded('monitor-drift'));
    expect(watched.outputs['monitor-drift']).toMatchObject({
      version: 'v1.2.0',
      verdict: 'pass',
      retrain: 'false',
    });
    expect(state().issues).toMatchObject([{ state: 'closed', state_reason: 'completed' }]);
    expect(events()).toHaveLength(1);
  });
});
