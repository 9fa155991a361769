import { partOf, quoted } from '../phrases.ts';
import type { TableColumn } from '../table.ts';
import type { TextTally } from '../tally.ts';
import type { Finding } from './finding.ts';

/** A column is one of dates where at least this share of its values are. */
const DATES = 0.95;

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const TIME =
  '(?:[T ,]+\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?[AaPp][Mm])?(?:Z| ?[+-]\\d{2}:?\\d{2})?)?';
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}$`);
const COMPACT = /^(1[89]|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
const DAY_MONTH = new RegExp(`^\\d{1,2}[ -](?:${MONTHS})[a-z]*[ -,]+\\d{2,4}${TIME}$`, 'i');
const MONTH_DAY = new RegExp(`^(?:${MONTHS})[a-z]*[ -]\\d{1,2},? +\\d{4}${TIME}$`, 'i');

const isMonth = (text: string | undefined) => Number(text) >= 1 && Number(text) <= 12;
const isDay = (text: string | undefined) => Number(text) >= 1 && Number(text) <= 31;

/**
 * The format of a date as a person names it, or undefined where the text is none. Of two numbers before a year
 * that are both at most 12 nobody can tell which is the month: `either` stands for both orders.
 */
export function dateFormat(text: string): string | undefined {
  if (text.length < 6 || text.length > 40) return undefined;
  const first = YEAR_FIRST.exec(text);
  if (first) {
    const [, , mark, month, day] = first;
    return isMonth(month) && isDay(day) ? `YYYY${mark}MM${mark}DD` : undefined;
  }
  const last = YEAR_LAST.exec(text);
  if (last) {
    const [, one, mark, two, year = ''] = last;
    const ending = `${mark}${'Y'.repeat(year.length)}`;
    if (isMonth(one) && isMonth(two)) return `either${mark}${ending}`;
    if (isDay(one) && isMonth(two)) return `DD${mark}MM${ending}`;
    if (isMonth(one) && isDay(two)) return `MM${mark}DD${ending}`;
    return undefined;
  }
  if (COMPACT.test(text)) return 'YYYYMMDD';
  if (DAY_MONTH.test(text)) return 'DD Month YYYY';
  return MONTH_DAY.test(text) ? 'Month DD YYYY' : undefined;
}

/** A column of text whose values are dates in more than one format: whatever reads one of them misreads the others. */
export function mixedDatesFinding(column: TableColumn, tally: TextTally): Finding | undefined {
  const present = tally.rows - tally.missing;
  const formats = new Map<string, { count: number; values: string[] }>();
  let dates = 0;
  let passed = 0;
  for (const [index, value] of tally.values.entries()) {
    const count = tally.counts[index] as number;
    passed += count;
    const format = dateFormat(value);
    if (format !== undefined) {
      dates += count;
      const group = formats.get(format) ?? { count: 0, values: [] };
      group.count += count;
      group.values.push(value);
      formats.set(format, group);
    }
    // So many others that this is no column of dates.
    if (passed - dates > (1 - DATES) * present) return undefined;
  }
  for (const [format, group] of formats) {
    if (!format.startsWith('either')) continue;
    const mark = format[6] as string;
    const ending = format.slice(7);
    const [days, months] = [`DD${mark}MM${ending}`, `MM${mark}DD${ending}`];
    const [one, two] = [formats.get(days), formats.get(months)];
    const other = (two?.count ?? 0) > (one?.count ?? 0) ? two : one;
    formats.delete(format);
    if (other) {
      other.count += group.count;
      other.values.push(...group.values);
    } else {
      formats.set(days, group);
    }
  }
  if (formats.size < 2) return undefined;
  const [main, ...others] = [...formats].sort(([, a], [, b]) => b.count - a.count);
  const count = others.reduce((sum, [, group]) => sum + group.count, 0);
  const rest = others.map(([format]) => format).join(', ');
  return {
    check: 'mixed-dates',
    column: column.name,
    count,
    judged: present,
    sentence: `${quoted(column.name)}: the values are dates in several formats: mostly ${main?.[0]}, but ${partOf(count, present, 'value')} in ${rest}`,
    cure: 'Write all dates as YYYY-MM-DD where the source is made.',
    offending: { column, values: others.flatMap(([, { values }]) => values) },
  };
}
