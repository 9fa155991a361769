import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ABOUT } from '../../scripts/docs/about-actions.ts';
import { ACTIONS } from '../../src/runner/actions.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
type Action = (typeof ACTIONS)[number];

interface Job {
  readonly permissions?: Record<string, string>;
  readonly steps?: readonly { readonly uses?: string }[];
}

/** Workflows that people copy: the templates, and the example in each action's README. */
function workflows(): [file: string, text: string][] {
  const templates = readdirSync(join(ROOT, 'workflows-templates'))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `workflows-templates/${name}`);
  const readmes = readdirSync(join(ROOT, 'actions'))
    .map((name) => `actions/${name}/README.md`)
    .filter((path) => existsSync(join(ROOT, path)));
  return [
    ...templates.map((path): [string, string] => [path, readFileSync(join(ROOT, path), 'utf8')]),
    ...readmes.map((path): [string, string] => {
      const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, path), 'utf8')) ?? [];
      return [path, example];
    }),
  ];
}

/** The jobs that use actions of ours, with these. */
const jobs = workflows().flatMap(([file, text]) =>
  Object.entries((parse(text) as { jobs: Record<string, Job> }).jobs).flatMap(([name, job]) => {
    const used = (job.steps ?? []).flatMap(({ uses }) => {
      const [, action] = /^[\w.-]+\/[\w.-]+\/actions\/([\w-]+)@/.exec(uses ?? '') ?? [];
      return action ? [action as Action] : [];
    });
    return used.length > 0 ? [{ where: `${file}: ${name}`, job, used }] : [];
  }),
);

const grants = (action: Action) => ABOUT[action].permissions.map(({ permission }) => permission);

test('workflows that people copy are looked at', () => {
  expect(jobs.length).toBeGreaterThan(10);
});

describe.each(jobs)('$where', ({ job, used }) => {
  test('gives no permission that the page does not tell of', () => {
    const told = new Set(['contents: read', ...used.flatMap(grants)]);
    const given = Object.entries(job.permissions ?? {}).map(([name, access]) => `${name}: ${access}`);
    expect([...told]).toEqual(expect.arrayContaining(given));
  });
});

test.each(ACTIONS)('what %s says of a permission says what for, and what without', (action) => {
  const { permissions, triggers, minutes, never } = ABOUT[action];
  expect(new Set(grants(action)).size).toBe(permissions.length);
  for (const { permission, why, without } of permissions) {
    expect(permission).toMatch(/^[a-z-]+: (read|write)$/);
    expect(why && without).not.toBe('');
  }
  expect(triggers && minutes).not.toBe('');
  expect(never.length).toBeGreaterThan(0);
});
