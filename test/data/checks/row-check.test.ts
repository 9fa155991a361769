import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkContract } from '../../../src/data/checks/anomalies.ts';
import { jsonValue, rowsToFrame } from '../../../src/data/checks/json-rows.ts';
import { compileJsonSchema } from '../../../src/data/checks/json-schema.ts';
import { compileRowCheck } from '../../../src/data/checks/row-check.ts';
import { compileRowSchema, jsonOf, rowSchemaOf } from '../../../src/data/checks/row-schema.ts';
import type { ColumnContract, DatasetContract } from '../../../src/data/contract/contract.ts';
import { contractProblems } from '../../../src/data/contract/contract-check.ts';
import { parseContract } from '../../../src/data/contract/contract-file.ts';
import type { ColumnType, Value } from '../../../src/data/engine/frame.ts';
import { columnOf, frameOf } from '../../../src/data/engine/frame.ts';
import { DataError } from '../../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();

const contract = parseContract(
  `version: 1
datasets:
  view:
    columns:
      time_hour: { type: timestamp, missing: { at-most: 0 } }
      carrier: { type: string, missing: { at-most: 0 }, domain: [AA, UA], severity: warn }
      dest: { type: string, domain: [LAX], outside: { at-most: 0.1 } }
      distance: { type: number, range: { at-least: 17, at-most: 5000 } }
      hour: { type: integer, missing: { at-most: 0.2 } }
      day: { type: date, required: false }
      late: { type: boolean, classes: { values: [false, true] } }
`,
  'contract.yml',
).value.datasets.view as DatasetContract;

const row = {
  time_hour: '2013-06-01T10:00:00Z',
  carrier: 'UA',
  dest: 'SFO',
  distance: 2586,
  hour: null,
};

describe('compileRowCheck', () => {
  const check = compileRowCheck(contract, { ignore: ['late'] });
  const told = (changes: Record<string, unknown>) =>
    check({ ...row, ...changes }).map(({ column, rule, severity }) => `${column} ${rule} ${severity}`);

  it('accepts a row that keeps the contract, with or without what is ignored', () => {
    expect(check(row)).toEqual([]);
    expect(check({ ...row, late: true, day: '2013-06-01' })).toEqual([]);
  });

  it('names column, rule and what is wrong', () => {
    expect(check({ ...row, distance: 3 })).toEqual([
      {
        column: 'distance',
        rule: 'range',
        severity: 'error',
        message: '`distance`: `3` is not between `17` and `5000`',
      },
    ]);
    expect(check({ ...row, distance: '300' })[0]?.message).toBe('`distance`: the text `300` is not a number');
    expect(check({ ...row, time_hour: 'noon' })[0]?.message).toContain('is not a timestamp (ISO 8601 text');
    expect(check({ ...row, hour: 1.5 })[0]?.message).toBe('`hour`: `1.5` is not an integer');
  });

  it('tells missing keys from missing values', () => {
    const { distance: _, ...absent } = row;
    expect(check(absent).map(({ rule }) => rule)).toEqual(['required']);
    expect(told({ distance: null })).toEqual([]);
    expect(told({ time_hour: null })).toEqual(['time_hour missing error']);
  });

  it('keeps to severities, and leaves shares to datasets', () => {
    expect(told({ carrier: 'YX' })).toEqual(['carrier domain warn']);
    expect(told({ dest: 'anything' })).toEqual([]);
    expect(told({ hour: null })).toEqual([]);
    expect(told({ gate: 1 })).toEqual(['gate additional-columns warn']);
    expect(
      compileRowCheck({ ...contract, 'additional-columns': 'allow' })({ ...row, gate: 1, late: true }),
    ).toEqual([]);
  });

  it('is not misled by the prototype', () => {
    const only = {
      ...contract,
      columns: { toString: { type: 'string', required: true, severity: 'error' } },
    } as DatasetContract;
    expect(compileRowCheck(only)({}).map(({ rule }) => rule)).toEqual(['required']);
    expect(
      compileRowCheck(only)(JSON.parse('{"toString": "x", "__proto__": 1}')).map(({ column }) => column),
    ).toEqual(['__proto__']);
  });
});

describe('a row of a request', () => {
  const { orders } = parseContract(
    `version: 1
datasets:
  orders:
    default-environments: [training]
    additional-columns: error
    columns:
      id: { type: integer, in-environments: [serving], schema: { multipleOf: 2 } }
      placed: { type: timestamp }
      price: { type: number, mostly: 0.9, range: { at-least: 0 }, severities: { missing: warn }, missing: { at-most: 0 } }
      old: { type: string, lifecycle: deprecated, domain: [x] }
    row-schema: { properties: { placed: { formatMinimum: "2024-01-01T00:00:00Z", format: date-time } } }
`,
    'contract.yml',
  ).value.datasets;
  const check = compileRowCheck(orders as DatasetContract, { environment: 'serving' });
  const rules = (row: Record<string, unknown>) =>
    check(row).map(({ column, rule, severity }) => `${column} ${rule} ${severity}`);

  it('needs the columns of its environment alone, and no deprecated ones', () => {
    expect(rules({ id: 2 })).toEqual([]);
    expect(rules({})).toEqual(['id required error']);
    expect(rules({ id: 2, old: 'y' })).toEqual([]);
  });

  it('keeps JSON Schemas of values and rows; shares are for datasets', () => {
    expect(rules({ id: 3, price: -1 })).toEqual(['id schema error']);
    expect(rules({ id: 2, price: null })).toEqual(['price missing warn']);
    expect(rules({ id: 2, placed: '2024-05-01' })).toEqual([]);
    expect(rules({ id: 2, placed: '2023-12-31T23:00Z' })).toEqual(['null row-schema error']);
    expect(check({ id: 3 })[0]?.message).toBe('`id`: `3` must be multiple of 2');
  });
});

it('a contract as a JSON Schema is one that others can ask', () => {
  const { a } = parseContract(
    `version: 1
datasets:
  a:
    columns:
      id: { type: integer, missing: { at-most: 0 }, schema: { $defs: { even: { multipleOf: 2 } }, $ref: "#/$defs/even" } }
      day: { type: date, range: { at-least: 2024-01-01 }, description: when it was }
      code: { type: string, pattern: "a|b", required: false }
      rate: { type: number, mostly: 0.9, range: { at-most: 1 } }
    row-schema: { if: { properties: { code: { const: a } } }, then: { properties: { rate: { minimum: 0 } } } }
`,
    'contract.yml',
  ).value.datasets;
  const schema = rowSchemaOf(a as DatasetContract);
  const judge = compileJsonSchema(JSON.parse(JSON.stringify(schema)));
  const row = { id: 2, day: '2024-02-01', code: 'a', rate: 3 };
  expect(judge(row)).toBeUndefined();
  expect(judge({ ...row, code: undefined, day: null })).toBeUndefined();
  for (const wrong of [
    { id: 3 },
    { id: null },
    { day: '2023-12-31' },
    { code: 'ab' },
    { rate: -1 },
    { more: 1 },
  ])
    expect(judge({ ...row, ...wrong })).toEqual(expect.any(String));
});

describe('jsonValue', () => {
  it.each<[ColumnType, unknown, Value | undefined]>([
    ['integer', 3, 3],
    ['integer', 3.5, undefined],
    ['integer', '3', undefined],
    ['integer', 2 ** 53, undefined],
    ['integer', '9007199254740993', '9007199254740993'],
    ['integer', '9223372036854775808', undefined],
    ['integer', true, undefined],
    ['number', 3, 3],
    ['number', 'NaN', undefined],
    ['number', 'Infinity', undefined],
    ['number', '3.5', undefined],
    ['boolean', false, false],
    ['boolean', 0, undefined],
    ['boolean', 'true', undefined],
    ['string', '', ''],
    ['string', 5, undefined],
    ['string', '\ud800', undefined],
    ['string', '💥', '💥'],
    ['date', '2013-02-28', '2013-02-28'],
    ['date', '2013-02-29', undefined],
    ['date', '2013-02-28T00:00:00Z', undefined],
    ['date', 1, undefined],
    ['timestamp', '2013-01-01T05:00:00Z', 1357016400000],
    ['timestamp', '2013-01-01 05:00', 1357016400000],
    ['timestamp', '2013-01-01T05:00:00', 1357016400000],
    ['timestamp', '2013-01-01T07:00:00+02:00', 1357016400000],
    ['timestamp', '2013-01-01T05:00:00.123456Z', 1357016400123.456],
    ['timestamp', '2013-01-01', 1356998400000],
    ['timestamp', 1357016400000, 1357016400000],
    ['timestamp', Number.NaN, undefined],
    ['timestamp', 1e300, undefined],
    ['timestamp', '2013-13-01T05:00:00Z', undefined],
    ['timestamp', '2013-01-01T24:00:00Z', undefined],
    ['timestamp', 'yesterday', undefined],
    ['number', {}, undefined],
    ['string', [], undefined],
  ])('%s of %j is %j', (type, json, expected) => {
    expect(jsonValue(type, json)).toBe(expected);
  });

  it('reads times as the data engine does', async () => {
    const engine = await testEngine(folder);
    const texts = [
      '2013-01-01T05:00:00Z',
      '2013-06-30 23:59:59.999',
      '1969-12-31T23:59:59.25+05:30',
      '2012-02-29',
    ];
    const found = await engine.rows<{ t: number }>(
      `SELECT CAST(CAST(unnest([${texts.map((text) => `'${text}'`).join(', ')}]) AS TIMESTAMPTZ) AS TIMESTAMP) AS t`,
    );
    expect(texts.map((text) => jsonValue('timestamp', text))).toEqual(found.map(({ t }) => t));
  });
});

describe('rowsToFrame', () => {
  const columns = [
    { name: 'time_hour', type: 'timestamp' },
    { name: 'hour', type: 'integer' },
    { name: '__proto__', type: 'string' },
  ] as const;

  it('has the columns in order, and null for what is missing', () => {
    const frame = rowsToFrame([{ time_hour: '2013-06-01', more: 1 }, { hour: 7, time_hour: 0 }, {}], columns);
    expect(frame.rows).toBe(3);
    expect([...frame.columns.keys()]).toEqual(['time_hour', 'hour', '__proto__']);
    expect(columnOf(frame, 'time_hour').values).toEqual([1370044800000, 0, null]);
    expect(columnOf(frame, 'hour').values).toEqual([null, 7, null]);
    expect(columnOf(frame, '__proto__').values).toEqual([null, null, null]);
  });

  it('keeps the number of rows without columns', () => {
    expect(rowsToFrame([{}, {}], []).rows).toBe(2);
  });

  it('refuses a value of another type, with its row', () => {
    expect(() => rowsToFrame([{ hour: 1 }, { hour: 'NaN' }], columns)).toThrow(DataError);
    expect(() => rowsToFrame([{ hour: 1 }, { hour: 'NaN' }], columns)).toThrow(
      'row 2: `hour`: the text `NaN` is not an integer',
    );
  });
});

describe('table and row', () => {
  const few = { minLength: 2, maxLength: 5 };
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 4 }),
    fc.constantFrom('', 'a', 'ab', 'A1', '\n', "'", '1', 'true'),
  );
  const whole = fc.oneof(fc.integer({ min: -5, max: 30 }), fc.integer());
  const real = fc.oneof(fc.double(), fc.constantFrom(0, -0, 0.1, 0.5, 17, Number.NaN, Infinity, -Infinity));
  const milliseconds = fc.integer({ min: -1e12, max: 2e12 });
  const day = milliseconds.map((ms) => new Date(ms).toISOString().slice(0, 10));
  const instant = milliseconds.map((ms) => new Date(ms).toISOString());

  const rulesOf: Record<ColumnType, fc.Arbitrary<Partial<ColumnContract>>> = {
    integer: fc.record(
      { range: range(whole), domain: fc.array(whole, few), finite: fc.boolean() },
      { requiredKeys: [] },
    ),
    number: fc.record(
      {
        range: range(real.filter(Number.isFinite)),
        domain: fc.array(real.filter(Number.isFinite), few),
        finite: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    string: fc.record(
      {
        domain: fc.array(text, few),
        pattern: fc.constantFrom(
          '[a-z]+',
          '.',
          '.*',
          '[A-Z][0-9]',
          'a|b',
          '\\s*',
          '(?i)AB',
          '(?s).+',
          '\\d{1,2}',
          '[^é]{2}',
        ),
        length: fc.constantFrom({ 'at-least': 1 }, { 'at-most': 2 }, { 'at-least': 1, 'at-most': 2 }),
      },
      { requiredKeys: [] },
    ),
    boolean: fc.record({ domain: fc.constantFrom([true], [false], [true, false]) }, { requiredKeys: [] }),
    timestamp: fc.record({ range: range(instant), domain: fc.array(instant, few) }, { requiredKeys: [] }),
    date: fc.record({ range: range(day), domain: fc.array(day, few) }, { requiredKeys: [] }),
  };
  function range<T extends number | string>(
    bound: fc.Arbitrary<T>,
  ): fc.Arbitrary<NonNullable<ColumnContract['range']>> {
    return fc.oneof(
      bound.map((low) => ({ 'at-least': low })),
      bound.map((high) => ({ 'at-most': high })),
      fc.tuple(bound, bound).map(([a, b]) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        return { 'at-least': low, 'at-most': high };
      }),
    );
  }
  const valuesOf: Record<ColumnType, fc.Arbitrary<Value>> = {
    integer: whole,
    number: real,
    string: text,
    boolean: fc.boolean(),
    timestamp: milliseconds,
    date: day,
  };
  const types = Object.keys(valuesOf) as ColumnType[];

  /** A contract for one column, and values of a column that may be of another type. */
  const situation = fc
    .tuple(fc.constantFrom(...types), fc.constantFrom(...types), fc.boolean())
    .chain(([wanted, other, same]) => {
      const actual = same ? wanted : other;
      return fc.record({
        actual: fc.constant(actual),
        contract: fc.tuple(rulesOf[wanted], fc.constantFrom({}, { missing: { 'at-most': 0 } })).map(
          ([rules, missing]): ColumnContract => ({
            type: wanted,
            required: true,
            severity: 'error',
            ...rules,
            ...missing,
          }),
        ),
        values: fc.array(fc.option(valuesOf[actual], { freq: 6 }), { minLength: 1, maxLength: 6 }),
      });
    })
    // In JSON times are text or numbers, so these types cannot be told from the others.
    .filter(
      ({ actual, contract: { type } }) =>
        actual === type || ![actual, type].some((t) => t === 'timestamp' || t === 'date'),
    );

  it('and JSON Schema refuse the same rows', async () => {
    const engine = await testEngine(folder);
    let broken = 0;
    const same = situation.filter(({ actual, contract }) => actual === contract.type);
    await fc.assert(
      fc.asyncProperty(same, async ({ actual, contract: column, values: all }) => {
        const dataset: DatasetContract = {
          rows: { 'at-least': 1 },
          keys: [],
          'additional-columns': 'warn',
          columns: { x: column },
        };
        fc.pre(contractProblems({ version: 1, datasets: { dataset } }).length === 0);
        // As many as examples are given for a rule.
        const values = all.slice(0, 5);
        await engine.insert('same', frameOf([{ name: 'x', type: actual, values }]));
        const { anomalies } = await checkContract(engine, 'same', 'same', dataset);
        const ofTable = new Set(anomalies.flatMap(({ examples }) => examples.map(({ row }) => row)));
        const judge = compileRowSchema(dataset);
        const ofSchema = values.flatMap((x, i) =>
          judge({ x: jsonOf(actual, x) }) === undefined ? [] : [i + 1],
        );
        expect(ofSchema).toEqual([...ofTable].sort());
        broken += ofSchema.length;
      }),
      { numRuns: 300 },
    );
    expect(broken).toBeGreaterThan(50);
  });

  it('break the same rules', async () => {
    const engine = await testEngine(folder);
    let broken = 0;
    await fc.assert(
      fc.asyncProperty(situation, async ({ actual, contract: column, values }) => {
        const dataset: DatasetContract = {
          rows: { 'at-least': 1 },
          keys: [],
          'additional-columns': 'warn',
          columns: { x: column },
        };
        fc.pre(contractProblems({ version: 1, datasets: { dataset } }).length === 0);
        const rows = values.map((x) => ({ x }));
        await engine.insert('made', frameOf([{ name: 'x', type: actual, values }]));
        const { anomalies } = await checkContract(engine, 'made', 'made', dataset);
        const check = compileRowCheck(dataset);
        const ofRows = rows.map((one) => check(one).map(({ rule }) => rule));
        const wrongType = ofRows.some((rules) => rules.includes('type'));
        // A value of another type is judged no further in a row; a table shows what else is wrong with it.
        const judged = (rule: string) => !wrongType || rule === 'type' || rule === 'missing';
        const ofTable = new Map(
          anomalies.filter(({ rule }) => judged(rule)).map(({ rule, count }) => [rule, count]),
        );
        const counted = new Map<string, number>();
        for (const rule of ofRows.flat().filter(judged)) counted.set(rule, (counted.get(rule) ?? 0) + 1);
        // Of a column of text, a table counts only the values that do not even spell the type.
        if (actual === 'string' && wrongType && ofTable.has('type'))
          counted.set('type', ofTable.get('type') ?? 0);
        expect([...ofTable].sort()).toEqual([...counted].sort());
        broken += counted.size;
      }),
      { numRuns: 300 },
    );
    expect(broken).toBeGreaterThan(50);
  });
});
