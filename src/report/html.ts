import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h, s } from 'hastscript';
import { isWide, svgOf } from './charts.ts';
import {
  type Block,
  type Chart,
  inlinesOf,
  type Phrase,
  type Report,
  type Section,
  SIGNS,
  type Table,
} from './document.ts';
import { count } from './format.ts';
import { STYLE } from './style.ts';
import { cleanInlines, cleanText } from './text.ts';

/** A browser, and a reader, gets through this many lines of one table; the evidence has all. */
const MOST_ROWS = 2000;

/** Labels in pictures have less room than text. */
const LONGEST_LABEL = 60;

/** What the browser may load: nothing but what stands in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The report as one HTML page that needs nothing from outside: styles inside, charts as SVG, no script,
 * light and dark by the reader's own setting. Its content policy forbids the browser everything else.
 */
export async function htmlOf(report: Report): Promise<string> {
  const sections = await Promise.all(report.sections.map(section));
  const title = cleanText(`${report.title}: ${report.verdict}`);
  const page = h('html', { lang: 'en' }, [
    h('head', [
      h('meta', { charset: 'utf-8' }),
      h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', title),
      h('style', STYLE),
    ]),
    h('body', [
      h('header', { className: [`outcome-${report.outcome}`] }, [
        h('p', { className: ['model'] }, cleanText(report.title)),
        h('h1', [sign(report.outcome), ' ', capital(cleanText(report.verdict))]),
        h('p', { className: ['headline'] }, phrase(report.headline)),
        h('p', { className: ['origin'] }, separated(report.footer)),
      ]),
      h('nav', { ariaLabel: 'Sections' }, report.sections.map(navigation)),
      h('main', sections),
    ]),
  ]);
  const root: Root = { type: 'root', children: [{ type: 'doctype' }, page] };
  return `${toHtml(root, { allowDangerousHtml: true })}\n`;
}

/** The sign of an outcome. Its word stands beside it for those who cannot see it. */
function sign(outcome: Section['outcome']): Element {
  return h('span', { className: ['sign'], role: 'img', ariaLabel: outcome }, SIGNS[outcome]);
}

function navigation({ id, title, outcome, summary }: Section): Element {
  return h('a', { href: `#${id}` }, [sign(outcome), h('b', title), h('small', phrase(summary))]);
}

async function section({ id, title, outcome, summary, blocks }: Section): Promise<Element> {
  return h('section', { id }, [
    h('h2', [sign(outcome), ' ', title]),
    h('p', { className: ['summary'] }, phrase(summary)),
    ...(await contents(blocks)),
  ]);
}

async function contents(blocks: readonly Block[]): Promise<ElementContent[]> {
  return (await Promise.all(blocks.map(content))).flat();
}

async function content(block: Block): Promise<ElementContent[]> {
  switch (block.kind) {
    case 'heading':
      return [h('h3', phrase(block.text))];
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
      return table(block);
    case 'chart':
      return block.inPage === false ? [] : [await figure(block)];
    case 'row':
      return [h('div', { className: ['row'] }, await Promise.all(block.charts.map(figure)))];
    case 'details':
      return [
        h('details', { open: block.open === true }, [
          h('summary', phrase(block.summary)),
          ...(await contents(block.blocks)),
        ]),
      ];
  }
}

async function figure(chart: Chart): Promise<Element> {
  return h('figure', { className: isWide(chart) ? ['wide'] : [] }, [
    h('figcaption', phrase(chart.title)),
    h('div', { role: 'img', ariaLabel: cleanText(chart.description) }, [
      { type: 'raw', value: await svgOf(cleanChart(chart)) } as never,
    ]),
  ]);
}

/** The chart with its names made harmless; the library escapes them for SVG. */
function cleanChart(chart: Chart): Chart {
  const axis = (one: Chart['x']) => ({ ...one, title: cleanText(one.title, LONGEST_LABEL) });
  return {
    ...chart,
    x: axis(chart.x),
    y: axis(chart.y),
    series: chart.series.map((series) => ({
      ...series,
      name: cleanText(series.name, LONGEST_LABEL),
      points: series.points.map((point) => ({
        ...point,
        x: typeof point.x === 'string' ? cleanText(point.x, LONGEST_LABEL) : point.x,
        ...(point.text === undefined ? {} : { text: cleanText(point.text, LONGEST_LABEL) }),
      })),
    })),
  };
}

function table({ columns, rows, sentences }: Table): Element[] {
  const kind = sentences ? { className: ['prose'] } : {};
  const left = rows.length - MOST_ROWS;
  const head = columns.map(({ title, align = 'left' }) =>
    h(
      title === '' ? 'td' : 'th',
      { ...(title === '' ? {} : { scope: 'col' }), className: [align] },
      phrase(title),
    ),
  );
  const body = rows.slice(0, MOST_ROWS).map((row) =>
    h(
      'tr',
      row.map((cell, index) => tableCell(cell, columns[index]?.align ?? 'left')),
    ),
  );
  return [
    h('div', { className: ['scroll'], tabIndex: 0 }, [
      h('table', kind, [h('thead', [h('tr', head)]), h('tbody', body)]),
    ]),
    ...(left > 0 ? [h('p', { className: ['muted'] }, `And ${count(left)} more, in the evidence.`)] : []),
  ];
}

function tableCell(cell: Phrase, align: string): Element {
  const [only] = inlinesOf(cell);
  const share = typeof only === 'object' && 'shaded' in only ? only.share : undefined;
  const style = share === undefined ? {} : { style: `--share: ${Math.round(share * 100)}%` };
  return h('td', { className: share === undefined ? [align] : [align, 'shaded'], ...style }, phrase(cell));
}

function phrase(text: Phrase): ElementContent[] {
  return cleanInlines(text).map((inline): ElementContent => {
    if (typeof inline === 'string') return { type: 'text', value: inline };
    if ('code' in inline) return h('code', inline.code);
    if ('strong' in inline) return h('b', inline.strong);
    if ('muted' in inline) return h('span', { className: ['muted'] }, inline.muted);
    if ('change' in inline) return h('span', { className: [inline.tone] }, inline.change);
    if ('shaded' in inline) return { type: 'text', value: inline.shaded };
    if ('bars' in inline) return bars(inline.bars);
    if (!/^https?:\/\//.test(inline.href)) return { type: 'text', value: inline.link };
    return h('a', { href: inline.href, rel: 'noopener noreferrer' }, inline.link);
  });
}

const BAR = 6;
const BARS_HEIGHT = 28;

/** A histogram in the height of a line. */
function bars(values: readonly number[]): Element {
  const highest = Math.max(...values, 0) || 1;
  const width = values.length * BAR;
  const path = values
    .map((value, index) => {
      const height = value > 0 ? Math.max(1, (BARS_HEIGHT * value) / highest) : 0;
      return `M${index * BAR} ${BARS_HEIGHT}v-${height.toFixed(1)}h${BAR - 1}V${BARS_HEIGHT}`;
    })
    .join('');
  return s(
    'svg',
    {
      className: ['bars'],
      viewBox: `0 0 ${width} ${BARS_HEIGHT}`,
      width,
      height: BARS_HEIGHT,
      role: 'img',
      ariaLabel: `histogram of ${values.length} bars, the highest is bar ${values.indexOf(Math.max(...values)) + 1}`,
    },
    [s('path', { d: path })],
  );
}

function separated(phrases: readonly Phrase[]): ElementContent[] {
  return phrases.flatMap((one, index): ElementContent[] => [
    ...(index > 0 ? [{ type: 'text' as const, value: ' · ' }] : []),
    ...phrase(one),
  ]);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
