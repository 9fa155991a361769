import { sliceSetName } from '../../config/schema/gate-rules.ts';
import { METRICS, metricsOf, PRIMARY_METRIC } from '../metrics/metrics.ts';
import { type Label, type Outcomes, takeOutcomes } from '../metrics/outcomes.ts';

/** What stands for a missing value of a slice column. */
const MISSING_VALUE = '(missing)';

/** The values of one slice column, one per row. */
export interface SliceColumn {
  readonly column: string;
  readonly values: ArrayLike<Label>;
}

/** The rows that share a value of a slice column, and the figures of the models on them. */
export interface Slice {
  column: string;
  value: string;
  rows: number;
  challenger: Record<string, number | null>;
  champion: Record<string, number | null> | null;
}

export interface SlicesResult {
  /** Worst first by the primary metric of the challenger, whatever the column; undefined figures last. */
  readonly slices: Slice[];
  /** Slices with too few rows to be judged. */
  readonly small: { column: string; value: string; rows: number }[];
}

export interface SliceOptions {
  /** Slices with fewer rows are not judged; 30 where left out. */
  readonly minimumRows?: number | undefined;
  /** The metric that orders the slices; the task's primary one where left out. */
  readonly primary?: string | undefined;
}

/** The figures of one model, or of two on the same rows, for each value of each column. */
export function computeSlices(
  challenger: Outcomes,
  champion: Outcomes | null,
  columns: readonly SliceColumn[],
  { minimumRows = 30, primary = PRIMARY_METRIC[challenger.task] }: SliceOptions = {},
): SlicesResult {
  const slices: Slice[] = [];
  const small: SlicesResult['small'] = [];
  for (const { column, values } of columns) {
    if (values.length !== challenger.rows) {
      throw new RangeError(`${values.length} values of ${column} for ${challenger.rows} rows`);
    }
    for (const [value, indices] of rowsByValue(values)) {
      const rows = indices.length;
      if (rows < minimumRows) {
        small.push({ column, value, rows });
        continue;
      }
      slices.push({
        column,
        value,
        rows,
        challenger: metricsOf(takeOutcomes(challenger, indices)).metrics,
        champion: champion && metricsOf(takeOutcomes(champion, indices)).metrics,
      });
    }
  }
  return { slices: slices.sort(worstFirst(primary)), small };
}

/** One slice column of several: a row's value is theirs, with ` × ` between them, as rules name it. */
export function crossed(columns: readonly SliceColumn[]): SliceColumn {
  const [first, ...others] = columns;
  if (first && others.length === 0) return first;
  const rows = first?.values.length ?? 0;
  return {
    column: sliceSetName(columns.map(({ column }) => column)),
    values: Array.from({ length: rows }, (_, row) =>
      sliceSetName(columns.map(({ values }) => sliceValue(values[row]))),
    ),
  };
}

/** How a slice is named to people, and in rules: `origin = EWR`. */
export function sliceName(slice: { column: string; value: string }): string {
  return `${slice.column} = ${slice.value}`;
}

/** The value of a slice column as text, as slices and rules name it. */
export function sliceValue(value: Label | undefined): string {
  return value === null || value === undefined ? MISSING_VALUE : String(value);
}

/** The rows of each value of a column, by its text, in the order of the texts. */
export function rowsByValue(values: ArrayLike<Label>): Map<string, Uint32Array> {
  const counts = new Map<string, number>();
  const keys = new Array<string>(values.length);
  for (let row = 0; row < values.length; row++) {
    const key = sliceValue(values[row]);
    keys[row] = key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const groups = new Map<string, Uint32Array>();
  const filled = new Map<string, number>();
  for (const key of [...counts.keys()].sort()) {
    groups.set(key, new Uint32Array(counts.get(key) as number));
    filled.set(key, 0);
  }
  keys.forEach((key, row) => {
    const place = filled.get(key) as number;
    (groups.get(key) as Uint32Array)[place] = row;
    filled.set(key, place + 1);
  });
  return groups;
}

function worstFirst(primary: string): (a: Slice, b: Slice) => number {
  const sign = METRICS.get(primary)?.direction === 'lower' ? -1 : 1;
  const badness = (slice: Slice): number => {
    const value = slice.challenger[primary];
    return typeof value === 'number' ? sign * value : Number.POSITIVE_INFINITY;
  };
  return (a, b) => {
    const [left, right] = [badness(a), badness(b)];
    return left === right ? 0 : left - right;
  };
}
