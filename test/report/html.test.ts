import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { beforeAll, describe, expect, it } from 'vitest';
import { htmlOf } from '../../src/report/html.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { reportOf } from '../../src/report/report.ts';
import { STYLE } from '../../src/report/style.ts';
import { poison, poisonedStory } from './hostile.ts';
import { STORIES, story } from './stories.ts';
import { wideDrift, wideRun } from './wide-run.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return found;
}

const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value;

const TAGS = new Set(
  'html head meta title style body header nav main section h1 h2 h3 p a b small span code ol ul li div table thead tbody tr th td figure figcaption details summary svg g path text line rect'.split(
    ' ',
  ),
);
/** Attributes that can neither run nor load anything. */
const ATTRIBUTES =
  /^(lang|charset|http-equiv|content|name|class|id|role|aria-label|aria-hidden|aria-roledescription|display|scope|tabindex|open|href|rel|style|viewBox|width|height|version|d|transform|fill|fill-opacity|stroke|stroke-width|stroke-opacity|stroke-dasharray|stroke-miterlimit|opacity|x|y|x2|y2|text-anchor|font-family|font-size|font-weight|pointer-events)$/;

function expectHarmless(html: string): void {
  const ids: string[] = [];
  for (const element of elementsOf(html)) {
    expect(TAGS, element.tagName).toContain(element.tagName);
    for (const { name, value } of element.attrs) {
      expect(name).toMatch(ATTRIBUTES);
      if (name === 'href') expect(value).toMatch(/^#[a-z-]+$/);
      if (name === 'style') expect(value).toMatch(/^--share: \d+%$/);
      if (name === 'id') ids.push(value);
      if (name === 'fill' || name === 'stroke') expect(value).not.toMatch(/url/);
    }
  }
  expect(new Set(ids).size).toBe(ids.length);
}

describe('the page', () => {
  beforeAll(async () => {
    // The first chart loads the library.
    await htmlOf(reportOf(story('drifted')));
  });

  it('runs and loads nothing, whatever names and values bring', async () => {
    await fc.assert(
      fc.asyncProperty(poison, async (chosen) => {
        const html = await htmlOf(reportOf(poisonedStory(chosen)));
        expectHarmless(html);
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/u);
      }),
      { numRuns: 25 },
    );
  });

  it.each(STORIES)('of %s forbids the browser everything from outside', async (name) => {
    const html = await htmlOf(reportOf(story(name)));
    expectHarmless(html);
    const policy = elementsOf(html).find((one) => attribute(one, 'http-equiv') === 'Content-Security-Policy');
    expect(policy && attribute(policy, 'content')).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:\/\/(?!evil\.example|127\.0\.0\.1)/);
  });

  it.each(STORIES)('of %s can be read without seeing it', async (name) => {
    const elements = elementsOf(await htmlOf(reportOf(story(name))));
    const levels = elements
      .filter(({ tagName }) => /^h[1-6]$/.test(tagName))
      .map(({ tagName }) => Number(tagName[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
    const named = elements.filter((one) => attribute(one, 'role') === 'img');
    expect(named.length).toBeGreaterThan(0);
    for (const picture of named) expect(attribute(picture, 'aria-label')?.length).toBeGreaterThan(3);
    for (const header of elements.filter(({ tagName }) => tagName === 'th')) {
      expect(attribute(header, 'scope')).toBe('col');
    }
    // Each figure and each histogram in a table is a named picture.
    const pictures = elements.filter(({ tagName }) => tagName === 'svg');
    const inFigure = elements.filter(({ tagName }) => tagName === 'figure').length;
    const inTable = pictures.filter((one) => attribute(one, 'class') === 'bars');
    expect(pictures).toHaveLength(inFigure + inTable.length);
    expect(inTable.every((one) => attribute(one, 'aria-label') !== undefined)).toBe(true);
  });

  it('of a run that watched for drift tells it beside each column of the data', async () => {
    const html = await htmlOf(reportOf([...story('checked-data'), ...story('calibrated-drift')]));
    const row = html.match(/<tr>(?:(?!<\/tr>).)*<code>weight_kg<\/code>(?:(?!<\/tr>).)*1,794\.4.*?<\/tr>/g);
    expect(row?.some((text) => text.includes('⚠️ 0.468'))).toBe(true);
  });

  it('has a size that a browser can take, however wide the data', async () => {
    const html = await htmlOf(reportOf(wideRun({ columns: 5000, rules: 400, slices: 400, name: 'c' })));
    expect(html.length).toBeLessThan(4_000_000);
    expect(html).toContain('And 4,500 columns more, in the evidence.');
    expect(html).toContain('And 3,000 more, in the evidence.');
    // Pictures of the gate and of training only: a profile has its own small ones.
    expect(html.match(/<figure/g)?.length).toBeLessThan(10);
  });

  it('of ten thousand columns is made in seconds', async () => {
    for (const evidence of [
      wideRun({ columns: 10_000, rules: 100, slices: 100, name: 'a_rather_long_name_of_a_column_' }),
      wideDrift(10_000),
    ]) {
      const started = performance.now();
      const report = reportOf(evidence);
      const html = await htmlOf(report);
      const markdown = markdownOf(report, { budget: 60_000, brief: true });
      expect(performance.now() - started).toBeLessThan(15_000);
      expect(html.length).toBeLessThan(4_500_000);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(60_000);
      expect(markdown.split('\n')[0]).toContain(`${report.verdict}. ${report.headline.slice(0, 10)}`);
    }
  });
});

describe('the colours of the page', () => {
  const [light = '', dark = ''] = STYLE.split('@media (prefers-color-scheme: dark)');
  const coloursOf = (css: string) =>
    new Map([...css.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1], m[2] as string]));

  /** Relative luminance, as WCAG 2 defines it. */
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [darker, brighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
    return (brighter + 0.05) / (darker + 0.05);
  };

  it.each([
    ['light', coloursOf(light)],
    ['dark', coloursOf(dark)],
  ])('can be read on %s paper', (_scheme, colours) => {
    const colour = (name: string) => colours.get(name) ?? '';
    for (const paper of ['paper', 'card']) {
      for (const ink of ['ink', 'muted', 'pass', 'fail', 'accent']) {
        expect(contrast(colour(ink), colour(paper)), `${ink} on ${paper}`).toBeGreaterThanOrEqual(4.5);
      }
      for (const mark of ['series-1', 'series-2', 'series-3', 'warn']) {
        expect(contrast(colour(mark), colour(paper)), `${mark} on ${paper}`).toBeGreaterThanOrEqual(3);
      }
    }
  });
});
