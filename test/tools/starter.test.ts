import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/load.ts';
import type { ColumnProfile, Profile } from '../../src/data/profile/profile-schema.ts';
import { UserError } from '../../src/system/errors.ts';
import { starterConfig } from '../../src/tools/starter.ts';

/** As much of a column's profile as a first config looks at. */
function column(name: string, type: ColumnProfile['type'], rest: Partial<ColumnProfile> = {}): ColumnProfile {
  return { name, type, present: 100, missing: 0, distinct: 10, ...rest } as ColumnProfile;
}

const table = (...columns: ColumnProfile[]): Profile => ({ rows: 100, columns }) as unknown as Profile;
const label = column('late', 'boolean', { distinct: 2 });
const options = { path: 'data.csv', name: 'late-orders', missing: [] };

describe('a first config', () => {
  test('can be loaded, whatever the columns and the file are called', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom(
        'yes',
        'null',
        '1e3',
        '- a',
        '#',
        '"',
        "'; drop table x; --",
        'a: b',
        '{',
        '&x',
        'two\nlines',
      ),
    );
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), name, (names, file) => {
        const [target = '', ...others] = names;
        const profile = table(
          ...others.map((one, index) => column(one, index % 2 ? 'number' : 'string')),
          column(target, 'string', {
            distinct: 2,
            top: [
              { value: 'b', count: 60 },
              { value: target, count: 40 },
            ],
          }),
        );
        const { text } = starterConfig(profile, { ...options, path: `data/${file}.csv`, missing: [file] });
        const { config } = readConfig(text, 'mlops.yml');
        expect(config.model.label).toBe(target);
        expect(config.features.flatMap(({ columns }) => columns).sort()).toEqual([...others].sort());
        expect(config.data.sources.data).toEqual({ path: `data/${file}.csv`, missing: [file] });
      }),
      { numRuns: 200 },
    );
  });

  test('asks for certainty where there are rows for it', () => {
    const small = table(column('a', 'number'), label);
    const of = (rows: number) =>
      readConfig(starterConfig({ ...small, rows }, options).text, 'mlops.yml').config.gate.certainty;
    expect([of(100), of(20_000)]).toEqual([undefined, 0.95]);
  });

  test('leaves out what tells nothing: constant, empty, or another in every row', () => {
    const { text, notes } = starterConfig(
      table(
        column('id', 'integer', { distinct: 100 }),
        column('key', 'string', { distinct: 100 }),
        column('always', 'string', { distinct: 1 }),
        column('never', 'number', { distinct: 0, present: 0, missing: 100 }),
        column('weight', 'number', { distinct: 100 }),
        label,
      ),
      options,
    );
    const { config } = readConfig(text, 'mlops.yml');
    expect(config.features).toEqual([{ columns: ['weight'], transform: ['impute', 'standardize'] }]);
    expect(notes.at(-1)).toContain('id, key, always, never');
  });

  test('splits by time where a column tells it for long enough, and watches then', () => {
    const at = (to: string) =>
      column('at', 'timestamp', { distinct: 100, period: { from: '2025-01-01T00:00:00Z', to } } as never);
    const split = (to: string) => {
      const { text } = starterConfig(table(column('x', 'number'), at(to), label), options);
      return readConfig(text, 'mlops.yml').config;
    };
    const long = split('2025-04-10T12:00:00Z');
    expect(long.data.split).toEqual({
      by: 'time',
      train: '70d',
      validation: '15d',
      test: '15d',
      until: 'latest',
    });
    expect(long.monitor).toBeDefined();
    const short = split('2025-01-10T00:00:00Z');
    expect(short.data.split).toMatchObject({ by: 'random' });
    expect(short.monitor).toBeUndefined();
  });

  test.each([
    ['boolean', 2, 'binary-classification'],
    ['string', 2, 'binary-classification'],
    ['string', 7, 'multiclass-classification'],
    ['integer', 5, 'multiclass-classification'],
    ['integer', 90, 'regression'],
    ['number', 90, 'regression'],
  ] as const)('takes a label of type %s with %i values for %s', (type, distinct, task) => {
    const found = starterConfig(table(column('x', 'number'), column('y', type, { distinct })), options);
    expect(found.task).toBe(task);
    expect(() => readConfig(found.text, 'mlops.yml')).not.toThrow();
  });

  test('is refused where nothing is left to learn from', () => {
    expect(() => starterConfig(table(column('one', 'string', { distinct: 1 }), label), options)).toThrow(
      UserError,
    );
    expect(() => starterConfig(table(label, column('day', 'date')), options)).toThrow(
      /neither a class nor a quantity/,
    );
  });
});
