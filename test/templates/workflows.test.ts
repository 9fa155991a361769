// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of GitHub’s

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAction } from '../actions/step.ts';
import {
  type Job,
  ownAction,
  ownWorkflows,
  snippets,
  stepsOf,
  templates,
  type Workflow,
} from './workflows.ts';

const files = [...templates, ...ownWorkflows];
const everything = [...files, ...snippets];

/** Events whose run has code that nobody has merged. */
const UNMERGED = ['pull_request', 'merge_group', 'workflow_call'];
/** The list that keeps a job to code that was merged, whichever event its workflow gets. */
const MERGED_ONLY = `contains(fromJSON('["push", "repository_dispatch", "workflow_dispatch", "schedule"]'), github.event_name)`;

describe.each(everything.map((one) => [one.path, one] as const))('%s', (_, one) => {
  const { text, workflow } = one;

  test('pins every action by commit, with its version beside it', () => {
    for (const [line] of text.matchAll(/^[^#\n]*\buses: .*$/gm)) {
      expect(line).toMatch(/uses: (\.\/\S+|\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+)( |$)/);
    }
  });

  test('keeps no token in the checkout, and nothing in a cache', () => {
    for (const { step } of stepsOf(one)) {
      if (step.uses?.startsWith('actions/checkout@'))
        expect(step.with).toMatchObject({ 'persist-credentials': false });
      expect(step.uses ?? '').not.toMatch(/^actions\/cache/);
      for (const name of ['cache', 'package-manager-cache'])
        expect([undefined, false]).toContain(step.with?.[name]);
    }
  });

  test('puts no expression into a script', () => {
    for (const { step } of stepsOf(one)) {
      expect(`${step.run ?? ''}${step.with?.script ?? ''}`).not.toContain('${{');
    }
  });

  test('hands on no secret but those it names', () => {
    expect(text).not.toMatch(/^[^#\n]*secrets: inherit/m);
    expect(text).not.toMatch(/toJSON\(secrets\)/i);
  });

  test('gives our actions the inputs that they have', () => {
    for (const { step } of stepsOf(one)) {
      const action = ownAction(step.uses);
      if (action === null) continue;
      const { inputs } = readAction(action);
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
      const required = Object.keys(inputs).filter((name) => inputs[name]?.required);
      expect(Object.keys(step.with ?? {})).toEqual(expect.arrayContaining(required));
    }
  });

  test('is not started by what lets a stranger’s code at a token', () => {
    expect(Object.keys(workflow.on ?? {})).not.toContain('pull_request_target');
    expect(text).not.toContain('allow-unsafe-pr-checkout');
  });
});

describe.each(files.map((one) => [one.path, one] as const))(
  '%s, a whole workflow,',
  (_, { text, workflow }) => {
    const jobs = Object.values(workflow.jobs ?? {});
    const events = Object.keys(workflow.on ?? {});

    test('grants nothing at the top, and says beside each grant what it is for', () => {
      expect(workflow.permissions).toEqual({});
      for (const job of jobs) expect(Object.keys(job.permissions ?? {}).length).toBeGreaterThan(0);
      const granted = jobs.flatMap((job) => Object.keys(job.permissions ?? {}));
      expect([...text.matchAll(/^ {6}[a-z-]+: (read|write) # \S.+$/gm)]).toHaveLength(granted.length);
    });

    test('has names, a time limit for each job, and says what becomes of runs at the same time', () => {
      expect(workflow.name).toBeTruthy();
      expect(workflow.concurrency).toBeTruthy();
      for (const job of jobs) {
        expect(job.name).toBeTruthy();
        if (job.uses === undefined) expect(job['timeout-minutes']).toBeGreaterThan(0);
      }
    });

    test('brings what nobody has merged to no machine but GitHub’s', () => {
      if (!events.some((event) => UNMERGED.includes(event))) return;
      for (const job of jobs.filter(mayRunElsewhere)) expect(conjuncts(job)).toContain(MERGED_ONLY);
    });

    test('has a schedule alone, or none', () => {
      if (events.includes('schedule')) expect(events).toEqual(['schedule', 'workflow_dispatch']);
    });

    test('queues deployments to one environment, in a group of its own', () => {
      for (const job of jobs.filter((one) => uses(one, 'deploy'))) {
        expect(job.environment).toBeTruthy();
        expect(job.concurrency).toEqual({
          group: `mlops-deploy-${job.environment}`,
          'cancel-in-progress': false,
        });
      }
    });

    test('deploys to the very environment that its job waits for, which is never empty', () => {
      for (const job of jobs) {
        for (const step of job.steps ?? []) {
          if (ownAction(step.uses) !== 'deploy') continue;
          expect(step.with?.environment).toBe(job.environment);
          expect(job.environment).toMatch(
            /^(staging|production|\$\{\{ (inputs\.environment \|\| 'production'|needs\.command\.outputs\.environment) \}\})$/,
          );
        }
      }
    });

    test('hands the digest of each artifact from the job that made it to the job that takes it', () => {
      const named = Object.entries(workflow.jobs ?? {});
      for (const [name, job] of named) {
        for (const step of job.steps ?? []) {
          const takes = TAKES[ownAction(step.uses) ?? ''] ?? [];
          const given = String(step.with?.['artifact-digests'] ?? '');
          const needs = [job.needs ?? []].flat();
          const lines = needs.flatMap((need) => {
            const made = takes.find((stage) => uses(workflow.jobs?.[need] ?? {}, stage));
            return made === undefined ? [] : [{ made, need }];
          });
          for (const { made, need } of lines) {
            const line = given.split('\n').find((one) => one.startsWith(`${made}=`)) ?? '';
            expect(line, `${name}: ${made}`).toContain(`needs.${need}.outputs.artifact-digest`);
            const from = workflow.jobs?.[need];
            const { id } = from?.steps?.find((one) => ownAction(one.uses) === made) ?? {};
            expect(from?.outputs?.['artifact-digest']).toBe(`\${{ steps.${id}.outputs.artifact-digest }}`);
          }
          // One that runs after a failed job would find what an earlier attempt of the run left.
          if (/!cancelled\(\)|always\(\)/.test(String(job.if)) && ownAction(step.uses) === 'evaluate-gate')
            for (const line of given.trim().split('\n')) expect(line, name).toMatch(/\|\| 'none'(\)| })/);
          // What nobody hands on is believed by its name.
          const [last = ''] = takes;
          if (needs.length > 0 && named.some(([, one]) => uses(one, last)))
            expect(
              lines.map(({ made }) => made),
              name,
            ).toContain(last);
        }
      }
    });

    test('starts anew for a pull request that is to go to another branch', () => {
      const { pull_request } = workflow.on ?? {};
      if (pull_request === undefined || !jobs.some((one) => uses(one, 'evaluate-gate'))) return;
      expect(pull_request).toMatchObject({ types: ['opened', 'synchronize', 'reopened', 'edited'] });
    });

    test('hands its model to every action of ours that takes one', () => {
      const { MLOPS_MODEL } = workflow.env ?? {};
      for (const { step } of stepsOf({ path: '', text, workflow })) {
        const action = ownAction(step.uses);
        if (MLOPS_MODEL !== undefined && action !== null)
          expect(step.with).toMatchObject({ model: '${{ env.MLOPS_MODEL }}' });
      }
    });

    test('takes nothing from a pull request into a run that may write', () => {
      if (!events.some((event) => ['workflow_run', 'issue_comment'].includes(event))) return;
      expect(text).not.toMatch(/^\s+ref:/m);
    });
  },
);

/** Whose artifacts an action takes, the one that counts most first: it has all of the stages before it in it. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  train: ['validate-data'],
  'evaluate-gate': ['train', 'validate-data'],
  register: ['evaluate-gate'],
  deploy: ['register'],
  'request-retraining': ['monitor-drift'],
};

const uses = ({ steps = [] }: Job, action: string) => steps.some((step) => ownAction(step.uses) === action);

test.each(['level-0', 'level-2'])(
  'the gate of %s is judged or fails on a pull request: GitHub takes a skipped job for a passed check',
  (name) => {
    for (const folder of ['workflows-templates', '.github/workflows']) {
      const { workflow } = files.find(({ path }) => path === `${folder}/${name}.yml`) ?? {};
      const gate = workflow?.jobs?.['evaluate-gate'];
      // No status function but this one looks at needs; the event comes first in what is joined by “or”.
      const begin = /^\$\{\{ !cancelled\(\) && \(github\.event_name == 'pull_request' \|\| (.*)\) \}\}$/s;
      expect(gate?.if).toMatch(begin);
      expect(gate?.if).not.toMatch(/\b(success|failure|always)\(/);
      if (workflow?.on && 'merge_group' in workflow.on)
        expect(begin.exec(gate?.if ?? '')?.[1]).toMatch(/^github\.event_name == 'merge_group' \|\| /);
    }
  },
);

test.each(['level-0', 'level-1', 'level-2', 'monitor-schedule', 'gpu'])(
  '%s takes its model from the event, a person or a caller, and else from its own line',
  (name) => {
    const called = name === 'monitor-schedule' ? 'monitor-drift' : name;
    for (const path of [`workflows-templates/${name}.yml`, `.github/workflows/${called}.yml`]) {
      const { workflow } = files.find((one) => one.path === path) ?? {};
      expect(workflow?.env?.MLOPS_MODEL).toBe(
        "${{ github.event.client_payload.mlops.model || inputs.model || '' }}",
      );
      const { workflow_dispatch, workflow_call } = (workflow?.on ?? {}) as Record<
        string,
        { inputs?: object }
      >;
      for (const one of [workflow_dispatch, workflow_call])
        if (one) expect(one.inputs).toHaveProperty('model');
      expect(JSON.stringify(workflow?.concurrency)).toContain('${{ inputs.model }}');
    }
  },
);

/** Whether a job may get a machine that is not GitHub's: it says so, or leaves it to a variable or input. */
function mayRunElsewhere(job: Job): boolean {
  const where = JSON.stringify(job['runs-on'] ?? '');
  return !/^"(ubuntu|windows|macos)-[\w.-]+"$/.test(where);
}

function conjuncts(job: Job): string[] {
  return (job.if ?? '').split('&&').map((part) => part.trim());
}

test.each(templates.map((one) => [one.path, one] as const))(
  '%s has no script: actions do the work',
  (_, one) => {
    for (const { step } of stepsOf(one)) expect(step.run).toBeUndefined();
  },
);

test('what may run on a machine with a GPU says so in words that the checks above know', () => {
  const elsewhere = files.flatMap(({ path, workflow }) =>
    Object.entries(workflow.jobs ?? {})
      .filter(([, job]) => job.uses === undefined && mayRunElsewhere(job))
      .map(([name, job]) => [`${path}: ${name}`, conjuncts(job).includes(MERGED_ONLY)]),
  );
  expect(Object.fromEntries(elsewhere)).toEqual({
    'workflows-templates/gpu.yml: train': true,
    'workflows-templates/level-2.yml: train': true,
    '.github/workflows/gpu.yml: train': true,
    '.github/workflows/level-2.yml: train': true,
  });
});

test('the job that sends the event for retraining does nothing else, and no other job of its file writes contents', () => {
  const monitoring = templates.find(({ path }) => path.endsWith('monitor-schedule.yml'));
  const writers = Object.entries(monitoring?.workflow.jobs ?? {})
    .filter(([, { permissions }]) => permissions?.contents === 'write')
    .map(([name, { steps = [] }]) => [name, steps.map(({ uses }) => ownAction(uses) ?? uses?.split('@')[0])]);
  expect(writers).toEqual([['request-retraining', ['actions/checkout', 'request-retraining']]]);
});

test.each(templates.map(({ path, workflow }) => [path, workflow.name] as const))(
  '%s has its entry in GitHub’s list of templates',
  (path, name) => {
    const entry = JSON.parse(readFileSync(path.replace(/\.yml$/, '.properties.json'), 'utf8'));
    expect(entry).toMatchObject({
      name,
      description: expect.any(String),
      iconName: expect.stringMatching(/^octicon /),
    });
  },
);

test.each(readdirSync('actions').filter((name) => existsSync(`actions/${name}/README.md`)))(
  'the page of %s shows a whole job as the templates have it',
  (action) => {
    const text = readFileSync(`actions/${action}/README.md`, 'utf8');
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
    const { permissions, jobs } = parse(example) as Workflow;
    expect(permissions).toEqual({});
    expect(Object.keys(Object.values(jobs ?? {})[0]?.permissions ?? {})).not.toEqual([]);
    expect(example).toContain(`actions/${action}@`);
  },
);
