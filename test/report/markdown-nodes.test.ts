import fc from 'fast-check';
import type { RootContent, TableRow } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { describe, expect, it } from 'vitest';
import type { Inline, Phrase, Table } from '../../src/report/document.ts';
import { blocksIn } from '../../src/report/markdown-blocks.ts';
import { serialise } from '../../src/report/markdown-nodes.ts';
import { phrasing } from '../../src/report/markdown-text.ts';
import { hostileText } from './hostile.ts';

/** The same by the library alone, which looks at every text for every mark. */
function slowly(children: RootContent[]): string {
  return toMarkdown(
    { type: 'root', children },
    { extensions: [gfmToMarkdown({ tablePipeAlign: false })], bullet: '-', rule: '-', emphasis: '_' },
  );
}

/** Letters that mean something somewhere, beside some that mean nothing. */
const marks = fc.string({
  unit: fc.constantFrom(
    ...[...'ab1 .:;,-+=()[]{}<>!?#$%&*@\\/_`~|^"\'…\u00a0列é🏴'],
    ...['w.', 'http://', 'www.', 'GH-', 'cve-', '\n', '\t', '\r', '\u2060', '\u200b', '\ud800'],
  ),
  maxLength: 12,
});
const words = fc.oneof(
  marks,
  hostileText,
  fc.constantFrom('late', '0.83', '−0.006', '12 %', 'dep_delay', ''),
);
const inline: fc.Arbitrary<Inline> = fc.oneof(
  words,
  words.map((code) => ({ code })),
  words.map((strong) => ({ strong })),
  words.map((muted) => ({ muted })),
  words.map((change) => ({ change, tone: 'better' as const })),
  words.map((shaded) => ({ shaded, share: 0.5 })),
  fc.array(fc.nat(9), { maxLength: 4 }).map((bars) => ({ bars })),
  words.map((link) => ({ link, href: 'https://github.com/acme/flights' })),
);
const phrase: fc.Arbitrary<Phrase> = fc.oneof(inline, fc.array(inline, { maxLength: 4 }));

const columns: Table['columns'] = [
  { title: '' },
  { title: 'a|b', align: 'right' },
  { title: 'c', align: 'center' },
];

function expectSame(rows: readonly (readonly Phrase[])[]): void {
  const draft = {
    brief: false,
    shown: { rows: 1000, details: true, charts: true },
    tables: new Map(),
    room: 1e6,
  };
  const line = (cells: readonly Phrase[]): TableRow => ({
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: phrasing(cell) })),
  });
  const table: RootContent = {
    type: 'table',
    align: ['left', 'right', 'center'],
    children: [line(columns.map(({ title }) => title)), ...rows.map(line)],
  };
  expect(serialise(blocksIn([{ kind: 'table', columns, rows }], draft))).toBe(slowly([table]));
}

describe('what is written the short way', () => {
  it('is in a table what the library writes, whatever is in its cells', () => {
    const row = fc.tuple(phrase, phrase, phrase);
    fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), expectSame), { numRuns: 1000 });
  });

  it('is the same where a mark is made of what two texts meet with', () => {
    const signs = [...'aw1 .:;,-+=()[]{}<>!?#$%&*@\\/_`~|^"\'', 'ww', 'http', '//', '.a', 'GH', '-1'];
    for (const first of signs) {
      expectSame(
        signs.map((second) => [
          [first, { muted: second }],
          [{ code: first }, second],
          [`a${first}`, `${second}a`],
        ]),
      );
    }
  });

  it('is in a line what the library writes', () => {
    fc.assert(
      fc.property(phrase, phrase, (one, other) => {
        const children = phrasing(one);
        const item: RootContent & { type: 'listItem' } = {
          type: 'listItem',
          spread: false,
          children: [{ type: 'paragraph', children: phrasing(other) }],
        };
        const nodes: RootContent[] = [
          { type: 'heading', depth: 3, children },
          { type: 'paragraph', children },
          { type: 'list', ordered: false, spread: false, children: [item] },
        ];
        expect(serialise(nodes)).toBe(slowly(nodes));
      }),
      { numRuns: 1000 },
    );
  });
});
