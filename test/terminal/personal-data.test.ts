import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isLuhn } from '../../src/data/checks/scans/personal-data.ts';
import type { Profile } from '../../src/data/profile/profile-schema.ts';
import { mlopsHere as mlops } from './command.ts';

let cwd: string;
const ROWS = 60;
const person = (i: number) => `person${i % 6}@example.org`;
const phone = (i: number) => `+49 30 90182${String(100 + (i % 7))}`;
const address = (i: number) => `192.0.2.${1 + (i % 9)}`;
/** Numbers with Luhn's digit, as a card of a network has them. */
const card = (i: number) =>
  Array.from({ length: 10 }, (_, digit) => `453945120398${String(100 + (i % 8))}${digit}`).find(isLuhn) ?? '';

const SECRETS = [/@example/, /@elsewhere/, /90182\d/, /192\.0\.2/, /4[.,]?539[.,]?45/];

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mlops-personal-'));
  const rows = (from: number, host: string) =>
    Array.from({ length: ROWS }, (_, index) => {
      const i = from + index;
      return `${i},${person(i).replace('example.org', host)},${phone(i)},${card(i)},${address(i)},${['red', 'blue'][i % 2]}\n`;
    }).join('');
  const header = 'id,email,phone,card,ip,colour\n';
  await file('may.csv', `${header}${rows(0, 'example.org')}`);
  await file('june.csv', `${header}${rows(ROWS, 'elsewhere.net')}`);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const read = (name: string) => readFile(join(cwd, name), 'utf8');
const file = (name: string, text: string) => writeFile(join(cwd, name), text);

/** Runs a command that must show none of the values; what it printed. */
async function quiet(...args: string[]) {
  const result = await mlops(args, { cwd });
  const { stdout, stderr } = result;
  expect(
    SECRETS.flatMap((secret) => secret.exec(`${stdout}${stderr}`)?.[0] ?? []),
    args.join(' '),
  ).toEqual([]);
  return result;
}

const NOTE = '`email`, `phone`, `card`, `ip` look like personal data: their values are hidden';

describe('profiles', () => {
  test('say that values are hidden, and what is counted', async () => {
    const { stdout } = await quiet('profile', 'may.csv');
    expect(stdout).toContain(NOTE);
    expect(stdout).toMatch(/card +integer +0 % +8 +\(hidden\) +\(hidden\)/);
  });

  test('carry no value and no hash in what joins them', async () => {
    const parts: Profile[] = [];
    for (const name of ['may', 'june']) {
      const { stdout } = await quiet('profile', `${name}.csv`, '--json');
      parts.push(JSON.parse(stdout) as Profile);
      await file(`${name}.json`, stdout);
    }
    expect(parts[0]?.columns[1]).toEqual({
      ...{ name: 'email', type: 'string', present: 60, missing: 0, distinct: 6, hidden: true, merge: {} },
    });
    expect(parts[0]?.columns[5]?.top).toHaveLength(2);
    const { stdout, code } = await quiet('profile', 'merge', 'may.json', 'june.json', '--json');
    expect(code).toBe(0);
    const merged = (JSON.parse(stdout) as Profile).columns.find(({ name }) => name === 'email');
    expect(merged).toMatchObject({ present: 120, distinct: 6, hidden: true, estimated: { distinct: 1 } });
    expect((await quiet('profile', 'merge', 'may.json', 'june.json')).stdout).toContain(NOTE);
  });

  test('leave out slices by personal data, and what goes with a label of it', async () => {
    const { stdout } = await quiet(
      'profile',
      'may.csv',
      '--json',
      '--label',
      'email',
      '--slice',
      'email',
      '--slice',
      'colour',
    );
    const { slices, columns } = JSON.parse(stdout) as Profile;
    expect(slices?.map(({ column, value }) => [column, value])).toEqual([
      ['colour', 'blue'],
      ['colour', 'red'],
    ]);
    expect(columns.every(({ label }) => label === undefined)).toBe(true);
  });
});

describe('drift', () => {
  test.each(['email', 'phone', 'card', 'ip'])('explains %s by cells without names', async (column) => {
    const { stdout, stderr } = await quiet('drift', 'may.csv', 'june.csv', '--explain', column);
    expect(stderr).toContain(`\`${column}\` looks like personal data: its values are hidden`);
    if (column !== 'card') expect(stdout).toContain('(hidden 1)');
    await quiet('drift', 'may.csv', 'june.csv', '--explain', column, '--json', '--preset', 'tfdv');
  });

  test('profiles and slices of both sides', async () => {
    await quiet('drift', 'may.csv', 'june.csv', '--profile', '--json');
    await quiet('drift', 'may.csv', 'june.csv', '--profile', '--preset', 'calibrated', '--json');
    await quiet('drift', 'may.csv', 'june.csv', '--slice', 'ip', '--json');
  });

  test('rows that differ', async () => {
    await quiet('data', 'diff', 'may.csv', 'june.csv');
    await quiet('data', 'diff', 'may.csv', 'june.csv', '--key', 'id', '--json');
  });
});

const RULES = `version: 1
datasets:
  data:
    additional-columns: allow
    columns:
      email: { type: string, domain: ["nobody@example.org"], unique: true, length: { at-most: 3 } }
      phone: { type: string, pattern: "[a-z]+" }
      card: { type: integer, range: { at-most: 10 }, schema: { maximum: 5 } }
      ip: { type: string, domain: [none] }
    quality:
      - { metric: maximum, column: card, mustBeLessThan: 5 }
      - { metric: failingRows, query: "select * from data where id < 3", mustBe: 0 }
      - { metric: duplicateValues, columns: [email, phone], mustBe: 0 }
`;

describe('contracts', () => {
  test('are held against the data without a value of them', async () => {
    await file('rules.yml', RULES);
    const { stdout, stderr, code } = await quiet('contract', 'check', 'may.csv', '--contract', 'rules.yml');
    expect(code, stderr).toBe(1);
    expect(stdout).toContain('first `(hidden)` in row 1');
    expect(stdout).toContain('not of the form `[a-z]+`');
    expect(stderr).toContain(`${NOTE}; to show them, set \`checks: { personal-data: off }\``);
    const json = await quiet('contract', 'check', 'may.csv', '--contract', 'rules.yml', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      anomalies: expect.arrayContaining([
        expect.objectContaining({
          column: 'ip',
          rows: expect.arrayContaining([{ file: 'may.csv', row: 1, value: '(hidden)' }]),
        }),
      ]),
    });
  });

  test('may allow that they are shown', async () => {
    await file(
      'shown.yml',
      RULES.replace('    columns:', '    checks: { personal-data: off }\n    columns:'),
    );
    const { stdout, stderr } = await mlops(['contract', 'check', 'may.csv', '--contract', 'shown.yml'], {
      cwd,
    });
    expect(stdout).toContain('first `person0@example.org` in row 1');
    expect(stderr).not.toContain('hidden');
  });

  test('get no value from the data', async () => {
    await file('rules.yml', RULES);
    const { stdout, stderr } = await quiet('contract', 'update', 'may.csv', '--contract', 'rules.yml');
    expect(stdout).toMatch(/change by hand.*`ip`/);
    expect(stderr).toContain(NOTE);
    await quiet('contract', 'update', 'may.csv', '--contract', 'rules.yml', '--json');
    for (const form of [
      ['--rules', 'lenient'],
      ['--rules', 'tfdv', '--json'],
      ['--rules', 'tfdv', '--format', 'tfdv'],
      ['--format', 'odcs', '--rules', 'lenient'],
    ]) {
      const inferred = await quiet('contract', 'infer', 'may.csv', ...form);
      expect(inferred.code, inferred.stderr).toBe(0);
      expect(inferred.stdout).toContain('red');
      expect(inferred.stderr).toContain(NOTE);
    }
  });

  test('of TFDV tell no value', async () => {
    await quiet(
      'contract',
      'infer',
      'may.csv',
      '--rules',
      'tfdv',
      '--format',
      'tfdv',
      '--out',
      'schema.json',
    );
    const schema = JSON.parse(await read('schema.json')) as {
      feature: { name: string }[];
      stringDomain: object[];
    };
    for (const feature of schema.feature)
      if (/email|phone|ip/.test(feature.name)) Object.assign(feature, { domain: 'd' });
    schema.stringDomain.push({ name: 'd', value: ['none'] });
    await file('schema.json', JSON.stringify(schema));
    const { stdout, stderr, code } = await quiet(
      'contract',
      'check',
      'june.csv',
      '--contract',
      'schema.json',
    );
    expect(code, stderr).toBe(1);
    expect(stdout).toContain('not in the domain: `(hidden)`');
    await quiet('contract', 'check', 'june.csv', '--contract', 'schema.json', '--json');
  });
});

describe('columns that no contract can name', () => {
  test('are told of where a contract is inferred, and are in no change of one', async () => {
    const names = ['__proto__', 'constructor'];
    const lines = Array.from({ length: 40 }, (_, i) => `${i % 3},${i % 4},${(i * 7) % 11},${i % 2}\n`);
    await file('odd.csv', `${names.join(',')},size,label\n${lines.join('')}`);
    for (const rules of ['lenient', 'tfdv']) {
      const { stderr, code } = await quiet(
        'contract',
        'infer',
        'odd.csv',
        '--rules',
        rules,
        '--out',
        'odd.yml',
      );
      expect(code, stderr).toBe(0);
      for (const name of names)
        expect(stderr).toContain(`\`${name}\` is left out: no contract can name it: rename the column`);
      const update = await quiet('contract', 'update', 'odd.csv', '--contract', 'odd.yml');
      expect(update.code, update.stderr).toBe(0);
      expect(update.stdout).not.toContain('columns.');
      expect(update.stdout).toMatch(/change by hand.*`__proto__`.*: rename the column/);
    }
    const init = await quiet('init', 'odd.csv', '--force');
    expect(init.stderr).toContain('`constructor` is left out');
  });
});

test('data.lock has no ends of columns that are hidden', async () => {
  const init = await quiet('init', 'may.csv', '--force', '--label', 'id');
  expect(init.code, init.stderr).toBe(0);
  const { code, stderr } = await quiet('data', 'lock');
  expect(code, stderr).toBe(0);
  const lock = await read('data.lock');
  expect(lock).toContain('card');
  for (const secret of SECRETS) expect(lock).not.toMatch(secret);
});
