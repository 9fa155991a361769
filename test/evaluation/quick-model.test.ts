import { describe, expect, it } from 'vitest';
import {
  areaUnderRoc,
  confidentNoise,
  disagreementOfTwins,
  foldsOf,
  type LearningSample,
  learningCurveOf,
  signalOf,
} from '../../src/evaluation/quick-model.ts';
import { Random } from '../../src/stats/random.ts';

/** Rows with `columns` normal features, of which the first tells the label as well as `strength` says. */
function sampleOf(
  rows: number,
  columns: number,
  strength: number,
  classes: number,
  seed = 1,
): LearningSample {
  const random = new Random(seed);
  const values = Float64Array.from({ length: rows * columns }, () => random.normal());
  const targets = Float64Array.from({ length: rows }, (_, row) => {
    const score = strength * (values[row * columns] as number) + random.normal();
    if (classes === 0) return score;
    return Math.min(classes - 1, Math.max(0, Math.floor(score + classes / 2)));
  });
  return { features: { rows, columns, values }, targets, classes, ordered: false };
}

describe('signal', () => {
  it.each([2, 3, 0])('is found where there is one, for %i classes', (classes) => {
    const found = signalOf(sampleOf(600, 5, 1.5, classes), 1);
    expect(found?.pValue).toBe(0.01);
    expect(found?.score).toBeGreaterThan((found?.shuffledMaximum ?? 1) + 0.1);
  });

  it('is not found in noise more often than is stated', () => {
    const values = Array.from(
      { length: 40 },
      (_, seed) => signalOf(sampleOf(120, 4, 0, 2, seed), seed)?.pValue ?? 0,
    );
    // At a rate of 1 %, four of forty would be a chance of one in a thousand.
    expect(values.filter((p) => p <= 0.01).length).toBeLessThan(4);
    // And p is spread evenly, so that its mean is a half.
    expect(values.reduce((a, b) => a + b, 0) / values.length).toBeGreaterThan(0.35);
  });

  it('is unknown where the label has one class', () => {
    expect(signalOf({ ...sampleOf(100, 2, 1, 2), targets: new Float64Array(100) }, 1)).toBeUndefined();
  });
});

describe('the learning curve', () => {
  it('rises where many columns need many rows, and is flat where few suffice', () => {
    const steep = learningCurveOf(sampleOf(400, 120, 1.2, 2), 1);
    expect(steep?.points.map(({ rows }) => rows)).toEqual([80, 160, 320]);
    expect(steep?.lastGain.mean).toBeGreaterThan(2 * (steep?.lastGain.standardError ?? 1));
    const flat = learningCurveOf(sampleOf(4000, 2, 1.2, 2), 1);
    expect(Math.abs(flat?.lastGain.mean ?? 1)).toBeLessThan(0.01);
  });
});

describe('label noise', () => {
  it.each([0, 0.1, 0.2])('of %f is estimated where features tell the classes apart', (share) => {
    const sample = sampleOf(2000, 3, 30, 2);
    const random = new Random(5);
    const flipped = sample.targets.map((target) => (random.next() < share ? 1 - target : target));
    expect(Math.abs(confidentNoise({ ...sample, targets: flipped }, 1) - share)).toBeLessThan(0.03);
  });

  it('shows in rows with equal features', () => {
    const features = { rows: 6, columns: 1, values: Float64Array.of(1, 1, 1, 2, 2, 3) };
    const sample = { features, targets: Float64Array.of(0, 0, 1, 1, 1, 0), classes: 2, ordered: false };
    expect(disagreementOfTwins(sample)).toEqual({ share: 0.2, rows: 5 });
  });
});

it('folds hold every row once; those of ordered rows are stretches', () => {
  const sample = sampleOf(53, 1, 1, 3);
  for (const ordered of [true, false]) {
    const folds = foldsOf({ ...sample, ordered }, 1);
    expect(folds.flatMap((fold) => [...fold]).sort((a, b) => a - b)).toEqual([...Array(53).keys()]);
  }
  expect([...(foldsOf({ ...sample, ordered: true }, 1)[0] ?? [])]).toEqual([...Array(11).keys()]);
});

it('the area under the curve counts ties half', () => {
  expect(areaUnderRoc(Float64Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.4, 0.35, 0.8))).toBe(0.75);
  expect(areaUnderRoc(Float64Array.of(0, 1), Float64Array.of(1, 1))).toBe(0.5);
  expect(areaUnderRoc(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBeNaN();
});
