import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ColumnProfile, type Profile, parseProfile } from '../../src/data/profile/profile-schema.ts';
import type { ColumnDrift, DatasetDrift } from '../../src/drift/result.ts';
import { csv } from '../stages/orders.ts';
import { mlopsHere as mlops } from './command.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mlops-profile-'));
  const row = (index: number) => ({
    x: ((index * 7919 + 13) % 10007) / 64 - 20,
    n: index % 7,
    c: 'abcd'[(index * index) % 4],
    late: index % 3 === 0 ? 'yes' : 'no',
    w: 1 + (index % 4) / 2,
  });
  const rows = Array.from({ length: 900 }, (_, index) => row(index));
  await writeFile(join(cwd, 'all.csv'), csv(rows));
  for (const part of [0, 1, 2])
    await writeFile(join(cwd, `${part}.csv`), csv(rows.slice(part * 300, part * 300 + 300)));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

async function profile(...args: string[]): Promise<Profile> {
  const { code, stdout, stderr } = await mlops(['profile', ...args, '--json'], { cwd });
  expect(code, stderr).toBe(0);
  return parseProfile(stdout, 'standard output');
}

async function stored(name: string, ...args: string[]): Promise<string> {
  await writeFile(join(cwd, name), JSON.stringify(await profile(...args)));
  return name;
}

describe('mlops profile', () => {
  test('several files are one dataset', async () => {
    expect(await profile('0.csv', '1.csv', '2.csv')).toEqual(await profile('all.csv'));
  });

  test('parts by rows and parts by files join to the profile of the whole', async () => {
    const asked = ['--label', 'late', '--weight', 'w', '--slice', 'c'];
    const edges = ['--edges', await stored('edges.json', 'all.csv')];
    const whole = await profile('all.csv', ...asked, ...edges);
    const byRows: string[] = [];
    for (const part of [1, 2]) {
      byRows.push(await stored(`rows-${part}.json`, 'all.csv', '--shard', `${part}/2`, ...asked, ...edges));
    }
    expect(await profile('merge', ...byRows)).toEqual(whole);
    const byFiles: string[] = [];
    for (const part of [1, 2, 3]) {
      const files = ['0.csv', '1.csv', '2.csv'];
      byFiles.push(await stored(`files-${part}.json`, ...files, '--shard', `${part}/3`, ...asked, ...edges));
    }
    expect(await profile('merge', ...byFiles)).toEqual(whole);
    const part = parseProfile(JSON.stringify(await profile('all.csv', '--shard', '2/2')), 'part');
    expect(part).toMatchObject({ rows: 450, shard: { part: 2, of: 2, by: 'rows' } });
  });

  test('edges of one part are taken with a warning', async () => {
    const args = ['profile', 'all.csv', '--edges', 'one.json', '--json'];
    const { code, stderr } = await mlops(args, { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('--edges one.json: this is the profile of part 1 of 2');
  });

  test('says what goes with the label, weighted figures and slices', async () => {
    const found = await profile('all.csv', '--label', 'n', '--weight', 'w', '--slice', 'late');
    const of = (name: string) => found.columns.find((column) => column.name === name) as ColumnProfile;
    expect(of('n').label).toBeUndefined();
    expect(Math.abs(of('x').label?.correlation ?? 1)).toBeLessThan(0.2);
    expect(of('late').label).toMatchObject({ rows: 900 });
    expect(of('c').weighted?.weight).toBe(1575);
    expect(found.slices?.map(({ value, rows }) => [value, rows])).toEqual([
      ['no', 600],
      ['yes', 300],
    ]);
    const { stdout } = await mlops(['profile', 'all.csv', '--label', 'n', '--slice', 'late'], { cwd });
    expect(stdout).toMatch(/correlation +information \(nats\)/);
    expect(stdout).toContain('late = yes: 300 rows');
  });

  beforeAll(async () => {
    await stored('one.json', 'all.csv', '--shard', '1/2');
    await stored('two.json', 'all.csv', '--shard', '2/2');
    await stored('whole.json', 'all.csv');
    const text = await readFile(join(cwd, 'whole.json'), 'utf8');
    await writeFile(join(cwd, 'negative.json'), text.replace('"present":900', '"present":-900'));
    await writeFile(join(cwd, 'fewer.json'), text.replace('"present":900', '"present":899'));
    await writeFile(join(cwd, 'list.json'), '[]');
    await writeFile(join(cwd, 'null.json'), 'null');
    await writeFile(join(cwd, 'old.json'), '{"schema":"mlops-profile/1","rows":0,"columns":[]}');
  });
  test.each([
    ['a part that is missing', ['profile', 'merge', 'one.json'], /part 2 of 2 is missing/],
    [
      'a part that is there twice',
      ['profile', 'merge', 'one.json', 'one.json', 'two.json'],
      /are the same part, 1 of 2/,
    ],
    ['no part', ['profile', 'all.csv', '--shard', '3/2'], /such as 2\/4/],
    ['an unknown label', ['profile', 'all.csv', '--label', 'y'], /--label: there is no column "y"/],
    ['a weight of texts', ['profile', 'all.csv', '--weight', 'c'], /string values, not numbers/],
    ['a slice of many values', ['profile', 'all.csv', '--slice', 'x'], /more than 100 values/],
    ['a profile that cannot be read', ['profile', 'merge', 'nothing.json'], /nothing\.json cannot be read/],
    [
      'a negative count',
      ['profile', 'merge', 'negative.json'],
      /negative\.json: not a profile .*: column "x": present: /,
    ],
    [
      'a count that does not add up',
      ['profile', 'merge', 'fewer.json'],
      /fewer\.json: column "x": 899 present and 0 missing values are not the 900 rows/,
    ],
    ['a list', ['profile', 'merge', 'list.json'], /list\.json: not a profile \(mlops-profile\/2\): [^:]/],
    ['nothing', ['profile', 'merge', 'null.json'], /null\.json: not a profile \(mlops-profile\/2\): [^:]/],
    ['an address', ['profile', 'https://example.com/a.csv'], /reads local files[\s\S]*data\.sources/],
    ['an old profile', ['profile', 'merge', 'old.json'], /version mlops-profile\/1/],
  ])('%s is told', async (_, args, message) => {
    const { code, stdout, stderr } = await mlops(args, { cwd });
    expect([code === 1 || code === 2, stdout]).toEqual([true, '']);
    expect(stderr).toMatch(message);
  });
});

describe('mlops drift --profile', () => {
  test('has both profiles, and the drift that two frames have', async () => {
    interface Found {
      readonly columns: ColumnDrift[];
      readonly dataset: DatasetDrift;
      readonly profiles: { readonly reference: Profile; readonly current: Profile };
    }
    const { stdout } = await mlops(['drift', '0.csv', '1.csv', '--profile', '--json'], { cwd });
    const found = JSON.parse(stdout) as Found;
    const plain = JSON.parse((await mlops(['drift', '0.csv', '1.csv', '--json'], { cwd })).stdout) as Found;
    expect({ columns: found.columns, dataset: found.dataset }).toEqual(plain);
    const bare = (whole: Profile) => ({
      ...whole,
      columns: whole.columns.map(({ merge: _, ...column }) => column),
    });
    expect(found.profiles.reference).toEqual(bare(await profile('0.csv')));
    expect(found.profiles.current).toEqual(bare(await profile('1.csv')));
    const { stdout: text } = await mlops(['drift', '0.csv', '1.csv', '--profile'], { cwd });
    expect(text).toMatch(/0\.csv: 300 rows[\s\S]*1\.csv: 300 rows[\s\S]*evidently\./);
  });
});
