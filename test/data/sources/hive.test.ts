import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceConfig } from '../../../src/config/schema/sources.ts';
import { originOfRow, registerSource } from '../../../src/data/sources/sources.ts';
import { DataError, UserError } from '../../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();
const engine = await testEngine(folder);

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

const register = (source: SourceConfig, texts = new Set<string>()) =>
  registerSource(engine, 'data', source, folder, texts);

async function read(source: SourceConfig, texts?: Set<string>) {
  const { columns } = await register(source, texts);
  return { columns, rows: await engine.rows('FROM data') };
}

describe('Hive partitions', () => {
  test('become columns of CSV, with the types of their values, in the order of the files', async () => {
    await write({
      'csv/year=2023/month=12/a.csv': 'x\n1\n2\n',
      'csv/year=2024/month=01/a.csv': 'x\n3\n',
      'csv/year=2024/month=01/b.csv': 'x\n4\n',
      'csv/year=2024/month=__HIVE_DEFAULT_PARTITION__/b.csv': 'x\n5\n',
    });
    const source = await register({ path: 'csv/*/*/*.csv' });
    expect(source.columns).toEqual([
      { name: 'x', type: 'integer' },
      { name: 'year', type: 'integer' },
      // 01 is text, as in CSV: as a number it would not be the same any more.
      { name: 'month', type: 'string' },
    ]);
    expect(await engine.rows('FROM data')).toEqual([
      { x: 1, year: 2023, month: '12' },
      { x: 2, year: 2023, month: '12' },
      { x: 3, year: 2024, month: '01' },
      { x: 4, year: 2024, month: '01' },
      { x: 5, year: 2024, month: null },
    ]);
    expect(originOfRow(source, 3)).toEqual({ file: 'csv/year=2024/month=01/b.csv', row: 1 });
  });

  test('take the types that are asked for, and the contract’s text', async () => {
    await write({ 't/day=2024-05-01/a.csv': 'x\n1\n', 't/day=2024-05-02/a.csv': 'x\n2\n' });
    expect((await read({ path: 't/*/*.csv' })).columns[1]).toEqual({ name: 'day', type: 'date' });
    const texts = await read({ path: 't/*/*.csv' }, new Set(['day']));
    expect(texts.columns[1]).toEqual({ name: 'day', type: 'string' });
    const timed = await read({ path: 't/*/*.csv', types: { day: 'timestamp' } });
    expect(timed.rows[0]).toEqual({ x: 1, day: Date.UTC(2024, 4, 1) });
    await expect(register({ path: 't/*/*.csv', types: { day: 'integer' } })).rejects.toThrow(
      /day=2024-05-01 is not of the type integer/,
    );
  });

  test('of Parquet and JSON are the same, escapes and missing values included', async () => {
    await engine.run(
      `COPY (SELECT * FROM (VALUES (1, 'a b/c', 7), (2, NULL, 7), (3, 'é', 8)) AS t(x, place, n) ORDER BY x)
       TO '${join(folder, 'parquet')}' (FORMAT parquet, PARTITION_BY (n, place))`,
    );
    await write({
      'json/n=7/place=a%20b%2Fc/a.jsonl': '{"x": 1}\n',
      'json/n=7/place=__HIVE_DEFAULT_PARTITION__/a.jsonl': '{"x": 2}\n',
      'json/n=8/place=é/a.jsonl': '{"x": 3}\n',
    });
    for (const kind of ['parquet', 'json']) {
      const { columns } = await register({ path: `${kind}/*/*/*` });
      expect(columns.slice(1)).toEqual([
        { name: 'n', type: 'integer' },
        { name: 'place', type: 'string' },
      ]);
      expect(await engine.rows('FROM data ORDER BY x')).toEqual([
        { x: 1, n: 7, place: 'a b/c' },
        { x: 2, n: 7, place: null },
        { x: 3, n: 8, place: 'é' },
      ]);
    }
  });

  test('of a folder above the config are no columns', async () => {
    await write({ 'team=9/inner/k=1/a.csv': 'x\n1\n' });
    await registerSource(engine, 'data', { path: '*/*.csv' }, join(folder, 'team=9/inner'));
    expect(await engine.rows('FROM data')).toEqual([{ x: 1, k: 1 }]);
    await engine.run(`COPY (SELECT 1 AS x) TO '${folder}/team=9/inner/k=1/a.parquet'`);
    await registerSource(engine, 'data', { path: '*/*.parquet' }, join(folder, 'team=9/inner'));
    expect(await engine.rows('FROM data')).toEqual([{ x: 1, k: 1 }]);
  });

  test('are refused where they cannot be told from the files’ own columns, or differ', async () => {
    await write({
      'c/x=1/a.csv': 'X,y\n1,2\n',
      'm/x=1/a.csv': 'y\n1\n',
      'm/z=1/a.csv': 'y\n1\n',
      'd/x=1/x=2/a.csv': 'y\n1\n',
      'n/plain/a.csv': 'y\n1\n',
    });
    await engine.run(`COPY (SELECT 1 AS x) TO '${folder}/c/x=1/a.parquet'`);
    for (const path of ['c/*/*.csv', 'c/*/*.parquet']) {
      await expect(register({ path })).rejects.toThrow(/is in the files, and their folders name it too/);
      expect((await register({ path, hive: false })).rows).toBe(1);
    }
    await expect(register({ path: 'm/*/*.csv' })).rejects.toThrow(DataError);
    await expect(register({ path: 'd/**/*.csv' })).rejects.toThrow(/two of its folders/);
    await expect(register({ path: 'n/*/*.csv', hive: true })).rejects.toThrow(UserError);
  });
});
