import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseContract } from '../../../src/data/contract/contract-file.ts';
import { parseProtoText } from '../../../src/data/contract/exchange/proto-text.ts';
import {
  chooseDataset,
  MAXIMUM_BYTES,
  parseAnyContract,
} from '../../../src/data/contract/exchange/read-contract.ts';
import { readTfdvJson, readTfdvText } from '../../../src/data/contract/exchange/tfdv-read.ts';
import { UserError } from '../../../src/system/errors.ts';

const read = (document: unknown) => parseAnyContract(JSON.stringify(document), 'file.json');
const notes = (document: unknown) => read(document).unsupported.map(({ place, what }) => `${place} ${what}`);
const columns = (document: unknown) => read(document).contract.datasets.data?.columns ?? {};

describe('Table Schema', () => {
  const schema = {
    fields: [
      { name: 'id', type: 'integer', constraints: { minimum: '1', exclusiveMaximum: 100 } },
      {
        name: 'name',
        type: 'string',
        constraints: { required: true, minLength: 2, maxLength: 9, pattern: '[a-z]+' },
      },
      { name: 'rate', type: 'number', constraints: { exclusiveMinimum: 0, enum: ['0.5', 1] } },
      { name: 'day', type: 'date', constraints: { minimum: '2020-01-01', unique: true } },
      { name: 'when', type: 'datetime', description: 'the moment' },
      { name: 'flag', type: 'boolean', trueValues: ['yes'] },
      { name: 'place', type: 'geopoint' },
      { name: 'clock', type: 'time' },
      { name: 'grade', type: 'string', categories: ['a', { value: 'b', label: 'B' }] },
      { name: 'json', type: 'string', constraints: { jsonSchema: { minLength: 3 } } },
    ],
    missingValues: ['', 'NA', { value: '-', label: 'none' }],
    primaryKey: 'id',
    uniqueKeys: [['name', 'day']],
    foreignKeys: [{ fields: ['name'], reference: { resource: 'people', fields: ['login'] } }],
  };

  test('becomes rules', () => {
    const { format, contract, missing } = read(schema);
    expect(format).toBe('table-schema');
    expect(missing.get('data')).toEqual(['NA', '-']);
    const { data } = contract.datasets;
    expect(data?.keys).toEqual(['id']);
    expect(data?.['additional-columns']).toBe('error');
    expect(data?.quality).toEqual([
      { metric: 'duplicateValues', columns: ['name', 'day'], mustBe: 0 },
      { metric: 'foreignKey', columns: ['name'], dataset: 'people', 'dataset-columns': ['login'] },
    ]);
    const common = { required: true, severity: 'error' };
    expect(data?.columns).toEqual({
      id: { ...common, type: 'integer', missing: { 'at-most': 0 }, range: { 'at-least': 1, 'at-most': 99 } },
      name: {
        ...common,
        type: 'string',
        missing: { 'at-most': 0 },
        length: { 'at-least': 2, 'at-most': 9 },
        pattern: '[a-z]+',
      },
      rate: { ...common, type: 'number', finite: false, domain: [0.5, 1], schema: { exclusiveMinimum: 0 } },
      day: { ...common, type: 'date', unique: true, range: { 'at-least': '2020-01-01' } },
      when: { ...common, type: 'timestamp', description: 'the moment' },
      flag: { ...common, type: 'boolean' },
      place: { ...common, type: 'string' },
      clock: { ...common, type: 'string', pattern: expect.stringMatching(/^\[0-9\]/) },
      grade: { ...common, type: 'string', domain: ['a', 'b'] },
      json: { ...common, type: 'string', schema: { minLength: 3 } },
    });
    expect(parseContract(JSON.stringify(contract), 'contract.yml').value).toEqual(contract);
  });

  test('names what is not judged', () => {
    expect(notes(schema)).toEqual([
      'field flag.trueValues is not judged: values are read as contracts have them',
      'field place.type geopoint is read as text and judged no further',
    ]);
    expect(
      notes({ fields: [{ name: 'x', type: 'string', constraints: { pattern: '(?=a)b' } }], other: 1 }),
    ).toEqual(['field x.constraints.pattern is not a regular expression of RE2', 'other is not judged']);
    expect(
      notes({ fields: [{ name: 'x', type: 'integer', constraints: { minLength: 2, maximum: 'z' } }] }),
    ).toEqual([
      'field x.constraints.maximum does not fit the type integer',
      'field x.constraints.minLength does not fit the type integer',
      'field x.constraints.maxLength does not fit the type integer',
    ]);
  });

  test('fields may match in other ways', () => {
    const dataset = (fieldsMatch: string) =>
      read({ fields: [{ name: 'x', type: 'string' }], fieldsMatch }).contract.datasets.data;
    expect(dataset('subset')).toMatchObject({
      'additional-columns': 'allow',
      columns: { x: { required: true } },
    });
    expect(dataset('superset')).toMatchObject({
      'additional-columns': 'error',
      columns: { x: { required: false } },
    });
    expect(dataset('partial')).toMatchObject({
      'additional-columns': 'allow',
      columns: { x: { required: false } },
    });
  });

  test('a Data Package has a dataset for each of its tables', () => {
    const table = { fields: [{ name: 'x', type: 'string' }] };
    const { contract, unsupported } = read({
      resources: [
        { name: 'orders', schema: table },
        { name: 'items', schema: table },
        { name: 'picture', path: 'a.png' },
      ],
    });
    expect(Object.keys(contract.datasets)).toEqual(['orders', 'items']);
    expect(unsupported).toEqual([{ place: 'resource picture', what: 'has no schema, so it is left out' }]);
    expect(chooseDataset(contract, undefined, 'data/items.csv')).toBe('items');
    expect(chooseDataset(contract, 'orders', 'x.csv')).toBe('orders');
    expect(() => chooseDataset(contract, undefined, 'x.csv')).toThrow(/several datasets/);
    expect(() => chooseDataset(contract, 'none', 'x.csv')).toThrow(/no dataset "none"/);
  });
});

describe('JSON Schema', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['id', 'name', 'maybe'],
    additionalProperties: false,
    properties: {
      id: { type: 'integer', exclusiveMinimum: 0, multipleOf: 5 },
      name: { $ref: '#/$defs/name', description: 'who' },
      maybe: { type: ['number', 'null'], maximum: 1 },
      colour: { enum: ['red', 'green', null] },
      day: { type: 'string', format: 'date' },
      mail: { type: 'string', format: 'email' },
      one: { const: 1 },
    },
    if: { properties: { id: { const: 5 } } },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { required: ['colour'] },
    $defs: { name: { $ref: '#/$defs/text', minLength: 1 }, text: { type: 'string', pattern: '^[A-Z]+$' } },
  };

  test('becomes rules, and the rest stays', () => {
    const { format, contract, unsupported } = read(schema);
    expect([format, unsupported]).toEqual(['json-schema', []]);
    const { data } = contract.datasets;
    const common = { severity: 'error', required: false };
    expect(data).toEqual({
      rows: { 'at-least': 1 },
      keys: [],
      'additional-columns': 'error',
      columns: {
        id: {
          severity: 'error',
          required: true,
          type: 'integer',
          missing: { 'at-most': 0 },
          range: { 'at-least': 1 },
          schema: { multipleOf: 5 },
        },
        name: {
          severity: 'error',
          required: true,
          description: 'who',
          type: 'string',
          missing: { 'at-most': 0 },
          pattern: '[A-Z]+',
          length: { 'at-least': 1 },
        },
        maybe: { severity: 'error', required: true, type: 'number', range: { 'at-most': 1 } },
        colour: { ...common, type: 'string', domain: ['red', 'green'] },
        day: { ...common, type: 'date' },
        mail: { ...common, type: 'string', schema: { format: 'email' } },
        one: { ...common, type: 'number', domain: [1] },
      },
      'row-schema': Object.fromEntries(Object.entries(schema).filter(([word]) => /^(if|then)$/.test(word))),
    });
    expect(parseContract(JSON.stringify(contract), 'contract.yml').value).toEqual(contract);
  });

  test('draft-07 and arrays of rows', () => {
    const draft7 = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'array',
      items: { properties: { x: { $ref: '#/definitions/x' } } },
      definitions: { x: { type: 'boolean' } },
    };
    expect(columns(draft7)).toMatchObject({ x: { type: 'boolean' } });
    expect(read(draft7).contract.datasets.data?.['additional-columns']).toBe('allow');
  });

  test('names what is not judged', () => {
    const property = (given: unknown) => notes({ properties: { x: given } });
    expect(property({ type: ['string', 'integer'] })).toEqual([
      'property x.type string or integer is read as text',
    ]);
    expect(property({ type: 'array' })).toEqual(['property x.type array is read as text']);
    expect(property({ type: 'string', 'x-secret': 1 })[0]).toMatch(
      /^property x\.x-secret is not judged: .*unknown keyword/,
    );
    expect(property(false)).toEqual(['property x must not be there, which is not judged']);
  });

  test('never leaves the file, and never walks in circles', () => {
    const refused = (document: object) => () => read({ properties: {}, ...document });
    expect(refused({ properties: { x: { $ref: 'https://example.org/x.json' } } })).toThrow(
      /leads out of the file/,
    );
    expect(refused({ properties: { x: { $ref: 'other.json#/x' } } })).toThrow(/leads out of the file/);
    expect(refused({ properties: { x: { $ref: '#/$defs/none' } } })).toThrow(/leads nowhere/);
    expect(
      refused({ properties: { x: { $ref: '#/$defs/a' } }, $defs: { a: { $ref: '#/$defs/a' } } }),
    ).toThrow(/never ends/);
    const tree = { items: { $ref: '#/$defs/tree' } };
    expect(refused({ properties: { x: { $ref: '#/$defs/tree' } }, $defs: { tree } })).toThrow(/never ends/);
    expect(refused({ $schema: 'http://json-schema.org/draft-04/schema#' })).toThrow(/dialect/);
    // Each step doubles what it stands for.
    const $defs = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `d${i}`,
        { allOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
      ]),
    );
    expect(refused({ properties: { x: { $ref: '#/$defs/d0' } }, $defs: { ...$defs, d30: {} } })).toThrow(
      /never ends/,
    );
  });
});

describe('TFDV’s text format', () => {
  test('is what its JSON is', () => {
    const text = `# written by hand
      feature { name: "a\\tb\\303\\274\\u00e9" type: INT presence < min_fraction: 1 > presence: { min_count: 2; }
        int_domain { min: -0x10, max: 014 } in_environment: ["ONE", 'TWO'] }
      feature: { name: 'f' 'loat' type: FLOAT float_domain { min: -inf max: 1.5e3f disallow_nan: true } lifecycle_stage: PLANNED }
      feature { name: "s" type: BYTES domain: "d" distribution_constraints { min_domain_mass: .9 } }
      string_domain { name: "d" value: ["x", "y"] value: "z" }
      dataset_constraints { min_examples_count: 3 }
      default_environment: "ONE"`;
    const json = {
      feature: [
        {
          name: 'a\tbüé',
          type: 'INT',
          presence: { minFraction: 1, minCount: '2' },
          intDomain: { min: '-16', max: '12' },
          inEnvironment: ['ONE', 'TWO'],
        },
        {
          name: 'float',
          type: 'FLOAT',
          float_domain: { min: '-Infinity', max: 1500, disallow_nan: true },
          lifecycleStage: 'PLANNED',
        },
        { name: 's', type: 'BYTES', domain: 'd', distributionConstraints: { minDomainMass: 0.9 } },
      ],
      stringDomain: [{ name: 'd', value: ['x', 'y', 'z'] }],
      datasetConstraints: { minExamplesCount: '3' },
      defaultEnvironment: ['ONE'],
    };
    // The text gives `presence` twice: the last one holds.
    const fromText = readTfdvText(text, 'schema.pbtxt').schema;
    const fromJson = readTfdvJson(json, 'schema.json').schema;
    expect(fromText.features[0]?.name).toBe('a\tbüé');
    expect({ ...fromText, features: fromText.features.slice(1) }).toEqual({
      ...fromJson,
      features: fromJson.features.slice(1),
    });
    expect(fromText.features[0]).toMatchObject({ minCount: 2, domain: { kind: 'int', min: -16, max: 12 } });
    expect(parseAnyContract(text, 'schema').format).toBe('tfdv');
    expect(parseAnyContract(JSON.stringify(json), 'schema').format).toBe('tfdv');
  });

  test.each([
    ['feature {\n  name: "a"\n', '3:1', 'expected `}` before the end'],
    ['feature {\n  name "a" }', '2:8', 'expected `:` or `{` after name'],
    ['feature { name: "a }', '1:21', 'a string that does not end'],
    ['feature { name: "\\q" }', '1:18', 'an unknown escape'],
    ['feature { name: "\\377" }', '1:24', 'a string that is not UTF-8'],
    ['feature { type: }', '1:17', 'expected a value'],
    ['feature { in_environment: ["a" "b" }', '1:36', 'expected `,` or `]`'],
    ['%', '1:1', 'expected the name of a field'],
  ])('%j is refused at its place', (text, place, what) => {
    expect(() => parseProtoText(text, 's.pbtxt')).toThrow(
      `s.pbtxt:${place}: not text of protocol buffers: ${what}`,
    );
  });

  test('names what is not judged, and refuses values of another kind', () => {
    const { unsupported } = readTfdvText(
      'feature { name: "i" type: BYTES image_domain {} } sparse_feature { name: "x" }',
      's',
    );
    expect(unsupported).toEqual([
      { place: 'feature i.imageDomain', what: 'is not judged' },
      { place: 'sparseFeature', what: 'is not judged' },
    ]);
    const refused = (text: string) => () => readTfdvText(text, 's');
    expect(refused('feature { name: 3 }')).toThrow(/feature\.name must be text/);
    expect(refused('feature { name: "x" type: NUMBER }')).toThrow(/NUMBER is none of/);
    expect(refused('feature { name: "x" presence { min_count: many } }')).toThrow(
      /presence\.minCount must be a number/,
    );
    expect(refused('feature { name: "x" } feature { name: "x" }')).toThrow(/"x" is there twice/);
  });

  test('ends on any text, soon', { timeout: 20_000 }, () => {
    const piece = fc.constantFrom(
      ...[
        'feature',
        'name',
        '{',
        '}',
        '<',
        '>',
        '[',
        ']',
        ':',
        ',',
        ';',
        '"',
        "'",
        '\\',
        '\n',
        ' ',
        '#',
        '-',
        '1',
        'inf',
        '0x',
        '.',
        'e9',
        'ü',
        '\0',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        const start = performance.now();
        try {
          readTfdvText(pieces.join(''), 'any');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
        expect(performance.now() - start).toBeLessThan(1000);
      }),
      { numRuns: 300 },
    );
    const half = MAXIMUM_BYTES / 2;
    for (const text of [
      ' '.repeat(half),
      '#'.repeat(half),
      '{'.repeat(half),
      `a:"${'x'.repeat(half)}"`,
      `a: ${'1'.repeat(half)}`,
      'a:1 '.repeat(half / 4),
      '-'.repeat(half),
    ]) {
      try {
        parseProtoText(text, 'long');
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }
  });
});

describe('a file that is', () => {
  test.each([
    ['a contract of ours', 'version: 1\ndatasets: { d: { columns: { x: { type: string } } } }', 'mlops'],
    ['the same in JSON', '\uFEFF{"version":1,"datasets":{"d":{"columns":{}}}}', 'mlops'],
    ['YAML of ODCS', 'apiVersion: v3.1.0\nkind: DataContract\nschema: [{ name: d }]', 'odcs'],
    ['YAML of a Table Schema', 'fields: [{ name: x, type: string }]', 'table-schema'],
  ])('%s is told by its content', (_, text, format) => {
    expect(parseAnyContract(text, 'file').format).toBe(format);
  });

  test.each([
    ['nothing', ''],
    ['a list', '[1, 2]'],
    ['any mapping', '{"a": 1}'],
    ['text', 'hello'],
  ])('%s is refused with the formats that are known', (_, text) => {
    expect(() => parseAnyContract(text, 'file')).toThrow(UserError);
  });

  test('hostile is refused', () => {
    const deep = `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`;
    expect(() => parseAnyContract(deep, 'deep')).toThrow(/nested deeper than 64/);
    expect(() => parseAnyContract('{"fields": [], "__proto__": {"x": 1}}', 'proto')).toThrow(
      /"__proto__" is not allowed/,
    );
    expect(() => parseAnyContract('{"fields": [', 'broken')).toThrow(/broken: not JSON/);
    expect(notes({ fields: [{ name: '__proto__', type: 'string' }] })).toEqual([
      'field __proto__ has a name that no contract may have',
    ]);
    expect(() => parseAnyContract('a: &a [*a]', 'yaml')).toThrow(UserError);
  });

  test('contradicts itself is refused', () => {
    const schema = { fields: [{ name: 'x', type: 'integer', constraints: { minimum: 9, maximum: 1 } }] };
    expect(() => read(schema)).toThrow(/nothing can satisfy it/);
  });
});
