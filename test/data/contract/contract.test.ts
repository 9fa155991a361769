import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileJsonSchema, jsonSchemaProblem } from '../../../src/data/checks/json-schema.ts';
import { datasetContract } from '../../../src/data/contract/contract.ts';
import { formatContract, parseContract, readContract } from '../../../src/data/contract/contract-file.ts';
import { UserError } from '../../../src/system/errors.ts';
import { temporaryFolder } from '../engine.ts';

const folder = temporaryFolder();

/** A contract of one dataset `d` with these YAML lines as its one column `x`. */
function column(...rules: string[]): string {
  return [
    'version: 1',
    'datasets:',
    '  d:',
    '    columns:',
    '      x:',
    ...rules.map((rule) => `        ${rule}`),
  ].join('\n');
}

function problemsOf(text: string): string {
  try {
    parseContract(text, 'contract.yml');
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return 'no problem';
}

describe('reading', () => {
  it('fills in what is left out', () => {
    const { value } = parseContract(column('type: integer'), 'contract.yml');
    expect(value.datasets.d).toEqual({
      rows: { 'at-least': 1 },
      keys: [],
      'additional-columns': 'warn',
      columns: { x: { type: 'integer', required: true, severity: 'error' } },
    });
  });

  it('reads JSON too, and any column name', () => {
    const columns = {
      "'; drop table": { type: 'string' },
      'a\nb': { type: 'number' },
      toString: { type: 'date' },
    };
    const text = JSON.stringify({ version: 1, datasets: { view: { columns } } });
    const { value } = parseContract(text, 'contract.json');
    expect(Object.keys(value.datasets.view?.columns ?? {})).toEqual(Object.keys(columns));
    expect(value.datasets.view?.columns['a\nb']?.severity).toBe('error');
  });

  it('says what is missing and how to get it', async () => {
    await expect(readContract(join(folder, 'none.yml'), 'none.yml')).rejects.toThrow(
      /none\.yml: no such file/,
    );
    writeFileSync(join(folder, 'contract.yml'), column('type: date'));
    expect((await readContract(join(folder, 'contract.yml'))).datasets.d?.columns.x?.type).toBe('date');
  });

  it('knows its own datasets only', () => {
    const text = 'version: 1\ndatasets: { view: { columns: {} }, flights: { columns: {} } }';
    const { value } = parseContract(text, 'contract.yml');
    expect(datasetContract(value, 'flights')).toMatchObject({ columns: {} });
    expect(datasetContract(value, 'planes')).toBeUndefined();
    expect(datasetContract(value, 'constructor')).toBeUndefined();
  });
});

describe('problems, each with its place', () => {
  it.each([
    ['unknown key', column('type: integer', 'rnage: { at-least: 1 }'), ':7:9', 'did you mean "range"'],
    ['unknown type', column('type: int'), ':6:15', 'must be one of'],
    ['share above one', column('type: integer', 'missing: { at-most: 5 }'), ':7:29', 'at most 1'],
    ['range of text', column('type: string', 'range: { at-least: 1 }'), ':7:9', 'only for columns of type'],
    [
      'pattern of numbers',
      column('type: number', 'pattern: "[0-9]+"'),
      ':7:9',
      'only for columns of type string',
    ],
    [
      'length of dates',
      column('type: date', 'length: { at-most: 3 }'),
      ':7:9',
      'only for columns of type string',
    ],
    ['finite text', column('type: string', 'finite: true'), ':7:9', 'only for columns of type'],
    [
      'bounds crossed',
      column('type: integer', 'range: { at-least: 3, at-most: 2 }'),
      ':7:40',
      'nothing can satisfy it',
    ],
    [
      'rows crossed',
      'version: 1\ndatasets: { d: { rows: { at-least: 3, at-most: 2 }, columns: {} } }',
      ':2:',
      'nothing can',
    ],
    ['empty range', column('type: integer', 'range: {}'), ':7:16', 'needs `at-least`'],
    ['text as a number', column('type: integer', 'range: { at-least: "3" }'), ':7:28', 'must be a number'],
    ['no day', column('type: date', 'range: { at-least: 2013-02-30 }'), ':7:28', 'must be a date'],
    ['no time', column('type: timestamp', 'range: { at-least: noon }'), ':7:28', 'must be a timestamp'],
    ['number in a domain of text', column('type: string', 'domain: [AA, 9]'), ':7:22', 'put it in quotes'],
    [
      'text among classes',
      column('type: boolean', 'classes: { values: [true, no] }'),
      ':7:35',
      'true or false',
    ],
    ['one class', column('type: boolean', 'classes: { values: [true] }'), ':7:28', 'at least 2'],
    ['outside nothing', column('type: string', 'outside: { at-most: 0.1 }'), ':7:9', 'without `domain`'],
    ['broken pattern', column('type: string', 'pattern: "a(b"'), ':7:18', 'not a regular expression'],
    ['look-around', column('type: string', 'pattern: "a(?=b)"'), ':7:18', 'not a regular expression'],
    [
      'unknown key column',
      'version: 1\ndatasets: { d: { keys: [id], columns: {} } }',
      ':2:25',
      'none of the columns',
    ],
    ['no version', 'datasets: {}', ':1:1', 'version'],
    [
      'mostly of nothing',
      column('type: string', 'mostly: 0.9'),
      ':7:9',
      'without a rule about single values',
    ],
    ['mostly 0', column('type: number', 'mostly: 0'), ':7:17', 'must be greater than 0'],
    [
      'severity of no rule',
      column('type: string', 'severities: { range: warn }'),
      ':7:23',
      'no rule `range`',
    ],
    [
      'environment twice',
      column('type: string', 'in-environments: [a]', 'not-in-environments: [a]'),
      ':8:31',
      'too',
    ],
    [
      'environment of nothing',
      column('type: string', 'required: false', 'in-environments: [a]'),
      ':8:9',
      'where the column is not required',
    ],
    [
      'environment of the deprecated',
      column('type: string', 'lifecycle: deprecated', 'in-environments: [a]'),
      ':8:9',
      'for a deprecated column',
    ],
    [
      'shares of numbers',
      column('type: number', 'comparators: { drift: { l-infinity: 0.1 } }'),
      ':7:33',
      'is for categories',
    ],
    ['no bound', column('type: string', 'comparators: { drift: {} }'), ':7:31', 'needs a bound'],
    [
      'change of nothing',
      'version: 1\ndatasets: { d: { rows: { change: {} }, columns: {} } }',
      ':2:34',
      'needs `at-least-ratio`',
    ],
    ['no semantic version', 'version: 1\ncontract-version: 1.2\ndatasets: {}', ':2:19', 'must'],
    [
      'remote schema',
      column('type: string', 'schema: { $ref: "https://example.com/a.json" }'),
      ':7:17',
      'nothing is fetched',
    ],
    ['endless schema', column('type: string', 'schema: { $ref: "#" }'), ':7:17', 'leads back to itself'],
    ['unknown keyword', column('type: string', 'schema: { minimun: 1 }'), ':7:17', 'unknown keyword'],
    ['unknown format', column('type: string', 'schema: { format: e-mail }'), ':7:17', 'unknown format'],
    [
      'backtracking pattern',
      column('type: string', 'schema: { pattern: "(a)\\\\1" }'),
      ':7:17',
      'invalid escape',
    ],
  ])('%s', (_, text, place, message) => {
    const told = problemsOf(text);
    expect(told).toContain(`contract.yml${place}`);
    expect(told).toContain(message);
  });

  it('tells all of them at once', () => {
    const told = problemsOf(column('type: string', 'range: { at-least: 1 }', 'domain: [1]', 'pattern: "("'));
    expect(told.match(/contract\.yml:\d+:\d+/g)).toHaveLength(3);
  });
});

describe('JSON Schemas', () => {
  it('that would take forever are refused', () => {
    const definitions: Record<string, unknown> = { d0: { const: 1 } };
    for (let i = 1; i <= 40; i++) {
      definitions[`d${i}`] = { anyOf: [{ $ref: `#/$defs/d${i - 1}` }, { $ref: `#/$defs/d${i - 1}` }] };
    }
    expect(jsonSchemaProblem({ $defs: definitions, $ref: '#/$defs/d40' })).toMatch(/more than 10,000 parts/);
    let deep: Record<string, unknown> = { type: 'number' };
    for (let i = 0; i < 40; i++) deep = { not: deep };
    expect(jsonSchemaProblem(deep)).toMatch(/deeper than 32/);
    const loop = {
      $defs: { a: { $ref: '#/$defs/b' }, b: { allOf: [{ $ref: '#/$defs/a' }] } },
      $ref: '#/$defs/a',
    };
    expect(jsonSchemaProblem(loop)).toMatch(/leads back to itself/);
    for (const key of ['$id', '$anchor', '$dynamicRef', '$async'])
      expect(jsonSchemaProblem({ [key]: '#a' })).toMatch(/is not supported/);
  });

  it('match patterns in linear time', () => {
    const judge = compileJsonSchema({ type: 'string', pattern: '^(a+)+$' });
    expect(judge('a'.repeat(1000))).toBeUndefined();
    expect(judge(`${'a'.repeat(10_000)}!`)).toMatch(/must match pattern/);
  });
});

describe('writing', () => {
  const text = `version: 1
contract-version: 1.0.0-rc.1
datasets:
  flights:
    rows: { at-least: 10, at-most: 1000000 }
    keys: [ id, day ]
    additional-columns: error
    columns:
      id: { type: integer, unique: true, range: { at-least: 1 } }
      day: { type: date, required: false, range: { at-most: 2013-12-31 } }
      carrier:
        type: string
        severity: warn
        missing: { at-most: 0.05 }
        domain: [ "NO", "9E", "1", "null", "x: y", "#" ]
        outside: { at-most: 0.01 }
        pattern: "[A-Z0-9]{2}"
        length: { at-least: 1, at-most: 4 }
      late: { type: boolean, classes: { values: [ false, true ], at-least: 0.01 } }
  view:
    rows: { change: { at-least-ratio: 0.5 } }
    default-environments: [training, serving]
    row-schema: { if: { properties: { "": { const: "a: b, #" } } }, then: false }
    quality:
      - { metric: rowCount, mustBeBetween: [1, 9], where: "x = 'it''s'", name: "a: b" }
      - { metric: sql, query: "SELECT 1\\nFROM x", mustBe: 1 }
      - { metric: shares, column: far, values: [{ value: "1", at-most: 0.5 }] }
    checks: { duplicates: off, outliers: { severity: info } }
    columns:
      "": { type: number, finite: false, mostly: 0.9, schema: { multipleOf: 2 }, severities: { schema: info } }
      old: { type: string, lifecycle: deprecated }
      far: { type: string, not-in-environments: [serving], comparators: { drift: { l-infinity: 0.1 } } }
`;

  it('reads back as it was, comments and all', () => {
    const { value } = parseContract(text, 'contract.yml');
    const comments = new Map([
      [
        'flights',
        new Map([
          ['carrier', '6 values, "quoted" # and\nmore'],
          ['gone', 'nothing'],
        ]),
      ],
    ]);
    const written = formatContract(value, comments);
    expect(parseContract(written, 'contract.yml').value).toEqual(value);
    expect(written).toContain('      # 6 values, "quoted" # and\n      # more\n      carrier:');
    expect(formatContract(parseContract(written, 'contract.yml').value, comments)).toBe(written);
  });

  it('breaks long lists of any texts between their entries', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom("it's", 'a,  b', '"', "','", '\\', '#'),
    );
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 60 }), (domain) => {
        const columns = { x: { type: 'string', required: true, severity: 'error', domain } };
        const text = JSON.stringify({ version: 1, datasets: { d: { keys: ['x'], columns } } });
        const { value } = parseContract(text, 'contract.json');
        const written = formatContract(value);
        expect(parseContract(written, 'contract.yml').value).toEqual(value);
      }),
    );
    const domain = Array.from({ length: 60 }, (_, index) => `value ${index}`);
    const columns = { x: { type: 'string', required: true, severity: 'error', domain } };
    const { value } = parseContract(
      JSON.stringify({ version: 1, datasets: { d: { columns } } }),
      'contract.json',
    );
    const lines = formatContract(value).split('\n');
    expect(lines.length).toBeLessThan(20);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(112);
  });

  it('leaves out what is so by default', () => {
    const written = formatContract(parseContract(column('type: integer'), 'contract.yml').value);
    expect(written).toMatch(/datasets:\n {2}d:\n {4}columns:\n {6}x:\n {8}type: integer\n$/);
  });
});
