import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import zlib from 'node:zlib';
import * as flechette from '@uwdata/flechette';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decompressLz4 } from '../../../src/data/sources/arrow/lz4.ts';
import { registerSource } from '../../../src/data/sources/sources.ts';
import { DataError, describeError } from '../../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();
const engine = await testEngine(folder);
const fixtures = join(import.meta.dirname, '../../fixtures/arrow');

async function read(path: string | string[]) {
  const source = await registerSource(engine, 'data', { path }, folder);
  return { source, rows: await engine.rows('FROM data') };
}

async function complaint(bytes: Uint8Array, name = 'broken.arrow'): Promise<string> {
  await writeFile(join(folder, name), bytes);
  const error = await read(name).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  return describeError(error);
}

/** What pyarrow wrote: see the README of the fixtures. */
const ROWS = [
  {
    i: 1,
    big: '9007199254740993',
    huge: '18446744073709551615',
    f: 0.5,
    n: 0.1,
    amount: 12345678901.23,
    text: 'é',
    kind: 'b',
    yes: true,
    day: '2024-02-29',
    at: Date.UTC(2024, 0, 1, 12, 0, 0, 123) + 0.456,
    zoned: Date.UTC(2024, 0, 1, 10),
    nanos: Date.UTC(2024, 0, 1) + 0.001,
    time: '01:02:03.5',
    none: null,
  },
  Object.fromEntries(
    'i big huge f n amount text kind yes day at zoned nanos time none'.split(' ').map((name) => [name, null]),
  ),
  {
    i: -3,
    big: -1,
    huge: 0,
    f: Number.NEGATIVE_INFINITY,
    n: Number.NaN,
    amount: -0.01,
    text: '',
    kind: 'a',
    yes: false,
    day: '1969-12-31',
    at: -0.001,
    zoned: Date.UTC(1969, 11, 31, 23, 59, 59),
    // Times are cut to microseconds, downwards.
    nanos: -0.001,
    time: '23:59:59.999999',
    none: null,
  },
];

describe('Arrow', () => {
  const hasZstandard = 'zstdDecompressSync' in zlib;

  test.each([
    'plain.arrow',
    'stream.arrows',
    'lz4.feather',
    'batches.arrow',
    ...(hasZstandard ? ['zstd.feather'] : []),
  ])('%s: values and types are those that were written', async (name) => {
    const { source, rows } = await read(join(fixtures, name));
    expect(Object.fromEntries(source.columns.map((column) => [column.name, column.type]))).toEqual({
      i: 'integer',
      big: 'integer',
      huge: 'integer',
      f: 'number',
      n: 'number',
      amount: 'number',
      text: 'string',
      kind: 'string',
      yes: 'boolean',
      day: 'date',
      at: 'timestamp',
      zoned: 'timestamp',
      nanos: 'timestamp',
      time: 'string',
      none: 'string',
    });
    expect(rows).toEqual(ROWS);
    expect(source.files[0]?.rows).toBe(3);
  });

  test.skipIf(hasZstandard)('Zstandard is refused by a Node.js that does not know it', async () => {
    await expect(read(join(fixtures, 'zstd.feather'))).rejects.toThrow(/compressed with Zstandard/);
  });

  test('several files are one table, whatever the order of their columns', async () => {
    const table = (columns: Record<string, number[]>) =>
      flechette.tableToIPC(flechette.tableFromArrays(columns), { format: 'file' }) as Uint8Array;
    await writeFile(join(folder, 'a.arrow'), table({ x: [1, 2], y: [3, 4] }));
    await writeFile(join(folder, 'b.arrow'), table({ y: [6], x: [5] }));
    const { source, rows } = await read(['a.arrow', 'b.arrow']);
    expect(rows).toEqual([
      { x: 1, y: 3 },
      { x: 2, y: 4 },
      { x: 5, y: 6 },
    ]);
    expect(source.files.map((file) => file.rows)).toEqual([2, 1]);
    await writeFile(join(folder, 'c.arrow'), table({ y: [6] }));
    await expect(read(['a.arrow', 'c.arrow'])).rejects.toThrow(/lacks x/);
  });

  test('dictionaries that grow or change from batch to batch count for the batches behind them', async () => {
    const { rows } = await read(join(fixtures, 'dictionaries.arrows'));
    expect(rows).toEqual(['a', 'b', 'c', 'z', 'y'].map((kind) => ({ kind })));
  });

  test('nested columns are refused, with what to do', async () => {
    const nested = flechette.tableFromArrays({ tags: [[1], [2, 3]] });
    const message = await complaint(flechette.tableToIPC(nested, { format: 'file' }) as Uint8Array);
    expect(message).toContain('"tags" is a list');
    expect(message).toContain('several columns');
  });

  test('a file that was cut off anywhere is refused, never read in part', async () => {
    for (const name of ['plain.arrow', 'stream.arrows', 'lz4.feather']) {
      const whole = await readFile(join(fixtures, name));
      for (let at = 0; at < 40; at++) {
        const size = Math.floor((whole.length * at) / 40);
        const message = await complaint(whole.subarray(0, size), `cut.${name.split('.')[1]}`);
        expect(message).toMatch(size === 0 ? /is empty/ : /cut\.\w+(, byte \d+)?:? /);
      }
    }
  });

  test('damaged bytes end in an error that names the file, or in values', async () => {
    const whole = await readFile(join(fixtures, 'lz4.feather'));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        await writeFile(join(folder, 'bent.feather'), bytes);
        const error = await read('bent.feather').catch((thrown: unknown) => thrown);
        if (error instanceof Error) expect(error).toBeInstanceOf(DataError);
      }),
      { numRuns: 60 },
    );
  });

  test('large tables go in by pieces', async () => {
    const n = 120_000;
    const table = flechette.tableFromArrays({ x: Int32Array.from({ length: n }, (_, i) => i) });
    await writeFile(
      join(folder, 'large.arrow'),
      flechette.tableToIPC(table, { format: 'file' }) as Uint8Array,
    );
    await registerSource(engine, 'data', { path: 'large.arrow' }, folder);
    const ordered = 'SELECT count(*) AS n, sum(x)::BIGINT AS s, bool_and(x = rowid) AS ordered FROM data';
    expect(await engine.rows(ordered)).toEqual([{ n, s: (n * (n - 1)) / 2, ordered: true }]);
  });
});

describe('decompressLz4', () => {
  const frame = (...blocks: number[][]) =>
    Uint8Array.from([
      0x04,
      0x22,
      0x4d,
      0x18,
      0x60,
      0x40,
      0x82,
      ...blocks.flatMap((block) => [block.length, 0, 0, 0, ...block]),
      0,
      0,
      0,
      0,
    ]);

  test('copies what overlaps, and goes on from block to block', () => {
    // abc, then 9 more from 3 back; then `!` and 4 from 13 back.
    const bytes = frame([0x35, 97, 98, 99, 3, 0, 0x10, 46], [0x10, 33]);
    expect(Buffer.from(decompressLz4(bytes, 14)).toString()).toBe('abcabcabcabc.!');
  });

  test.each([
    ['another magic word', Uint8Array.from([1, 2, 3, 4, 0x60, 0x40, 0x82])],
    ['a copy from before the start', frame([0x15, 97, 9, 0, 0])],
    ['a copy from nowhere', frame([0x15, 97, 0, 0, 0])],
    ['literals that are not there', frame([0xf0, 1, 97])],
    ['too little', frame([0x10, 97])],
    ['no end', frame([0x10, 97]).subarray(0, 12)],
  ])('refuses %s', (_, bytes) => {
    expect(() => decompressLz4(bytes, 14)).toThrow(RangeError);
  });
});
