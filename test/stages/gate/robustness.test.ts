import { beforeAll, describe, expect, test } from 'vitest';
import { type Column, frameOf, type Value } from '../../../src/data/engine/frame.ts';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { damagedRows } from '../../../src/stages/gate/behaviour/damage.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

const numbers = (name: string, type: Column['type'], values: readonly Value[]): Column => ({
  name,
  type,
  values,
});

describe('damaged copies of rows', () => {
  const rows = frameOf([
    numbers(
      'x',
      'number',
      Array.from({ length: 200 }, (_, row) => (row % 10 === 9 ? null : row)),
    ),
    numbers(
      'n',
      'integer',
      Array.from({ length: 200 }, (_, row) => row % 7),
    ),
    numbers(
      's',
      'string',
      Array.from({ length: 200 }, () => 'a'),
    ),
  ]);
  const ranges = new Map([
    ['x', { minimum: 0, maximum: 199, deviation: 58 }],
    ['n', { minimum: 0, maximum: 6, deviation: 2 }],
  ]);
  const damage = (more: object) =>
    damagedRows(rows, {
      damage: 'missing',
      share: 0.1,
      columns: ['x'],
      seed: 7,
      ranges,
      takes: () => true,
      ...more,
    });
  const changed = (name: string, frame: ReturnType<typeof damage>) =>
    (rows.columns.get(name)?.values ?? []).flatMap((value, row) => {
      const now = frame.columns.get(name)?.values[row];
      return Object.is(now, value) ? [] : [{ value, now }];
    });

  test('the share of the values that are there is emptied, by the seed, and nothing else', () => {
    const frame = damage({ columns: ['x', 's'] });
    expect(changed('x', frame)).toHaveLength(18);
    expect(changed('x', frame).every(({ value, now }) => value !== null && now === null)).toBe(true);
    expect(changed('s', frame)).toHaveLength(20);
    expect(changed('n', frame)).toEqual([]);
    expect(damage({ columns: ['x'] }).columns.get('x')).toEqual(frame.columns.get('x'));
    expect(damage({ columns: ['x'], seed: 8 }).columns.get('x')).not.toEqual(frame.columns.get('x'));
    expect(changed('x', damage({ share: 0.0001 }))).toHaveLength(1);
    expect(changed('x', damage({ share: 1 }))).toHaveLength(180);
  });

  test('noise is of the training deviation, stays within the training range, and whole numbers stay whole', () => {
    const noisy = damage({ damage: 'noise', deviations: 0.5, share: 1, columns: ['x', 'n'] });
    const moved = changed('x', noisy).map(({ value, now }) => Number(now) - Number(value));
    const spread = Math.sqrt(moved.reduce((sum, by) => sum + by * by, 0) / moved.length);
    expect(spread).toBeGreaterThan(15);
    expect(spread).toBeLessThan(35);
    for (const value of noisy.columns.get('x')?.values ?? []) {
      if (value !== null) expect(Number(value) >= 0 && Number(value) <= 199).toBe(true);
    }
    for (const value of noisy.columns.get('n')?.values ?? []) expect([0, 1, 2, 3, 4, 5, 6]).toContain(value);
  });

  test('out of range is one range beyond, on a side that the model takes', () => {
    const both = damage({ damage: 'out-of-range' });
    expect(new Set(changed('x', both).map(({ now }) => now))).toEqual(new Set([-199, 398]));
    const up = damage({ damage: 'out-of-range', takes: (_: string, value: Value) => Number(value) > 0 });
    expect(new Set(changed('x', up).map(({ now }) => now))).toEqual(new Set([398]));
    const none = damage({ damage: 'out-of-range', takes: () => false });
    expect(changed('x', none)).toHaveLength(18);
  });
});

describe('the gate on damaged rows', () => {
  let shop: Workspace;
  const gateWith = (tests: readonly object[]): Promise<EvidenceOf<'evaluate-gate'>> =>
    shop.run('evaluate-gate', {
      set: [
        `gate.robustness=${JSON.stringify(tests)}`,
        'gate.rules=[{"metric":"roc_auc_score","at-least":0.5}]',
        'gate.explain=0',
      ],
    });
  const metric = 'roc_auc_score';
  beforeAll(async () => {
    shop = await initWorkspace();
    // Items are always there in training, so nothing has to stand for a missing one.
    await shop.change('mlops.yml', (text) =>
      text.replace(
        '{ columns: [weight, items], transform: [impute, standardize] }',
        '{ columns: [weight], transform: [impute, standardize] }\n  - { columns: [items], transform: standardize }',
      ),
    );
    const trained = await shop.loop(['validate-data', 'train']);
    expect(trained.at(-1)?.verdict).toBe('pass');
  });

  test('says how much worse the model is on damaged rows, and judges it by the margin', async () => {
    const evidence = await gateWith([
      { damage: 'missing', metric, 'may-worsen': 0.05 },
      { damage: 'noise', metric, 'may-worsen': 0.05 },
      { damage: 'out-of-range', metric, 'may-worsen': 0.02, share: 1 },
    ]);
    expect(evidence.verdict).toBe('fail');
    const [missing, noise, beyond] = evidence.figures.robustness ?? [];
    // What the model takes no missing values of is left alone.
    expect(missing?.columns).toEqual(['carrier', 'zip', 'express', 'weight']);
    expect(noise?.columns).toEqual(['weight', 'items']);
    expect(beyond?.challenger.sound).toBe(evidence.figures.challenger.metrics[metric]);
    expect(beyond?.champion).toBeNull();
    const { sound, damaged } = beyond?.challenger ?? {};
    expect(evidence.figures.rules.slice(1)).toMatchObject([
      { metric: 'robustness: missing', outcome: 'pass', bound: 0.05 },
      { metric: 'robustness: noise', outcome: 'pass', bound: 0.05 },
      { metric: 'robustness: out-of-range', outcome: 'fail', measured: (sound ?? 0) - (damaged ?? 0) },
    ]);
    expect(evidence.reasons[0]?.sentence).toMatch(
      /^With 100 % of the values of `weight` and `items` beyond what training saw, ROC AUC is 0\.\d+ instead of 0\.\d+: 0\.\d+ worse; 0\.020 worse is allowed\.$/,
    );
    const again = await gateWith([{ damage: 'missing', metric, 'may-worsen': 0.05 }]);
    expect(again.figures.robustness?.[0]).toEqual(missing);
  });

  test('a model that refuses missing values has no figure, and the cure is told', async () => {
    const evidence = await gateWith([{ damage: 'missing', metric, 'may-worsen': 1, columns: ['items'] }]);
    expect(evidence.figures.robustness?.[0]?.challenger.damaged).toBeNull();
    const rule = evidence.figures.rules.at(-1);
    expect(rule).toMatchObject({ outcome: 'fail', measured: null });
    expect(rule?.sentence).toMatch(
      /^With 10 % of the values of `items` missing, the model refuses rows, .*"items" is missing in 36 of 360 rows.*Put `impute` first/,
    );
  });

  test('the champion is asked of the same damaged rows', async () => {
    await shop.loop(['evaluate-gate', 'register'], {
      set: ['gate.rules=[{"metric":"roc_auc_score","at-least":0.5}]'],
    });
    await shop.run('deploy');
    const evidence = await gateWith([
      { damage: 'noise', metric, 'may-worsen': 0.05, deviations: 1, share: 0.5 },
    ]);
    const [noise] = evidence.figures.robustness ?? [];
    expect(noise?.champion).toEqual(noise?.challenger);
    expect(evidence.figures.rules.at(-1)?.sentence).toMatch(/ In production it is 0\.\d+ (worse|better)\.$/);
  });

  test('columns and metrics that cannot be are told by their place in the config', async () => {
    const one = { damage: 'noise', metric, 'may-worsen': 0 };
    await expect(gateWith([{ ...one, columns: ['carrier'] }])).rejects.toThrow(
      /gate\.robustness\[0\]\.columns\[0\]: "carrier" cannot be damaged: it holds string values/,
    );
    await expect(gateWith([{ ...one, columns: ['colour'] }])).rejects.toThrow(/is no feature/);
    await expect(gateWith([{ ...one, metric: 'positive_rate' }])).rejects.toThrow(/is no metric that tells/);
    await expect(gateWith([{ ...one, damage: 'missing', deviations: 2 }])).rejects.toThrow(/does nothing/);
  });
});
