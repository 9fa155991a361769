import { DataError, UserError } from '../system/errors.ts';

const DAY = 86_400_000;
const MOST_WINDOWS = 100_000;

/** A half-open stretch of time [from, to), in milliseconds since 1970 UTC, and the rows in it. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** The places of its rows, in the order they came. */
  readonly rows: readonly number[];
}

export interface Windows {
  /** Complete windows in order, empty ones included: these are judged. */
  readonly complete: readonly Window[];
  /** The window that is still filling; undefined when the last complete one ends the data. */
  readonly open: Window | undefined;
  /** Rows without a time, and rows at or after `until`. */
  readonly withoutTime: number;
  readonly afterUntil: number;
}

export interface WindowOptions {
  /** Milliseconds of a window: whole days. */
  readonly length: number;
  /** The end of the last window, a midnight in UTC; default: what the rows show. */
  readonly until?: number | undefined;
}

/**
 * Sorts rows into windows of whole UTC days, by the time of each row (milliseconds; null where it has
 * none). The first window begins at midnight of the first row's day. A window is complete when a row at
 * or after its end was seen, or when `until` is its end or later; rows from `until` on are left out. Rows may
 * come in any order. Throws UserError for a length that is not whole days and an `until` that is no midnight, and
 * DataError when a stray time makes the windows countless.
 */
export function windowsOf(times: readonly (number | null)[], { length, until }: WindowOptions): Windows {
  if (!Number.isInteger(length / DAY) || length <= 0) {
    throw new UserError('a monitoring window is not a number of whole days', {
      hint: 'set monitor.window to days or weeks, such as 7d or 4w',
    });
  }
  if (until !== undefined && until % DAY !== 0) {
    throw new UserError('the end of monitoring is not a midnight in UTC', {
      hint: 'set monitor.until to a day, such as 2025-07-01',
    });
  }
  const end = until ?? Number.POSITIVE_INFINITY;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let withoutTime = 0;
  let afterUntil = 0;
  for (const time of times) {
    if (time === null || !Number.isFinite(time)) withoutTime++;
    else if (time >= end) afterUntil++;
    else {
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
  }
  if (first > last) return { complete: [], open: undefined, withoutTime, afterUntil };

  const start = Math.floor(first / DAY) * DAY;
  const placeOf = (time: number) => Math.floor((time - start) / length);
  // Up to `until` days without any row are windows too: silence is judged, not skipped.
  const count = Math.max(placeOf(last) + 1, until === undefined ? 0 : placeOf(until));
  if (count > MOST_WINDOWS) {
    throw new DataError(
      `the times from ${new Date(first).toISOString()} on span ${count} windows, more than ${MOST_WINDOWS}`,
      { hint: 'look for rows with a wrong time, or set a longer monitor.window' },
    );
  }
  const rows: number[][] = Array.from({ length: count }, () => []);
  for (const [row, time] of times.entries()) {
    if (time !== null && Number.isFinite(time) && time < end) rows[placeOf(time)]?.push(row);
  }
  const windows = rows.map((each, place): Window => {
    const from = start + place * length;
    return { from, to: from + length, rows: each };
  });
  const complete = windows.filter(({ to }) => to <= (until ?? last));
  return { complete, open: windows[complete.length], withoutTime, afterUntil };
}
