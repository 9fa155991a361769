/** Corrections for many tests at once. */
export const CORRECTIONS = ['none', 'bonferroni', 'holm', 'fdr_bh'] as const;
export type Correction = (typeof CORRECTIONS)[number];

/**
 * The p-values adjusted for their number, in the same order, as `statsmodels.stats.multitest.multipletests`
 * has them: a hypothesis is rejected where its adjusted p-value is at most the level. `bonferroni` and `holm`
 * bound the chance of any false alarm, `fdr_bh` (Benjamini and Hochberg 1995) the share of false ones among
 * the alarms.
 */
export function adjustPValues(pValues: ArrayLike<number>, correction: Correction): Float64Array {
  const n = pValues.length;
  const adjusted = Float64Array.from(pValues);
  if (correction === 'none') return adjusted;
  if (correction === 'bonferroni') return adjusted.map((p) => Math.min(1, p * n));
  const order = Array.from(adjusted.keys()).sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  if (correction === 'holm') {
    let largest = 0;
    for (const [rank, index] of order.entries()) {
      largest = Math.max(largest, (pValues[index] as number) * (n - rank));
      adjusted[index] = Math.min(1, largest);
    }
    return adjusted;
  }
  let smallest = 1;
  for (let rank = n; rank > 0; rank--) {
    const index = order[rank - 1] as number;
    // The division first, as statsmodels has it, so that the last bit agrees.
    smallest = Math.min(smallest, (pValues[index] as number) / (rank / n));
    adjusted[index] = smallest;
  }
  return adjusted;
}
