import type { ColumnProfile, MergePart } from './profile-schema.ts';
import type { NumberTally } from './tally.ts';

/** Days since 1970-01-01 that occur, ascending, and how often. */
export type Days = NonNullable<MergePart['days']>;

const DAY_MICROSECONDS = 86_400_000_000;

/** The UTC days of a tally of dates or timestamps. */
export function daysOf({ type, values, counts }: NumberTally): Days {
  const days: number[] = [];
  const sums: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const day =
      type === 'date' ? (values[i] as number) : Math.floor((values[i] as number) / DAY_MICROSECONDS);
    const last = days.length - 1;
    if (days[last] === day) sums[last] = (sums[last] as number) + (counts[i] as number);
    else {
      days.push(day);
      sums.push(counts[i] as number);
    }
  }
  return { days, counts: sums };
}

export function addDays(parts: readonly Days[]): Days {
  const sums = new Map<number, number>();
  for (const { days, counts } of parts) {
    for (const [index, day] of days.entries()) sums.set(day, (sums.get(day) ?? 0) + (counts[index] ?? 0));
  }
  const days = [...sums.keys()].sort((a, b) => a - b);
  return { days, counts: days.map((day) => sums.get(day) ?? 0) };
}

/** What is missing between the first and the last of these days, which ascend. */
export function gapsOfDays(days: readonly number[]): NonNullable<ColumnProfile['gaps']> {
  let missingDays = 0;
  let longestGapDays = 0;
  for (let i = 1; i < days.length; i++) {
    const between = (days[i] as number) - (days[i - 1] as number) - 1;
    missingDays += between;
    longestGapDays = Math.max(longestGapDays, between);
  }
  return { days: days.length, missingDays, longestGapDays };
}
