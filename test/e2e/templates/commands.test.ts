import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

describe.skipIf(!hasAct)('commands in comments (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.begin(['commands']);
    user.github.state.people.push(
      { login: 'alice', id: 11, role: 'write' },
      { login: 'mallory', id: 16, role: 'read' },
    );
    await user.release();
    await user.release('train.seed=8');
  });
  afterAll(() => user?.end());
  const state = () => user.github.state;
  const say = (body: string, by = 'alice') =>
    user.run('commands', 'issue_comment', { payload: user.comment(body, by) });

  test('whoever may not write gets no job started, and is told', async () => {
    const result = await say('/mlops rollback production', 'mallory');
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('command'));
    expect(state().deployments).toHaveLength(2);
  });

  test('a rollback and a promotion move the environment, each in a job of its own', async () => {
    const back = await say('/mlops rollback production');
    expect(back.code, back.log).toBe(0);
    expect(back.jobs).toEqual(succeeded('command', 'rollback'));
    expect(back.outputs.rollback).toMatchObject({ version: 'v1.0.0', environment: 'production' });
    const forth = await say('/mlops promote v1.1.0 production');
    expect(forth.code, forth.log).toBe(0);
    expect(forth.jobs).toEqual(succeeded('command', 'promote'));
    expect(forth.outputs.promote).toMatchObject({ version: 'v1.1.0', environment: 'production' });
    expect(state().deployments).toHaveLength(4);
  });

  test('retraining is asked for by the event', async () => {
    const result = await say('/mlops retrain');
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('command', 'retrain'));
    expect(state().dispatches).toMatchObject([
      { event_type: 'mlops-retrain', client_payload: { mlops: { model: 'churn' } } },
    ]);
  });
});
