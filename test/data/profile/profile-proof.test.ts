import { beforeAll, describe, expect, it } from 'vitest';
import type { DataEngine } from '../../../src/data/engine/engine.ts';
import { profileTable } from '../../../src/data/profile/profile.ts';
import type { ColumnProfile, Profile } from '../../../src/data/profile/profile-schema.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

/** The figures of a profile once more, by DuckDB's own aggregates and by plain loops. */

const folder = temporaryFolder();
let engine: DataEngine;
let profile: Profile;
let rows: { x: number | null; n: number; c: string | null; late: boolean; w: number }[];

beforeAll(async () => {
  engine = await testEngine(folder);
  await engine.run(`CREATE TABLE proof AS SELECT
    CASE WHEN hash(range) % 50 > 0 THEN (hash(range + 1) % 100000) / 1000.0 - 30 + range % 3 * 20 END AS x,
    (hash(range + 2) % 400)::INTEGER - 100 AS n,
    CASE WHEN range % 17 > 0 THEN 'k' || repeat('é', (hash(range + 3) % 5)::INTEGER) || hash(range + 3) % 90 END AS c,
    range % 3 = 0 AS late, 0.25 + (hash(range + 4) % 9) AS w,
    TIMESTAMP '2024-02-20' + INTERVAL (range * range % 90000) MINUTE AS t FROM range(20000)`);
  profile = await profileTable(engine, 'proof', { label: 'late', weight: 'w' });
  rows = await engine.rows('SELECT x, n, c, late, w FROM proof');
});

const of = (name: string) => profile.columns.find((column) => column.name === name) as ColumnProfile;

async function one<Row>(sql: string): Promise<Row> {
  const [row] = await engine.rows<Row>(sql);
  if (!row) throw new Error('no row');
  return row;
}

describe('the profile of a table', () => {
  it.each(['x', 'n'])('has the figures that SQL gives for %s', async (name) => {
    const { numbers, present, missing, distinct, histogram } = of(name);
    const sql = await one<Record<string, number> & { quantiles: number[] }>(
      `SELECT count(${name}) AS present, count(*) - count(${name}) AS missing, count(DISTINCT ${name}) AS distinct,
        count(*) FILTER (${name} = 0) AS zeros, count(*) FILTER (${name} < 0) AS negatives, min(${name}) AS minimum,
        max(${name}) AS maximum, avg(${name}) AS mean, stddev_pop(${name}) AS std, stddev_samp(${name}) AS sample,
        quantile_cont(CAST(${name} AS DOUBLE), [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]) AS quantiles FROM proof`,
    );
    expect({ present, missing, distinct }).toEqual({
      present: sql.present,
      missing: sql.missing,
      distinct: sql.distinct,
    });
    expect(numbers).toMatchObject({
      zeros: sql.zeros,
      negatives: sql.negatives,
      minimum: sql.minimum,
      maximum: sql.maximum,
    });
    expect(numbers?.mean).toBeCloseTo(sql.mean as number, 10);
    expect(numbers?.standardDeviation).toBeCloseTo(sql.std as number, 10);
    expect(numbers?.sampleStandardDeviation).toBeCloseTo(sql.sample as number, 10);
    for (const [index, { value }] of (numbers?.quantiles ?? []).entries()) {
      expect(value).toBeCloseTo(sql.quantiles[index] as number, 10);
    }
    const values = rows.flatMap((row) => row[name as 'x' | 'n'] ?? []);
    const { edges, counts } = histogram ?? { edges: [], counts: [] };
    const last = counts.length - 1;
    expect(counts).toEqual(
      counts.map((_, bin) => {
        const [low = 0, high = 0] = [edges[bin], edges[bin + 1]];
        return values.filter((value) => value >= low && (value < high || (bin === last && value === high)))
          .length;
      }),
    );
  });

  it('has the most frequent texts and their lengths', async () => {
    const { top, lengths, distinct } = of('c');
    const found = await engine.rows(
      'SELECT c AS value, count(*) AS count FROM proof WHERE c IS NOT NULL GROUP BY c ORDER BY count DESC, c DESC',
    );
    expect(distinct).toBe(found.length);
    expect(top).toEqual(found.length <= 100 ? found : found.slice(0, 20));
    expect(lengths).toEqual(
      await one(
        'SELECT min(length(c)) AS minimum, max(length(c)) AS maximum, avg(length(c)) AS mean FROM proof',
      ),
    );
  });

  it('has period and gaps of times', async () => {
    const days = await engine.rows<{ day: number }>(
      `SELECT DISTINCT CAST(t AS DATE) - DATE '1970-01-01' AS day FROM proof ORDER BY 1`,
    );
    const gaps = days.slice(1).map(({ day }, index) => day - (days[index]?.day ?? 0) - 1);
    expect(of('t').gaps).toEqual({
      days: days.length,
      missingDays: gaps.reduce((sum, gap) => sum + gap, 0),
      longestGapDays: Math.max(...gaps),
    });
    const { from, to } = await one<{ from: number; to: number }>(
      'SELECT min(t) AS from, max(t) AS to FROM proof',
    );
    expect([of('t').period?.from, of('t').period?.to].map((time) => Date.parse(time ?? ''))).toEqual([
      from,
      to,
    ]);
  });

  it.each(['x', 'n'])('has the correlation of %s with the label', async (name) => {
    const { r } = await one<{ r: number }>(`SELECT corr(${name}, late::INTEGER) AS r FROM proof`);
    expect(of(name).label?.correlation).toBeCloseTo(r, 10);
  });

  it('has the mutual information with the label, in nats', () => {
    const listed = new Set((of('c').top ?? []).slice(0, 50).map(({ value }) => value));
    const joint = new Map<string, number>();
    const [cells, labels] = [new Map<string, number>(), new Map<string, number>()];
    const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    let total = 0;
    for (const { c, late } of rows) {
      if (c === null) continue;
      const cell = listed.has(c) ? c : '(other)';
      add(joint, `${cell}|${late}`);
      add(cells, cell);
      add(labels, String(late));
      total++;
    }
    let information = 0;
    for (const [key, count] of joint) {
      const [cell = '', label = ''] = key.split('|');
      const expected = ((cells.get(cell) ?? 0) / total) * ((labels.get(label) ?? 0) / total);
      information += (count / total) * Math.log(count / total / expected);
    }
    expect(of('c').label).toMatchObject({ rows: total });
    expect(of('c').label?.mutualInformation).toBeCloseTo(information, 12);
    expect(of('x').label?.mutualInformation).toBeGreaterThan(0.01);
  });

  it('has the weighted figures that TFDV defines', async () => {
    const { weight, mean, variance } = await one<Record<string, number>>(
      `SELECT sum(w) AS weight, sum(w * x) / sum(w) AS mean,
        sum(w * (x - (SELECT sum(w * x) / sum(w) FROM proof WHERE x IS NOT NULL)) ** 2) / sum(w) AS variance
       FROM proof WHERE x IS NOT NULL`,
    );
    const { weighted } = of('x');
    expect(weighted?.weight).toBeCloseTo(weight as number, 8);
    expect(weighted?.mean).toBeCloseTo(mean as number, 10);
    expect(weighted?.variance).toBeCloseTo(variance as number, 8);
    const top = await engine.rows(
      'SELECT c AS value, sum(w) AS weight FROM proof WHERE c IS NOT NULL GROUP BY c ORDER BY weight DESC, c DESC LIMIT 20',
    );
    expect(of('c').weighted?.top).toEqual(top);
  });
});
