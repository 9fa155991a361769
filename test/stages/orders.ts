import { Random } from '../../src/stats/random.ts';

/** An order of a shop: what is known when it leaves, and whether it came late. */
export interface Order {
  readonly ordered_at: string;
  readonly carrier: string;
  readonly zip: string;
  readonly weight: number | null;
  readonly items: number;
  readonly express: boolean;
  readonly late: string;
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;

export const FIRST_DAY = Date.UTC(2025, 0, 1);
const DAY = 86_400_000;
const CARRIERS = ['blue', 'green', 'red', 'yellow'];
const ZIPS = ['01201', '02139', '10115', '20095', '50667', '80331'];

/**
 * Orders of as many days, from 1 January 2025 on, with nothing that changes over time. Whether one is late
 * depends on carrier, weight and express; one weight in twenty is missing.
 */
export function orders(days = 60, perDay = 40, seed = 1): Order[] {
  const random = new Random(seed);
  return Array.from({ length: days * perDay }, (_, row) => {
    const at = FIRST_DAY + Math.floor(row / perDay) * DAY + Math.floor(((row % perDay) * DAY) / perDay);
    const carrier = random.integer(CARRIERS.length);
    const weight = Math.exp(random.normal());
    const express = random.next() < 0.3;
    const risk = -2 + carrier + 0.6 * Math.log(weight) - (express ? 1.5 : 0);
    return {
      ordered_at: new Date(at).toISOString().replace('.000Z', 'Z'),
      carrier: CARRIERS[carrier] as string,
      zip: ZIPS[random.integer(ZIPS.length)] as string,
      weight: random.next() < 0.05 ? null : Number(weight.toFixed(3)),
      items: 1 + random.integer(9),
      express,
      late: random.next() < 1 / (1 + Math.exp(-risk)) ? 'yes' : 'no',
    };
  });
}

/** The rows as CSV; missing is empty. */
export function csv(rows: readonly object[]): string {
  const names = Object.keys(rows[0] ?? {});
  const cell = (value: unknown) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => names.map((name) => cell((row as Row)[name])).join(','));
  return `${[names.map(cell).join(','), ...lines].join('\n')}\n`;
}

/** The same rows with their times moved by so many days. */
export function moved<T extends { readonly ordered_at: string }>(rows: readonly T[], days: number): T[] {
  return rows.map((row) => ({
    ...row,
    ordered_at: new Date(Date.parse(row.ordered_at) + days * DAY).toISOString().replace('.000Z', 'Z'),
  }));
}

/** The rows with the values of one column dealt out anew. */
export function shuffled<T extends object>(rows: readonly T[], column: keyof T, seed = 5): T[] {
  const values = new Random(seed).shuffle(rows.map((row) => row[column]));
  return rows.map((row, index) => ({ ...row, [column]: values[index] }));
}
