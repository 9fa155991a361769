import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { expect } from 'vitest';
import { LINKS } from './stories.ts';

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
export const UNSEEN = /(?!\n)\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u;

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

/** Fails where `markdown` holds anything that our renderer does not write, or a link that is not one of `hrefs`. */
export function expectOurs(markdown: string, hrefs = LINKS.map(({ href }) => href)): void {
  let open = 0;
  let headings = 0;
  for (const node of nodesOf(parse(markdown))) {
    expect(OUR_NODES).toContain(node.type);
    if (node.type === 'heading') headings += 1;
    if (node.type === 'link') expect(hrefs).toContain(node.url);
    if (node.type === 'text') expect(node.value).not.toMatch(LINKED);
    if (node.type === 'listItem') expect(node.checked ?? null).toBeNull();
    if (node.type === 'html') {
      expect(node.value).toMatch(OUR_HTML);
      const shown = node.value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
      expect(shown).not.toMatch(LINKED);
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
