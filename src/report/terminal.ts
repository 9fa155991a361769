import {
  type Block,
  type Phrase,
  plainText,
  type Report,
  type Section,
  SIGNS,
  type Table,
} from './document.ts';
import { cleanText } from './text.ts';

/** Tables longer than this are cut at a terminal; the HTML report has all rows. */
const MOST_ROWS = 20;

/** The report as plain text for a terminal: verdict, then a few lines and the telling tables a stage. */
export function terminalTextOf(report: Report): string {
  return `${report.sections.map(sectionText).join('\n\n')}\n`;
}

function sectionText(section: Section): string {
  const lines = [`${SIGNS[section.outcome]} ${section.title}: ${line(section.summary)}`];
  for (const block of section.blocks) lines.push(...blockLines(block));
  return lines.join('\n');
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [`  ${line(block.text)}`];
    case 'list':
      return block.items.map((item, index) => `  ${block.ordered ? `${index + 1}.` : '-'} ${line(item)}`);
    case 'table':
      return block.brief === 0 ? [] : tableLines(block).map((text) => `  ${text}`);
    case 'row':
    case 'chart':
    case 'details':
      return [];
  }
}

function tableLines({ columns, rows, brief }: Table): string[] {
  const most = Math.min(MOST_ROWS, brief ?? MOST_ROWS);
  const cells = [columns.map(({ title }) => title), ...rows.slice(0, most).map((row) => row.map(line))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => width(row[index] ?? ''))));
  const aligned = cells.map((row) =>
    row
      .map((cell, index) => {
        const space = ' '.repeat((widths[index] ?? 0) - width(cell));
        return columns[index]?.align === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
  return rows.length > most ? [...aligned, `… and ${rows.length - most} more in the report`] : aligned;
}

function line(phrase: Phrase): string {
  return cleanText(plainText(phrase)).replaceAll('`', '');
}

/** Characters, with the wide signs counted as the two columns that they take. */
function width(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (/\p{Extended_Pictographic}/u.test(character) ? 2 : 1),
    0,
  );
}
