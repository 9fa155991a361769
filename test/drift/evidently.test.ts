import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { driftCases } from './cases.ts';
import { differencesFrom, type EvidentlyAnswer } from './evidently-answers.ts';

interface Golden {
  readonly tool: string;
  readonly seed: number;
  readonly count: number;
  readonly answers: EvidentlyAnswer[];
}
const file = new URL('../fixtures/drift/evidently.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

it(`${golden.tool} on ${golden.count} random columns`, () => {
  const cases = driftCases(golden.seed, golden.count);
  for (const [index, driftCase] of cases.entries()) {
    const answer = golden.answers[index];
    expect(answer && differencesFrom(answer, driftCase), `case ${index}`).toEqual([]);
  }
});
