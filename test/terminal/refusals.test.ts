import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { csv, orders } from '../stages/orders.ts';
import { copyOf, emptyWorkspace, initWorkspace, type Workspace } from '../stages/workspace.ts';
import { type Finished, mlops, mlopsHere } from './command.ts';

let sound: Workspace;
let trained: Workspace;
beforeAll(async () => {
  sound = await initWorkspace();
  trained = await copyOf(sound);
  await trained.loop(['validate-data', 'train', 'evaluate-gate', 'register'], {
    out: '.mlops/runs/20250601T060000Z-000000',
  });
});

const here = (shop: Workspace, ...args: string[]) => mlopsHere([...args, '--quiet'], { cwd: shop.directory });

/** What a person sees of a refusal: an exit code, a message and what to do, and never a stack. */
function refusal({ code, stderr }: Finished): string {
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr).not.toContain('bug');
  expect([1, 2]).toContain(code);
  return stderr;
}

describe('a config that is broken', () => {
  test.each([
    ['a typo', (text: string) => text.replace('features:', 'featuers:'), /mlops\.yml:\d+:1 .*features/],
    [
      'a wrong value',
      (text: string) => text.replace('seed: 7', 'seed: seven'),
      /mlops\.yml:\d+:\d+ train\.seed/,
    ],
    ['no YAML', (text: string) => `${text}\n  - : [`, /mlops\.yml:\d+:\d+/],
    [
      'a rule of no metric',
      (text: string) => text.replace('roc_auc_score', 'auc'),
      /gate\.rules\[0\]\.metric/,
    ],
    ['an empty file', () => '', /mlops\.yml/],
  ])('%s: exit code 2 with line and column', async (_, change, place) => {
    const shop = await copyOf(sound);
    await shop.change('mlops.yml', change);
    const finished = await here(shop, 'run');
    expect(finished.code).toBe(2);
    expect(refusal(finished)).toMatch(place);
    expect(await shop.files('.mlops/runs')).toEqual([]);
  });

  test.each([
    [
      'a feature',
      (text: string) => text.replace('carrier', 'carier'),
      '"carier" is no column of the view; did you mean "carrier"?',
    ],
    [
      'a slice',
      (text: string) => text.replace('rules:', 'slices: [carier]\n  rules:'),
      '"carier" is no column of the view; did you mean "carrier"?',
    ],
  ])('or names %s that the data do not have', async (_, change, told) => {
    const shop = await copyOf(sound);
    await shop.change('mlops.yml', change);
    for (const command of ['validate-data', 'train']) {
      const finished = await here(shop, command);
      expect(finished.code).toBe(2);
      expect(refusal(finished)).toContain(told);
    }
  });

  test('or is not there, or is a contract that is broken', async () => {
    const shop = await copyOf(sound);
    expect(refusal(await here(shop, 'run', '--config', 'other.yml'))).toMatch(/other\.yml.*mlops init/s);
    await shop.change('contract.yml', (text) => text.replace('type: number', 'type: decimal'));
    const finished = await here(shop, 'validate-data');
    expect(finished.code).toBe(2);
    expect(refusal(finished)).toMatch(/contract\.yml:\d+:\d+ datasets\.data\.columns\.weight\.type/);
    await rm(shop.path('contract.yml'));
    expect(refusal(await here(shop, 'validate-data'))).toContain('contract.yml');
  });

  test('an override that is wrong is told as one', async () => {
    const finished = await here(sound, 'train', '--set', 'train.epochs=0');
    expect(finished.code).toBe(2);
    expect(refusal(finished)).toContain('--set train.epochs=0');
  });

  test('a feature that is not known when predicting', async () => {
    const finished = await here(sound, 'train', '--set', 'data.view.unavailable=[weight]');
    expect(finished.code).toBe(2);
    expect(refusal(finished)).toMatch(/features\[1\]\.columns\[0\].*unavailable/);
  });
});

describe('data that are bad', () => {
  const bad: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['an empty file', '', /orders\.csv is empty/],
    ['zero rows', csv(orders(1)).split('\n', 1).join(''), /has no rows/],
    ['binary garbage', Uint8Array.from({ length: 4096 }, (_, index) => (index * 89) % 251), /orders\.csv/],
    ['ragged rows', `${csv(orders())}a,b\n`, /orders\.csv, line 2402: 2 values where the header names 7/],
    ['another encoding', Buffer.from(csv(orders()).replace('red', 'r\u00f6t'), 'latin1'), /not UTF-8/],
    ['one class', csv(orders().map((order) => ({ ...order, late: 'no' }))), /late/],
    [
      'infinities',
      csv(orders().map((order, row) => ({ ...order, weight: row % 9 ? order.weight : 'inf' }))),
      /weight.*(infinite|finite)/,
    ],
  ];
  test.each(bad)('%s: exit code 1, evidence, and the old results stay', async (_, content, message) => {
    const shop = await copyOf(trained);
    const before = await shop.files('.mlops');
    await shop.write('orders.csv', content);
    const finished = await here(shop, 'run');
    expect(finished.code).toBe(1);
    expect(refusal(finished)).toMatch(message);
    const after = await shop.files('.mlops');
    expect(after).toEqual(expect.arrayContaining(before));
    const fresh = after.filter((name) => !before.includes(name)).map((name) => name.split('/').at(-1));
    expect(fresh.sort()).toEqual(['report.html', 'report.md', 'validate-data.json']);

    // Whoever skips the check is stopped by the training.
    const training = await here(shop, 'train');
    expect(training.code).toBe(1);
    refusal(training);
  });

  test('a file that is not there: exit code 2', async () => {
    const shop = await copyOf(trained);
    await rm(shop.path('orders.csv'));
    const finished = await here(shop, 'run');
    expect(finished.code).toBe(2);
    expect(refusal(finished)).toMatch(/orders\.csv does not exist\n {2}→/);
  });

  test('a feature that is constant trains all the same', async () => {
    const shop = await copyOf(sound);
    await shop.write('orders.csv', csv(orders().map((order) => ({ ...order, items: 1, weight: 2 }))));
    expect((await here(shop, 'run', '--stages', 'validate-data,train,evaluate-gate')).code).toBe(0);
  });
});

describe('a model package that is damaged', () => {
  const RUN = '.mlops/runs/20250601T060000Z-000000';
  test.each(['model/weights.bin', 'model/model.json', 'baseline.parquet', 'transform.json'])(
    'in %s is not judged, registered or served',
    async (name) => {
      const shop = await copyOf(trained);
      const path = join(shop.path(RUN), 'package', name);
      const content = await readFile(path);
      content[Math.floor(content.length / 2)] = (content[Math.floor(content.length / 2)] ?? 0) ^ 1;
      await writeFile(path, content);
      for (const args of [['evaluate-gate'], ['register'], ['serve', `${RUN}/package`, '--port', '0']]) {
        const finished = await here(shop, ...args);
        expect(finished.code).toBe(1);
        expect(refusal(finished)).toContain(`${name} was changed`);
      }
    },
  );

  test('or cut short, or joined by another file, or a link', async () => {
    const shop = await copyOf(trained);
    await writeFile(join(shop.path(RUN), 'package/model/weights.bin'), 'short');
    expect(refusal(await here(shop, 'evaluate-gate'))).toContain('weights.bin has 5 bytes');
    const joined = await copyOf(trained);
    await writeFile(join(joined.path(RUN), 'package/model/extra.bin'), 'more');
    expect(refusal(await here(joined, 'evaluate-gate'))).toContain('is not in its manifest');
    const linked = await copyOf(trained);
    await rm(join(linked.path(RUN), 'package/transform.json'));
    await symlink('/etc/passwd', join(linked.path(RUN), 'package/transform.json'));
    expect(refusal(await here(linked, 'evaluate-gate'))).toContain('transform.json');
  });

  test('is told where there is none', async () => {
    const finished = await here(sound, 'serve', 'nowhere', '--port', '0');
    expect(finished.code).toBe(2);
    expect(refusal(finished)).toContain('there is no model package');
    expect(refusal(await here(sound, 'evaluate-gate'))).toMatch(/no model of late-orders was trained yet/);
    expect(refusal(await here(sound, 'deploy'))).toMatch(/no version of late-orders is registered/);
    expect(refusal(await here(sound, 'deploy', '--rollback'))).toMatch(/nothing was ever deployed/);
    expect(refusal(await here(sound, 'report'))).toMatch(/there is no run of late-orders yet/);
    expect(refusal(await here(sound, 'deploy', '--environment', 'moon'))).toMatch(/"moon"/);
  });
});

describe('a registry folder that somebody edited', () => {
  const RECORD = '.mlops/registry/late-orders/versions/v1.0.0';
  test.each([
    ['a record', 'record.json', (text: string) => text.replace('v1.0.0', 'v9.0.0')],
    ['a record that is no JSON', 'record.json', () => '{'],
    ['a stored package', 'package/transform.json', (text: string) => text.replace('0', '1')],
  ])('%s is found, and nothing is deployed from it', async (_, name, change) => {
    const shop = await copyOf(trained);
    await shop.change(`${RECORD}/${name}`, change);
    const finished = await here(shop, 'deploy');
    expect(refusal(finished)).toMatch(/edited|damaged/);
    expect(await shop.deployed()).toBeNull();
  });
});

test('a port that is in use: exit code 2, and nothing is deployed', async () => {
  const shop = await copyOf(trained);
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as { port: number };
  try {
    const served = await here(
      shop,
      ...['serve', '.mlops/runs/20250601T060000Z-000000/package', '--port', String(port)],
    );
    expect(served.code).toBe(2);
    expect(refusal(served)).toContain(String(port));
    const deployed = await here(shop, 'deploy', '--set', `deploy.production.port=${port}`);
    expect(deployed.code).toBe(2);
    expect(refusal(deployed)).toContain(String(port));
    expect((await shop.deployed())?.pid ?? null).toBeNull();
  } finally {
    taken.close();
  }
});

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  test.each([
    [['validate-data'], 4],
    [['train'], 1],
    [['train'], 12],
    [['evaluate-gate'], 2],
    [['register'], 6],
    [['view', '--out', 'requests.jsonl'], 16],
    [['init', 'orders.csv', '--label', 'late', '--force'], 1],
  ] as const)(
    'ends %s (%i KiB a file) with a message, and nothing half-written',
    async (args, fileBlocks) => {
      const shop = await copyOf(trained);
      if (args[0] === 'register') {
        await rm(shop.path('.mlops/registry'), { recursive: true });
        await rm(shop.path('.mlops/runs/20250601T060000Z-000000/register.json'));
      }
      const before = await shop.files();
      const contents = await Promise.all(before.map((name) => readFile(shop.path(name))));
      const finished = await mlops([...args, '--quiet'], { cwd: shop.directory, fileBlocks });
      expect(finished.code).toBe(2);
      expect(refusal(finished)).toMatch(/disk is full|larger than is allowed/);
      const after = await shop.files();
      expect(after.filter((name) => /\.tmp|incoming|scratch|staging/.test(name))).toEqual([]);
      for (const [index, name] of before.entries()) {
        expect((await readFile(shop.path(name))).equals(contents[index] as Buffer), name).toBe(true);
      }
      const fresh = after.filter((name) => !before.includes(name));
      expect(fresh).toEqual([]);
    },
  );
});

test.each([
  [['train', '--out', 'orders.csv'], /orders\.csv cannot be written: a file stands where a folder is needed/],
  [['monitor-drift', '--out', 'orders.csv/deep'], /a file stands where a folder is needed/],
  [['view', '--out', 'orders.csv/deep'], /a file stands where a folder is needed/],
  [['view', '--out', '.'], /a folder stands where a file is needed/],
  [['report', '--out', 'orders.csv'], /orders\.csv/],
  [['train', '--config', '.'], /not a file/],
  [['profile', '.'], /is a folder/],
  [['profile', 'nowhere.csv'], /nowhere\.csv does not exist/],
  [['serve', 'orders.csv'], /there is no model package/],
] as const)('a file where a folder is needed, or the other way round: %s', async (args, message) => {
  const finished = await here(sound, ...args);
  expect(finished.code).toBe(2);
  expect(refusal(finished)).toMatch(message);
});

test('a workspace without any data yet tells where to begin', async () => {
  const shop = await emptyWorkspace();
  expect(refusal(await here(shop, 'run'))).toMatch(/mlops init/);
});
