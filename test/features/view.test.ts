import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JoinConfig, ViewConfig } from '../../src/config/schema/view.ts';
import { type Column, columnOf, frameOf } from '../../src/data/engine/frame.ts';
import { registerSources } from '../../src/data/sources/sources.ts';
import { datasetDigest } from '../../src/data/versions/version.ts';
import { createView, type ViewOptions } from '../../src/features/view.ts';
import { DataError, describeError, UserError } from '../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../data/engine.ts';

const fixtures = join(import.meta.dirname, '../fixtures/flights');
const engine = await testEngine(temporaryFolder(), { allowedDirectories: [fixtures] });

/** The view of the example in the documentation. */
const SAMPLE: ViewConfig = {
  from: 'flights',
  join: [
    {
      source: 'weather',
      on: ['origin'],
      asof: 'time_hour',
      within: '3h',
      columns: ['temp', 'wind_speed', 'precip', 'visib', 'pressure'],
    },
    { source: 'planes', on: ['tailnum'], columns: ['year', 'seats'], prefix: 'plane_' },
  ],
  label: 'arr_delay >= 30',
  where: 'arr_delay is not null',
  time: 'time_hour',
  keys: [],
  unavailable: ['dep_time', 'dep_delay', 'arr_time', 'arr_delay', 'air_time'],
};
const TRAINING: ViewOptions = { label: 'late', training: true };

/** A fixture read by hand: fields never hold a comma. */
function records(name: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(join(fixtures, name), 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])));
}

describe('the view of the flights', () => {
  beforeAll(async () => {
    await registerSources(
      engine,
      {
        flights: { path: 'flights.csv', missing: ['NA'] },
        weather: { path: 'weather.csv', missing: ['NA'] },
        planes: { path: 'planes.csv', missing: ['NA'] },
      },
      fixtures,
    );
  });

  test('is what looking up by hand gives, row for row', async () => {
    const view = await createView(engine, SAMPLE, TRAINING);
    const number = (text: string | undefined) => (text === undefined || text === 'NA' ? null : Number(text));
    const weather = records('weather.csv');
    const planes = new Map(records('planes.csv').map((plane) => [plane.tailnum, plane]));
    const flights = records('flights.csv').filter((flight) => flight.arr_delay !== 'NA');
    const expected = flights.map((flight) => {
      const time = Date.parse(flight.time_hour ?? '');
      const before = weather
        .filter((hour) => hour.origin === flight.origin && Date.parse(hour.time_hour ?? '') <= time)
        .sort((a, b) => Date.parse(b.time_hour ?? '') - Date.parse(a.time_hour ?? ''))[0];
      const hour = before && time - Date.parse(before.time_hour ?? '') <= 3 * 3_600_000 ? before : undefined;
      const plane = flight.tailnum === 'NA' ? undefined : planes.get(flight.tailnum);
      return {
        flight: number(flight.flight),
        dest: flight.dest,
        time_hour: time,
        temp: number(hour?.temp),
        wind_speed: number(hour?.wind_speed),
        precip: number(hour?.precip),
        visib: number(hour?.visib),
        pressure: number(hour?.pressure),
        plane_year: number(plane?.year),
        plane_seats: number(plane?.seats),
        late: Number(flight.arr_delay) >= 30,
      };
    });
    const rows = await engine.rows(
      'SELECT flight, dest, time_hour, temp, wind_speed, precip, visib, pressure, plane_year, plane_seats, late FROM view',
    );
    expect(rows).toEqual(expected);
    expect(expected.filter(({ temp }) => temp === null).length).toBeLessThan(expected.length / 4);
    expect(view).toMatchObject({ table: 'view', rows: flights.length, rowsBefore: 1712 });
    expect(view.joins.map(({ source }) => source)).toEqual(['weather', 'planes']);
    expect(view.joins[1]?.found).toBe(
      records('flights.csv').filter(({ tailnum }) => tailnum !== 'NA' && planes.has(tailnum)).length,
    );
    expect(view.columns.slice(-8)).toEqual([
      ...['temp', 'wind_speed', 'precip'].map((name) => ({ name, type: 'number' })),
      { name: 'visib', type: 'integer' },
      { name: 'pressure', type: 'number' },
      { name: 'plane_year', type: 'integer' },
      { name: 'plane_seats', type: 'integer' },
      { name: 'late', type: 'boolean' },
    ]);
    const described = await engine.rows<{ column_name: string }>('DESCRIBE view');
    expect(described.map(({ column_name }) => column_name)).toEqual(view.columns.map(({ name }) => name));
  });

  test('keeps all rows, and needs no outcome, when predicting', async () => {
    const view = await createView(engine, SAMPLE, { training: false, table: 'requests' });
    expect(view).toMatchObject({ table: 'requests', rows: 1712 });
    expect(view.columns.map(({ name }) => name)).not.toContain('late');
    await engine.run(
      'CREATE VIEW future AS SELECT * EXCLUDE (dep_time, dep_delay, arr_time, arr_delay, air_time) FROM flights',
    );
    expect((await createView(engine, { ...SAMPLE, from: 'future' }, { training: false })).rows).toBe(1712);
  });

  test('is the same on one thread and on several', async () => {
    const digests = await Promise.all(
      [1, 4].map(async (threads) => {
        const other = await testEngine(temporaryFolder(), { allowedDirectories: [fixtures], threads });
        const sources = Object.fromEntries(
          ['flights', 'weather', 'planes'].map((name) => [name, { path: `${name}.csv`, missing: ['NA'] }]),
        );
        await registerSources(other, sources, fixtures);
        await createView(other, SAMPLE, TRAINING);
        const [order] = await other.rows(
          "SELECT md5(string_agg(flight || dest || coalesce(temp, 0), ',')) AS rows FROM view",
        );
        return [order, await datasetDigest(other, 'view')];
      }),
    );
    expect(digests[0]).toEqual(digests[1]);
  });

  test('leaves no table behind but its own', async () => {
    await createView(engine, SAMPLE, TRAINING);
    const tables = await engine.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_name LIKE '%stage%'",
    );
    expect(tables).toEqual([]);
  });
});

const column = (name: string, type: Column['type'], ...values: Column['values']): Column => ({
  name,
  type,
  values,
});
const table = (name: string, ...columns: Column[]) => engine.insert(name, frameOf(columns));

async function viewOf(
  join: Partial<JoinConfig>[],
  rest: Partial<ViewConfig> = {},
  options: ViewOptions = { training: true },
) {
  const joins = join.map((one) => ({ source: 'b', on: ['k'], ...one }));
  return createView(engine, { from: 'a', join: joins, keys: [], unavailable: [], ...rest }, options);
}

/** What a person sees of the error. */
async function complaint(made: Promise<unknown>, kind: typeof DataError | typeof UserError): Promise<string> {
  const error = await made.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(kind);
  return describeError(error);
}

describe('a join by keys', () => {
  beforeAll(async () => {
    await table('a', column('k', 'string', 'x', null, 'y', 'z', 'x'), column('n', 'integer', 1, 2, 3, 4, 5));
  });

  test('finds at most one row, nothing for a missing key, and keeps the order', async () => {
    await table(
      'b',
      column('k', 'string', 'y', null, 'x', 'q', 'q'),
      column('v', 'number', 1, 2, null, 4, 5),
    );
    const view = await viewOf([{}]);
    expect(await engine.rows('FROM view')).toEqual([
      { k: 'x', n: 1, v: null },
      { k: null, n: 2, v: null },
      { k: 'y', n: 3, v: 1 },
      { k: 'z', n: 4, v: null },
      { k: 'x', n: 5, v: null },
    ]);
    expect(view.joins).toEqual([{ source: 'b', found: 3 }]);
  });

  test('with two rows for one key would multiply rows: refused with an example', async () => {
    await table('b', column('k', 'string', 'y', 'x', 'x'), column('v', 'integer', 1, 2, 2));
    expect(await complaint(viewOf([{}]), DataError)).toContain(
      "data.view.join[0] (b): the source has 2 rows with k = 'x'",
    );
  });

  test('of several columns', async () => {
    await table(
      'b',
      column('k', 'string', 'x', 'x', 'y'),
      column('n', 'number', 1, 5, null),
      column('v', 'string', 'p', 'q', 'r'),
    );
    await viewOf([{ on: ['k', 'n'] }]);
    expect(columnOf(await engine.frame('FROM view'), 'v').values).toEqual(['p', null, null, null, 'q']);
  });

  test('may use what an earlier join found', async () => {
    await table('b', column('k', 'string', 'x'), column('city', 'string', 'Oslo'));
    await table('c', column('city', 'string', 'Oslo'), column('people', 'integer', 700_000));
    await viewOf([{}, { source: 'c', on: ['city'] }]);
    expect(columnOf(await engine.frame('FROM view'), 'people').values).toEqual([
      700_000,
      null,
      null,
      null,
      700_000,
    ]);
  });

  test('names that are taken, absent, or of another type are refused', async () => {
    await table('b', column('k', 'string', 'x'), column('N', 'integer', 1));
    expect(await complaint(viewOf([{}]), UserError)).toMatch(
      /the view has a column "N" already\n.*prefix: b_/,
    );
    await viewOf([{ prefix: 'b_' }]);
    expect(await complaint(viewOf([{ prefix: 'b_' }, { prefix: 'b_' }]), UserError)).toContain(
      '"b_N" already',
    );
    expect(await complaint(viewOf([{ columns: ['w'] }]), UserError)).toMatch(
      /no column "w"\n.*There are k, N/,
    );
    expect(await complaint(viewOf([{ on: ['j'] }]), UserError)).toContain(
      'left side: there is no column "j"',
    );
    expect(await complaint(viewOf([{ source: 'absent' }]), UserError)).toContain(
      'data.view.join[0].source: there is no source "absent"',
    );
    await table('b', column('k', 'integer', 1), column('v', 'integer', 1));
    expect(await complaint(viewOf([{}]), UserError)).toContain(
      'k is string on the left side and integer in the source',
    );
  });

  test('names that would hurt do not', async () => {
    const odd = `"'; DROP TABLE a; --\n`;
    await table(
      'a2',
      column(odd, 'string', 'x'),
      column('row_place', 'integer', 7),
      column('found_0', 'integer', 8),
    );
    await table(
      'b',
      column(odd, 'string', 'x'),
      column('__proto__', 'integer', 1),
      column('FOUND_0', 'integer', 2),
    );
    const view = await createView(
      engine,
      {
        from: 'a2',
        join: [{ source: 'b', on: [odd], prefix: 'b ' }],
        keys: [odd],
        unavailable: [],
        label: 'row_place > 1',
      },
      { training: true, label: `l"abel'` },
    );
    expect(view.columns.map(({ name }) => name)).toEqual([
      odd,
      'row_place',
      'found_0',
      'b __proto__',
      'b FOUND_0',
      `l"abel'`,
    ]);
    const [row] = await engine.rows('FROM view');
    expect(Object.values(row ?? {})).toEqual(['x', 7, 8, 1, 2, true]);
  });
});

describe('an asof join', () => {
  const at = (hour: number) => Date.UTC(2013, 0, 1, hour);

  test('looks back only, within its time', async () => {
    await table(
      'a',
      column('k', 'string', 'x', 'x', 'x', 'x', 'y', null, 'x'),
      column('t', 'timestamp', at(0), at(1), at(4), at(5), at(5), at(5), null),
    );
    await table(
      'b',
      column('k', 'string', 'x', 'x', null, 'x'),
      column('t', 'timestamp', at(1), at(9), at(2), null),
      column('v', 'integer', 1, 9, 2, 0),
    );
    await viewOf([{ asof: 't' }]);
    expect(columnOf(await engine.frame('FROM view'), 'v').values).toEqual([null, 1, 1, 1, null, null, null]);
    await viewOf([{ asof: 't', within: '3h' }]);
    expect(columnOf(await engine.frame('FROM view'), 'v').values).toEqual([
      null,
      1,
      1,
      null,
      null,
      null,
      null,
    ]);
  });

  test('takes the latest row even where what it says is missing', async () => {
    await table('a', column('k', 'string', 'x'), column('t', 'timestamp', at(5)));
    await table(
      'b',
      column('k', 'string', 'x', 'x'),
      column('t', 'timestamp', at(1), at(2)),
      column('v', 'integer', 1, null),
    );
    const view = await viewOf([{ asof: 't' }]);
    expect(columnOf(await engine.frame('FROM view'), 'v').values).toEqual([null]);
    expect(view.joins[0]?.found).toBe(1);
  });

  test('on days', async () => {
    await table('a', column('k', 'integer', 1, 1), column('t', 'timestamp', at(0), at(23)));
    await table(
      'b',
      column('k', 'number', 1, 1),
      column('t', 'date', '2013-01-01', '2012-12-31'),
      column('v', 'integer', 1, 2),
    );
    await viewOf([{ asof: 't', within: '12h' }]);
    expect(columnOf(await engine.frame('FROM view'), 'v').values).toEqual([1, null]);
  });

  test('rows of one time that say the same are one, those that differ are refused where they would be met', async () => {
    await table('a', column('k', 'string', 'x', 'x'), column('t', 'timestamp', at(5), at(7)));
    await table(
      'b',
      column('k', 'string', 'x', 'x', 'x'),
      column('t', 'timestamp', at(5), at(5), at(6)),
      column('v', 'integer', 1, 1, 2),
      column('w', 'integer', 3, 4, 5),
    );
    await viewOf([{ asof: 't', columns: ['v'] }]);
    expect(columnOf(await engine.frame('FROM view'), 'v').values).toEqual([1, 2]);
    expect(await complaint(viewOf([{ asof: 't' }]), DataError)).toContain(
      "the source has 2 different rows with k = 'x', t = '2013-01-01 05:00:00'",
    );
    await table('a', column('k', 'string', 'x'), column('t', 'timestamp', at(7)));
    await viewOf([{ asof: 't' }]);
    expect(columnOf(await engine.frame('FROM view'), 'w').values).toEqual([5]);
  });

  test('agrees with a search by hand, whatever the times', async () => {
    const time = fc.option(fc.integer({ min: 0, max: 20 }), { freq: 8 });
    const key = fc.option(fc.constantFrom('x', 'y'), { freq: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(key, time), { maxLength: 12 }),
        fc.uniqueArray(fc.tuple(key, time), { maxLength: 12, selector: JSON.stringify }),
        fc.option(fc.integer({ min: 1, max: 6 })),
        async (left, right, within) => {
          const times = (rows: typeof left) => rows.map(([, t]) => (t === null ? null : at(t)));
          await table(
            'a',
            column('k', 'string', ...left.map(([k]) => k)),
            column('t', 'timestamp', ...times(left)),
          );
          await table(
            'b',
            column('k', 'string', ...right.map(([k]) => k)),
            column('t', 'timestamp', ...times(right)),
            column('v', 'integer', ...right.map((_, i) => i)),
          );
          await viewOf([{ asof: 't', ...(within === null ? {} : { within: `${within}h` }) }]);
          const expected = left.map(([k, t]) => {
            const before = right
              .map(([rk, rt], i) => ({ rk, rt, i }))
              .filter(({ rk, rt }) => k !== null && rk === k && t !== null && rt !== null && rt <= t);
            const latest = before.sort((x, y) => (y.rt ?? 0) - (x.rt ?? 0))[0];
            return latest && (within === null || (t ?? 0) - (latest.rt ?? 0) <= within) ? latest.i : null;
          });
          expect(columnOf(await engine.frame('FROM view'), 'v').values).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('needs times, and `within` needs `asof`', async () => {
    await table('a', column('k', 'string', 'x'), column('t', 'integer', 1));
    await table('b', column('k', 'string', 'x'), column('t', 'integer', 1), column('v', 'integer', 1));
    expect(await complaint(viewOf([{ asof: 't' }]), UserError)).toContain('t is no time on both sides');
    expect(await complaint(viewOf([{ within: '3h', columns: ['v'] }]), UserError)).toContain(
      '`within` does nothing without `asof`',
    );
  });
});

describe('SQL of the config', () => {
  test('that never ends is stopped, with the name of the view', async () => {
    const hasty = await testEngine(temporaryFolder(), { queryLimitMs: 1000 });
    await hasty.run('CREATE TABLE orders AS SELECT 1 AS id');
    const where =
      '(SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range = 7) > 0';
    const view = { from: 'orders', join: [], where, keys: [], unavailable: [] };
    const failed = createView(hasty, view, { training: true });
    await expect(failed).rejects.toThrow(UserError);
    await expect(failed).rejects.toThrow('data.view: a query was stopped after 1.0 s');
  });

  beforeAll(async () => {
    await table(
      'a',
      column('k', 'string', 'x', 'y', 'bad'),
      column('n', 'integer', 10, 40, null),
      column('t', 'timestamp', 0, 1, 2),
    );
  });
  const labelled = (label: string, rest: Partial<ViewConfig> = {}) =>
    viewOf([], { label, ...rest }, TRAINING);

  test('makes the label, with a type of the contract', async () => {
    await labelled('n / 4::DECIMAL(9, 2) -- a comment');
    expect(columnOf(await engine.frame('FROM view'), 'late')).toEqual({
      name: 'late',
      type: 'number',
      values: [2.5, 10, null],
    });
  });

  test('`where` may speak of the label, and saves it from rows it cannot stand', async () => {
    await labelled("if(k = 'bad', error('boom'), n)", { where: "k <> 'bad'" });
    expect(columnOf(await engine.frame('FROM view'), 'late').values).toEqual([10, 40]);
    const view = await labelled('n >= 30', { where: 'late IS NOT NULL' });
    expect(view).toMatchObject({ rows: 2, rowsBefore: 3 });
  });

  test.each<[string, string, RegExp]>([
    ['a syntax error', 'n >=', /data\.view\.label: syntax error/],
    ['an unknown column', 'arr_delai >= 30', /data\.view\.label: .*arr_delai/],
    ['types that do not go together', "n >= DATE '2013-01-01'", /data\.view\.label: /],
    ['a second statement', '1); DROP TABLE a; SELECT (1', /data\.view\.label: /],
    ['two expressions', '1), (2', /data\.view\.label: it is more than one expression/],
    ['parentheses that close ours', 'n > 1) OR (n < 9', /data\.view\.label: syntax error/],
    ['an aggregate', 'avg(n)', /data\.view\.label: /],
    ['chance', 'random() > 0.5', /data\.view\.label: random\(\) differs from run to run/],
    ['the clock', 'n > epoch(now())', /data\.view\.label: .* differs from run to run/],
    [
      'no end',
      '(WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT max(x) FROM r)',
      /data\.view\.label: WITH RECURSIVE may never end/,
    ],
    ['another file', "(SELECT content FROM read_text('/etc/passwd'))", /data\.view\.label: /],
  ])('%s is the user’s to mend', async (_name, label, message) => {
    const told = await complaint(labelled(label), UserError);
    expect(told).toMatch(message);
    expect(told).not.toContain('LINE 1');
    expect(await engine.rows('SELECT count(*) AS n FROM a')).toEqual([{ n: 3 }]);
  });

  test('a condition that looks at other rows is the user’s to mend', async () => {
    expect(await complaint(labelled('n > 1', { where: 'row_number() OVER () > 1' }), UserError)).toMatch(
      /data\.view\.where: .*window/,
    );
  });

  test('a value that an expression cannot stand is told', async () => {
    expect(await complaint(labelled('k::INTEGER'), DataError)).toMatch(/Could not convert string 'x'/);
  });

  test.each<[string, number]>([
    ["k <> 'bad'", 2],
    ['m IS NOT NULL', 3],
    ['y = 1', 3],
    ["m > 0 AND (k <> 'bad' AND n > 10)", 1],
    ["n > 10 OR m > 0 AND k = 'x'", 3],
    ["k IN ('x', 'it''s') AND k NOT LIKE 'b%' AND n < 99.5 AND m = 7", 1],
    ["n < 9007199254740993 AND t < TIMESTAMP '1970-01-01 00:00:00.001'", 1],
  ])('of `where: %s`, requests pass what they can tell', async (where, rows) => {
    await engine.run('CREATE OR REPLACE TABLE outcomes AS SELECT *, n AS m, 1 AS y FROM a');
    const options = { training: false, served: { label: 'y' } };
    const view = await viewOf([], { from: 'outcomes', where, unavailable: ['M'] }, options);
    expect(view.rows).toBe(rows);
  });

  test('`where` must be one condition', async () => {
    expect(await complaint(viewOf([], { where: "k = 'x') OR (n > 1" }), UserError)).toMatch(
      /data\.view\.where: syntax error/,
    );
    expect(await complaint(viewOf([], { where: 'n' }), UserError)).toContain(
      'data.view.where: its value is of the type BIGINT',
    );
    expect(await complaint(viewOf([], { where: 'nope > 1' }), UserError)).toMatch(
      /data\.view\.where: .*nope/,
    );
  });

  test('names of the config must exist', async () => {
    expect(await complaint(viewOf([], { time: 'when' }), UserError)).toContain(
      'data.view.time: there is no column "when"',
    );
    expect(await complaint(viewOf([], { time: 'k' }), UserError)).toContain(
      'data.view.time: k is string, not a time',
    );
    expect(await complaint(viewOf([], { keys: ['id'] }), UserError)).toContain(
      'data.view.keys: there is no column "id"',
    );
    expect(await complaint(viewOf([], { unavailable: ['m'] }), UserError)).toContain(
      'data.view.unavailable: there is no column "m"',
    );
    expect(await complaint(viewOf([], {}, TRAINING), UserError)).toContain(
      'model.label: the view has no column "late"',
    );
    expect(await complaint(viewOf([], { label: 'n' }, { training: true, label: 'K' }), UserError)).toContain(
      'the view has a column "k" already',
    );
    expect(await complaint(viewOf([], { from: 'nowhere' }), UserError)).toContain(
      'data.view.from: there is no source "nowhere"',
    );
    expect(await complaint(viewOf([], { from: 'view' }), UserError)).toContain(
      "this name is the feature view's",
    );
  });

  test('no rows are no error', async () => {
    await table('a', column('k', 'string'), column('n', 'integer'));
    await table('b', column('k', 'string'), column('v', 'integer'));
    const view = await viewOf([{}], { label: 'n > 1', where: 'n > 1' }, TRAINING);
    expect(view).toMatchObject({ rows: 0, rowsBefore: 0, joins: [{ source: 'b', found: 0 }] });
  });
});
