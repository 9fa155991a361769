import type { DataEngine } from './engine.ts';
import type { Histogram } from './profile-schema.ts';
import { identifier } from './sql.ts';
import { doubleLiteral } from './table.ts';

export interface HistogramRequest {
  /** SQL of the values as doubles; the table is called `t`. NULL is left out. */
  readonly value: string;
  /** The least and the greatest of them. */
  readonly minimum: number;
  readonly maximum: number;
  readonly bins: number;
}

/**
 * numpy.linspace(minimum, maximum, bins + 1); fewer edges where doubles cannot tell them apart, and
 * `[v, v]` where all values are `v`.
 */
export function linearEdges(minimum: number, maximum: number, bins: number): number[] {
  if (minimum === maximum) return [minimum, maximum];
  const step = (maximum - minimum) / bins;
  const inner = Array.from({ length: bins - 1 }, (_, index) => {
    const position = index + 1;
    return Number.isFinite(step)
      ? minimum + position * step
      : minimum * (1 - position / bins) + maximum * (position / bins);
  });
  const edges = [minimum];
  for (const edge of inner) {
    if (edge > (edges.at(-1) ?? edge) && edge < maximum) edges.push(edge);
  }
  return [...edges, maximum];
}

/** Exact histograms of several columns in one pass. */
export async function histograms(
  engine: DataEngine,
  table: string,
  requests: readonly (HistogramRequest | undefined)[],
): Promise<(Histogram | undefined)[]> {
  const edges = requests.map((request) =>
    request ? linearEdges(request.minimum, request.maximum, request.bins) : undefined,
  );
  const asked = requests.flatMap((request, index) =>
    request ? [`${histogramSql(request.value, edges[index] ?? [])} AS h${index}`] : [],
  );
  if (asked.length === 0) return requests.map(() => undefined);
  const [row = {}] = await engine.rows<Record<string, number[] | null>>(
    `SELECT ${asked.join(', ')} FROM ${identifier(table)} AS t`,
  );
  return edges.map((of, index) => {
    const counts = row[`h${index}`];
    return of && counts ? { edges: of, counts: counts.toReversed() } : undefined;
  });
}

/**
 * DuckDB's bins are (edge, next edge]; ours are [edge, next edge) as numpy's. Negated values turn the one
 * into the other, with the bins in reverse.
 */
function histogramSql(value: string, edges: readonly number[]): string {
  const lower = edges.slice(0, -1).map((edge) => doubleLiteral(-edge));
  return `map_values(histogram(-(${value}), [${lower.toReversed().join(', ')}]))`;
}
