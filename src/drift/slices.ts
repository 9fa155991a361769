import { columnOf, type Frame, takeRows, type Value } from '../data/engine/frame.ts';
import { DEFAULT_RATE, decided } from './calibrated/compare.ts';
import { datasetDrift } from './compare.ts';
import { driftShareOf, type JudgeOptions, judgeDrift } from './judge.ts';
import { CALIBRATED } from './names.ts';
import type { ColumnDrift, DriftVerdict } from './result.ts';

/** The rows with one value of a column, then and now. */
export interface SliceDrift {
  readonly column: string;
  readonly value: string;
  readonly rows: number;
  readonly baselineRows: number;
  /** How many columns drifted, of how many compared. */
  readonly drifted: number;
  readonly columns: number;
  readonly verdict: DriftVerdict;
  /** The columns that drifted. */
  readonly found: readonly ColumnDrift[];
}

export interface SlicesDrift {
  readonly slices: readonly SliceDrift[];
  /** What was left out, a sentence each. */
  readonly notes: readonly string[];
}

/** Values of one column, the most frequent ones now. */
const MOST_VALUES = 50;

/**
 * Compares the rows of each value of these columns with the same rows of the reference. A slice with fewer rows than
 * `minimumRows` on a side is inconclusive. For `calibrated` all columns of all slices are one family: so many looks
 * alarm no more often than one.
 */
export function driftOfSlices(
  reference: Frame,
  current: Frame,
  sliceColumns: readonly string[],
  options: JudgeOptions,
): SlicesDrift {
  const notes: string[] = [];
  const judged = sliceColumns.flatMap((column) => {
    if (!reference.columns.has(column) || !current.columns.has(column)) {
      notes.push(`There is no column ${JSON.stringify(column)} to slice by on both sides.`);
      return [];
    }
    return slicesOf(reference, current, column, options, notes);
  });
  const { preset, rate = DEFAULT_RATE, thresholds = {}, driftShare } = options;
  const family = judged.flatMap(({ compared }, place) => compared.map((drift) => ({ ...drift, place })));
  const isOurs = ({ method }: ColumnDrift) => method.startsWith(`${CALIBRATED}.`);
  const verdicts =
    preset === CALIBRATED
      ? [...decided(family.filter(isOurs), rate, thresholds), ...family.filter((drift) => !isOurs(drift))]
      : family;
  const slices = judged.map(({ slice }, at): SliceDrift => {
    const columns = verdicts.filter(({ place }) => place === at).map(({ place: _place, ...drift }) => drift);
    const { drifted, verdict } = datasetDrift(columns, driftShareOf(preset, driftShare));
    const found = columns.filter((drift) => drift.verdict === 'fail');
    return { ...slice, drifted, columns: columns.length, verdict, found };
  });
  return { slices, notes };
}

interface JudgedSlice {
  readonly slice: Pick<SliceDrift, 'column' | 'value' | 'rows' | 'baselineRows'>;
  /** Empty where the slice has too few rows. */
  readonly compared: readonly ColumnDrift[];
}

function slicesOf(
  reference: Frame,
  current: Frame,
  column: string,
  options: JudgeOptions,
  notes: string[],
): JudgedSlice[] {
  const [before, now] = [reference, current].map((frame) => rowsByValue(columnOf(frame, column).values));
  const ranked = [...(now ?? [])].sort(
    ([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1),
  );
  if (ranked.length > MOST_VALUES) {
    notes.push(
      `${JSON.stringify(column)} has ${ranked.length} values; the ${MOST_VALUES} most frequent ones are slices.`,
    );
  }
  const columns = (options.columns ?? [...reference.columns.keys()]).filter((name) => name !== column);
  const least = options.minimumRows ?? 0;
  return ranked.slice(0, MOST_VALUES).map(([value, rows]) => {
    const known = before?.get(value) ?? [];
    const slice = { column, value, rows: rows.length, baselineRows: known.length };
    if (rows.length < least || known.length < least) return { slice, compared: [] };
    const compared = judgeDrift(takeRows(reference, known), takeRows(current, rows), {
      ...options,
      columns,
    }).columns;
    return { slice, compared };
  });
}

function rowsByValue(values: readonly Value[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [row, value] of values.entries()) {
    if (value === null) continue;
    const rows = found.get(String(value));
    if (rows) rows.push(row);
    else found.set(String(value), [row]);
  }
  return found;
}
