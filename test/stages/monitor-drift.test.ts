import { mkdir } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { exitCodeOfEvidence } from '../../src/pipeline.ts';
import { openRegistry } from '../../src/registry/open.ts';
import { LOG_KEY, logLine } from '../../src/serving/log.ts';
import { systemClock } from '../../src/system/clock.ts';
import { csv, moved, type Order, orders } from './orders.ts';
import { copyOf, initWorkspace, type Workspace } from './workspace.ts';

let watched: Workspace;
beforeAll(async () => {
  watched = await initWorkspace();
  await watched.loop(['train', 'evaluate-gate', 'register']);
  const { config, directory } = await loadConfig(watched.path('mlops.yml'));
  const registry = await openRegistry(config, directory, { clock: systemClock });
  await registry.assign('production', 'v1.0.0');
});

/** Lines of a serving log, as a server of this model and version writes them. */
function logOf(rows: readonly Order[], { model = 'late-orders', version = 'v1.0.0' } = {}): string {
  return rows
    .map(({ late: _, ...row }) =>
      logLine(Object.entries(row), {
        time: row.ordered_at,
        received: '2026-01-01T00:00:00.000Z',
        model,
        version,
        prediction: 'no',
        score: 0.25,
        latency_ms: 1.5,
      }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

async function withLog(files: Readonly<Record<string, string | Uint8Array>>): Promise<Workspace> {
  const shop = await copyOf(watched);
  await mkdir(shop.path('serving'), { recursive: true });
  for (const [name, content] of Object.entries(files)) await shop.write(`serving/${name}`, content);
  return shop;
}

/** Three weeks in June, of 15 orders a day. */
const june = moved(orders(22, 15, 4), 151);
const other = june.map((order) => ({ ...order, carrier: 'red', items: 9, express: true }));

describe('of the serving log', () => {
  test('complete windows are judged, and the open one is told', async () => {
    const shop = await withLog({ 'production-2025-06-01-a-001.jsonl': logOf(june) });
    const evidence = await shop.run('monitor-drift');
    expect(evidence.verdict).toBe('pass');
    expect(evidence.figures.windows.map(({ from, rows }) => [from.slice(0, 10), rows])).toEqual([
      ['2025-06-01', 105],
      ['2025-06-08', 105],
      ['2025-06-15', 105],
    ]);
    expect(evidence.warnings).toEqual(['15 requests are in a window that is not complete yet.']);
    expect(evidence.figures).toMatchObject({ version: 'v1.0.0', baselineRows: 1680 });
    expect(await shop.files('run/scratch')).toEqual([]);
  });

  test('a request about a far future silences nothing', async () => {
    const [first] = june;
    const far = ['2034-01-01T00:00:00Z', '9999-12-31T00:00:00Z'].map((time) => ({
      ...(first as Order),
      ordered_at: time,
    }));
    const shop = await withLog({ 'production-1.jsonl': logOf([...other, ...far]) });
    const evidence = await shop.run('monitor-drift');
    expect(evidence.verdict).toBe('fail');
    expect(evidence.figures.windows.map(({ rows }) => rows)).toEqual([105, 105, 105]);
    expect(evidence.warnings).toContain(
      '2 requests are about a time after the newest request came, and count when it has come.',
    );
  });

  test('a torn last line, as a killed server leaves one, is left out and told', async () => {
    const text = logOf(june);
    const shop = await withLog({
      'production-2025-06-01-a-001.jsonl': text.slice(0, -40),
      'production-2025-06-01-b-001.jsonl': text.slice(0, 30),
      'production-2025-06-01-c-001.jsonl': '',
    });
    const log = await shop.read('serving/production-2025-06-01-a-001.jsonl');
    const evidence = await shop.run('monitor-drift');
    expect(evidence.verdict).toBe('pass');
    expect(evidence.warnings.filter((warning) => warning.includes('torn'))).toEqual([
      expect.stringContaining('production-2025-06-01-a-001.jsonl'),
      expect.stringContaining('production-2025-06-01-b-001.jsonl'),
    ]);
    expect(evidence.warnings.at(-1)).toContain('14 requests');
    expect(await shop.read('serving/production-2025-06-01-a-001.jsonl')).toBe(log);
  });

  test('a last line that is whole but has no end counts', async () => {
    const shop = await withLog({ 'production-1.jsonl': logOf(june).trimEnd() });
    const { warnings } = await shop.run('monitor-drift');
    expect(warnings).toEqual(['15 requests are in a window that is not complete yet.']);
  });

  test('a line that is damaged in the middle is an error with its place', async () => {
    const lines = logOf(june).split('\n');
    lines[6] = '{"carrier": "red"';
    const shop = await withLog({ 'production-1.jsonl': lines.join('\n') });
    await expect(shop.run('monitor-drift')).rejects.toThrow(/production-1\.jsonl/);
    expect(await shop.files('run')).not.toContain('run/monitor-drift.json');
  });

  test('what other models and other versions answered is not counted', async () => {
    const shop = await withLog({
      'a.jsonl': logOf(june),
      'b.jsonl': logOf(other, { version: 'v1.1.0' }),
      'c.jsonl': logOf(other, { model: 'early-orders' }),
      'd.jsonl': `${JSON.stringify({ weight: 'heavy', gift: true, [LOG_KEY]: { model: 'gifts', version: 'v1.0.0' } })}\n`,
    });
    const evidence = await shop.run('monitor-drift');
    expect(evidence.figures.windows.map(({ rows }) => rows)).toEqual([105, 105, 105]);
    expect(evidence.verdict).toBe('pass');
  });

  test('without any request the verdict is open, and nobody is to blame', async () => {
    const shop = await withLog({ 'b.jsonl': logOf(june, { version: 'v1.1.0' }) });
    const { config } = await loadConfig(shop.path('mlops.yml'), { overrides: ['monitor.fail-on=drift'] });
    const evidence = await shop.run('monitor-drift');
    expect(evidence.verdict).toBe('inconclusive');
    expect(evidence.reasons[0]?.sentence).toBe('No requests yet that v1.0.0 answered.');
    expect(exitCodeOfEvidence(evidence, config)).toBe(0);
    const none = await (await withLog({})).run('monitor-drift');
    expect(none.reasons[0]?.sentence).toBe('No requests yet: there is no file serving/*.jsonl.');
  });

  test('drift makes the exit code 1 where the config says so', async () => {
    const shop = await withLog({ 'a.jsonl': logOf(other) });
    const evidence = await shop.run('monitor-drift', { set: ['monitor.retrain.when=1 of 1'] });
    expect(evidence.verdict).toBe('fail');
    expect(evidence.figures.retrain.requested).toBe(true);
    const codes = ['never', 'drift'].map(async (word) => {
      const overrides = [`monitor.fail-on=${word}`];
      const { config } = await loadConfig(shop.path('mlops.yml'), { overrides });
      return exitCodeOfEvidence(evidence, config);
    });
    expect(await Promise.all(codes)).toEqual([0, 1]);
  });

  test('too few requests in a window leave it open', async () => {
    const shop = await withLog({ 'a.jsonl': logOf(moved(orders(15, 3, 4), 151)) });
    const evidence = await shop.run('monitor-drift');
    expect(evidence.verdict).toBe('inconclusive');
    expect(evidence.figures.windows.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
  });
});

describe('of any dataset of view rows', () => {
  test('CSV is judged as the log is', async () => {
    const shop = await copyOf(watched);
    await shop.write(
      'june.csv',
      csv(june.map((order, row) => ({ ...order, items: row === 3 ? 'many' : order.items }))),
    );
    const evidence = await shop.run('monitor-drift', { set: ['monitor.log=june.csv'] });
    expect(evidence.verdict).toBe('pass');
    expect(evidence.figures.windows).toHaveLength(3);
    expect(evidence.warnings[0]).toBe(
      '1 values of `items` are not of the type integer and count as missing.',
    );
  });

  test('a column that the model reads must be there', async () => {
    const shop = await copyOf(watched);
    await shop.write('june.csv', csv(june.map(({ carrier: _, ...order }) => order)));
    await expect(shop.run('monitor-drift', { set: ['monitor.log=june.csv'] })).rejects.toThrow(
      'the serving log has no column carrier',
    );
  });
});

test('methods and thresholds of columns are taken', async () => {
  const shop = await withLog({ 'a.jsonl': logOf(june) });
  const evidence = await shop.run('monitor-drift', {
    set: [
      'monitor.preset=evidently',
      'monitor.columns=[weight,carrier]',
      'monitor.methods.weight=evidently.psi',
      'monitor.thresholds.carrier=0',
      'monitor.drift-share=0.5',
    ],
  });
  const [window] = evidence.figures.windows;
  expect(window?.columns.map(({ column, method, verdict }) => [column, method, verdict])).toEqual([
    ['weight', 'evidently.psi', 'pass'],
    ['carrier', 'evidently.jensenshannon', 'fail'],
  ]);
  expect(evidence.verdict).toBe('fail');
});

describe('by the calibrated preset', () => {
  const settings = [
    'monitor.preset=calibrated',
    'monitor.slices=[carrier]',
    'monitor.multivariate=[domain-classifier]',
  ];

  test('weeks like the training data are none, slices and all columns together neither', async () => {
    const shop = await withLog({ 'a.jsonl': logOf(june) });
    const { figures, verdict, warnings } = await shop.run('monitor-drift', { set: settings });
    expect(figures).toMatchObject({ preset: 'calibrated', rate: 0.05, driftShare: 0 });
    expect(figures.windows.map((window) => window.verdict)).toEqual(['pass', 'pass', 'pass']);
    const [window] = figures.windows;
    expect(window?.columns.every(({ method }) => method.startsWith('calibrated.'))).toBe(true);
    expect(window?.multivariate?.map(({ method, verdict: each }) => [method, each])).toEqual([
      ['domain-classifier', 'pass'],
    ]);
    const slices = window?.slices ?? [];
    expect(slices.map(({ value }) => value).sort()).toEqual(['blue', 'green', 'red', 'yellow']);
    // A carrier with few orders in a week is not judged, the others are.
    for (const { rows, verdict: each, columns } of slices) {
      expect([each, columns > 0]).toEqual(rows < 30 ? ['inconclusive', false] : ['pass', true]);
    }
    expect(verdict).toBe('pass');
    expect(warnings).toContain('15 requests are in a window that is not complete yet.');
  });

  test('a window with fewer rows than wanted is not judged by all columns together either', async () => {
    const shop = await withLog({ 'a.jsonl': logOf(other) });
    const set = [...settings, 'monitor.minimum-rows=106'];
    const { figures, verdict, reasons, warnings } = await shop.run('monitor-drift', { set });
    for (const window of figures.windows) {
      expect(window.verdict).toBe('inconclusive');
      expect(window.multivariate).toMatchObject([{ statistic: null, verdict: 'inconclusive' }]);
    }
    expect(verdict).toBe('inconclusive');
    expect(reasons.map(({ rule }) => rule)).not.toContain('domain-classifier');
    expect(warnings).toContain(
      'domain-classifier was not judged: the current data have 105 rows, and 106 are needed.',
    );
  });

  test('other orders are drift, and the reasons say of what', async () => {
    const shop = await withLog({ 'a.jsonl': logOf(other) });
    const { figures, verdict, reasons } = await shop.run('monitor-drift', { set: settings });
    expect(verdict).toBe('fail');
    const drifted = figures.windows.at(-1)?.columns.filter((column) => column.verdict === 'fail');
    expect(drifted?.map(({ column }) => column).sort()).toEqual(['carrier', 'express', 'items']);
    expect(reasons.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['drift-share', 'domain-classifier', 'slices', 'retrain']),
    );
    expect(reasons[0]?.sentence).toMatch(/the data count as drifted when any column did\.$/);
  });
});

test('a retrain request that somebody edited is not taken for one', async () => {
  const shop = await withLog({ 'a.jsonl': logOf(other) });
  await mkdir(shop.path('.mlops/retrain'), { recursive: true });
  await shop.write('.mlops/retrain/late-orders.json', '{"until": "soon"}');
  await expect(shop.run('monitor-drift', { set: ['monitor.retrain.when=1 of 1'] })).rejects.toThrow(
    '.mlops/retrain/late-orders.json is not a retrain request of ours',
  );
});
