import { beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { UserError } from '../../../src/system/errors.ts';
import { mlopsHere } from '../../terminal/command.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

let shop: Workspace;

/** The gate with these tests of behaviour and no other rule that could fail. */
async function gateWith(tests: readonly object[]): Promise<EvidenceOf<'evaluate-gate'>> {
  return shop.run('evaluate-gate', {
    set: [
      `gate.behaviour=${JSON.stringify(tests)}`,
      'gate.rules=[{"metric":"roc_auc_score","at-least":0.5}]',
      'gate.explain=0',
    ],
  });
}

const ruleOf = ({ figures }: EvidenceOf<'evaluate-gate'>, name: string) =>
  figures.rules.find(({ metric }) => metric === `behaviour: ${name}`);

describe('tests of behaviour on a trained model', () => {
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
    expect(trained.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  test('a model that looks at the carrier fails where it must not matter, and says where', async () => {
    const evidence = await gateWith([
      { test: 'invariance', name: 'Carrier must not matter', set: { carrier: 'red' } },
    ]);
    expect(evidence.verdict).toBe('fail');
    const [found] = evidence.figures.behaviour ?? [];
    expect(found).toMatchObject({ test: 'invariance', championBroken: null, allowed: 0 });
    // Rows that are red already are not asked.
    expect(found?.rows).toBeGreaterThan(200);
    expect(found?.rows).toBeLessThan(330);
    expect(found?.broken).toBeGreaterThan(100);
    expect(found?.examples).toHaveLength(5);
    const rule = ruleOf(evidence, 'Carrier must not matter');
    expect(rule).toMatchObject({ outcome: 'fail', bound: 0, baseline: null });
    expect(rule?.measured).toBe((found?.broken ?? 0) / (found?.rows ?? 1));
    expect(rule?.sentence).toMatch(
      /^Carrier must not matter: \d+ of \d+ scores moved by more than 0\.01 when `carrier` was set to red; the worst moved from 0\.\d+ to 0\.\d+\.$/,
    );
    expect(evidence.reasons[0]?.sentence).toBe(rule?.sentence);
  });

  test('directions hold one way and not the other', async () => {
    const fasten = { test: 'direction', add: { weight: 3 }, where: 'weight < 1 and not express' };
    const evidence = await gateWith([
      { ...fasten, name: 'Heavier is later', expect: 'not-lower' },
      { ...fasten, name: 'Heavier is sooner', expect: 'not-higher' },
    ]);
    expect(ruleOf(evidence, 'Heavier is later')).toMatchObject({ outcome: 'pass', measured: 0 });
    expect(ruleOf(evidence, 'Heavier is sooner')).toMatchObject({ outcome: 'fail', measured: 1 });
  });

  test('easy rows, by values of the label too', async () => {
    const evidence = await gateWith([
      { test: 'minimum', name: 'Blue express', where: "carrier = 'blue' and express", 'score-at-most': 0.4 },
      { test: 'minimum', name: 'Never sure', where: 'items > 0', 'score-at-least': 1, 'at-most': 0.999 },
    ]);
    expect(ruleOf(evidence, 'Blue express')).toMatchObject({ outcome: 'pass', measured: 0 });
    expect(ruleOf(evidence, 'Never sure')?.sentence).toMatch(
      /^Never sure: 360 of 360 scores where `items > 0` are below 1 \(100\.0 %; 99\.9 % may\); the worst is 0\.0/,
    );
  });

  test('without a row to ask a test fails', async () => {
    const evidence = await gateWith([
      { test: 'minimum', name: 'Nobody', where: 'items > 1000', 'score-at-least': 0 },
      {
        test: 'invariance',
        name: 'Same',
        where: "carrier = 'red'",
        set: { carrier: 'red' },
        'at-most': 0.99,
      },
    ]);
    expect(ruleOf(evidence, 'Nobody')).toMatchObject({ outcome: 'fail', measured: null });
    expect(ruleOf(evidence, 'Nobody')?.sentence).toBe(
      'Nobody: there is no row to ask, so the test cannot hold. No held-out row fulfils `items > 1000`.',
    );
    expect(ruleOf(evidence, 'Same')).toMatchObject({ outcome: 'fail', measured: null });
  });

  test('what the model refuses is broken, with the reason', async () => {
    const evidence = await gateWith([
      { test: 'invariance', name: 'Number unknown', set: { items: null }, within: 1, 'at-most': 0.9 },
      { test: 'invariance', name: 'Weight unknown', set: { weight: null }, within: 1 },
    ]);
    expect(ruleOf(evidence, 'Weight unknown')).toMatchObject({ outcome: 'pass', measured: 0 });
    expect(ruleOf(evidence, 'Number unknown')).toMatchObject({ outcome: 'fail', measured: 1 });
    expect(ruleOf(evidence, 'Number unknown')?.sentence).toContain(
      'The model refused rows: feature column "items" is missing in 360 of 360 rows',
    );
    expect(evidence.figures.behaviour?.[0]?.examples[0]).toMatchObject({ row: 1, after: null });
  });

  test('SQL and values that cannot be are told by their place in the config', async () => {
    const refused = async (one: object, message: RegExp) => {
      const error = await gateWith([one]).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).message).toMatch(message);
    };
    const minimum = { test: 'minimum', name: 'x', 'score-at-least': 0 };
    await refused({ ...minimum, where: 'itemz > 1' }, /^gate\.behaviour\[0\]\.where: .*itemz/);
    await refused({ ...minimum, where: 'random() < 0.5' }, /random\(\) differs from run to run/);
    await refused({ ...minimum, where: '1=1); DROP TABLE view; --' }, /^gate\.behaviour\[0\]\.where/);
    await refused({ ...minimum, where: 'count(*) > 1' }, /aggregate/);
    await refused(
      { test: 'invariance', name: 'x', set: { items: 'many' } },
      /^gate\.behaviour\[0\]\.set\.items: "many" is no integer/,
    );
    await refused(
      { test: 'direction', name: 'x', add: { carrier: 1 }, expect: 'not-lower' },
      /^gate\.behaviour\[0\]\.add\.carrier: "carrier" holds string values/,
    );
  });

  test('golden rows hold until the model changes, and then the file says so', async () => {
    const { code, stderr } = await mlopsHere(
      ['golden', '--rows', 'orders.csv', '--out', 'golden.jsonl', '--package', 'run/package', '--quiet'],
      { cwd: shop.directory },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const golden = { test: 'golden', name: 'Golden orders', rows: 'golden.jsonl' };
    const same = await gateWith([golden]);
    expect(ruleOf(same, 'Golden orders')).toMatchObject({ outcome: 'pass', measured: 0 });
    expect(same.figures.behaviour?.[0]).toMatchObject({ rows: 2400, broken: 0 });
    expect(same.inputs['golden:golden.jsonl']).toMatch(/^sha256:[0-9a-f]{64}$/);

    const lines = (await shop.read('golden.jsonl')).trimEnd().split('\n');
    const changed = lines.slice(0, 10).map((line) => JSON.parse(line) as { score: number });
    (changed[6] as { score: number }).score += 0.2;
    const write = (rows: readonly object[]) =>
      shop.write('golden.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await write(changed);
    const other = await gateWith([golden]);
    expect(other.verdict).toBe('fail');
    expect(other.figures.behaviour?.[0]).toMatchObject({ rows: 10, broken: 1, examples: [{ row: 7 }] });
    expect(ruleOf(other, 'Golden orders')?.sentence).toMatch(
      /^Golden orders: 1 of 10 scores of `golden\.jsonl` changed by more than 0\.000001; .* write the file again with `mlops golden`\.$/,
    );

    await write(changed.map(({ score: _, ...row }) => row));
    await expect(gateWith([golden])).rejects.toThrow(/golden\.jsonl has no column score/);
    await write(changed.map((row, index) => (index === 3 ? { ...row, score: null } : row)));
    await expect(gateWith([golden])).rejects.toThrow(/golden\.jsonl: score of row 4 is missing/);
    await write(changed.map((row) => ({ score: row.score })));
    await expect(gateWith([golden])).rejects.toThrow(/has no column "carrier"/);
    await expect(gateWith([{ ...golden, rows: 'lost.jsonl' }])).rejects.toThrow(/lost\.jsonl/);
    await expect(gateWith([{ ...golden, rows: 'lost/lost.jsonl' }])).rejects.toThrow(UserError);
    await expect(gateWith([{ ...golden, rows: 'gold*.jsonl' }])).rejects.toThrow(
      /there is no file of rows at gold\*\.jsonl/,
    );
    await expect(gateWith([{ ...golden, rows: 'https://example.org/a.jsonl' }])).rejects.toThrow(/address/);
    await shop.write('golden.jsonl', '');
    await expect(gateWith([golden])).rejects.toThrow();
  });

  test('the golden command takes the champion, and says where there is none', async () => {
    const args = ['golden', '--rows', 'orders.csv', '--out', 'new.jsonl', '--quiet'];
    const none = await mlopsHere(args, { cwd: shop.directory });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('production has no version of late-orders to ask');
    const csv = await mlopsHere(['golden', '--rows', 'orders.csv', '--out', 'new.csv'], {
      cwd: shop.directory,
    });
    expect(csv.code).toBe(2);
    expect(csv.stderr).toContain('new.csv does not end in .jsonl');
  });
});
