import { gzipSync } from 'node:zlib';
import { Random } from '../../src/stats/random.ts';

/** A file that is broken on purpose. */
export interface Malformed {
  /** With the ending that tells its format. */
  readonly name: string;
  readonly bytes: Buffer;
  /** What was done to it. */
  readonly damage: string;
  /** The line of the damage, from 1; of texts only. */
  readonly line?: number;
  /** True where a place in bytes is to be told. */
  readonly binary?: boolean;
}

/** What makes a sound file broken. */
interface Damage<T> {
  readonly damage: string;
  apply(sound: T, random: Random): { readonly bytes: Buffer; readonly line?: number };
}

type Lines = readonly string[];

const COLUMNS = ['id', 'amount', 'city', 'flag', 'day'];
const CITIES = ['Oslo', 'São Paulo', 'Zürich', '"Bern", CH', ''];

const pick = <T>(random: Random, list: readonly T[]): T => list[random.integer(list.length)] as T;

/** The place of a line that is not the header, from 0. */
const placeIn = (lines: Lines, random: Random) => 1 + random.integer(lines.length - 1);

function changed(lines: Lines, place: number, change: (line: string) => string): Buffer {
  return Buffer.from(`${lines.map((line, at) => (at === place ? change(line) : line)).join('\n')}\n`);
}

/** The bytes with `inserted` somewhere inside of the line. */
function withBytes(lines: Lines, place: number, inserted: readonly number[], random: Random): Buffer {
  const before = Buffer.from(`${lines.slice(0, place).join('\n')}\n`);
  const line = Buffer.from(lines[place] ?? '');
  const cut = random.integer(line.length);
  // Not inside of a character, which would break two.
  const at = (line[cut] ?? 0) >= 0x80 ? 0 : cut;
  const after = Buffer.from(`\n${lines.slice(place + 1).join('\n')}\n`);
  return Buffer.concat([before, line.subarray(0, at), Buffer.from(inserted), line.subarray(at), after]);
}

const cellsOf = (line: string) =>
  line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)?.slice(0, COLUMNS.length) ?? [];

function lineDamage(damage: string, change: (line: string, random: Random) => string): Damage<Lines> {
  return {
    damage,
    apply(lines, random) {
      const place = placeIn(lines, random);
      return { bytes: changed(lines, place, (line) => change(line, random)), line: place + 1 };
    },
  };
}

function byteDamage(damage: string, inserted: readonly number[]): Damage<Lines> {
  return {
    damage,
    apply(lines, random) {
      const place = placeIn(lines, random);
      return { bytes: withBytes(lines, place, inserted, random), line: place + 1 };
    },
  };
}

const CSV: readonly Damage<Lines>[] = [
  lineDamage('a value too many', (line) => `${line},more`),
  lineDamage('values too few', (line, random) =>
    cellsOf(line)
      .slice(0, 1 + random.integer(3))
      .join('')
      .replace(/,$/, ''),
  ),
  lineDamage('a quote that does not end', (line) => line.replace(/^[^,]*/, '"open')),
  lineDamage('text behind a quoted value', (line) => line.replace(/^[^,]*/, '"7"x')),
  lineDamage('an unquoted delimiter in a value', (line) => line.replace(/,/, ',1,')),
  byteDamage('a byte that is no UTF-8', [0xff]),
  byteDamage('half of a character', [0xc3]),
  byteDamage('a zero byte', [0]),
  {
    damage: 'cut off inside of a row',
    apply(lines) {
      const last = lines.length - 1;
      const text = lines.join('\n');
      return { bytes: Buffer.from(text.slice(0, text.lastIndexOf(','))), line: last + 1 };
    },
  },
  {
    damage: 'a column that is named twice',
    apply: (lines) => ({ bytes: changed(lines, 0, (line) => line.replace('amount', 'id')), line: 1 }),
  },
  lineDamage('a value of another type', (line) => line.replace(/^[^,]*/, 'x1')),
];

const JSON_LINES: readonly Damage<Lines>[] = [
  lineDamage('an object that does not end', (line) => line.slice(0, -1)),
  lineDamage('cut off in a text', (line) => line.slice(0, line.indexOf('"city"') + 9)),
  lineDamage('a comma too many', (line) => line.replace(/}$/, ',}')),
  lineDamage('single quotes', (line) => line.replaceAll('"', "'")),
  lineDamage('a bare word', (line) => line.replace(/"id":[^,]*/, '"id":seven')),
  lineDamage('a number with a leading zero', (line) => line.replace(/"id":/, '"id":0')),
  lineDamage('a control character in a text', (line) => line.replace('"city":"', '"city":"\u0001')),
  lineDamage('something behind the object', (line) => `${line} 7`),
  lineDamage('no object', (_, random) => pick(random, ['7', '[1,2]', '"text"', 'null', 'true'])),
  byteDamage('a byte that is no UTF-8', [0xff]),
  byteDamage('a zero byte', [0]),
  lineDamage('a value of another type', (line) => line.replace(/"id":[^,]*/, '"id":"x1"')),
];

/** A small Parquet file as bytes: `PAR1`, pages, footer, its length, `PAR1`. */
const PARQUET: readonly Damage<Buffer>[] = [
  {
    damage: 'cut off',
    apply: (bytes, random) => ({ bytes: bytes.subarray(0, 4 + random.integer(bytes.length - 5)) }),
  },
  {
    damage: 'no magic at its end',
    apply: (bytes) => ({ bytes: Buffer.concat([bytes.subarray(0, -4), Buffer.from('PARX')]) }),
  },
  {
    damage: 'no magic at its beginning',
    apply: (bytes) => ({ bytes: Buffer.concat([Buffer.from('XXXX'), bytes.subarray(4)]) }),
  },
  {
    damage: 'a footer longer than the file',
    apply: (bytes) => ({ bytes: withFooterLength(bytes, bytes.length * 2) }),
  },
  { damage: 'a footer of no bytes', apply: (bytes) => ({ bytes: withFooterLength(bytes, 0) }) },
  {
    damage: 'zeros in place of the footer',
    apply(bytes) {
      const made = Buffer.from(bytes);
      const length = made.readUInt32LE(made.length - 8);
      made.fill(0, made.length - 8 - length, made.length - 8);
      return { bytes: made };
    },
  },
  {
    damage: 'rubbish in place of the footer',
    apply(bytes, random) {
      const made = Buffer.from(bytes);
      const length = made.readUInt32LE(made.length - 8);
      for (let at = made.length - 8 - length; at < made.length - 8; at++) made[at] = random.integer(256);
      return { bytes: made };
    },
  },
  {
    damage: 'something behind its end',
    apply: (bytes) => ({ bytes: Buffer.concat([bytes, Buffer.from('and more')]) }),
  },
];

function withFooterLength(bytes: Buffer, length: number): Buffer {
  const made = Buffer.from(bytes);
  made.writeUInt32LE(length, made.length - 8);
  return made;
}

const GZIP: readonly Damage<Buffer>[] = [
  {
    damage: 'cut off',
    apply: (bytes, random) => ({ bytes: bytes.subarray(0, 3 + random.integer(bytes.length - 4)) }),
  },
  { damage: 'a wrong checksum', apply: (bytes) => ({ bytes: flipped(bytes, bytes.length - 8) }) },
  { damage: 'a wrong length', apply: (bytes) => ({ bytes: flipped(bytes, bytes.length - 4) }) },
  { damage: 'an unknown method', apply: (bytes) => ({ bytes: flipped(bytes, 2) }) },
  { damage: 'another beginning', apply: (bytes) => ({ bytes: flipped(bytes, 0) }) },
  {
    damage: 'a flipped bit in the data',
    apply: (bytes, random) => ({ bytes: flipped(bytes, 12 + random.integer(bytes.length - 24)) }),
  },
];

function flipped(bytes: Buffer, at: number): Buffer {
  const made = Buffer.from(bytes);
  made[at] = (made[at] ?? 0) ^ 0x11;
  return made;
}

function rowOf(index: number, random: Random): Record<string, unknown> {
  return {
    id: index,
    amount: Math.round(random.next() * 1e4) / 100,
    city: pick(random, CITIES),
    flag: random.integer(2) === 1,
    day: `2024-0${1 + random.integer(9)}-1${random.integer(10)}`,
  };
}

function csvLines(rows: readonly Record<string, unknown>[]): string[] {
  const cell = (value: unknown) => {
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((name) => cell(row[name])).join(','))];
}

/**
 * So many broken files, the same for the same seed: CSV, JSON Lines, Parquet and gzip in turn.
 * @param parquet a sound Parquet file to break
 */
export function malformedFiles(count: number, seed: number, parquet: Buffer): Malformed[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index): Malformed => {
    const rows = Array.from({ length: 3 + random.integer(60) }, (_row, id) => rowOf(id + 1, random));
    const turn = Math.floor(index / 4);
    const named = (suffix: string) => `broken-${index}.${suffix}`;
    switch (index % 4) {
      case 0:
        return made(named('csv'), CSV, turn, csvLines(rows), random);
      case 1: {
        // The first line is not damaged: the walk of the generator leaves a header out.
        const lines = rows.map((row) => JSON.stringify(row));
        return made(named('jsonl'), JSON_LINES, turn, lines, random);
      }
      case 2:
        return { ...made(named('parquet'), PARQUET, turn, parquet, random), binary: true };
      default: {
        const sound = gzipSync(`${csvLines(rows).join('\n')}\n`);
        return { ...made(named('csv.gz'), GZIP, turn, sound, random), binary: true };
      }
    }
  });
}

function made<T>(
  name: string,
  kinds: readonly Damage<T>[],
  turn: number,
  sound: T,
  random: Random,
): Malformed {
  const { damage, apply } = kinds[turn % kinds.length] as Damage<T>;
  return { name, damage, ...apply(sound, random) };
}
