import type { TableColumn } from '../../engine/table.ts';
import type { TextTally } from '../../profile/tally.ts';
import { partOf, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';
import type { Texts, TextWatch } from './text-watch.ts';

/** The characters that Windows-1252 has where Latin-1 has controls, by their code points, as bytes. */
const WINDOWS_1252 = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((character, index) => {
    const bytes = [
      0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94,
      0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
    ];
    return [character.codePointAt(0), bytes[index] as number];
  }),
);
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Whether a text is UTF-8 that was read as Windows-1252 or Latin-1 (`FÃ¼r` for `Für`): all of its characters are
 * in that code page, and their bytes are valid UTF-8 with a character of several bytes. Text that was read well
 * hardly ever is, since there an accented letter would have to stand before a symbol.
 */
function isMojibake(text: string): boolean {
  if (!/[\u00c2-\u00f4]/.test(text)) return false;
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const byte = code < 0x100 ? code : WINDOWS_1252.get(code);
    if (byte === undefined) return false;
    bytes.push(byte);
  }
  try {
    UTF_8.decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: everything else is what is looked for
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Text that was decoded wrongly: mojibake, replacement characters, and a column in which some values have
 * composed (NFC) and others decomposed (NFD) accents, so that equal words differ.
 */
export function encodingFindings(column: TableColumn, tally: TextTally): Finding[] {
  const watch = watchEncoding(column, tally);
  watch.add(tally.values, tally.counts);
  return watch.findings();
}

/** The same of texts that come in portions. */
export function watchEncoding(column: TableColumn, { rows, missing }: Texts): TextWatch {
  const found = { mojibake: [] as string[], replaced: [] as string[], decomposed: [] as string[] };
  const counts = { mojibake: 0, replaced: 0, decomposed: 0 };
  let isComposed = false;
  const see = (value: string, count: number) => {
    if (ASCII.test(value)) return;
    const composed = value.normalize('NFC') === value;
    if (composed && value.normalize('NFD') !== value) isComposed = true;
    const kind = value.includes('\ufffd')
      ? 'replaced'
      : isMojibake(value)
        ? 'mojibake'
        : composed
          ? undefined
          : 'decomposed';
    if (!kind) return;
    found[kind].push(value);
    counts[kind] += count;
  };
  return {
    add: (values, times) => {
      for (const [index, value] of values.entries()) see(value, times[index] as number);
    },
    findings: () => {
      if (!isComposed) counts.decomposed = 0;
      return KINDS.flatMap(([kind, what, cure]) => {
        if (counts[kind] === 0) return [];
        return [findingOf(column, counts[kind], rows - missing, what, cure, found[kind])];
      });
    },
  };
}

const KINDS = [
  [
    'mojibake',
    'are UTF-8 that was read in another encoding',
    'Export the source again as UTF-8, or read it in the encoding that it has.',
  ],
  [
    'replaced',
    'have characters that were lost in decoding (U+FFFD)',
    'Export the source again as UTF-8: what was lost cannot be brought back.',
  ],
  [
    'decomposed',
    'have decomposed accents (NFD) while others have composed ones (NFC), so that equal words differ',
    'Normalise the source to NFC.',
  ],
] as const;

function findingOf(
  column: TableColumn,
  count: number,
  present: number,
  what: string,
  cure: string,
  values: readonly string[],
): Finding {
  return {
    check: 'encoding',
    column: column.name,
    count,
    judged: present,
    sentence: `${quoted(column.name)}: ${partOf(count, present, 'value')} ${what}`,
    cure,
    offending: { column, values },
  };
}
