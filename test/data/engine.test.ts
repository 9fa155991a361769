import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openEngine } from '../../src/data/engine/duckdb.ts';
import { type Column, columnOf, frameOf } from '../../src/data/engine/frame.ts';
import { identifier, literal } from '../../src/data/engine/sql.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { temporaryFolder, testEngine } from './engine.ts';

const folder = temporaryFolder();
const engine = await testEngine(folder);

describe('the engine is locked down', () => {
  test.each([
    ['reading elsewhere', "SELECT * FROM read_text('/etc/passwd')"],
    ['reading through ..', `SELECT * FROM read_text('${folder}/../../etc/passwd')`],
    ['listing elsewhere', "SELECT * FROM glob('/etc/*')"],
    ['reading CSV elsewhere', "SELECT * FROM '/etc/passwd.csv'"],
    ['writing elsewhere', "COPY (SELECT 1) TO '/tmp/mlops-elsewhere.parquet'"],
    ['attaching elsewhere', "ATTACH '/tmp/mlops-elsewhere.db'"],
    ['exporting elsewhere', "EXPORT DATABASE '/tmp/mlops-elsewhere'"],
    ['the network', "SELECT * FROM read_csv('https://example.org/a.csv')"],
    ['installing an extension', 'INSTALL httpfs'],
    ['loading an extension', "LOAD '/tmp/evil.duckdb_extension'"],
    ['a setting', 'SET threads = 1'],
    ['a setting back', 'RESET threads'],
    ['opening up again', 'SET enable_external_access = true'],
    ['more folders', "SET allowed_directories = ['/']"],
    ['a pragma that writes', "PRAGMA profiling_output = '/tmp/mlops-profile.json'"],
  ])('%s is refused', async (_what, sql) => {
    await expect(engine.rows(sql)).rejects.toThrow(
      /refused|locked|Cannot|disabled|cannot|does not exist|not (found|loaded)|No function/,
    );
    await expect(engine.rows(sql)).rejects.toSatisfy(
      (error) => error instanceof UserError || error instanceof DataError,
    );
  });

  test('a link inside an allowed folder does not lead out of it', async () => {
    await symlink('/etc/passwd', join(folder, 'link.csv'));
    await expect(engine.rows(`FROM read_text(${literal(join(folder, 'link.csv'))})`)).rejects.toThrow(
      'refused',
    );
  });

  test('an allowed folder may itself be a link', async () => {
    const real = join(folder, 'real');
    await mkdir(real);
    await writeFile(join(real, 'a.csv'), 'x\n1\n');
    await symlink(real, join(folder, 'alias'));
    const linked = await testEngine(join(folder, 'alias'), { temporaryDirectory: join(folder, '.linked') });
    expect(await linked.rows(`FROM ${literal(join(folder, 'alias/a.csv'))}`)).toEqual([{ x: 1 }]);
  });

  test('reading and writing inside the allowed folder works', async () => {
    await engine.run(`COPY (SELECT 7 AS a) TO ${literal(join(folder, 'in.csv'))}`);
    expect(await engine.rows(`SELECT * FROM ${literal(join(folder, 'in.csv'))}`)).toEqual([{ a: 7 }]);
  });

  test('settings that DuckDB does not understand are the user’s to mend', async () => {
    const opening = openEngine({
      allowedDirectories: [],
      temporaryDirectory: join(folder, 'other'),
      loadModule: () => import('@duckdb/node-api'),
      memoryLimit: 'plenty',
    });
    await expect(opening).rejects.toThrow(UserError);
  });

  test('a query that needs more memory than usual gets it, unless the user has set a limit', async () => {
    const sql = "SELECT length(string_agg(x || repeat('y', 200), '')) AS n FROM range(2500000) t(x)";
    const limit = async (asked: typeof engine) =>
      (await asked.rows<{ m: string }>("SELECT current_setting('memory_limit') AS m"))[0]?.m;
    const usual = await testEngine(folder);
    const before = await limit(usual);
    expect(await usual.rows(sql)).toEqual([{ n: 516_388_890 }]);
    expect(await limit(usual)).not.toBe(before);
    const bound = await testEngine(folder, { memoryLimit: '200MB' });
    await expect(bound.rows(sql)).rejects.toThrow('ran out of memory');
    expect(await limit(bound)).toBe('190.7 MiB');
  });

  test('the time zone is UTC whatever the machine says', async () => {
    const [row] = await engine.rows("SELECT '2013-06-01 12:00:00+02'::TIMESTAMPTZ::VARCHAR AS t");
    expect(row).toEqual({ t: '2013-06-01 10:00:00+00' });
  });
});

describe('values', () => {
  test.each([
    ['42::BIGINT', 42],
    ['9007199254740993::BIGINT', '9007199254740993'],
    ["'-170141183460469231731687303715884105727'::HUGEINT", '-170141183460469231731687303715884105727'],
    ['sum(x) FROM range(10) t(x)', 45],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['200::UTINYINT', 200],
    ['1.25::DECIMAL(10, 4)', 1.25],
    ["'NaN'::DOUBLE", Number.NaN],
    ["'-Infinity'::FLOAT", Number.NEGATIVE_INFINITY],
    ["TIMESTAMP '1970-01-01 00:00:01.5'", 1500],
    ["TIMESTAMP '2013-01-01 10:00:00.123456'", Date.UTC(2013, 0, 1, 10) + 123.456],
    ["'1970-01-02 00:00:01'::TIMESTAMP_S", 86_401_000],
    ["'1970-01-02 00:00:01.007'::TIMESTAMP_MS", 86_401_007],
    ["'1970-01-01 00:00:00.001000001'::TIMESTAMP_NS", 1.000001],
    ["'1970-01-01 02:00:00+02'::TIMESTAMPTZ", 0],
    ["'infinity'::TIMESTAMP", Number.POSITIVE_INFINITY],
    ["'-infinity'::TIMESTAMPTZ", Number.NEGATIVE_INFINITY],
    ["DATE '2013-02-28'", '2013-02-28'],
    ["TIME '10:11:12'", '10:11:12'],
    ["'936da01f-9abd-4d9d-80c7-02af85c822a8'::UUID", '936da01f-9abd-4d9d-80c7-02af85c822a8'],
    ["'b'::ENUM('a', 'b')", 'b'],
    ['[1::BIGINT, NULL, 3]', [1, null, 3]],
    ["[[TIMESTAMP '1970-01-01'], []]", [[0], []]],
    ["{'a': 1, 'b': [2::HUGEINT]}", { a: 1, b: [2] }],
    ['NULL', null],
    ['true', true],
    ["'é\u0001\n'", 'é\u0001\n'],
  ])('SELECT %s', async (expression, expected) => {
    const rows = await engine.rows<{ v: unknown }>(
      expression.includes(' FROM ')
        ? `SELECT ${expression.replace(' FROM', ' AS v FROM')}`
        : `SELECT ${expression} AS v`,
    );
    expect(rows).toEqual([{ v: expected }]);
  });

  test('a frame has the contract’s types, and nested values as JSON text', async () => {
    const frame = await engine.frame(
      `SELECT 1::UTINYINT AS i, 1.5::DECIMAL(4, 1) AS d, 'x' AS s, true AS b, now() AS t, DATE '2013-01-01' AS day,
        [1, 2] AS l, TIME '01:02:03' AS clock, NULL AS nothing`,
    );
    expect([...frame.columns.values()].map(({ name, type }) => `${name} ${type}`)).toEqual([
      'i integer',
      'd number',
      's string',
      'b boolean',
      't timestamp',
      'day date',
      'l string',
      'clock string',
      'nothing integer',
    ]);
    expect(columnOf(frame, 'l').values).toEqual(['[1,2]']);
    expect(frame.rows).toBe(1);
  });

  test('a result of no rows keeps its columns', async () => {
    const frame = await engine.frame('SELECT 1 AS a WHERE false');
    expect(frame.rows).toBe(0);
    expect([...frame.columns.keys()]).toEqual(['a']);
    expect(await engine.rows('SELECT 1 AS a WHERE false')).toEqual([]);
  });

  test('parameters keep their type', async () => {
    expect(
      await engine.rows('SELECT typeof(?) AS i, typeof(?) AS d, ? AS s, ? AS n, ? AS b', [
        3,
        0.5,
        "a'; --",
        null,
        true,
      ]),
    ).toEqual([{ i: 'BIGINT', d: 'DOUBLE', s: "a'; --", n: null, b: true }]);
    expect(await engine.rows('SELECT x FROM range(5) t(x) LIMIT ?', [2])).toHaveLength(2);
  });

  test('queries that run at once do not disturb each other', async () => {
    const counts = await Promise.all(
      [1, 2, 3, 4].map((n) => engine.rows<{ x: number }>(`SELECT x FROM range(${n * 10_000}) t(x)`)),
    );
    expect(counts.map((rows) => rows.length)).toEqual([10_000, 20_000, 30_000, 40_000]);
  });
});

describe('insert', () => {
  const finite = fc.double({ noNaN: false });
  const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  const values: Record<Column['type'], fc.Arbitrary<Column['values'][number]>> = {
    integer: fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }).map(String)),
    number: finite,
    string: fc.string({ unit: 'grapheme' }),
    boolean: fc.boolean(),
    timestamp: fc.oneof(
      fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_000 }),
      fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    ),
    date: day.map((date) => date.toISOString().slice(0, 10)),
  };

  test('what goes in comes out, whatever the names and values', async () => {
    const types = Object.keys(values) as Column['type'][];
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !name.includes('\0')),
        fc.array(fc.record(Object.fromEntries(types.map((type) => [type, fc.option(values[type])]))), {
          maxLength: 20,
        }),
        async (name, rows) => {
          const columns = types.map((type) => ({
            name: `${type} "${name}"`,
            type,
            values: rows.map((row) => (row as Record<string, Column['values'][number]>)[type] ?? null),
          }));
          await engine.insert(name, frameOf(columns));
          const back = await engine.frame(`SELECT * FROM ${identifier(name)}`);
          await engine.run(`DROP TABLE ${identifier(name)}`);
          expect(back.rows).toBe(rows.length);
          expect([...back.columns.values()]).toEqual(
            columns.map((column) => ({
              ...column,
              values: column.values.map((v) => (Object.is(v, -0) && column.type !== 'number' ? 0 : v)),
            })),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  test('more rows than one chunk keep their order', async () => {
    const values = Array.from({ length: 10_001 }, (_, i) => (i % 7 === 0 ? null : i));
    await engine.insert('many', frameOf([{ name: '__proto__', type: 'integer', values }]));
    expect(columnOf(await engine.frame('FROM many'), '__proto__').values).toEqual(values);
  });

  test('a value of another type is refused by column and row, and the old table stays', async () => {
    await engine.insert('kept', frameOf([{ name: 'a', type: 'integer', values: [1] }]));
    const bad = frameOf([{ name: 'a', type: 'integer', values: [1, 2.5] }]);
    await expect(engine.insert('kept', bad)).rejects.toThrow('column "a", row 2: 2.5 is no integer');
    expect(await engine.rows('FROM kept')).toEqual([{ a: 1 }]);
    const noDay = frameOf([{ name: 'd', type: 'date', values: ['2013-02-30'] }]);
    await expect(engine.insert('kept', noDay)).rejects.toThrow(DataError);
  });

  test('column names that differ in case only are refused', async () => {
    const twins = frameOf([
      { name: 'Id', type: 'integer', values: [1] },
      { name: 'id', type: 'integer', values: [2] },
    ]);
    await expect(engine.insert('twins', twins)).rejects.toThrow('two columns have one name: "Id" and "id"');
  });
});

describe('writeParquet', () => {
  const sql = `SELECT i AS id, hash(i) % 1000 / 7 AS score, 'name ' || i % 50 AS name,
    TIMESTAMP '2013-01-01' + INTERVAL (i) MINUTE AS t FROM range(300000) r(i) ORDER BY hash(i)`;

  test('the same rows make the same bytes on one thread and on several, in the order of the query', async () => {
    const single = await testEngine(folder, { threads: 1, temporaryDirectory: join(folder, '.single') });
    const several = await testEngine(folder, { threads: 4, temporaryDirectory: join(folder, '.several') });
    await single.writeParquet(sql, join(folder, 'a.parquet'));
    await several.writeParquet(sql, join(folder, 'new/folder/b.parquet'));
    expect(
      readFileSync(join(folder, 'a.parquet')).equals(readFileSync(join(folder, 'new/folder/b.parquet'))),
    ).toBe(true);
    const [difference] = await engine.rows(
      `SELECT count(*) AS n FROM (SELECT id, row_number() OVER () AS place FROM ${literal(join(folder, 'a.parquet'))})
       POSITIONAL JOIN (SELECT id AS expected FROM (${sql})) WHERE id <> expected`,
    );
    expect(difference).toEqual({ n: 0 });
  });

  test('a query that fails leaves the old file and nothing beside it', async () => {
    await mkdir(join(folder, 'out'));
    const path = join(folder, 'out', 'c.parquet');
    await writeFile(path, 'old');
    await expect(
      engine.writeParquet(
        "SELECT CASE WHEN i = 99999 THEN error('boom') ELSE i END AS i FROM range(100000) r(i)",
        path,
      ),
    ).rejects.toThrow('boom');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(await readdir(join(folder, 'out'))).toEqual(['c.parquet']);
  });

  test.skipIf(process.platform === 'win32')('a full disk is told as such, and leaves nothing', async () => {
    const place = join(folder, 'full');
    await mkdir(place);
    const script = join(folder, 'full.ts');
    const duckdb = join(import.meta.dirname, '../../src/data/engine/duckdb.ts');
    const node = createRequire(import.meta.url).resolve('@duckdb/node-api');
    await writeFile(
      script,
      `import { createRequire } from 'node:module';
       import { openEngine } from ${JSON.stringify(duckdb)};
       const loadModule = async () => createRequire(import.meta.url)(${JSON.stringify(node)});
       const engine = await openEngine({ allowedDirectories: [], temporaryDirectory: ${JSON.stringify(join(folder, '.full'))}, loadModule });
       await engine.writeParquet('SELECT hash(i) AS h FROM range(1000000) r(i)', ${JSON.stringify(join(place, 'x.parquet'))})
         .catch((error) => console.log(error.name, error.message));`,
    );
    // A limit on the size of files does what a full disk does.
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      'ulimit -f 1000; exec "$0" --experimental-strip-types --no-warnings "$1"',
      process.execPath,
      script,
    ]);
    expect(stdout).toMatch(/^UserError the disk is full/);
    expect(await readdir(place)).toEqual([]);
    expect(await readdir(join(folder, '.full'))).toEqual([]);
  });

  test('a place that cannot be written is the user’s to mend', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(engine.writeParquet('SELECT 1 AS a', join(folder, 'file', 'x.parquet'))).rejects.toThrow(
      UserError,
    );
  });
});

describe('errors', () => {
  test.each([
    ['SELECT nope FROM range(1)', UserError, /nope/],
    ['SELECT 1 +', UserError, /syntax error/],
    ['SELECT * FROM absent', UserError, /absent does not exist/],
    ["SELECT 'x'::INTEGER", DataError, /Could not convert string 'x' to INT32/],
    ["SELECT error('custom')", DataError, /custom/],
    ['SELECT 9223372036854775807::BIGINT + 1', DataError, /Overflow/],
  ])('%s', async (sql, kind, message) => {
    const failed = engine.rows(sql);
    await expect(failed).rejects.toThrow(kind);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/LINE 1/);
  });

  test('a query without end is stopped, and the next one runs', async () => {
    const hasty = await testEngine(folder, { temporaryDirectory: join(folder, '.hasty'), queryLimitMs: 300 });
    const endless =
      'SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range = 7';
    for (const failed of [hasty.rows(endless), hasty.run(`CREATE TABLE x AS ${endless}`)]) {
      await expect(failed).rejects.toThrow(/stopped after 0.3 s/);
    }
    expect(await hasty.rows('SELECT 1 AS a')).toEqual([{ a: 1 }]);
  });

  test('an engine that is closed says so', async () => {
    const closed = await testEngine(folder, { temporaryDirectory: join(folder, '.closed') });
    await closed.close();
    await closed.close();
    await expect(closed.rows('SELECT 1')).rejects.toThrow('closed');
  });
});
