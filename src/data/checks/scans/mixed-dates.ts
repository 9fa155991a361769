import type { TableColumn } from '../../engine/table.ts';
import type { TextTally } from '../../profile/tally.ts';
import { partOf, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';
import type { Texts, TextWatch } from './text-watch.ts';

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
function dateFormat(text: string): string | undefined {
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
  const watch = watchMixedDates(column, tally);
  watch.add(tally.values, tally.counts);
  return watch.findings()[0];
}

/** The same of texts that come in portions. */
export function watchMixedDates(column: TableColumn, { rows, missing }: Texts): TextWatch {
  const present = rows - missing;
  const formats = new Map<string, Group>();
  let dates = 0;
  let passed = 0;
  // So many others that this is no column of dates.
  const isOther = () => passed - dates > (1 - DATES) * present;
  const see = (value: string, count: number) => {
    passed += count;
    const format = dateFormat(value);
    if (format !== undefined) {
      dates += count;
      const group = formats.get(format) ?? { count: 0, values: [] };
      group.count += count;
      group.values.push(value);
      formats.set(format, group);
    }
  };
  return {
    add: (values, counts) => {
      for (let i = 0; i < values.length && !isOther(); i++) see(values[i] as string, counts[i] as number);
    },
    findings: () => (isOther() ? [] : findingsOf(column, formats, present)),
  };
}

interface Group {
  count: number;
  readonly values: string[];
}

function findingsOf(column: TableColumn, formats: Map<string, Group>, present: number): Finding[] {
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
  if (formats.size < 2) return [];
  const [main, ...others] = [...formats].sort(([x, a], [y, b]) => b.count - a.count || (x < y ? -1 : 1));
  const count = others.reduce((sum, [, group]) => sum + group.count, 0);
  const rest = others.map(([format]) => format).join(', ');
  return [
    {
      check: 'mixed-dates',
      column: column.name,
      count,
      judged: present,
      sentence: `${quoted(column.name)}: the values are dates in several formats: mostly ${main?.[0]}, but ${partOf(count, present, 'value')} in ${rest}`,
      cure: 'Write all dates as YYYY-MM-DD where the source is made.',
      offending: { column, values: others.flatMap(([, { values }]) => values) },
    },
  ];
}
