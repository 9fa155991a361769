/** Plain text in columns of a terminal. */

type Align = 'left' | 'right' | 'center';

const GAP = 2;
/** Longer words are broken. */
const UNBROKEN = 24;

// Letters that East Asian typography sets in two columns, and pictures.
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const COMBINING = /[\p{Mn}\p{Me}]/u;

/** The columns that a text takes. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!COMBINING.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** The text in lines of at most `width` columns, broken between words; a longer word is broken anywhere. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A word in pieces that fit. */
function pieces(word: string, width: number): string[] {
  if (textWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (textWidth(part + character) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/**
 * Rows of cells as lines of at most `width` columns: texts are wrapped in their cells, the widest first. Where that is not
 * enough, the last columns are left out, and a line says so.
 */
export function textTable(
  rows: readonly (readonly string[])[],
  align: readonly Align[],
  width: number,
): string[] {
  const widest = (measure: (cell: string) => number) =>
    align.map((_, index) => Math.max(...rows.map((row) => measure(row[index] ?? ''))));
  const natural = widest(textWidth);
  const least = widest(longestWord);
  let columns = align.length;
  while (columns > 1 && total(least.slice(0, columns)) > width) columns -= 1;
  const widths = fitted(natural.slice(0, columns), least, width);
  const lines = rows.flatMap((row) => rowLines(row, widths, align));
  const left = align.length - columns;
  return left > 0
    ? [...lines, `… and ${left} more ${left === 1 ? 'column' : 'columns'} in the report`]
    : lines;
}

/** The columns that the rows take when nothing is wrapped. */
export function tableWidth(rows: readonly (readonly string[])[]): number {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const natural = Array.from({ length: columns }, (_, index) =>
    Math.max(...rows.map((row) => textWidth(row[index] ?? ''))),
  );
  return total(natural);
}

/** The longest word that is not broken. */
function longestWord(text: string): number {
  return Math.min(UNBROKEN, Math.max(...text.split(' ').map(textWidth)));
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, 0) + GAP * (widths.length - 1);
}

/** The natural widths, the widest made narrower column by column until all fit, but not below the least. */
function fitted(natural: readonly number[], least: readonly number[], width: number): number[] {
  const widths = [...natural];
  while (total(widths) > width) {
    const shrinkable = widths.map((each, index) => (each > (least[index] ?? 0) ? each : 0));
    const widest = Math.max(...shrinkable);
    // Only a single column can still be too wide: it is broken anywhere.
    if (widest === 0) return widths.map((each) => Math.min(each, Math.max(1, width)));
    widths[shrinkable.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function rowLines(row: readonly string[], widths: readonly number[], align: readonly Align[]): string[] {
  const cells = widths.map((width, index) => wrapped(row[index] ?? '', width));
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, index) => padded(cell[line] ?? '', widths[index] ?? 0, align[index] ?? 'left'))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function padded(text: string, width: number, align: Align): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? space + text : text + space;
}
