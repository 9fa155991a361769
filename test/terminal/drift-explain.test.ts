import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Explanation } from '../../src/drift/explain.ts';
import { METHODS } from '../../src/drift/methods/catalogue.ts';
import type { ColumnDrift } from '../../src/drift/result.ts';
import { expectClose } from '../vectors/vector.ts';
import { mlopsHere as mlops } from './command.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mlops-explain-'));
  const table = (rows: number, colour: (i: number) => string, shift: number) =>
    [
      'size,colour',
      ...Array.from({ length: rows }, (_, i) => `${((i * 37) % 101) / 10 + shift},${colour(i)}`),
    ].join('\n');
  await writeFile(
    join(cwd, 'then.csv'),
    table(400, (i) => (i % 4 === 0 ? 'red' : 'blue'), 0),
  );
  await writeFile(
    join(cwd, 'now.csv'),
    table(300, (i) => ['red', 'blue', 'green'][i % 3] ?? '', 1),
  );
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const drift = (...args: string[]) => mlops(['drift', 'then.csv', 'now.csv', ...args], { cwd });

describe('mlops drift --explain', () => {
  test('prints bins, shares, terms and the sum', async () => {
    const { code, stdout, stderr } = await drift('--explain', 'colour', '--method', 'colour=evidently.psi');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(
      'colour: categorical, evidently.psi: Population stability index\nformula: Σ (p - q) ln(p/q)',
    );
    expect(stdout).toContain('reference: 400 rows, 400 of them compared');
    expect(stdout).toMatch(
      /share of the rows +reference +current +term\nblue +0\.75 +0\.3333333333 +0\.33788/,
    );
    expect(stdout).toMatch(/green +0\.0001 +0\.3333333333 +2\.703/);
    expect(stdout).toMatch(/sum = index: 3\.06\d+\n\ndistance 3\.06\d+, drift if >= 0\.1: drift\n$/);
  });

  test('as JSON, from which the number can be found again', async () => {
    const { code, stdout } = await drift(
      '--explain',
      'size',
      '--method',
      'size=nannyml.jensen_shannon',
      '--json',
    );
    expect(code).toBe(0);
    const { terms, steps, statistic, threshold, sides, verdict, formula } = JSON.parse(stdout) as Explanation;
    const bits = (p: number, q: number) => (p === 0 ? 0 : p * Math.log2((2 * p) / (p + q)));
    const sum = terms.reduce(
      (total, { reference: p, current: q }) => total + (bits(p, q) + bits(q, p)) / 2,
      0,
    );
    expectClose(Math.sqrt(sum), statistic ?? Number.NaN);
    expectClose(steps.at(-1)?.value, statistic ?? Number.NaN);
    expect(formula).toContain('base 2, square root taken');
    expect(threshold).toBeGreaterThan(0);
    expect(verdict).toBe('fail');
    expect(sides.current).toMatchObject({ rows: 300, compared: 300, numbers: { nan: 0 } });
  });

  test('a column that is not there', async () => {
    const { code, stderr } = await drift('--explain', 'weight');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--explain "weight": no such column was compared\n.*"size", "colour"/s);
  });
});

describe('mlops drift', () => {
  test('--methods lists every method with its formula, and needs no files', async () => {
    const { code, stdout } = await mlops(['drift', '--methods'], { cwd });
    expect(code).toBe(0);
    for (const { name, formula } of METHODS.values()) {
      expect(stdout).toContain(name);
      expect(stdout).toContain(formula);
    }
    const listed = await mlops(['drift', '--methods', '--json'], { cwd });
    const names = (JSON.parse(listed.stdout) as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual([...METHODS.keys()]);
  });

  test.each([
    ['tfdv', ['--threshold', '*=0.3'], { size: 'tfdv.jensen_shannon_divergence', colour: 'tfdv.l_infinity' }],
    ['nannyml', [], { size: 'nannyml.jensen_shannon', colour: 'nannyml.jensen_shannon' }],
  ])('--preset %s', async (preset, more, methods) => {
    const { code, stdout, stderr } = await drift('--preset', preset, ...more, '--json');
    expect(code, stderr).toBe(0);
    const { columns } = JSON.parse(stdout) as { columns: ColumnDrift[] };
    expect(Object.fromEntries(columns.map(({ column, method }) => [column, method]))).toEqual(methods);
    for (const { threshold, verdict } of columns) {
      expect(threshold).toBeGreaterThanOrEqual(0);
      expect(verdict).not.toBe('inconclusive');
    }
  });

  test('--correction judges adjusted p-values', async () => {
    const { stdout } = await drift('--correction', 'bonferroni', '--json');
    const { columns } = JSON.parse(stdout) as { columns: ColumnDrift[] };
    for (const { pValue, adjustedPValue } of columns) {
      expectClose(adjustedPValue, Math.min(1, 2 * (pValue ?? Number.NaN)));
    }
    const { code, stderr } = await drift('--correction', 'sidak');
    expect(code).toBe(2);
    expect(stderr).toContain('none, bonferroni, holm, fdr_bh');
  });

  test('without files it says what is missing', async () => {
    const { code, stderr } = await mlops(['drift', 'then.csv'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("missing required argument 'current'");
  });
});
