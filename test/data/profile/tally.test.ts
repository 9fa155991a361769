import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf } from '../../../src/data/engine/frame.ts';
import { describeTable, rowsOf } from '../../../src/data/engine/table.ts';
import { finiteCount, type NumberTally, type Tally, tallyOf } from '../../../src/data/profile/tally.ts';
import { KeptTallies } from '../../../src/data/profile/tally-kept.ts';
import { talliesOf } from '../../../src/data/profile/tally-table.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();

type Engine = Awaited<ReturnType<typeof testEngine>>;

async function tallyTable(engine: Engine, table: string): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  const columns = await describeTable(engine, table);
  for await (const { column, tally } of talliesOf(engine, table, columns, await rowsOf(engine, table))) {
    tallies.set(column.name, tally);
  }
  return tallies;
}

const counted = ({ values, counts }: Tally) =>
  Array.from<number | string, unknown[]>(values, (value, index) => [value, counts[index]]);

describe('tallies of a table', () => {
  it('counts each value of every type', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE TABLE kinds AS SELECT * FROM (VALUES
      (3::SMALLINT, '-0'::DOUBLE, 'b', true, TIMESTAMP '1970-01-01 00:00:01.000001', DATE '1970-01-03', 1.5::DECIMAL(4, 1)),
      (-1, 0, 'é', NULL, '-infinity', '1969-12-31', NULL),
      (3, 'nan', 'b', false, NULL, 'infinity', 1.5),
      (NULL, '-inf', NULL, true, TIMESTAMP '1970-01-01', NULL, -2))
      AS v(i, n, s, b, t, d, m)`);
    const tallies = await tallyTable(engine, 'kinds');
    const of = (name: string) => tallies.get(name) as Tally & Partial<NumberTally>;
    expect(counted(of('i'))).toEqual([
      [-1, 1],
      [3, 2],
    ]);
    expect(of('i')).toMatchObject({ type: 'integer', rows: 4, missing: 1 });
    expect(counted(of('n'))).toEqual([[0, 2]]);
    expect(Object.is(of('n').values?.[0], 0)).toBe(true);
    expect(of('n')).toMatchObject({ missing: 0, nan: 1, positiveInfinities: 0, negativeInfinities: 1 });
    expect(counted(of('s'))).toEqual([
      ['b', 2],
      ['é', 1],
    ]);
    expect(counted(of('b'))).toEqual([
      ['false', 1],
      ['true', 2],
    ]);
    expect(of('b').missing).toBe(1);
    expect(counted(of('t'))).toEqual([
      [0, 1],
      [1_000_001, 1],
    ]);
    expect(of('t')).toMatchObject({ missing: 1, negativeInfinities: 1, positiveInfinities: 0 });
    expect(counted(of('d'))).toEqual([
      [-1, 1],
      [2, 1],
    ]);
    expect(of('d')).toMatchObject({ missing: 1, positiveInfinities: 1 });
    expect(counted(of('m'))).toEqual([
      [-2, 1],
      [1.5, 2],
    ]);
  });

  it('keeps whole numbers beyond 2^53 apart', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE TABLE long AS SELECT * FROM (VALUES
      (9007199254740993, TIMESTAMP '9999-12-31 23:59:59.999999'), (9007199254740992, 'infinity'),
      (9007199254740993, TIMESTAMP '9999-12-31 23:59:59.999998'), (NULL, NULL), (-4, '-infinity')) AS v(i, t)`);
    const tallies = await tallyTable(engine, 'long');
    const whole = tallies.get('i') as NumberTally;
    expect(whole.exact?.values).toEqual([-4n, 9007199254740992n, 9007199254740993n]);
    expect([...(whole.exact?.counts ?? [])]).toEqual([1, 1, 2]);
    expect(counted(whole)).toEqual([
      [-4, 1],
      [9007199254740992, 3],
    ]);
    expect(whole).toMatchObject({ rows: 5, missing: 1 });
    const times = tallies.get('t') as NumberTally;
    expect(times.exact?.values.at(-1)).toBe(253402300799999999n);
    expect(times).toMatchObject({ missing: 1, positiveInfinities: 1, negativeInfinities: 1 });
    expect(finiteCount(times)).toBe(2);
  });

  it('reads more rows than one vector holds, with gaps', async () => {
    const engine = await testEngine(folder);
    await engine.run(
      `CREATE TABLE many AS SELECT CASE WHEN range % 3 > 0 THEN (range % 1000) / 4 END AS x, range AS i FROM range(70001)`,
    );
    const tallies = await tallyTable(engine, 'many');
    expect(tallies.get('x')).toMatchObject({ rows: 70001, missing: 23334 });
    const { values, counts } = tallies.get('x') as NumberTally;
    expect(values).toHaveLength(1000);
    expect(counts.reduce((sum, count) => sum + count)).toBe(46667);
    expect(tallies.get('i')?.values).toEqual(Float64Array.from({ length: 70001 }, (_, i) => i));
  });

  it('knows nothing of an empty table', async () => {
    const engine = await testEngine(folder);
    await engine.run('CREATE TABLE nothing (x DOUBLE, s VARCHAR, i BIGINT)');
    for (const tally of (await tallyTable(engine, 'nothing')).values()) {
      expect(tally).toMatchObject({ rows: 0, missing: 0 });
      expect(tally.values).toHaveLength(0);
    }
  });

  it('is the tally of the column in memory, whatever its values', async () => {
    const engine = await testEngine(folder);
    const rows = fc.array(
      fc.record({
        number: fc.option(fc.double()),
        integer: fc.option(fc.maxSafeInteger()),
        string: fc.option(fc.string({ unit: 'binary' })),
        boolean: fc.option(fc.boolean()),
        timestamp: fc.option(fc.integer()),
      }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (made) => {
        const types = ['number', 'integer', 'string', 'boolean', 'timestamp'] as const;
        const frame = frameOf(
          types.map((type) => ({ name: type, type, values: made.map((row) => row[type]) })),
        );
        await engine.insert('any', frame);
        const tallies = await tallyTable(engine, 'any');
        for (const column of frame.columns.values()) {
          expect(tallies.get(column.name)).toEqual(tallyOf(column));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is kept as it is, however often a value occurs, whatever becomes of the memory that it lay in', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 5 });
    const most = fc.constantFrom(1, 255, 256, 65_535, 65_536, 2 ** 40);
    fc.assert(
      fc.property(counts, most, fc.boolean(), (found, bound, isText) => {
        const made = found.map((count) => Math.min(count, bound));
        const rows = made.reduce((sum, count) => sum + count, 0);
        const sizes = { rows, missing: 0 };
        const infinities = { nan: 0, positiveInfinities: 0, negativeInfinities: 0 };
        const tally = (): Tally =>
          isText
            ? {
                type: 'string',
                ...sizes,
                values: made.map((_, i) => `${i}`),
                counts: Float64Array.from(made),
              }
            : {
                type: 'number',
                ...sizes,
                ...infinities,
                values: Float64Array.from(made.keys()),
                counts: Float64Array.from(made),
              };
        const given = tally();
        const kept = new KeptTallies();
        kept.keep('x', given);
        given.counts.fill(-1);
        if (!isText) (given as NumberTally).values.fill(-1);
        expect(kept.get('x')).toEqual(tally());
        expect([...kept.keys()]).toEqual(['x']);
        kept.delete('x');
        expect(kept.get('x')).toBeUndefined();
      }),
    );
  });
});
