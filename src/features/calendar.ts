import type { DatePart } from '../config/schema/features.ts';

const DAY = 86_400_000;

/** How long the cycle of a part is; a year has none. The longest month and year count. */
export const PERIOD_OF_PART: Readonly<Record<Exclude<DatePart, 'year'>, number>> = {
  month: 12,
  day: 31,
  weekday: 7,
  hour: 24,
  minute: 60,
  'day-of-year': 366,
};

/**
 * A part of a time in UTC (`time` in milliseconds since 1970). Months and days count from 1, weekdays
 * from Monday = 0 (as pandas' `weekday`), days of the year from 1. NaN beyond the calendar.
 */
export function datePart(time: number, part: DatePart): number {
  const date = new Date(time);
  switch (part) {
    case 'year':
      return date.getUTCFullYear();
    case 'month':
      return date.getUTCMonth() + 1;
    case 'day':
      return date.getUTCDate();
    case 'weekday':
      return (date.getUTCDay() + 6) % 7;
    case 'hour':
      return date.getUTCHours();
    case 'minute':
      return date.getUTCMinutes();
    case 'day-of-year':
      return Math.floor((time - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
  }
}

/** Milliseconds of a `YYYY-MM-DD` text at midnight UTC, or NaN where it is no day of the calendar. */
export function timeOfDay(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.NaN;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? Number.NaN : time;
}
