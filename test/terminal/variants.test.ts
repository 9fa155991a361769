import { beforeAll, expect, test } from 'vitest';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { initWorkspace, type Workspace } from '../stages/workspace.ts';
import { mlopsHere } from './command.ts';

const VARIANTS = 'train.variants={poor: ["train.epochs=1"], small: ["train.hidden=[8]", "train.epochs=25"]}';
const SET = [VARIANTS, 'gate.rules=[{"metric":"roc_auc_score","at-least":0.6}]', 'gate.explain=0'].flatMap(
  (one) => ['--set', one],
);
let shop: Workspace;
beforeAll(async () => {
  shop = await initWorkspace();
});

test('`mlops run` trains all variants one after another, and the gate chooses', async () => {
  const args = [
    'run',
    '--stages',
    'validate-data,train,evaluate-gate,register',
    '--json',
    '--out',
    'all',
    ...SET,
  ];
  const { code, stdout, stderr } = await mlopsHere(args, { cwd: shop.directory });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('Variant small, 2 of 2');
  const { stages } = JSON.parse(stdout) as {
    stages: {
      train: EvidenceOf<'train'>;
      'evaluate-gate': EvidenceOf<'evaluate-gate'>;
      register: EvidenceOf<'register'>;
    };
  };
  const chosen = stages['evaluate-gate'].figures.selection?.candidates.find((one) => one.chosen);
  expect(stages.train.figures.variant).toBe(chosen?.name);
  expect(stages.register.figures.package).toBe(chosen?.package);
  expect(await shop.files('all/variants')).toEqual(
    expect.arrayContaining(['all/variants/poor/train.json', 'all/variants/small/train.json']),
  );
});

test('`mlops train --variant` trains one, and the config as it is without', async () => {
  const train = async (...args: string[]) => {
    const { code, stdout, stderr } = await mlopsHere(['train', '--json', ...SET, ...args], {
      cwd: shop.directory,
    });
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout) as EvidenceOf<'train'>;
  };
  const small = await train('--variant', 'small', '--out', 'one');
  expect(small.figures).toMatchObject({ variant: 'small', parameters: { hidden: [8] } });
  const plain = await train('--out', 'plain');
  expect(plain.figures.variant).toBeUndefined();
  const unknown = await mlopsHere(['train', ...SET, '--variant', 'big'], { cwd: shop.directory });
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('has no variant "big"')]);
});
