import { readdirSync, readFileSync } from 'node:fs';
import Ajv2019 from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Contract } from '../../../src/data/contract/contract.ts';
import { parseContract } from '../../../src/data/contract/contract-file.ts';
import { exportOdcs } from '../../../src/data/contract/exchange/odcs-export.ts';
import { parseAnyContract } from '../../../src/data/contract/exchange/read-contract.ts';

const folder = new URL('../../fixtures/odcs/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const ajv = addFormats.default(new Ajv2019.default({ strict: false, allErrors: true }));
const valid = ajv.compile(JSON.parse(fixture('odcs-json-schema-v3.1.0.json')));

const CONTRACT = `
version: 1
contract-version: 2.3.1
datasets:
  orders:
    description: one row per order
    rows: { at-least: 10, at-most: 1000, change: { at-least-ratio: 0.5 } }
    keys: [customer, id]
    additional-columns: error
    default-environments: [training, serving]
    columns:
      id: { type: integer, missing: { at-most: 0 }, unique: true, range: { at-least: 1 }, description: its number }
      customer: { type: string, length: { at-least: 2, at-most: 40 }, pattern: "[A-Z]+|x" }
      colour: { type: string, domain: [red, green], missing: { at-most: 0.07 } }
      shade: { type: string, domain: [dark, light], outside: { at-most: 0.1 }, severity: warn }
      level: { type: integer, domain: [1, 2], required: false }
      price: { type: number, finite: false, range: { at-least: 0, at-most: 1e6 }, mostly: 0.99 }
      day: { type: date, range: { at-least: "2020-01-01" } }
      at: { type: timestamp, not-in-environments: [serving], comparators: { drift: { jensen-shannon-divergence: 0.1 } } }
      late: { type: boolean, classes: { values: [true, false], at-least: 0.1 }, lifecycle: planned }
      code: { type: string, schema: { maxLength: 3 }, severities: { schema: info } }
    quality:
      - { metric: nullValues, column: day, mustBeLessThan: 5, unit: percent, severity: warn, name: few }
      - { metric: invalidValues, column: code, pattern: "[a-z]+", mustBeLessOrEqualTo: 3 }
      - { metric: duplicateValues, columns: [day, at], mustBeBetween: [-1, 4] }
      - { metric: missingValues, column: code, missing-values: [N/A], mustBe: 0 }
      - { metric: rowCount, where: "late", mustBeGreaterThan: 3 }
      - { metric: sql, query: "SELECT count(*) FROM \${object}", mustBeGreaterThan: 9 }
      - { metric: mean, column: price, mustBeLessThan: 100 }
      - { metric: crossColumn, condition: "day <= at", mostly: 0.9 }
  view: { columns: { x: { type: number } } }
`;

/** Rules beside their columns come before those of the whole object. */
function inOrder(contract: Contract): unknown {
  const datasets = Object.entries(contract.datasets).map(([name, { quality = [], ...dataset }]) => {
    const texts = quality.map((rule) => JSON.stringify(Object.entries(rule).sort())).sort();
    return [name, { ...dataset, quality: texts }];
  });
  return { ...contract, datasets: Object.fromEntries(datasets) };
}

describe('export', () => {
  const contract = parseContract(CONTRACT, 'contract.yml').value;
  const { document, unsupported } = exportOdcs(contract, { id: 'orders-1', name: 'Orders' });

  test('is valid by the official JSON Schema', () => {
    expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
    expect(document).toMatchObject({ apiVersion: 'v3.1.0', version: '2.3.1', status: 'active' });
  });

  test('comes back as it was', () => {
    const read = parseAnyContract(JSON.stringify(document), 'orders.json');
    expect(read.format).toBe('odcs');
    expect(read.unsupported).toEqual([]);
    expect(inOrder(read.contract)).toEqual(inOrder(contract));
  });

  test('says in the standard’s own words what it can, and names the rest', () => {
    const places = unsupported.map(({ place }) => place.replace('datasets.orders.', ''));
    expect(places).toEqual(
      [
        'additional-columns',
        'default-environments',
        'rows',
        'quality[4]',
        'quality[6]',
        'quality[7]',
        'columns.shade.severity',
        'columns.shade.outside',
        'columns.shade.domain',
        'columns.level.required',
        'columns.price.finite',
        'columns.price.mostly',
        'columns.at.not-in-environments',
        'columns.at.comparators',
        'columns.late.lifecycle',
        'columns.late.classes',
        'columns.code.severities',
        'columns.code.schema',
      ].toSorted((a, b) => places.indexOf(a) - places.indexOf(b)),
    );
    const objects = document.schema as {
      name: string;
      properties: Record<string, unknown>[];
      quality: unknown[];
    }[];
    expect(objects[0]?.properties[0]).toEqual({
      name: 'id',
      logicalType: 'integer',
      description: 'its number',
      required: true,
      unique: true,
      primaryKey: true,
      primaryKeyPosition: 2,
      logicalTypeOptions: { minimum: 1 },
    });
    expect(objects[0]?.properties[2]).toEqual({
      name: 'colour',
      logicalType: 'string',
      quality: [
        { metric: 'nullValues', mustBeLessOrEqualTo: 7, unit: 'percent' },
        { metric: 'invalidValues', arguments: { validValues: ['red', 'green'] }, mustBe: 0 },
      ],
    });
    expect(objects[0]?.quality).toContainEqual({ metric: 'rowCount', mustBeGreaterOrEqualTo: 10 });
  });

  test('a rule with several operators becomes several rules', () => {
    const two = parseContract(
      'version: 1\ndatasets: { d: { columns: { x: { type: number } }, quality: [{ metric: nullValues, column: x, mustBeLessThan: 9, mustNotBe: 3 }] } }',
      'c.yml',
    ).value;
    const exported = exportOdcs(two, { id: 'two' }).document;
    expect(valid(exported), JSON.stringify(valid.errors)).toBe(true);
    const back = parseAnyContract(JSON.stringify(exported), 'two.json').contract;
    expect(back.datasets.d?.quality).toHaveLength(2);
  });
});

describe('import', () => {
  const examples = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

  test.each(examples)('%s of the standard', (name) => {
    const text = fixture(name);
    expect(valid(parse(text)), JSON.stringify(valid.errors)).toBe(true);
    const { format, contract } = parseAnyContract(text, name);
    expect(format).toBe('odcs');
    expect(Object.keys(contract.datasets).length).toBeGreaterThan(0);
    // What comes out is a contract of ours.
    expect(parseContract(JSON.stringify(contract), 'contract.yml').value).toEqual(contract);
  });

  const odcs = (property: object, quality: object[] = []): { contract: Contract; unsupported: string[] } => {
    const document = {
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: 'x',
      version: '1.0.0',
      status: 'active',
      schema: [{ name: 'd', properties: [{ name: 'p', ...property }], quality }],
    };
    expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
    const { contract, unsupported } = parseAnyContract(JSON.stringify(document), 'x.json');
    return { contract, unsupported: unsupported.map(({ place, what }) => `${place} ${what}`) };
  };

  test('keeps that `mustBeBetween` leaves its ends out', () => {
    const { contract } = odcs({ logicalType: 'string' }, [{ metric: 'rowCount', mustBeBetween: [100, 120] }]);
    expect(contract.datasets.d?.quality).toEqual([{ metric: 'rowCount', mustBeBetween: [100, 120] }]);
  });

  test('reads options, keys and patterns', () => {
    const { contract, unsupported } = odcs({
      logicalType: 'integer',
      primaryKey: true,
      logicalTypeOptions: { exclusiveMinimum: 0, maximum: 9, multipleOf: 3, format: 'i64' },
    });
    expect(contract.datasets.d?.keys).toEqual(['p']);
    expect(contract.datasets.d?.columns.p).toEqual({
      type: 'integer',
      required: true,
      severity: 'error',
      missing: { 'at-most': 0 },
      range: { 'at-least': 1, 'at-most': 9 },
      schema: { multipleOf: 3 },
    });
    expect(unsupported).toEqual(['schema d.p.logicalTypeOptions.format is not judged']);
    const pattern = (text: string) =>
      odcs({ logicalType: 'string', logicalTypeOptions: { pattern: text } }).contract.datasets.d?.columns.p;
    expect(pattern('^[A-Z]{2}$')?.pattern).toBe('[A-Z]{2}');
    expect(pattern('a|b')?.pattern).toBe('(?s:.*)(?:a|b)(?s:.*)');
    const ahead = odcs({ logicalType: 'string', logicalTypeOptions: { pattern: '^(?=x)y$' } });
    expect(ahead.unsupported[0]).toMatch(/^schema d\.p\.logicalTypeOptions\.pattern is not judged: /);
  });

  test('names what is not judged', () => {
    const { unsupported } = odcs({
      logicalType: 'array',
      quality: [
        { type: 'text', description: 'must be nice' },
        { type: 'custom', engine: 'soda', implementation: 'x' },
        { metric: 'nullValues', mustBe: 0 },
      ],
    });
    expect(unsupported).toEqual([
      'schema d.p.logicalType array is read as text',
      'schema d.p.quality[0] is a rule of type text, which is not judged',
      'schema d.p.quality[1] is a rule of type custom for soda, which is not judged',
    ]);
  });

  test('refuses another version and a contract without data', () => {
    expect(() => parseAnyContract('apiVersion: v2.2.0\nkind: DataContract\n', 'old.yaml')).toThrow(
      /v2\.2\.0/,
    );
    expect(() => parseAnyContract('apiVersion: v3.1.0\nkind: DataContract\n', 'none.yaml')).toThrow(
      /no data/,
    );
  });
});
