import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ACTIONS } from '../../src/runner/actions.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(ROOT, 'README.md'), 'utf8');

test('it is a front page: no longer than a person reads', () => {
  expect(page.split('\n').length).toBeLessThanOrEqual(250);
});

test('every action and every template is named', () => {
  for (const name of ACTIONS) expect(page).toContain(name === 'pipeline' ? 'root action' : name);
  for (const name of readdirSync(join(ROOT, 'workflows-templates'))) {
    if (name.endsWith('.yml')) expect(page).toContain(`\`${name}\``);
  }
});

test('every file that it names is there', () => {
  const named = [...page.matchAll(/`([\w-]+\.yml)`/g)].map(([, name = '']) => name);
  for (const name of named) {
    const places = [name, `workflows-templates/${name}`, `examples/flights/${name}`];
    expect(
      places.some((path) => existsSync(join(ROOT, path))),
      name,
    ).toBe(true);
  }
});

test('every row of the comparison has a cell for each tool', () => {
  const [, table = ''] = /\n(\| \| mlops-actions[\s\S]*?)\n\n/.exec(page) ?? [];
  const rows = table.split('\n').map((line) => line.split('|').length);
  expect(rows.length).toBeGreaterThan(10);
  expect(new Set(rows).size).toBe(1);
});
