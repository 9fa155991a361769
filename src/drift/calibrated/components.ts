import { type CellCounts, LEAST_EXPECTED } from './cells.ts';

/**
 * One way in which a column can change, as a score of each cell: the mean score of the current rows less that
 * of the reference's is what is tested. Scores have mean 0 and variance 1 over the rows of both sides.
 */
export interface Component {
  readonly name: string;
  /** Components of one group vary alike from block to block. */
  readonly group: 'location' | 'shape' | 'category' | 'missing';
  readonly scores: Float64Array;
  /** The cells that it is about: a row in another cell does not count. */
  readonly from: number;
  readonly to: number;
  /** The cell whose share it is, where it is a share: small counts are then tested exactly. */
  readonly cell: number | null;
  /** How much this component counts among those of its column. */
  readonly weight: number;
}

/** Location, scale, skewness and tails of the ranks (smooth tests: Neyman 1937, Rayner and Best 1989). */
const SHAPES = [
  { name: 'location', group: 'location', weight: 1 },
  { name: 'scale', group: 'shape', weight: 0.5 },
  { name: 'skewness', group: 'shape', weight: 0.25 },
  { name: 'tails', group: 'shape', weight: 0.25 },
] as const;

/** The components of a column; none where it is constant, or nearly. */
export function componentsOf(counts: CellCounts): Component[] {
  const { cells, reference, current, kind } = counts;
  const both = reference.map((count, cell) => count + (current[cell] as number));
  const [rowsBefore, rowsNow] = [sum(reference), sum(current)];
  const smaller = Math.min(rowsBefore, rowsNow) / (rowsBefore + rowsNow);
  const missing = shareOf(both, cells, 0, cells + 1, smaller, 'missing', 'missing', 0.5);
  const categories = () => {
    // Of two categories one says it all, and it moves as a location does.
    if (cells === 2) return [shareOf(both, 1, 0, cells, smaller, 'share', 'location', 1)];
    return Array.from({ length: cells }, (_, cell) =>
      shareOf(both, cell, 0, cells, smaller, `category ${cell}`, 'category', 1 / cells),
    );
  };
  const values = kind === 'numerical' ? shapesOf(both, cells, smaller) : categories();
  return [...values, missing].filter((component) => component !== null);
}

/** The share of one cell; null where too few rows are in it, or too few are not. */
function shareOf(
  both: Float64Array,
  cell: number,
  from: number,
  to: number,
  smaller: number,
  name: string,
  group: Component['group'],
  weight: number,
): Component | null {
  const rows = sum(both.subarray(from, to));
  const inside = both[cell] as number;
  if (inside * smaller < LEAST_EXPECTED || (rows - inside) * smaller < LEAST_EXPECTED) return null;
  const share = inside / rows;
  const scale = 1 / Math.sqrt(share * (1 - share));
  const scores = Float64Array.from(both, (_, at) => ((at === cell ? 1 : 0) - share) * scale);
  return { name, group, scores, from, to, cell, weight };
}

/** Polynomials of the mid-ranks, made orthonormal over the rows of both sides; none where nearly all rows are in one cell. */
function shapesOf(both: Float64Array, cells: number, smaller: number): Component[] {
  const rows = sum(both.subarray(0, cells));
  const others = rows - both.subarray(0, cells).reduce((most, count) => Math.max(most, count), 0);
  if (others * smaller < LEAST_EXPECTED) return [];
  const occupied = both.subarray(0, cells).filter((count) => count > 0).length;
  const ranks = new Float64Array(cells);
  let below = 0;
  for (let cell = 0; cell < cells; cell++) {
    const count = both[cell] as number;
    ranks[cell] = (2 * below + count) / rows - 1;
    below += count;
  }
  const inner = (a: Float64Array, b: Float64Array) => {
    let total = 0;
    for (let cell = 0; cell < cells; cell++) {
      total += (a[cell] as number) * (b[cell] as number) * (both[cell] as number);
    }
    return total / rows;
  };
  const basis: Float64Array[] = [new Float64Array(cells).fill(1)];
  const found: Component[] = [];
  for (const { name, group, weight } of SHAPES.slice(0, Math.max(0, occupied - 1))) {
    const next = (basis[basis.length - 1] as Float64Array).map(
      (value, cell) => value * (ranks[cell] as number),
    );
    // Twice, because once leaves rounding errors.
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of basis) {
        const part = inner(next, earlier);
        for (let cell = 0; cell < cells; cell++)
          next[cell] = (next[cell] as number) - part * (earlier[cell] as number);
      }
    }
    const length = Math.sqrt(inner(next, next));
    if (!(length > 1e-6)) break;
    const scores = next.map((value) => value / length);
    basis.push(scores);
    const all = new Float64Array(cells + 1);
    all.set(scores);
    found.push({ name, group, scores: all, from: 0, to: cells, cell: null, weight });
  }
  return found;
}

export function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
