import type { Figure } from './measures.ts';
import type { Weights } from './outcomes.ts';

/**
 * The share of the log loss of knowing nothing but the shares of the classes that a model does without
 * (`d2_log_loss_score`).
 * @param loss the model's log loss
 * @param truth class of each row, from 0 to below `size`
 */
export function devianceExplained(
  loss: Figure,
  truth: ArrayLike<number>,
  size: number,
  weights: Weights | null,
): Figure {
  if (loss.value === null) return loss;
  if (truth.length < 2) return { value: null, note: 'is not defined for less than two rows' };
  const support = new Float64Array(size);
  let total = 0;
  for (let row = 0; row < truth.length; row++) {
    const weight = weights ? (weights[row] as number) : 1;
    const k = truth[row] as number;
    support[k] = (support[k] as number) + weight;
    total += weight;
  }
  let entropy = 0;
  let present = 0;
  for (const own of support) {
    if (own === 0) continue;
    present++;
    entropy -= (own / total) * Math.log(own / total);
  }
  if (present < 2) return { value: null, note: 'is not defined: the labels are of one class' };
  return { value: 1 - loss.value / entropy };
}
