import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Label } from '../../src/evaluation/outcomes.ts';
import vectors from '../fixtures/vectors.json' with { type: 'json' };

/** A case of `test/e2e/peers/metrics_peer.py`. */
export interface MetricsCase {
  task: 'binary-classification' | 'multiclass-classification' | 'regression';
  labels: Label[];
  scores?: number[] | number[][];
  predictions?: number[];
  classes?: number[];
  threshold?: number;
  weights?: number[];
  expected: Record<string, number | null>;
}

export interface PairedCase {
  task: 'paired';
  labels: number[];
  a: number[];
  b: number[];
  threshold: number;
  expected: {
    mcnemar_exact: { statistic: number; p: number };
    delong: { auc_a: number; auc_b: number; difference: number; z: number; p: number } | null;
  };
}

export interface Golden {
  tool: string;
  seed: number;
  cases: (MetricsCase | PairedCase)[];
}

/** The cases that stand in the repository, computed once with the packages that `tool` names. */
export function goldenCases(): Golden {
  const file = new URL('../fixtures/evaluation/metrics-golden.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Golden;
}

export function isPaired(each: MetricsCase | PairedCase): each is PairedCase {
  return each.task === 'paired';
}

/** Both null, or equal to `tolerance` of the expected figure (and 1e-12, for figures that are 0 but for rounding). */
export function expectClose(
  actual: number | null | undefined,
  expected: number | null,
  about: string,
  tolerance = 1e-9,
): void {
  if (expected === null || actual === null || actual === undefined) {
    expect(actual, about).toBe(expected);
    return;
  }
  const off = Math.abs(actual - expected);
  expect(off, `${about}: ${actual}, not ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.abs(expected) + 1e-12,
  );
}

/** What a trusted package gave for `name`, from `test/fixtures/vectors.json`. */
// biome-ignore lint/suspicious/noExplicitAny: each vector has a shape of its own
export function vector(name: string): { inputs: any; expected: any } {
  const found = vectors.vectors.find((each) => each.name === name);
  if (!found) throw new Error(`no vector ${name}`);
  return found;
}
