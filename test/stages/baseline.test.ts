import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTerminal } from '../../src/cli.ts';
import { temporaryFolder, testEngine } from '../data/engine.ts';

/** Sixty days of two shops; every third order has no outcome, and those are the large ones. */
function orders(): string {
  const lines = ['day,shop,amount,returned'];
  for (let row = 0; row < 1200; row++) {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(row / 20))).toISOString().slice(0, 10);
    const known = row % 3 > 0;
    lines.push(`${day},${row % 2 ? 'a' : 'b'},${known ? row % 50 : 100},${known ? row % 7 < 3 : ''}`);
  }
  return `${lines.join('\n')}\n`;
}

const CONFIG = `version: 1
model: { name: returns, task: binary-classification, label: late }
data:
  sources: { orders: { path: orders.csv } }
  view:
    from: orders
    label: "returned"
    where: "returned is not null and shop = 'a'"
    time: day
    unavailable: [returned]
  contract: contract.yml
  split: SPLIT
features:
  - { columns: [amount], transform: standardize }
train: { trainer: tfjs, hidden: [], epochs: 1 }
gate: { rules: [{ metric: roc_auc_score, at-least: 0.1 }] }
`;

async function baselineOf(split: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'orders.csv'), orders());
  const config = join(folder, 'mlops.yml');
  writeFileSync(config, CONFIG.replace('SPLIT', split));
  const out = join(folder, 'out');
  expect(await runTerminal(['init', config, '--quiet'])).toBe(0);
  expect(await runTerminal(['train', '--config', config, '--out', out, '--quiet'])).toBe(0);
  const engine = await testEngine(folder);
  const [first] = await engine.rows(
    `SELECT count(*) AS n, count(*) FILTER (amount = 100) AS large, min(day)::VARCHAR AS first, max(day)::VARCHAR AS last
     FROM read_parquet('${join(out, 'package', 'baseline.parquet')}')`,
  );
  return first;
}

test('split by time, the baseline holds what was asked in the training period: without an outcome too, of this shop only', async () => {
  expect(await baselineOf('{ by: time, train: 30d, validation: 10d, test: 10d }')).toEqual({
    n: 300,
    large: 100,
    first: '2024-01-11',
    last: '2024-02-09',
  });
});

test('split otherwise, the baseline holds the training rows', async () => {
  const found = await baselineOf('{ by: random, validation: 0.25, test: 0.25 }');
  expect(found).toMatchObject({ n: 200, large: 0 });
});
