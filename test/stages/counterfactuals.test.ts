import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { identityOf, type Manifest } from '../../src/models/package.ts';
import { exitCodeOfRun } from '../../src/pipeline.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { digestOf } from '../../src/system/files.ts';
import { type Order, orders, shuffled } from './orders.ts';
import { ask, copyOf, initWorkspace, type Workspace } from './workspace.ts';

const TO_GATE = ['validate-data', 'train', 'evaluate-gate'] as const;

let trained: Workspace;
beforeAll(async () => {
  trained = await initWorkspace();
  await trained.loop(TO_GATE);
});

test('shuffled labels are refused by the gate', async () => {
  const shop = await initWorkspace(shuffled(orders(), 'late'));
  const evidence = await shop.loop([...TO_GATE, 'register']);
  expect(evidence.map(({ stage, verdict }) => [stage, verdict])).toEqual([
    ['validate-data', 'pass'],
    ['train', 'pass'],
    ['evaluate-gate', 'fail'],
  ]);
  const { config } = await loadConfig(shop.path('mlops.yml'));
  expect(exitCodeOfRun(evidence, config)).toBe(1);
  expect(evidence.at(-1)?.reasons[0]).toMatchObject({ outcome: 'fail', bound: 0.6 });
  await expect(shop.run('register')).rejects.toThrow(/refused|verdict/i);
  expect(await shop.files('.mlops/registry')).toEqual([]);
});

test('a worse model than the one in production is refused on the same rows', async () => {
  const shop = await copyOf(trained);
  await shop.loop(['register', 'deploy']);
  const evidence = await shop.loop(TO_GATE, {
    out: 'worse',
    set: ['train.learning-rate=0.00001', 'train.epochs=1', 'gate.rules[0].at-least=0'],
  });
  const gate = evidence.at(-1) as EvidenceOf<'evaluate-gate'>;
  expect(gate.verdict).toBe('fail');
  expect(gate.figures.champion?.version).toBe('v1.0.0');
  expect(gate.reasons[0]?.sentence).toMatch(/^Log loss is .* worse than in production v1\.0\.0/);
});

/** Damages a transform in the package of a run, and mends every digest that could tell. */
async function forgePackage(shop: Workspace, out: string): Promise<void> {
  const change = async (name: string, edit: (text: string) => string) => {
    const path = join(shop.path(out), name);
    const before = await readFile(path, 'utf8');
    const text = edit(before);
    expect(text).not.toBe(before);
    await writeFile(path, text);
    return text;
  };
  const transform = await change('package/transform.json', (text) =>
    text.replace(/"mean":\s*-?[0-9.]+/, '"mean":7.5'),
  );
  let [before, after] = ['', ''];
  await change('package/manifest.json', (text) => {
    const manifest = JSON.parse(text) as Manifest;
    const files = manifest.files.map((file) =>
      file.path === 'transform.json'
        ? { ...file, sha256: digestOf(transform), bytes: Buffer.byteLength(transform) }
        : file,
    );
    before = manifest.identity;
    after = identityOf({ ...manifest, files });
    return JSON.stringify({ ...manifest, files, identity: after });
  });
  for (const name of ['train.json', 'evaluate-gate.json'])
    await change(name, (text) => text.replaceAll(before, after));
}

test('a damaged transform in a package that is whole by its manifest stops at the no-skew check', async () => {
  const shop = await copyOf(trained);
  await shop.loop(['register', 'deploy']);
  const [order] = orders(1, 1) as [Order];
  const { late: _, ...row } = order;
  const before = await ask(shop, [row]);
  await shop.loop(TO_GATE, { out: 'forged', set: ['train.seed=9'] });
  await forgePackage(shop, 'forged');
  const registered = await shop.run('register', { out: 'forged', set: ['train.seed=9'] });
  expect(registered.figures.version).toBe('v1.1.0');

  const evidence = await shop.run('deploy', { out: 'forged' });
  expect(evidence.verdict).toBe('fail');
  expect(evidence.reasons.find(({ rule }) => rule === 'no-skew')).toMatchObject({ outcome: 'fail' });
  expect(evidence.figures.skew?.maximumDifference).toBeGreaterThan(1e-6);
  expect((await shop.deployed())?.version).toBe('v1.0.0');
  expect(await ask(shop, [row])).toEqual(before);
  const champion = await shop.run('evaluate-gate');
  expect(champion.figures.champion?.version).toBe('v1.0.0');
});

describe('register refuses', () => {
  const forged = async (change: (gate: EvidenceOf<'evaluate-gate'>) => unknown, set: string[] = []) => {
    const shop = await copyOf(trained);
    const gate = await shop.json<EvidenceOf<'evaluate-gate'>>('run/evaluate-gate.json');
    change(gate);
    await shop.write('run/evaluate-gate.json', JSON.stringify(gate));
    const error = await shop.run('register', { set }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(await shop.files('.mlops/registry')).toEqual([]);
    return error;
  };
  const other = `sha256:${'0'.repeat(64)}`;

  type Change = (gate: EvidenceOf<'evaluate-gate'>) => object;
  const changes: readonly (readonly [string, Change])[] = [
    ['of another package', ({ figures }) => Object.assign(figures.challenger, { package: other })],
    ['of another commit', ({ run }) => Object.assign(run, { commit: 'a'.repeat(40) })],
    ['of another config', ({ run }) => Object.assign(run, { config: other })],
    ['that says fail', (gate) => Object.assign(gate, { verdict: 'fail' })],
    ['that says inconclusive', (gate) => Object.assign(gate, { verdict: 'inconclusive' })],
    ['of another model', (gate) => Object.assign(gate, { model: 'early-orders' })],
    ['that breaks its schema', ({ figures }) => Object.assign(figures, { rules: 'all kept' })],
  ];
  test.each(changes)('gate evidence %s', async (_, change) => {
    const error = await forged(change);
    expect(error instanceof UserError || error instanceof DataError).toBe(true);
  });

  test('gate evidence that was made with other overrides', async () => {
    expect(await forged(() => {}, ['gate.rules[0].at-least=0.1'])).toBeInstanceOf(Error);
  });

  test('a package that was changed since it was judged', async () => {
    const shop = await copyOf(trained);
    await shop.change('run/package/transform.json', (text) => `${text} `);
    await expect(shop.run('register')).rejects.toThrow(/damaged: transform\.json/);
    const swapped = await copyOf(trained);
    await swapped.loop(TO_GATE, { out: 'other', set: ['train.seed=9'] });
    await swapped.change('run/train.json', (text) =>
      text.replace('"path": "package"', '"path": "../other/package"'),
    );
    await expect(swapped.run('register')).rejects.toThrow(/is not the package that train made/);
  });
});

describe('a feature that tells the label', () => {
  /** The orders with a column that agrees with the label in a share of the rows. */
  const leaking = (share: number) =>
    orders().map((order, row) => {
      const { late, ...rest } = order;
      const told = row % 100 < share * 100 ? late : late === 'yes' ? 'no' : 'yes';
      return { ...rest, returned: told === 'yes' ? 'claim' : 'none', late };
    });

  test('from an AUC of 0.995 on stops the training with a verdict, unless it is allowed by name', async () => {
    const shop = await initWorkspace(leaking(1));
    const stopped = await shop.run('train');
    expect(stopped).toMatchObject({ verdict: 'fail', figures: { package: null } });
    expect(stopped.reasons[0]).toMatchObject({
      rule: 'leakage',
      column: 'returned',
      outcome: 'fail',
      bound: 0.995,
    });
    expect(stopped.figures.leakage[0]).toMatchObject({ column: 'returned', auc: 1, action: 'stopped' });
    expect(await shop.files('run')).toEqual(['run/train.json']);
    await expect(shop.run('evaluate-gate')).rejects.toThrow('train stopped before there was a model');

    const allowed = await shop.run('train', { set: ['train.allow-leakage=[returned]'] });
    expect(allowed.verdict).toBe('pass');
    expect(allowed.reasons[0]).toMatchObject({ rule: 'leakage', outcome: 'pass' });
  });

  test('from 0.90 on warns', async () => {
    const shop = await initWorkspace(leaking(0.95));
    const evidence = await shop.run('train');
    expect(evidence.verdict).toBe('pass');
    expect(evidence.reasons[0]).toMatchObject({
      rule: 'leakage',
      column: 'returned',
      outcome: 'warn',
      bound: 0.9,
    });
    expect(
      shop.log.lines.some(({ level, message }) => level === 'warn' && message.includes('returned')),
    ).toBe(true);
  });

  test('that is not known when predicting is a mistake in the config', async () => {
    await expect(trained.run('train', { set: ['data.view.unavailable=[weight]'] })).rejects.toThrow(
      /features\[1\]\.columns\[0\].*weight.*unavailable/,
    );
  });
});
