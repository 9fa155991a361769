import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everything, hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

describe.skipIf(!hasAct)('the GPU template (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.begin(['gpu']);
  });
  afterAll(() => user?.end());

  test('on a machine that has the label and no GPU it refuses before anything is read, with the cure', async () => {
    user.edit('mlops.yml', (text) => text.replace('train: { ', 'train: { requires: { gpu: 1 }, '));
    user.push('Ask for a GPU');
    const result = await user.run('gpu', 'push', { labels: ['self-hosted', 'gpu'] });
    expect(result.code).toBe(1);
    expect(result.jobs).toEqual({ ...succeeded('validate-data'), train: 'failure' });
    expect(result.log).not.toContain('train: customers: 3,000 rows');
    expect(result.summaries.train).toMatch(/nvidia-smi|GPU/);
    expect(result.summaries.train).toMatch(/`train\.requires`/);
    expect(user.github.state.releases).toEqual([]);
  });

  if (!everything) return;

  test('where nothing is asked of the machine it trains there, and GitHub’s machines judge and register', async () => {
    user.edit('mlops.yml', (text) => text.replace('requires: { gpu: 1 }, ', ''));
    user.push('Ask for nothing');
    const result = await user.run('gpu', 'push', { labels: ['self-hosted', 'gpu'] });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('validate-data', 'train', 'evaluate-gate', 'register'));
  });
});
