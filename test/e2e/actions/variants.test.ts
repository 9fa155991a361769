import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { checkOut, git, makeRepository } from '../../actions/project.ts';
import { runStep, type StepResult } from '../../actions/step.ts';
import { type LocalGitHub, startGitHub } from '../../github/server.ts';

/** A matrix over variants: each trained by a job on a machine of its own, one of them chosen by the gate. */
let repository: string;
let github: LocalGitHub;

const VARIANTS =
  '{ poor: ["train.epochs=1", "train.learning-rate=0.00001"], good: ["train.epochs=12"], lost: [] }';

beforeAll(async () => {
  repository = makeRepository((text) => text.replace('seed: 7 }', `seed: 7, variants: ${VARIANTS} }`));
  github = await startGitHub({ from: repository });
});
afterAll(() => github?.close());

function job(action: string, run: number, inputs: Record<string, string> = {}): Promise<StepResult> {
  const workspace = checkOut(repository);
  return runStep(action, { workspace, github, run, inputs, sha: git(repository, 'rev-parse', 'HEAD') });
}

function evidenceOf<S extends 'train' | 'evaluate-gate'>({ outputs, printed }: StepResult): EvidenceOf<S> {
  if (!outputs.evidence) throw new Error(printed);
  return JSON.parse(readFileSync(outputs.evidence, 'utf8'));
}

test('the names are a list for a matrix', async () => {
  const { code, outputs, printed } = await job('validate-data', 100);
  expect(code, printed).toBe(0);
  expect(outputs.variants).toBe('["poor","good","lost"]');
});

test('each is trained by a job, the gate takes one of those that are there, and register registers it', async () => {
  const poor = await job('train', 100, { variant: 'poor' });
  const good = await job('train', 100, { variant: 'good' });
  expect(poor.code, poor.printed).toBe(0);
  expect(good.code, good.printed).toBe(0);
  expect([poor, good].map(({ outputs }) => outputs.artifact)).toEqual([
    'mlops-churn-train-poor-1',
    'mlops-churn-train-good-1',
  ]);
  const trained = evidenceOf<'train'>(good);
  expect(trained.figures.variant).toBe('good');
  expect(trained.run.overrides).toEqual(['train.epochs=12']);
  expect(trained.run.config).not.toBe(evidenceOf<'train'>(poor).run.config);

  const gate = await job('evaluate-gate', 100);
  expect(gate.code, gate.printed).toBe(0);
  const judged = evidenceOf<'evaluate-gate'>(gate);
  expect(judged.figures.selection?.candidates.map(({ name, chosen }) => [name, chosen])).toEqual([
    ['good', true],
    ['poor', false],
  ]);
  expect(judged.warnings[0]).toContain('`train.variants` lost is missing');
  expect(gate.printed).toContain('There is no model of the variant lost in this run.');
  expect(gate.outputs.digest).toBe(good.outputs.digest);

  const registered = await job('register', 100);
  expect(registered.code, registered.printed).toBe(0);
  expect(registered.outputs).toMatchObject({ version: 'v1.0.0', digest: good.outputs.digest });
  const record = github.state.releases[0];
  expect(record?.tag_name).toBe('churn@v1.0.0');
}, 240_000);

test('without any training the gate names them all', async () => {
  const { code, printed } = await job('evaluate-gate', 300);
  expect(code).toBe(2);
  expect(printed).toContain('No variant of churn left a model in this run: poor, good, lost');
}, 60_000);

test('the config as it is can be trained and judged too', async () => {
  const plain = await job('train', 400);
  expect(plain.outputs.artifact).toBe('mlops-churn-train-1');
  expect(evidenceOf<'train'>(plain).figures.variant).toBeUndefined();
  const gate = await job('evaluate-gate', 400);
  expect([gate.code, gate.outputs.digest]).toEqual([0, plain.outputs.digest]);
}, 120_000);

test('the whole loop in one step trains all, one after another', async () => {
  const result = await job('pipeline', 500, { stage: 'validate-data, train, evaluate-gate' });
  expect(result.code, result.printed).toBe(0);
  expect(result.printed).toContain('Variant good, 2 of 3');
  const gate = JSON.parse(readFileSync(join(result.outputs.evidence ?? '', 'evaluate-gate.json'), 'utf8'));
  expect(gate.figures.selection.candidates).toHaveLength(3);
}, 120_000);

test('a variant that is not there is told at once', async () => {
  const { code, printed } = await job('train', 600, { variant: 'god' });
  expect(code).toBe(2);
  expect(printed).toContain('mlops.yml has no variant "god"; did you mean "good"?');
});
