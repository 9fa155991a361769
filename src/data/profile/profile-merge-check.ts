import { DataError } from '../../system/errors.ts';
import type { ColumnProfile, Profile } from './profile-schema.ts';
import { isNumberType } from './tally.ts';

/** A profile whose figures contradict each other was changed by hand or cut off; joined, all figures would be wrong. */
const HINT = 'Make it anew with `mlops profile --json`; profiles are not edited.';

/**
 * Refuses a profile whose counts cannot all be true: of one dataset there is no such profile.
 * @throws DataError that names the profile and the column
 */
export function refuseContradictions({ name, profile }: { name: string; profile: Profile }): void {
  const seen = new Set<string>();
  for (const column of profile.columns) {
    const problem = seen.has(column.name) ? 'it is there twice' : contradictionOf(column, profile.rows);
    if (problem) {
      throw new DataError(`${name}: column ${JSON.stringify(column.name)}: ${problem}`, { hint: HINT });
    }
    seen.add(column.name);
  }
  const slices = new Set<string>();
  for (const { column, value, rows } of profile.slices ?? []) {
    const slice = `the slice ${column} = ${value ?? '(missing)'}`;
    const key = JSON.stringify([column, value]);
    if (slices.has(key)) throw new DataError(`${name}: ${slice} is there twice`, { hint: HINT });
    if (rows > profile.rows) {
      throw new DataError(`${name}: ${slice} has ${rows} rows, of ${profile.rows} in all`, { hint: HINT });
    }
    slices.add(key);
  }
}

function contradictionOf(column: ColumnProfile, rows: number): string | undefined {
  const { present, missing, distinct } = column;
  if (present + missing !== rows) {
    return `${present} present and ${missing} missing values are not the ${rows} rows`;
  }
  if (distinct > present) return `${distinct} distinct values, of ${present} present ones`;
  return lengthsContradiction(column) ?? keptContradiction(column) ?? partsContradiction(column);
}

/** Lists that belong together, item by item. */
function lengthsContradiction({ histogram, merge }: ColumnProfile): string | undefined {
  if (histogram && histogram.counts.length !== histogram.edges.length - 1) {
    return `its histogram has ${histogram.counts.length} counts between ${histogram.edges.length} edges`;
  }
  const { values, counts, frequent, days, logHistogram } = merge ?? {};
  if (values?.length !== counts?.length) {
    return `${values?.length ?? 0} kept values have ${counts?.length ?? 0} counts`;
  }
  if (frequent && frequent.values.length !== frequent.counts.length) {
    return `${frequent.values.length} frequent values have ${frequent.counts.length} counts`;
  }
  if (days && days.days.length !== days.counts.length) {
    return `${days.days.length} days have ${days.counts.length} counts`;
  }
  if (logHistogram && logHistogram.bins.length !== logHistogram.counts.length) {
    return `${logHistogram.bins.length} bins have ${logHistogram.counts.length} counts`;
  }
  return undefined;
}

/** The values that a profile keeps are all that are present. */
function keptContradiction({ type, present, numbers, merge }: ColumnProfile): string | undefined {
  const { values, counts, infinities } = merge ?? {};
  if (!values || !counts) return undefined;
  const twice = values.length !== new Set(values).size;
  if (twice) return 'one of its kept values is there twice';
  const odd = isNumberType(type)
    ? (numbers?.nan ?? 0) +
      (numbers?.positiveInfinities ?? infinities?.positive ?? 0) +
      (numbers?.negativeInfinities ?? infinities?.negative ?? 0)
    : 0;
  const kept = sum(counts) + odd;
  return kept === present ? undefined : `its kept values are ${kept}, of ${present} present ones`;
}

/** What counts some of the present values cannot count more of them. */
function partsContradiction({ present, numbers, merge, ...column }: ColumnProfile): string | undefined {
  const { histogram, top, trues, invalidUtf8 } = column;
  const parts: readonly (readonly [string, number])[] = [
    ['the values of its histogram', histogram ? sum(histogram.counts, histogram.below, histogram.above) : 0],
    ['its most frequent values', sum((top ?? []).map(({ count }) => count))],
    ['its true values', trues ?? 0],
    ['its values that are not UTF-8', invalidUtf8 ?? 0],
    ['its zeros and negative numbers', sum([], numbers?.zeros, numbers?.negatives)],
    [
      'its NaN and infinities',
      sum([], numbers?.nan, numbers?.positiveInfinities, numbers?.negativeInfinities),
    ],
    ['its frequent values', sum(merge?.frequent?.counts ?? [])],
    ['the values of its days', sum(merge?.days?.counts ?? [])],
    ['the values of its logarithmic histogram', sum(merge?.logHistogram?.counts ?? [])],
  ];
  const found = parts.find(([, values]) => values > present);
  return found && `${found[0]} are ${found[1]}, of ${present} present ones`;
}

function sum(counts: readonly number[], ...more: readonly (number | undefined)[]): number {
  return [...counts, ...more].reduce<number>((total, count) => total + (count ?? 0), 0);
}
