import { DataError } from '../../../system/errors.ts';
import type { CsvDamage } from './csv-survey.ts';

/**
 * The damage as an error that names the file, the line and the byte, and says what to do.
 * @param columns how many the header names
 */
export function damageError(shown: string, damage: CsvDamage, columns: number): DataError {
  const { what, hint } = sentence(damage, columns);
  return new DataError(`${shown}, line ${damage.line}: ${what} (at byte ${damage.byte})`, { hint });
}

/** The same for a header: one with a zero byte is the beginning of something else. */
export function headerError(shown: string, damage: CsvDamage): DataError {
  if (damage.kind !== 'zero-byte') return damageError(shown, damage, 0);
  return new DataError(
    `${shown} is a binary file, not CSV: line ${damage.line} holds a zero byte (at byte ${damage.byte})`,
    { hint: 'Check what wrote the file and what its real format is.' },
  );
}

function sentence(damage: CsvDamage, columns: number): { what: string; hint: string } {
  const quoted = JSON.stringify(damage.text.slice(0, 120));
  switch (damage.kind) {
    case 'ragged':
      return {
        what: `${damage.found} ${damage.found === 1 ? 'value' : 'values'} where the header names ${columns} columns: ${quoted}`,
        hint: 'Mend the line: quote values that hold the delimiter or a line end, or set `delimiter` if it was taken wrongly.',
      };
    case 'open-quote':
      return {
        what: `a quoted value does not end: ${quoted}`,
        hint: 'Close the quote, and write a quote inside a quoted value twice.',
      };
    case 'after-quote': {
      const where = damage.found === damage.line ? '' : `, in line ${damage.found}`;
      return {
        what: `text follows the end of a quoted value${where}: ${quoted}`,
        hint: 'Write a quote inside a quoted value twice, and close each quote before the next delimiter.',
      };
    }
    case 'zero-byte':
      return {
        what: `a zero byte, which no text holds: ${quoted}`,
        hint: 'Check that the file is CSV in UTF-8 and was copied whole.',
      };
    case 'not-utf8':
      return {
        what: `this is not UTF-8 text: ${quoted}`,
        hint: 'Save the file as UTF-8, for instance with `iconv -f latin1 -t utf-8`.',
      };
    case 'line-ends':
      return {
        what: `a line ends with ${damage.lineEnd} where those before it do not: ${quoted}`,
        hint: 'Check that all lines end alike (LF or CRLF, not both) and that line ends inside a value are quoted.',
      };
    case 'long-line':
      return {
        what: `a line is longer than 2 MB: ${quoted}`,
        hint: 'Check that the file is CSV and that its quotes are closed.',
      };
  }
}
