import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

describe.skipIf(!hasAct)('a person who starts level 0 stage by stage (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.begin(['level-0']);
  });
  afterAll(() => user?.end());
  const state = () => user.github.state;
  const start = (task: string, run: number, more: Readonly<Record<string, string>> = {}) =>
    user.run('level-0', 'workflow_dispatch', { run, inputs: { task, ...more } });
  /** As `start`, where a later run may take what this one leaves. */
  async function left(task: string, run: number, more: Readonly<Record<string, string>> = {}) {
    user.started(run, 'alice', 'workflow_dispatch');
    const result = await start(task, run, more);
    expect(result.code, result.log).toBe(0);
    user.keepArtifacts(run, result);
    return result;
  }

  test('looks at the data first, and nothing is trained', async () => {
    const result = await start('validate-data', 10);
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('validate-data'));
  });

  test('trains on data that were validated, then judges, registers and deploys, each in a run of its own', async () => {
    const trained = await left('train', 11);
    expect(trained.jobs).toEqual(succeeded('validate-data', 'train'));
    const judged = await left('evaluate-gate', 12, { 'from-run': '11' });
    expect(judged.jobs).toEqual(succeeded('evaluate-gate'));
    expect(judged.summaries['evaluate-gate']).toMatch(/✅ churn: accepted/);
    expect(state().releases).toEqual([]);
    const registered = await start('register', 13, { 'from-run': '12' });
    expect(registered.code, registered.log).toBe(0);
    expect(registered.jobs).toEqual(succeeded('register'));
    // One package all the way.
    expect(registered.outputs.register).toMatchObject({
      version: 'v1.0.0',
      digest: trained.outputs.train?.digest,
    });
    expect(state().deployments).toEqual([]);
    const deployed = await start('deploy', 14, { version: 'v1.0.0', environment: 'production' });
    expect(deployed.code, deployed.log).toBe(0);
    expect(deployed.jobs).toEqual(succeeded('deploy'));
    expect(deployed.outputs.deploy).toMatchObject({ version: 'v1.0.0', environment: 'production' });
  });

  test('is told where a stage has nothing to begin with', async () => {
    const unnamed = await start('evaluate-gate', 15);
    expect(unnamed.jobs).toEqual({ 'evaluate-gate': 'failure' });
    expect(unnamed.log).toContain('or name its run with `from-run`');
    const unjudged = await start('register', 16, { 'from-run': '11' });
    expect(unjudged.jobs).toEqual({ register: 'failure' });
    expect(state().releases).toHaveLength(1);
  });
});
