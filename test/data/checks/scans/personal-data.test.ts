import { beforeAll, describe, expect, test } from 'vitest';
import {
  hasCard,
  isIban,
  isLuhn,
  personalDataFinding,
} from '../../../../src/data/checks/scans/personal-data.ts';
import type { DataEngine } from '../../../../src/data/engine/engine.ts';
import { Random } from '../../../../src/stats/random.ts';
import { temporaryFolder, testEngine } from '../../engine.ts';
import { cleanColumns, scanned, tableOf } from './scanned.ts';

let engine: DataEngine;
beforeAll(async () => {
  engine = await testEngine(temporaryFolder());
});

const ROWS = 500;
const random = new Random(1);
const digits = (length: number) => Array.from({ length }, () => random.integer(10)).join('');
/** A number of 16 digits that begins like a card's and passes Luhn's check. */
function card(): string {
  for (;;) {
    const number = `4${digits(15)}`;
    if (hasCard(number)) return number;
  }
}
function iban(): string {
  for (let check = 2; ; check = 2 + ((check + 1) % 97)) {
    const number = `DE${String(check).padStart(2, '0')}370400440532013000`;
    if (isIban(number)) return number;
  }
}

const kinds: readonly (readonly [string, (row: number) => string | null, RegExp])[] = [
  [
    'an e-mail address in a remark',
    (row) => (row === 77 ? 'please write to jo.doe@example.org, thanks' : 'paid'),
    /1 of 500 values .* look like e-mail addresses/,
  ],
  [
    'payment cards',
    () => card().replace(/(\d{4})(?=\d)/g, '$1 '),
    /all 500 values look like payment card numbers/,
  ],
  ['an IBAN among words', (row) => (row === 3 ? `from ${iban()}` : 'cash'), /IBANs/],
  ['telephone numbers', () => `+49 30 ${digits(7)}`, /telephone numbers/],
  ['American telephone numbers', () => `(212) 555-${digits(4)}`, /telephone numbers/],
  ['IPv4 addresses', () => `10.${random.integer(255)}.${random.integer(255)}.7`, /IP addresses/],
  ['IPv6 addresses', () => `2001:db8::${random.integer(9999).toString(16)}:1`, /IP addresses/],
];

describe('personal data', () => {
  test('a column without any value has none', () => {
    const column = { name: 'a', type: 'string', sqlType: 'VARCHAR', sql: '"a"' } as const;
    const none = { type: 'string', rows: 9, missing: 9, values: [], counts: new Float64Array() } as const;
    expect(personalDataFinding(column, none)).toBeUndefined();
  });

  test.each(kinds)('%s: told with rows and without a single value', async (_, make, sentence) => {
    const values = Array.from({ length: ROWS }, (__, row) => make(row));
    const table = await tableOf(engine, 'people', { ...cleanColumns(ROWS, 1), contact: ['string', values] });
    const { anomalies, hidden } = await scanned(engine, table, { times: ['at'] });
    expect(anomalies).toEqual([
      expect.objectContaining({ rule: 'personal-data', column: 'contact', severity: 'warn' }),
    ]);
    expect(hidden).toEqual(['contact']);
    expect(anomalies[0]?.sentence).toMatch(sentence);
    expect(anomalies[0]?.examples.every(({ value }) => value === '(hidden)' || value === null)).toBe(true);
    const text = JSON.stringify(anomalies);
    for (const value of values) if (value !== null && value.length > 6) expect(text).not.toContain(value);
  });

  test('cards that are kept as whole numbers', async () => {
    const values = Array.from({ length: ROWS }, () => Number(card()));
    const table = await tableOf(engine, 'people', { ...cleanColumns(ROWS, 1), card: ['integer', values] });
    expect((await scanned(engine, table)).hidden).toEqual(['card']);
  });

  test('is not asked for where the contract turns it off', async () => {
    const table = await tableOf(engine, 'people', { contact: ['string', ['a@b.example', 'c@d.example']] });
    expect(await scanned(engine, table, { checks: { 'personal-data': 'off' } })).toEqual({
      anomalies: [],
      hidden: [],
    });
  });

  test('of the view is hidden, though told where it comes from', async () => {
    const table = await tableOf(engine, 'people', {
      contact: ['string', ['a@b.example', 'c@d.example', 'e@f.example']],
    });
    const view = { features: [], label: { column: 'late', task: 'binary-classification' as const } };
    expect(await scanned(engine, table, { view })).toEqual({ anomalies: [], hidden: ['contact'] });
  });
});

test('the checks of Luhn and of ISO 13616', () => {
  // Examples of ISO/IEC 7812-1 and of SWIFT's IBAN registry.
  expect([isLuhn('79927398713'), isLuhn('79927398710')]).toEqual([true, false]);
  expect(
    ['GB29 NWBK 6016 1331 9268 19', 'DE89370400440532013000', 'FR1420041010050500013M02606'].map(isIban),
  ).toEqual([true, true, true]);
  expect(
    ['GB29 NWBK 6016 1331 9268 18', 'DE8937040044053201300', 'XX89370400440532013000'].map(isIban),
  ).toEqual([false, false, false]);
  expect(
    ['4111 1111 1111 1111', '4012888888881881', '378282246310005', '4012888888881882', '1704067200000'].map(
      hasCard,
    ),
  ).toEqual([true, true, true, false, false]);
});
