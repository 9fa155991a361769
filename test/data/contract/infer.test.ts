import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkContract } from '../../../src/data/checks/anomalies.ts';
import { formatContract, parseContract } from '../../../src/data/contract/contract-file.ts';
import { describeProfiles, inferContract, inferContracts } from '../../../src/data/contract/infer.ts';
import { type Column, frameOf } from '../../../src/data/engine/frame.ts';
import { identifier } from '../../../src/data/engine/sql.ts';
import { profileTable } from '../../../src/data/profile/profile.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();

async function inferred(columns: string, rows = 1000) {
  const engine = await testEngine(folder);
  await engine.run(`CREATE OR REPLACE TABLE seen AS SELECT ${columns} FROM range(${rows})`);
  const profile = await profileTable(engine, 'seen');
  const contract = inferContract(profile, { label: 'late' });
  return { engine, profile, contract, columns: contract.columns };
}

describe('rules', () => {
  it('asks for values where none was missing, and tolerates what was seen', async () => {
    const { columns } = await inferred(
      'range AS id, if(range < 100, NULL, range) AS some, if(range < 600, NULL, range) AS most, CAST(NULL AS DOUBLE) AS none',
    );
    expect(columns.id?.missing).toEqual({ 'at-most': 0 });
    expect(columns.some?.missing).toEqual({ 'at-most': 0.25 });
    expect(columns.most?.missing).toBeUndefined();
    expect(columns.none).toEqual({ type: 'number', required: true, severity: 'warn' });
  });

  it('gives numbers no bounds, and 0/1 integers their domain, as TFDV does', async () => {
    const { columns } = await inferred(
      'range AS n, range / 7 AS x, range % 2 AS flag, range % 3 AS three, range * 0 AS zero',
    );
    expect(columns.n).toEqual({
      type: 'integer',
      required: true,
      severity: 'error',
      missing: { 'at-most': 0 },
    });
    expect(columns.x?.range).toBeUndefined();
    expect(columns.flag?.domain).toEqual([0, 1]);
    expect(columns.three?.domain).toBeUndefined();
    expect(columns.zero?.domain).toBeUndefined();
  });

  it('gives text a domain where it has categories', async () => {
    const { columns } = await inferred(
      `'c' || (range % 16) AS carrier, 'N' || range AS tail, 'n' || (range % 150) AS many,
       if(range = 5, 'rare', 'c' || (range % 3)) AS one_rare, 'v' || (range % 50) || if(range < 60, 'x' || range, '') AS news,
       repeat('long ', 30) || (range % 2) AS prose, 'only' AS constant`,
    );
    expect(columns.carrier?.domain).toHaveLength(16);
    expect(columns.carrier?.outside).toBeUndefined();
    expect(columns.tail?.domain).toBeUndefined();
    expect(columns.many?.domain).toBeUndefined();
    expect(columns.one_rare?.domain).toEqual(['c0', 'c1', 'c2', 'rare']);
    expect(columns.one_rare?.outside).toEqual({ 'at-most': 0.01 });
    expect(columns.news?.domain).toBeUndefined();
    expect(columns.prose?.domain).toBeUndefined();
    expect(columns.constant?.domain).toEqual(['only']);
    const large = await inferred(`'d' || (range % 40) AS dest`);
    expect(large.columns.dest).toMatchObject({ outside: { 'at-most': 0.01 } });
  });

  it('gives small tables of identifiers no domain', async () => {
    const { columns } = await inferred(`'airline' || range AS name`, 16);
    expect(columns.name?.domain).toBeUndefined();
  });

  it('makes the values of the label its classes', async () => {
    const boolean = await inferred('range % 4 = 0 AS late');
    expect(boolean.columns.late?.classes).toEqual({ values: [false, true] });
    const text = await inferred(`if(range % 4 = 0, 'yes', 'no') AS late`);
    expect(text.columns.late).toMatchObject({ type: 'string', classes: { values: ['no', 'yes'] } });
    expect(text.columns.late?.domain).toBeUndefined();
    const number = await inferred('range / 3 AS late');
    expect(number.columns.late?.classes).toBeUndefined();
  });

  it('admits NaN only where it was seen, and says so', async () => {
    const { columns, profile, contract } = await inferred(
      `if(range = 3, 'nan'::DOUBLE, range) AS x, range / 2 AS y`,
    );
    expect(columns.x?.finite).toBe(false);
    expect(columns.y?.finite).toBeUndefined();
    const text = formatContract(
      { version: 1, datasets: { some: contract } },
      describeProfiles(new Map([['some', profile]])),
    );
    expect(text).toContain('1 value NaN or infinite: remove `finite: false` to refuse them');
  });

  it('can be written and read back whatever the columns are called', async () => {
    const names = [
      '__proto__',
      '"; DROP TABLE x; --',
      'line\nbreak',
      'null',
      '2020',
      'a: b',
      '#',
      '- x',
      'toString',
    ];
    const { engine, contract } = await inferred(
      names.map((name) => `range AS ${identifier(name)}`).join(', '),
    );
    const all = { version: 1 as const, datasets: { seen: contract } };
    expect(parseContract(formatContract(all), 'contract.yml').value).toEqual(all);
    const { anomalies } = await checkContract(engine, 'seen', 'seen', contract);
    expect(anomalies.map(({ rule, column }) => `${rule} ${column}`)).toEqual([
      'additional-columns __proto__',
    ]);
  });

  it('does not allow no rows because none were seen', async () => {
    const { contract } = await inferred('range AS x', 0);
    expect(contract.rows['at-least']).toBe(1);
  });
});

it('writes a file that a person can review', async () => {
  const { profile } = await inferred(
    `range AS id, TIMESTAMP '2013-01-01' + to_hours(range::INTEGER) AS time_hour, ['AA', 'UA', 'AA', '9E'][1 + range % 4] AS carrier,
     if(range % 10 = 0, NULL, range / 8) AS temp, range % 4 = 0 AS late`,
  );
  const profiles = new Map([['view', profile]]);
  const contract = inferContracts(profiles, new Map([['view', { label: 'late', keys: ['id'] }]]));
  const text = formatContract(contract, describeProfiles(profiles));
  expect(text.slice(text.indexOf('version'))).toBe(`version: 1
datasets:
  view:
    keys: [ id ]
    columns:
      # 0 … 999, mean 499.5; different in every row: a key?
      id:
        type: integer
        missing: { at-most: 0 }
      # 2013-01-01T00:00:00Z … 2013-02-11T15:00:00Z
      time_hour:
        type: timestamp
        missing: { at-most: 0 }
      # 3 different values, most often \`AA\` (50 %)
      carrier:
        type: string
        missing: { at-most: 0 }
        domain: [ 9E, AA, UA ]
      # 0.125 … 124.9, mean 62.5; 10 % missing
      temp:
        type: number
        missing: { at-most: 0.25 }
      # 25 % true
      late:
        type: boolean
        missing: { at-most: 0 }
        classes: { values: [ false, true ] }
`);
  expect(parseContract(text, 'contract.yml').value).toEqual(contract);
});

describe('any data', () => {
  const column = fc.oneof(
    fc.record({ type: fc.constant('integer' as const), values: fc.array(fc.option(fc.integer())) }),
    fc.record({ type: fc.constant('number' as const), values: fc.array(fc.option(fc.double())) }),
    fc.record({
      type: fc.constant('string' as const),
      values: fc.array(fc.option(fc.string({ unit: 'grapheme', maxLength: 3 }))),
    }),
    fc.record({
      type: fc.constant('string' as const),
      values: fc.array(fc.constantFrom(null, 'a', 'b', "'", 'null', '1')),
    }),
    fc.record({ type: fc.constant('boolean' as const), values: fc.array(fc.option(fc.boolean())) }),
    fc.record({
      type: fc.constant('timestamp' as const),
      values: fc.array(fc.option(fc.integer({ min: -1e13, max: 1e13 }))),
    }),
  );

  it('keep the contract inferred from them, also through the file', async () => {
    const engine = await testEngine(folder);
    await fc.assert(
      fc.asyncProperty(
        fc.array(column, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 20 }),
        async (made, rows) => {
          const columns = made.map(
            ({ type, values }, index): Column => ({
              name: `c${index}`,
              type,
              values: Array.from(
                { length: rows },
                (_, row) => values[row % Math.max(values.length, 1)] ?? null,
              ),
            }),
          );
          await engine.insert('any', frameOf(columns));
          const profile = await profileTable(engine, 'any');
          const contract = inferContracts(new Map([['any', profile]]));
          const read = parseContract(formatContract(contract), 'contract.yml').value;
          expect(read).toEqual(contract);
          const { anomalies } = await checkContract(engine, 'any', 'any', inferContract(profile));
          expect(anomalies).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
