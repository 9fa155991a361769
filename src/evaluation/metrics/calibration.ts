import { type Figure, NO_ROWS } from './measures.ts';
import type { Weights } from './outcomes.ts';

/** Equally wide bins of [0, 1]. */
export const CALIBRATION_BINS = 10;

/** The bin (b_k, b_k+1] of ten equally wide ones that a probability falls into; 0 falls into the first. */
export function calibrationBin(score: number): number {
  let bin = 0;
  // The edges as numpy's linspace has them: k times the width.
  while (bin < CALIBRATION_BINS - 1 && score > (bin + 1) * (1 / CALIBRATION_BINS)) bin++;
  return bin;
}

/** What the calibration errors of rows need, whatever their weights. */
export interface Calibration {
  readonly bin: Uint8Array;
  /** 1 or 0, whether it came true, less the probability that it would. */
  readonly gap: Float64Array;
}

/** @param came 1 where it came true what `scores` are the probabilities of */
export function calibrationOf(came: Uint8Array, scores: Float64Array): Calibration {
  const bin = new Uint8Array(scores.length);
  const gap = new Float64Array(scores.length);
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    bin[row] = calibrationBin(score);
    gap[row] = (came[row] as number) - score;
  }
  return { bin, gap };
}

/**
 * How far the share that came true is from the mean probability: the mean over the bins by their weight (expected
 * calibration error), and of the worst bin (maximum calibration error). Empty bins are left out.
 */
export function calibrationErrors({ bin, gap }: Calibration, weights: Weights | null) {
  const gaps = new Float64Array(CALIBRATION_BINS);
  const filled = new Float64Array(CALIBRATION_BINS);
  for (let row = 0; row < bin.length; row++) {
    const weight = weights ? (weights[row] as number) : 1;
    const k = bin[row] as number;
    gaps[k] = (gaps[k] as number) + weight * (gap[row] as number);
    filled[k] = (filled[k] as number) + weight;
  }
  let [sum, total, worst] = [0, 0, 0];
  for (let k = 0; k < CALIBRATION_BINS; k++) {
    const weight = filled[k] as number;
    if (weight === 0) continue;
    const off = Math.abs(gaps[k] as number);
    sum += off;
    total += weight;
    worst = Math.max(worst, off / weight);
  }
  const figure = (value: number): Figure => (total > 0 ? { value } : NO_ROWS);
  return { expected: figure(sum / total), maximum: figure(worst) };
}
