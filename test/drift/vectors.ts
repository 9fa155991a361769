import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

interface Vector<Inputs, Expected> {
  readonly name: string;
  readonly inputs: Inputs;
  readonly expected: Expected;
}

const file = new URL('../fixtures/vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector<unknown, unknown>[] };

/** The inputs and outputs of a trusted tool by their name. */
export function vector<Inputs, Expected>(name: string): Vector<Inputs, Expected> {
  const found = vectors.find((each) => each.name === name);
  if (!found) throw new Error(`no vector ${name}`);
  return found as Vector<Inputs, Expected>;
}

/** Equal to a relative 1e-9, or what is given. */
export function expectClose(value: number | null | undefined, expected: number, relative = 1e-9): void {
  const gap = Math.abs((value ?? Number.NaN) - expected);
  expect(gap, `${value} instead of ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected));
}
