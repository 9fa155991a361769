import { beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { mlops } from '../../terminal/command.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

describe('budgets', () => {
  let shop: Workspace;
  const gateWith = (
    rules: readonly object[],
    set: readonly string[] = [],
  ): Promise<EvidenceOf<'evaluate-gate'>> =>
    shop.run('evaluate-gate', { set: [`gate.rules=${JSON.stringify(rules)}`, 'gate.explain=0', ...set] });
  beforeAll(async () => {
    shop = await initWorkspace();
    const trained = await shop.loop(['validate-data', 'train', 'evaluate-gate', 'register', 'deploy']);
    expect(trained.at(-1)?.verdict).toBe('pass');
  });

  test('what no rule names is not measured', async () => {
    const { figures } = await gateWith([{ metric: 'roc_auc_score', 'at-least': 0.5 }]);
    expect(figures.budgets).toBeUndefined();
  });

  test('sizes are those of the files that make the version', async () => {
    const { figures, verdict } = await gateWith([
      { metric: 'package_bytes', 'at-most': 10_000_000, 'may-worsen-relative': 0 },
      { metric: 'model_bytes', 'at-most': 1000 },
    ]);
    const { files } = await shop.json<{ files: { path: string; bytes: number }[] }>(
      'run/package/manifest.json',
    );
    const sum = (wanted: RegExp) =>
      files.reduce((bytes, file) => bytes + (wanted.test(file.path) ? file.bytes : 0), 0);
    const all = sum(/^(model\/.*|transform\.json|contract\.json|profile\.json|baseline\.parquet)$/);
    const model = sum(/^model\//);
    expect(figures.budgets).toEqual([
      { metric: 'package_bytes', unit: 'bytes', challenger: all, champion: all },
      { metric: 'model_bytes', unit: 'bytes', challenger: model, champion: model },
    ]);
    expect(verdict).toBe('fail');
    expect(figures.rules.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'fail']);
    expect(figures.rules[2]?.sentence).toMatch(
      /^Model size in bytes is \d,\d+, above the 1,000 that is allowed\.$/,
    );
  });

  test('times of both models, and certainty does not ask resamples about them', async () => {
    const { figures } = await gateWith(
      [
        { metric: 'predict_row_p50_ms', 'at-most': 10_000, 'may-worsen-relative': 1000 },
        { metric: 'predict_row_p99_ms', 'at-most': 10_000 },
        { metric: 'predict_batch_p50_ms', 'at-most': 10_000 },
        { metric: 'predict_batch_p99_ms', 'at-most': 10_000 },
      ],
      ['gate.certainty=0.95'],
    );
    expect(figures.rules.map(({ outcome }) => outcome)).toEqual(Array(5).fill('pass'));
    const [row50, row99, batch50, batch99] = figures.budgets ?? [];
    for (const who of ['challenger', 'champion'] as const) {
      expect(row50?.[who]).toBeGreaterThan(0);
      expect(row99?.[who]).toBeGreaterThanOrEqual(row50?.[who] ?? Number.NaN);
      expect(batch50?.[who]).toBeGreaterThan(0);
      expect(batch99?.[who]).toBeGreaterThanOrEqual(batch50?.[who] ?? Number.NaN);
    }
  });

  test('memory is that of a fresh process, whatever this one has', async () => {
    const hoard = new Float64Array(50_000_000).fill(1);
    const { figures } = await gateWith([{ metric: 'predict_memory_bytes', 'at-most': 2e9 }]);
    const [memory] = figures.budgets ?? [];
    expect(memory?.challenger).toBeGreaterThan(30e6);
    expect(memory?.challenger).toBeLessThan(hoard.byteLength);
    expect(Math.abs((memory?.champion ?? 0) - (memory?.challenger ?? 0))).toBeLessThan(60e6);
    expect(await shop.files('run')).toEqual(
      expect.not.arrayContaining([expect.stringContaining('mlops-memory')]),
    );
  });

  test('a rule on a slice of a budget is refused', async () => {
    const rule = { metric: 'package_bytes', 'at-most': 1, slice: { column: 'carrier' } };
    await expect(gateWith([rule], ['gate.slices=["carrier"]'])).rejects.toThrow(
      /package_bytes is a figure of the model as a whole/,
    );
  });

  test('the program behind it is not in the help', async () => {
    const { stdout } = await mlops(['--help'], { cwd: shop.directory });
    expect(stdout).toContain('golden');
    expect(stdout).not.toContain('footprint');
  });
});
