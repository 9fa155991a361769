import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ScanSubject, scanTable } from '../../../../src/data/checks/scans/scans.ts';
import type { Checks } from '../../../../src/data/checks/scans/settings.ts';
import { contractProblems } from '../../../../src/data/contract/contract-check.ts';
import type { DataEngine } from '../../../../src/data/engine/engine.ts';
import { Random } from '../../../../src/stats/random.ts';
import { temporaryFolder, testEngine } from '../../engine.ts';
import { cleanColumns, START, scanned, tableOf } from './scanned.ts';

const FLIGHTS = fileURLToPath(new URL('../../../../examples/flights/data/', import.meta.url));
const DAY = 86_400_000;
const ROWS = 4000;

let engine: DataEngine;
beforeAll(async () => {
  const folder = temporaryFolder();
  engine = await testEngine(folder, { allowedDirectories: [folder, FLIGHTS] });
});

type Columns = ReturnType<typeof cleanColumns>;
type Options = Partial<Omit<ScanSubject, 'table' | 'rows' | 'columns'>>;

/** What is found in the clean table after one of its columns was spoilt. */
async function spoilt(spoil: (columns: Columns) => void, options: Options = { times: ['at'] }) {
  const columns = cleanColumns(ROWS, 1);
  spoil(columns);
  return scanned(engine, await tableOf(engine, 'data', columns), options);
}

const edit = (columns: Columns, name: string, change: (value: never, row: number) => unknown) => {
  const column = columns[name];
  if (column) column[1] = column[1].map((value, row) => change(value as never, row)) as never;
};

describe('silence', () => {
  test('about clean data of every kind, whatever the seed and the size', async () => {
    for (const [seed, rows] of [
      [1, 4000],
      [2, 4000],
      [3, 20_000],
      [4, 800],
      [5, 90],
      [6, 3],
    ] as const) {
      const table = await tableOf(engine, 'clean', cleanColumns(rows, seed));
      const { anomalies, hidden } = await scanned(engine, table, { times: ['at'] });
      expect(anomalies.map(({ rule, column, sentence }) => [rule, column, sentence])).toEqual([]);
      expect(hidden).toEqual([]);
    }
  });

  test('about the flights, but for a wind of 1,048 miles an hour, which is a mistake in the real data', async () => {
    for (const [name, sql] of [
      ['flights', `read_parquet('${FLIGHTS}flights.parquet')`],
      ['weather', `read_parquet('${FLIGHTS}weather.parquet')`],
      ['planes', `read_csv('${FLIGHTS}planes.csv', nullstr='NA')`],
    ]) {
      await engine.run(`CREATE OR REPLACE TABLE ${name} AS SELECT * FROM ${sql}`);
      const { anomalies } = await scanned(engine, String(name), { times: ['time_hour'] });
      expect(anomalies.map(({ rule, column }) => [rule, column])).toEqual(
        name === 'weather' ? [['outliers', 'wind_speed']] : [],
      );
      if (name === 'weather') expect(anomalies[0]?.examples).toEqual([{ row: 3028, value: 1048.36058 }]);
    }
  });

  test('about rows that coincide by chance', async () => {
    const random = new Random(1);
    const few = (size: number) => Array.from({ length: 2000 }, () => random.integer(size));
    const table = await tableOf(engine, 'coarse', {
      a: ['integer', few(30)],
      b: ['integer', few(40)],
      c: ['integer', few(50)],
    });
    expect((await scanned(engine, table)).anomalies).toEqual([]);
  });

  test('about weekends and nights', async () => {
    const times = Array.from({ length: 400 * 24 }, (_, hour) => START + hour * 3_600_000).filter((time) => {
      const date = new Date(time);
      return date.getUTCDay() % 6 !== 0 && date.getUTCHours() > 7 && date.getUTCHours() < 19;
    });
    const table = await tableOf(engine, 'office', { at: ['timestamp', times] });
    expect((await scanned(engine, table, { times: ['at'] })).anomalies).toEqual([]);
  });

  test('about scans that are off', async () => {
    const checks: Checks = { outliers: 'off', encoding: { severity: 'off' } };
    const { anomalies } = await spoilt(
      (columns) => {
        edit(columns, 'normal', (value: number, row) => (row === 7 ? 1e9 : value));
        edit(columns, 'city', (value: string, row) => (row === 7 ? 'KÃ¶ln' : value));
      },
      { checks },
    );
    expect(anomalies).toEqual([]);
  });
});

interface Case {
  what: string;
  spoil: (columns: Columns) => void;
  found: { rule: string; column: string | null; count: number; sentence?: RegExp; examples?: unknown };
  options?: Options;
}

const cases: Case[] = [
  {
    what: 'rows that are there twice',
    spoil: (columns) => {
      for (const name of Object.keys(columns)) {
        const values = columns[name]?.[1] ?? [];
        columns[name] = [columns[name]?.[0] ?? 'string', [...values, ...values.slice(100, 150)]];
      }
    },
    found: {
      rule: 'duplicates',
      column: null,
      count: 50,
      examples: [4001, 4002, 4003, 4004, 4005].map((row) => ({ row, value: null })),
    },
  },
  {
    what: 'a file that was read twice',
    spoil: (columns) => {
      for (const name of Object.keys(columns)) {
        const values = columns[name]?.[1] ?? [];
        columns[name] = [columns[name]?.[0] ?? 'string', [...values, ...values]];
      }
    },
    found: { rule: 'duplicates', column: null, count: ROWS, sentence: /each row occurs 2 times/ },
  },
  {
    what: 'mojibake',
    spoil: (columns) =>
      edit(columns, 'city', (value: string, row) => (row % 1000 === 3 ? 'MÃ¼nchen â€“ SÃ¼d' : value)),
    found: {
      rule: 'encoding',
      column: 'city',
      count: 4,
      sentence: /another encoding, first `MÃ¼nchen â€“ SÃ¼d` in row 4$/,
    },
  },
  {
    what: 'replacement characters',
    spoil: (columns) => edit(columns, 'city', (value: string, row) => (row === 9 ? 'K\ufffdln' : value)),
    found: { rule: 'encoding', column: 'city', count: 1, examples: [{ row: 10, value: 'K\ufffdln' }] },
  },
  {
    what: 'composed and decomposed accents',
    spoil: (columns) =>
      edit(columns, 'city', (value: string, row) => (row < 20 ? value.normalize('NFD') : value)),
    found: { rule: 'encoding', column: 'city', count: 15, sentence: /NFD/ },
  },
  {
    what: 'dates in two orders',
    spoil: (columns) =>
      edit(columns, 'us_day', (value: string, row) => (row >= 3000 ? `${(row % 18) + 13}/02/2024` : value)),
    found: {
      rule: 'mixed-dates',
      column: 'us_day',
      count: 1000,
      sentence: /mostly MM\/DD\/YYYY.* in DD\/MM\/YYYY/,
    },
  },
  {
    what: 'dates in two notations',
    spoil: (columns) => edit(columns, 'day', (value: string, row) => (row === 50 ? '20.02.2024' : value)),
    found: {
      rule: 'mixed-dates',
      column: 'day',
      count: 1,
      examples: [{ row: 51, value: '20.02.2024' }],
    },
  },
  {
    what: 'prices with thousands separators',
    spoil: (columns) => {
      columns.price = [
        'string',
        (columns.lognormal?.[1] ?? []).map(
          (x) => `${(1000 * Number(x)).toLocaleString('en-US', { maximumFractionDigits: 2 })}`,
        ),
      ];
    },
    found: {
      rule: 'numbers-as-text',
      column: 'price',
      count: expect.any(Number) as never,
      sentence: /thousands separator/,
    },
  },
  {
    what: 'prices with a decimal comma and a currency',
    spoil: (columns) => {
      columns.price = [
        'string',
        (columns.normal?.[1] ?? []).map((x) => `${Number(x).toFixed(2).replace('.', ',')} €`),
      ];
    },
    found: { rule: 'numbers-as-text', column: 'price', count: ROWS },
  },
  {
    what: 'a sentinel',
    spoil: (columns) => edit(columns, 'normal', (value: number, row) => (row % 50 === 3 ? -9999 : value)),
    found: {
      rule: 'outliers',
      column: 'normal',
      count: 80,
      sentence: /80 of 4,000 values \(2 %\) lie far away .* first `-9999` in row 4$/,
    },
  },
  {
    what: 'a slip of the decimal point in a heavy tail',
    spoil: (columns) => edit(columns, 'lognormal', (value: number, row) => (row === 5 ? 1e9 : value)),
    found: { rule: 'outliers', column: 'lognormal', count: 1, examples: [{ row: 6, value: 1e9 }] },
  },
  {
    what: 'a unit that changed in the middle',
    spoil: (columns) => edit(columns, 'normal', (value: number, row) => (row >= 2500 ? value * 2.54 : value)),
    found: {
      rule: 'unit-jump',
      column: 'normal',
      count: expect.any(Number) as never,
      sentence: /higher by a factor of 2\.54.* from 2024-03/,
    },
  },
  {
    what: 'a unit that changed for a while, in a heavy tail',
    spoil: (columns) =>
      edit(columns, 'lognormal', (value: number, row) => (row >= 1000 && row < 1500 ? value / 1000 : value)),
    found: {
      rule: 'unit-jump',
      column: 'lognormal',
      count: expect.any(Number) as never,
      sentence: /lower by a factor of 1,000/,
    },
  },
  {
    what: 'a unit of its own in one file',
    options: { files: [1, 2, 3, 4].map((n) => ({ shown: `part-${n}.csv`, rows: 1000 })) },
    spoil: (columns) => edit(columns, 'uniform', (value: number, row) => (row >= 3000 ? value * 100 : value)),
    found: { rule: 'unit-jump', column: 'uniform', count: 1000, sentence: /from row 1 of part-4\.csv on/ },
  },
  {
    what: 'days without a row',
    spoil: (columns) =>
      edit(columns, 'at', (value: number) => (value > START + 60 * DAY ? value + 9 * DAY : value)),
    found: {
      rule: 'time-gaps',
      column: 'at',
      count: 1,
      sentence: /no row for 9 days between 2024-03-01 .* and 2024-03-10/,
    },
  },
  {
    what: 'values that cease',
    spoil: (columns) => edit(columns, 'uniform', (value: number, row) => (row >= 3600 ? null : value)),
    found: {
      rule: 'missing-pattern',
      column: 'uniform',
      count: 400,
      sentence: /all 400 values are missing from 2024-04-\d\d on, but 0 % in all other rows/,
    },
  },
  {
    what: 'values that are missing in one file',
    options: { files: [1, 2, 3, 4].map((n) => ({ shown: `part-${n}.csv`, rows: 1000 })) },
    spoil: (columns) =>
      edit(columns, 'normal', (value: number, row) => (row >= 1000 && row < 2000 ? null : value)),
    found: {
      rule: 'missing-pattern',
      column: 'normal',
      count: 1000,
      sentence: /from row 1 of part-2\.csv to before row 1 of part-3\.csv/,
    },
  },
];

describe('what is found:', () => {
  test.each(cases)('$what', async ({ spoil, found, options = { times: ['at'] } }) => {
    const { anomalies } = await spoilt(spoil, options);
    const { sentence, ...rest } = found;
    expect(anomalies).toEqual([expect.objectContaining({ ...rest, severity: 'warn', dataset: 'data' })]);
    if (sentence) expect(anomalies[0]?.sentence).toMatch(sentence);
    expect(anomalies[0]?.cure).toMatch(/[.]$/);
  });

  test('as severe as the contract says', async () => {
    const { anomalies } = await spoilt(
      (columns) => edit(columns, 'normal', (value: number, row) => (row === 7 ? 1e9 : value)),
      { checks: { outliers: { severity: 'error' } } },
    );
    expect(anomalies).toEqual([expect.objectContaining({ rule: 'outliers', severity: 'error' })]);
  });
});

describe('of the view', () => {
  const view = {
    features: ['normal', 'city', 'flag', 'rain'],
    label: { column: 'late', task: 'binary-classification' as const },
  };
  const label = (share: (row: number) => number) => (columns: Columns) => {
    const random = new Random(3);
    columns.late = ['boolean', Array.from({ length: ROWS }, (_, row) => random.next() < share(row))];
  };

  test('nothing where all is well, and nothing of what its sources tell', async () => {
    const { anomalies } = await spoilt(
      (columns) => {
        label(() => 0.2)(columns);
        edit(columns, 'normal', (value: number, row) => (row === 7 ? 1e9 : value));
        edit(columns, 'grade', () => 1);
      },
      { view, times: ['at'] },
    );
    expect(anomalies).toEqual([]);
  });

  test('features that are constant, or nearly', async () => {
    const { anomalies } = await spoilt(
      (columns) => {
        label(() => 0.2)(columns);
        edit(columns, 'city', () => 'Bonn');
        edit(columns, 'rain', (_, row) => (row < 3 ? row + 1 : 0));
        edit(columns, 'normal', () => null);
      },
      { view },
    );
    expect(anomalies.map(({ rule, column, count }) => [rule, column, count])).toEqual([
      ['constant', 'normal', ROWS],
      ['nearly-constant', 'rain', ROWS - 3],
      ['constant', 'city', ROWS],
    ]);
  });

  test('a class with few rows', async () => {
    const { anomalies } = await spoilt(
      label(() => 0.004),
      { view },
    );
    expect(anomalies.map(({ rule, column }) => [rule, column])).toEqual([['class-imbalance', 'late']]);
    expect(anomalies[0]?.sentence).toMatch(
      /the class `true` makes up \d+ of 4,000 rows .* less than 1 %, first `true` in row/,
    );
    expect(
      (
        await spoilt(
          label(() => 0.004),
          { view, checks: { 'class-imbalance': { 'at-least': 0.001 } } },
        )
      ).anomalies,
    ).toEqual([]);
  });

  test('a label that is distributed otherwise for a while, but none that moves all the time', async () => {
    const { anomalies } = await spoilt(
      label((row) => (row > 3500 ? 0.6 : 0.2)),
      { view, times: ['at'] },
    );
    expect(anomalies.map(({ rule, column }) => [rule, column])).toEqual([['target-shift', 'late']]);
    expect(anomalies[0]?.sentence).toMatch(/from 2024-04-\d\d/);
    const moving = await spoilt(
      label((row) => 0.4 + 0.3 * Math.sin(row / 150)),
      { view, times: ['at'] },
    );
    expect(moving.anomalies).toEqual([]);
  });
});

test('a contract that is checked without its pipeline scans for what it names alone', async () => {
  const columns = cleanColumns(ROWS, 1);
  edit(columns, 'normal', (value: number, row) => (row === 7 ? 1e9 : value));
  edit(columns, 'grade', () => 3);
  edit(columns, 'city', (value: string, row) => (row === 7 ? 'KÃ¶ln' : value));
  const table = await tableOf(engine, 'data', columns);
  const found = await scanTable(engine, table, 'orders', { outliers: 'error', constant: {} });
  expect(
    found.anomalies.map(({ dataset, rule, column, severity }) => [dataset, rule, column, severity]),
  ).toEqual([
    ['orders', 'outliers', 'normal', 'error'],
    ['orders', 'constant', 'grade', 'warn'],
  ]);
});

test('a scan that needs the label is a mistake in the contract of a source', () => {
  const dataset = (checks: Checks) => ({
    rows: { 'at-least': 1 },
    keys: [],
    'additional-columns': 'warn' as const,
    columns: {},
    checks,
  });
  const problems = contractProblems({
    version: 1,
    datasets: { orders: dataset({ leakage: 'error', outliers: 'off' }), view: dataset({ leakage: 'error' }) },
  });
  expect(problems.map(({ path }) => path)).toEqual([['datasets', 'orders', 'checks', 'leakage']]);
});
