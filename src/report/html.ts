import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { svgOf } from './charts.ts';
import { type Block, type Phrase, type Report, type Section, SIGNS, type Table } from './document.ts';
import { STYLE } from './style.ts';
import { cleanInlines, cleanText } from './text.ts';

/**
 * The report as one HTML page that needs nothing from outside: styles inside, charts as SVG, no script,
 * light and dark by the reader's own setting. Its content policy forbids the browser everything else.
 */
export async function htmlOf(report: Report): Promise<string> {
  const sections = await Promise.all(report.sections.map(section));
  const title = cleanText(`${report.title}: ${report.headline}`);
  const page = h('html', { lang: 'en' }, [
    h('head', [
      h('meta', { charset: 'utf-8' }),
      h('meta', {
        httpEquiv: 'Content-Security-Policy',
        content: "default-src 'none'; style-src 'unsafe-inline'",
      }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', title),
      h('style', STYLE),
    ]),
    h('body', [
      h('header', { className: [`outcome-${report.outcome}`] }, [
        h('p', { className: ['model'] }, cleanText(report.title)),
        h('h1', [
          h('span', { className: ['sign'], ariaHidden: 'true' }, SIGNS[report.outcome]),
          ' ',
          ...phrase(report.headline),
        ]),
      ]),
      h('nav', { ariaLabel: 'Sections' }, report.sections.map(navigation)),
      h('main', sections),
      h('footer', separated(report.footer)),
    ]),
  ]);
  const root: Root = { type: 'root', children: [{ type: 'doctype' }, page] };
  return `${toHtml(root, { allowDangerousHtml: true })}\n`;
}

function navigation({ id, title, outcome, summary }: Section): Element {
  return h('a', { href: `#${id}`, className: [`outcome-${outcome}`] }, [
    h('span', { className: ['sign'] }, SIGNS[outcome]),
    h('b', title),
    h('small', phrase(summary)),
  ]);
}

async function section({ id, title, outcome, summary, blocks }: Section): Promise<Element> {
  return h('section', { id }, [
    h('h2', [h('span', { className: ['sign'], ariaHidden: 'true' }, SIGNS[outcome]), ' ', title]),
    h('p', { className: ['summary'] }, phrase(summary)),
    ...(await contents(blocks)),
  ]);
}

async function contents(blocks: readonly Block[]): Promise<ElementContent[]> {
  return (await Promise.all(blocks.map(content))).flat();
}

async function content(block: Block): Promise<ElementContent[]> {
  switch (block.kind) {
    case 'paragraph':
      return [h('p', phrase(block.text))];
    case 'list':
      return [
        h(
          block.ordered ? 'ol' : 'ul',
          block.items.map((item) => h('li', phrase(item))),
        ),
      ];
    case 'table':
      return [table(block)];
    case 'chart':
      return [
        h('figure', { role: 'img', ariaLabel: cleanText(block.description) }, [
          { type: 'raw', value: await svgOf(block) } as never,
        ]),
      ];
    case 'row':
      return block.blocks.length === 0
        ? []
        : [h('div', { className: ['row'] }, await contents(block.blocks))];
    case 'details':
      return [h('details', [h('summary', phrase(block.summary)), ...(await contents(block.blocks))])];
  }
}

function table({ columns, rows }: Table): Element {
  const style = (index: number) => ({ className: [columns[index]?.align ?? 'left'] });
  return h('div', { className: ['scroll'] }, [
    h('table', [
      h('thead', [
        h(
          'tr',
          columns.map(({ title }, index) => h('th', { scope: 'col', ...style(index) }, phrase(title))),
        ),
      ]),
      h(
        'tbody',
        rows.map((row) =>
          h(
            'tr',
            row.map((cell, index) => h('td', style(index), phrase(cell))),
          ),
        ),
      ),
    ]),
  ]);
}

function phrase(text: Phrase): ElementContent[] {
  return cleanInlines(text).map((inline): ElementContent => {
    if (typeof inline === 'string') return { type: 'text', value: inline };
    if ('code' in inline) return h('code', inline.code);
    if ('strong' in inline) return h('b', inline.strong);
    if ('muted' in inline) return h('span', { className: ['muted'] }, inline.muted);
    return h(
      'a',
      { href: /^https?:\/\//.test(inline.href) ? inline.href : '#', rel: 'noopener noreferrer' },
      inline.link,
    );
  });
}

function separated(phrases: readonly Phrase[]): ElementContent[] {
  return phrases.flatMap((one, index): ElementContent[] => [
    ...(index > 0 ? [{ type: 'text' as const, value: ' · ' }] : []),
    ...phrase(one),
  ]);
}
