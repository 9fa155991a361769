import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Inline, Phrase } from '../document.ts';
import { count, plural, shortDigest } from '../format.ts';

type Changes = NonNullable<EvidenceOf<'validate-data'>['figures']['sinceLock']>;
type Change = Changes[number];

/** Columns of one dataset, those that changed the most. */
const COLUMNS_SHOWN = 50;

/**
 * What changed between two versions of the datasets, under this title: a row for each dataset, then one for each of
 * its columns; nothing where nothing did.
 */
export function dataChanges(title: string, changes: Changes | undefined): Block[] {
  if (!changes || changes.length === 0) return [];
  return [
    { kind: 'heading', text: title },
    {
      kind: 'table',
      brief: 10,
      columns: [{ title: 'data' }, { title: 'change' }],
      rows: changes.flatMap((change) => [
        [{ strong: change.dataset }, datasetText(change)],
        ...columnRows(change),
      ]),
    },
  ];
}

function datasetText({ change, before, after, files }: Change): Inline[] {
  if (change !== 'changed' || !before || !after) {
    const known = after ?? before;
    return [
      change,
      ...(known ? [`, ${plural(known.rows, 'row')}, version `, { code: shortDigest(known.digest) }] : []),
    ];
  }
  const rows = before.rows === after.rows ? '' : `${count(before.rows)} → `;
  return [
    `${rows}${plural(after.rows, 'row')}, version `,
    { code: shortDigest(before.digest) },
    ' → ',
    { code: shortDigest(after.digest) },
    ...(files ? [filesText(files)] : []),
  ];
}

/** Nothing of a single file that was overwritten. */
function filesText({ added, removed, changed }: NonNullable<Change['files']>): string {
  if (added + removed === 0 && changed <= 1) return '';
  const parts = [
    added && `${count(added)} added`,
    removed && `${count(removed)} removed`,
    changed && `${count(changed)} changed`,
  ];
  return `; files: ${parts.filter(Boolean).join(', ')}`;
}

function columnRows({ columns }: Change): Phrase[][] {
  const more = columns.length - COLUMNS_SHOWN;
  return [
    ...columns.slice(0, COLUMNS_SHOWN).map(({ column, sentence }): Phrase[] => [{ code: column }, sentence]),
    ...(more > 0 ? [[{ muted: 'and' }, { muted: `${plural(more, 'column')} more, in the evidence` }]] : []),
  ];
}
