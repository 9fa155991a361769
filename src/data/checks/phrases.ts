import type { ColumnType } from '../engine/frame.ts';

/** How anomalies and refused rows say things, so that a person reads the same words everywhere. */

/** Values longer than this are cut in messages and examples. */
const LONGEST_VALUE = 200;

/** `text` with at most `longest` characters, the last of them `…` where it was cut. */
export function cut(text: string, longest: number = LONGEST_VALUE): string {
  if (text.length <= longest) return text;
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** A name or value between backticks, on one line. */
export function quoted(value: unknown): string {
  const text = cut(String(value));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not reach a message
  const plain = text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]/g, (c) => JSON.stringify(c).slice(1, -1));
  return `\`${plain.replaceAll('`', "'")}\``;
}

/** `1` → `1 value`, `26115` → `26,115 values`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share as a percentage: two digits below ten per cent, so that one bad row in a million shows. */
export function percentage(share: number): string {
  const hundredths = share * 100;
  const digits = hundredths < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 };
  return `${hundredths.toLocaleString('en-US', digits)} %`;
}

/** `41 of 26,115 values (0.16 %)`. */
export function partOf(count: number, total: number, noun: string): string {
  if (count === total) return total === 1 ? `the only ${noun}` : `all ${counted(total, noun)}`;
  return `${count.toLocaleString('en-US')} of ${counted(total, noun)} (${percentage(count / total)})`;
}

/** The first few of `values` in backticks: `a`, `b`, … */
export function listed(values: readonly unknown[], most = 8): string {
  const shown = values.slice(0, most).map(quoted).join(', ');
  return values.length > most ? `${shown}, …` : shown;
}

/** What values of a type are: “values are integers”. */
export const TYPE_PLURAL: Record<ColumnType, string> = {
  integer: 'integers',
  number: 'numbers',
  string: 'text',
  boolean: 'true or false',
  timestamp: 'timestamps',
  date: 'dates',
};

/** What one value of a type is: “`x` is not an integer”. */
export const TYPE_SINGULAR: Record<ColumnType, string> = {
  integer: 'an integer',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  timestamp: 'a timestamp',
  date: 'a date',
};
