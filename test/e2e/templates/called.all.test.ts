// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of GitHub’s
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsIn } from '../../../scripts/docs/reusable-workflows.ts';
import { makeRepository } from '../../actions/project.ts';
import { hasAct } from '../act.ts';
import { succeeded, User } from './user.ts';

const OWN = fileURLToPath(new URL('../../../.github/workflows/', import.meta.url));
const RELEASE = 'OWNER/mlops-actions/.github/workflows';
const COMMIT = '0000000000000000000000000000000000000000 # v0.1.0';
const FORK_RUN = 41;
const SAMPLE = 'data.split.train=60d';
const JUDGED = ['validate-data', 'train', 'evaluate-gate'];

/** A user's workflow that has a trigger and one line more, as `docs/templates.md` shows it. */
function caller(name: string, on: string, inputs: Readonly<Record<string, unknown>> = {}, more = ''): string {
  const permissions = permissionsIn(readFileSync(join(OWN, `${name}.yml`), 'utf8'));
  return `on: ${on}
permissions: {}
jobs:
  mlops:
    uses: ${RELEASE}/${name}.yml@${COMMIT}
    with: ${JSON.stringify(inputs)}
    permissions:
${[...permissions].map(([scope, access]) => `      ${scope}: ${access}\n`).join('')}${more}`;
}

/** A job of one's own behind level 1, which is called without its deployment. */
const OWN_DEPLOYMENT = `  own-deployment:
    needs: mlops
    runs-on: ubuntu-latest
    environment: production
    permissions:
      contents: write
      deployments: write
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: OWNER/mlops-actions/actions/deploy@${COMMIT}
        with:
          environment: production
          version: \${{ needs.mlops.outputs.version }}
`;

describe.skipIf(!hasAct)('workflows that are called by one line (needs act: MLOPS_ACT)', () => {
  let user: User;
  beforeAll(async () => {
    const callers = {
      'level-0': caller('level-0', 'pull_request'),
      'level-1': caller('level-1', 'push', { deploy: false }, OWN_DEPLOYMENT),
      'level-2': caller('level-2', 'pull_request', { sample: SAMPLE }),
      monitoring: caller('monitor-drift', '{ schedule: [{ cron: "17 5 * * *" }] }'),
      commands: caller('commands', 'issue_comment'),
      forks: caller('fork-report', 'workflow_run', { workflow: '.github/workflows/level-2.yml' }),
      gpu: caller('gpu', 'push', { runner: '"own-gpu"', set: 'train.requires={gpu: 1}' }),
    };
    user = await User.in(makeRepository(), callers);
    user.github.state.people.push({ login: 'alice', id: 11, role: 'write' });
  });
  afterAll(() => user?.end());
  const state = () => user.github.state;
  const commentOn = (pull: number) => state().comments.filter(({ issue }) => issue === pull);

  test('all that are made from the templates are called here', () => {
    const made = readdirSync(OWN).filter((name) =>
      readFileSync(join(OWN, name), 'utf8').includes('\n  workflow_call:\n'),
    );
    const called = readdirSync(join(user.repository, '.github', 'workflows')).map(
      (name) =>
        /workflows\/([\w-]+\.yml)@/.exec(
          readFileSync(join(user.repository, '.github', 'workflows', name), 'utf8'),
        )?.[1],
    );
    expect(called.sort()).toEqual(made.sort());
  });

  test('level 1 registers, and a job of one’s own deploys the version that it gives', async () => {
    const result = await user.run('level-1', 'push');
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...JUDGED, 'register', 'own-deployment'));
    expect(state().releases.map(({ tag_name }) => tag_name)).toEqual(['churn@v1.0.0']);
    expect(result.outputs['own-deployment']).toMatchObject({ version: 'v1.0.0', environment: 'production' });
    expect(state().deployments).toHaveLength(1);
  });

  test('level 0 judges a pull request', async () => {
    const payload = user.pullRequest(1, (text) => text.replace('seed: 7', 'seed: 8'));
    const result = await user.run('level-0', 'pull_request', { payload });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded(...JUDGED));
    expect(commentOn(1)).toHaveLength(1);
    expect(commentOn(1)[0]?.body).toMatch(/✅ churn: accepted/);
  });

  test('level 2 trains on the sample that it is given; the reporter comments for a fork', async () => {
    const payload = user.pullRequest(2, (text) => `${text}\n# From a fork.\n`, { fork: true });
    const result = await user.run('level-2', 'pull_request', { payload, readOnly: true, run: FORK_RUN });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('validate-data', 'train-sample', 'evaluate-gate'));
    expect(result.log).toContain('train: 1,800 rows');
    expect(commentOn(2)).toEqual([]);
    user.keepArtifacts(FORK_RUN, result);
    const told = await user.run('forks', 'workflow_run', { payload: user.finishedRun(FORK_RUN, 2) });
    expect(told.code, told.log).toBe(0);
    expect(told.jobs).toEqual(succeeded('report'));
    expect(commentOn(2)).toHaveLength(1);
    expect(commentOn(2)[0]?.body).toMatch(/✅ churn: accepted/);
  });

  test('monitoring tells of drift in an issue, and asks for retraining', async () => {
    user.checkOut('main');
    user.serve('june.csv', { older: 20 });
    user.push('June');
    const result = await user.run('monitoring', 'schedule');
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('monitor-drift', 'request-retraining'));
    expect(state().issues.map(({ title }) => title)).toEqual([expect.stringMatching(/churn.* drifted/)]);
    expect(state().dispatches).toMatchObject([{ event_type: 'mlops-retrain' }]);
  });

  test('a command in a comment is carried out', async () => {
    const payload = user.comment('/mlops promote v1.0.0 production', 'alice');
    const result = await user.run('commands', 'issue_comment', { payload });
    expect(result.code, result.log).toBe(0);
    expect(result.jobs).toEqual(succeeded('command', 'promote'));
    expect(state().deployments).toHaveLength(2);
  });

  test('the machine with a GPU is the one that is named', async () => {
    const result = await user.run('gpu', 'push', { labels: ['own-gpu'] });
    expect(result.code, result.log).toBe(1);
    expect(result.jobs).toEqual({ ...succeeded('validate-data'), train: 'failure' });
    expect(result.log).toMatch(/`train\.requires`/);
  });
});
