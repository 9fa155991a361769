import { describe, expect, test } from 'vitest';
import { rowDifference } from '../../../src/data/versions/row-difference.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

async function tables(before: string, after: string) {
  const engine = await testEngine(temporaryFolder());
  await engine.run(`CREATE TABLE before AS ${before}`);
  await engine.run(`CREATE TABLE after AS ${after}`);
  return engine;
}

describe('the difference between two versions', () => {
  test('by key: rows added, removed, changed, and in which columns', async () => {
    const engine = await tables(
      `SELECT * FROM (VALUES (1, 'a', 1.5), (2, 'b', NULL), (3, 'c', 2.5), (NULL, 'n', 0)) AS t(id, city, amount)`,
      `SELECT * FROM (VALUES (2, 'b', 7.0), (3, 'C', 3.5), (4, 'd', 1.0), (NULL, 'n', 0)) AS t(id, city, amount)`,
    );
    expect(await rowDifference(engine, 'before', 'after', ['id'])).toEqual({
      before: 4,
      after: 4,
      added: 1,
      removed: 1,
      changed: 2,
      changedBy: [
        { column: 'amount', rows: 2 },
        { column: 'city', rows: 1 },
      ],
      columns: { added: [], removed: [], retyped: [] },
    });
  });

  test('without a key: rows as often as they occur, in the columns of both', async () => {
    const engine = await tables(
      `SELECT * FROM (VALUES (1, 'x'), (1, 'x'), (2, 'x')) AS t(a, gone)`,
      `SELECT * FROM (VALUES (1, true), (2, true), (2, false), (3, true)) AS t(a, fresh)`,
    );
    expect(await rowDifference(engine, 'before', 'after', [])).toMatchObject({
      added: 2,
      removed: 1,
      changed: null,
      columns: { added: ['fresh'], removed: ['gone'], retyped: [] },
    });
  });

  test('tells other types, and takes any name', async () => {
    const engine = await tables(`SELECT 1 AS "a""b; --", 1 AS k`, `SELECT 'x' AS "a""b; --", 1 AS k`);
    const { columns, changed } = await rowDifference(engine, 'before', 'after', ['k']);
    expect(columns.retyped).toEqual([{ column: 'a"b; --', before: 'integer', after: 'string' }]);
    expect(changed).toBe(1);
  });

  test('a key that is not there or names several rows is refused', async () => {
    const engine = await tables('SELECT 1 AS id, 2 AS x UNION ALL SELECT 1, 3', 'SELECT 1 AS id, 2 AS x');
    await expect(rowDifference(engine, 'before', 'after', ['nope'])).rejects.toThrow(
      /"nope" is no column of both/,
    );
    await expect(rowDifference(engine, 'before', 'after', ['id'])).rejects.toThrow(
      /does not name a row of before/,
    );
  });
});
