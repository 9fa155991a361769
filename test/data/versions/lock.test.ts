import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DataLock, formatLock, LOCK_SCHEMA, parseLock } from '../../../src/data/versions/lock.ts';
import { lockDifference } from '../../../src/data/versions/lock-difference.ts';

const digestOf = (seed: string) => `sha256:${seed.repeat(64).slice(0, 64)}`;
const number = {
  type: 'number' as const,
  missing: 0,
  distinct: 90,
  minimum: 0,
  maximum: 10,
  mean: 5,
  deviation: 2,
};

function lock(change: Partial<DataLock['datasets'][string]> = {}): DataLock {
  return {
    schema: LOCK_SCHEMA,
    datasets: {
      orders: {
        digest: digestOf('a'),
        rows: 100,
        files: [{ path: 'orders.csv', sha256: digestOf('1'), bytes: 10 }],
        columns: { amount: number, city: { type: 'string', missing: 5, distinct: 3 } },
        ...change,
      },
    },
  };
}

describe('the text of a lock', () => {
  test('is read back as it was, whatever the names', () => {
    const name = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text !== '__proto__');
    const column = fc.constantFrom(number, { type: 'string' as const, missing: 1, distinct: 2 });
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.record({ path: name, columns: fc.dictionary(name, column) })),
        (datasets) => {
          const made: DataLock = {
            schema: LOCK_SCHEMA,
            datasets: Object.fromEntries(
              Object.entries(datasets).map(([dataset, { path, columns }]) => [
                dataset,
                {
                  digest: digestOf('c'),
                  rows: 3,
                  files: [{ path, sha256: digestOf('2'), bytes: 1 }],
                  columns,
                },
              ]),
            ),
          };
          expect(parseLock(formatLock(made), 'data.lock')).toEqual(made);
        },
      ),
    );
  });

  test('has a line for each file and column, in an order of its own', () => {
    const { columns, ...rest } = lock().datasets.orders as DataLock['datasets'][string];
    const turned = { ...rest, columns: Object.fromEntries(Object.entries(columns).reverse()) };
    expect(formatLock({ schema: LOCK_SCHEMA, datasets: { orders: turned } })).toBe(formatLock(lock()));
    expect(
      formatLock(lock())
        .split('\n')
        .filter((line) => line.includes('"distinct"')),
    ).toHaveLength(2);
  });

  test.each([
    ['{', /data\.lock is not JSON/],
    ['<<<<<<< HEAD\n{}', /marks of a merge/],
    ['{"schema": "mlops-data-lock/2", "datasets": {}}', /no data lock \(mlops-data-lock\/1\)/],
    ['{"schema": "mlops-data-lock/1", "datasets": {"a": {}}}', /datasets\.a/],
  ])('is refused where it is no lock: %s', (text, message) => {
    expect(() => parseLock(text, 'data.lock')).toThrow(message);
  });
});

describe('the difference of two locks', () => {
  test('is nothing where the versions are the same', () => {
    expect(lockDifference(lock(), lock({ files: [] }))).toEqual([]);
  });

  test('names what moved, the most first, and leaves out what hardly did', () => {
    const after = lock({
      digest: digestOf('b'),
      rows: 200,
      files: [
        { path: 'orders.csv', sha256: digestOf('3'), bytes: 11 },
        { path: 'more.csv', sha256: digestOf('4'), bytes: 11 },
      ],
      columns: {
        amount: { ...number, mean: 7, maximum: 40 },
        city: { type: 'string', missing: 50, distinct: 3 },
        weight: { type: 'integer', missing: 0, distinct: 9 },
      },
    });
    const [change] = lockDifference(lock(), after);
    expect(change).toMatchObject({
      dataset: 'orders',
      change: 'changed',
      before: { rows: 100 },
      after: { rows: 200 },
      files: { added: 1, removed: 0, changed: 1 },
    });
    expect(change?.columns.map(({ column, sentence }) => `${column} ${sentence}`)).toEqual([
      'weight is new (integer)',
      'amount mean 5 → 7 (1 standard deviations); range 0 … 10 → 0 … 40',
      'city missing 5 % → 25 %',
    ]);
    const hardly = lock({
      digest: digestOf('b'),
      columns: { amount: { ...number, mean: 5.1 }, city: lock().datasets.orders?.columns.city as never },
    });
    expect(lockDifference(lock(), hardly)[0]?.columns).toEqual([]);
  });

  test('tells datasets that came and went, columns that went, and types that changed', () => {
    const other: DataLock = { schema: LOCK_SCHEMA, datasets: {} };
    expect(lockDifference(other, lock())).toMatchObject([{ change: 'added', before: null }]);
    expect(lockDifference(lock(), other)).toMatchObject([{ change: 'removed', after: null }]);
    const after = lock({ digest: digestOf('b'), columns: { amount: { ...number, type: 'integer' } } });
    expect(lockDifference(lock(), after)[0]?.columns).toMatchObject([
      { column: 'amount', change: 'type', sentence: 'was number and is integer' },
      { column: 'city', change: 'removed' },
    ]);
  });
});
