import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataEngine } from '../../../src/data/engine/engine.ts';
import { frameOf } from '../../../src/data/engine/frame.ts';
import { identifier } from '../../../src/data/engine/sql.ts';
import { linearEdges } from '../../../src/data/profile/histogram.ts';
import { profileTable } from '../../../src/data/profile/profile.ts';
import { type ColumnProfile, parseProfile } from '../../../src/data/profile/profile-schema.ts';
import { histogramOf, summarise } from '../../../src/data/profile/profile-summary.ts';
import { DataError } from '../../../src/system/errors.ts';
import vectors from '../../fixtures/vectors.json' with { type: 'json' };
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();

interface Vector<Expected> {
  name: string;
  inputs: { column?: (number | string | null)[]; values?: (number | string)[] };
  expected: Expected;
}

/** TFDV's protos as JSON: zeros are left out, 64-bit integers are text. */
interface NumericStatistics {
  commonStats: { numNonMissing: string; numMissing?: string };
  mean: number;
  stdDev: number;
  numZeros?: string;
  min?: number;
  max: number;
}

interface StringStatistics {
  unique: string;
  topValues: { value: string; frequency: number }[];
  avgLength: number;
}

function vector<Expected>(name: string): Vector<Expected> {
  const found = (vectors.vectors as unknown as Vector<Expected>[]).find(
    (candidate) => candidate.name === name,
  );
  if (!found) throw new Error(`no vector ${name}`);
  return found;
}

async function profileOf(engine: DataEngine, sqlType: string, values: string[]): Promise<ColumnProfile> {
  await engine.run(`CREATE OR REPLACE TABLE one (x ${sqlType})`);
  if (values.length > 0) await engine.run(`INSERT INTO one VALUES ${values.map((v) => `(${v})`).join(', ')}`);
  const [column] = (await profileTable(engine, 'one')).columns;
  if (!column) throw new Error('no column');
  return column;
}

describe('figures of the tools people trust', () => {
  it('has the moments of pandas and numpy, NaN set apart', async () => {
    const engine = await testEngine(folder);
    const { inputs, expected } =
      vector<Record<'mean' | 'std_ddof0' | 'std_ddof1' | 'median' | 'q25_linear', number>>('moments');
    const column = await profileOf(
      engine,
      'DOUBLE',
      (inputs.values ?? []).map((value) => `'${value}'`),
    );
    expect(column.present).toBe(6);
    expect(column.distinct).toBe(4);
    expect(column.numbers?.nan).toBe(1);
    expect(column.numbers?.mean).toBeCloseTo(expected.mean, 13);
    expect(column.numbers?.standardDeviation).toBeCloseTo(expected.std_ddof0, 13);
    expect(column.numbers?.sampleStandardDeviation).toBeCloseTo(expected.std_ddof1, 13);
    const quantile = (share: number) => column.numbers?.quantiles.find((q) => q.share === share)?.value;
    expect(quantile(0.5)).toBe(expected.median);
    expect(quantile(0.25)).toBe(expected.q25_linear);
  });

  it.each(['numeric_float', 'numeric_int', 'numeric30_reference', 'numeric30_current'])(
    'has the statistics of TFDV: %s',
    async (name) => {
      const engine = await testEngine(folder);
      const { inputs, expected } = vector<{ numStats: NumericStatistics }>(`tfdv.stats.${name}`);
      const type = name === 'numeric_int' ? 'BIGINT' : 'DOUBLE';
      const column = await profileOf(
        engine,
        type,
        (inputs.column ?? []).map((value) => `${value ?? 'NULL'}`),
      );
      const tfdv = expected.numStats;
      expect(column.present).toBe(Number(tfdv.commonStats.numNonMissing));
      expect(column.missing).toBe(Number(tfdv.commonStats.numMissing ?? 0));
      expect(column.numbers?.mean).toBeCloseTo(tfdv.mean, 13);
      expect(column.numbers?.standardDeviation).toBeCloseTo(tfdv.stdDev, 13);
      expect(column.numbers?.zeros).toBe(Number(tfdv.numZeros ?? 0));
      expect(column.numbers?.minimum).toBe(tfdv.min ?? 0);
      expect(column.numbers?.maximum).toBe(tfdv.max);
    },
  );

  it('has the string statistics of TFDV', async () => {
    const engine = await testEngine(folder);
    const { inputs, expected } = vector<{ stringStats: StringStatistics }>('tfdv.stats.string');
    const column = await profileOf(
      engine,
      'VARCHAR',
      (inputs.column ?? []).map((value) => (value === null ? 'NULL' : `'${value}'`)),
    );
    const tfdv = expected.stringStats;
    expect(column.distinct).toBe(Number(tfdv.unique));
    expect(column.top).toEqual(tfdv.topValues.map(({ value, frequency }) => ({ value, count: frequency })));
    expect(column.lengths?.mean).toBe(tfdv.avgLength);
  });

  it('orders equally frequent values by value, descending by bytes, as TFDV does', async () => {
    const engine = await testEngine(folder);
    const column = await profileOf(engine, 'VARCHAR', ["'a'", "'Z'", "'é'", "'z'", "'b'", "'b'"]);
    expect(column.top?.map(({ value }) => value)).toEqual(['b', 'é', 'z', 'a', 'Z']);
  });
});

describe('edges of the numbers', () => {
  it('keeps integers beyond 2^53 exact, and their spread', async () => {
    const engine = await testEngine(folder);
    const base = 9007199254740993n;
    const column = await profileOf(engine, 'BIGINT', [base, base + 2n, base + 4n].map(String));
    expect(column.numbers?.minimum).toBe('9007199254740993');
    expect(column.numbers?.maximum).toBe('9007199254740997');
    expect(column.distinct).toBe(3);
    expect(column.numbers?.sampleStandardDeviation).toBeCloseTo(2, 12);
    expect(column.top?.[0]).toEqual({ value: '9007199254740997', count: 1 });
  });

  it('counts infinities and leaves them out of the figures', async () => {
    const engine = await testEngine(folder);
    const column = await profileOf(engine, 'DOUBLE', ["'inf'", "'inf'", "'-inf'", "'nan'", '1', '3', 'NULL']);
    expect(column.numbers).toMatchObject({
      nan: 1,
      positiveInfinities: 2,
      negativeInfinities: 1,
      negatives: 1,
      minimum: 1,
      maximum: 3,
      mean: 2,
      standardDeviation: 1,
    });
    expect(column.histogram?.counts.reduce((sum, count) => sum + count)).toBe(2);
  });

  it('does not overflow at the ends of the range of doubles', async () => {
    const engine = await testEngine(folder);
    const column = await profileOf(engine, 'DOUBLE', [`'${Number.MAX_VALUE}'`, `'-${Number.MAX_VALUE}'`]);
    expect(column.numbers?.mean).toBe(0);
    expect(column.numbers?.standardDeviation).toBe(Number.MAX_VALUE);
    expect(column.numbers?.sampleStandardDeviation).toBeNull();
    expect(column.histogram?.edges.every(Number.isFinite)).toBe(true);
  });

  it('has no figure where there is no value', async () => {
    const engine = await testEngine(folder);
    for (const values of [[], ['NULL', 'NULL'], ["'nan'"]]) {
      const column = await profileOf(engine, 'DOUBLE', values);
      expect(column.numbers).toMatchObject({
        minimum: null,
        maximum: null,
        mean: null,
        standardDeviation: null,
      });
      expect(column.numbers?.quantiles).toEqual([]);
      expect(column.histogram).toBeUndefined();
    }
  });

  it('gives a constant column no spread and one bin', async () => {
    const engine = await testEngine(folder);
    const column = await profileOf(engine, 'DOUBLE', ['0.1', '0.1', '0.1']);
    expect(column.numbers).toMatchObject({ minimum: 0.1, maximum: 0.1, mean: 0.1, standardDeviation: 0 });
    expect(column.histogram).toEqual({ edges: [0.1, 0.1], counts: [3] });
  });
});

describe('tables', () => {
  it('profiles every type, dates and times as text', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE TABLE kinds AS SELECT * FROM (VALUES
      (1, 1.5, 'a', true, TIMESTAMP '2013-01-01 05:00:00', DATE '2013-01-01'),
      (2, NULL, 'bcd', false, TIMESTAMP '2013-03-01 05:00:00.25', DATE '2013-02-01'),
      (2, 2.5, '', true, NULL, 'infinity')) AS v(i, n, s, b, t, d)`);
    const { rows, columns } = await profileTable(engine, 'kinds');
    expect(rows).toBe(3);
    const [i, n, s, b, t, d] = columns;
    expect(i).toMatchObject({
      type: 'integer',
      distinct: 2,
      top: [
        { value: 2, count: 2 },
        { value: 1, count: 1 },
      ],
    });
    expect(n).toMatchObject({ type: 'number', present: 2, missing: 1 });
    expect(s).toMatchObject({ type: 'string', lengths: { minimum: 0, maximum: 3, mean: 4 / 3 } });
    expect(b).toMatchObject({ type: 'boolean', trues: 2 });
    expect(t).toMatchObject({
      type: 'timestamp',
      period: { from: '2013-01-01T05:00:00Z', to: '2013-03-01T05:00:00.250Z' },
    });
    expect(d).toMatchObject({ type: 'date', period: { from: '2013-01-01', to: '2013-02-01' } });
  });

  it('is not confused by hostile names', async () => {
    const engine = await testEngine(folder);
    const names = [
      '"; DROP TABLE hostile; --',
      "a'b",
      'line\nbreak',
      '__proto__',
      'rowid',
      't',
      '💥',
      'present_0',
    ];
    await engine.run(
      `CREATE TABLE hostile AS SELECT ${names.map((name, i) => `${i} AS ${identifier(name)}`).join(', ')}`,
    );
    const profile = await profileTable(engine, 'hostile');
    expect(profile.columns.map(({ name, numbers }) => [name, numbers?.mean])).toEqual(
      names.map((name, i) => [name, i]),
    );
    expect(parseProfile(JSON.stringify(profile), 'profile.json')).toEqual(profile);
  });

  it('does not keep values of columns where each row has its own', async () => {
    const engine = await testEngine(folder);
    await engine.run(
      `CREATE TABLE mails AS SELECT 'person' || range || '@example.org' AS mail FROM range(500)`,
    );
    const [mail] = (await profileTable(engine, 'mails')).columns;
    expect(mail).toMatchObject({ distinct: 500, top: [] });
    expect(JSON.stringify(mail)).not.toContain('@');
    expect(mail && histogramOf(mail)).toBeUndefined();
  });

  it('is the same, byte for byte, for the same rows in another order and on other threads', async () => {
    const one = await testEngine(folder, { threads: 1 });
    const many = await testEngine(folder, { threads: 4 });
    const select = `SELECT hash(range) / 1e15 AS a, 1 / (1.0 + range) - 0.3 AS b, (hash(range) % 1000)::INTEGER AS c,
      'v' || (hash(range) % 7) AS d FROM range(300000)`;
    await one.run(`CREATE TABLE rows AS ${select}`);
    await many.run(`CREATE TABLE rows AS ${select} ORDER BY hash(range)`);
    const expected = JSON.stringify(await profileTable(one, 'rows'));
    expect(JSON.stringify(await profileTable(many, 'rows'))).toBe(expected);
    expect(JSON.stringify(await profileTable(many, 'rows'))).toBe(expected);
  });

  it('agrees with a plain computation on any numbers', async () => {
    const engine = await testEngine(folder);
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(numbers, fc.integer({ min: 1, max: 12 }), async (values, bins) => {
        await engine.insert('any', frameOf([{ name: 'x', type: 'number', values }]));
        const [column] = (await profileTable(engine, 'any', { bins })).columns;
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        const scale = Math.max(1e-9, ...values.map(Math.abs));
        expect(Math.abs((column?.numbers?.mean ?? 0) - mean) / scale).toBeLessThan(1e-13);
        expect(
          Math.abs((column?.numbers?.standardDeviation ?? 0) - Math.sqrt(variance)) / scale,
        ).toBeLessThan(1e-7);
        const { edges, counts } = column?.histogram ?? { edges: [], counts: [] };
        const last = counts.length - 1;
        expect(counts).toEqual(
          counts.map(
            (_, bin) =>
              values.filter((x) => {
                const [low = 0, high = 0] = [edges[bin], edges[bin + 1]];
                return x >= low && (bin === last ? x <= high : x < high);
              }).length,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('linearEdges', () => {
  it('is numpy.linspace', () => {
    expect(linearEdges(0.5, 3.611, 10)[3]).toBe(0.5 + 3 * ((3.611 - 0.5) / 10));
    expect(linearEdges(0, 1, 4)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('has rising edges even where doubles are scarce', () => {
    const next = 1 + Number.EPSILON;
    expect(linearEdges(1, next, 20)).toEqual([1, next]);
  });
});

describe('summaries', () => {
  it('says of each column what evidence shows', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE TABLE shown AS SELECT range AS n, range % 24 AS hour, range / 7 AS x,
      range % 3 = 0 AS late, 'c' || (range % 30) AS carrier, CAST(NULL AS DOUBLE) AS nothing FROM range(480)`);
    const profile = await profileTable(engine, 'shown');
    const byName = new Map(summarise(profile).map((summary) => [summary.column, summary]));
    expect(byName.get('hour')?.histogram).toHaveLength(24);
    expect(byName.get('hour')?.histogram?.[5]).toEqual({ label: '5', count: 20 });
    expect(byName.get('late')?.histogram).toEqual([
      { label: 'false', count: 320 },
      { label: 'true', count: 160 },
    ]);
    expect(byName.get('carrier')?.histogram?.at(-1)).toEqual({ label: '(11 others)', count: 176 });
    expect(byName.get('x')?.histogram).toHaveLength(20);
    expect(byName.get('x')).toMatchObject({ minimum: 0, missing: 0, distinct: 480 });
    expect(byName.get('nothing')).toEqual({
      column: 'nothing',
      type: 'number',
      missing: 480,
      distinct: 0,
      mean: null,
    });
    for (const { column, histogram } of byName.values()) {
      const total = histogram?.reduce((sum, { count }) => sum + count, 0) ?? 480;
      expect([column, total]).toEqual([column, 480]);
    }
  });
});

describe('profile.json', () => {
  it.each(['', '{', '{"schema":"mlops-profile/2","rows":0}', '[]', 'null'])('refuses %j', (text) => {
    expect(() => parseProfile(text, 'profile.json')).toThrow(DataError);
  });
});
