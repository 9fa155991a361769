import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/document.ts';
import { LEAST_BUDGET, markdownOf } from '../../src/report/markdown.ts';
import { reportOf } from '../../src/report/report.ts';
import { poison, poisonedStory } from './hostile.ts';
import { LINKS, story } from './stories.ts';
import { wideRun } from './wide-run.ts';

const parse = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

function* nodesOf(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* nodesOf(child);
}

/** What our renderer may write as HTML; nothing between the tags can be a tag. */
const OUR_HTML = /^(<details><summary>([^<>]|<\/?(b|code)>)*<\/summary>|<\/details>|<\/?sub>)$/;
const OUR_NODES = new Set([
  'root',
  'heading',
  'paragraph',
  'text',
  'inlineCode',
  'strong',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'html',
  'code',
  'link',
]);
/** What GitHub turns into links or formulas after Markdown. */
const LINKED = /[@#$](?!\u2060)|:\/\/|www\.|\b(GH|GHSA|CVE)-(?!\u2060)/i;

/** Control characters but the line feed, zero-width ones but our joiner, and those that turn the direction around. */
const UNSEEN = /(?!\n)\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u;

const NAME = String.raw`"[\p{L}\p{N} .,:=()+%/_²↑↓…-]*"`;
const FIGURES = String.raw`\[-?\d+(\.\d+)?(, -?\d+(\.\d+)?)*\]`;
const MERMAID_LINES = [
  '---',
  'config:',
  String.raw`  xyChart: \{ width: 720, height: 260 \}`,
  String.raw`  themeVariables: \{ xyChart: \{ plotColorPalette: "#[0-9a-f]{6}(, #[0-9a-f]{6})?" \} \}`,
  'xychart-beta',
  `  title ${NAME}`,
  String.raw`  x-axis \[${NAME}(, ${NAME})*\]`,
  String.raw`  y-axis ${NAME} -?\d+(\.\d+)? --> -?\d+(\.\d+)?`,
  `  (bar|line) ${FIGURES}`,
].map((line) => new RegExp(`^${line}$`, 'u'));

function expectOurs(markdown: string): void {
  let open = 0;
  let headings = 0;
  for (const node of nodesOf(parse(markdown))) {
    expect(OUR_NODES).toContain(node.type);
    if (node.type === 'heading') headings += 1;
    if (node.type === 'link') expect(LINKS.map(({ href }) => href)).toContain(node.url);
    if (node.type === 'text') expect(node.value).not.toMatch(LINKED);
    if (node.type === 'listItem') expect(node.checked ?? null).toBeNull();
    if (node.type === 'html') {
      expect(node.value).toMatch(OUR_HTML);
      expect(node.value.replace(/&#\d+;/g, '')).not.toMatch(LINKED);
      open += node.value.startsWith('<details>') ? 1 : node.value === '</details>' ? -1 : 0;
      expect(open).toBeGreaterThanOrEqual(0);
    }
    if (node.type === 'code') {
      expect(node.lang).toBe('mermaid');
      for (const line of node.value.split('\n')) {
        expect(
          MERMAID_LINES.some((ours) => ours.test(line)),
          line,
        ).toBe(true);
      }
    }
    if (node.type === 'table') {
      const widths = new Set(node.children.map((row) => row.children.length));
      expect(widths.size).toBe(1);
    }
  }
  expect(open).toBe(0);
  expect(headings).toBe(1);
}

describe('Markdown', () => {
  it('holds nothing that a name or value brought, whatever it is', () => {
    fc.assert(
      fc.property(poison, fc.boolean(), (chosen, brief) => {
        const report = reportOf(poisonedStory(chosen));
        const markdown = markdownOf(report, { budget: 60_000, brief, links: LINKS });
        expectOurs(markdown);
        expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(60_000);
        expect(markdown.split('\n')[0]).toContain(report.verdict);
        expect(markdown).not.toMatch(UNSEEN);
      }),
      { numRuns: 40 },
    );
  });

  it('stays within its budget with whole rows, and keeps the verdict', () => {
    fc.assert(
      fc.property(
        fc.record({
          columns: fc.integer({ min: 1, max: 3000 }),
          rules: fc.integer({ min: 1, max: 500 }),
          slices: fc.integer({ min: 0, max: 500 }),
          name: fc.constantFrom('a', '列'.repeat(200), '<'.repeat(200), '|`'.repeat(100)),
        }),
        fc.constantFrom(LEAST_BUDGET, 20_000, 60_000),
        fc.boolean(),
        (size, budget, brief) => {
          const report = reportOf(wideRun(size));
          const markdown = markdownOf(report, { budget, brief, links: LINKS });
          expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(budget);
          expect(markdown).toContain(report.verdict);
          expectOurs(markdown);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('says how much it left out', () => {
    const evidence = wideRun({ columns: 2000, rules: 300, slices: 300, name: 'column' });
    const markdown = markdownOf(reportOf(evidence), { budget: 60_000, brief: false });
    expect(markdown).toMatch(/and [\d,]+ more in the full report/);
    expect(markdown).toContain('shortened to fit: the full report has everything');
    const whole = markdownOf(reportOf(story('first-run')), { budget: 60_000, brief: true });
    expect(whole).not.toContain('shortened');
  });

  it('keeps the verdict when there are more sections and links than fit', () => {
    const report = reportOf(story('refused'));
    const [section] = report.sections;
    if (!section) throw new Error('no section');
    const many: Report = { ...report, sections: Array.from({ length: 5000 }, () => section) };
    const links = Array.from({ length: 1000 }, () => LINKS[0] as (typeof LINKS)[number]);
    for (const options of [{ brief: true }, { brief: true, links }]) {
      const markdown = markdownOf(many, { budget: LEAST_BUDGET, ...options });
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(LEAST_BUDGET);
      expect(markdown).toContain('refused');
      expectOurs(markdown);
    }
  });

  it('refuses a budget in which no verdict fits', () => {
    const report = reportOf(story('drifted'));
    expect(() => markdownOf(report, { budget: 100, brief: true })).toThrow(RangeError);
    expect(() => markdownOf(report, { budget: Number.NaN, brief: true })).toThrow(RangeError);
  });
});
