import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Column, frameOf, type Value } from '../../src/data/engine/frame.ts';
import { compareColumns } from '../../src/drift/compare.ts';
import { chunkCases } from './chunk-cases.ts';

interface Answer {
  readonly threshold: number | null;
  readonly chunks: readonly (readonly [value: number | null, alert: boolean | null])[];
}
const file = new URL('../fixtures/drift/nannyml.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as {
  tool: string;
  seed: number;
  answers: Record<string, Answer>[];
};

/** Relative 1e-9; roots of a difference that is nothing but rounding are compared before the root. */
const isClose = (ours: number | null, theirs: number | null) =>
  ours !== null &&
  theirs !== null &&
  (Math.abs(ours - theirs) <= 1e-9 * Math.abs(theirs) || (ours < 1e-7 && theirs < 1e-7));

describe(`${golden.tool} on 100 chunks`, () => {
  const cases = chunkCases(golden.seed);
  it.each(cases.map((one, index) => [`${one.type}, ${one.reference.length} rows`, index] as const))(
    '%s',
    (_, index) => {
      const { type, reference, chunks } = cases[index] as (typeof cases)[number];
      const frame = (values: readonly Value[]) => frameOf([{ name: 'x', type, values } satisfies Column]);
      const before = frame(reference);
      for (const [method, answer] of Object.entries(golden.answers[index] ?? {})) {
        for (const [place, [value, alert]] of answer.chunks.entries()) {
          const options = { methods: { x: `nannyml.${method}` } };
          const [drift] = compareColumns(before, frame(chunks[place] ?? []), options).columns;
          const told = `${method}, chunk ${place}: ${JSON.stringify(drift)} instead of ${value}, ${answer.threshold}`;
          expect(isClose(drift?.statistic ?? null, value), told).toBe(true);
          // Of the chi-square test NannyML judges the p-value.
          if (method !== 'chi2') expect(isClose(drift?.threshold ?? null, answer.threshold), told).toBe(true);
          expect(drift?.verdict, told).toBe(alert ? 'fail' : 'pass');
        }
      }
    },
  );

  it('the preset takes the Jensen-Shannon distance, and needs ten rows', () => {
    const frame = (values: readonly number[]) => frameOf([{ name: 'x', type: 'number', values }]);
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const { columns, notes } = compareColumns(frame(nine), frame(nine), { preset: 'nannyml' });
    expect(columns).toMatchObject([
      { method: 'nannyml.jensen_shannon', threshold: null, verdict: 'inconclusive' },
    ]);
    expect(notes[0]?.sentence).toMatch(/ten chunks of the reference, and "x" has too few rows/);
    const ten = compareColumns(frame([...nine, 10]), frame(nine), { preset: 'nannyml' }).columns;
    expect(ten).toMatchObject([{ method: 'nannyml.jensen_shannon', verdict: 'pass' }]);
  });
});
