import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Aggregate } from '../../src/config/schema/gate-rules.ts';
import { outcomesOf, type Scored } from '../../src/evaluation/metrics/encoding.ts';
import { aggregateOf, FAIRNESS_MEASURES } from '../../src/evaluation/metrics/fairness.ts';
import { computeMetrics, metricsOf } from '../../src/evaluation/metrics/metrics.ts';
import { type Costs, type Label, takeOutcomes } from '../../src/evaluation/metrics/outcomes.ts';
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
  costs?: Costs;
  lists?: { of: number[]; places: number };
  scales?: { absolute: number[]; squared: number[]; quantile: number };
  expected: Record<string, number | null>;
}

export interface FairnessCase {
  task: 'fairness';
  labels: number[];
  predictions: number[];
  groups: number[];
  weights?: number[];
  expected: {
    measures: Record<string, number | null>;
    /** Of the groups' accuracy. */
    accuracy_score: Record<Aggregate, number | null>;
  };
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

export type Case = MetricsCase | PairedCase | FairnessCase;

export interface Golden {
  tool: string;
  seed: number;
  cases: Case[];
}

/** The cases that stand in the repository, computed once with the packages that `tool` names. */
export function goldenCases(): Golden {
  const file = new URL('../fixtures/evaluation/metrics-golden.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Golden;
}

export function isPaired(each: Case): each is PairedCase {
  return each.task === 'paired';
}

/** Holds a case that is not a paired one against the program. */
export function checkCase(each: MetricsCase | FairnessCase, about: string): void {
  if (each.task === 'fairness') {
    checkFairness(each, about);
    return;
  }
  const { metrics, rows } = computeMetrics(each as Scored);
  expect(rows).toBe(each.labels.length);
  expect(Object.keys(metrics).sort(), about).toEqual(Object.keys(each.expected).sort());
  for (const [name, expected] of Object.entries(each.expected)) {
    expectClose(metrics[name], expected, `${about}: ${name}`);
  }
}

function checkFairness({ labels, predictions, weights, groups, expected }: FairnessCase, about: string) {
  const task = 'binary-classification';
  const outcomes = outcomesOf({ task, labels, predictions, weights, positive: 1 });
  const found = [...new Set(groups)].map((group) => ({
    value: String(group),
    indices: Uint32Array.from(groups.flatMap((value, row) => (value === group ? [row] : []))),
  }));
  expect([...FAIRNESS_MEASURES.keys()].sort()).toEqual(Object.keys(expected.measures).sort());
  for (const [name, measure] of FAIRNESS_MEASURES) {
    expectClose(measure.of(outcomes, found).value, expected.measures[name] ?? null, `${about}: ${name}`);
  }
  const accuracies = found.map(
    ({ indices }) => metricsOf(takeOutcomes(outcomes, indices)).metrics.accuracy_score,
  );
  for (const [aggregate, value] of Object.entries(expected.accuracy_score)) {
    expectClose(aggregateOf(aggregate as Aggregate, accuracies).value, value, `${about}: ${aggregate}`);
  }
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
