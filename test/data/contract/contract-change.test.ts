import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contractChanges, versionAdvice } from '../../../src/data/contract/contract-change.ts';
import { applyEdits, editContract } from '../../../src/data/contract/contract-edit.ts';
import { parseContract } from '../../../src/data/contract/contract-file.ts';

const contract = (column: string, dataset = '', top = '') =>
  parseContract(
    `version: 1\n${top}\ndatasets:\n  d:\n    ${dataset}\n    columns: { x: ${column} }\n`,
    'c.yml',
  ).value;

const changed = (before: string, after: string) =>
  contractChanges(contract(before), contract(after)).map(({ rule, effect }) => `${rule} ${effect}`);

describe('a column', () => {
  test.each([
    ['{ type: number }', '{ type: integer }', ['type breaking']],
    ['{ type: integer }', '{ type: number }', ['type loosening']],
    ['{ type: integer }', '{ type: string }', ['type breaking']],
    ['{ type: date }', '{ type: timestamp }', ['type loosening']],
    ['{ type: string, required: false }', '{ type: string }', ['required breaking']],
    [
      '{ type: string, domain: [a, b] }',
      '{ type: string, domain: [a, c] }',
      ['domain breaking', 'domain loosening'],
    ],
    ['{ type: string }', '{ type: string, domain: [a] }', ['domain breaking']],
    ['{ type: string, domain: [a] }', '{ type: string }', ['domain loosening']],
    [
      '{ type: number, range: { at-least: 0 } }',
      '{ type: number, range: { at-least: 1 } }',
      ['range breaking'],
    ],
    [
      '{ type: number, range: { at-most: 9 } }',
      '{ type: number, range: { at-most: 10 } }',
      ['range loosening'],
    ],
    ['{ type: number }', '{ type: number, missing: { at-most: 0 } }', ['missing breaking']],
    [
      '{ type: number, missing: { at-most: 0.1 } }',
      '{ type: number, missing: { at-most: 0.2 } }',
      ['missing loosening'],
    ],
    ['{ type: number, finite: false }', '{ type: number }', ['finite breaking']],
    ['{ type: string, pattern: a+ }', '{ type: string, pattern: a* }', ['pattern breaking']],
    ['{ type: string, length: { at-most: 3 } }', '{ type: string }', ['length loosening']],
    ['{ type: string }', '{ type: string, unique: true }', ['unique breaking']],
    ['{ type: string, severity: warn }', '{ type: string }', ['severity breaking']],
    [
      '{ type: string, domain: [a], outside: { at-most: 0.2 } }',
      '{ type: string, domain: [a] }',
      ['outside breaking'],
    ],
    ['{ type: string, domain: [a] }', '{ type: string, domain: [a], mostly: 0.9 }', ['mostly loosening']],
    ['{ type: string, lifecycle: planned }', '{ type: string }', ['lifecycle breaking']],
    ['{ type: string }', '{ type: string, lifecycle: deprecated }', ['lifecycle loosening']],
    ['{ type: string, not-in-environments: [a] }', '{ type: string }', ['not-in-environments breaking']],
    [
      '{ type: string, classes: { values: [a, b] } }',
      '{ type: string, classes: { values: [a, b, c] } }',
      ['classes breaking'],
    ],
    [
      '{ type: number, comparators: { drift: { jensen-shannon-divergence: 0.2 } } }',
      '{ type: number, comparators: { drift: { jensen-shannon-divergence: 0.1 } } }',
      ['comparators breaking'],
    ],
    ['{ type: string, schema: { minLength: 1 } }', '{ type: string }', ['schema loosening']],
    ['{ type: string, description: a }', '{ type: string, description: b }', ['description neutral']],
  ])('%s → %s', (before, after, effects) => {
    expect(changed(before, after)).toEqual(effects);
    expect(changed(before, before)).toEqual([]);
  });

  test('is added or removed', () => {
    const empty = parseContract('version: 1\ndatasets: { d: { columns: {} } }', 'c.yml').value;
    const of = (column: string) =>
      contractChanges(empty, contract(column)).map(({ effect, sentence }) => [effect, sentence]);
    expect(of('{ type: string }')).toEqual([
      ['breaking', '`d`, `x`: the column was added, and it is required'],
    ]);
    expect(of('{ type: string, required: false }')[0]?.[0]).toBe('neutral');
    expect(contractChanges(contract('{ type: string }'), empty)).toEqual([
      {
        dataset: 'd',
        column: 'x',
        rule: 'columns',
        effect: 'breaking',
        sentence: '`d`, `x`: the column was removed',
      },
    ]);
  });
});

test('a dataset', () => {
  const x = '{ type: string }';
  const of = (before: string, after: string) =>
    contractChanges(contract(x, before), contract(x, after)).map(({ rule, effect }) => `${rule} ${effect}`);
  expect(of('rows: { at-least: 1 }', 'rows: { at-least: 5, at-most: 9 }')).toEqual([
    'rows breaking',
    'rows breaking',
  ]);
  expect(of('keys: [x]', '')).toEqual(['keys loosening']);
  expect(of('', 'keys: [x]')).toEqual(['keys breaking']);
  expect(of('additional-columns: allow', '')).toEqual(['additional-columns breaking']);
  expect(of('', 'quality: [{ metric: nullValues, column: x, mustBe: 0 }]')).toEqual(['quality breaking']);
  expect(of('', 'quality: [{ metric: nullValues, column: x, mustBe: 0, severity: warn }]')).toEqual([
    'quality neutral',
  ]);
  const other = parseContract('version: 1\ndatasets: { e: { columns: {} } }', 'c.yml').value;
  expect(contractChanges(contract(x), other).map(({ effect }) => effect)).toEqual(['breaking', 'neutral']);
});

describe('the version', () => {
  const advice = (before: string, after: string, column = '{ type: integer }') => {
    const [old, now] = [contract('{ type: number }', '', before), contract(column, '', after)];
    return versionAdvice(old, now, contractChanges(old, now));
  };

  test('must rise where something breaks', () => {
    const at = (version: string) => `contract-version: ${version}`;
    expect(advice(at('1.2.0'), at('2.0.0'))).toBeUndefined();
    expect(advice(at('1.2.0'), at('1.3.0'))).toBe(
      'A breaking change asks for a new major version of the contract, but it went from 1.2.0 to 1.3.0.',
    );
    expect(advice(at('1.2.0'), at('1.2.0'))).toMatch(/still 1\.2\.0/);
    expect(advice(at('1.2.0'), '')).toMatch(/has none any more/);
    expect(advice(at('0.2.0'), at('0.3.0'))).toBeUndefined();
    expect(advice(at('1.2.0'), at('1.2.0'), '{ type: number, missing: { at-most: 1 } }')).toBeUndefined();
    expect(advice('', '')).toBeUndefined();
  });
});

describe('an edit', () => {
  const text = `# Ours
version: 1
datasets:
  d:
    # the key
    keys: [id]
    columns:
      id: { type: integer } # never change
      # colours of the shop
      colour: { type: string, domain: [ red, green ], missing: { at-most: 0.1 } }
`;

  test('keeps comments and order', () => {
    const edited = editContract(text, 'c.yml', [
      { path: ['datasets', 'd', 'columns', 'colour', 'domain'], value: ['red', 'green', 'blue'] },
      { path: ['datasets', 'd', 'columns', 'colour', 'missing', 'at-most'], value: 0.5 },
      { path: ['datasets', 'd', 'columns', 'size'], value: { type: 'number', range: { 'at-least': 0 } } },
      { path: ['datasets', 'd', 'keys'], value: undefined },
    ]);
    expect(edited).toBe(`# Ours
version: 1
datasets:
  d:
    # the key
    columns:
      id: { type: integer } # never change
      # colours of the shop
      colour: { type: string, domain: [ red, green, blue ], missing: { at-most: 0.5 } }
      size:
        type: number
        range: { at-least: 0 }
`);
    const gone = [{ path: ['datasets', 'd', 'columns', 'colour', 'missing', 'at-most'], value: undefined }];
    expect(editContract(text, 'c.yml', gone)).toContain('colour: { type: string, domain: [ red, green ] }');
  });

  test('of the text and of the contract is one and the same', () => {
    const value = fc.oneof(
      fc.record({
        rule: fc.constant('domain'),
        value: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }),
      }),
      fc.record({
        rule: fc.constant('missing'),
        value: fc.record({ 'at-most': fc.constantFrom(0, 0.25, 1) }),
      }),
      fc.record({ rule: fc.constant('missing'), value: fc.constant(undefined) }),
      fc.record({ rule: fc.constant('unique'), value: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (changes) => {
        const edits = changes.map(({ rule, value }) => ({
          path: ['datasets', 'd', 'columns', 'colour', rule],
          value,
        }));
        const before = parseContract(text, 'c.yml').value;
        expect(parseContract(editContract(text, 'c.yml', edits), 'c.yml').value).toEqual(
          applyEdits(before, edits),
        );
        expect(before).toEqual(parseContract(text, 'c.yml').value);
      }),
      { numRuns: 60 },
    );
  });

  test('that would leave no contract is refused', () => {
    const broken = [{ path: ['datasets', 'd', 'columns', 'id'], value: { type: 'colour' } }];
    expect(() => editContract(text, 'c.yml', broken)).toThrow(/type/);
  });
});
