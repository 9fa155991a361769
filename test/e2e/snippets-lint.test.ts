import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { actionlint, has, zizmor } from './linters.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const pages = [
  'README.md',
  ...['docs', 'actions'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => join(folder, path)),
  ),
];

/** Each example of a workflow in a page, completed by what a person has in the file already. */
const examples = pages.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)]
    .map(([, text = '']) => text)
    .filter((text) => /^jobs:/m.test(text))
    .map((text, index) => ({ name: `${page.replaceAll(/[/.]/g, '-')}-${index}.yml`, text })),
);
const folder = mkdtempSync(join(tmpdir(), 'snippets-'));
const workflows = join(folder, '.github', 'workflows');
mkdirSync(workflows, { recursive: true });
for (const { name, text } of examples) {
  const head = [
    /^name:/m.test(text) ? '' : 'name: Example\n',
    /^on:/m.test(text) ? '' : 'on: { workflow_dispatch: }\n',
    /^concurrency:/m.test(text) ? '' : 'concurrency: { group: example, cancel-in-progress: true }\n',
  ];
  // A short example leaves out the names of its jobs.
  const [triggers = '', jobs = ''] = text.split(/^jobs:\n/m);
  const named = jobs.replaceAll(/^( {2}[\w-]+:)\n(?! {4}name:)/gm, '$1\n    name: Example\n');
  writeFileSync(join(workflows, name), `${head.join('')}${triggers}jobs:\n${named}`);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('pages have examples of workflows', () => {
  expect(examples.length).toBeGreaterThan(6);
});

test.skipIf(!has(actionlint))('actionlint finds nothing in them (needs MLOPS_ACTIONLINT)', () => {
  const files = examples.map(({ name }) => join(workflows, name));
  const { status, stdout, stderr } = spawnSync(actionlint, ['-shellcheck=', '-pyflakes=', ...files], {
    encoding: 'utf8',
  });
  expect(status, `${stdout}${stderr}`).toBe(0);
});

test.skipIf(!has(zizmor))('zizmor’s auditor finds nothing in them that matters (needs zizmor)', () => {
  const args = ['--offline', '--no-progress', '--persona', 'auditor', '--min-severity', 'low', folder];
  const { status, stdout, stderr } = spawnSync(zizmor, args, { encoding: 'utf8' });
  expect(status, `${stdout}${stderr}`).toBe(0);
});
