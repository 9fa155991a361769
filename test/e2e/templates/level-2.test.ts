import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

const RELEASE = [
  'validate-data',
  'train',
  'evaluate-gate',
  'register',
  'deploy-staging',
  'approval',
  'deploy-production',
];
const CHANGE = ['validate-data', 'train-sample', 'evaluate-gate'];

/** Staging, two variants, and training that is good but not the best: a change can be better or worse. */
const withVariants = (text: string) =>
  text
    .replace('deploy:\n', 'deploy:\n  staging: { target: command, deploy: [node, deploy.mjs] }\n')
    .replace('epochs: 10, ', 'epochs: 3, variants: { slow: ["train.learning-rate=0.02"], fast: [] }, ');

describe.skipIf(!hasAct)('level 2 in a user’s repository (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.begin(['level-2'], withVariants);
  });
  afterAll(() => user?.end());
  const state = () => user.github.state;
  const commentOn = (pull: number) => state().comments.filter(({ issue }) => issue === pull);

  test('the first merge trains all variants, and the best one goes to staging and production', async () => {
    const result = await user.run('level-2', 'push');
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...RELEASE));
    expect(JSON.parse(result.outputs['validate-data']?.variants ?? '')).toEqual(['slow', 'fast']);
    expect(result.artifacts.filter((name) => /-train-/.test(name))).toHaveLength(2);
    expect(state().deployments.map(({ environment }) => environment)).toEqual(['staging', 'production']);
    expect(state().releases.map(({ tag_name }) => tag_name)).toEqual(['churn@v1.0.0']);
  });

  test('a pull request with a worse model is refused, in one comment', async () => {
    const payload = user.pullRequest(1, (text) =>
      text.replace('epochs: 3', 'epochs: 1').replace('0.05', '0.001'),
    );
    const result = await user.run('level-2', 'pull_request', { payload });
    expect(result.code).toBe(1);
    expect(result.jobs).toEqual({
      ...succeeded('validate-data', 'train-sample'),
      'evaluate-gate': 'failure',
    });
    expect(commentOn(1)).toHaveLength(1);
    expect(commentOn(1)[0]?.body).toMatch(/❌ churn: refused/);
  });

  test('a pull request that loosens its own gate is refused all the same, and its change is shown', async () => {
    const payload = user.pullRequest(2, (text) =>
      text
        .replace('epochs: 3', 'epochs: 1')
        .replace('0.05', '0.001')
        .replace('at-least: 0.7', 'at-least: 0.1')
        .replace('may-worsen: 0.01', 'may-worsen: 9'),
    );
    const result = await user.run('level-2', 'pull_request', { payload });
    expect(result.code, result.log).toBe(1);
    expect(result.jobs['evaluate-gate']).toBe('failure');
    expect(commentOn(2)).toHaveLength(1);
    expect(commentOn(2)[0]?.body).toMatch(/❌ churn: refused/);
    expect(commentOn(2)[0]?.body).toMatch(
      /The rules of this change are not the ones that judged it: those of `mlops\.yml at main \([0-9a-f]{12}\)` did\./,
    );
    expect(commentOn(2)[0]?.body).toContain(
      'loosens “roc_auc_score at least 0.7” to “roc_auc_score at least 0.1”; loosens “log_loss may worsen 0.01” to “log_loss may worsen 9”.',
    );
  });

  test('a pull request whose data are refused fails the gate’s job, which GitHub would take for passed if it were skipped', async () => {
    const payload = user.pullRequest(4, (text) => {
      user.edit('data/customers.csv', (rows) =>
        rows.replaceAll(/,(\d+),([\d.]+),(free|basic|pro),/g, ',-$1,$2,$3,'),
      );
      return `${text}# Ages below zero.\n`;
    });
    const result = await user.run('level-2', 'pull_request', { payload });
    expect(result.code, result.log).toBe(1);
    expect(result.jobs).toEqual({ 'validate-data': 'failure', 'evaluate-gate': 'failure' });
    expect(result.log).toContain('No variant of churn left a model in this run: slow, fast');
    expect(result.log).toContain('A job before this one failed or was skipped');
    expect(commentOn(4)).toHaveLength(1);
    expect(commentOn(4)[0]?.body).toMatch(/❌ .*data/);
  });

  test('a pull request with a better model is accepted, and so is its commit in the merge queue', async () => {
    const payload = user.pullRequest(3, (text) => text.replace('epochs: 3', 'epochs: 12'));
    const result = await user.run('level-2', 'pull_request', { payload });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...CHANGE));
    expect(commentOn(3)).toHaveLength(1);
    expect(commentOn(3)[0]?.body).toMatch(/✅ churn: accepted/);
    const queued = await user.run('level-2', 'merge_group', { payload: user.mergeGroup() });
    expect(queued.code, queued.log).toBe(0);
    expect(queued.jobs).toEqual(succeeded(...CHANGE));
    expect(state().comments).toHaveLength(4);
    expect(state().releases).toHaveLength(1);
  });

  test('its merge becomes the next version, by way of staging', async () => {
    user.merge(3);
    const result = await user.run('level-2', 'push', {
      variables: { MLOPS_TRAIN_RUNNER: '["self-hosted", "gpu"]' },
      labels: ['self-hosted', 'gpu'],
    });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...RELEASE));
    expect(result.outputs['deploy-production']).toMatchObject({
      version: 'v1.1.0',
      environment: 'production',
    });
  });

  test('by hand production is rolled back', async () => {
    const inputs = { task: 'rollback', environment: 'production' };
    const result = await user.run('level-2', 'workflow_dispatch', { inputs });
    // No exit code: act looks at the matrix of jobs that are skipped, and GitHub at their `if` first.
    expect(result.jobs, result.log).toEqual(succeeded('deploy-by-hand'));
    expect(result.outputs['deploy-by-hand']).toMatchObject({ version: 'v1.0.0' });
  });
});
