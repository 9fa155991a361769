import { momentsOf, type TwoSamples } from '../../stats/two-samples.ts';
import type { Samples } from '../samples.ts';
import type { Effect } from './method.ts';

/** Sizes of an effect that do not grow with the number of rows. A positive sign means: larger now. */

/** Cramér's V of the table of both sides: 0 for equal shares, 1 for nothing in common. */
export function cramersV({ reference, current, referenceRows, currentRows }: Samples): Effect {
  const rows = referenceRows + currentRows;
  let chiSquare = 0;
  for (let i = 0; i < reference.length; i++) {
    const [before, now] = [reference[i] as number, current[i] as number];
    const both = before + now;
    const [wantBefore, wantNow] = [(both * referenceRows) / rows, (both * currentRows) / rows];
    chiSquare += (before - wantBefore) ** 2 / wantBefore + (now - wantNow) ** 2 / wantNow;
  }
  return { name: 'cramers_v', value: Math.sqrt(chiSquare / rows) };
}

/** Cohen's h of the share of all values but the first. */
export function cohensH({ reference, current, referenceRows, currentRows }: Samples): Effect {
  const angle = (count: number, rows: number) => 2 * Math.asin(Math.sqrt(1 - count / rows));
  const value = angle(current[0] as number, currentRows) - angle(reference[0] as number, referenceRows);
  return { name: 'cohens_h', value };
}

/** Cohen's d: the difference of the means in pooled standard deviations. */
export function cohensD({ values, x, y, nx, ny }: TwoSamples): Effect {
  const [before, now] = [momentsOf(values, x), momentsOf(values, y)];
  const pooled = (nx * before.variance + ny * now.variance) / (nx + ny - 2);
  return { name: 'cohens_d', value: (now.mean - before.mean) / Math.sqrt(pooled) };
}

/** The share of pairs in which the current value is the larger one, ties as half. */
export function commonLanguageEffect({ nx, ny }: TwoSamples, uOfReference: number): Effect {
  return { name: 'common_language_effect', value: 1 - uOfReference / (nx * ny) };
}

/** The largest distance of the two distribution functions. */
export function largestGap(numbers: TwoSamples): Effect {
  return { name: 'ks_statistic', value: Math.abs(gapOf(numbers).gap) };
}

/** Where the distribution functions F (reference) and G (current) differ most, and both there. */
export function gapOf({ values, x, y, nx, ny }: TwoSamples): {
  value: number;
  reference: number;
  current: number;
  gap: number;
} {
  let [seenX, seenY] = [0, 0];
  let largest = { value: values[0] ?? Number.NaN, reference: 0, current: 0, gap: 0 };
  for (let i = 0; i < values.length; i++) {
    seenX += x[i] as number;
    seenY += y[i] as number;
    const gap = seenX / nx - seenY / ny;
    if (Math.abs(gap) > Math.abs(largest.gap)) {
      largest = { value: values[i] as number, reference: seenX / nx, current: seenY / ny, gap };
    }
  }
  return largest;
}
