import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { readEvidence } from '../../src/evidence/store.ts';
import { exitCodeOfRun } from '../../src/pipeline.ts';
import { csv, type Order, orders } from './orders.ts';
import { copyOf, initWorkspace, type Workspace } from './workspace.ts';

const ORDERS = orders();
const TOO_MANY_MISSING = ORDERS.filter(({ weight }, row) => row % 3 === 0 || weight === null).length;

let sound: Workspace;
beforeAll(async () => {
  sound = await initWorkspace();
});

type Edit = (order: Order, row: number) => object | null;

/** The evidence for orders that were edited; null drops a row. */
async function validated(edit: Edit, change?: (contract: string) => string) {
  const shop = await copyOf(sound);
  await shop.write('orders.csv', csv(ORDERS.flatMap((order, row) => edit(order, row) ?? [])));
  if (change) await shop.change('contract.yml', change);
  const evidence = await shop.run('validate-data');
  const { config } = await loadConfig(shop.path('mlops.yml'));
  expect(await readEvidence(shop.path('run'), 'validate-data')).toEqual(evidence);
  return { evidence, code: exitCodeOfRun([evidence], config) };
}

/** Edits every hundredth row from the 50th on: 24 of 2,400. */
const some =
  (edit: (order: Order) => object): Edit =>
  (order, row) =>
    row % 100 === 49 ? edit(order) : order;

/** Sets a rule for a column of the source. */
const rule = (column: string, text: string) => (contract: string) =>
  contract.replace(new RegExp(`(\\n      ${column}:\\n)`), `$1        ${text}\n`);

const breaks: readonly (readonly [
  string,
  Edit,
  { column: string | null; rule: string; count: number; first?: unknown },
  ((contract: string) => string)?,
])[] = [
  [
    'a missing column',
    ({ carrier: _, ...rest }) => rest,
    { column: 'carrier', rule: 'required', count: 2400 },
  ],
  [
    'a column of another type',
    some((order) => ({ ...order, items: 'many' })),
    { column: 'items', rule: 'type', count: 24, first: { row: 50, value: 'many' } },
  ],
  [
    'a value out of the domain',
    some((order) => ({ ...order, carrier: 'purple' })),
    { column: 'carrier', rule: 'domain', count: 24, first: { row: 50, value: 'purple' } },
  ],
  [
    'a value out of the range',
    some((order) => ({ ...order, items: 9000 })),
    { column: 'items', rule: 'range', count: 24, first: { row: 50, value: 9000 } },
    rule('items', 'range: { at-least: 1, at-most: 9 }'),
  ],
  [
    'too many missing values',
    (order, row) => (row % 3 === 0 ? { ...order, weight: null } : order),
    { column: 'weight', rule: 'missing', count: TOO_MANY_MISSING, first: { row: 1, value: null } },
  ],
  [
    'a missing value where none may be',
    some((order) => ({ ...order, express: null })),
    { column: 'express', rule: 'missing', count: 24, first: { row: 50, value: null } },
  ],
  [
    'a duplicate key',
    (order, row) => ({ ...order, ordered_at: ORDERS[row === 7 ? 6 : row]?.ordered_at }),
    { column: 'ordered_at', rule: 'keys', count: 2, first: { row: 7, value: '2025-01-01T03:36:00Z' } },
    (contract) => contract.replace('  data:\n', '  data:\n    keys: [ordered_at]\n'),
  ],
  [
    'a value that is not unique',
    (order, row) => ({ ...order, weight: row < 2 ? 1 : row }),
    { column: 'weight', rule: 'unique', count: 2, first: { row: 1, value: 1 } },
    rule('weight', 'unique: true'),
  ],
  [
    'too few rows',
    (order, row) => (row % 2 === 0 ? order : null),
    { column: null, rule: 'rows', count: 1200 },
    (contract) => contract.replace('  data:\n', '  data:\n    rows: { at-least: 2000 }\n'),
  ],
  [
    'a text that the pattern does not match',
    some((order) => ({ ...order, zip: '1O115' })),
    { column: 'zip', rule: 'pattern', count: 24, first: { row: 50, value: '1O115' } },
    (contract) => contract.replaceAll(/domain: \[ "01201".*\]/g, "pattern: '[0-9]{5}'"),
  ],
  [
    'a text that is too long',
    some((order) => ({ ...order, zip: '02139-1234' })),
    { column: 'zip', rule: 'length', count: 24, first: { row: 50, value: '02139-1234' } },
    (contract) => contract.replaceAll(/domain: \[ "01201".*\]/g, 'length: { at-most: 5 }'),
  ],
  [
    'NaN and infinities',
    (order, row) => ({ ...order, weight: row === 10 ? 'NaN' : row === 20 ? '-inf' : order.weight }),
    { column: 'weight', rule: 'finite', count: 2, first: { row: 11, value: 'NaN' } },
  ],
  [
    'a new column where none may be',
    (order) => ({ ...order, gift: true }),
    { column: 'gift', rule: 'additional-columns', count: 2400 },
    (contract) => contract.replace('  data:\n', '  data:\n    additional-columns: error\n'),
  ],
];

describe('a broken contract fails, and tells column, rule, count and the first rows:', () => {
  const cases = breaks.map(([what, edit, expected, change]) => ({ what, edit, expected, change }));
  test.each(cases)('$what', async ({ edit, expected, change }) => {
    const { column, rule: name, count, first } = expected;
    const { evidence, code } = await validated(edit, change);
    expect(code).toBe(1);
    expect(evidence.verdict).toBe('fail');
    const found = evidence.figures.anomalies.find((one) => one.rule === name && one.dataset === 'data');
    expect(found).toMatchObject({ dataset: 'data', column, severity: 'error', count });
    if (first) {
      expect(found?.examples[0]).toEqual(first);
      expect(found?.examples.length).toBeLessThanOrEqual(5);
      expect(found?.sentence).toContain(`in row ${(first as { row: number }).row}`);
    }
    if (column !== null) expect(found?.sentence).toContain(column);
    expect(evidence.reasons[0]).toMatchObject({ outcome: 'fail', rule: expect.stringMatching(/^data\./) });
    expect(evidence.warnings).toContain(
      'The view was not checked, because its sources break their contract.',
    );
  });
});

test('a label with one class fails at the view', async () => {
  const { evidence, code } = await validated(
    (order) => ({ ...order, late: 'no' }),
    (contract) => contract.replaceAll(/ {8}classes: .*\n/g, ''),
  );
  expect(code).toBe(1);
  expect(evidence.figures.anomalies).toEqual([
    expect.objectContaining({ dataset: 'view', column: 'late', rule: 'label', count: 2400 }),
  ]);
});

test('a constant feature is no broken rule', async () => {
  const { evidence } = await validated((order) => ({ ...order, items: 1 }));
  expect(evidence.verdict).toBe('pass');
});

test('warnings do not fail, and are told', async () => {
  const { evidence, code } = await validated((order) => ({ ...order, gift: true }));
  expect([evidence.verdict, code]).toEqual(['pass', 0]);
  expect(evidence.reasons.map(({ rule: name, outcome }) => [name, outcome])).toEqual([
    ['data.additional-columns', 'warn'],
    ['view.additional-columns', 'warn'],
  ]);
});

test('rules about the dataset are judged for training; what cannot be judged is a warning', async () => {
  const rules = [
    '{ metric: rowCount, mustBe: 1, in-environments: [serving] }',
    '{ metric: rowCountChange, mustBeBetween: [-1, 1] }',
    '{ metric: nullValues, column: carrier, mustBe: 0, where: "carrier = \'none\'" }',
    '{ metric: quantile, column: items, share: 0.5, mustBeGreaterThan: 1000, severity: warn, name: big orders }',
  ];
  const { evidence } = await validated(
    (order) => order,
    (contract) =>
      contract
        .replace(
          '\n  data:\n',
          `\n  data:\n    quality:\n${rules.map((text) => `      - ${text}\n`).join('')}`,
        )
        .replace(
          '\n      carrier:\n',
          '\n      gift: { type: boolean, in-environments: [serving] }\n      carrier:\n',
        ),
  );
  expect(evidence.verdict).toBe('pass');
  expect(evidence.figures.anomalies.map(({ rule: name, severity }) => [name, severity])).toEqual([
    ['quantile', 'warn'],
  ]);
  expect(evidence.figures.anomalies[0]?.sentence).toMatch(/^`items` \(big orders\): the quantile 0\.5 is \d/);
  expect(evidence.warnings).toEqual([
    'data.quality[1] (rowCountChange) was not judged, because there is no previous version.',
    'data.quality[2] (nullValues) was not judged, because its `where` selects no row.',
  ]);
});

test('a contract that says nothing of any dataset checks nothing, which is no pass', async () => {
  const { evidence, code } = await validated(
    (order) => order,
    () => 'version: 1\ndatasets: {}\n',
  );
  expect([evidence.verdict, code]).toEqual(['inconclusive', 1]);
  expect(evidence.reasons[0]?.sentence).toBe(
    'The contract says nothing of any dataset, so nothing was checked.',
  );
});

describe('data that cannot be read', () => {
  const unreadable: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['an empty file', '', /orders\.csv is empty/],
    ['binary garbage', Uint8Array.from({ length: 4096 }, (_, index) => (index * 97) % 256), /orders\.csv/],
    ['ragged rows', `${csv(orders(1))}2025-01-02T00:00:00Z,red\n`, /orders\.csv, line 42: 2 values where/],
    ['another encoding', Buffer.from(csv(orders(1)).replace('red', 'r\u00f6t'), 'latin1'), /UTF-8/],
    ['a file that is cut', gzipSync(csv(orders())).subarray(0, 400), /gzip|compressed/i],
  ];
  test.each(unreadable)('%s: a verdict with the reason, and evidence', async (_, content, message) => {
    const shop = await copyOf(sound);
    await shop.write('orders.csv', content);
    const evidence = await shop.run('validate-data');
    expect(evidence).toMatchObject({
      verdict: 'fail',
      reasons: [{ rule: 'data.readable', outcome: 'fail' }],
      figures: { datasets: [], anomalies: [{ dataset: 'data', column: null, rule: 'readable' }] },
    });
    expect(evidence.reasons[0]?.sentence).toMatch(message);
  });

  test('zero rows break the rule about rows', async () => {
    const shop = await copyOf(sound);
    await shop.write('orders.csv', csv(orders()).split('\n').slice(0, 1).join('\n'));
    const evidence = await shop.run('validate-data');
    expect(evidence.verdict).toBe('fail');
    expect(evidence.figures.anomalies.map(({ rule: name }) => name)).toContain('rows');
  });

  test('every unreadable source is told, and the others are checked', async () => {
    const shop = await copyOf(sound);
    await shop.write('depots.csv', '');
    await shop.write('trucks.csv', 'a,b\n1\n');
    await shop.change('mlops.yml', (text) =>
      text.replace('  view:', '    depots: { path: depots.csv }\n    trucks: { path: trucks.csv }\n  view:'),
    );
    const evidence = await shop.run('validate-data');
    expect(evidence.reasons.map(({ rule: name }) => name)).toEqual(['depots.readable', 'trucks.readable']);
    expect(evidence.figures.datasets.map(({ name }) => name)).toEqual(['data']);
  });

  test('a view that cannot be made is a broken rule of the view', async () => {
    const shop = await copyOf(sound);
    await shop.write('depots.csv', 'carrier,city\nred,Rome\nred,Bonn\n');
    await shop.change('mlops.yml', (text) =>
      text
        .replace('  view:', '    depots: { path: depots.csv }\n  view:')
        .replace('    from: data', '    from: data\n    join: [{ source: depots, on: [carrier] }]'),
    );
    const evidence = await shop.run('validate-data');
    expect(evidence.reasons.at(0)).toMatchObject({ rule: 'view.computable', outcome: 'fail' });
    expect(evidence.reasons[0]?.sentence).toContain("carrier = 'red'");
  });
});

describe('a source of several files', () => {
  test('tells a broken row by its file', async () => {
    const shop = await copyOf(sound);
    const rows = orders();
    await shop.write('orders-1.csv', csv(rows.slice(0, 1000)));
    await shop.write(
      'orders-2.csv',
      csv(rows.slice(1000).map((order, row) => (row === 4 ? { ...order, items: -3.5 } : order))),
    );
    await shop.change('mlops.yml', (text) => text.replace('"orders.csv"', '"orders-*.csv"'));
    const evidence = await shop.run('validate-data');
    const [anomaly] = evidence.figures.anomalies;
    expect(anomaly?.examples).toEqual([{ file: 'orders-2.csv', row: 5, value: -3.5 }]);
    expect(anomaly?.sentence).toContain('in row 5 of orders-2.csv');
  });
});

describe('what the contract calls text', () => {
  test('is text although a batch holds digits only, in every stage', async () => {
    const shop = await initWorkspace(
      orders().map((order, row) => ({ ...order, zip: row === 0 ? 'D-10115' : order.zip.replace(/^0/, '9') })),
    );
    const digits = orders().map((order) => ({ ...order, zip: order.zip.replace(/^0/, '9') }));
    await shop.change('contract.yml', (text) =>
      text.replaceAll(/ {8}(domain: \[ ?"?10115|outside:).*\n(?: {10}.*\n)*/g, ''),
    );
    await shop.write('orders.csv', csv(digits));
    const evidence = await shop.loop(['validate-data', 'train', 'evaluate-gate']);
    expect(evidence.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
    const manifest = await shop.json<{ signature: { inputs: { name: string; type: string }[] } }>(
      'run/package/manifest.json',
    );
    expect(manifest.signature.inputs.find(({ name }) => name === 'zip')?.type).toBe('string');
  });

  test('and is not in the file, is an anomaly and no mistake in the config', async () => {
    const { evidence } = await validated(({ zip: _, ...rest }) => rest);
    expect(evidence.reasons[0]).toMatchObject({ rule: 'data.required', column: 'zip' });
  });
});
