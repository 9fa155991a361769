import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

describe.skipIf(!hasAct)('monitoring by schedule (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.begin(['monitor-schedule']);
    await user.release();
  });
  afterAll(() => user?.end());
  const state = () => user.github.state;
  const drifts = () => [...state().issues.values()].filter(({ title }) => /drift/i.test(title));

  test('a month that drifts opens one issue and sends the event from a job of its own', async () => {
    user.serve('june.csv', { older: 20 });
    user.push('June');
    const result = await user.run('monitor-schedule', 'schedule', { run: 11 });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('monitor-drift', 'request-retraining'));
    expect(state().dispatches).toMatchObject([{ event_type: 'mlops-retrain' }]);
    expect(drifts()).toMatchObject([{ state: 'open' }]);
    expect(drifts()[0]?.body).toContain('churn');
  });

  test('the next day the issue is brought up to date, and nobody is asked again', async () => {
    const before = drifts()[0]?.body;
    const result = await user.run('monitor-schedule', 'schedule', { run: 12 });
    expect(result.code, result.log).toBe(0);
    expect(result.outputs['request-retraining']).toEqual({ requested: 'false' });
    expect(state().dispatches).toHaveLength(1);
    expect(drifts()).toMatchObject([{ state: 'open' }]);
    expect(drifts()[0]?.body).not.toBe(before);
  });

  test('when the customers are the old ones again, the issue closes itself', async () => {
    user.serve('july.csv', { from: 200 });
    user.push('July');
    const result = await user.run('monitor-schedule', 'schedule', { run: 13 });
    expect(result.code, result.log).toBe(0);
    expect(drifts()).toMatchObject([{ state: 'closed' }]);
    expect(state().dispatches).toHaveLength(1);
  });
});
