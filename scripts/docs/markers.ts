/**
 * `text` with what stands between `<!-- name:start -->` and `<!-- name:end -->` replaced. Throws where
 * the markers are not there exactly once each, in this order.
 */
export function replaceBetween(text: string, name: string, content: string, where: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, rest, ...others] = text.split(start);
  const [inside, after, ...more] = (rest ?? '').split(end);
  if (
    before === undefined ||
    inside === undefined ||
    after === undefined ||
    others.length + more.length > 0
  ) {
    throw new Error(`${where}: ${start} and ${end} must be there once each, in this order`);
  }
  return `${before}${start}\n\n${content.trim()}\n\n${end}${after}`;
}

/** A Markdown table; cells are Markdown, so only what would break the table is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}
