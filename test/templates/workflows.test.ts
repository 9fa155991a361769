import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAction } from '../actions/step.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}

interface Job {
  readonly name?: string;
  readonly 'runs-on': string | string[];
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Record<string, string>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Record<string, Job>;
}

const yamlFiles = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`);
const TEMPLATES = yamlFiles('workflows-templates');
const WORKFLOWS = [...TEMPLATES, ...yamlFiles('.github/workflows')];
const PINNED = /^\s+(?:- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

describe.each(WORKFLOWS)('%s', (file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const workflow = parse(text) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test('takes other actions by commit, with the version beside it', () => {
    const lines = text.split('\n').filter((line) => line.includes('uses: ') && !line.includes('uses: ./'));
    for (const line of lines) expect(line).toMatch(PINNED);
  });

  test('gives each job its least permission and its longest time', () => {
    expect(workflow.permissions).toEqual({});
    expect(workflow.concurrency).toBeDefined();
    for (const [name, job] of Object.entries(workflow.jobs)) {
      expect(job.name, name).toBeTruthy();
      expect(Object.keys(job.permissions ?? {}), name).toContain('contents');
      expect(job['timeout-minutes'], name).toBeGreaterThan(0);
    }
  });

  test('keeps the token out of the checkout, and values out of scripts', () => {
    for (const { uses, with: inputs, run } of steps) {
      if (uses?.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false);
      if (!/\/(ci|release)\.yml$/.test(file)) expect(run).toBeUndefined();
      expect(run ?? '').not.toContain('${{');
    }
  });

  test('runs no code of a fork with secrets, nor on a machine of one’s own', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    for (const job of Object.values(workflow.jobs)) expect(job['runs-on']).toBe('ubuntu-latest');
    expect(text).not.toMatch(/secrets: inherit|toJSON\(secrets/i);
  });

  test('gives our actions inputs that they have', () => {
    for (const { uses, with: inputs = {} } of steps) {
      const name = /(?:OWNER\/mlops-actions|\.)\/actions\/([\w-]+)/.exec(uses ?? '')?.[1];
      if (!name) continue;
      expect(Object.keys(readAction(name).inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    }
  });
});

test.each(TEMPLATES)('%s is described for GitHub’s page of new workflows', (file) => {
  const properties = join(ROOT, file.replace(/\.ya?ml$/, '.properties.json'));
  expect(existsSync(properties)).toBe(true);
  const { name, description, iconName, filePatterns } = JSON.parse(readFileSync(properties, 'utf8'));
  expect([name, description, iconName].every((text) => typeof text === 'string' && text !== '')).toBe(true);
  for (const pattern of filePatterns) expect('mlops.yml').toMatch(new RegExp(pattern));
});

test('the READMEs of the actions show what the templates do: commits, permissions, no kept token', () => {
  for (const action of readdirSync(join(ROOT, 'actions'))) {
    const text = readFileSync(join(ROOT, 'actions', action, 'README.md'), 'utf8');
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
    const { permissions, jobs } = parse(example) as Workflow;
    expect(permissions, action).toEqual({});
    expect(Object.values(jobs)[0]?.permissions, action).toHaveProperty('contents');
    for (const line of example.split('\n').filter((one) => one.includes('uses: '))) {
      expect(line, action).toMatch(PINNED);
    }
    expect(example, action).toContain('persist-credentials: false');
  }
});
