import type { TableColumn } from '../../engine/table.ts';
import type { TextTally } from '../../profile/tally.ts';
import { partOf, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';
import type { Texts, TextWatch } from './text-watch.ts';

/** A column is one of numbers where at least this share of its values are. */
const NUMBERS = 0.95;
/** Of the numbers, the share that must be written in a way that no reader takes for a number. */
const MARKED = 0.05;

/** Different values with a percent sign, up to which they are categories. */
const STEPS = 20;

const CURRENCY = '(?:[€$£¥₹₽₩]|EUR|USD|GBP|CHF|JPY)';
const SIGN = '[-+\u2212]?';
const GROUPED = "(?:[1-9]\\d{0,2}(?:[,.'’ \u00a0\u202f]\\d{3})+|0|[1-9]\\d*)";
const NUMBER = new RegExp(
  `^\\(?${SIGN}(?:${CURRENCY} ?)?${SIGN}(?:${GROUPED}|\\d+)(?:[.,]\\d+)?(?: ?${CURRENCY}| ?%)?\\)?$`,
);
const PLAIN = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const AMOUNT = new RegExp(`${CURRENCY}|%|[)]$`);

/**
 * A column of text whose values are numbers as people write them: with thousands separators, a decimal comma, a
 * currency or a percent sign. Plain digits are left alone (a zip code is text on purpose), and so are digits in
 * groups that all have the same length, which are telephone numbers and the like.
 */
export function numbersAsTextFinding(column: TableColumn, tally: TextTally): Finding | undefined {
  const watch = watchNumbersAsText(column, tally);
  watch.add(tally.values, tally.counts);
  return watch.findings()[0];
}

/** The same of texts that come in portions. */
export function watchNumbersAsText(column: TableColumn, { rows, missing }: Texts): TextWatch {
  const present = rows - missing;
  const marked: string[] = [];
  let markedRows = 0;
  let numbers = 0;
  let passed = 0;
  const lengths = new Set<number>();
  let isAmount = false;
  const isOther = () => passed - numbers > (1 - NUMBERS) * present;
  const see = (value: string, count: number) => {
    const text = value.trim();
    passed += count;
    if (PLAIN.test(text)) {
      numbers += count;
    } else if (text.length < 40 && NUMBER.test(text)) {
      numbers += count;
      markedRows += count;
      marked.push(value);
      isAmount ||= AMOUNT.test(text) || /\d[.,]\d{1,2}$/.test(text);
      lengths.add(text.replaceAll(/\D/g, '').length);
    }
  };
  const isFound = () => {
    if (isOther() || marked.length < 3 || markedRows < MARKED * numbers) return false;
    // A few steps of percent are categories.
    if (marked.length <= STEPS && marked.every((value) => value.trim().endsWith('%'))) return false;
    return isAmount || lengths.size !== 1 || lengths.has(4);
  };
  const finding = (): Finding => ({
    check: 'numbers-as-text',
    column: column.name,
    count: markedRows,
    judged: present,
    sentence: `${quoted(column.name)}: the column is text, but its values are numbers; ${partOf(markedRows, present, 'value')} ${markedRows === 1 ? 'has' : 'have'} a thousands separator, a decimal comma, a currency or a percent sign`,
    cure: 'Write plain numbers with a decimal point where the source is made.',
    offending: { column, values: marked },
  });
  return {
    add: (values, counts) => {
      for (let i = 0; i < values.length && !isOther(); i++) see(values[i] as string, counts[i] as number);
    },
    findings: () => (isFound() ? [finding()] : []),
  };
}
