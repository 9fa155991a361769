import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...['docs', 'actions', 'examples', 'workflows-templates'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md') && !path.includes('.mlops') && !path.includes('node_modules'))
      .map((path) => join(folder, path)),
  ),
];

/** The text without what stands in blocks of code. */
const proseOf = (path: string) => readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '');

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(path: string): Set<string> {
  return new Set(
    [...proseOf(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

test.each(pages)('the links of %s lead somewhere', (page) => {
  const file = join(ROOT, page);
  for (const [, link = ''] of proseOf(file).matchAll(/\]\(([^()\s]+)\)|(?:src|srcset)="([^"]+)"/g)) {
    if (/^[a-z]+:/.test(link) || link === '') continue;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : resolve(dirname(file), path);
    expect(existsSync(target), link).toBe(true);
    if (anchor !== undefined && target.endsWith('.md'))
      expect([...anchorsOf(target)], link).toContain(anchor);
  }
});
