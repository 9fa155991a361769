import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { Evidence, EvidenceOf, Stage } from '../../src/evidence/schema.ts';
import { exitCodeOfRun, stagesOf } from '../../src/pipeline.ts';
import type { RetrainRequest } from '../../src/stages/retrain-request.ts';
import { Random } from '../../src/stats/random.ts';
import { FIRST_DAY, moved, type Order, orders } from './orders.ts';
import { ask, initWorkspace, type Workspace } from './workspace.ts';

const TO_REGISTER = ['validate-data', 'train', 'evaluate-gate', 'register'] as const;
const DAY = 86_400_000;
/** Ends of windows of 42 days, each of which begins at midnight of its first request. */
const JUNE = ['monitor.window=42d', 'monitor.until=2025-07-13', 'monitor.retrain.when=1 of 2'];

/** What a request carries: no label. */
function requests(rows: readonly Order[]): object[] {
  return rows.map(({ late: _, ...row }) => row);
}

function of<S extends Stage>(evidence: readonly Evidence[], stage: S): EvidenceOf<S> {
  return evidence.find((one) => one.stage === stage) as EvidenceOf<S>;
}

describe('the whole loop', () => {
  let shop: Workspace;
  let first: Evidence[];
  beforeAll(async () => {
    shop = await initWorkspace();
    const { config } = await loadConfig(shop.path('mlops.yml'));
    first = await shop.loop(stagesOf(config));
    expect(exitCodeOfRun(first, config)).toBe(0);
  });

  test('every stage passes, and nothing was asked yet', () => {
    expect(first.map(({ stage, verdict }) => [stage, verdict])).toEqual([
      ['validate-data', 'pass'],
      ['train', 'pass'],
      ['evaluate-gate', 'pass'],
      ['register', 'pass'],
      ['deploy', 'pass'],
      ['monitor-drift', 'inconclusive'],
    ]);
    expect(of(first, 'monitor-drift').reasons[0]?.sentence).toMatch(/^No requests yet/);
    const gate = of(first, 'evaluate-gate');
    expect(gate.figures).toMatchObject({ rows: 360, rubberStamp: true, champion: null });
    expect(gate.figures.challenger.metrics.roc_auc_score).toBeGreaterThan(0.7);
    expect(of(first, 'deploy').figures.skew).toMatchObject({ maximumDifference: 0 });
  });

  test('each stage names by digest what the stage before it made', () => {
    const made = of(first, 'train').figures.package?.digest;
    expect(of(first, 'evaluate-gate').inputs.package).toBe(made);
    expect(of(first, 'register').inputs.package).toBe(made);
    expect(of(first, 'deploy').inputs.package).toBe(made);
    expect(of(first, 'train').inputs['dataset:view']).toBe(of(first, 'validate-data').inputs['dataset:view']);
    expect(new Set(first.map(({ run }) => run.config)).size).toBe(1);
  });

  test('evidence names no place of this machine', () => {
    for (const evidence of first) expect(JSON.stringify(evidence)).not.toContain(shop.directory);
    expect(of(first, 'register').figures.location).toBe('.mlops/registry/late-orders/versions/v1.0.0');
  });

  test('the run folder keeps evidence, predictions and package, and no scratch', async () => {
    const names = (await shop.files('run')).map((name) => name.slice('run/'.length));
    expect(names.filter((name) => !name.startsWith('package/'))).toEqual([
      'deploy.json',
      'evaluate-gate.json',
      'monitor-drift.json',
      'predictions.parquet',
      'register.json',
      'train.json',
      'validate-data.json',
    ]);
  });

  test('the same run again gives the same bytes of predictions, and no second version', async () => {
    const again = await shop.loop(TO_REGISTER, { out: 'again' });
    expect(again.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass', 'pass']);
    const bytes = (run: string) => readFileSync(shop.path(`${run}/predictions.parquet`));
    expect(bytes('again').equals(bytes('run'))).toBe(true);
    expect(of(again, 'evaluate-gate').figures.champion?.version).toBe('v1.0.0');
    expect(of(again, 'register').figures).toMatchObject({ version: 'v1.0.0', created: false });
    expect(await shop.files('.mlops/registry/late-orders/versions')).toEqual(
      expect.not.arrayContaining([expect.stringContaining('v1.1.0')]),
    );
  });

  test('another seed makes another version', async () => {
    const other = await shop.loop(TO_REGISTER, { out: 'seed', set: ['train.seed=8'] });
    expect(of(other, 'register').figures).toMatchObject({
      version: 'v1.1.0',
      created: true,
      previous: 'v1.0.0',
    });
  });

  test('even days of the training time, sent as one later window, are no drift', async () => {
    const even = orders(42).filter(({ ordered_at }) => ((Date.parse(ordered_at) - FIRST_DAY) / DAY) % 2 < 1);
    await ask(shop, requests(moved(even, 151)));
    const evidence = await shop.run('monitor-drift', { out: 'control', set: JUNE });
    expect(evidence.verdict).toBe('pass');
    expect(evidence.figures.windows).toHaveLength(1);
    expect(evidence.figures.windows[0]).toMatchObject({ rows: 840, drifted: 0 });
    expect(evidence.figures.retrain).toMatchObject({ requested: false, request: null });
    expect(await shop.files('.mlops/retrain')).toEqual([]);
  });

  test('a window of other orders is drift, and asks for retraining once', async () => {
    const random = new Random(3);
    const heavy = orders(42, 20, 9).map((order) => ({
      ...order,
      carrier: random.next() < 0.9 ? 'red' : 'blue',
      weight: order.weight === null ? null : order.weight * 4,
      items: 9,
    }));
    await ask(shop, requests(moved(heavy, 193)));
    const set = [...JUNE, 'monitor.until=2025-08-24'];
    const drifted = await shop.run('monitor-drift', { out: 'drift', set });
    expect(drifted.verdict).toBe('fail');
    expect(drifted.figures.windows.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
    const last = drifted.figures.windows[1];
    const columns = last?.columns.filter(({ verdict }) => verdict === 'fail').map(({ column }) => column);
    expect(columns?.sort()).toEqual(['carrier', 'items', 'weight']);
    expect(drifted.figures.histograms.length).toBeGreaterThan(0);
    expect(drifted.figures.retrain).toMatchObject({
      requested: true,
      request: '.mlops/retrain/late-orders.json',
    });
    const asked = await shop.json<RetrainRequest>('.mlops/retrain/late-orders.json');
    expect(asked).toMatchObject({
      format: 'mlops-retrain/1',
      version: 'v1.0.0',
      until: '2025-08-24T00:00:00.000Z',
    });

    const again = await shop.run('monitor-drift', { out: 'drift-again', set });
    expect(again.verdict).toBe('fail');
    expect(again.figures.retrain).toMatchObject({ requested: false, request: null });
    expect(await shop.json('.mlops/retrain/late-orders.json')).toEqual(asked);
  });

  test('within the cool-down of the last request there is no other, and one after it', async () => {
    await ask(
      shop,
      requests(moved(orders(42, 20, 11), 235)).map((row) => ({
        ...row,
        carrier: 'red',
        items: 9,
        express: true,
      })),
    );
    const set = [...JUNE, 'monitor.until=2025-10-05'];
    const cool = await shop.run('monitor-drift', {
      out: 'cool',
      set: [...set, 'monitor.retrain.cool-down=43d'],
    });
    expect(cool.figures.windows.at(-1)?.verdict).toBe('fail');
    expect(cool.figures.retrain.requested).toBe(false);
    expect(cool.figures.retrain.because).toContain('cool-down');
    const warm = await shop.run('monitor-drift', {
      out: 'warm',
      set: [...set, 'monitor.retrain.cool-down=42d'],
    });
    expect(warm.figures.retrain.requested).toBe(true);
  });

  test('the next version takes over, and rollback brings the first one back', async () => {
    const next = await shop.run('deploy', { out: 'next' });
    expect(next).toMatchObject({ verdict: 'pass', figures: { version: 'v1.1.0', previous: 'v1.0.0' } });
    expect((await ask(shop, requests(orders(1, 1))))[0]?.version).toBe('v1.1.0');
    const waiting = await shop.run('monitor-drift', {
      out: 'after-next',
      set: ['monitor.log=serving/production-2*.jsonl'],
    });
    // One request of the new version is no window; those that the old one answered are not its own.
    expect(waiting.figures.windows).toEqual([]);

    const back = await shop.run('deploy', { out: 'back', deploy: { action: 'rollback' } });
    expect(back).toMatchObject({ verdict: 'pass', figures: { action: 'rollback', version: 'v1.0.0' } });
    expect((await ask(shop, requests(orders(1, 1))))[0]?.version).toBe('v1.0.0');
    const stopped = await shop.run('deploy', { out: 'stop', deploy: { action: 'stop' } });
    expect(stopped.figures).toMatchObject({ action: 'stop', version: null });
    // What was stopped is still what a challenger has to beat.
    const judged = await shop.run('evaluate-gate', { out: 'run' });
    expect(judged.figures.champion?.version).toBe('v1.0.0');
  });

  test('in a fresh checkout, rollback deploys what the registry says that the environment had before', async () => {
    await shop.run('deploy', { out: 'again', deploy: { version: 'v1.1.0' } });
    await shop.run('deploy', { out: 'stop', deploy: { action: 'stop' } });
    await rm(shop.path('.mlops/deployments'), { recursive: true });
    expect(await shop.deployed()).toBeNull();
    const back = await shop.run('deploy', { out: 'fresh', deploy: { action: 'rollback' } });
    expect(back).toMatchObject({ verdict: 'pass', figures: { version: 'v1.0.0' } });
    expect((await ask(shop, requests(orders(1, 1))))[0]?.version).toBe('v1.0.0');
    expect((await shop.deployed())?.version).toBe('v1.0.0');
  });

  test('a version remembers who started each of the runs that made it', async () => {
    const options = { out: 'people', set: ['train.seed=9'] };
    await shop.loop(['validate-data', 'train', 'evaluate-gate'], options);
    for (const [stage, by] of [
      ['train', ['alice']],
      ['evaluate-gate', ['bob', 'alice']],
    ] as const) {
      const file = shop.path(`people/${stage}.json`);
      const evidence = JSON.parse(readFileSync(file, 'utf8'));
      writeFileSync(file, JSON.stringify({ ...evidence, run: { ...evidence.run, by } }));
    }
    const { figures } = await shop.run('register', options);
    expect(figures.version).toBe('v1.2.0');
    const [name = ''] = (await shop.files('.mlops/registry/late-orders/versions')).filter((one) =>
      one.endsWith('v1.2.0/record.json'),
    );
    expect(await shop.json(name)).toMatchObject({ record: { by: ['alice', 'bob'] } });
  });
});
