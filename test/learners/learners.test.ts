import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictLinear, ridge } from '../../src/learners/linear.ts';
import { fitLogistic, predictLogistic } from '../../src/learners/logistic.ts';
import { cholesky, type Matrix, rowsOf, solveCholesky } from '../../src/learners/matrix.ts';
import { randomOf } from '../../src/stats/random.ts';

interface Case {
  learner: 'logistic' | 'ridge';
  classes?: number;
  l2: number;
  weighted: boolean;
  coefficients: number[];
  intercepts: number[];
  probabilities?: number[];
  predictions?: number[];
}
const stored: {
  rows: number;
  columns: number;
  features: number[];
  weights: number[];
  binary: number[];
  multi: number[];
  targets: number[];
  cases: Case[];
} = JSON.parse(readFileSync(new URL('../fixtures/learners/scikit-learn.json', import.meta.url), 'utf8'));
const features: Matrix = {
  rows: stored.rows,
  columns: stored.columns,
  values: Float64Array.from(stored.features),
};
const weightsOf = ({ weighted }: Case) => (weighted ? { weights: Float64Array.from(stored.weights) } : {});

function expectClose(found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-6) {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((found[i] as number) - value), `entry ${i}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(value)),
    );
  });
}

describe('as scikit-learn', () => {
  it.each(stored.cases)('$learner of $classes classes, l2 $l2, weighted $weighted', (known) => {
    const { learner, classes = 0, l2 } = known;
    if (learner === 'ridge') {
      const model = ridge(features, { l2, ...weightsOf(known) }).fit(stored.targets);
      expectClose(model.coefficients, known.coefficients, 1e-9);
      expectClose([model.intercept], known.intercepts, 1e-9);
      expectClose(predictLinear(model, features).subarray(0, 5), known.predictions ?? [], 1e-9);
      return;
    }
    const labels = classes === 2 ? stored.binary : stored.multi;
    const model = fitLogistic(features, labels, classes, { l2, ...weightsOf(known) });
    expect(model.converged).toBe(true);
    expectClose(model.coefficients, known.coefficients);
    expectClose(model.intercepts, known.intercepts);
    const probabilities = predictLogistic(model, rowsOf(features, [0, 1, 2, 3, 4]));
    expectClose(probabilities, known.probabilities ?? []);
  });
});

describe('logistic regression', () => {
  it('reaches the same minimum by L-BFGS where there are too many parameters for Newton', () => {
    // 500 columns, of which 496 are always 0: they cannot change the others.
    const columns = 500;
    const values = new Float64Array(features.rows * columns);
    for (let row = 0; row < features.rows; row++) {
      values.set(features.values.subarray(row * 4, row * 4 + 4), row * columns);
    }
    for (const known of stored.cases.filter(({ learner }) => learner === 'logistic')) {
      const { classes = 2, l2 } = known;
      const labels = classes === 2 ? stored.binary : stored.multi;
      const wide = { rows: features.rows, columns, values };
      const model = fitLogistic(wide, labels, classes, { l2, ...weightsOf(known) });
      expect(model.converged).toBe(true);
      for (let k = 0; k < model.intercepts.length; k++) {
        const own = known.coefficients.slice(k * 4, k * 4 + 4);
        expectClose(model.coefficients.subarray(k * columns, k * columns + 4), own, 1e-5);
      }
    }
  });

  it('finds a finite minimum where the classes are told apart perfectly, and where there is only one', () => {
    const line = { rows: 6, columns: 1, values: Float64Array.from([-3, -2, -1, 1, 2, 3]) };
    const apart = fitLogistic(line, [0, 0, 0, 1, 1, 1], 2, { l2: 1e-4 });
    expect(apart.converged).toBe(true);
    expect(apart.coefficients[0]).toBeGreaterThan(3);
    const alone = fitLogistic(line, [1, 1, 1, 1, 1, 1], 2);
    expect([...predictLogistic(alone, line)].every((p) => p > 0.99 && p <= 1)).toBe(true);
  });

  it('has probabilities that sum to 1, and as many of each class as there are (no penalty on intercepts)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 3, max: 5 }), (seed, classes) => {
        const random = randomOf(seed);
        const rows = 40;
        const matrix = {
          rows,
          columns: 3,
          values: Float64Array.from({ length: rows * 3 }, () => random.normal()),
        };
        const labels = Array.from({ length: rows }, (_, row) =>
          row < classes ? row : random.integer(classes),
        );
        const model = fitLogistic(matrix, labels, classes);
        const probabilities = predictLogistic(model, matrix);
        for (let row = 0; row < rows; row++) {
          const sum = probabilities.subarray(row * classes, (row + 1) * classes).reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(1, 12);
        }
        for (let k = 0; k < classes; k++) {
          let expected = 0;
          for (let row = 0; row < rows; row++) expected += probabilities[row * classes + k] as number;
          expect(expected).toBeCloseTo(labels.filter((label) => label === k).length, 5);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('weighs a row twice as two such rows', () => {
    const twice = rowsOf(features, [...stored.binary.keys(), 0, 7]);
    const labels = [...stored.binary, stored.binary[0] as number, stored.binary[7] as number];
    const weights = new Float64Array(features.rows).fill(1);
    weights[0] = 2;
    weights[7] = 2;
    const one = fitLogistic(features, stored.binary, 2, { weights });
    const two = fitLogistic(twice, labels, 2);
    expectClose(one.coefficients, [...two.coefficients], 1e-9);
  });

  it('refuses what it cannot learn from', () => {
    const one = { rows: 1, columns: 1, values: Float64Array.of(1) };
    expect(() => fitLogistic({ ...one, values: Float64Array.of(Number.NaN) }, [0], 2)).toThrow('finite');
    expect(() => fitLogistic(one, [2], 2)).toThrow('a label is an integer from 0 to 1');
    expect(() => fitLogistic(one, [0], 2, { l2: 0 })).toThrow('l2');
    expect(() => fitLogistic(one, [0], 2, { weights: Float64Array.of(0) })).toThrow('weights can be 0');
    expect(() => fitLogistic({ rows: 0, columns: 1, values: new Float64Array() }, [], 2)).toThrow('no rows');
    expect(() =>
      predictLogistic(fitLogistic(one, [0], 2), { rows: 1, columns: 2, values: new Float64Array(2) }),
    ).toThrow('the model has 1 features, 2 are given');
  });
});

describe('ridge regression', () => {
  it('survives columns that say the same, and columns that say nothing', () => {
    const rows = 20;
    const values = new Float64Array(rows * 3);
    for (let row = 0; row < rows; row++) values.set([row * 1e6, row * 1e6, 7], row * 3);
    const targets = Array.from({ length: rows }, (_, row) => 2 * row + 1);
    const model = ridge({ rows, columns: 3, values }, { l2: 1e-8 }).fit(targets);
    expectClose(predictLinear(model, { rows, columns: 3, values }), targets);
  });
});

describe('Cholesky', () => {
  it('solves A x = b', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), (size, seed) => {
        const random = randomOf(seed);
        const b = Float64Array.from({ length: size * size }, () => random.normal());
        const a = new Float64Array(size * size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            for (let k = 0; k < size; k++) {
              a[i * size + j] =
                (a[i * size + j] as number) + (b[i * size + k] as number) * (b[j * size + k] as number);
            }
          }
          a[i * size + i] = (a[i * size + i] as number) + 0.1;
        }
        const wanted = Float64Array.from({ length: size }, () => random.normal());
        const right = Array.from({ length: size }, (_, i) =>
          wanted.reduce((sum, x, j) => sum + x * (a[i * size + j] as number), 0),
        );
        const factor = a.slice();
        expect(cholesky(factor, size)).toBe(true);
        expectClose(solveCholesky(factor, size, right), [...wanted], 1e-7);
      }),
    );
  });

  it('says that a matrix is not positive definite', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
    expect(cholesky(Float64Array.of(0), 1)).toBe(false);
  });
});
