import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8');
const THREATS = 31;

const rows = page
  .split('\n')
  .filter((line) => /^\| b\d+ \|/.test(line))
  .map((line) => {
    const [id = '', threat = '', done = '', proof = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return { id, threat, done, proof };
  });

const filesIn = (text: string) =>
  [...text.matchAll(/`((?:\.?[\w-]+\/)+[\w.-]+\.\w+)`/g)].map(([, path = '']) => path);

test('every threat has its row, once and in order', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: THREATS }, (_, at) => `b${at + 1}`));
});

describe.each(rows)('$id', ({ done, proof }) => {
  test('is met in files that are there', () => {
    for (const path of filesIn(done)) expect(existsSync(join(ROOT, path)), path).toBe(true);
  });

  test('is proved by tests that are there', () => {
    const proofs = [...proof.matchAll(/`(test\/[^`]+)` "([^"]+)"/g)];
    expect(proofs.length).toBeGreaterThan(0);
    expect(proofs.length).toBe(filesIn(proof).length);
    for (const [, path = '', name = ''] of proofs) {
      const text = readFileSync(join(ROOT, path), 'utf8').replaceAll("\\'", "'");
      expect(text, path).toContain(name);
    }
  });
});

test('no file of the rest of the page is gone', () => {
  for (const path of filesIn(page)) expect(existsSync(join(ROOT, path)), path).toBe(true);
});
