/** A smooth function: gives its value at `x` and puts its gradient there into `gradient`. */
export type Smooth = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly x: Float64Array;
  readonly iterations: number;
  /** Whether the gradient became as small as was asked. */
  readonly converged: boolean;
}

const dot = (a: Float64Array, b: Float64Array) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** The largest absolute value. */
export function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/**
 * The minimum of a convex function by L-BFGS (Nocedal and Wright, algorithm 7.5) with a backtracking line
 * search, from `start`, until no entry of the gradient is over `tolerance`.
 */
export function minimise(
  f: Smooth,
  start: Float64Array,
  { tolerance, iterations: most }: { readonly tolerance: number; readonly iterations: number },
): Minimum {
  const memory = 10;
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  let x = start.slice();
  let gradient = new Float64Array(x.length);
  let value = f(x, gradient);
  for (let iteration = 0; iteration < most; iteration++) {
    if (largest(gradient) <= tolerance) return { x, iterations: iteration, converged: true };
    const direction = downhill(gradient, steps);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      steps.length = 0;
      for (let i = 0; i < x.length; i++) direction[i] = -(gradient[i] as number);
      slope = dot(direction, gradient);
    }
    let length = steps.length === 0 ? Math.min(1, 1 / largest(gradient)) : 1;
    const next = new Float64Array(x.length);
    const nextGradient = new Float64Array(x.length);
    let reached = Number.NaN;
    for (let tries = 0; tries < 60; tries++, length /= 2) {
      for (let i = 0; i < x.length; i++) next[i] = (x[i] as number) + length * (direction[i] as number);
      reached = f(next, nextGradient);
      // Near the minimum a step changes the value by less than its rounding.
      if (reached <= value + 1e-4 * length * slope + 1e-14 * Math.abs(value)) break;
      reached = Number.NaN;
    }
    // No step goes down any more: rounding has the last word.
    if (Number.isNaN(reached)) return { x, iterations: iteration, converged: false };
    const s = next.map((entry, i) => entry - (x[i] as number));
    const y = nextGradient.map((entry, i) => entry - (gradient[i] as number));
    const curvature = dot(s, y);
    if (curvature > 1e-300) {
      steps.push({ s, y, rho: 1 / curvature });
      if (steps.length > memory) steps.shift();
    }
    x = next;
    gradient = nextGradient;
    value = reached;
  }
  return { x, iterations: most, converged: largest(gradient) <= tolerance };
}

/** The two-loop recursion: minus the inverse Hessian, as the last steps show it, times the gradient. */
function downhill(
  gradient: Float64Array,
  steps: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((entry) => -entry);
  const alphas: number[] = [];
  for (const { s, y, rho } of [...steps].reverse()) {
    const alpha = rho * dot(s, q);
    alphas.push(alpha);
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) - alpha * (y[i] as number);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = dot(last.s, last.y) / dot(last.y, last.y);
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * scale;
  }
  for (const { s, y, rho } of steps) {
    const alpha = alphas.pop() as number;
    const beta = rho * dot(y, q);
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) + (alpha - beta) * (s[i] as number);
  }
  return q;
}
