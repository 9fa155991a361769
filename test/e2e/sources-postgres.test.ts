import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchSources } from '../../src/data/sources/remote/fetch.ts';
import { registerSource } from '../../src/data/sources/sources.ts';
import { DataError, describeError, ServiceError, UserError } from '../../src/system/errors.ts';
import { testEngine } from '../data/engine.ts';
import { type TestPorts, testPorts } from '../data/sources/remote/ports.ts';
import { freePort } from './free-port.ts';
import { type PostgresServer, postgresBinaries, startPostgres } from './postgres-server.ts';

const binaries = postgresBinaries();
let server: PostgresServer;
let url = '';
let admin: pg.Client;

const ports = (address = url, change: Partial<TestPorts> = {}) =>
  testPorts({ secrets: { DATABASE: address }, ...change });

async function fetchOne(query: string, used = ports(), more: object = {}) {
  const source = { postgres: { connection: 'DATABASE', query }, ...more };
  const local = (await fetchSources({ data: source }, tmpdir(), used)).get('data');
  if (!local?.fetched) throw new Error('nothing was fetched');
  return { config: local.config, fetched: local.fetched, folder: await used.folder() };
}

async function read(query: string, texts = new Set<string>()) {
  const { config, fetched, folder } = await fetchOne(query);
  const engine = await testEngine(folder);
  const source = await registerSource(engine, 'data', config, tmpdir(), texts, fetched);
  return { source, engine, rows: await engine.rows('FROM data') };
}

async function complaint(query: string, used = ports(), more: object = {}): Promise<unknown> {
  return fetchOne(query, used, more).then(
    () => {
      throw new Error('it was fetched');
    },
    (error: unknown) => error,
  );
}

describe.skipIf(!binaries)('Postgres sources (need MLOPS_POSTGRES_BIN or initdb on the PATH)', () => {
  beforeAll(async () => {
    server = await startPostgres(binaries ?? '');
    url = `postgres://${server.user}:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/postgres`;
    admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(`CREATE TABLE t (i int, b bigint, s smallint, n numeric(20,4), k numeric(12,0), f real, d double precision,
      x text, v varchar(9), y boolean, day date, at timestamp, z timestamptz, u uuid, j jsonb, a int[], c char(3), e bytea)`);
    await admin.query(`INSERT INTO t VALUES
      (1, 9007199254740993, -3, 12345678901.2345, 123456789012, 0.1, 1e-300, '', 'a,"b"', true, '2024-02-29',
       '2024-01-01 12:00:00.123456', '2024-01-01 12:00:00.5+02', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"k": [1, null]}', '{1,2}', 'ab', '\\x00ff'),
      (2, NULL, NULL, 'NaN', NULL, 'Infinity', NULL, NULL, E'line\\nend', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      (3, 5, 6, 0.1, 7, -0.0, 0.1, '\\N', 'NULL', false, '1969-12-31', '1969-12-31 23:59:59.999999', 'infinity', NULL, '""', '{}', 'é', '')`);
  });
  afterAll(async () => {
    await admin?.end();
    await server?.stop();
  });

  it('are read with their own types, exactly, missing values and empty texts apart', async () => {
    const { source, rows, engine } = await read('SELECT * FROM t ORDER BY i');
    expect(Object.fromEntries(source.columns.map(({ name, type }) => [name, type]))).toEqual({
      i: 'integer',
      b: 'integer',
      s: 'integer',
      n: 'number',
      k: 'integer',
      f: 'number',
      d: 'number',
      x: 'string',
      v: 'string',
      y: 'boolean',
      day: 'date',
      at: 'timestamp',
      z: 'timestamp',
      u: 'string',
      j: 'string',
      a: 'string',
      c: 'string',
      e: 'string',
    });
    expect(source.rows).toBe(3);
    expect(source.files[0]).toMatchObject({ shown: 'Postgres (DATABASE)', rows: 3 });
    expect(source.files[0]?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(rows[0]).toEqual({
      i: 1,
      b: '9007199254740993',
      s: -3,
      n: 12345678901.2345,
      k: 123456789012,
      f: 0.1,
      d: 1e-300,
      x: '',
      v: 'a,"b"',
      y: true,
      day: '2024-02-29',
      at: Date.UTC(2024, 0, 1, 12, 0, 0, 123) + 0.456,
      z: Date.UTC(2024, 0, 1, 10, 0, 0, 500),
      u: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      j: '{"k": [1, null]}',
      a: '{1,2}',
      c: 'ab ',
      e: '\\x00ff',
    });
    expect(rows[1]).toMatchObject({
      i: 2,
      b: null,
      n: Number.NaN,
      f: Infinity,
      x: null,
      v: 'line\nend',
      y: null,
    });
    expect(rows[2]).toMatchObject({ x: '\\N', v: 'NULL', z: Infinity, a: '{}', c: 'é  ', e: '\\x' });
    const [one] = await engine.rows('SELECT epoch_us("at") AS t FROM data WHERE i = 3');
    expect(one).toEqual({ t: -1 });
  });

  it('before Christ are where they were', async () => {
    const { engine } = await read(
      "SELECT DATE '0044-03-15 BC' AS d, TIMESTAMPTZ '0044-03-15 12:00:00+00 BC' AS t",
    );
    const [row] = await engine.rows(
      'SELECT year(d) AS year, CAST(t - CAST(d AS TIMESTAMP) AS VARCHAR) AS noon FROM data',
    );
    expect(row).toEqual({ year: -43, noon: '12:00:00' });
  });

  it('of no rows have their columns and types', async () => {
    const { source } = await read('SELECT i, x FROM t WHERE false');
    expect(source).toMatchObject({ rows: 0, columns: [{ type: 'integer' }, { type: 'string' }] });
  });

  it('are text where the contract says so', async () => {
    const { rows } = await read('SELECT k FROM t WHERE i = 3', new Set(['k']));
    expect(rows).toEqual([{ k: '7' }]);
  });

  it('may be large, and no larger than allowed', async () => {
    const { source } = await read("SELECT g AS n, repeat('x', 50) AS x FROM generate_series(1, 300000) AS g");
    expect(source.rows).toBe(300_000);
    const query = 'SELECT g FROM generate_series(1, 1000000) AS g';
    const error = await complaint(query, ports(), { 'size-limit': '1MB' });
    expect(error).toBeInstanceOf(UserError);
    expect(describeError(error)).toContain('size-limit');
  });

  it('take no longer than they may', async () => {
    const error = await complaint('SELECT pg_sleep(60)', ports(), { 'time-limit': '1s' });
    expect(error).toBeInstanceOf(ServiceError);
    expect(describeError(error)).toContain('time-limit');
  });

  it('end when the work is interrupted', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    const error = await complaint('SELECT pg_sleep(60)', ports(url, { signal: abort.signal }));
    expect((error as Error).name).toBe('AbortError');
  });

  it('only read, whatever the query says', async () => {
    await admin.query(
      'CREATE TABLE victim (x int); CREATE FUNCTION harm() RETURNS int LANGUAGE sql AS $$ DELETE FROM victim RETURNING 1 $$',
    );
    await admin.query('INSERT INTO victim VALUES (1)');
    for (const query of [
      'DELETE FROM victim RETURNING x',
      'WITH gone AS (DELETE FROM victim RETURNING x) SELECT * FROM gone',
      'SELECT harm()',
      'SELECT 1; DELETE FROM victim',
      'SELECT 1; COMMIT; DELETE FROM victim',
      "SELECT 1) TO PROGRAM 'touch /tmp/mlops-harm' --",
      "SELECT 1) TO '/tmp/mlops-harm' --",
      'SELECT 1) TO STDOUT; DELETE FROM victim; --',
      'SELECT 1) AS source; DELETE FROM victim; --',
      'SELECT x INTO copy FROM victim',
      'CREATE TABLE y (x int)',
      'DROP TABLE victim',
      '',
      'not SQL',
    ]) {
      const error = await complaint(query === '' ? ' ' : query);
      expect(error, query).toBeInstanceOf(UserError);
    }
    expect((await admin.query('SELECT count(*)::int AS n FROM victim')).rows).toEqual([{ n: 1 }]);
    expect((await read('SELECT x FROM victim -- a comment')).rows).toEqual([{ x: 1 }]);
  });

  it('say what is wrong, and never the password', async () => {
    const other = url.replace(encodeURIComponent(server.password), 'falsch');
    const cases: [string, string, typeof UserError | typeof ServiceError | typeof DataError][] = [
      ['SELECT nothing FROM t', url, UserError],
      ['SELECT 1 / (i - 2) AS x FROM t', url, DataError],
      ['SELECT 1 AS a, 2 AS "A"', url, DataError],
      ['SELECT 1 AS a', other, UserError],
      ['SELECT 1 AS a', `${url}2`, UserError],
      ['SELECT 1 AS a', `${url}?sslmode=require`, ServiceError],
      ['SELECT 1 AS a', url.replace(`:${server.port}`, `:${await freePort()}`), ServiceError],
      ['SELECT 1 AS a', 'geheim/@:?', UserError],
      ['SELECT 1 AS a', 'mysql://root:geheim@localhost/x', UserError],
    ];
    for (const [query, address, kind] of cases) {
      const error = await complaintOf(query, address);
      expect(error, `${query} ${address}: ${describeError(error)}`).toBeInstanceOf(kind);
      const told = describeError(error);
      for (const secret of ['geheim', 'falsch', encodeURIComponent(server.password)])
        expect(told).not.toContain(secret);
    }
  });

  async function complaintOf(query: string, address: string): Promise<unknown> {
    const used = ports(address);
    return fetchOne(query, used)
      .then(async ({ config, fetched, folder }) =>
        registerSource(await testEngine(folder), 'data', config, tmpdir(), new Set(), fetched),
      )
      .then(
        () => {
          throw new Error(`${query} was fetched`);
        },
        (error: unknown) => error,
      );
  }

  it('leave nothing in the log but what may be seen', async () => {
    const used = ports();
    const { fetched } = await fetchOne('SELECT 1 AS a', used);
    expect(await readFile([...fetched.files.keys()][0] ?? '', 'utf8')).toBe('"1"\n');
    expect(JSON.stringify(used.log.lines)).not.toMatch(/geheim|127\.0\.0\.1/);
  });
});
