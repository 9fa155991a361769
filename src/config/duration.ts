import { UserError } from '../system/errors.ts';

const MILLISECONDS = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
} as const;

/** What a duration looks like, for schemas: a whole number and a unit (seconds, minutes, hours, days, weeks). */
const DURATION_PATTERN = '^[1-9][0-9]*(s|m|h|d|w)$';

/**
 * The milliseconds of a duration such as `30d`, `12h` or `2w`; a day is 24 hours.
 * `key` names where the text stands, for the message. Throws UserError.
 */
export function durationOf(text: string, key = 'duration'): number {
  const unit = text.at(-1) as keyof typeof MILLISECONDS;
  const milliseconds = Number(text.slice(0, -1)) * MILLISECONDS[unit];
  if (!new RegExp(DURATION_PATTERN).test(text) || !Number.isSafeInteger(milliseconds)) {
    throw new UserError(`${key}: ${JSON.stringify(text)} is not a duration`, {
      hint: 'write a whole number of at least 1 and a unit: s, m, h, d or w, such as 30d, 12h or 2w',
    });
  }
  return milliseconds;
}
