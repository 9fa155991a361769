import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SourceConfig } from '../../../src/config/schema/sources.ts';
import { columnOf } from '../../../src/data/engine/frame.ts';
import { identifier } from '../../../src/data/engine/sql.ts';
import {
  allowedDirectories,
  originOfRow,
  type RegisteredSource,
  registerSources,
} from '../../../src/data/sources/sources.ts';
import { DataError, describeError, UserError } from '../../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();
const engine = await testEngine(folder);
const fixtures = join(import.meta.dirname, '../../fixtures/flights');

async function write(name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), content);
  return name;
}

async function register(source: SourceConfig): Promise<RegisteredSource> {
  const registered = await registerSources(engine, { data: source }, folder);
  const made = registered.get('data');
  if (!made) throw new Error('not registered');
  return made;
}

async function rowsOf(source: SourceConfig): Promise<unknown[]> {
  await register(source);
  return engine.rows('FROM data');
}

const typesOf = (source: RegisteredSource) =>
  Object.fromEntries(source.columns.map(({ name, type }) => [name, type]));

/** What a person sees of the error that `source` ends in. */
async function complaint(source: SourceConfig, kind: typeof DataError | typeof UserError): Promise<string> {
  const error = await register(source).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(kind);
  return describeError(error);
}

describe('CSV', () => {
  test('the flights have the types of the contract, with NA for missing', async () => {
    for (const name of ['flights.csv', 'planes.csv'])
      await copyFile(join(fixtures, name), join(folder, name));
    const flights = await register({ path: 'flights.csv', missing: ['NA'] });
    expect(typesOf(flights)).toEqual({
      year: 'integer',
      month: 'integer',
      day: 'integer',
      dep_time: 'integer',
      sched_dep_time: 'integer',
      dep_delay: 'integer',
      arr_time: 'integer',
      sched_arr_time: 'integer',
      arr_delay: 'integer',
      carrier: 'string',
      flight: 'integer',
      tailnum: 'string',
      origin: 'string',
      dest: 'string',
      air_time: 'integer',
      distance: 'integer',
      hour: 'integer',
      minute: 'integer',
      time_hour: 'timestamp',
    });
    expect(flights.rows).toBe(1712);
    const [first] = await engine.rows('SELECT carrier, flight, time_hour FROM data LIMIT 1');
    expect(first).toEqual({ carrier: 'UA', flight: 1545, time_hour: Date.UTC(2013, 0, 1, 10) });
    expect(typesOf(await register({ path: 'planes.csv' })).year).toBe('string');
  });

  test.each<[string, string, string[]]>([
    ['integers', 'integer', ['1', '-5', '+7', '9223372036854775807', '']],
    ['integers too long for 64 bits', 'string', ['1', '9223372036854775808']],
    ['leading zeros', 'string', ['007', '12']],
    ['numbers', 'number', ['1', '2.5', '-1e-3', '.5', '7.', 'NaN', '-inf']],
    ['codes that look like numbers', 'string', ['1.5', '00.5']],
    ['underscores and spaces', 'string', ['1_000', ' 5']],
    ['hexadecimal', 'string', ['0x10']],
    ['truth values', 'boolean', ['true', 'False', 'TRUE']],
    ['yes and no', 'string', ['yes', 'no']],
    ['dates', 'date', ['2013-01-01', '2012-02-29']],
    ['a day that does not exist', 'string', ['2013-01-01', '2013-02-29']],
    ['ambiguous dates', 'string', ['01/02/2013', '13/02/2013']],
    [
      'times',
      'timestamp',
      ['2013-01-01T10:00:00Z', '2013-01-01 10:00', '2013-01-01', '2013-01-01 10:00:00.123+05:30'],
    ],
    ['nothing at all', 'string', ['', '']],
    ['text', 'string', ['a', '1']],
    ['truth values and numbers', 'string', ['true', '1']],
  ])('%s', async (_name, type, values) => {
    await write('types.csv', `a,v\n${values.map((value) => `x,${value}`).join('\n')}\n`);
    expect(typesOf(await register({ path: 'types.csv' })).v).toBe(type);
  });

  test('times with an offset become UTC', async () => {
    await write('offset.csv', 't\n2013-01-01 10:00:00+05:30\n2013-01-01 10:00\n');
    expect(await rowsOf({ path: 'offset.csv' })).toEqual([
      { t: Date.UTC(2013, 0, 1, 4, 30) },
      { t: Date.UTC(2013, 0, 1, 10) },
    ]);
  });

  test('a type does not depend on which row is odd', async () => {
    await write('late.csv', `v\n${'1\n'.repeat(60_000)}x\n`);
    expect(typesOf(await register({ path: 'late.csv' })).v).toBe('string');
  });

  test('what is written is read, whatever names, values and line ends', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('"', '""', ',', '\n', 'a\r\nb', "'; DROP TABLE data; --", 'NA', '1', '#', '\\', ' x '),
    );
    const text = cell.filter(
      (value) => !['\0', '\x01', '\ufeff'].some((odd) => value.includes(odd)) && !/\r(?!\n)/.test(value),
    );
    const names = fc.uniqueArray(
      text.filter((name) => name.trim() !== '' && !name.includes('\r')),
      {
        minLength: 2,
        maxLength: 4,
        selector: (name) => name.toLowerCase(),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        names.chain((columns) =>
          fc.tuple(
            fc.constant(columns),
            fc.array(fc.array(text, { minLength: columns.length, maxLength: columns.length }), {
              maxLength: 8,
            }),
          ),
        ),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(',', ';', '\t'),
        async ([columns, rows], end, delimiter) => {
          const record = (cells: string[]) =>
            cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + end;
          await write('any.csv', [columns, ...rows].map(record).join(''));
          const types = Object.fromEntries(columns.map((name) => [name, 'string' as const]));
          const source = await register({ path: 'any.csv', delimiter, types });
          expect(source.columns.map(({ name }) => name)).toEqual(columns);
          const frame = await engine.frame('FROM data');
          expect(frame.rows).toBe(rows.length);
          for (const [index, name] of columns.entries()) {
            expect(columnOf(frame, name).values).toEqual(rows.map((row) => row[index] || null));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('delimiters, byte-order mark, blank lines, unnamed columns', async () => {
    await write('semi.csv', '\ufeffa;"b;c"\r\n1;2,5\r\n\r\n3;4\r\n');
    expect(await rowsOf({ path: 'semi.csv' })).toEqual([
      { a: 1, 'b;c': '2,5' },
      { a: 3, 'b;c': '4' },
    ]);
    await write('tab.tsv', 'a,b\tc\n1\t2\n');
    expect(await rowsOf({ path: 'tab.tsv' })).toEqual([{ 'a,b': 1, c: 2 }]);
    await write('index.csv', ',a\n0,5\n');
    expect(await rowsOf({ path: 'index.csv' })).toEqual([{ column0: 0, a: 5 }]);
  });

  test('a header of several lines, and names that would hurt', async () => {
    await write('names.csv', '"a\nb","c""d","\'; drop table data","__proto__"\n1,2,3,4\n');
    const source = await register({ path: 'names.csv' });
    expect(source.columns.map(({ name }) => name)).toEqual([
      'a\nb',
      'c"d',
      "'; drop table data",
      '__proto__',
    ]);
    const [row] = await engine.rows('FROM data');
    expect(Object.entries(row ?? {})).toEqual([
      ['a\nb', 1],
      ['c"d', 2],
      ["'; drop table data", 3],
      ['__proto__', 4],
    ]);
  });

  test('gzip and Zstandard by the end of the name', async () => {
    const csv = `a,b\n${Array.from({ length: 5000 }, (_, i) => `${i},x${i}`).join('\n')}\n`;
    await write('z/a.csv.gz', gzipSync(csv));
    await engine.run(
      `COPY (SELECT i AS a, 'x' || i AS b FROM range(5000) r(i)) TO '${folder}/z/a.csv.zst' (HEADER)`,
    );
    const source = await register({ path: ['z/a.csv.gz', 'z/a.csv.zst'] });
    expect(source.files.map(({ rows }) => rows)).toEqual([5000, 5000]);
    expect(await engine.rows('SELECT count(*) AS n, count(DISTINCT b) AS d, sum(a) AS s FROM data')).toEqual([
      { n: 10_000, d: 5000, s: 24_995_000 },
    ]);
  });

  test('header only: no rows, and the columns are there', async () => {
    await write('header.csv', 'a,b\n');
    const source = await register({ path: 'header.csv' });
    expect(source.rows).toBe(0);
    expect(source.columns.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('`types` decide, and name the first value that does not fit', async () => {
    await write('codes.csv', 'code,n,when\n007,1,2013-01-01\n012,,2013-01-02\n');
    const source = await register({
      path: 'codes.csv',
      types: { code: 'integer', n: 'number', when: 'timestamp' },
    });
    expect(typesOf(source)).toEqual({ code: 'integer', n: 'number', when: 'timestamp' });
    expect(await engine.rows('SELECT code, "when" FROM data LIMIT 1')).toEqual([
      { code: 7, when: Date.UTC(2013, 0, 1) },
    ]);
    await write('more/b.csv', 'code,n\n1,1\n2,1.5\n3,x\n');
    await write('more/a.csv', 'code,n\n1,1\n');
    expect(await complaint({ path: 'more/*.csv', types: { n: 'integer' } }, DataError)).toContain(
      'column "n": 2 values are not of the type integer; the first is "1.5" in more/b.csv, line 3',
    );
    expect(await complaint({ path: 'codes.csv', types: { cod: 'integer' } }, UserError)).toMatch(
      /no column of it: cod\n.*code, n, when/,
    );
  });
});

describe('several files', () => {
  beforeAll(async () => {
    await write('parts/b.csv', 'a,b\n3,c\n');
    await write('parts/a.csv', 'a,b\n1,a\n2,b\n');
    await write('parts/c.csv', 'b,a\nd,4\ne,5\n');
  });

  test('are read in the order of their names, columns by name, and rows can be traced', async () => {
    const source = await register({ path: 'parts/*.csv' });
    expect(await engine.rows('FROM data')).toEqual([
      { a: 1, b: 'a' },
      { a: 2, b: 'b' },
      { a: 3, b: 'c' },
      { a: 4, b: 'd' },
      { a: 5, b: 'e' },
    ]);
    expect(source.files.map(({ path }) => path)).toEqual(
      ['a', 'b', 'c'].map((name) => join(folder, `parts/${name}.csv`)),
    );
    expect([0, 1, 2, 3, 4, 5].map((index) => originOfRow(source, index))).toEqual([
      { file: 'parts/a.csv', row: 1 },
      { file: 'parts/a.csv', row: 2 },
      { file: 'parts/b.csv', row: 1 },
      { file: 'parts/c.csv', row: 1 },
      { file: 'parts/c.csv', row: 2 },
      undefined,
    ]);
  });

  test('a list keeps its order and takes no file twice', async () => {
    const source = await register({ path: ['parts/c.csv', 'parts/*.csv', 'parts/../parts/a.csv'] });
    expect(source.files.map(({ shown }) => shown)).toEqual(['parts/c.csv', 'parts/a.csv', 'parts/b.csv']);
    expect((await engine.rows<{ a: number }>('FROM data')).map(({ a }) => a)).toEqual([4, 5, 1, 2, 3]);
  });

  test('must have the same columns', async () => {
    await write('mixed/a.csv', 'a,b\n1,2\n');
    await write('mixed/b.csv', 'a,c\n1,2\n');
    expect(await complaint({ path: 'mixed/*.csv' }, DataError)).toContain(
      'the columns of mixed/b.csv are not those of mixed/a.csv: it lacks b and adds c',
    );
  });

  test('an error names the file that has it', async () => {
    await write('bad/a.csv', 'a,b\n1,2\n');
    await write('bad/b.csv', 'a,b\n1,2\n1,2,3\n');
    expect(await complaint({ path: 'bad/*.csv' }, DataError)).toContain(
      'bad/b.csv, line 3: 3 values where the header names 2',
    );
  });

  test('a name with the characters of a pattern is that file, and no pattern', async () => {
    await write('odd/we[i]rd*?.csv', 'a\n1\n');
    await write('odd/weird.csv', 'a\n2\n');
    expect(await rowsOf({ path: 'odd/we[i]rd*?.csv' })).toEqual([{ a: 1 }]);
    await write("odd/it's; drop.csv", 'a\n3\n');
    expect(await rowsOf({ path: "odd/it's; drop.csv" })).toEqual([{ a: 3 }]);
  });
});

describe('bad CSV is told by file and line', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    [
      'too many values',
      'a,b\n1,2\n3,4,5\n',
      /f\.csv, line 3: 3 values where the header names 2 columns: "3,4,5"/,
    ],
    ['too few values', 'a,b\n1,2\n3\n', /f\.csv, line 3: 1 values? where the header names 2 columns: "3"/],
    ['ragged far down', `a,b\n${'1,2\n'.repeat(100_000)}3\n`, /f\.csv, line 100002: 1 value/],
    ['a quote that does not end', 'a,b\n1,"x\n3,4\n', /f\.csv, line 2: a quoted value does not end/],
    ['text after a quote', 'a,b\n"x"y,2\n', /f\.csv, line 2/],
    [
      'Latin-1',
      Buffer.from('a,b\n1,caf\xe9\n', 'latin1'),
      /f\.csv, line 2: this is not UTF-8 text: .* \(at byte 9\)\n.*iconv/,
    ],
    [
      'Latin-1 in the header',
      Buffer.from('caf\xe9,b\n1,2\n', 'latin1'),
      /f\.csv, line 1: this is not UTF-8 text/,
    ],
    [
      'Latin-1 far down',
      Buffer.from(`a,b\n${'1,2\n'.repeat(100_000)}1,caf\xe9\n`, 'latin1'),
      /f\.csv, line 100002: this is not UTF-8/,
    ],
    ['UTF-16', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), /f\.csv is UTF-16 text/],
    ['nothing', '', /f\.csv is empty/],
    ['blank lines', '\n\n', /f\.csv has no header/],
    [
      'binary',
      Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256),
      /f\.csv is a binary file, not CSV/,
    ],
    [
      'binary without zero bytes',
      Uint8Array.from({ length: 5000 }, (_, i) => 128 + ((i * 7919) % 128)),
      /f\.csv.*UTF-8/,
    ],
    ['a Parquet file', 'PAR1xxxxPAR1', /f\.csv is a Parquet file, not CSV/],
    ['gzip without .gz', gzipSync('a\n1\n'), /f\.csv is compressed with gzip/],
    ['one name twice', 'a,b,A\n1,2,3\n', /f\.csv, line 1: two columns have one name: "a" and "A"/],
    ['line ends of two kinds', 'a,b\r\n1,2\n3,4\r\n', /f\.csv.*\n.*lines end alike/],
  ])('%s', async (_name, content, message) => {
    await write('bad1/f.csv', content);
    const told = await complaint({ path: 'bad1/f.csv' }, DataError);
    expect(told).toMatch(message);
    expect(told).not.toMatch(/strict_mode|null_padding|LINE 1|Possible/);
  });

  test.each([
    [
      'cut.csv.gz',
      gzipSync(`a,b\n${Array.from({ length: 50_000 }, (_, i) => `${i},${i * 7}\n`).join('')}`).subarray(
        0,
        100_000,
      ),
    ],
    ['plain.csv.gz', Buffer.from('a,b\n1,2\n')],
    ['plain.csv.zst', Buffer.from('a,b\n1,2\n')],
  ])('%s is no whole file', async (name, content) => {
    await write(`cut/${name}`, content);
    expect(await complaint({ path: `cut/${name}` }, DataError)).toMatch(/is no whole (gzip|Zstandard) file/);
  });

  test('a Zstandard file that was cut off', async () => {
    const { readFile } = await import('node:fs/promises');
    await engine.run(
      `COPY (SELECT hash(i) AS a FROM range(100000) r(i)) TO '${folder}/whole.csv.zst' (HEADER)`,
    );
    const whole = await readFile(join(folder, 'whole.csv.zst'));
    expect((await register({ path: 'whole.csv.zst' })).rows).toBe(100_000);
    for (const part of [3, 10, whole.length >> 1, whole.length - 1]) {
      await write('cut/half.csv.zst', whole.subarray(0, part));
      expect(await complaint({ path: 'cut/half.csv.zst' }, DataError)).toContain('no whole Zstandard file');
    }
  });
});

describe('JSON Lines', () => {
  test('keys become columns, and absent ones are missing', async () => {
    await write(
      'ok.jsonl',
      '{"id":1,"t":"2013-01-01T10:00:00Z","x":1,"o":{"k":[1]},"b":true,"s":"12","mixed":1}\n{"id":9007199254740993,"x":NaN,"late":"2013-01-02","s":null,"mixed":"a"}\n\n{}\n',
    );
    const source = await register({ path: 'ok.jsonl' });
    expect(typesOf(source)).toEqual({
      id: 'integer',
      t: 'timestamp',
      x: 'number',
      o: 'string',
      b: 'boolean',
      s: 'string',
      mixed: 'string',
      late: 'date',
    });
    expect(await engine.rows('FROM data')).toEqual([
      { id: 1, t: Date.UTC(2013, 0, 1, 10), x: 1, o: '{"k":[1]}', b: true, s: '12', mixed: '1', late: null },
      {
        id: '9007199254740993',
        t: null,
        x: Number.NaN,
        o: null,
        b: null,
        s: null,
        mixed: 'a',
        late: '2013-01-02',
      },
      { id: null, t: null, x: null, o: null, b: null, s: null, mixed: null, late: null },
    ]);
  });

  test('a type does not depend on which row is odd, nor on which file', async () => {
    await write('j/a.ndjson', '{"v":1}\n'.repeat(60_000));
    await write('j/b.ndjson.gz', gzipSync('{"v":"x","w":2.5}\n'));
    const source = await register({ path: ['j/a.ndjson', 'j/b.ndjson.gz'] });
    expect(typesOf(source)).toEqual({ v: 'string', w: 'number' });
    expect(source.files.map(({ rows }) => rows)).toEqual([60_000, 1]);
    expect(originOfRow(source, 60_000)).toEqual({ file: 'j/b.ndjson.gz', row: 1 });
  });

  test('an array of objects, names that would hurt, `types`', async () => {
    await write('array.json', '[{"a\\"b":1,"__proto__":"5"},\n {"a\\"b":2}]');
    const source = await register({
      path: 'array.json',
      types: { __proto__: 'integer', ...JSON.parse('{"__proto__":"integer"}') },
    });
    expect(source.columns).toEqual([
      { name: 'a"b', type: 'integer' },
      { name: '__proto__', type: 'integer' },
    ]);
    const [row] = await engine.rows('FROM data');
    expect(Object.entries(row ?? {})).toEqual([
      ['a"b', 1],
      ['__proto__', 5],
    ]);
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['a line cut off', '{"a":1}\n{"a":\n', /f\.jsonl, line 2 is not JSON Lines: Unexpected end/],
    [
      'Latin-1',
      Buffer.from('{"a":"caf\xe9"}\n', 'latin1'),
      /f\.jsonl, line 1 is not JSON Lines: this is not UTF-8/,
    ],
    [
      'a line cut off far down',
      `${'{"a":1}\n'.repeat(99_999)}{"a":\n{"a":1}\n`,
      /f\.jsonl, line 100000 is not JSON Lines/,
    ],
    ['an object over several lines', '{\n"a": 1\n}\n', /f\.jsonl, line 1 is not JSON Lines/],
    ['no objects', '1\n2\n', /f\.jsonl, line 1 is not JSON Lines: a number in place of an object/],
    [
      'a list among objects',
      '{"a":1}\n[1,2]\n',
      /f\.jsonl, line 2 is not JSON Lines: an array in place of an object/,
    ],
    ['empty objects', '{}\n{}\n', /no key/],
    ['CSV', 'a,b\n1,2\n', /f\.jsonl, line 1 is not JSON Lines/],
    ['binary', Uint8Array.from({ length: 500 }, (_, i) => i % 256), /f\.jsonl, line 1 is not JSON Lines/],
    ['nothing', '', /f\.jsonl is empty/],
    ['keys that differ in case', '{"Id":1}\n{"id":2}\n', /two columns have one name/],
  ])('%s', async (_name, content, message) => {
    await write('bad2/f.jsonl', content);
    expect(await complaint({ path: 'bad2/f.jsonl' }, DataError)).toMatch(message);
  });
});

describe('Parquet', () => {
  test('values have the types of the contract, whatever the file stores', async () => {
    await mkdir(join(folder, 'p'));
    await engine.run(
      `COPY (SELECT i::UTINYINT AS i, i::UBIGINT AS u, i::FLOAT / 4 AS f, (i / 8)::DECIMAL(9, 3) AS d,
         TIMESTAMPTZ '2013-01-01 10:00:00+02' AS t, TIMESTAMP_MS '2013-01-01 10:00:00' AS ms, DATE '2013-01-02' AS day,
         'b'::ENUM('a', 'b') AS e, [i] AS l, {'x': 1, 'y': {'z': 2}} AS s, i > 1 AS b, TIME '01:02:03' AS clock
       FROM range(3) r(i)) TO '${folder}/p/1.parquet'`,
    );
    await engine.run(
      `COPY (SELECT * REPLACE (i::INTEGER + 100 AS i) FROM '${folder}/p/1.parquet') TO '${folder}/p/2.parquet'`,
    );
    const source = await register({ path: 'p/*.parquet' });
    expect(typesOf(source)).toEqual({
      i: 'integer',
      u: 'integer',
      f: 'number',
      d: 'number',
      t: 'timestamp',
      ms: 'timestamp',
      day: 'date',
      e: 'string',
      l: 'string',
      s: 'string',
      b: 'boolean',
      clock: 'string',
    });
    expect(source.files.map(({ shown, rows }) => [shown, rows])).toEqual([
      ['p/1.parquet', 3],
      ['p/2.parquet', 3],
    ]);
    expect(await engine.rows('SELECT i, f, d, t, ms, day, e, l, b, clock FROM data OFFSET 5')).toEqual([
      {
        i: 102,
        f: 0.5,
        d: 0.25,
        t: Date.UTC(2013, 0, 1, 8),
        ms: Date.UTC(2013, 0, 1, 10),
        day: '2013-01-02',
        e: 'b',
        l: '[2]',
        b: true,
        clock: '01:02:03',
      },
    ]);
    const types = await engine.rows<{ column_type: string }>('DESCRIBE data');
    expect([...new Set(types.map(({ column_type }) => column_type))].sort()).toEqual([
      'BIGINT',
      'BOOLEAN',
      'DATE',
      'DOUBLE',
      'HUGEINT',
      'TIMESTAMP',
      'VARCHAR',
    ]);
  });

  test('files that are none, or of other columns', async () => {
    await write('q/a.parquet', 'PAR1 no more than a name PAR1');
    expect(await complaint({ path: 'q/a.parquet' }, DataError)).toContain(
      'q/a.parquet, byte 21: this is no whole Parquet file: a footer of 543518049 bytes',
    );
    await engine.run(`COPY (SELECT 1 AS a) TO '${folder}/q/b.parquet'`);
    await engine.run(`COPY (SELECT 1 AS b) TO '${folder}/q/c.parquet'`);
    expect(await complaint({ path: ['q/b.parquet', 'q/c.parquet'] }, DataError)).toContain(
      'lacks a and adds b',
    );
    await engine.run(`COPY (SELECT 1 AS a WHERE false) TO '${folder}/q/d.parquet'`);
    expect((await register({ path: 'q/d.parquet' })).rows).toBe(0);
  });

  test('a folder name such as year=2013 adds no column where it is not wanted', async () => {
    await mkdir(join(folder, 'year=2013'));
    await engine.run(`COPY (SELECT 1 AS a) TO '${folder}/year=2013/x.parquet'`);
    expect(await rowsOf({ path: 'year=*/x.parquet', hive: false })).toEqual([{ a: 1 }]);
  });
});

describe('what the config must mend', () => {
  test.each<[string, SourceConfig, RegExp]>([
    ['a missing file', { path: 'absent.csv' }, /absent\.csv does not exist/],
    ['a pattern without files', { path: 'absent/*.csv' }, /no file matches absent\/\*\.csv/],
    ['a folder', { path: 'parts' }, /parts is a folder\n.*parts\/\*\.csv/],
    ['an unknown suffix', { path: 'odd.dat' }, /does not tell its format/],
    ['two formats', { path: ['m.csv', 'm.jsonl'] }, /formats csv and json/],
    ['an option for CSV on JSON', { path: 'm.jsonl', missing: ['NA'] }, /`missing` does nothing for json/],
  ])('%s', async (_name, source, message) => {
    await write('parts/a.csv', 'a,b\n1,a\n2,b\n');
    await write('odd.dat', 'a\n1\n');
    await write('m.csv', 'a\n1\n');
    await write('m.jsonl', '{"a":1}\n');
    expect(await complaint(source, UserError)).toMatch(message);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    await write('secret.csv', 'a\n1\n');
    await chmod(join(folder, 'secret.csv'), 0);
    expect(await complaint({ path: 'secret.csv' }, UserError)).toContain('secret.csv cannot be read');
  });

  test('a file outside the allowed folders, even by a link', async () => {
    expect(await complaint({ path: '/etc/passwd', format: 'csv' }, UserError)).toContain('refused');
    await symlink('/etc/passwd', join(folder, 'link.csv'));
    expect(await complaint({ path: 'link.csv' }, UserError)).toContain('refused');
  });

  test('two names that SQL takes for one', async () => {
    await write('m.csv', 'a\n1\n');
    const both = registerSources(engine, { Data: { path: 'm.csv' }, data: { path: 'm.csv' } }, folder);
    await expect(both).rejects.toThrow('upper and lower case');
  });

  test('the name of the feature view', async () => {
    await expect(registerSources(engine, { View: { path: 'm.csv' } }, folder)).rejects.toThrow(UserError);
  });

  test('any source name is safe', async () => {
    await write('m.csv', 'a\n1\n');
    const name = 'x"; DROP TABLE data; --';
    await registerSources(engine, { [name]: { path: 'm.csv' } }, folder);
    expect(await engine.rows(`FROM ${identifier(name)}`)).toEqual([{ a: 1 }]);
  });
});

describe('allowedDirectories', () => {
  test('are the folders that hold the paths, and no more', () => {
    expect(
      allowedDirectories(
        {
          a: { path: 'data/*.csv' },
          b: { path: ['x/y.csv', 'x/**/z.csv', 'w?/a.csv'] },
          c: { path: '/srv/in/[ab].csv' },
        },
        '/base',
      ),
    ).toEqual(['/base', '/base/data', '/base/x', '/srv/in']);
  });

  test.each([
    ['/data.csv'],
    ['/*.csv'],
    ['../../../*/x.csv'],
    ['https://example.org/a.csv'],
    ['s3://bucket/a.csv'],
  ])('%s is refused', (path) => {
    expect(() => allowedDirectories({ a: { path } }, '/a/b')).toThrow(UserError);
  });
});
