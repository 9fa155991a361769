import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../actions/folders.ts';

const script = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/organisation.mjs', ...args], { encoding: 'utf8' });

test('an organisation gets every template with its entry, for the default branch of any repository', () => {
  const checkout = temporaryFolder('organisation');
  const { status, stdout } = script(checkout);
  expect(status).toBe(0);
  const folder = join(checkout, 'workflow-templates');
  const names = readdirSync(folder).sort();
  expect(names).toEqual(readdirSync('workflows-templates').sort());
  expect(stdout).toContain(`Wrote ${names.length} files`);
  for (const name of names.filter((one) => one.endsWith('.yml'))) {
    expect(names).toContain(name.replace('.yml', '.properties.json'));
    const { on } = parse(readFileSync(join(folder, name), 'utf8'));
    if (on.push) expect(on.push.branches, name).toEqual(['$default-branch']);
  }
});

test('without a folder it asks for one', () => {
  const { status, stderr } = script();
  expect(status).toBe(2);
  expect(stderr).toContain('node scripts/organisation.mjs ../.github');
});
