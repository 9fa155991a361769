import { isIPv4, isIPv6 } from 'node:net';
import type { TableColumn } from '../../engine/table.ts';
import type { Profile } from '../../profile/profile-schema.ts';
import { isNumberTally, type NumberTally, type Tally } from '../../profile/tally.ts';
import { partOf, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';
import type { Texts, TextWatch } from './text-watch.ts';

const EMAIL =
  /(?:^|[^A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![A-Za-z0-9-])/;
const IBAN = /(?:^|[^A-Za-z0-9])([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Za-z0-9])/;
const INTERNATIONAL_PHONE = /^(?:\+|00)[1-9](?:[ ()./-]{0,2}\d){7,14}$/;
const NORTH_AMERICAN_PHONE = /^(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}$/;
const CARD = /(?:^|[^\d.,-])(\d(?:[ -]?\d){12,18})(?![\d.,-]*\d)/;

/** The first digits and the lengths of card numbers, by network. */
const CARD_NETWORKS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(6011|65|64[4-9])/, [16]],
  [/^35(2[89]|[3-8])/, [16]],
  [/^3(0[0-5]|[68])/, [14]],
  [/^62/, [16, 17, 18, 19]],
];

/** Lengths of IBANs by country (SWIFT's register, those of more than a few banks). */
const IBAN_LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Luhn's check of digits (ISO/IEC 7812-1). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** The check of an IBAN (ISO 13616): the length of its country, and 1 modulo 97 with letters as numbers. */
export function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '');
  if (compact.length !== IBAN_LENGTHS[compact.slice(0, 2)]) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Whether a text has a number that a payment card could have: first digits and length of a network, and Luhn's check. */
export function hasCard(text: string): boolean {
  const found = CARD.exec(text)?.[1];
  if (found === undefined) return false;
  const digits = found.replaceAll(/\D/g, '');
  const isOfNetwork = CARD_NETWORKS.some(
    ([start, lengths]) => start.test(digits) && lengths.includes(digits.length),
  );
  return isOfNetwork && isLuhn(digits) && new Set(digits).size > 1;
}

interface Kind {
  readonly plural: string;
  readonly is: (text: string) => boolean;
  /** Whether a value with other words around still counts; else it must be most of the column. */
  readonly anywhere: boolean;
}

const KINDS: readonly Kind[] = [
  { plural: 'e-mail addresses', is: (text) => text.includes('@') && EMAIL.test(text), anywhere: true },
  {
    plural: 'IBANs',
    is: (text) => {
      const found = text.length >= 15 ? IBAN.exec(text)?.[1] : undefined;
      return found !== undefined && isIban(found);
    },
    anywhere: true,
  },
  { plural: 'payment card numbers', is: (text) => text.length >= 13 && hasCard(text), anywhere: false },
  {
    plural: 'telephone numbers',
    is: (text) => text.length >= 9 && (INTERNATIONAL_PHONE.test(text) || NORTH_AMERICAN_PHONE.test(text)),
    anywhere: false,
  },
  { plural: 'IP addresses', is: (text) => text.length >= 7 && isAddress(text), anywhere: false },
];

function isAddress(text: string): boolean {
  const address = /^(.*)\/\d{1,3}$/.exec(text)?.[1] ?? text;
  return isIPv4(address) ? !address.startsWith('0.') : address.includes(':') && isIPv6(address);
}

/** Whether a text alone looks like personal data of any kind. */
export function looksPersonal(text: string): boolean {
  return KINDS.some(({ is }) => is(text));
}

/** What is not told by its form alone must be at least this share of the different values. */
const MOST = 0.3;
/** Different values that tell whether a column can be of a kind. */
const SAMPLE = 1000;
/** As many different values must look like it: fewer are chance. */
const FEWEST = 3;

/**
 * Values that look like personal data. E-mail addresses and IBANs are known wherever they stand; payment cards,
 * telephone numbers and IP addresses only where they are a good part of a column, since an order number can look
 * like one. The sentence never has a value, and a column with a finding must not be shown anywhere.
 */
export function personalDataFinding(column: TableColumn, tally: Tally): Finding | undefined {
  const texts = textsOf(tally);
  if (!texts) return undefined;
  const step = personalDataStep(texts.length);
  const watch = watchPersonalData(
    column,
    tally,
    texts.length,
    texts.filter((_, index) => index % step === 0),
  );
  watch.add(texts, (tally as NumberTally).exact?.counts ?? tally.counts);
  return watch.findings()[0];
}

/** Columns of a profile whose most frequent values look like personal data. */
export function personalColumns({ columns, rows }: Profile): ReadonlySet<string> {
  const isPersonal = ({ name, missing, top = [] }: Profile['columns'][number]) => {
    const texts = top.map(({ value }) => String(value));
    const watch = watchPersonalData({ name }, { rows, missing }, texts.length, texts);
    watch.add(
      texts,
      top.map(({ count }) => count),
    );
    return watch.findings().length > 0;
  };
  return new Set(columns.filter(isPersonal).map(({ name }) => name));
}

/**
 * The same of texts that come in portions.
 * @param sample about a thousand of the `distinct` texts, or all of them
 */
export function watchPersonalData(
  column: Pick<TableColumn, 'name'>,
  { rows, missing }: Texts,
  distinct: number,
  sample: readonly string[],
): TextWatch {
  const present = rows - missing;
  const seen = KINDS.filter((kind) => kind.anywhere || isLikely(kind, sample)).map((kind) => ({
    kind,
    distinct: 0,
    count: 0,
  }));
  return {
    add: (values, counts) => {
      for (const tally of seen) {
        values.forEach((value, index) => {
          if (!tally.kind.is(value)) return;
          tally.distinct += 1;
          tally.count += counts[index] as number;
        });
      }
    },
    findings: () => {
      const few = Math.min(FEWEST, distinct);
      const isFound = ({ kind, distinct: found }: (typeof seen)[number]) =>
        found > 0 && (kind.anywhere || (found >= few && found >= MOST * distinct));
      const [best] = seen.filter(isFound).sort((a, b) => b.count - a.count);
      return best ? [findingOf(column, best.kind, best.count, present)] : [];
    },
  };
}

/** One in so many of the distinct texts makes the sample. */
export function personalDataStep(distinct: number): number {
  return Math.max(1, Math.ceil(distinct / SAMPLE));
}

function findingOf(column: Pick<TableColumn, 'name'>, kind: Kind, count: number, present: number): Finding {
  return {
    check: 'personal-data',
    column: column.name,
    count,
    judged: present,
    sentence: `${quoted(column.name)}: ${partOf(count, present, 'value')} look like ${kind.plural}; the values of this column are not shown`,
    cure: 'Leave the column out or replace its values (by a keyed hash, for instance) before they reach this place; if they are meant to be here, set `checks: { personal-data: off }` for this dataset.',
  };
}

/** Whether texts of a sample are of a kind often enough to look at all of them. */
function isLikely({ is }: Kind, sample: readonly string[]): boolean {
  return sample.filter(is).length >= (MOST / 2) * sample.length;
}

/** Cards are kept as numbers too. */
function textsOf(tally: Tally): readonly string[] | undefined {
  if (tally.type === 'string' && !isNumberTally(tally)) return tally.values;
  if (tally.type !== 'integer' || !isNumberTally(tally)) return undefined;
  const exact = tally.exact?.values ?? tally.values;
  const last = exact.at(-1);
  // Moments in milliseconds have as many digits as the shortest cards, but begin with 1.
  return last !== undefined && last >= 4e12 && last < 1e19 ? Array.from(exact, String) : undefined;
}
