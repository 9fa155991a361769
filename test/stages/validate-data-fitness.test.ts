import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { csv, type Order, orders } from './orders.ts';
import { copyOf, initWorkspace, type Workspace } from './workspace.ts';

const ORDERS = orders();

let sound: Workspace;
beforeAll(async () => {
  sound = await initWorkspace();
});

/** The evidence for other orders; the contract says nothing of the domain of what they have. */
async function validated(
  rows: readonly object[],
  { config = (text: string) => text, set = [] as string[] } = {},
) {
  const shop = await copyOf(sound);
  await shop.write('orders.csv', csv(rows));
  await shop.change('mlops.yml', config);
  const evidence = await shop.run('validate-data', { set });
  return { shop, evidence, figures: evidence.figures };
}

const rules = (figures: { anomalies: { rule: string; column: string | null }[] }) =>
  figures.anomalies.map(({ rule, column }) => [rule, column]);

describe('sound orders', () => {
  test('are enough, in numbers', async () => {
    const { evidence, figures } = await validated(ORDERS);
    expect(evidence.verdict).toBe('pass');
    expect(rules(figures)).toEqual([]);
    const { adequacy, transformed } = figures;
    expect(adequacy?.verdict).toBe('enough');
    expect(adequacy?.signal).toMatchObject({ metric: 'roc_auc_score', permutations: 99, pValue: 0.01 });
    expect(adequacy?.signal?.score).toBeGreaterThan(0.7);
    expect(adequacy?.learningCurve.map(({ rows }) => rows)).toEqual(
      [...(adequacy?.learningCurve ?? [])].map(({ rows }) => rows).sort((a, b) => a - b),
    );
    expect(adequacy?.coverage?.daysWithRows).toBe(adequacy?.coverage?.days);
    expect(adequacy?.findings.every(({ verdict }) => verdict === 'enough')).toBe(true);
    expect(transformed?.refused).toEqual([]);
    expect(transformed?.columns.length).toBeGreaterThan(5);
    for (const { standardDeviation, minimum, mean, maximum } of transformed?.columns ?? []) {
      expect(minimum).toBeLessThanOrEqual(mean);
      expect(mean).toBeLessThanOrEqual(maximum);
      expect(standardDeviation).toBeGreaterThanOrEqual(0);
    }
  });

  test('give the same figures twice', async () => {
    const [one, two] = [await validated(ORDERS), await validated(ORDERS)];
    expect(one.figures.adequacy).toEqual(two.figures.adequacy);
    expect(one.figures.transformed).toEqual(two.figures.transformed);
  });

  test('are not asked about where the config says so', async () => {
    const { figures } = await validated(ORDERS, { set: ['data.adequacy=off'] });
    expect(figures.adequacy).toBeUndefined();
    expect(figures.transformed).toBeDefined();
  });
});

describe('the data are not adequate where', () => {
  const noSignal = () => {
    const random = new Random(4);
    return ORDERS.map((order) => ({ ...order, late: random.next() < 0.3 ? 'yes' : 'no' }));
  };

  test('labels are random: no signal, which is a warning', async () => {
    const { evidence, figures } = await validated(noSignal());
    expect(evidence.verdict).toBe('pass');
    expect(figures.adequacy?.verdict).toBe('doubtful');
    expect(figures.adequacy?.findings[0]).toMatchObject({
      about: 'signal',
      sentence: expect.stringContaining('No signal'),
    });
    expect(evidence.reasons).toContainEqual(
      expect.objectContaining({ rule: 'adequacy.signal', outcome: 'warn' }),
    );
  });

  test('there are few rows: not enough, and a failure where that is asked for', async () => {
    const tiny = ORDERS.filter((_, row) => row % 40 === 0);
    const { evidence, figures } = await validated(tiny);
    expect(evidence.verdict).toBe('pass');
    expect(figures.adequacy?.verdict).toBe('not enough');
    const failing = await validated(tiny, { set: ['data.adequacy=error'] });
    expect(failing.evidence.verdict).toBe('fail');
    expect(failing.evidence.reasons).toContainEqual(
      expect.objectContaining({ rule: 'adequacy.rows', outcome: 'fail' }),
    );
  });

  test('they cannot be divided: not enough', async () => {
    const { evidence, figures } = await validated(ORDERS, {
      set: ['data.split={by: time, train: 400d, validation: 10d, test: 10d}'],
    });
    expect(figures.adequacy?.verdict).toBe('not enough');
    expect(evidence.reasons.some(({ sentence }) => sentence.includes('less than half'))).toBe(true);
  });

  test('labels are wrong, which shows where features tell the classes apart', async () => {
    const random = new Random(9);
    const clear = (share: number) =>
      ORDERS.map((order) => ({
        ...order,
        late: order.items > 5 !== random.next() < share ? 'yes' : 'no',
      }));
    const wrong = await validated(clear(0.08));
    expect(wrong.figures.adequacy?.labelNoise?.method).toBe('confident-learning');
    expect(wrong.figures.adequacy?.labelNoise?.share).toBeGreaterThan(0.05);
    expect(wrong.figures.adequacy?.labelNoise?.share).toBeLessThan(0.12);
  });
});

describe('what training would stumble over', () => {
  test('a column that gives the label away', async () => {
    const { figures } = await validated(
      ORDERS.map((order, row) => ({ ...order, weight: (order.late === 'yes' ? 100 : 0) + (row % 7) })),
    );
    expect(rules(figures)).toContainEqual(['leakage', 'weight']);
    expect(figures.anomalies[0]).toMatchObject({
      severity: 'warn',
      cure: expect.stringContaining('allow-leakage'),
    });
  });

  test('test rows that are training rows under another time', async () => {
    const copies = ORDERS.map((order, row) =>
      row >= 2300 ? { ...(ORDERS[row - 2000] as Order), ordered_at: order.ordered_at } : order,
    );
    const { figures } = await validated(copies);
    expect(rules(figures)).toEqual([['overlap', null]]);
    expect(figures.anomalies[0]?.sentence).toMatch(
      /\d+ of [\d,]+ test rows \([\d.]+ %\) are equal to a training or validation row/,
    );
  });

  test('keys that come back after the split', async () => {
    const keyed = ORDERS.map((order, row) => ({ ...order, number: row >= 2350 ? row - 2000 : row }));
    const { figures } = await validated(keyed, {
      config: (text) => text.replace('    from: data\n', '    from: data\n    keys: [number]\n'),
    });
    const found = figures.anomalies.find(({ rule }) => rule === 'overlap');
    expect(found).toMatchObject({ count: 50, sentence: expect.stringContaining('`number`') });
  });

  test('a unit that changes after the training rows', async () => {
    const { figures } = await validated(
      ORDERS.map((order, row) => ({ ...order, items: row >= 2000 ? order.items * 1000 : order.items })),
    );
    const found = figures.anomalies.filter(({ dataset }) => dataset === 'transformed');
    expect(found.map(({ rule, column }) => [rule, column])).toEqual([['exploded', 'items']]);
    expect(rules(figures)).toContainEqual(['unit-jump', 'items']);
  });

  test('categories that training never saw', async () => {
    const { figures } = await validated(
      ORDERS.map((order, row) => ({ ...order, carrier: row >= 2000 ? 'drone' : order.carrier })),
      { set: ['data.contract=contract.yml'] },
    );
    // The contract's domain has them first.
    expect(rules(figures)).toContainEqual(['domain', 'carrier']);
    const shop = await copyOf(sound);
    await shop.write(
      'orders.csv',
      csv(ORDERS.map((order, row) => ({ ...order, carrier: row >= 2000 ? 'drone' : order.carrier }))),
    );
    await shop.change('contract.yml', (text) => text.replaceAll(/ {8}domain: \[ blue.*\n/g, ''));
    const evidence = await shop.run('validate-data');
    expect(rules(evidence.figures)).toContainEqual(['unseen', 'carrier']);
    expect(evidence.verdict).toBe('pass');
  });
});

test('personal data are nowhere in the evidence', async () => {
  const rows = ORDERS.map((order, row) => ({ ...order, contact: `person.${row % 700}@example.org` }));
  const shop = await initWorkspace(rows);
  await shop.change('contract.yml', (text) =>
    text.replaceAll(/( {6}contact:\n(?: {8}.*\n)*?)( {8}missing: )/g, '$1        pattern: "[a-z]+"\n$2'),
  );
  const evidence = await shop.run('validate-data');
  expect(evidence.figures.anomalies.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['pattern', 'personal-data']),
  );
  expect(JSON.stringify(evidence)).not.toContain('@example.org');
  const column = evidence.figures.datasets[0]?.columns.find(({ column: name }) => name === 'contact');
  expect(column).toEqual({ column: 'contact', type: 'string', missing: 0, distinct: 700, hidden: true });
  expect(evidence.figures.anomalies.find(({ rule }) => rule === 'pattern')?.sentence).toContain(
    '`(hidden)` in row 1',
  );
});
