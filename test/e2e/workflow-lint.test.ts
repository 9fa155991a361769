import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { actionlint, has, zizmor } from './linters.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const workflowsIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => join(folder, name));
const templates = workflowsIn('workflows-templates');
const own = workflowsIn('.github/workflows');

function check(program: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`).toBe(0);
}

test.skipIf(!has(actionlint))(
  'actionlint finds nothing in workflows and templates (needs MLOPS_ACTIONLINT)',
  () => {
    check(actionlint, ['-shellcheck=', '-pyflakes=', ...own, ...templates]);
  },
);

test.skipIf(!has(zizmor))(
  'zizmor’s auditor finds nothing in workflows, templates and actions (needs zizmor)',
  () => {
    const everything = ['.github', 'actions', 'action.yml', ...templates];
    check(zizmor, ['--offline', '--no-progress', '--persona', 'auditor', ...everything]);
  },
);
