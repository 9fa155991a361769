import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { gateMetrics } from '../../src/evaluation/metrics/metrics.ts';
import { UserError } from '../../src/system/errors.ts';

const SAMPLE = readFileSync(new URL('../fixtures/config/flights.yml', import.meta.url), 'utf8');
const root = mkdtempSync(join(tmpdir(), 'mlops-policy-'));
const path = (name: string) => join(root, name);
const CONFIG = path('mlops.yml');
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
    cwd: root,
    encoding: 'utf8',
  });

beforeAll(() => {
  writeFileSync(path('other.yml'), SAMPLE);
  writeFileSync(CONFIG, SAMPLE);
  git('init', '--quiet', '--initial-branch=main');
  git('add', 'mlops.yml');
  git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '-m', 'Rules');
  git('branch', 'other');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const load = (text: string, ...overrides: string[]) => {
  writeFileSync(CONFIG, text);
  return loadConfig(CONFIG, { overrides, metrics: gateMetrics });
};
const refusal = async (text: string, ...overrides: string[]): Promise<UserError> => {
  const error = await load(text, ...overrides).then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
};
const LOOSE = SAMPLE.replace('at-least: 0.68', 'at-least: 0.1');
const GATE = /^gate:\n(?: .*\n)+/m;
const FROM_FILE = SAMPLE.replace(GATE, 'gate: { policy-from: policy/rules.yml }\n');

describe('at a git ref', () => {
  test('the whole gate is that of the ref, and the rest of the config that of the working tree', async () => {
    const text = LOOSE.replace('seed: 7', 'seed: 8').replace('slices: [carrier, origin]', 'slices: [dest]');
    const { config, policy, digest } = await load(text, 'gate.policy-from=ref:main');
    expect(config.gate.rules[0]).toMatchObject({ 'at-least': 0.68 });
    expect(config.gate.slices).toEqual(['carrier', 'origin']);
    expect(config.gate['policy-from']).toBe('ref:main');
    expect(config.train.seed).toBe(8);
    expect(policy?.workingTree?.rules[0]).toMatchObject({ 'at-least': 0.1 });
    expect(policy?.from).toBe(`mlops.yml at main (${git('rev-parse', 'main').slice(0, 12)})`);
    // The config stays that of the working tree, by which later stages know it again.
    expect((await load(text)).digest).not.toBe(digest);
    expect((await load(text, 'gate.policy-from=ref:HEAD')).config.gate.rules).toEqual(config.gate.rules);
  });

  test.each([
    'ref:--upload-pack=touch canary',
    'ref:-x',
    'ref:',
    'ref:main..HEAD',
    'ref:main@{1}',
    'ref:main:secrets.yml',
    'ref: main',
    'ref:ma in',
    'ref:main\\n',
    'ref:$(touch canary)',
    'ref:refs/heads/*',
  ])('%s is no ref', async (from) => {
    const error = await refusal(SAMPLE, `gate.policy-from=${JSON.stringify(from)}`);
    expect(error.message).toMatch(/names no branch, tag or commit$/);
  });

  test('a ref that git does not know', async () => {
    const error = await refusal(SAMPLE, 'gate.policy-from=ref:mian');
    expect(error.message).toBe('gate.policy-from: git knows no mian here');
    expect(error.hint).toContain('git fetch origin mian');
  });

  test('a checkout of one commit alone fetches the branch', async () => {
    const clone = path('clone');
    git('clone', '--quiet', '--depth=1', '--single-branch', '--branch=other', `file://${root}`, clone);
    const own = join(clone, 'mlops.yml');
    writeFileSync(own, LOOSE);
    const { config, policy } = await loadConfig(own, { overrides: ['gate.policy-from=ref:main'] });
    expect(config.gate.rules[0]).toMatchObject({ 'at-least': 0.68 });
    expect(policy?.from).toMatch(/^mlops\.yml at main \(/);
    const { message } = (await loadConfig(own, { overrides: ['gate.policy-from=ref:mian'] }).catch(
      (thrown: unknown) => thrown,
    )) as Error;
    expect(message).toBe('gate.policy-from: git knows no mian here');
  });

  test('a ref without the file', async () => {
    const other = path('other.yml');
    const error = await loadConfig(other, { overrides: ['gate.policy-from=ref:main'] }).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toMatch(/^gate\.policy-from: other\.yml is not there at main \([0-9a-f]{12}\)$/);
    expect(error.hint).toBe('merge a config with the rules first, or name a ref that has them');
  });

  test('problems of the policy stand where it does', async () => {
    const text = SAMPLE.replace('label: late }', 'label: origin }');
    const { message } = await refusal(text, 'gate.policy-from=ref:main');
    // The working tree is wrong itself here, and says so first.
    expect(message).toContain('mlops.yml:30:21 gate.slices[1]: is the label');
    const own = text
      .replace('slices: [carrier, origin]', 'slices: [carrier]')
      .replace('[carrier, origin, dest]', '[dest]');
    const there = await refusal(own, 'gate.policy-from=ref:main');
    expect(there.message).toMatch(
      /^mlops\.yml at main \([0-9a-f]{12}\):30:21 gate\.slices\[1\]: is the label/,
    );
  });

  test('a --set of a rule does nothing and is refused; without the policy it holds', async () => {
    const { message } = await refusal(SAMPLE, 'gate.policy-from=ref:main', 'gate.rules[0].at-least=0');
    expect(message).toContain(
      '--set gate.rules[0].at-least=0: does nothing: the gate is read from ref:main; with `gate.policy-from=null` this file’s own holds',
    );
    const text = SAMPLE.replace('gate:\n', 'gate:\n  policy-from: ref:main\n');
    const { config, policy } = await load(text, 'gate.policy-from=null', 'gate.rules[0].at-least=0');
    expect(config.gate.rules[0]?.['at-least']).toBe(0);
    expect(policy).toBeUndefined();
  });
});

describe('in another file', () => {
  beforeAll(() => mkdirSync(path('policy')));
  const policy = (text: string) => writeFileSync(path('policy/rules.yml'), text);

  test('its gate is the gate', async () => {
    policy('gate:\n  rules:\n    - { metric: log_loss, at-most: 0.4 }\n');
    const loaded = await load(FROM_FILE);
    expect(loaded.config.gate.rules).toEqual([{ metric: 'log_loss', 'at-most': 0.4 }]);
    expect(loaded.config.gate.threshold).toBe(0.5);
    expect(loaded.policy).toEqual({ from: 'policy/rules.yml', workingTree: null });
  });

  test('keys beside it would do nothing', async () => {
    const text = SAMPLE.replace('gate:\n', 'gate:\n  policy-from: policy/rules.yml\n');
    const { message } = await refusal(text);
    expect(message).toContain(
      'mlops.yml:27:3 gate.baseline: does nothing: the gate is read from policy/rules.yml; remove it here',
    );
  });

  test.each([
    [
      'gate: { rules: [{ metric: logloss, at-most: 1 }] }',
      'policy/rules.yml:1:27 gate.rules[0].metric: "logloss" is no metric',
    ],
    [
      'gate: { rules: [] }',
      'policy/rules.yml:1:16 gate.rules: is empty, and a gate without rules cannot pass',
    ],
    ['gate: { rles: [] }', 'policy/rules.yml:1:9 gate.rles: unknown key; did you mean "rules"?'],
    ['rules: []', 'policy/rules.yml has no `gate`, and gate.policy-from names it'],
    [
      'gate: { policy-from: third.yml }',
      'policy/rules.yml has its rules from elsewhere again: gate.policy-from is third.yml',
    ],
  ])('%s is refused', async (text, message) => {
    policy(text);
    expect((await refusal(FROM_FILE)).message).toContain(message);
  });

  test('a file that is not there', async () => {
    const { message } = await refusal(FROM_FILE.replace('rules.yml', 'none.yml'));
    expect(message).toBe('policy/none.yml: no such file');
  });

  test('of several models each has its own', async () => {
    policy(
      'models:\n  late-flights: { gate: { rules: [{ metric: log_loss, at-most: 0.3 }] } }\n  other: { gate: { rules: [{ metric: log_loss, at-most: 0.9 }] } }\n',
    );
    expect((await load(FROM_FILE)).config.gate.rules).toEqual([{ metric: 'log_loss', 'at-most': 0.3 }]);
  });
});
