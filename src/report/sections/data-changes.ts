import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Inline } from '../document.ts';
import { count, plural, shortDigest } from '../format.ts';

type Changes = NonNullable<EvidenceOf<'validate-data'>['figures']['sinceLock']>;
type Change = Changes[number];

const COLUMNS_SHOWN = 5;

/** What changed between two versions of the datasets, under this title; nothing where nothing did. */
export function dataChanges(title: string, changes: Changes | undefined): Block[] {
  if (!changes || changes.length === 0) return [];
  return [
    { kind: 'heading', text: title },
    {
      kind: 'table',
      brief: 10,
      columns: [
        { title: 'dataset' },
        { title: 'version' },
        { title: 'rows', align: 'right' },
        { title: 'columns that changed' },
      ],
      rows: changes.map((change) => [
        { code: change.dataset },
        change.change === 'changed' ? versions(change) : change.change,
        rowsText(change),
        columnsText(change),
      ]),
    },
  ];
}

function versions({ before, after }: Change): Inline[] {
  const text = (side: Change['before']): Inline => (side ? { code: shortDigest(side.digest) } : 'none');
  return [text(before), ' → ', text(after)];
}

function rowsText({ before, after }: Change): string {
  if (!before || !after) return count((before ?? after)?.rows ?? 0);
  return before.rows === after.rows ? count(after.rows) : `${count(before.rows)} → ${count(after.rows)}`;
}

function columnsText({ columns }: Change): Inline[] {
  const more = columns.length - COLUMNS_SHOWN;
  return [
    ...columns
      .slice(0, COLUMNS_SHOWN)
      .flatMap(({ column, sentence }, index) => [index > 0 ? '; ' : '', { code: column }, ` ${sentence}`]),
    ...(more > 0 ? [{ muted: `; and ${plural(more, 'column')} more` }] : []),
  ];
}
