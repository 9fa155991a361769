/** Divergences of two discrete distributions over the same cells. */

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}

/** p log(p / q) with its limits: 0 for p = 0, infinite for q = 0. */
function relativeEntropy(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log(p / q);
}

/** Kullback-Leibler divergence of `p` from `q` in nats; both are scaled to sum 1 (`scipy.stats.entropy`). */
export function kullbackLeibler(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [sumP, sumQ] = [sum(p), sum(q)];
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    total += relativeEntropy((p[i] as number) / sumP, (q[i] as number) / sumQ);
  }
  return total;
}

/**
 * Jensen-Shannon divergence in nats; both are scaled to sum 1. Divide by log 2 for bits; its square
 * root is the distance.
 */
export function jensenShannon(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [sumP, sumQ] = [sum(p), sum(q)];
  let left = 0;
  let right = 0;
  for (let i = 0; i < p.length; i++) {
    const a = (p[i] as number) / sumP;
    const b = (q[i] as number) / sumQ;
    left += relativeEntropy(a, (a + b) / 2);
    right += relativeEntropy(b, (a + b) / 2);
  }
  return Math.max(0, (left + right) / 2);
}

/** Population stability index: ∑ (p - q) log(p / q) over shares that are not 0. */
export function populationStabilityIndex(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    const [a, b] = [p[i] as number, q[i] as number];
    total += (a - b) * Math.log(a / b);
  }
  return total;
}

/** Hellinger distance √(½ ∑ (√p - √q)²) of shares that sum to 1. */
export function hellinger(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    total += (Math.sqrt(p[i] as number) - Math.sqrt(q[i] as number)) ** 2;
  }
  return Math.sqrt(total / 2);
}

/** The largest difference of a cell's share, with the shares scaled to sum 1. */
export function largestDifference(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const [sumP, sumQ] = [sum(p), sum(q)];
  let largest = 0;
  for (let i = 0; i < p.length; i++) {
    largest = Math.max(largest, Math.abs((p[i] as number) / sumP - (q[i] as number) / sumQ));
  }
  return largest;
}
