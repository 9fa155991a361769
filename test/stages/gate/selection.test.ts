import { beforeAll, describe, expect, test } from 'vitest';
import { openPackage } from '../../../src/models/package.ts';
import { parametersOf } from '../../../src/models/parameters.ts';
import { mlopsHere } from '../../terminal/command.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

describe('the gate chooses one of many trainings', () => {
  let shop: Workspace;
  const TRAIN = ['validate-data', 'train'] as const;
  const RULES = 'gate.rules=[{"metric":"roc_auc_score","at-least":0.6}]';
  const SET = [RULES, 'gate.explain=0'];
  beforeAll(async () => {
    shop = await initWorkspace();
    await shop.loop(TRAIN, { out: 'small', set: ['train.hidden=[8]', 'train.epochs=25'] });
    await shop.loop(TRAIN, { out: 'net', set: ['train.hidden=[32]'] });
    await shop.loop(TRAIN, { out: 'poor', set: ['train.epochs=1', 'train.hidden=[2]'] });
  });

  test('the small model, where the rows cannot tell it from the net', async () => {
    const gate = await shop.run('evaluate-gate', {
      out: 'chosen',
      candidates: ['net', 'small/package', 'poor'],
      set: SET,
    });
    expect(gate.verdict).toBe('pass');
    const { selection } = gate.figures;
    expect(selection?.metric).toBe('roc_auc_score');
    const chosen = selection?.candidates.find((one) => one.chosen);
    expect(chosen).toMatchObject({ name: 'small/package', verdict: 'pass', withinNoise: true });
    expect(gate.figures.challenger.package).toBe(chosen?.package);
    const net = selection?.candidates.find(({ name }) => name === 'net');
    expect(net?.parameters).toBeGreaterThan(3 * (chosen?.parameters ?? Number.NaN));
    for (const one of selection?.candidates ?? []) {
      expect(one.latency).toBeGreaterThan(0);
      expect(one.bytes).toBeGreaterThan(1000);
      expect(one.sentence).toMatch(/^0\.\d+/);
    }
    expect(gate.figures.notes.join(' ')).toContain('chosen of 3 candidates on the rows that it is judged on');
    // What was judged is what the evidence names, and what the run folder has.
    expect((await openPackage(shop.path('chosen/package'))).manifest.identity).toBe(chosen?.package);
  });

  test('register goes on with it, and the candidates stay as they were', async () => {
    const before = await shop.read('net/package/metrics.json');
    const registered = await shop.run('register', { out: 'chosen', set: SET });
    expect(registered.verdict).toBe('pass');
    const small = await shop.json<{ identity: string }>('small/package/manifest.json');
    expect(registered.figures.package).toBe(small.identity);
    expect(await shop.read('net/package/metrics.json')).toBe(before);
  });

  test('where none keeps the rules the verdict is that of the best one', async () => {
    const gate = await shop.run('evaluate-gate', {
      out: 'none',
      candidates: ['poor', 'net'],
      set: ['gate.rules=[{"metric":"roc_auc_score","at-least":0.99}]', 'gate.explain=0'],
    });
    expect(gate.verdict).toBe('fail');
    const { candidates = [] } = gate.figures.selection ?? {};
    expect(candidates.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
    expect(candidates.find((one) => one.chosen)?.sentence).toMatch(/below the 0\.990 that is asked for/);
  });

  test('from the terminal a run of its own begins, and register finds it', async () => {
    const args = ['evaluate-gate', '--candidate', 'net', '--candidate', 'small', '--json', '--quiet'];
    const gate = await mlopsHere([...args, ...SET.flatMap((text) => ['--set', text])], {
      cwd: shop.directory,
    });
    expect(gate.stderr).toBe('');
    expect(gate.code).toBe(0);
    const evidence = JSON.parse(gate.stdout) as { figures: { selection: { candidates: unknown[] } } };
    expect(evidence.figures.selection.candidates).toHaveLength(2);
    expect(await shop.files('.mlops/runs')).toEqual(
      expect.arrayContaining([expect.stringMatching(/train\.json$/)]),
    );
  });

  test('what cannot be a candidate is refused by name', async () => {
    const refused = (candidates: string[], set: string[] = []) =>
      shop.run('evaluate-gate', { out: 'refused', candidates, set: [...SET, ...set] });
    await expect(refused(['net'], ['gate.predictions.challenger=scores.csv'])).rejects.toThrow(
      'candidates are models',
    );
    await expect(refused(['nowhere'])).rejects.toThrow('nowhere holds no training');
    await expect(refused(['net', 'net/package'])).rejects.toThrow('net/package is the same candidate as net');
    await expect(shop.run('evaluate-gate', { out: 'net', candidates: ['net', 'small'] })).rejects.toThrow(
      'net is the run folder that the chosen model is to be written to',
    );
    // Its training reached into days that the gate judges on.
    await expect(refused(['net'], ['data.split.until=2025-02-15', 'data.split.train=30d'])).rejects.toThrow(
      /net was trained on rows up to .* and the judged rows begin at/,
    );
  });

  test('parameters are those that the model files hold', async () => {
    const net = await openPackage(shop.path('net/package'));
    const { features } = (await shop.json<{ figures: { features: { width: number } } }>('net/train.json'))
      .figures;
    expect(await parametersOf(net)).toBe(32 * (features.width + 1) + 32 + 1);
  });
});
