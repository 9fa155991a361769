/**
 * Times as text, read in one way everywhere: ISO 8601, UTC where no zone is named (JavaScript's own
 * `Date.parse` would take the zone of the machine).
 */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/;

/** `text` where it is a day of the calendar as `YYYY-MM-DD`. */
export function parseDate(text: string): string | undefined {
  if (!DAY.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text ? text : undefined;
}

/** Milliseconds since 1970-01-01T00:00Z of a date or an ISO 8601 time; microseconds are kept as a fraction. */
export function parseTimestamp(text: string): number | undefined {
  const found = TIME.exec(text);
  const day = found?.[1] === undefined ? undefined : parseDate(found[1]);
  if (!found || day === undefined) return undefined;
  const [hour, minute, second] = [found[2], found[3], found[4]].map((part) => Number(part ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = offsetMinutes(found[6]);
  if (offset === undefined) return undefined;
  const whole = Date.parse(`${day}T00:00:00Z`) + ((hour * 60 + minute - offset) * 60 + second) * 1000;
  return whole + Number((found[5] ?? '').slice(0, 6).padEnd(6, '0')) / 1000;
}

function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 15 || minutes > 59) return undefined;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** Milliseconds as ISO 8601 in UTC, with a fraction only where there is one; infinities as text. */
export function timestampText(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const date = new Date(whole);
  if (Number.isNaN(date.getTime())) return String(milliseconds);
  const micros = Math.min(999, Math.round((milliseconds - whole) * 1000));
  const text = date.toISOString();
  if (micros > 0) return text.replace('Z', `${String(micros).padStart(3, '0')}Z`);
  return text.replace('.000Z', 'Z');
}
