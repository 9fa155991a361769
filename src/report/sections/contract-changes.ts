import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block } from '../document.ts';

type Changes = EvidenceOf<'validate-data'>['figures']['contractChanges'];

const WEIGHT = { breaking: 0, loosening: 1, neutral: 2 };

/** What changed of the contract since the base, what breaks first; nothing where nothing did. */
export function contractChangesTable(since: Changes): Block[] {
  if (!since || since.changes.length === 0) return [];
  const changes = [...since.changes].sort((a, b) => WEIGHT[a.effect] - WEIGHT[b.effect]);
  return [
    { kind: 'heading', text: `What changed in the contract since ${since.base.slice(0, 7)}` },
    {
      kind: 'table',
      brief: 6,
      columns: [{ title: 'change' }, { title: 'rule' }, { title: 'what' }],
      rows: changes.map(({ effect, rule, sentence }) => [
        effect === 'breaking' ? { strong: 'breaking' } : effect,
        { code: rule },
        sentence,
      ]),
    },
  ];
}
