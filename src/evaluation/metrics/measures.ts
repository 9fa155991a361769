import type { Weights } from './outcomes.ts';

/** The value of a metric; null where it is not defined, with the reason. A note may also go with a value. */
export interface Figure {
  readonly value: number | null;
  readonly note?: string;
}

/**
 * The metrics of one set of outcomes, prepared (sorted, losses by row) so that they can be
 * taken again and again with other row weights, as a bootstrap does.
 */
export interface Measures {
  /** The metrics of the task, in the order in which people read them. */
  readonly names: readonly string[];
  /** The figures of `names`, in that order. A row with weight 0 is as good as absent. */
  figures(names: readonly string[], weights: Weights | null): Figure[];
  /**
   * The figure of each row, of a metric that is their mean: the difference of two models is then one mean. Undefined
   * for other metrics, and where the metric is not defined.
   */
  rowFigures?(name: string): Float64Array | undefined;
}

/** Several measures of the same outcomes as one; their names differ. */
export function joined(parts: readonly Measures[]): Measures {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    names: parts.flatMap(({ names }) => names),
    figures(names, weights) {
      const found = new Map<string, Figure>();
      for (const part of parts) {
        const own = names.filter((name) => part.names.includes(name));
        if (own.length === 0) continue;
        part.figures(own, weights).forEach((figure, index) => {
          found.set(own[index] ?? '', figure);
        });
      }
      return names.map((name) => found.get(name) ?? { value: null, note: 'is no metric here' });
    },
    rowFigures: (name) => parts.find(({ names }) => names.includes(name))?.rowFigures?.(name),
  };
}

export const NO_ROWS: Figure = { value: null, note: 'is not defined: there are no rows' };

/** The mean of one figure per row. */
export function weightedMean(values: Float64Array, weights: Weights | null): Figure {
  let sum = 0;
  let total = 0;
  if (weights instanceof Uint16Array) {
    // The counts of a resample, thousands of times: with a loop of their own the compiler knows what they are.
    for (let row = 0; row < values.length; row++) {
      const count = weights[row] as number;
      sum += count * (values[row] as number);
      total = (total + count) | 0;
    }
    return total > 0 ? { value: sum / total } : NO_ROWS;
  }
  for (let row = 0; row < values.length; row++) {
    const weight = weights ? (weights[row] as number) : 1;
    sum += weight * (values[row] as number);
    total += weight;
  }
  return total > 0 ? { value: sum / total } : NO_ROWS;
}

/** The note of a metric for which the model left rows without a finite figure. */
export function notFinite(what: string, count: number, rows: number): string {
  return `is not defined: ${count} of ${rows} ${what} are missing or not finite`;
}

/**
 * The row figures of classifiers: `losses` by row where the scores are probabilities, `decided` where every row has a
 * predicted class.
 */
export function rowFiguresOf(
  name: string,
  losses: { readonly log: Float64Array; readonly square: Float64Array } | null | undefined,
  decided: { readonly truth: ArrayLike<number>; readonly predicted: ArrayLike<number> } | null,
): Float64Array | undefined {
  if (name === 'log_loss') return losses?.log;
  if (name === 'brier_score_loss') return losses?.square;
  if (name !== 'accuracy_score' || !decided) return undefined;
  return Float64Array.from(decided.truth, (label, row) => (label === decided.predicted[row] ? 1 : 0));
}
