import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Column,
  type ColumnType,
  frameOf,
  takeRows,
  type Value,
} from '../../../src/data/engine/frame.ts';
import { columnProfile, profileTable } from '../../../src/data/profile/profile.ts';
import { mergeProfiles } from '../../../src/data/profile/profile-merge.ts';
import {
  type ColumnProfile,
  PROFILE_SCHEMA,
  type Profile,
  parseProfile,
} from '../../../src/data/profile/profile-schema.ts';
import { tallyOf } from '../../../src/data/profile/tally.ts';
import { LOG_HISTOGRAM_ERROR } from '../../../src/stats/log-histogram.ts';
import { DataError } from '../../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

type Writable = Required<Pick<ColumnProfile, 'merge' | 'histogram'>> & ColumnProfile;

const folder = temporaryFolder();

/** As it comes out of a file. */
const stored = (profile: Profile) => parseProfile(JSON.stringify(profile), 'profile.json');

function profileOf(columns: readonly Column[], edges?: ReadonlyMap<string, readonly number[]>): Profile {
  return stored({
    schema: PROFILE_SCHEMA,
    rows: columns[0]?.values.length ?? 0,
    columns: columns.map((column) =>
      columnProfile(column.name, tallyOf(column), { mergeable: true, ...(edges ? { edges } : {}) }),
    ),
  });
}

function merge(...profiles: Profile[]): Profile {
  return stored(mergeProfiles(profiles.map((profile, index) => ({ name: `part ${index + 1}`, profile }))));
}

const anyValue: Record<ColumnType, fc.Arbitrary<Value>> = {
  integer: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger(), fc.constant('9007199254740993')),
  number: fc.oneof(fc.double(), fc.constantFrom(-0, 0, 1.5, Number.MAX_VALUE, Number.MIN_VALUE, Number.NaN)),
  string: fc.oneof(fc.constantFrom('a', 'b', '', 'Z', 'é', '💥', '\uffff'), fc.string({ unit: 'binary' })),
  boolean: fc.boolean(),
  timestamp: fc.oneof(
    fc.integer({ min: -1e14, max: 1e14 }).map((time) => time / 8),
    fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0),
  ),
  date: fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
};
const types = Object.keys(anyValue) as ColumnType[];

/** Rows of all types, and the part that each row belongs to. */
const anyParts = fc
  .array(fc.tuple(fc.nat({ max: 2 }), ...types.map((type) => fc.option(anyValue[type], { freq: 6 }))), {
    maxLength: 40,
  })
  .map((rows) => {
    const columns = (of: typeof rows): Column[] =>
      types.map((type, index) => ({ name: type, type, values: of.map((row) => row[index + 1] as Value) }));
    return {
      all: columns(rows),
      parts: [0, 1, 2].map((part) => columns(rows.filter(([of]) => of === part))),
    };
  });

describe('mergeProfiles', () => {
  it('is the profile of all rows, whatever the split, the order and the grouping', () => {
    fc.assert(
      fc.property(anyParts, ({ all, parts }) => {
        const [a, b, c] = parts.map((part) => profileOf(part)) as [Profile, Profile, Profile];
        const expected = profileOf(all);
        expect(merge(a, b, c)).toEqual(expected);
        expect(merge(c, a, b)).toEqual(expected);
        expect(merge(merge(a, b), c)).toEqual(expected);
        expect(merge(a, merge(c, b))).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('adds histograms on given edges', () => {
    const edges = new Map([
      ['number', [-1, 0, 1, 2]],
      ['integer', [0, 10]],
      ['timestamp', [0, 1e9, 1e12]],
    ]);
    fc.assert(
      fc.property(anyParts, ({ all, parts }) => {
        expect(merge(...parts.map((part) => profileOf(part, edges)))).toEqual(profileOf(all, edges));
      }),
      { numRuns: 50 },
    );
  });

  it('is the profile itself for one part, and for one part with empty ones', () => {
    const values = [3, 1, 2, null];
    const one = profileOf([{ name: 'x', type: 'number', values }]);
    const none = profileOf([{ name: 'x', type: 'string', values: [null, null] }]);
    expect(merge(one)).toEqual(one);
    expect(merge(none, one).columns[0]).toEqual({ ...one.columns[0], missing: 3 });
  });
});

describe('columns with many values', () => {
  const many = (name: string, type: ColumnType, value: (row: number) => Value, rows = 60_000): Column => ({
    name,
    type,
    values: Array.from({ length: rows }, (_, row) => value(row)),
  });
  const noise = (row: number) =>
    Math.sin(row * 12.9898) * 43758.5453 - Math.floor(Math.sin(row * 12.9898) * 43758.5453);
  const columns = [
    many('number', 'number', (row) => (noise(row) - 0.3) * 10 ** (4 * noise(row + 0.5) - 2)),
    many('whole', 'integer', (row) => Math.floor(noise(row) * 1e6)),
    many('text', 'string', (row) =>
      row % 3 === 0 ? `common ${row % 7}` : `user ${Math.floor(noise(row) * 1e5)} é💥`,
    ),
    many('time', 'timestamp', (row) => 1.36e12 + Math.floor(noise(row) * 3e10)),
  ];
  const part = (share: number) => {
    const rows = columns[0]?.values.map((_, row) => row).filter((row) => row % 5 === share) ?? [];
    return profileOf([...takeRows(frameOf(columns), rows).columns.values()]);
  };
  const [first, ...others] = [0, 1, 2, 3, 4].map(part) as [Profile, ...Profile[]];
  const whole = profileOf(columns);
  const merged = merge(first, ...others);
  const of = (profile: Profile, name: string) =>
    profile.columns.find((column) => column.name === name) as ColumnProfile;

  it.each(['number', 'whole'])('keeps moments, counts and ends of %s exact', (name) => {
    const { quantiles: _, ...expected } = of(whole, name).numbers ?? { quantiles: [] };
    expect(of(merged, name).numbers).toMatchObject(expected);
    expect(of(merged, name).merge).toEqual(of(whole, name).merge);
  });

  it.each(['number', 'whole'])('has quantiles of %s within the stated error', (name) => {
    expect(of(merged, name).estimated?.quantiles).toBe(LOG_HISTOGRAM_ERROR);
    for (const [index, { value }] of (of(whole, name).numbers?.quantiles ?? []).entries()) {
      const estimate = of(merged, name).numbers?.quantiles[index]?.value ?? Number.NaN;
      expect(Math.abs(estimate - value)).toBeLessThanOrEqual(LOG_HISTOGRAM_ERROR * Math.abs(value));
    }
  });

  it.each(['number', 'whole', 'text', 'time'])(
    'estimates the distinct values of %s within three standard errors',
    (name) => {
      const error = of(merged, name).estimated?.distinct ?? 0;
      const exact = of(whole, name).distinct;
      expect(error).toBeLessThan(0.04);
      expect(Math.abs(of(merged, name).distinct - exact)).toBeLessThan(3 * error * exact);
      expect(of(merged, name).merge?.hashes).toEqual(of(whole, name).merge?.hashes);
    },
  );

  it('lists the most frequent texts within the stated error', () => {
    const { top, lengths, estimated } = of(merged, 'text');
    expect(lengths).toEqual(of(whole, 'text').lengths);
    expect(estimated?.top).toBeGreaterThan(0);
    const expected = of(whole, 'text').top?.slice(0, 7) ?? [];
    for (const { value, count } of expected) {
      const found = top?.find((entry) => entry.value === value)?.count ?? 0;
      expect(found).toBeLessThanOrEqual(count);
      expect(count - found).toBeLessThanOrEqual(estimated?.top ?? 0);
    }
  });

  it('keeps period and gaps of times exact', () => {
    expect(of(merged, 'time')).toMatchObject({
      period: of(whole, 'time').period,
      gaps: of(whole, 'time').gaps,
    });
    expect(of(merged, 'time').merge).toEqual(of(whole, 'time').merge);
  });

  it('has histograms of all values, marked as estimates where edges differ', () => {
    for (const name of ['number', 'whole', 'time']) {
      const { histogram, estimated } = of(merged, name);
      expect(estimated?.histogram).toBe(true);
      expect(histogram?.edges).toEqual(of(whole, name).histogram?.edges);
      expect(histogram?.counts.reduce((sum, count) => sum + count)).toBe(60_000);
    }
  });

  it('joins joined profiles', () => {
    const grouped = merge(merge(first, ...others.slice(0, 2)), merge(...others.slice(2)));
    for (const name of ['number', 'whole', 'time']) expect(of(grouped, name)).toEqual(of(merged, name));
    const few = merge(
      profileOf([{ name: 'x', type: 'integer', values: [1, 2, null] }]),
      profileOf([many('x', 'integer', (row) => row)]),
    );
    expect(few.columns[0]).toMatchObject({
      present: 60_002,
      missing: 1,
      numbers: { minimum: 0, maximum: 59_999 },
    });
  });
});

describe('profiles of tables', () => {
  it('join with label, weight, slices and lists as the whole table has them', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE TABLE whole AS SELECT
      CASE WHEN range % 11 > 0 THEN (range * 7919 % 1000) / 8.0 END AS x, range % 5 AS n, 'c' || (range % 4) AS c,
      range % 3 = 0 AS late, 0.1 + (range % 13) / 3.0 AS w, [range, range % 2][:1 + range % 2] AS l,
      CASE WHEN range % 9 = 0 THEN '\\xFF'::BLOB ELSE 'a'::BLOB END AS bytes,
      TIMESTAMP '2024-01-01' + INTERVAL (range % 40 * 36) HOUR AS t FROM range(5000)`);
    await engine.run('CREATE VIEW a AS SELECT * FROM whole WHERE n < 2 ORDER BY hash(x)');
    await engine.run('CREATE VIEW b AS SELECT * FROM whole WHERE n >= 2');
    const wanted = { label: 'late', weight: 'w', slices: ['c', 'n'], mergeable: true };
    const like = await profileTable(engine, 'whole', { mergeable: true });
    const edges = new Map(
      like.columns.flatMap(({ name, histogram }) => (histogram ? [[name, histogram.edges]] : [])),
    );
    const options = { ...wanted, edges };
    const expected = stored(await profileTable(engine, 'whole', options));
    const parts = [
      stored(await profileTable(engine, 'a', options)),
      stored(await profileTable(engine, 'b', options)),
    ];
    const merged = merge(...parts);
    expect(merged.slices?.map(({ column, value, rows }) => [column, value, rows])).toEqual(
      expected.slices?.map(({ column, value, rows }) => [column, value, rows]),
    );
    const of = (name: string) =>
      [merged, expected].map(({ columns }) => columns.find((column) => column.name === name));
    for (const name of ['x', 'l', 'bytes', 't', 'w', 'c', 'late']) {
      const [found, wished] = of(name);
      expect(found).toEqual(wished);
    }
    expect(of('l')[0]).toMatchObject({ items: { minimum: 1, maximum: 2, mean: 1.5 } });
    expect(of('bytes')[0]).toMatchObject({ invalidUtf8: 556 });
    expect(of('t')[0]?.gaps).toEqual({ days: 40, missingDays: 19, longestGapDays: 1 });
    const slice = merged.slices?.find(({ value }) => value === 'c1');
    expect(slice?.columns[0]?.numbers?.mean).toBe(
      expected.slices?.find(({ value }) => value === 'c1')?.columns[0]?.numbers?.mean,
    );
  });

  it.each([
    ['another column', { name: 'y', type: 'number', values: [1] }, /no column "x"/],
    [
      'another type',
      { name: 'x', type: 'string', values: ['a'] },
      /"x" is number in part 1 and string in part 2/,
    ],
  ] as const)('refuses %s', (_, column, message) => {
    const one = profileOf([{ name: 'x', type: 'number', values: [1.5] }]);
    expect(() => merge(one, profileOf([column]))).toThrow(DataError);
    expect(() => merge(one, profileOf([column]))).toThrow(message);
  });

  const sound = () =>
    profileOf([
      { name: 'x', type: 'number', values: [1.5, 1.5, 0, -2, null, Number.NaN] },
      { name: 'c', type: 'string', values: ['a', 'a', 'b', null, 'c', 'd'] },
    ]);
  it.each<[string, (profile: Profile, x: Writable, c: Writable) => void, RegExp]>([
    ['rows', (profile) => Object.assign(profile, { rows: 7 }), /"x": 5 present and 1 missing .* the 7 rows/],
    ['distinct values', (_, x) => Object.assign(x, { distinct: 6 }), /"x": 6 distinct values, of 5/],
    [
      'kept values',
      (_, x) => Object.assign(x.merge, { counts: [1, 1, 9] }),
      /"x": its kept values are 12, of 5 present/,
    ],
    [
      'texts',
      (_, _x, c) => Object.assign(c.merge, { counts: [2, 1, 1, 2] }),
      /"c": its kept values are 6, of 5/,
    ],
    ['their lengths', (_, x) => Object.assign(x.merge, { counts: [1] }), /"x": 3 kept values have 1 count/],
    [
      'a value twice',
      (_, _x, c) => Object.assign(c.merge, { values: ['a', 'a', 'b', 'c'] }),
      /"c": one of its kept values is there twice/,
    ],
    [
      'a histogram',
      (_, x) => Object.assign(x.histogram, { below: 100, above: 0 }),
      /"x": the values of its histogram are 104, of 5/,
    ],
    ['a column twice', (profile, x) => profile.columns.push(x), /"x": it is there twice/],
  ])('refuses contradictions: %s', (_, change, message) => {
    const other = sound();
    const [x, c] = other.columns as [Writable, Writable];
    change(other, x, c);
    expect(() => merge(sound(), other)).toThrow(DataError);
    expect(() => merge(sound(), other)).toThrow(/^part 2: column /);
    expect(() => merge(sound(), other)).toThrow(message);
  });

  it('refuses a profile that does not carry what joining asks for', () => {
    const one = profileOf([{ name: 'x', type: 'number', values: [1.5] }]);
    const bare = { ...one, columns: one.columns.map(({ merge: _, ...column }) => column) };
    expect(() => merge(one, bare)).toThrow(/part 2/);
    expect(() => merge(one, { ...one, label: 'x' })).toThrow(/no label.*the label "x"/);
  });
});
