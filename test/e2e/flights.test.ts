import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceOf, Stage } from '../../src/evidence/schema.ts';
import { testEngine } from '../data/engine.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/flights', import.meta.url));
const CLI = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));
const MAY = 'data.split.until=2013-05-16';

const root = mkdtempSync(join(tmpdir(), 'mlops-flights-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A copy of the example, so that nobody's registry or server is touched. */
function copyOf(name: string): string {
  const folder = join(root, name);
  for (const each of ['mlops.yml', 'leaky.yml', 'contract.yml', 'send.mjs', 'data'])
    cpSync(join(EXAMPLE, each), join(folder, each), { recursive: true });
  return folder;
}

async function program(folder: string, ...args: string[]) {
  const running = promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 });
  const { stdout, stderr, code } = await running.then(
    (done) => ({ ...done, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { stdout, stderr, code };
}

/** Runs the built `mlops` in a folder; `evidence` reads what a stage left in the run's folder. */
async function mlops(folder: string, out: string, ...args: string[]) {
  const done = await program(folder, CLI, ...args, '--quiet', '--out', out);
  const evidence = <S extends Stage>(stage: S) =>
    JSON.parse(readFileSync(join(folder, out, `${stage}.json`), 'utf8')) as EvidenceOf<S>;
  return { ...done, evidence };
}

/** A Python that has what compare.py needs. */
const python = process.env.MLOPS_PEER_PYTHON ?? 'python3';
const hasPeers = spawnSync(python, ['-c', 'import sklearn, skl2onnx, pandas, pyarrow']).status === 0;

test.skipIf(!hasPeers)(
  'figures equal scikit-learn’s, and the model stands up to its (needs MLOPS_PEER_PYTHON with scikit-learn, skl2onnx, pandas and pyarrow)',
  async () => {
    const compare = [join(EXAMPLE, 'compare.py'), '--until', '2013-05-16', 'latest'];
    const { stdout } = await promisify(execFile)(python, compare);
    expect(stdout.match(/19 metrics on 15 sets of rows equal scikit-learn's to 1e-09/g)).toHaveLength(2);
  },
);

describe('version 1', () => {
  const folder = copyOf('version-1');
  const stages = ['--stages', 'train,evaluate-gate,register'];
  let first: Awaited<ReturnType<typeof mlops>>;
  beforeAll(async () => {
    first = await mlops(folder, 'first', 'run', '--set', MAY, ...stages);
  });

  test('is made once: the same seed gives the same bytes and the same version', async () => {
    expect(first.code, first.stderr).toBe(0);
    expect(first.evidence('register').figures).toMatchObject({ version: 'v1.0.0', created: true });
    const second = await mlops(folder, 'second', 'run', '--set', MAY, ...stages);
    expect(second.code, second.stderr).toBe(0);
    expect(second.evidence('register').figures).toMatchObject({ version: 'v1.0.0', created: false });
    const bytes = (out: string) => readFileSync(join(folder, out, 'predictions.parquet'));
    expect(bytes('second').equals(bytes('first'))).toBe(true);
  });

  test('asked about even days of its training months, January to April, in June’s place, sees no drift and asks for no retraining', async () => {
    const deployed = await mlops(folder, 'first', 'deploy');
    expect(deployed.code, deployed.stderr).toBe(0);
    try {
      const view = ['view', '--from', '2013-01-01', '--to', '2013-05-01', '--out', 'spring.jsonl'];
      expect((await program(folder, CLI, ...view)).code).toBe(0);
      const even = readFileSync(join(folder, 'spring.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { time_hour: string })
        .filter(({ time_hour }) => Number(time_hour.slice(8, 10)) % 2 === 0)
        .map((row) => JSON.stringify({ ...row, time_hour: inJune(row.time_hour) }));
      expect(even.length).toBeGreaterThan(40_000);
      writeFileSync(join(folder, 'even.jsonl'), even.join('\n'));
      const { url } = deployed.evidence('deploy').figures;
      const sent = await program(folder, 'send.mjs', 'even.jsonl', url ?? '');
      expect(sent.code, sent.stderr).toBe(0);
      const watched = await mlops(folder, 'watch', 'monitor-drift', '--set', 'monitor.until=2013-07-01');
      const { windows, retrain } = watched.evidence('monitor-drift').figures;
      expect(windows).toHaveLength(1);
      expect(windows[0]).toMatchObject({
        verdict: 'pass',
        rows: even.length,
        from: '2013-06-01T00:00:00.000Z',
      });
      expect(windows[0]?.columns).toHaveLength(12);
      expect([1, 2]).toContain(windows[0]?.drifted);
      expect(retrain).toMatchObject({ requested: false, request: null });
    } finally {
      await mlops(folder, 'stop', 'deploy', '--stop');
    }
  });
});

/** The same hour in June: even days of one month on the odd days, those of the next on the even ones. */
function inJune(time: string): string {
  const day = Number(time.slice(8, 10)) - (Number(time.slice(5, 7)) % 2);
  return `2013-06-${String(day).padStart(2, '0')}${time.slice(10)}`;
}

test('shuffled labels are refused, by the gate and by the registry', async () => {
  const folder = copyOf('shuffled');
  const engine = await testEngine(folder);
  const flights = join(folder, 'data', 'flights.parquet');
  await engine.run(`CREATE TABLE flights AS SELECT * FROM read_parquet('${flights}')`);
  // Cancelled flights stay without an outcome, so that the contract holds.
  await engine.run(`CREATE TABLE shuffled AS
    SELECT f.place, o.arr_delay FROM
      (SELECT rowid AS place, row_number() OVER (ORDER BY rowid) AS n FROM flights WHERE arr_delay IS NOT NULL) f
      JOIN (SELECT arr_delay, row_number() OVER (ORDER BY hash(rowid), rowid) AS n FROM flights WHERE arr_delay IS NOT NULL) o
      USING (n)`);
  await engine.run(
    'UPDATE flights SET arr_delay = s.arr_delay FROM shuffled s WHERE flights.rowid = s.place',
  );
  await engine.writeParquet('SELECT * FROM flights', flights);
  const { code, evidence } = await mlops(folder, 'run', 'run', '--set', MAY);
  expect(code).toBe(1);
  const { verdict, figures, reasons } = evidence('evaluate-gate');
  expect(verdict).toBe('fail');
  expect(figures.challenger.metrics.roc_auc_score).toBeCloseTo(0.5, 1);
  expect(reasons[0]).toMatchObject({ outcome: 'fail', bound: 0.68 });
  const registered = await mlops(folder, 'run', 'register', '--set', MAY);
  expect(registered.code).toBe(1);
  expect(registered.stderr).toContain('evaluate-gate');
});

test('a feature that is known only afterwards stops training, a suspicious one warns', async () => {
  const folder = copyOf('leaky');
  const train = ['train', '--config', 'leaky.yml'];
  const stopped = await mlops(folder, 'stopped', ...train);
  expect(stopped.code).toBe(1);
  const found = stopped.evidence('train');
  expect(found.reasons[0]).toMatchObject({ rule: 'leakage', outcome: 'fail', column: 'arr_delay' });
  expect(found.figures.package).toBeNull();

  const warned = await mlops(folder, 'warned', ...train, '--set', 'features[0].columns=[dep_delay]');
  expect(warned.code, warned.stderr).toBe(0);
  expect(warned.stderr).toContain('dep_delay');
  const [reason] = warned.evidence('train').reasons;
  expect(reason).toMatchObject({ rule: 'leakage', outcome: 'warn', column: 'dep_delay' });
  expect(reason?.measured).toBeCloseTo(0.945, 2);
});
