import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { csv } from '../stages/orders.ts';
import { emptyWorkspace, type Workspace } from '../stages/workspace.ts';
import { mlopsHere as mlops } from './command.ts';

interface Written {
  readonly label: string;
  readonly task: string;
  readonly notes: string[];
}

async function init(shop: Workspace, ...args: string[]): Promise<Written> {
  const { code, stdout, stderr } = await mlops(['init', ...args, '--json'], { cwd: shop.directory });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Written;
}

/** Runs the loop up to the registry on what init wrote. */
async function accepted(shop: Workspace): Promise<void> {
  const evidence = await shop.loop(['validate-data', 'train', 'evaluate-gate', 'register']);
  expect(evidence.map(({ stage, verdict, reasons }) => [stage, verdict, reasons[0]?.sentence])).toEqual([
    ['validate-data', 'pass', expect.anything()],
    ['train', 'pass', expect.anything()],
    ['evaluate-gate', 'pass', expect.anything()],
    ['register', 'pass', expect.anything()],
  ]);
}

const random = new Random(6);
const rows = <T>(count: number, row: (index: number, x: number) => T) =>
  Array.from({ length: count }, (_, index) => row(index, random.normal()));

test('what init and the runs after it write in .mlops is nothing for git, unless somebody said otherwise', async () => {
  const shop = await emptyWorkspace();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: shop.directory, encoding: 'utf8' });
  git('init', '--quiet');
  await shop.write('points.csv', csv(rows(60, (index, x) => ({ x: x.toFixed(3), y: index % 2 }))));
  await init(shop, 'points.csv', '--label', 'y');
  await shop.write('.mlops/train.json', '{}');
  expect(git('status', '--short').trim().split('\n')).toEqual([
    '?? contract.yml',
    '?? mlops.yml',
    '?? points.csv',
  ]);
  await shop.write('.mlops/.gitignore', 'runs/\n');
  await init(shop, 'points.csv', '--label', 'y', '--force');
  expect(await shop.read('.mlops/.gitignore')).toBe('runs/\n');
});

describe('init makes a config and a contract with which the loop passes, of', () => {
  test('a quantity, with NA for missing numbers and a name in every row', async () => {
    const shop = await emptyWorkspace();
    const houses = rows(600, (index, x) => ({
      id: `house-${index}`,
      area: index % 17 === 0 ? 'NA' : (100 + 30 * x).toFixed(1),
      rooms: 1 + (index % 6),
      always: 'x',
      price: (200 + 60 * x + 5 * (index % 6)).toFixed(2),
    }));
    await shop.write('House Prices.csv', csv(houses));
    const { label, task, notes } = await init(shop, 'House Prices.csv');
    expect([label, task]).toEqual(['price', 'regression']);
    expect(notes.join('\n')).toMatch(/left out.*: id, always/);
    const config = await shop.read('mlops.yml');
    expect(config).toContain('name: house-prices');
    expect(config).toContain('missing: [NA]');
    expect(config).not.toContain('monitor:');
    await accepted(shop);
  });

  test('several classes in a compressed file without any time', async () => {
    const shop = await emptyWorkspace();
    const pets = rows(600, (index, x) => ({
      kind: ['ant', 'bee', 'cat'][index % 3],
      size: (x + 3 * (index % 3)).toFixed(3),
      legs: index % 2 ? 'six' : 'four',
    }));
    await shop.write('pets.csv.gz', gzipSync(csv(pets)));
    const { task } = await init(shop, 'pets.csv.gz', '--label', 'kind');
    expect(task).toBe('multiclass-classification');
    await accepted(shop);
  });

  test('JSON Lines with truth values, dates that are missing, and rows without a label', async () => {
    const shop = await emptyWorkspace();
    const visits = rows(700, (index, x) => ({
      day: new Date(Date.UTC(2024, 0, 1 + Math.floor(index / 10))).toISOString().slice(0, 10),
      before:
        index % 5 === 0 ? null : new Date(Date.UTC(2023, 5, 1 + (index % 90))).toISOString().slice(0, 10),
      minutes: x,
      bought: index % 50 === 0 ? null : x + random.normal() > 0.3,
    }));
    await shop.write('visits.jsonl', visits.map((visit) => `${JSON.stringify(visit)}\n`).join(''));
    const { task, notes } = await init(shop, 'visits.jsonl');
    expect(task).toBe('binary-classification');
    expect(notes.join('\n')).toContain('rows without `bought` are left out of training: 14 of 700');
    expect(await shop.read('mlops.yml')).toContain('"\\"bought\\" is not null"');
    await accepted(shop);
  });

  test('columns whose names hold quotes, line ends and SQL', async () => {
    const shop = await emptyWorkspace();
    const [quote, line, sql, proto] = ['say "hi"', 'two\nlines', "'; drop table data; --", '__proto__'];
    const lines = [`"say ""hi""","two\nlines","${sql}",${proto},yes: no?`];
    for (const index of Array(600).keys()) {
      const x = random.normal();
      lines.push(
        `${x.toFixed(3)},${index % 4 ? 'a' : '"b\nc"'},${random.normal().toFixed(3)},${index},${x + random.normal() > 0}`,
      );
    }
    await shop.write("odd 'name [1].csv", `${lines.join('\n')}\n`);
    const { label } = await init(shop, "odd 'name [1].csv");
    expect(label).toBe('yes: no?');
    await accepted(shop);
    const { signature } = await shop.json<{ signature: { inputs: { name: string }[] } }>(
      'run/package/manifest.json',
    );
    expect(signature.inputs.map(({ name }) => name).sort()).toEqual([quote, line, sql].sort());
  });

  test('whole numbers 0 and 1, two words, and the column that is named', async () => {
    const shop = await emptyWorkspace();
    await shop.write(
      'both.csv',
      csv(
        rows(600, (_, x) => ({
          mood: x > 0.5 ? 'sunny' : 'grim',
          won: x > 0 ? 1 : 0,
          x: (x + random.normal()).toFixed(3),
        })),
      ),
    );
    await init(shop, 'both.csv', '--label', 'won', '--name', 'winner', '--task', 'binary-classification');
    expect(await shop.read('mlops.yml')).toContain(
      'model: { name: winner, task: binary-classification, label: won }',
    );
    await init(shop, 'both.csv', '--label', 'mood', '--force');
    expect(await shop.read('mlops.yml')).toMatch(/label: mood, positive: "sunny"/);
  });
});

describe('init refuses', () => {
  const refused = async (shop: Workspace, ...args: string[]) => {
    const files = await shop.files();
    const { code, stderr, stdout } = await mlops(['init', ...args], { cwd: shop.directory });
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(await shop.files()).toEqual(files);
    return [code, stderr] as const;
  };
  const table = csv(rows(60, (index, x) => ({ a: x, b: index % 2, one: 1 })));

  test('to write over what is there, unless it is told to', async () => {
    const shop = await emptyWorkspace();
    await shop.write('data.csv', table);
    await shop.write('contract.yml', 'mine');
    const [code, message] = await refused(shop, 'data.csv', '--label', 'b');
    expect(code).toBe(2);
    expect(message).toMatch(/contract\.yml is there already\n {2}→ Use --force/);
    expect(await shop.read('contract.yml')).toBe('mine');
    await init(shop, 'data.csv', '--label', 'b', '--force');
  });

  test.each([
    ['a label that is not there', ['data.csv', '--label', 'c'], /no column "c".*Its columns are a, b, one/s],
    ['a label with one value', ['data.csv'], /`one` has one value only/],
    ['a name that no model may have', ['data.csv', '--label', 'b', '--name', 'My Model'], /"My Model"/],
    ['a time that is none', ['data.csv', '--label', 'b', '--time', 'a'], /no time column "a"/],
    ['a file that is not there', ['nowhere.csv'], /nowhere\.csv does not exist/],
    ['a file of an unknown kind', ['mlops.txt.bin'], /does not exist|format/],
  ])('%s', async (_, args, message) => {
    const shop = await emptyWorkspace();
    await shop.write('data.csv', table);
    const [code, text] = await refused(shop, ...args);
    expect(code).toBe(2);
    expect(text).toMatch(message);
  });
});

test('init of a config writes the contract of its sources and its view', async () => {
  const shop = await emptyWorkspace();
  await shop.write(
    'data.csv',
    csv(rows(600, (index, x) => ({ x: x.toFixed(3), shop: index % 3, y: x + random.normal() > 0 }))),
  );
  await init(shop, 'data.csv', '--label', 'y');
  await shop.write('shops.csv', 'shop,city\n0,Rome\n1,Bonn\n2,Oslo\n');
  await shop.change('mlops.yml', (text) =>
    text
      .replace('  view:', '    shops: { path: shops.csv }\n  view:')
      .replace('    from: data', '    from: data\n    join: [{ source: shops, on: [shop] }]')
      .replace('features:', 'features:\n  - { columns: [city], transform: one-hot }'),
  );
  const { code, stdout } = await mlops(['init', 'mlops.yml', '--force'], { cwd: shop.directory });
  expect([code, stdout]).toEqual([0, expect.stringContaining('for data, shops, view')]);
  expect(await shop.read('contract.yml')).toMatch(/view:\n {4}columns:[\s\S]*city:/);
  await accepted(shop);
});

test('no personal data get into what init writes and prints, or into the model', async () => {
  const shop = await emptyWorkspace();
  const orders = rows(300, (index, x) => ({
    seller: `seller${index % 3}@example.com`,
    contact: `+49 171 ${2_000_000 + (index % 90)}`,
    color: ['red', 'blue'][index % 2],
    weight: x.toFixed(2),
    late: x > 0 ? 'yes' : 'no',
  }));
  await shop.write('orders.csv', csv(orders));
  const printed = await init(shop, 'orders.csv');
  const written = `${JSON.stringify(printed)}${await shop.read('mlops.yml')}${await shop.read('contract.yml')}`;
  expect(written).not.toMatch(/@example|\+49/);
  expect(printed.notes).toContain('left out, as they look like personal data: seller, contact');
  expect(await shop.read('contract.yml')).toContain('domain: [ blue, red ]');
});
