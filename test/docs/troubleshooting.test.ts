import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = join(ROOT, 'docs/troubleshooting.md');
const EXIT = { DataError: '1', UserError: '2', ServiceError: '3' } as const;

/** Each message that an error is made with, as a pattern of its fixed words, with the exit code of its kind. */
const made = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => errorsOf(readFileSync(join(ROOT, 'src', path), 'utf8')));

/** The arguments of each error that is made in `code`, where what is filled in is `…`. */
function errorsOf(code: string): { text: string; exit: string }[] {
  return [...code.matchAll(/new (DataError|UserError|ServiceError)\(/g)].map((found) => {
    const start = found.index + found[0].length;
    let depth = 1;
    let end = start;
    for (; depth > 0 && end < code.length; end++) {
      if ('([{'.includes(code[end] ?? '')) depth++;
      else if (')]}'.includes(code[end] ?? '')) depth--;
    }
    let text = code
      .slice(start, end - 1)
      .replaceAll('\\`', '`')
      .replaceAll("\\'", "'");
    // From the inside out: what is filled in may hold templates of its own.
    for (let before = ''; before !== text; ) {
      before = text;
      text = text.replace(/\$\{[^{}]*\}/g, '…').replace(/\{[^{}$]*\}(?=[^`]*\})/g, '');
    }
    return {
      text: text.replaceAll(/[`'] \+\s*[`']/g, '').replaceAll(/\s+/g, ' '),
      exit: EXIT[found[1] as keyof typeof EXIT],
    };
  });
}

/** Whether the fixed words of `message` stand in `text`, in this order. */
function says(text: string, message: string): boolean {
  let at = 0;
  for (const part of message.split('…').filter((one) => one.trim().length > 0)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

const page = readFileSync(PAGE, 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| `.*` \| \d \|/.test(line))
  .map((line) => {
    const [, message = '', exit = ''] = /^\| `(.*)` \| (\d) \|/.exec(line) ?? [];
    return { message: message.replaceAll('\\`', '`'), exit };
  });

test('the page has messages, and the code has errors', () => {
  expect(rows.length).toBeGreaterThan(50);
  expect(made.length).toBeGreaterThan(300);
});

test.each(rows)('$message ends with $exit', ({ message, exit }) => {
  const found = made.filter(({ text }) => says(text, message));
  expect(found.map((one) => one.exit)).toContain(exit);
});

test('every page that it names is there', () => {
  for (const [, link = ''] of page.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
    expect(existsSync(resolve(dirname(PAGE), link)), link).toBe(true);
  }
});
