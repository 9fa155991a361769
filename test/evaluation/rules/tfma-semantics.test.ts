import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RuleConfig } from '../../../src/config/schema/gate-rules.ts';
import type { Figures } from '../../../src/evaluation/rules/rules.ts';
import { judge } from '../../../src/evaluation/rules/verdict.ts';
import { CASES, type Given, plainCases, type TfmaCase } from './tfma-cases.ts';

interface Decided {
  readonly case: TfmaCase;
  readonly decision: 'pass' | 'fail';
}

/** What TFMA's own code decided of the same cases (`tfma.py`). */
const { decisions } = JSON.parse(
  readFileSync(new URL('../../fixtures/evaluation/tfma-decisions.json', import.meta.url), 'utf8'),
) as { decisions: Decided[] };

const figures = (given: Given): Figures => (given === 'absent' ? {} : { metric: Number(given) });

function ours({ direction, rule, now, before, slices = {} }: TfmaCase) {
  return judge({
    rules: [{ metric: 'metric', ...rule } as RuleConfig],
    metrics: new Map([['metric', { direction, title: 'metric' }]]),
    challenger: figures(now),
    champion: before === null ? null : figures(before),
    slices: {
      slices: Object.entries(slices).map(([value, [challenger, champion]]) => ({
        column: 'origin',
        value,
        rows: 1000,
        challenger: { ...figures(challenger) },
        champion: { ...figures(champion) },
      })),
      small: [],
    },
  }).verdict;
}

test('the recorded decisions are of these very cases', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
  expect(decisions.map((one) => one.case)).toEqual(JSON.parse(JSON.stringify(plainCases())));
});

test.each(CASES)('$name (TFMA $line)', (row) => {
  expect(decisions.find((one) => one.case.name === row.name)?.decision).toBe(row.tfma);
  expect(ours(row)).toBe(row.ours ?? row.tfma);
  // Where ours differs the table says why, and only there.
  expect(row.why !== undefined).toBe(row.ours !== undefined && row.ours !== row.tfma);
});
