import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customers } from '../../actions/project.ts';
import { hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

const PIPELINE = ['validate-data', 'train', 'evaluate-gate', 'register', 'approval', 'deploy'];

describe.skipIf(!hasAct)('level 1 in a user’s repository (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.begin(['level-1', 'level-1-schedule', 'monitor-schedule']);
  });
  afterAll(() => user?.end());
  const state = () => user.github.state;
  const versions = () => state().releases.map(({ tag_name }) => tag_name);

  test('the first push of data goes through the whole pipeline into production', async () => {
    const result = await user.run('level-1', 'push');
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...PIPELINE));
    expect(versions()).toEqual(['churn@v1.0.0']);
    expect(result.outputs.deploy).toMatchObject({ version: 'v1.0.0', environment: 'production' });
    expect(state().deployments.map(({ environment }) => environment)).toEqual(['production']);
  });

  test('a month that drifts opens an issue and asks for retraining, with an event from a job of its own', async () => {
    user.serve('june.csv', { older: 20 });
    user.push('June');
    const result = await user.run('monitor-schedule', 'schedule');
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('monitor-drift', 'request-retraining'));
    expect(state().dispatches).toMatchObject([{ event_type: 'mlops-retrain' }]);
    const again = await user.run('monitor-schedule', 'schedule');
    expect(again.outputs['request-retraining'], again.log).toEqual({ requested: 'false' });
    expect(state().dispatches).toHaveLength(1);
  });

  test('the event retrains on what is there by then, and the better model replaces the old one', async () => {
    user.write('data/customers.csv', customers({ rows: 3000, older: 20, from: 100 }));
    user.push('Data of June');
    const [event] = state().dispatches;
    const payload = { action: event?.event_type, client_payload: event?.client_payload };
    const result = await user.run('level-1', 'repository_dispatch', { payload });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...PIPELINE));
    expect(versions()).toEqual(['churn@v1.0.0', 'churn@v1.1.0']);
    expect(result.outputs.deploy).toMatchObject({ version: 'v1.1.0' });
  });

  test('the schedule calls the same pipeline', async () => {
    const result = await user.run('level-1-schedule', 'schedule');
    expect(result.code, result.log).toBe(0);
    expect(Object.values(result.jobs)).not.toContain('failure');
    expect(result.log).toContain('evaluate-gate');
  });
});
