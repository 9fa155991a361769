import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

export interface Vector<Inputs = unknown, Expected = unknown> {
  readonly name: string;
  readonly inputs: Inputs;
  readonly expected: Expected;
}

/** How each vector of a tool is held against the program, by the vector's name. */
export type Checks = Readonly<Record<string, () => void | Promise<void>>>;

const file = new URL('../fixtures/vectors.json', import.meta.url);

/** What the trusted tools gave. */
export const { vectors: VECTORS } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };

/** The inputs and outputs of a trusted tool by their name. */
export function vector<Inputs, Expected>(name: string): Vector<Inputs, Expected> {
  const found = VECTORS.find((each) => each.name === name);
  if (!found) throw new Error(`no vector ${name}`);
  return found as Vector<Inputs, Expected>;
}

/** One check for several vectors of the same form. */
export function checkEach<Inputs, Expected>(
  names: readonly string[],
  check: (found: Vector<Inputs, Expected>) => void,
): Checks {
  return Object.fromEntries(names.map((name) => [name, () => check(vector<Inputs, Expected>(name))]));
}

/** Equal to a relative 1e-9, or what is given. */
export function expectClose(value: number | null | undefined, expected: number, relative = 1e-9): void {
  const gap = Math.abs((value ?? Number.NaN) - expected);
  expect(gap, `${value} instead of ${expected}`).toBeLessThanOrEqual(relative * Math.abs(expected));
}
