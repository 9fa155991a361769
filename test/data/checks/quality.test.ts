// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder of the Open Data Contract Standard
import { describe, expect, it } from 'vitest';
import { type CheckOptions, checkContract } from '../../../src/data/checks/anomalies.ts';
import { parseContract } from '../../../src/data/contract/contract-file.ts';
import { type DataEngine, QueryStopped } from '../../../src/data/engine/engine.ts';
import { type Anomaly, AnomalySchema } from '../../../src/evidence/validate-data.ts';
import { checkSchema } from '../../../src/system/schema-check.ts';
import { temporaryFolder, testEngine } from '../engine.ts';

const folder = temporaryFolder();

/** Eight orders. */
const ORDERS = `SELECT * FROM (VALUES
  (1, 'a', 'Oslo', 'NO', 10.0, 2.0,  TIMESTAMP '2024-01-01 10:00', 'x'),
  (2, 'b', 'Oslo', 'NO', 20.0, 4.0,  TIMESTAMP '2024-01-01 11:00', 'x'),
  (3, 'a', 'Rome', 'IT', 30.0, NULL, TIMESTAMP '2024-01-02 10:00', 'N/A'),
  (4, 'c', 'Rome', 'IT', 40.0, 8.0,  TIMESTAMP '2024-01-02 09:00', 'y'),
  (5, 'd', 'Rome', 'FR', 50.0, 60.0, TIMESTAMP '2024-01-03 10:00', NULL),
  (6, 'e', 'Paris','FR', 60.0, 12.0, TIMESTAMP '2024-01-04 10:00', 'z'),
  (7, 'a', 'Paris','FR', 70.0, 14.0, TIMESTAMP '2024-01-05 10:00', 'x'),
  (8, 'b', NULL,   'FR', 80.0, 16.0, TIMESTAMP '2024-01-06 10:00', 'x')
) AS v(id, customer, city, country, price, tax, placed, code)`;

const COLUMNS = `
  id: { type: integer }
  customer: { type: string }
  city: { type: string }
  country: { type: string }
  price: { type: number }
  tax: { type: number }
  placed: { type: timestamp }
  code: { type: string }`;

const contractOf = (rules: string) => {
  const lines = rules.trim().replaceAll(/^\s*/gm, '      ');
  const columns = COLUMNS.replaceAll(/^/gm, '    ');
  const text = `version: 1\ndatasets:\n  orders:\n    quality:\n${lines}\n    columns:${columns}\n`;
  const { orders } = parseContract(text, 'contract.yml').value.datasets;
  if (!orders) throw new Error('no contract');
  return orders;
};

let tables = 0;
async function check(
  engine: DataEngine,
  rules: string,
  options: CheckOptions = {},
  select = ORDERS,
): Promise<{ anomalies: readonly Anomaly[]; notes: readonly string[] }> {
  const table = `orders${tables++}`;
  await engine.run(`CREATE TABLE ${table} AS ${select}`);
  const found = await checkContract(engine, table, 'orders', contractOf(rules), options);
  for (const anomaly of found.anomalies)
    expect(checkSchema(AnomalySchema, structuredClone(anomaly))).toEqual([]);
  return found;
}

const rows = (anomaly: Anomaly | undefined) => anomaly?.examples.map(({ row }) => row);

describe('a figure', () => {
  const figures: [string, string][] = [
    ['rowCount', '8'],
    ["rowCount, where: country = 'FR'", '4'],
    ["rowCount, where: country = 'FR', unit: percent", '50'],
    ['nullValues, column: tax', '1'],
    ['nullValues, column: tax, unit: percent', '12.5'],
    ['missingValues, column: code, missing-values: [N/A]', '2'],
    ['invalidValues, column: code, valid-values: [x, y]', '2'],
    ['invalidValues, column: code, pattern: "[a-z]"', '1'],
    ['duplicateValues, columns: [customer]', '5'],
    ['duplicateValues, columns: [customer, country]', '0'],
    ['mean, column: price', '45'],
    ["mean, column: price, where: country = 'IT'", '35'],
    ['standardDeviation, column: price', '24.49489742783178'],
    ['sum, column: id', '36'],
    ['minimum, column: price', '10'],
    ['maximum, column: placed', '"2024-01-06T10:00:00Z"'],
    ['median, column: price', '45'],
    ['quantile, column: price, share: 0.25', '27.5'],
    ['distinctCount, column: customer', '5'],
    ['uniqueShare, column: customer', '0.625'],
    ['shareBetween, column: price, at-least: 20, at-most: 40', '0.375'],
    ['freshness, column: placed, at: "2024-01-07", unit: hours', '14'],
    ['sql, query: "SELECT count(*) FILTER (WHERE tax > 10) FROM ${object}"', '4'],
    ['failingRows, query: "SELECT * FROM ${object} WHERE tax > price"', '1'],
  ];

  it.each(figures)('%s is %s', async (rule, figure) => {
    const engine = await testEngine(folder);
    const is = await check(engine, `- { metric: ${rule}, mustBe: ${figure} }`);
    expect(is.anomalies).toEqual([]);
    expect(is.notes).toEqual([]);
    const { anomalies } = await check(engine, `- { metric: ${rule}, mustNotBe: ${figure}, severity: warn }`);
    expect(anomalies).toHaveLength(1);
    expect(anomalies[0]).toMatchObject({ rule: rule.split(',')[0], severity: 'warn' });
    expect(anomalies[0]?.sentence).toMatch(/must not be/);
    expect(anomalies[0]?.cure).toMatch(/quality/);
  });

  it('shows the rows that count', async () => {
    const engine = await testEngine(folder);
    const { anomalies } = await check(
      engine,
      `- { metric: duplicateValues, columns: [customer], mustBe: 0 }
       - { metric: missingValues, column: code, missing-values: [N/A], mustBeLessThan: 10, unit: percent }
       - { metric: invalidValues, column: city, valid-values: [Oslo, Paris], mustBe: 0, where: price < 50 }`,
    );
    expect(anomalies.map(rows)).toEqual([
      [1, 2, 3, 7, 8],
      [3, 5],
      [3, 4],
    ]);
    expect(anomalies[1]?.sentence).toBe(
      '`code`: 2 of 8 rows (25 %) without a value or with `N/A`, but the number must be below 10 %, first `N/A` in row 3',
    );
    expect(anomalies[2]).toMatchObject({ count: 2, share: 0.5, examples: [{ row: 3, value: 'Rome' }, {}] });
  });

  it('of what is not finite, or of nothing, keeps no rule', async () => {
    const engine = await testEngine(folder);
    for (const metric of ['mean', 'standardDeviation', 'sum', 'maximum', 'minimum', 'median']) {
      const rule = `- { metric: ${metric}, column: price, mustBeGreaterThan: -1e9 }`;
      const odd = `SELECT * REPLACE (CASE id WHEN 4 THEN 'NaN'::DOUBLE ELSE price END AS price) FROM (${ORDERS})`;
      const nan = await check(engine, rule, {}, odd);
      expect(nan.anomalies.map(({ rule: r }) => r)).toContain(metric);
      const none = await check(engine, rule.replace(' }', ', where: price > 1000 }'));
      expect(none.anomalies[0]?.sentence).toMatch(/cannot be told/);
    }
  });

  it('of a sum of infinities is an anomaly, no crash', async () => {
    const engine = await testEngine(folder);
    const odd = `SELECT * REPLACE (CASE id WHEN 4 THEN 'inf'::DOUBLE WHEN 5 THEN '-inf' ELSE 1e200 END AS price) FROM (${ORDERS})`;
    const rules = ['mean', 'standardDeviation', 'sum', 'median', 'quantile, share: 0.5'];
    const { anomalies } = await check(
      engine,
      rules.map((rule) => `- { metric: ${rule}, column: price, mustBeGreaterThan: -1e9 }`).join('\n'),
      {},
      odd,
    );
    expect(anomalies.filter(({ rule }) => rule !== 'finite')).toHaveLength(5);
  });
});

describe('operators', () => {
  it.each([
    ['mustBe: 8', 'mustBe: 9'],
    ['mustNotBe: 9', 'mustNotBe: 8'],
    ['mustBeGreaterThan: 7', 'mustBeGreaterThan: 8'],
    ['mustBeGreaterOrEqualTo: 8', 'mustBeGreaterOrEqualTo: 9'],
    ['mustBeLessThan: 9', 'mustBeLessThan: 8'],
    ['mustBeLessOrEqualTo: 8', 'mustBeLessOrEqualTo: 7'],
    ['mustBeBetween: [7, 9]', 'mustBeBetween: [8, 9]'],
    ['mustBeBetween: [7, 9]', 'mustBeBetween: [7, 8]'],
    ['mustNotBeBetween: [8, 9]', 'mustNotBeBetween: [7, 9]'],
    ['mustNotBeBetween: [7, 8]', 'mustNotBeBetween: [7, 8.5]'],
  ])('%s holds of 8, and %s does not', async (holds, fails) => {
    const engine = await testEngine(folder);
    expect((await check(engine, `- { metric: rowCount, ${holds} }`)).anomalies).toEqual([]);
    expect((await check(engine, `- { metric: rowCount, ${fails} }`)).anomalies).toHaveLength(1);
  });

  it('forgive what the order of additions changes', async () => {
    const engine = await testEngine(folder);
    const tenths = `SELECT * REPLACE (0.1 AS price) FROM (${ORDERS})`;
    const { anomalies } = await check(engine, '- { metric: sum, column: price, mustBe: 0.8 }', {}, tenths);
    expect(anomalies).toEqual([]);
  });
});

describe('rows', () => {
  it('must rise or fall', async () => {
    const engine = await testEngine(folder);
    const rule = (more: string) => `- { metric: monotonic, column: placed, direction: increasing${more} }`;
    const { anomalies } = await check(engine, rule(''));
    expect(anomalies[0]).toMatchObject({
      column: 'placed',
      count: 1,
      examples: [{ row: 4, value: '2024-01-02T09:00:00Z' }],
    });
    expect((await check(engine, rule(', order-by: [placed]'))).anomalies).toEqual([]);
    expect((await check(engine, rule(', mostly: 0.8'))).anomalies).toEqual([]);
    const falling = '- { metric: monotonic, column: price, direction: decreasing, per: [customer] }';
    expect(rows((await check(engine, falling)).anomalies[0])).toEqual([3, 7, 8]);
    const equal = `SELECT * REPLACE (1 AS price) FROM (${ORDERS})`;
    const strict = '- { metric: monotonic, column: price, direction: increasing, strict: true }';
    expect((await check(engine, strict, {}, equal)).anomalies[0]?.count).toBe(7);
  });

  it('must have what others determine', async () => {
    const engine = await testEngine(folder);
    const rule = '- { metric: functionalDependency, columns: [city], determines: country }';
    const { anomalies } = await check(engine, rule);
    expect(anomalies[0]).toMatchObject({ count: 1, examples: [{ row: 5, value: 'Rome, FR' }] });
    expect(anomalies[0]?.sentence).toMatch(
      /1 of 7 rows .* another `country` than most rows with the same `city`/,
    );
  });

  it('must keep a condition; where it is NULL they are not judged', async () => {
    const engine = await testEngine(folder);
    const { anomalies } = await check(engine, '- { metric: crossColumn, condition: tax < price / 2 }');
    expect(anomalies[0]).toMatchObject({ count: 1, share: 1 / 7, examples: [{ row: 5, value: '50, 60' }] });
    const mostly = (share: number) =>
      `- { metric: crossColumn, condition: tax < price / 2, mostly: ${share} }`;
    expect((await check(engine, mostly(0.85))).anomalies).toEqual([]);
    expect((await check(engine, mostly(0.86))).anomalies).toHaveLength(1);
  });

  it('must exist elsewhere', async () => {
    const engine = await testEngine(folder);
    await engine.run(`CREATE TABLE customers AS SELECT unnest(['a', 'b', 'c', 'd']) AS name`);
    const rule = '- { metric: foreignKey, columns: [customer], dataset: customers, dataset-columns: [name] }';
    const found = await check(engine, rule, { datasets: new Map([['customers', 'customers']]) });
    expect(found.anomalies[0]).toMatchObject({
      column: 'customer',
      count: 1,
      examples: [{ row: 6, value: 'e' }],
    });
    const alone = await check(engine, rule);
    expect(alone.notes).toEqual([
      'orders.quality[0] (foreignKey) was not judged, because the dataset `customers` is not at hand.',
    ]);
  });

  it.each([
    ['crossColumn, condition: tax < NULL', /`tax < NULL` is .* NULL, in all 8 rows: nothing was judged/],
    ['crossColumn, condition: "NULL", mostly: 0.5', /nothing was judged/],
    ['crossColumn, condition: id % 0 > 1', /nothing was judged/],
    ['profileCondition, condition: "missing > NULL"', /for every column: nothing was judged/],
  ])('that can be neither kept nor broken are told: %s', async (rule, sentence) => {
    const engine = await testEngine(folder);
    const { anomalies } = await check(engine, `- { metric: ${rule}, severity: warn }`);
    expect(anomalies).toMatchObject([{ severity: 'warn', sentence: expect.stringMatching(sentence) }]);
  });

  it.each([
    ['crossColumn, condition: tax < price, where: id > 99', 'its `where` selects no row'],
    ['nullValues, column: tax, mustBe: 0, where: id > 99', 'its `where` selects no row'],
    ['duplicateValues, columns: [id], mustBe: 0, where: "NULL"', 'its `where` selects no row'],
    [
      'monotonic, column: tax, direction: increasing, where: id = 3',
      'no row has a value of each of its columns',
    ],
    [
      'functionalDependency, columns: [id], determines: city, where: id = 8',
      'no row has a value of each of its columns',
    ],
  ])('without rows to judge are noted: %s', async (rule, reason) => {
    const engine = await testEngine(folder);
    const { anomalies, notes } = await check(engine, `- { metric: ${rule} }`);
    expect(anomalies).toEqual([]);
    expect(notes).toEqual([expect.stringContaining(`was not judged, because ${reason}.`)]);
  });
});

describe('a distribution', () => {
  it('is held against shares, quantiles and a histogram', async () => {
    const engine = await testEngine(folder);
    const rules = `
      - { metric: shares, column: country, values: [{ value: FR, at-most: 0.4 }, { value: NO, at-least: 0.2 }, { value: DE, at-least: 0.1 }] }
      - { metric: quantiles, column: price, bands: [{ share: 0.5, at-least: 40, at-most: 50 }, { share: 0.9, at-most: 70 }] }
      - { metric: histogram, column: price, edges: [0, 25, 50, 100], shares: [0.25, 0.25, 0.5], jensen-shannon-divergence: { at-most: 0 } }
      - { metric: histogram, column: price, edges: [0, 25, 50], shares: [1, 1], jensen-shannon-divergence: { at-most: 0.1 } }
      - { metric: histogram, column: country, values: [NO, IT, FR], shares: [0.5, 0.25, 0.25], jensen-shannon-divergence: { at-most: 0.05 } }`;
    const { anomalies } = await check(engine, rules);
    expect(anomalies.map(({ sentence }) => sentence)).toEqual([
      '`country`: `FR` is 4 of 8 values (50 %), but may make up at most 40 %',
      '`country`: `DE` is no value, but must make up at least 10 %',
      '`price`: the quantile 0.9 is 73, but may be at most 70',
      // (2, 3, 3 beyond the edges) against (1, 1, 0): the square of SciPy's distance, base 2.
      expect.stringMatching(
        /^`price`: the Jensen-Shannon divergence from the expected shares is 0\.2246, but may be at most 0\.1/,
      ),
      expect.stringMatching(/^`country`: the Jensen-Shannon divergence from the expected shares is 0\.06\d+/),
    ]);
  });
});

describe('a condition on the profile', () => {
  it('is asked of each column', async () => {
    const engine = await testEngine(folder);
    const rules = `
      - { metric: profileCondition, condition: missing = 0, columns: [id, tax, city] }
      - { metric: profileCondition, condition: "type <> 'number' OR standard_deviation < 22", name: narrow }`;
    const { anomalies } = await check(engine, rules);
    expect(anomalies.map(({ column, sentence }) => [column, sentence])).toEqual([
      ['tax', '`tax`: its figures (missing 1) break `missing = 0`'],
      ['city', '`city`: its figures (missing 1) break `missing = 0`'],
      [
        'price',
        expect.stringMatching(/^`price` \(narrow\): its figures \(type number, standard_deviation 24\.49/),
      ],
    ]);
  });
});

describe('versions, moments and environments', () => {
  it('need a previous version for a change of the number of rows', async () => {
    const engine = await testEngine(folder);
    const rule = '- { metric: rowCountChange, mustBeBetween: [-10, 10] }';
    expect((await check(engine, rule, { previous: { rows: 8 } })).anomalies).toEqual([]);
    const fewer = await check(engine, rule, { previous: { rows: 16 } });
    expect(fewer.anomalies[0]).toMatchObject({ rule: 'rowCountChange', tfdv: 'COMPARATOR_LOW_NUM_EXAMPLES' });
    const alone = await check(engine, rule);
    expect(alone.anomalies).toEqual([]);
    expect(alone.notes[0]).toMatch(/there is no previous version/);
  });

  it('count freshness from the moment of the check', async () => {
    const engine = await testEngine(folder);
    const rule = '- { metric: freshness, column: placed, mustBeLessThan: 2, unit: days }';
    const at = (iso: string) => check(engine, rule, { now: new Date(iso) });
    expect((await at('2024-01-07T10:00:00Z')).anomalies).toEqual([]);
    expect((await at('2024-01-08T10:00:00Z')).anomalies[0]?.sentence).toMatch(
      /the age of the newest time in days is 2/,
    );
  });

  it('pick rules', async () => {
    const engine = await testEngine(folder);
    const rules = `
      - { metric: rowCount, mustBe: 1, in-environments: [training] }
      - { metric: rowCount, mustBe: 2, not-in-environments: [training] }`;
    const counts = async (environment?: string) =>
      (await check(engine, rules, environment === undefined ? {} : { environment })).anomalies.length;
    expect([await counts(), await counts('training'), await counts('serving')]).toEqual([2, 1, 1]);
  });
});

describe('SQL of users', () => {
  it.each([
    ['crossColumn, condition: "price > 1) OR (TRUE"', /crossColumn/],
    ['crossColumn, condition: "price > 1; DROP TABLE orders"', /crossColumn/],
    ['crossColumn, condition: random() > 0.5', /random\(\) differs from run to run/],
    [
      'crossColumn, condition: "price IN (WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) FROM r)"',
      /WITH RECURSIVE may never end/,
    ],
    [
      'sql, query: "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT max(x) FROM r", mustBe: 1',
      /WITH RECURSIVE may never end/,
    ],
    ['crossColumn, condition: no_such > 1', /no_such/],
    ['crossColumn, condition: sum(price) > 1', /crossColumn\): an aggregate is no condition on a row/],
    ['rowCount, mustBe: 1, where: "1 = 1) FROM x --"', /where/],
    ['failingRows, query: "DELETE FROM ${object}"', /failingRows/],
    ['sql, mustBe: 1, query: "SELECT 1) AS q; DROP TABLE t; SELECT * FROM (SELECT 1"', /sql/],
  ])('is refused: %s', async (rule, message) => {
    const engine = await testEngine(folder);
    await expect(check(engine, `- { metric: ${rule} }`)).rejects.toThrow(message);
  });

  it.each([
    'crossColumn, condition: "id > 0 AND @"',
    'rowCount, mustBe: 8, where: "id = 0 OR @"',
    'failingRows, query: "SELECT 1 WHERE @"',
    'sql, mustBe: 1, query: "SELECT count(*) WHERE @"',
    'profileCondition, condition: "rows > 0 AND @"',
  ])('without end is stopped, and the rule is named: %s', async (rule) => {
    const engine = await testEngine(folder, { queryLimitMs: 1000 });
    const endless =
      '(SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range = 7) > 0';
    const found = check(
      engine,
      `- { metric: mean, column: price, mustBe: 45 }
      - { name: slow, metric: ${rule.replace('@', endless)} }`,
    );
    await expect(found).rejects.toThrow(QueryStopped);
    await expect(found).rejects.toThrow(/^orders\.quality\[1\] `slow` .*: a query was stopped after 1\.0 s/);
  });

  it('that fails on the data is told, and the other rules are judged', async () => {
    const engine = await testEngine(folder);
    const { anomalies } = await check(
      engine,
      `- { metric: rowCount, mustBe: 8, where: "CAST(customer AS INTEGER) > 0" }
       - { metric: mean, column: price, mustBe: 44 }`,
    );
    expect(anomalies.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/cannot be judged: .*Could not convert/),
      expect.stringMatching(/the mean is 45, but must be 44/),
    ]);
  });
});

describe('rules that cannot be meant are refused', () => {
  it.each([
    ['mean, column: price', /needs an operator/],
    ['mean, column: city, mustBe: 1', /for columns of type integer, number, but this is string/],
    ['mean, column: prise, mustBe: 1', /"prise" is none of the columns/],
    ['mean, column: price, mustBe: ten', /must be a number/],
    ['mean, column: price, mustBeBetween: [2, 1]', /the first bound must be below the second/],
    ['maximum, column: placed, mustBeLessThan: 3', /must be a timestamp/],
    ['invalidValues, column: city, mustBe: 0', /needs `valid-values`/],
    ['invalidValues, column: city, pattern: "(", mustBe: 0', /RE2/],
    ['rowCount, unit: percent, mustBe: 3', /all rows are 100 percent/],
    ['rowCountChange, where: id > 1, mustBe: 3', /means nothing/],
    ['histogram, column: price, shares: [1], jensen-shannon-divergence: { at-most: 0 }', /needs either/],
    [
      'histogram, column: price, edges: [1, 2, 3], shares: [1], jensen-shannon-divergence: { at-most: 0 }',
      /must be 2/,
    ],
    ['shares, column: city, values: [{ value: a }]', /needs `at-least`/],
    ['rowCount, mustBe: 1, in-environments: [a], not-in-environments: [a]', /is in `in-environments` too/],
    ['foreignKey, columns: [id], dataset: x, dataset-columns: [a, b]', /as many as/],
  ])('%s', (rule, message) => {
    expect(() => contractOf(`- { metric: ${rule} }`)).toThrow(message);
  });
});
