import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

const RUN = 41;

describe.skipIf(!hasAct)('a pull request of a fork at level 2 (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    user = await User.begin(['level-2', 'fork-report']);
  });
  afterAll(() => user?.end());
  const state = () => user.github.state;

  test('its own run judges it with a token that may only read, and comments nowhere', async () => {
    const payload = user.pullRequest(5, (text) => `${text}\n# From a fork.\n`, { fork: true });
    const result = await user.run('level-2', 'pull_request', { payload, readOnly: true, run: RUN });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('validate-data', 'train-sample', 'evaluate-gate'));
    expect(state().comments).toEqual([]);
    user.keepArtifacts(RUN, result);
  });

  test('the reporter writes the comment, from figures alone', async () => {
    const result = await user.run('fork-report', 'workflow_run', { payload: user.finishedRun(RUN, 5) });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('report'));
    expect(state().comments, result.log).toMatchObject([{ issue: 5 }]);
    expect(state().comments[0]?.body).toContain('churn');
    expect(state().comments[0]?.body).toContain('fork');
  });
});
