/**
 * The x in [low, high] where the growing function `f` reaches `target`, by bisection down to
 * neighbouring numbers. NaN when the target is no probability.
 */
export function invert(f: (x: number) => number, target: number, low: number, high: number): number {
  if (!(target >= 0 && target <= 1)) return Number.NaN;
  if (target === 0) return low;
  if (target === 1) return high;
  let below = low;
  let above = high;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    if (f(middle) < target) below = middle;
    else above = middle;
  }
}
