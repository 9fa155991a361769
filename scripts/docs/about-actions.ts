import type { ActionName, HelperName } from '../../src/runner/actions.ts';

/** A permission of the job's token: what it is for, and what happens without it. */
export interface Permission {
  readonly permission: string;
  readonly why: string;
  readonly without: string;
}

/** What an action needs, costs and never does: what `action.yml` and the code cannot say. */
export interface About {
  readonly permissions: readonly Permission[];
  readonly triggers: string;
  /** The time of a usual run, in words, and what makes it longer. */
  readonly minutes: string;
  readonly never: readonly string[];
}

const CHECKOUT: Permission = {
  permission: 'contents: read',
  why: 'check out; read the version in production where the registry is `github`',
  without: 'the checkout fails',
};
const COMMENT: Permission = {
  permission: 'pull-requests: write',
  why: 'the one comment and, where asked for, the label',
  without: 'a notice; the report is in the job summary',
};
const CHECK: Permission = {
  permission: 'checks: write',
  why: 'the check run with notes at lines of files',
  without: 'a commit status where `statuses: write` is given, else nothing but the job’s own result',
};
const STATUS: Permission = {
  permission: 'statuses: write',
  why: 'the commit status, where no check run may be written',
  without: 'nothing but the job’s own result',
};
const ISSUE: Permission = {
  permission: 'issues: write',
  why: 'the issue of an incident, in runs that no pull request started',
  without: 'a notice; the report is in the job summary',
};
const HISTORY: Permission = {
  permission: 'actions: read',
  why: 'what the previous run of the pull request found',
  without: 'the comment has no line about the run before',
};
const EARLIER: Permission = {
  permission: 'actions: read',
  why: 'another run and its evidence (`from-run`), and what the previous run of the pull request found',
  without: 'exit code 2 with `from-run`; else the comment has no line about the run before',
};
const REGISTER: Permission = {
  permission: 'contents: write',
  why: 'the tag and the release of a version, where the registry is `github`',
  without: 'exit code 2 before anything is made',
};
const ASSIGN: Permission = {
  permission: 'contents: write',
  why: 'the tag that says which version the environment has, where the registry is `github`',
  without: 'exit code 2 before anything is deployed',
};
const DEPLOYMENT: Permission = {
  permission: 'deployments: write',
  why: 'the record of the deployment on GitHub',
  without: 'a warning; the deployment itself happens',
};
const ANSWERED: Permission = {
  permission: 'issues: write',
  why: 'close the issue that asked for its approval, where the environment has `approvers`',
  without: 'a notice; the issue stays open',
};
const RETRAIN: Permission = {
  permission: 'contents: write',
  why: 'the event that asks for retraining (`repository_dispatch`), and the reference that keeps when it was sent, unless `dispatch: false` leaves it to request-retraining',
  without: 'a warning: nobody was told to retrain',
};

const LOOP: Permission = {
  permission: 'contents: write',
  why: 'the tag and the release of a version and the tag of its environment, where the registry is `github`; the event that asks for retraining',
  without:
    'exit code 2 before a version is made or deployed; a warning where nobody was told to retrain; stages that write neither need `contents: read`',
};

const NO_MERGE = 'pushes a commit, merges, or changes a branch';
const NO_UPLOAD = 'sends data anywhere but to GitHub: no account, no server, no picture host';
const NO_CODE = 'runs code of the repository, apart from programs that its config names';

/** By action, in the order in which the page shows them. */
export const ABOUT: Readonly<Record<ActionName | HelperName, About>> = {
  'validate-data': {
    permissions: [CHECKOUT, COMMENT, CHECK, STATUS, ISSUE, HISTORY],
    triggers: '`pull_request`, `merge_group`, `push`, `schedule`, `repository_dispatch`, `workflow_dispatch`',
    minutes:
      'less than 1 for the 195,482 rows of the example; the first step of a runner installs DuckDB (24 MB)',
    never: [
      'changes the data or the contract',
      'shows a value of a column that looks like personal data',
      NO_CODE,
      NO_MERGE,
      NO_UPLOAD,
    ],
  },
  train: {
    permissions: [CHECKOUT, COMMENT, CHECK, STATUS, HISTORY],
    triggers:
      '`pull_request` (on a sample, on GitHub’s machines), `push`, `schedule`, `repository_dispatch`, `workflow_dispatch`',
    minutes: 'those of your training; give the job `timeout-minutes`',
    never: [
      'hands a token or a secret to the training program, but for those that the config names',
      'shows the labels of the test rows to what trains',
      NO_MERGE,
      NO_UPLOAD,
    ],
  },
  'evaluate-gate': {
    permissions: [CHECKOUT, COMMENT, CHECK, STATUS, ISSUE, EARLIER],
    triggers: '`pull_request`, `merge_group`, `push`, `schedule`, `repository_dispatch`, `workflow_dispatch`',
    minutes: '1 to 5; intervals, explanations and tests of behaviour ask the model many times',
    never: [
      'lets a missing figure pass',
      'takes rules, baseline or champion from the pull request that it judges',
      'unpickles a model',
      'takes what a run of a fork, or of a branch that nobody has merged, left (`from-run`), unless it runs for the same one',
      NO_MERGE,
      NO_UPLOAD,
    ],
  },
  register: {
    permissions: [REGISTER, COMMENT, CHECK, STATUS, EARLIER],
    triggers:
      '`push` to the default branch, `schedule`, `repository_dispatch`, `workflow_dispatch`; never `pull_request`',
    minutes: '1; writes are a second apart',
    never: [
      'registers what the gate did not pass: this package, this commit, this config',
      'takes another artifact than the gate’s, where `artifact-digests` says which that is',
      'registers what ran on another branch than the default one, unless `unmerged: true`',
      'changes or deletes a version',
      'pushes to a branch: each version is a commit of its own under a tag',
      NO_UPLOAD,
    ],
  },
  deploy: {
    permissions: [ASSIGN, DEPLOYMENT, ANSWERED, COMMENT, CHECK, STATUS, HISTORY],
    triggers:
      '`push` to the default branch, `repository_dispatch`, `workflow_dispatch`, in a job with an `environment`; never `pull_request`',
    minutes: '1, and those of your own deploy program',
    never: [
      'gives traffic to a version that answers otherwise than the evaluated one',
      'deploys files that are not the registered ones',
      'deploys from another branch than the default one, unless `unmerged: true`',
      'takes away the version that serves before the next one is proved',
      NO_MERGE,
    ],
  },
  'monitor-drift': {
    permissions: [RETRAIN, COMMENT, CHECK, STATUS, ISSUE, HISTORY],
    triggers: '`schedule` (in a file of its own) and `workflow_dispatch`',
    minutes: 'less than 1 for the example’s months of 20,000 requests',
    never: [
      'trains, registers or deploys by itself: it asks',
      'asks twice for the same windows, or within `monitor.retrain.cool-down`',
      NO_MERGE,
      NO_UPLOAD,
    ],
  },
  pipeline: {
    permissions: [LOOP, COMMENT, CHECK, STATUS, ISSUE, DEPLOYMENT, EARLIER],
    triggers:
      '`schedule`, `repository_dispatch`, `workflow_dispatch`; on `pull_request` with `stage: validate-data, train, evaluate-gate`',
    minutes: 'those of its stages together',
    never: ['goes on after a stage that does not pass', NO_MERGE, NO_UPLOAD],
  },
  command: {
    permissions: [
      {
        permission: 'contents: read',
        why: 'read `mlops.yml`, for the names of models and environments; the registry; the commits since the version that an environment has',
        without: 'the checkout fails',
      },
      {
        permission: 'actions: read',
        why: 'who started the run that registered a version, where its environment has `approvers`',
        without: 'such a version cannot be promoted by a comment',
      },
      {
        permission: 'issues: write',
        why: 'answer a comment on an issue',
        without: 'a notice; the answer is in the job summary',
      },
      {
        permission: 'pull-requests: write',
        why: 'answer a comment on a pull request; who made the version: who wrote, opened and merged what it brings, where its environment has `approvers` (`read` is enough)',
        without:
          'a notice; the answer is in the job summary, and such a version cannot be promoted by a comment',
      },
    ],
    triggers: '`issue_comment`, `types: [created]`',
    minutes: 'less than 1; an ordinary comment costs no request',
    never: [
      'does what a person without write permission says',
      'lets anybody approve, where the environment has `approvers`, who made or merged a change since the version that it has, started a run that made the new one, or asked for it',
      'reads, checks out or runs anything of a pull request',
      'carries the command out: later jobs do, with permissions of their own',
    ],
  },
  'request-approval': {
    permissions: [
      {
        permission: 'contents: read',
        why: 'read `mlops.yml`, for who may approve, and the registry',
        without: 'the checkout fails',
      },
      {
        permission: 'issues: write',
        why: 'the issue that shows the version and how to approve it',
        without: 'a warning; the job summary has the request',
      },
      {
        permission: 'actions: read',
        why: 'who started the run that registered the version',
        without: 'a notice; the issue does not say who cannot approve it, and the command asks again',
      },
      {
        permission: 'pull-requests: read',
        why: 'who wrote, opened and merged what the version brings',
        without: 'the same',
      },
    ],
    triggers: 'those of the workflow that deploys, where environments cannot have reviewers',
    minutes: 'less than 1: it asks, and does not wait',
    never: [
      'leaves two open issues for the same model and environment, however many runs ask at once',
      'approves or deploys anything',
    ],
  },
  'request-retraining': {
    permissions: [
      {
        permission: 'contents: write',
        why: 'the event that asks for retraining (`repository_dispatch`), and the reference that keeps when it was sent',
        without: 'a warning where drift asks, exit code 2 where a person does',
      },
    ],
    triggers:
      'those of the workflow that monitors, in a job after `monitor-drift`; `issue_comment` after `command`',
    minutes: 'less than 1',
    never: [
      'asks twice within `monitor.retrain.cool-down`, unless a person does',
      'takes another artifact than the one of `monitor-drift`, where `artifact-digests` says which that is',
      NO_CODE,
      NO_MERGE,
    ],
  },
  report: {
    permissions: [
      {
        permission: 'actions: read',
        why: 'read the brief of the run that ended',
        without: 'a notice: nothing is reported, and the step ends with 0',
      },
      {
        permission: 'pull-requests: write',
        why: 'the one comment',
        without: 'a notice; the job summary has the report',
      },
    ],
    triggers: '`workflow_run`, `types: [completed]`',
    minutes: 'less than 1',
    never: [
      'checks out, installs or runs anything',
      'posts Markdown that an artifact holds: it renders evidence anew',
      'takes the number of the pull request from an artifact',
    ],
  },
};
