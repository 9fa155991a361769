import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { DataLock } from '../../src/data/versions/lock.ts';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { temporaryFolder } from '../data/engine.ts';
import { testServer } from '../data/sources/remote/ports.ts';
import { mlops, mlopsHere } from './command.ts';

afterEach(() => void vi.unstubAllEnvs());

const CSV = `day,amount,returned\n${Array.from(
  { length: 400 },
  (_, row) =>
    `${new Date(Date.UTC(2024, 0, 1 + Math.floor(row / 10))).toISOString().slice(0, 10)},${row % 50},${row % 3 === 0}`,
).join('\n')}\n`;

const RATES = `console.log('day,rate');
for (let day = 0; day < 40; day++) console.log(new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10) + ',' + day % 3);
`;

const config = (url: string) => `version: 1
model: { name: returns, task: binary-classification, label: late }
data:
  sources:
    orders: { path: "${url}/orders.csv", sha256: ${createHash('sha256').update(CSV).digest('hex')} }
    rates: { command: [node, rates.mjs] }
  view:
    from: orders
    label: returned
    join: [{ source: rates, on: [day] }]
    time: day
    unavailable: [returned]
  split: { by: time, train: 20d, validation: 5d, test: 5d }
features:
  - { columns: [amount, rate], transform: [impute, standardize] }
train: { trainer: tfjs, hidden: [], epochs: 1 }
gate: { rules: [{ metric: roc_auc_score, at-least: 0.1 }] }
`;

test('sources are fetched, checked, trained on, told in the evidence, and gone', async () => {
  const { url, asked } = await testServer((_, response) => response.end(CSV));
  const cwd = temporaryFolder();
  const spill = temporaryFolder();
  const env = { MLOPS_SPILL_DIR: spill, MLOPS_PRIVATE_HOSTS: '127.0.0.1' };
  vi.stubEnv('MLOPS_PRIVATE_HOSTS', '127.0.0.1');
  vi.stubEnv('MLOPS_SPILL_DIR', temporaryFolder());
  writeFileSync(join(cwd, 'mlops.yml'), config(url));
  writeFileSync(join(cwd, 'rates.mjs'), RATES);
  const init = await mlopsHere(['init', 'mlops.yml', '--quiet'], { cwd });
  expect(init).toMatchObject({ code: 0, stderr: '' });
  const run = await mlops(['run', '--stages', 'validate-data,train', '--json'], { cwd, env });
  expect(run.code, run.stderr).toBe(0);
  const { stages } = JSON.parse(run.stdout) as {
    stages: { 'validate-data': EvidenceOf<'validate-data'>; train: EvidenceOf<'train'> };
  };
  const digest = `sha256:${createHash('sha256').update(CSV).digest('hex')}`;
  for (const { inputs } of Object.values(stages).slice(0, 2)) {
    expect(inputs['source:orders']).toBe(digest);
    expect(inputs['source:rates']).toMatch(/^sha256:/);
  }
  // Once for `init`, once for all stages of the run.
  expect(asked).toHaveLength(2);
  expect(readdirSync(spill)).toEqual([]);
  const view = await mlopsHere(['view', '--quiet', '--to', '2024-01-02'], { cwd });
  expect(view.stdout.split('\n')).toHaveLength(11);
  await mlopsHere(['data', 'lock', '--quiet'], { cwd });
  const lock = JSON.parse(readFileSync(join(cwd, 'data.lock'), 'utf8')) as DataLock;
  expect(lock.datasets.orders?.files).toEqual([
    { path: `${url}/orders.csv`, sha256: digest, bytes: CSV.length },
  ]);
  vi.stubEnv('MLOPS_PRIVATE_HOSTS', '');
  const refused = await mlopsHere(['validate-data'], { cwd });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('is not https');
});

test('data with another digest than the config names fail validation, and nothing else', async () => {
  const { url } = await testServer((_, response) => response.end(`${CSV}2024-02-20,1,true\n`));
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'mlops.yml'), config(url));
  writeFileSync(join(cwd, 'rates.mjs'), RATES);
  writeFileSync(join(cwd, 'contract.yml'), 'version: 1\ndatasets: {}\n');
  vi.stubEnv('MLOPS_PRIVATE_HOSTS', '127.0.0.1');
  vi.stubEnv('MLOPS_SPILL_DIR', temporaryFolder());
  const checked = await mlopsHere(['validate-data', '--json'], { cwd });
  expect(checked.code, checked.stderr).toBe(1);
  const { figures } = JSON.parse(checked.stdout) as EvidenceOf<'validate-data'>;
  expect(figures.anomalies[0]).toMatchObject({ dataset: 'orders', rule: 'readable', severity: 'error' });
});
