import { describe, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { mlopsHere } from '../../terminal/command.ts';
import { orders } from '../orders.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

const outcomes = ({ figures }: EvidenceOf<'evaluate-gate'>) =>
  Object.fromEntries(figures.rules.map(({ metric, outcome }) => [metric, outcome]));

async function trained(label: string, rows: readonly object[], task: string): Promise<Workspace> {
  const shop = await initWorkspace(rows, ['--label', label, '--name', 'orders', '--task', task]);
  const made = await shop.loop(['validate-data', 'train'], { set: ['train.epochs=40'] });
  expect(made.at(-1)?.verdict).toBe('pass');
  return shop;
}

async function golden(shop: Workspace): Promise<string> {
  const args = [
    'golden',
    '--rows',
    'orders.csv',
    '--out',
    'golden.jsonl',
    '--package',
    'run/package',
    '--quiet',
  ];
  const { code, stderr } = await mlopsHere(args, { cwd: shop.directory });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return (await shop.read('golden.jsonl')).split('\n')[0] ?? '';
}

describe('what is asked beyond figures', () => {
  test('of several classes: the one that was predicted, or the one that is named', async () => {
    const rows = orders(60, 30).map(({ late: _, ...row }) => ({
      ...row,
      speed: row.express ? 'fast' : row.items > 5 ? 'slow' : 'usual',
    }));
    const shop = await trained('speed', rows, 'multiclass-classification');
    expect(JSON.parse(await golden(shop))).toMatchObject({
      p_fast: expect.any(Number),
      p_slow: expect.any(Number),
      p_usual: expect.any(Number),
    });
    const gate = await shop.run('evaluate-gate', {
      set: [
        `gate.behaviour=${JSON.stringify([
          { test: 'minimum', name: 'express', where: 'express', class: 'fast', 'score-at-least': 0.5 },
          { test: 'minimum', name: 'never', where: 'express', class: 'slow' },
          {
            test: 'direction',
            name: 'more',
            add: { items: 5 },
            expect: 'not-lower',
            class: 'slow',
            where: 'not express',
            within: 0.01,
          },
          { test: 'invariance', name: 'items', set: { items: 9 }, where: 'not express and items < 4' },
          { test: 'golden', name: 'golden', rows: 'golden.jsonl' },
        ])}`,
        'gate.robustness=[{"damage":"missing","metric":"accuracy_score","may-worsen":0.9}]',
        'gate.rules=[{"metric":"accuracy_score","at-least":0.5}]',
        'gate.explain=0',
      ],
    });
    expect(outcomes(gate)).toEqual({
      accuracy_score: 'pass',
      'behaviour: express': 'pass',
      'behaviour: never': 'fail',
      'behaviour: more': 'pass',
      'behaviour: items': 'fail',
      'behaviour: golden': 'pass',
      'robustness: missing': 'pass',
    });
    await expect(
      shop.run('evaluate-gate', {
        set: ['gate.behaviour=[{"test":"minimum","name":"x","where":"express","class":"quick"}]'],
      }),
    ).rejects.toThrow('gate.behaviour[0].class: the model has no class "quick"');
  });

  test('of regression: the value', async () => {
    const rows = orders(60, 30).map(({ late: _, ...row }) => ({
      ...row,
      price: 3 * row.items + (row.express ? 10 : 0) + (row.weight ?? 1),
    }));
    const shop = await trained('price', rows, 'regression');
    expect(JSON.parse(await golden(shop))).toMatchObject({ score: expect.any(Number) });
    const gate = await shop.run('evaluate-gate', {
      set: [
        `gate.behaviour=${JSON.stringify([
          { test: 'direction', name: 'more', add: { items: 4 }, expect: 'not-lower' },
          { test: 'minimum', name: 'cheap', where: 'items = 1 and not express', 'score-at-most': 0 },
          { test: 'golden', name: 'golden', rows: 'golden.jsonl' },
        ])}`,
        'gate.robustness=[{"damage":"out-of-range","metric":"root_mean_squared_error","may-worsen":0.001,"share":1}]',
        'gate.rules=[{"metric":"r2_score","at-least":-10}]',
        'gate.explain=0',
      ],
    });
    expect(outcomes(gate)).toEqual({
      r2_score: 'pass',
      'behaviour: more': 'pass',
      'behaviour: cheap': 'fail',
      'behaviour: golden': 'pass',
      'robustness: out-of-range': 'fail',
    });
    const cheap = gate.figures.rules.find(({ metric }) => metric === 'behaviour: cheap');
    expect(cheap?.sentence).toMatch(/^cheap: \d+ of \d+ predictions where/);
  });
});
