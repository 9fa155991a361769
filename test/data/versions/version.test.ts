import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SourceConfig } from '../../../src/config/schema/sources.ts';
import { type Column, type Frame, frameOf, takeRows } from '../../../src/data/engine/frame.ts';
import { registerSources } from '../../../src/data/sources/sources.ts';
import { datasetDigest } from '../../../src/data/versions/version.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();
const fixtures = join(import.meta.dirname, '../../fixtures/flights');
const engine = await testEngine(folder, { allowedDirectories: [folder, fixtures] });

async function digestOf(frame: Frame): Promise<string> {
  await engine.insert('t', frame);
  return datasetDigest(engine, 't');
}

async function digestOfSource(source: SourceConfig): Promise<string> {
  await registerSources(engine, { data: source }, folder);
  return datasetDigest(engine, 'data');
}

const value: Record<Column['type'], fc.Arbitrary<Column['values'][number]>> = {
  integer: fc.integer({ min: -3, max: 3 }),
  number: fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, Number.NaN)),
  string: fc.oneof(fc.constantFrom('', ',', ':', '1:a', '0:', 'é', 'nan'), fc.string({ maxLength: 3 })),
  boolean: fc.boolean(),
  timestamp: fc.integer({ min: 0, max: 5 }),
  date: fc.constantFrom('2013-01-01', '2013-01-02'),
};
const frames = fc
  .array(fc.constantFrom(...(Object.keys(value) as Column['type'][])), { minLength: 1, maxLength: 4 })
  .chain((types) =>
    fc
      .nat({ max: 6 })
      .chain((rows) =>
        fc
          .tuple(
            ...types.map((type) =>
              fc.array(fc.option(value[type], { freq: 3 }), { minLength: rows, maxLength: rows }),
            ),
          )
          .map((columns) =>
            frameOf(columns.map((values, i) => ({ name: `c${i}`, type: types[i] ?? 'string', values }))),
          ),
      ),
  );

describe('the digest of a dataset', () => {
  test('does not change with the order of rows and columns', async () => {
    await fc.assert(
      fc.asyncProperty(frames, fc.infiniteStream(fc.nat()), async (frame, randoms) => {
        const shuffled = <T>(items: T[]) =>
          items
            .map((item) => ({ item, at: randoms.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const rows = takeRows(frame, shuffled(Array.from({ length: frame.rows }, (_, i) => i)));
        const mixed = frameOf(shuffled([...rows.columns.values()]));
        expect(await digestOf(mixed)).toBe(await digestOf(frame));
      }),
      { numRuns: 40 },
    );
  });

  test('differs where the rows, as a multiset, differ', async () => {
    // Same names and types, so that only the values can tell.
    const rowsOf = (frame: Frame) =>
      Array.from({ length: frame.rows }, (_, i) =>
        JSON.stringify(
          [...frame.columns.values()].map(({ values }) => {
            const cell = values[i];
            return typeof cell === 'number' && !(Number.isFinite(cell) && !Object.is(cell, -0))
              ? `#${Object.is(cell, -0) ? '-0' : cell}`
              : [cell];
          }),
        ),
      ).sort();
    await fc.assert(
      fc.asyncProperty(frames, fc.nat(), fc.nat(), fc.gen(), async (frame, row, column, g) => {
        const columns = [...frame.columns.values()];
        const at = column % columns.length;
        const other = frameOf(
          columns.map((c, i) =>
            i !== at || frame.rows === 0
              ? c
              : {
                  ...c,
                  values: c.values.map((v, r) =>
                    r === row % frame.rows ? g(() => fc.option(value[c.type])) : v,
                  ),
                },
          ),
        );
        const same = JSON.stringify(rowsOf(frame)) === JSON.stringify(rowsOf(other));
        expect((await digestOf(frame)) === (await digestOf(other))).toBe(same);
      }),
      { numRuns: 60 },
    );
  });

  test('tells names, types, missing values, shifted text and repeated rows apart', async () => {
    const one = (name: string, type: Column['type'], ...values: Column['values']) =>
      frameOf([{ name, type, values }]);
    const two = (a: string | null, b: string | null) =>
      frameOf([
        { name: 'a', type: 'string', values: [a] },
        { name: 'b', type: 'string', values: [b] },
      ]);
    const digests = await [
      one('a', 'integer', 1),
      one('b', 'integer', 1),
      one('a', 'number', 1),
      one('a', 'string', '1'),
      one('a', 'boolean', true),
      one('a', 'string', 'true'),
      one('a', 'integer', 1, 1),
      one('a', 'integer', 1, null),
      one('a', 'integer', null),
      one('a', 'integer', null, null),
      one('a', 'integer'),
      one('a', 'string'),
      one('a', 'string', ''),
      one('a', 'string', null),
      one('a', 'timestamp', 0),
      one('a', 'date', '1970-01-01'),
      one('a', 'string', '1970-01-01'),
      two('ab', 'c'),
      two('a', 'bc'),
      two('', 'abc'),
      two(null, 'abc'),
      two('abc', null),
      two('a,1:b', 'c'),
      two('a', 'b,1:c'),
    ].reduce<Promise<string[]>>(
      async (made, frame) => [...(await made), await digestOf(frame)],
      Promise.resolve([]),
    );
    expect(new Set(digests).size).toBe(digests.length);
    for (const digest of digests) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  // Computed by Python's hashlib from the rows `1,1:x` and `2,:`.
  test('is pinned: the same data have the same version next year', async () => {
    expect(
      await digestOf(
        frameOf([
          { name: 'a', type: 'integer', values: [1, 2] },
          { name: 'b', type: 'string', values: ['x', null] },
        ]),
      ),
    ).toBe('sha256:77a891bfe68abda7b44d5884886f21dd9c4b90c0c65c27feb92cef52c1ae4dd3');
  });
});

describe('the version of files', () => {
  let flights = '';
  beforeAll(async () => {
    flights = await digestOfSource({ path: join(fixtures, 'flights.csv'), missing: ['NA'] });
    await mkdir(join(folder, 'parts'));
  });

  test('is that of the rows, however they are stored', async () => {
    const write = (sql: string, name: string, options: string) =>
      engine.run(`COPY (${sql}) TO '${folder}/parts/${name}' (${options})`);
    await write('FROM data ORDER BY hash(flight, day, dest)', 'shuffled.parquet', 'ROW_GROUP_SIZE 2048');
    await write('SELECT time_hour, * EXCLUDE (time_hour) FROM data WHERE month = 7', 'a.csv.gz', 'HEADER');
    await write('FROM data WHERE month = 1', 'b.csv', "HEADER, DELIMITER ';'");
    await write('FROM data', 'all.jsonl', 'FORMAT json');
    expect(await digestOfSource({ path: 'parts/shuffled.parquet' })).toBe(flights);
    expect(await digestOfSource({ path: ['parts/a.csv.gz', 'parts/b.csv'] })).toBe(flights);
    expect(await digestOfSource({ path: ['parts/b.csv', 'parts/a.csv.gz'] })).toBe(flights);
    expect(await digestOfSource({ path: 'parts/all.jsonl' })).toBe(flights);
  });

  test('changes with one value', async () => {
    await registerSources(engine, { data: { path: join(fixtures, 'flights.csv'), missing: ['NA'] } }, folder);
    expect(await datasetDigest(engine, 'data')).toBe(flights);
    await engine.run('UPDATE data SET distance = distance + 1 WHERE rowid = 1000');
    expect(await datasetDigest(engine, 'data')).not.toBe(flights);
  });
});
