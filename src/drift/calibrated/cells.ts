import type { Column, Value } from '../../data/engine/frame.ts';
import type { ColumnKind } from '../samples.ts';

/**
 * A column of both sides, counted on the same cells: quantiles of both sides together for numbers, the
 * most frequent values for categories. The reference is counted block by block as well.
 */
export interface CellCounts {
  readonly kind: ColumnKind;
  /** Cells of values, in ascending order for numbers; one more cell, the last, is that of missing values. */
  readonly cells: number;
  /** The cell of all values that are too rare for one of their own; null where there is none. */
  readonly rare: number | null;
  readonly reference: Float64Array;
  readonly current: Float64Array;
  /** The counts of each block of the reference; none without time. */
  readonly blocks: readonly Float64Array[];
  /** What is in a cell, for a person. */
  readonly label: (cell: number) => string;
}

/** Which block each row of the reference is in; -1 for rows in none. */
export interface BlockRows {
  readonly count: number;
  readonly of: ArrayLike<number>;
}

const NUMBER_CELLS = 64;
const CATEGORY_CELLS = 40;
/** Edges are quantiles of so many values at most, taken evenly from the rows. */
const EDGE_VALUES = 20_000;
/** A category with fewer expected rows on the smaller side is counted among the others. */
export const LEAST_EXPECTED = 5;

/** Counts two columns of one kind on shared cells. NaN is missing; infinities are the outermost values. */
export function cellCounts(
  reference: Column,
  current: Column,
  kind: ColumnKind,
  blocks: BlockRows = { count: 0, of: [] },
): CellCounts {
  const { cells, rare, cellOf, label } =
    kind === 'numerical'
      ? numericalCells(reference.values, current.values)
      : categoricalCells(reference.values, current.values);
  const empty = () => new Float64Array(cells + 1);
  const counts = {
    reference: empty(),
    current: empty(),
    blocks: Array.from({ length: blocks.count }, empty),
  };
  for (let row = 0; row < reference.values.length; row++) {
    const cell = cellOf(reference.values[row] ?? null);
    add(counts.reference, cell);
    const block = counts.blocks[blocks.of[row] ?? -1];
    if (block) add(block, cell);
  }
  for (const value of current.values) add(counts.current, cellOf(value));
  return { kind, cells, rare, ...counts, label: (cell) => (cell === cells ? '(missing)' : label(cell)) };
}

function add(counts: Float64Array, cell: number): void {
  counts[cell] = (counts[cell] as number) + 1;
}

interface Cells {
  readonly cells: number;
  readonly rare: number | null;
  readonly cellOf: (value: Value) => number;
  readonly label: (cell: number) => string;
}

function numericalCells(reference: readonly Value[], current: readonly Value[]): Cells {
  const edges = edgesOf(Float64Array.from([...someNumbers(reference), ...someNumbers(current)]).sort());
  const cells = edges.length + 1;
  return {
    cells,
    rare: null,
    cellOf: (value) => (typeof value === 'number' && !Number.isNaN(value) ? place(edges, value) : cells),
    label: (cell) => (cell === edges.length ? `> ${edges.at(-1) ?? '-∞'}` : `≤ ${edges[cell]}`),
  };
}

function someNumbers(values: readonly Value[]): number[] {
  const step = Math.max(1, values.length / EDGE_VALUES);
  const chosen: number[] = [];
  for (let at = 0; at < values.length; at += step) {
    const value = values[Math.floor(at)];
    if (typeof value === 'number' && !Number.isNaN(value)) chosen.push(value);
  }
  return chosen;
}

/** Upper edges of all cells but the last; few distinct values have a cell each. */
function edgesOf(sorted: Float64Array): Float64Array {
  const distinct = sorted.filter((value, place) => place === 0 || value !== sorted[place - 1]);
  if (distinct.length <= NUMBER_CELLS) return distinct.slice(0, -1);
  const edges = new Set<number>();
  for (let cell = 1; cell < NUMBER_CELLS; cell++) {
    edges.add(sorted[Math.floor((cell * sorted.length) / NUMBER_CELLS)] as number);
  }
  // The largest value needs no edge above it, but what is left of it does.
  edges.delete(sorted[sorted.length - 1] as number);
  return Float64Array.from(edges);
}

/** The first edge that is not below the value. */
function place(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Frequent values have a cell each, all others one together. */
function categoricalCells(reference: readonly Value[], current: readonly Value[]): Cells {
  const counts = new Map<string, number>();
  for (const values of [reference, current]) {
    for (const value of values) {
      if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
  }
  const share = Math.min(reference.length, current.length) / (reference.length + current.length);
  const frequent = [...counts]
    .filter(([, count]) => count * share >= LEAST_EXPECTED)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, CATEGORY_CELLS);
  const others = frequent.length;
  const rare = counts.size > others ? others : null;
  const cells = others + (rare === null ? 0 : 1);
  const places = new Map(frequent.map(([value], place) => [value, place]));
  return {
    cells,
    rare,
    cellOf: (value) => (value === null ? cells : (places.get(String(value)) ?? others)),
    label: (cell) => frequent[cell]?.[0] ?? '(others)',
  };
}
