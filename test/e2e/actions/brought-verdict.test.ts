import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../actions/folders.ts';
import { checkOut, commit, makeRepository } from '../../actions/project.ts';
import { runStep } from '../../actions/step.ts';
import { type LocalGitHub, startGitHub } from '../../github/server.ts';

/** A checkout that brings the run folder of the job which it is for: a model that passed, and the verdict of a gate. */
let repository: string;
let github: LocalGitHub;
let passed: string;
const RUN = 300;
const FOLDER = `.mlops/github/${RUN}-1`;

beforeAll(async () => {
  repository = makeRepository((text) => text.replace(/^monitor:\n( .*\n)+/m, ''));
  github = await startGitHub({ from: repository });
  const workspace = checkOut(repository);
  const stage = 'validate-data, train, evaluate-gate';
  const made = await runStep('pipeline', { workspace, github, run: 299, inputs: { stage } });
  if (made.code !== 0) throw new Error(made.printed);
  passed = dirname(made.outputs.evidence ?? '');
}, 120_000);
afterAll(() => github?.close());

const brought = (workspace: string) => {
  mkdirSync(join(workspace, FOLDER), { recursive: true });
  cpSync(passed, join(workspace, FOLDER), { recursive: true });
};

test('is not registered: git keeps the verdict', async () => {
  const workspace = checkOut(repository);
  brought(workspace);
  writeFileSync(join(workspace, '.gitignore'), '');
  commit(workspace, 'A verdict of my own');
  const { code, printed } = await runStep('register', { workspace, github, run: RUN });
  expect(code, printed).toBe(2);
  expect(printed).toContain(`${FOLDER}/churn/evaluate-gate.json is tracked by git`);
  expect(github.state.releases).toEqual([]);
});

test('is not registered where git does not answer: what is there before the first step of a job goes', async () => {
  const workspace = temporaryFolder('plain');
  for (const file of ['mlops.yml', 'contract.yml', 'data']) {
    if (existsSync(join(repository, file)))
      cpSync(join(repository, file), join(workspace, file), { recursive: true });
  }
  brought(workspace);
  expect(readFileSync(join(workspace, FOLDER, 'churn', 'evaluate-gate.json'), 'utf8')).toContain('"pass"');
  const { code, printed } = await runStep('register', { workspace, github, run: RUN });
  expect(code, printed).toBe(2);
  expect(printed).toContain(`${FOLDER} was there before the first step of this job`);
  expect(github.state.releases).toEqual([]);
});
