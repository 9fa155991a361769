import type { Label } from '../metrics/outcomes.ts';
import type { ExplainedKind } from './explained-columns.ts';

/** Enough for a picture; scikit-learn's default is 100. */
const GRID = 20;
/** The ends of the grid, as in scikit-learn. */
const ENDS = [0.05, 0.95] as const;
/** Categories that are tried, the most frequent ones. */
const CATEGORIES = 10;

/** The values of a feature at which partial dependence is taken. */
export function gridOf(kind: ExplainedKind, values: ArrayLike<Label>): (string | number | boolean)[] {
  const known = Array.from(values).filter((value) => value !== null);
  return kind === 'category' ? mostFrequent(known) : numbersOf(kind, known);
}

/**
 * scikit-learn's grid: the different values where they are fewer than the points, else evenly spaced between the
 * percentiles; of whole numbers and times, the nearest whole ones.
 */
function numbersOf(kind: ExplainedKind, values: readonly Label[]): number[] {
  const finite = values.filter(
    (value): value is number => typeof value === 'number' && Number.isFinite(value),
  );
  const sorted = Float64Array.from(finite).sort();
  const different = [...new Set(sorted)];
  if (different.length < GRID) return different;
  const [low, high] = ENDS.map((share) => percentile(sorted, share)) as [number, number];
  const points = Array.from({ length: GRID }, (_, k) =>
    k === GRID - 1 ? high : low + ((high - low) * k) / (GRID - 1),
  );
  return [...new Set(kind === 'number' ? points : points.map(Math.round))];
}

/** SciPy's `mquantiles` with its defaults (alphap = betap = 0.4), which scikit-learn's grid is made by. */
function percentile(sorted: Float64Array, share: number): number {
  const place = sorted.length * share + 0.4 + 0.2 * share;
  const below = Math.floor(Math.min(Math.max(place, 1), sorted.length - 1));
  const part = Math.min(Math.max(place - below, 0), 1);
  return (1 - part) * (sorted[below - 1] as number) + part * (sorted[below] as number);
}

function mostFrequent(values: readonly Label[]): (string | number | boolean)[] {
  const counts = new Map<string | number | boolean, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1))
    .slice(0, CATEGORIES)
    .map(([value]) => value);
}
