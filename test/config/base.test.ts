import { describe, expect, test } from 'vitest';
import { type Case, changed, judged, SAMPLE } from './judged-change.ts';

const LOOSE = changed('at-least: 0.68', 'at-least: 0.1');

describe('the gate', () => {
  test('is that of the base; the digest stays that of the change', async () => {
    const { config, policy, digest, loaded } = await judged({ own: LOOSE });
    expect(config.gate.rules[0]).toMatchObject({ 'at-least': 0.68 });
    expect(policy?.from).toBe('mlops.yml at main (cccccccccccc)');
    expect(policy?.workingTree?.rules[0]).toMatchObject({ 'at-least': 0.1 });
    expect(digest).toBe(loaded.digest);
  });

  test('is where the base says: a file of the base, not of the change', async () => {
    const own = changed(/gate:\n(?: {2}.*\n)+/, 'gate: { policy-from: rules.yml }\n');
    const { config, policy } = await judged({
      own,
      files: { 'rules.yml': 'gate: { rules: [{ metric: log_loss, at-most: 9 }] }' },
      base: { 'mlops.yml': own, 'rules.yml': 'gate: { rules: [{ metric: log_loss, at-most: 0.4 }] }' },
    });
    expect(config.gate.rules).toEqual([{ metric: 'log_loss', 'at-most': 0.4 }]);
    expect(policy?.from).toBe('rules.yml at main (cccccccccccc)');
    expect(policy?.workingTree?.rules).toEqual([{ metric: 'log_loss', 'at-most': 9 }]);
  });

  test('is at the ref that the base names', async () => {
    const base = changed('gate:\n', 'gate:\n  policy-from: ref:rules\n', LOOSE);
    const { config, policy } = await judged({
      base: { 'mlops.yml': base },
      at: { 'rules:mlops.yml': SAMPLE },
    });
    expect(config.gate.rules[0]).toMatchObject({ 'at-least': 0.68 });
    expect(policy?.from).toBe('mlops.yml at rules');
  });

  test.each([
    ['is not YAML', 'gate: ['],
    ['has no gate', 'version: 1\n'],
    ['has an unknown key', changed('baseline:', 'basline:')],
    [
      'names a policy that is not there',
      changed(/gate:\n(?: {2}.*\n)+/, 'gate: { policy-from: gone.yml }\n'),
    ],
  ])('a base that %s lets nothing pass', async (_, text) => {
    await expect(judged({ base: { 'mlops.yml': text } })).rejects.toMatchObject({
      message: expect.stringMatching(
        /^There are no rules to judge by: mlops\.yml at main \(cccccccccccc\) is broken\n/,
      ),
      hint: expect.stringContaining('Nothing passes before that is mended'),
    });
  });

  test('a `set` of its keys is told and does nothing; one of the data holds on both sides', async () => {
    const set = ['gate.rules[0].at-least=0', 'data.view.where=dep_delay is not null', 'train.epochs=1'];
    const { config, policy, warnings } = await judged({ set });
    expect(config.gate.rules[0]).toMatchObject({ 'at-least': 0.68 });
    expect(warnings).toEqual([
      '`set` of gate.rules[0].at-least=0 does nothing here: a change is judged by the gate of main (cccccccccccc).',
    ]);
    expect(policy?.base?.judged).toEqual([]);
    expect(policy?.workingTree?.rules[0]).toMatchObject({ 'at-least': 0.68 });
  });

  test('overrides of the change do not count, also where its own rules are the first', async () => {
    const override =
      'gate:\n  overrides: [{ rule: "12345678", by: me, reason: no reason at all, until: "2999-01-01" }]\n';
    const own = changed('gate:\n', override);
    expect((await judged({ own })).config.gate.overrides).toEqual([]);
    const first = await judged({ own, base: {} });
    expect(first.config.gate.overrides).toEqual([]);
    expect(first.policy?.base?.champion).toBeNull();
    expect(first.policy?.from).toBe('mlops.yml of this change: main (cccccccccccc) has no mlops.yml');
  });

  test('a change may rename the environments that it deploys to', async () => {
    const own = SAMPLE.replaceAll('production', 'live');
    expect((await judged({ own })).config.gate.baseline).toBe('production');
  });
});

describe('the champion is looked up where the base has it', () => {
  test('of a model that was renamed', async () => {
    const { policy } = await judged({ own: changed('name: late-flights', 'name: flights-two') });
    expect(policy?.base?.champion?.model).toBe('late-flights');
    expect(policy?.base?.moved).toEqual([
      { key: 'model.name', before: 'late-flights', after: 'flights-two' },
    ]);
  });

  const indented = (text: string) => text.replace(/^/gm, '    ').trimEnd();
  const models = (...names: string[]) =>
    `models:\n${names.map((name) => `  ${name}:\n${indented(SAMPLE.replace('late-flights', name))}`).join('\n')}\n`;

  test.each([
    ['the same', 'one', ['one', 'two'], ['one', 'two'], 'one'],
    ['the one that was renamed', 'three', ['three', 'two'], ['one', 'two'], 'one'],
    ['none where it is new', 'three', ['one', 'two', 'three'], ['one', 'two'], null],
  ])('of several models: %s', async (_, model, own, base, expected) => {
    const { policy } = await judged({ own: models(...own), base: { 'mlops.yml': models(...base) }, model });
    expect(policy?.base?.champion?.model ?? null).toBe(expected);
  });

  test('of several models that are gone: not to be told', async () => {
    await expect(
      judged({ own: models('three'), base: { 'mlops.yml': models('one', 'two') } }),
    ).rejects.toThrow(
      'mlops.yml at main (cccccccccccc) has one, two, and this change has none of them, but three',
    );
  });
});

describe('what is judged', () => {
  test.each<[string, Case]>([
    ['model.label', { own: changed('label: late }', 'label: dest }').replace('dest]', 'hour]') }],
    ['data.view.label', { own: changed('arr_delay >= 30', 'arr_delay >= 300') }],
    ['data.view.where', { own: changed('arr_delay is not null', 'arr_delay > 60') }],
    ['data.split', { own: changed('test: 15d', 'test: 1d') }],
    ['data.sources.flights', { own: changed('data/flights/*.parquet', 'data/easy/*.parquet') }],
    ['data.view.join', { own: changed('within: 3h', 'within: 1h') }],
    ['data.view.unavailable', { own: changed('dep_delay, ', '') }],
    ['train.allow-leakage', { own: changed('seed: 7', 'seed: 7, allow-leakage: [hour]') }],
  ])('%s', async (key, given) => {
    const { policy } = await judged(given);
    expect(policy?.base?.judged.map((change) => change.key)).toEqual([key]);
  });

  test('nothing where the change adds a source, a join and other training', async () => {
    const own = changed(
      '    planes:',
      '    more: { path: more.csv }\n    planes:',
      changed('    join:\n', '    join:\n      - { source: more, on: [carrier], prefix: more_ }\n'),
    ).replace('seed: 7', 'seed: 8');
    expect((await judged({ own })).policy?.base?.judged).toEqual([]);
  });

  test('nothing where the change learns from fewer or more days: the held-out ones stay', async () => {
    const own = changed('train: 120d', 'train: 90d');
    expect((await judged({ own })).policy?.base?.judged).toEqual([]);
    const both = changed('validation: 15d', 'validation: 10d', own);
    expect((await judged({ own: both })).policy?.base?.judged).toEqual([
      {
        key: 'data.split',
        before: '{"by":"time","validation":"15d","test":"15d","until":"latest"}',
        after: '{"by":"time","validation":"10d","test":"15d","until":"latest"}',
      },
    ]);
  });

  test('golden rows and programs of metrics that are not the base’s', async () => {
    const gate =
      'gate:\n  metrics: [{ name: mine, direction: higher, command: [node, metric.mjs] }]\n  behaviour: [{ test: golden, name: Known, rows: golden.jsonl }]\n';
    const config = changed('gate:\n', gate);
    const base = { 'mlops.yml': config, 'metric.mjs': 'console.log(0)', 'golden.jsonl': '{}' };
    const same = { 'metric.mjs': 'console.log(0)', 'golden.jsonl': '{}' };
    expect((await judged({ own: config, base, files: same })).policy?.base?.judged).toEqual([]);
    const files = { 'metric.mjs': 'console.log(1)', 'golden.jsonl': '{ }' };
    const { policy } = await judged({ own: config, base, files });
    expect(policy?.base?.judged.map(({ key }) => key)).toEqual(['golden.jsonl', 'metric.mjs']);
  });
});

test('two long values that differ only at their end are told apart', async () => {
  const judgedWith = async (end: string) => {
    const long = `arr_delay is not null${' and distance is not null'.repeat(9)} and ${end}`;
    return (await judged({ own: changed(/where: .+/, `where: "${long}"`) })).policy?.base?.judged;
  };
  const [one, other] = [await judgedWith('dest is not null'), await judgedWith('dep_delay < 3')];
  expect(one).toHaveLength(1);
  expect(one).not.toEqual(other);
});

test('a program that asks the champion is looked at like one that makes a metric', async () => {
  const own = SAMPLE.replace('gate:\n', 'gate:\n  predict-commands: [[python3, predict.py]]\n');
  const base = { 'mlops.yml': own, 'predict.py': 'print(1)\n' };
  const { policy } = await judged({ own, base, files: { 'predict.py': 'print(2)\n' } });
  expect(policy?.base?.judged.map(({ key }) => key)).toEqual(['predict.py']);
});
