import { describe, expect, it } from 'vitest';
import { checkContract } from '../../../src/data/checks/anomalies.ts';
import type { LabelExpectation } from '../../../src/data/checks/label-check.ts';
import { parseContract } from '../../../src/data/contract/contract-file.ts';
import type { DataEngine } from '../../../src/data/engine/engine.ts';
import { identifier } from '../../../src/data/engine/sql.ts';
import { type Anomaly, AnomalySchema } from '../../../src/evidence/validate-data.ts';
import { checkSchema } from '../../../src/system/schema-check.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();

/** Ten flights; each test breaks one thing. */
const FLIGHTS = `SELECT * FROM (VALUES
  (1,  TIMESTAMP '2013-01-01 05:00', 'UA', 'N14228', 1400.0, 5,  false, DATE '2013-01-01'),
  (2,  TIMESTAMP '2013-01-01 05:00', 'AA', 'N24211', 1416.0, 5,  true,  DATE '2013-01-01'),
  (3,  TIMESTAMP '2013-01-01 06:00', 'B6', 'N619AA', 1089.0, 6,  false, DATE '2013-01-01'),
  (4,  TIMESTAMP '2013-01-02 05:00', 'UA', NULL,     719.0,  5,  false, DATE '2013-01-02'),
  (5,  TIMESTAMP '2013-01-02 06:00', 'UA', 'N39463', 1065.0, 6,  true,  DATE '2013-01-02'),
  (6,  TIMESTAMP '2013-01-02 07:00', 'B6', 'N516JB', 229.0,  7,  false, DATE '2013-01-02'),
  (7,  TIMESTAMP '2013-01-03 05:00', 'AA', 'N593JB', 944.0,  5,  false, DATE '2013-01-03'),
  (8,  TIMESTAMP '2013-01-03 06:00', 'UA', 'N3ALAA', 733.0,  6,  false, DATE '2013-01-03'),
  (9,  TIMESTAMP '2013-01-03 08:00', 'B6', 'N793JB', NULL,   8,  true,  DATE '2013-01-03'),
  (10, TIMESTAMP '2013-01-04 05:00', 'UA', 'N657JB', 1028.0, 5,  false, DATE '2013-01-04')
) AS v(id, time_hour, carrier, tailnum, distance, hour, late, day)`;

const CONTRACT = `
rows: { at-least: 5, at-most: 20 }
keys: [time_hour, id]
columns:
  id: { type: integer, missing: { at-most: 0 }, unique: true }
  time_hour: { type: timestamp, range: { at-least: "2013-01-01", at-most: "2013-12-31T23:00:00Z" } }
  carrier: { type: string, domain: [AA, B6, UA], length: { at-least: 2, at-most: 2 } }
  tailnum: { type: string, missing: { at-most: 0.1 }, pattern: "N[0-9A-Z]{1,5}" }
  distance: { type: number, missing: { at-most: 0.2 }, range: { at-least: 17 } }
  hour: { type: integer, range: { at-least: 0, at-most: 23 } }
  late: { type: boolean, classes: { values: [false, true] } }
  day: { type: date, range: { at-least: 2013-01-01, at-most: 2013-12-31 } }
`;

/** Below `flights`, whatever indent the text has. */
const indented = (yaml: string) => {
  const lines = yaml.replace(/^\n/, '').trimEnd();
  const indent = /^ */.exec(lines)?.[0] ?? '';
  return lines.replaceAll(new RegExp(`^${indent}`, 'gm'), '    ');
};
const contractOf = (yaml: string) => {
  const contract = parseContract(
    `version: 1\ndatasets:\n  flights:\n${indented(yaml)}`,
    'contract.yml',
  ).value;
  if (!contract.datasets.flights) throw new Error('no contract');
  return contract.datasets.flights;
};

let tables = 0;
async function check(
  engine: DataEngine,
  select: string,
  yaml = CONTRACT,
  label?: LabelExpectation,
): Promise<readonly Anomaly[]> {
  const table = `flights${tables++}`;
  await engine.run(`CREATE TABLE ${table} AS ${select}`);
  const { anomalies } = await checkContract(
    engine,
    table,
    'flights',
    contractOf(yaml),
    label ? { label } : {},
  );
  for (const anomaly of anomalies) expect(checkSchema(AnomalySchema, structuredClone(anomaly))).toEqual([]);
  return anomalies;
}

/** The flights with one column computed anew; `id` is the row's number. */
const changed = (column: string, sql: string) => `SELECT * REPLACE (${sql} AS ${column}) FROM (${FLIGHTS})`;

describe('a contract that is kept', () => {
  it('has no anomaly', async () => {
    const engine = await testEngine(folder);
    expect(await check(engine, FLIGHTS)).toEqual([]);
    expect(await check(engine, FLIGHTS, CONTRACT, { column: 'late', task: 'binary-classification' })).toEqual(
      [],
    );
  });

  it('is kept by a view, by integers as numbers, by whole numbers as integers, by dates as timestamps', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE VIEW whole AS SELECT * REPLACE (hour::DOUBLE AS hour, distance::INTEGER AS distance,
      day AS time_hour) FROM (${FLIGHTS})`);
    const { anomalies, rows } = await checkContract(engine, 'whole', 'flights', contractOf(CONTRACT));
    expect(anomalies).toEqual([]);
    expect(rows).toBe(10);
  });

  it('is not broken by a column without any value, whatever type the reader gave it', async () => {
    const engine = await testEngine(folder);
    const empty = changed('distance', 'NULL::VARCHAR');
    const rules = (await check(engine, empty)).map(({ rule }) => rule);
    expect(rules).toEqual(['missing']);
  });
});

describe('ways to break it', () => {
  const late = { column: 'late', task: 'binary-classification' } as const;
  const cases: [string, string, Partial<Anomaly>, RegExp, string?, LabelExpectation?][] = [
    [
      'a missing column',
      `SELECT * EXCLUDE carrier FROM (${FLIGHTS})`,
      { column: 'carrier', rule: 'required', count: 10, examples: [] },
      /`carrier` is not in the data/,
    ],
    [
      'a new column',
      `SELECT *, 1 AS gate FROM (${FLIGHTS})`,
      { column: 'gate', rule: 'additional-columns', severity: 'warn', count: 10 },
      /`gate` is in the data, but not in the contract/,
    ],
    [
      'text in a column of integers',
      changed('hour', `CASE id WHEN 4 THEN 'abc' WHEN 7 THEN '5.5' ELSE hour::VARCHAR END`),
      {
        column: 'hour',
        rule: 'type',
        count: 2,
        examples: [
          { row: 4, value: 'abc' },
          { row: 7, value: '5.5' },
        ],
      },
      /^`hour`: 2 of 10 values \(20 %\) are not integers, first `abc` in row 4$/,
    ],
    [
      'numbers that are not whole',
      changed('hour', 'if(id = 3, 6.5, hour)::DOUBLE'),
      { column: 'hour', rule: 'type', count: 1, examples: [{ row: 3, value: 6.5 }] },
      /1 of 10 values \(10 %\) is not an integer, first `6\.5` in row 3/,
    ],
    [
      'another type altogether',
      changed('carrier', 'id'),
      {
        column: 'carrier',
        rule: 'type',
        count: 10,
        examples: [1, 2, 3, 4, 5].map((row) => ({ row, value: row })),
      },
      /all 10 values are not text, but integers/,
    ],
    [
      'a value outside of the domain',
      changed('carrier', `if(id > 8, 'YX', carrier)`),
      {
        column: 'carrier',
        rule: 'domain',
        count: 2,
        examples: [
          { row: 9, value: 'YX' },
          { row: 10, value: 'YX' },
        ],
      },
      /^`carrier`: 2 of 10 values \(20 %\) are not in the domain \(`AA`, `B6`, `UA`\), first `YX` in row 9$/,
    ],
    [
      'a number out of range',
      changed('hour', 'if(id = 6, 24, hour)'),
      { column: 'hour', rule: 'range', count: 1, examples: [{ row: 6, value: 24 }] },
      /is not between `0` and `23`, first `24` in row 6/,
    ],
    [
      'a number below its bound',
      changed('distance', 'if(id = 6, 16.5, distance)'),
      { column: 'distance', rule: 'range', count: 1, examples: [{ row: 6, value: 16.5 }] },
      /1 of 9 values \(11\.1 %\) is below `17`/,
    ],
    [
      'a time out of range',
      changed('time_hour', `if(id = 2, TIMESTAMP '2012-12-31 23:59:59', time_hour)`),
      { column: 'time_hour', rule: 'range', count: 1, examples: [{ row: 2, value: '2012-12-31T23:59:59Z' }] },
      /first `2012-12-31T23:59:59Z` in row 2/,
    ],
    [
      'a date out of range',
      changed('day', `if(id = 10, DATE '2014-01-01', day)`),
      { column: 'day', rule: 'range', count: 1, examples: [{ row: 10, value: '2014-01-01' }] },
      /not between `2013-01-01` and `2013-12-31`/,
    ],
    [
      'too many missing',
      changed('distance', 'if(id IN (2, 5), NULL, distance)'),
      {
        column: 'distance',
        rule: 'missing',
        count: 3,
        examples: [2, 5, 9].map((row) => ({ row, value: null })),
      },
      /^`distance`: 3 of 10 values \(30 %\) are missing, at most 20 % may be, first in row 2$/,
    ],
    [
      'one missing where none may be',
      changed('id', 'if(id = 4, NULL, id)'),
      { column: 'id', rule: 'missing', count: 1, examples: [{ row: 4, value: null }] },
      /is missing, none may be/,
    ],
    [
      'NaN and infinities',
      changed('distance', `CASE id WHEN 2 THEN 'nan'::DOUBLE WHEN 3 THEN 'inf'::DOUBLE ELSE distance END`),
      {
        column: 'distance',
        rule: 'finite',
        count: 2,
        examples: [
          { row: 2, value: 'NaN' },
          { row: 3, value: 'Infinity' },
        ],
      },
      /2 of 9 values \(22\.2 %\) are NaN or infinite, first `NaN` in row 2/,
    ],
    [
      'a value that must be unique',
      changed('id', 'if(id = 9, 3, id)'),
      {
        column: 'id',
        rule: 'unique',
        count: 2,
        examples: [
          { row: 3, value: 3 },
          { row: 9, value: 3 },
        ],
      },
      /2 of 10 values \(20 %\) occur more than once, but each must be unique, first `3` in row 3/,
    ],
    [
      'a duplicate key',
      `SELECT * FROM (${FLIGHTS}) UNION ALL SELECT * FROM (${FLIGHTS}) WHERE id = 5`,
      {
        column: null,
        rule: 'keys',
        count: 2,
        examples: [
          { row: 5, value: '2013-01-02T06:00:00Z, 5' },
          { row: 11, value: '2013-01-02T06:00:00Z, 5' },
        ],
      },
      /keys `time_hour`, `id` must differ in every row, but 2 of 11 rows/,
      CONTRACT.replace(', unique: true', ''),
    ],
    [
      'a text of another form',
      changed('tailnum', `if(id = 5, 'n39463', tailnum)`),
      { column: 'tailnum', rule: 'pattern', count: 1, examples: [{ row: 5, value: 'n39463' }] },
      /is not of the form `N\[0-9A-Z\]\{1,5\}`/,
    ],
    [
      'a text of another length',
      changed('carrier', `if(id = 5, 'UAL', carrier)`),
      { column: 'carrier', rule: 'length', count: 1, examples: [{ row: 5, value: 'UAL' }] },
      /is not 2 characters long/,
      CONTRACT.replace('domain: [AA, B6, UA], ', ''),
    ],
    [
      'too few rows',
      `SELECT * FROM (${FLIGHTS}) WHERE id IN (1, 2, 3, 5)`,
      { column: null, rule: 'rows', count: 4, rows: 4 },
      /^`flights` has 4 rows, but at least 5 must be there$/,
    ],
    [
      'too many rows',
      `SELECT * EXCLUDE range REPLACE (id + 10 * range AS id) FROM (${FLIGHTS}), range(3)`,
      { column: null, rule: 'rows', count: 30 },
      /has 30 rows, but at most 20 may be there/,
    ],
    [
      'a class that is gone',
      changed('late', 'false'),
      { column: 'late', rule: 'classes', count: 10 },
      /^`late`: no row has the class `true`$/,
      CONTRACT,
      late,
    ],
    [
      'a class that is too rare',
      changed('late', 'id = 3'),
      { column: 'late', rule: 'classes', count: 1 },
      /the class `true` makes up 1 of 10 values \(10 %\), but must make up at least 20 %/,
      CONTRACT.replace('[false, true]', '[false, true], at-least: 0.2'),
    ],
    [
      'a value that is no class',
      changed('late', `CASE id WHEN 1 THEN 'yes' WHEN 2 THEN 'perhaps' ELSE 'no' END`),
      { column: 'late', rule: 'classes', count: 1, examples: [{ row: 2, value: 'perhaps' }] },
      /is none of the classes `yes`, `no`/,
      CONTRACT.replace(
        'type: boolean, classes: { values: [false, true] }',
        'type: string, classes: { values: ["yes", "no"] }',
      ),
      late,
    ],
  ];

  it.each(cases)('%s', async (_, select, expected, sentence, yaml, label) => {
    const engine = await testEngine(folder);
    const anomalies = await check(engine, select, yaml, label);
    expect(anomalies).toHaveLength(1);
    expect(anomalies[0]).toMatchObject({ dataset: 'flights', severity: 'error', ...expected });
    expect(anomalies[0]?.sentence).toMatch(sentence);
  });

  it('tells all of them at once, in the order of the contract', async () => {
    const engine = await testEngine(folder);
    const anomalies = await check(
      engine,
      `SELECT NULL AS id, 'x' AS time_hour, 'long' AS carrier, 'new' AS gate, 5.0 AS distance, -1 AS hour FROM range(3)`,
    );
    expect(anomalies.map(({ column, rule }) => `${column}: ${rule}`)).toEqual([
      'null: rows',
      'id: missing',
      'time_hour: type',
      'carrier: domain',
      'carrier: length',
      'tailnum: required',
      'distance: range',
      'hour: range',
      'late: required',
      'day: required',
      'null: keys',
      'gate: additional-columns',
    ]);
  });

  it('goes on with the other rules where a cell has the wrong type', async () => {
    const engine = await testEngine(folder);
    const select = changed('hour', `CASE id WHEN 4 THEN 'abc' WHEN 7 THEN '99' ELSE hour::VARCHAR END`);
    const anomalies = await check(engine, select);
    expect(anomalies.map(({ rule, examples }) => [rule, examples[0]])).toEqual([
      ['type', { row: 4, value: 'abc' }],
      ['range', { row: 7, value: '99' }],
    ]);
  });

  it('does not take text for numbers although each value spells one', async () => {
    const engine = await testEngine(folder);
    const anomalies = await check(engine, changed('hour', 'hour::VARCHAR'));
    expect(anomalies).toHaveLength(1);
    expect(anomalies[0]).toMatchObject({ rule: 'type', count: 10 });
    expect(anomalies[0]?.sentence).toContain('the values are text, not integers, although each spells one');
  });
});

describe('tolerance', () => {
  const domain = (share: number) =>
    CONTRACT.replace('[AA, B6, UA]', `[AA, B6], outside: { at-most: ${share} }`);

  it('passes at the bound and fails above it', async () => {
    const engine = await testEngine(folder);
    // UA is 5 of 10.
    expect(await check(engine, FLIGHTS, domain(0.5))).toEqual([]);
    const [anomaly] = await check(engine, FLIGHTS, domain(0.49));
    expect(anomaly).toMatchObject({ rule: 'domain', count: 5 });
    expect(anomaly?.sentence).toContain('at most 49 % may be');
    // 1 of 10 is missing.
    expect(
      await check(
        engine,
        FLIGHTS,
        CONTRACT.replace('missing: { at-most: 0.2 }', 'missing: { at-most: 0.1 }'),
      ),
    ).toEqual([]);
  });

  it('agrees with TFDV about min_domain_mass', async () => {
    const engine = await testEngine(folder);
    const values = ['a', 'b', 'z', 'z', 'b', 'a', null, 'd', 'a', 'b', 'c', 'a'];
    const select = `SELECT unnest([${values.map((value) => (value === null ? 'NULL' : `'${value}'`)).join(', ')}]) AS cat`;
    const yaml = (mass: number) =>
      `columns: { cat: { type: string, domain: [a, b, c, d], outside: { at-most: ${Number((1 - mass).toFixed(2))} } } }`;
    expect(await check(engine, select, yaml(0.8))).toEqual([]);
    expect(await check(engine, select, yaml(0.85))).toHaveLength(1);
    expect(await check(engine, select, yaml(0.95))).toHaveLength(1);
  });

  it('keeps to the severity of the column, and of additional columns', async () => {
    const engine = await testEngine(folder);
    const broken = `SELECT *, 1 AS gate FROM (${changed('hour', '99')})`;
    const yaml = CONTRACT.replace('hour: { type: integer', 'hour: { severity: info, type: integer');
    expect((await check(engine, broken, yaml)).map(({ severity }) => severity)).toEqual(['info', 'warn']);
    const strict = (await check(engine, broken, `additional-columns: error\n${yaml}`)).map(
      ({ severity }) => severity,
    );
    expect(strict).toEqual(['info', 'error']);
    expect(await check(engine, broken, `additional-columns: allow\n${yaml}`)).toHaveLength(1);
  });

  it('lets a column be absent where it is not required', async () => {
    const engine = await testEngine(folder);
    const yaml = CONTRACT.replace('tailnum: {', 'tailnum: { required: false,');
    expect(await check(engine, `SELECT * EXCLUDE tailnum FROM (${FLIGHTS})`, yaml)).toEqual([]);
  });
});

describe('mostly', () => {
  // 7 of 9 values: what Great Expectations gives for `mostly` on values that are there.
  const yaml = (mostly: number) =>
    `columns:\n  distance: { type: number, mostly: ${mostly}, range: { at-most: 1090 } }`;
  const of = async (mostly: number) => {
    const engine = await testEngine(folder);
    return check(engine, `SELECT distance FROM (${FLIGHTS})`, yaml(mostly));
  };

  it('compares the share that keeps the rule, of the values that are there', async () => {
    expect(await of(7 / 9)).toEqual([]);
    expect(await of(0.5)).toEqual([]);
    const [anomaly] = await of(0.8);
    expect(anomaly).toMatchObject({ rule: 'range', count: 2, share: 2 / 9, tfdv: 'FLOAT_TYPE_BIG_FLOAT' });
    expect(anomaly?.sentence).toMatch(/2 of 9 values .* above `1090`, at most 20 % may be/);
  });
});

describe('severities, environments and lifecycle', () => {
  it('of single rules stand over that of the column', async () => {
    const engine = await testEngine(folder);
    const yaml =
      'columns:\n  hour: { type: integer, severity: info, severities: { range: warn }, range: { at-most: 7 }, domain: [5, 6] }';
    const anomalies = await check(engine, `SELECT hour FROM (${FLIGHTS})`, yaml);
    expect(anomalies.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['domain', 'info'],
      ['range', 'warn'],
    ]);
  });

  it('by the rules of TFDV tell which columns must be there', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE OR REPLACE TABLE bare AS SELECT id FROM (${FLIGHTS})`);
    const contract = contractOf(`
      default-environments: [training, serving]
      columns:
        id: { type: integer }
        late: { type: boolean, not-in-environments: [serving] }
        note: { type: string, in-environments: [review] }
        gone: { type: string, lifecycle: deprecated }
        soon: { type: string, lifecycle: planned }`);
    const absent = async (environment?: string) => {
      const options = environment === undefined ? {} : { environment };
      const { anomalies } = await checkContract(engine, 'bare', 'bare', contract, options);
      return anomalies.map(({ column, rule, tfdv }) => `${rule} ${column} ${tfdv}`);
    };
    const missing = (name: string) => `required ${name} SCHEMA_MISSING_COLUMN`;
    expect(await absent()).toEqual([missing('late'), missing('note')]);
    expect(await absent('training')).toEqual([missing('late'), missing('note')]);
    expect(await absent('serving')).toEqual([missing('note')]);
    expect(await absent('review')).toEqual([missing('note')]);
    expect(await absent('elsewhere')).toEqual([]);
  });

  it('let a deprecated column be told, and its rules rest', async () => {
    const engine = await testEngine(folder);
    const yaml = `columns:
  hour: { type: string, lifecycle: deprecated, domain: [x], severities: { lifecycle: info } }
  id: { type: string, lifecycle: planned }`;
    const anomalies = await check(engine, `SELECT id, hour FROM (${FLIGHTS})`, yaml);
    expect(anomalies.map(({ rule, column, severity }) => [rule, column, severity])).toEqual([
      ['lifecycle', 'hour', 'info'],
    ]);
  });
});

describe('further rules', () => {
  it('count values that are there', async () => {
    const engine = await testEngine(folder);
    const yaml = (least: number) => `columns:\n  tailnum: { type: string, present: { at-least: ${least} } }`;
    const select = `SELECT tailnum FROM (${FLIGHTS})`;
    expect(await check(engine, select, yaml(9))).toEqual([]);
    const [anomaly] = await check(engine, select, yaml(10));
    expect(anomaly).toMatchObject({ rule: 'present', count: 1, tfdv: 'FEATURE_TYPE_LOW_NUMBER_PRESENT' });
  });

  it('compare the number of rows with the previous version', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE OR REPLACE TABLE now AS SELECT id FROM (${FLIGHTS})`);
    const contract = contractOf(
      'rows: { change: { at-least-ratio: 0.5, at-most-ratio: 2 } }\ncolumns:\n  id: { type: integer }',
    );
    const since = async (rows?: number) =>
      checkContract(engine, 'now', 'now', contract, rows === undefined ? {} : { previous: { rows } });
    expect((await since(20)).anomalies).toEqual([]);
    expect((await since(5)).anomalies).toEqual([]);
    expect((await since(21)).anomalies[0]?.tfdv).toBe('COMPARATOR_LOW_NUM_EXAMPLES');
    expect((await since(4)).anomalies[0]?.tfdv).toBe('COMPARATOR_HIGH_NUM_EXAMPLES');
    expect(await since()).toMatchObject({ anomalies: [], notes: [/no previous version/] });
  });

  it('bound distances that the caller measures; equal passes', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE OR REPLACE TABLE far AS SELECT carrier FROM (${FLIGHTS})`);
    const contract = contractOf(
      'columns:\n  carrier: { type: string, comparators: { drift: { l-infinity: 0.1 } }, severities: { drift: warn } }',
    );
    const of = async (distance: number | null) =>
      (await checkContract(engine, 'far', 'far', contract, { measure: async () => distance })).anomalies;
    expect(await of(0.1)).toEqual([]);
    expect(await of(0.11)).toMatchObject([
      { rule: 'drift', severity: 'warn', tfdv: 'COMPARATOR_L_INFTY_HIGH' },
    ]);
    expect(await of(Number.NaN)).toHaveLength(1);
    expect(await of(null)).toMatchObject([{ tfdv: 'COMPARATOR_CONTROL_DATA_MISSING' }]);
    expect((await checkContract(engine, 'far', 'far', contract)).notes[0]).toMatch(/drift of `carrier`/);
  });

  it('ask JSON Schemas of values and rows', async () => {
    const engine = await testEngine(folder);
    const yaml = `
      columns:
        id: { type: integer, schema: { multipleOf: 1, not: { const: 3 } } }
        time_hour: { type: timestamp, schema: { pattern: "T0[56]:" }, mostly: 0.5 }
        hour: { type: integer }
        tailnum: { type: string }
      row-schema:
        if: { properties: { hour: { const: 8 } } }
        then: { properties: { tailnum: { pattern: "^N5" } } }`;
    const anomalies = await check(engine, `SELECT id, time_hour, hour, tailnum FROM (${FLIGHTS})`, yaml);
    expect(anomalies).toMatchObject([
      { rule: 'schema', column: 'id', count: 1, examples: [{ row: 3, value: 3 }] },
      { rule: 'row-schema', column: null, count: 1, examples: [{ row: 9, value: null }] },
    ]);
    expect(anomalies[1]?.sentence).toMatch(/`flights`: 1 of 10 rows \(10 %\) break `row-schema` \(.*\^N5/);
  });
});

describe('no rows', () => {
  const nothing = `SELECT * FROM (${FLIGHTS}) WHERE false`;

  it('is an anomaly unless it is allowed', async () => {
    const engine = await testEngine(folder);
    const yaml = CONTRACT.replace('rows: { at-least: 5, at-most: 20 }', '');
    const anomalies = await check(engine, nothing, yaml);
    expect(anomalies.map(({ rule, count }) => [rule, count])).toEqual([['rows', 0]]);
    expect(anomalies[0]?.sentence).toBe('`flights` has no rows, but at least 1 must be there');
    expect(await check(engine, nothing, `rows: { at-least: 0 }\n${yaml}`)).toEqual([]);
  });

  it('still shows that columns are missing', async () => {
    const engine = await testEngine(folder);
    const anomalies = await check(engine, `SELECT id, carrier FROM (${FLIGHTS}) WHERE false`);
    expect(anomalies.map(({ rule }) => rule)).toContain('required');
  });
});

describe('labels', () => {
  const plain = 'additional-columns: allow\ncolumns: {}';
  const told = async (select: string, label: LabelExpectation, yaml = plain) =>
    (await check(await testEngine(folder), select, yaml, label)).map(
      ({ rule, sentence }) => `${rule}: ${sentence}`,
    );

  it.each([
    ['is absent', 'SELECT 1 AS x', 'binary-classification', /^label: The label `y` is not in the data$/],
    ['has no value', 'SELECT NULL::BOOLEAN AS y', 'binary-classification', /has no value in any row/],
    [
      'has one class',
      'SELECT true AS y FROM range(7)',
      'binary-classification',
      /the same value in every row: `true`; .* at least two/,
    ],
    [
      'has one class of many',
      `SELECT 'a' AS y FROM range(7)`,
      'multiclass-classification',
      /at least two classes/,
    ],
    [
      'has three values',
      'SELECT range AS y FROM range(3)',
      'binary-classification',
      /has 3 different values, but .* exactly two/,
    ],
    [
      'is missing in a row',
      'SELECT nullif(range, 1) AS y FROM range(3)',
      'binary-classification',
      /is missing in 1 of 3 rows \(33\.3 %\), first in row 2/,
    ],
    [
      'is text',
      `SELECT 'a' || range AS y FROM range(3)`,
      'regression',
      /must be a number for regression, but its values are text, first `a0` in row 1/,
    ],
    [
      'is NaN',
      `SELECT if(range = 2, 'nan'::DOUBLE, range) AS y FROM range(4)`,
      'regression',
      /is NaN or infinite in 1 of 4 rows \(25 %\), first `NaN` in row 3/,
    ],
    ['is constant', 'SELECT 1.5 AS y FROM range(4)', 'regression', /the same value in every row: `1\.5`/],
  ] as const)('%s', async (_, select, task, expected) => {
    const sentences = await told(select, { column: 'y', task });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(expected);
  });

  it('that are sound are not mentioned', async () => {
    expect(
      await told('SELECT range % 2 AS y FROM range(4)', { column: 'y', task: 'binary-classification' }),
    ).toEqual([]);
    expect(
      await told(`SELECT 'c' || range AS y FROM range(4)`, {
        column: 'y',
        task: 'multiclass-classification',
      }),
    ).toEqual([]);
    expect(await told('SELECT range / 3 AS y FROM range(4)', { column: 'y', task: 'regression' })).toEqual(
      [],
    );
  });

  it('are not told of twice', async () => {
    const yaml = 'columns: { y: { type: number, missing: { at-most: 0 } } }';
    const select = `SELECT unnest([NULL, 1, 2, 'nan'::DOUBLE]) AS y`;
    const rules = (await told(select, { column: 'y', task: 'regression' }, yaml)).map(
      (text) => text.split(':')[0],
    );
    expect(rules).toEqual(['missing', 'finite']);
    const absent = await told('SELECT 1 AS x', { column: 'y', task: 'regression' }, yaml);
    expect(absent.map((text) => text.split(':')[0])).toEqual(['required', 'additional-columns']);
  });
});

describe('hostile names and values', () => {
  it('are checked like all others', async () => {
    const engine = await testEngine(folder);
    const names = [
      '"; DROP TABLE flights; --',
      "it's",
      'line\nbreak',
      'rowid',
      't',
      'r',
      'b',
      'k0',
      'n',
      '`tick`',
      '💥',
    ];
    await engine.run(
      `CREATE TABLE hostile AS SELECT ${names.map((name, i) => `if(range = 2, ${i}, -1) AS ${identifier(name)}`).join(', ')} FROM range(4)`,
    );
    const columns = Object.fromEntries(
      names.map((name) => [name, { type: 'integer', range: { 'at-most': -1 }, unique: true }]),
    );
    const text = JSON.stringify({ version: 1, datasets: { hostile: { keys: names, columns } } });
    const contract = parseContract(text, 'contract.yml').value.datasets.hostile;
    if (!contract) throw new Error('no contract');
    const { anomalies } = await checkContract(engine, 'hostile', 'hostile', contract);
    const ranges = anomalies.filter(({ rule }) => rule === 'range');
    expect(ranges.map(({ column, examples }) => [column, examples])).toEqual(
      names.map((name, i) => [name, [{ row: 3, value: i }]]),
    );
    expect(anomalies.filter(({ rule }) => rule === 'unique')).toHaveLength(names.length);
    for (const { sentence } of anomalies) expect(sentence).not.toMatch(/\n/);
    expect(ranges[2]?.sentence).toContain('`line\\nbreak`');
    expect(ranges[9]?.sentence).toMatch(/^`'tick'`/);
  });

  it('do not leave the quotes of a domain or pattern', async () => {
    const engine = await testEngine(folder);
    const yaml = `columns: { x: { type: string, domain: ["it's", "'; DROP TABLE x; --", "a\\0b", "é"] } }`;
    const select = `SELECT unnest(['it''s', '''; DROP TABLE x; --', 'a' || chr(0) || 'b', 'é', 'e']) AS x`;
    const [anomaly] = await check(engine, select, yaml);
    expect(anomaly).toMatchObject({ count: 1, examples: [{ row: 5, value: 'e' }] });
  });

  it('are cut where they are long', async () => {
    const engine = await testEngine(folder);
    const [anomaly] = await check(
      engine,
      `SELECT repeat('x', 5000) AS x`,
      'columns: { x: { type: string, length: { at-most: 10 } } }',
    );
    expect(String(anomaly?.examples[0]?.value)).toHaveLength(200);
    expect(anomaly?.sentence.length).toBeLessThan(400);
  });

  it('say which name was probably meant', async () => {
    const engine = await testEngine(folder);
    const [missing] = await check(
      engine,
      'SELECT 1 AS "Distance"',
      'columns: { distance: { type: integer } }',
    );
    expect(missing?.sentence).toContain('was `Distance` meant, which is new?');
  });
});

it('finds the first rows of many rules at once, in tables and views', async () => {
  const engine = await testEngine(folder);
  await engine.run(`CREATE TABLE long AS SELECT i AS a, i % 7 AS b, (i * 7919) % 300007 AS c, repeat('x', (i % 5)::INT) AS d
    FROM range(300000) AS s(i)`);
  await engine.run('CREATE VIEW longView AS SELECT * FROM long');
  const contract = contractOf(`
    columns:
      a: { type: integer, range: { at-most: 250000 } }
      b: { type: integer, domain: [0, 1, 2, 3, 4, 5] }
      c: { type: integer, range: { at-least: 10, at-most: 299990 } }
      d: { type: string, domain: ["", x, xx, xxx] }`);
  const first = async (table: string) =>
    (await checkContract(engine, table, table, contract)).anomalies.map(({ count, examples }) => [
      count,
      ...examples.map(({ row }) => row),
    ]);
  const c = Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 300_007);
  const outside = c.flatMap((value, i) => (value < 10 || value > 299_990 ? [i + 1] : []));
  const expected = [
    [49_999, 250_002, 250_003, 250_004, 250_005, 250_006],
    [42_857, 7, 14, 21, 28, 35],
    [outside.length, ...outside.slice(0, 5)],
    [60_000, 5, 10, 15, 20, 25],
  ];
  expect(await first('long')).toEqual(expected);
  expect(await first('longView')).toEqual(expected);
});

it('finds the first rows of a wide table', async () => {
  const engine = await testEngine(folder);
  const columns = Array.from({ length: 300 }, (_, i) => `i * ${i} + 1 AS c${i}`);
  await engine.run(`CREATE TABLE wide AS SELECT ${columns.join(', ')}, 'v' || i AS t FROM range(20) AS s(i)`);
  const rules = columns.map((_, i) => `  c${i}: { type: integer, range: { at-most: ${i * 9} } }`);
  const contract = contractOf(`columns:\n${rules.join('\n')}\n  t: { type: string, domain: [v0, v1] }`);
  const { anomalies } = await checkContract(engine, 'wide', 'wide', contract);
  expect(anomalies).toHaveLength(301);
  expect(anomalies[17]?.examples).toEqual(
    [9, 10, 11, 12, 13].map((i) => ({ row: i + 1, value: i * 17 + 1 })),
  );
  expect(anomalies.at(-1)?.examples[0]).toEqual({ row: 3, value: 'v2' });
});

it('counts rows in the order of reading in large tables', async () => {
  const engine = await testEngine(folder, { threads: 4 });
  const select = 'SELECT range AS id, if(range IN (250000, 499999), -1, 1) AS x FROM range(500000)';
  const [anomaly] = await check(
    engine,
    select,
    'columns: { id: { type: integer, unique: true }, x: { type: integer, range: { at-least: 0 } } }',
  );
  expect(anomaly?.examples.map(({ row }) => row)).toEqual([250001, 500000]);
  expect(anomaly?.sentence).toContain(
    '2 of 500,000 values (0.0004 %) are below `0`, first `-1` in row 250,001',
  );
});
