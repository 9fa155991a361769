import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const actionlint = process.env.MLOPS_ACTIONLINT ?? 'actionlint';
const zizmor = process.env.MLOPS_PEER_PYTHON
  ? join(dirname(process.env.MLOPS_PEER_PYTHON), 'zizmor')
  : 'zizmor';
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

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
