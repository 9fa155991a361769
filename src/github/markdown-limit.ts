/** Cuts Markdown to a limit in UTF-8 bytes, which bounds its characters too. */

const NOTE =
  '\n\n_The rest was cut: it is longer than GitHub allows here. The whole report is in the run’s artifact._';

/**
 * `markdown` itself where it fits, else its beginning up to a whole line, with open code fences and
 * `<details>` closed and a note at the end.
 */
export function cutMarkdown(markdown: string, limit: number): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const kept: string[] = [];
  let bytes = Buffer.byteLength(NOTE);
  let fence: string | null = null;
  let details = 0;
  for (const line of markdown.split('\n')) {
    const now = fenceAfter(fence, line);
    const opened =
      fence === null && now === null
        ? details + count(line, /<details\b/gi) - count(line, /<\/details>/gi)
        : details;
    const size = Buffer.byteLength(line) + 1;
    if (bytes + size + closing(now, opened).length > limit) break;
    kept.push(line);
    bytes += size;
    fence = now;
    details = opened;
  }
  return `${kept.join('\n')}${closing(fence, details)}${NOTE}`;
}

/** The fence that is open after `line`, or null. */
function fenceAfter(open: string | null, line: string): string | null {
  const found = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
  if (!found) return open;
  const [, fence = '', rest = ''] = found;
  if (open === null) return fence;
  const closes = fence[0] === open[0] && fence.length >= open.length && rest.trim() === '';
  return closes ? null : open;
}

function closing(fence: string | null, details: number): string {
  return `${fence === null ? '' : `\n${fence}`}${'\n\n</details>'.repeat(Math.max(0, details))}`;
}

function count(line: string, pattern: RegExp): number {
  return line.match(pattern)?.length ?? 0;
}
