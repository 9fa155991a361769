import { describe, expect, it } from 'vitest';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { type Block, plainText, type Table } from '../../src/report/document.ts';
import { validateDataSection } from '../../src/report/sections/validate-data.ts';
import { story } from './stories.ts';

function checked(): EvidenceOf<'validate-data'> {
  const [evidence] = story('checked-data');
  if (evidence?.stage !== 'validate-data') throw new Error('the story has no data');
  return evidence;
}

/** The rows of the table below a fold whose title begins so. */
function folded(blocks: readonly Block[], title: string): string[][] {
  const fold = blocks.find((block) => block.kind === 'details' && plainText(block.summary).startsWith(title));
  const table = (fold as Block & { kind: 'details' }).blocks.find(
    (block): block is Table => block.kind === 'table',
  );
  return table?.rows.slice().map((row) => row.map(plainText)) ?? [];
}

describe('data in the report', () => {
  const { blocks, summary } = validateDataSection(checked());

  it('has a row for each column, what is broken first and what is gone too', () => {
    const rows = folded(blocks, 'Columns of shipments');
    expect(rows.map(([sign, name]) => `${sign} ${name}`)).toEqual([
      ...['⚠️ depot', '⚠️ weight_kg', '⚠️ distance_km', '⚠️ price_eur', '⚠️ contact', '⚠️ insured'],
      ...[' shipment', ' shipped_at', ' carrier', ' returns', ' late'],
    ]);
    expect(rows[5]).toEqual(['⚠️', 'insured', 'not there', '', '', '', '', '', 'gone', 'required']);
  });

  it('shows no value of a column that looks like personal data', () => {
    const contact = folded(blocks, 'Columns of shipments').find(([, name]) => name === 'contact');
    expect(contact?.slice(6, 8)).toEqual(['hidden: looks like personal data', '']);
    expect(JSON.stringify(blocks)).not.toContain('mail.example');
  });

  it('marks what the transforms break', () => {
    expect(folded(blocks, 'What the transforms make')[0]?.slice(0, 3)).toEqual([
      '⚠️',
      'weight_kg',
      'exploded',
    ]);
  });

  it('says whether the data are enough, once in the summary and with its reasons', () => {
    expect(plainText(summary)).toContain('it is doubtful whether the data can support the task');
    const lists = blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(plainText) : []));
    expect(lists).toContain('⚠️ The rarest class, `true`, has only 29 training rows.');
  });

  it('tells a breaking change of the contract in the table, not among the warnings as well', () => {
    const lists = blocks.flatMap((block) => (block.kind === 'list' ? block.items.map(plainText) : []));
    expect(lists.filter((text) => text.includes('Breaking change'))).toEqual([]);
    const table = blocks.find(
      (block): block is Table =>
        block.kind === 'table' && block.rows.slice().some(([first]) => plainText(first ?? '') === 'breaking'),
    );
    expect(
      table?.rows
        .slice()
        .map(([first]) => plainText(first ?? ''))
        .slice(0, 3),
    ).toEqual(['breaking', 'breaking', 'loosening']);
  });
});
