import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { frameOf } from '../../src/data/engine/frame.ts';
import { compareColumns } from '../../src/drift/compare.ts';
import { columnFor, driftCases, permutationCases } from './cases.ts';
import { differencesFrom, type EvidentlyAnswer } from './evidently-answers.ts';

interface Golden {
  readonly tool: string;
  readonly seed: number;
  readonly count: number;
  readonly answers: EvidentlyAnswer[];
}
function goldenOf(name: string): Golden {
  const file = new URL(`../fixtures/drift/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Golden;
}
const golden = goldenOf('evidently');
const permuted = goldenOf('evidently-permutation');

it(`${golden.tool} on ${golden.count} random columns`, () => {
  const cases = driftCases(golden.seed, golden.count);
  for (const [index, driftCase] of cases.entries()) {
    const answer = golden.answers[index];
    expect(answer && differencesFrom(answer, driftCase), `case ${index}`).toEqual([]);
  }
});

it(`permutation tests decide as ${permuted.tool} does, away from the threshold`, () => {
  let decided = 0;
  for (const [index, driftCase] of permutationCases(permuted.seed, permuted.count).entries()) {
    const sides = [
      frameOf([columnFor(driftCase, 'reference')]),
      frameOf([columnFor(driftCase, 'current')]),
    ] as const;
    for (const [method, theirs] of Object.entries(permuted.answers[index]?.scores ?? {})) {
      const [ours] = compareColumns(...sides, { methods: { x: method } }).columns;
      if (theirs === null) {
        expect(ours?.verdict).toBe('inconclusive');
        continue;
      }
      const [pValue, drifted] = theirs;
      // Four standard errors of their 1000 or 100 permutations and of ours.
      const error = 4 * Math.sqrt((2 * 0.1 * 0.9) / (method === 'TVD' ? 1000 : 100));
      if (Math.abs(pValue - 0.1) <= error) continue;
      decided++;
      expect(ours?.verdict === 'fail', `case ${index}, ${method}: ${ours?.pValue} and ${pValue}`).toBe(
        drifted,
      );
    }
  }
  expect(decided).toBeGreaterThan(40);
});
