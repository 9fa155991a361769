import { downloadBrief, findBriefs, listBriefs } from '../../src/github/brief-artifacts.ts';
import { type CheckRequest, upsertCheck } from '../../src/github/check.ts';
import type { GitHub } from '../../src/github/client.ts';
import { readContext } from '../../src/github/context.ts';
import { pullsOf } from '../../src/github/fork-pulls.ts';
import { setLabel } from '../../src/github/labels.ts';
import { setStatus } from '../../src/github/status.ts';
import { refuseForeignRun } from '../../src/runner/handover/other-run.ts';
import { repositoryId } from './run-shapes.ts';
import type { State } from './state.ts';
import type { Work } from './works.ts';

const HEAD = 'a'.repeat(40);
const FORK = 'mallory/flights';
const BRIEF = 'mlops-late-train-brief-1';

/** A run of a fork that left a brief, and its pull request; and a run of the default branch. */
export function leaveRun(state: State): void {
  state.pulls.set(8, { number: 8, head: { sha: 'f'.repeat(40), repo: FORK } });
  const bytes = Buffer.from('archive '.repeat(999));
  state.artifacts.push({ id: 500, run: 5, name: BRIEF, bytes, finished: true });
  const at = '2026-07-01T00:00:00Z';
  state.runs.push({
    ...{
      id: 6,
      name: 'CI',
      path: '.github/workflows/ci.yml',
      event: 'push',
      branch: 'main',
      repo: 'acme/flights',
    },
    ...{ sha: state.git.refs.get('refs/heads/main') ?? '', run_attempt: 1, status: 'completed' },
    ...{ conclusion: 'success', created_at: at, run_started_at: at, updated_at: at },
  });
}

const context = readContext({
  GITHUB_REPOSITORY: 'acme/flights',
  GITHUB_SHA: HEAD,
  GITHUB_RUN_ID: '1',
  GITHUB_REF: 'refs/heads/main',
});
const scheduled = { ...context, event: 'schedule' };
const run = (headBranch: string) => ({
  ...{ id: 5, attempt: 1, path: '.github/workflows/ci.yml', made: 1, headSha: 'f'.repeat(40), headBranch },
  ...{ headOwner: 'mallory', headRepository: repositoryId(FORK), repository: repositoryId('acme/flights') },
});
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ kind: 'error' as const, file: 'mlops.yml', line: index + 1, message: 'too low' },
  }));
const check = (change: Partial<CheckRequest>): CheckRequest => ({
  ...{ headSha: HEAD, name: 'mlops: late: train', workflow: 'ci.yml', run: '1', attempt: 1 },
  ...{ conclusion: 'failure', title: 'refused', summary: 'Too low.', detailsUrl: 'https://github.com/run/1' },
  ...{ annotations: lines(60), batches: 2 },
  ...change,
});
const label = (verdict: string, other: string) => ({
  issue: 7,
  label: { name: `mlops: ${verdict}`, color: '1a7f37', description: '' },
  instead: [`mlops: ${other}`],
});

/** What a run leaves at its commit and pull request, and what is read of the run of a fork. */
export const RUN_WORKS: Readonly<Record<string, Work>> = {
  'upsertCheck, the first': { work: async (github) => (await upsertCheck(github, check({}))).outcome },
  'upsertCheck, the same lines': {
    before: (github) => upsertCheck(github, check({})),
    work: async (github) => (await upsertCheck(github, check({ run: '2', title: 'later' }))).outcome,
  },
  'upsertCheck, the first lines': {
    before: (github) => upsertCheck(github, check({ annotations: [] })),
    work: async (github) => (await upsertCheck(github, check({ run: '2' }))).outcome,
  },
  setStatus: {
    work: (github) =>
      setStatus(github, {
        ...{ headSha: HEAD, context: 'mlops/late/train', state: 'failure' },
        ...{ description: 'refused', url: 'https://github.com/run/1' },
      }),
  },
  'setLabel, the first': { work: (github) => setLabel(github, label('pass', 'fail')) },
  'setLabel, another': {
    before: (github) => setLabel(github, label('fail', 'pass')),
    work: (github) => setLabel(github, label('pass', 'fail')),
  },
  listBriefs: { work: async (github) => (await listBriefs(github, 5)).map(({ name }) => name) },
  findBriefs: { work: async (github) => (await findBriefs(github, BRIEF)).map(({ id }) => id) },
  downloadBrief: {
    before: async (github: GitHub) => (await listBriefs(github, 5))[0],
    work: async (github, brief) => (await downloadBrief(github, brief, 99_999))?.length,
  },
  refuseForeignRun: { work: (github) => refuseForeignRun(github, scheduled, '6') },
  pullsOf: { work: (github) => pullsOf(github, run('change')) },
  'pullsOf, of a branch that was renamed': { work: (github) => pullsOf(github, run('other')) },
};
