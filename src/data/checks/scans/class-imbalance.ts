import { literal } from '../../engine/sql.ts';
import type { TableColumn } from '../../engine/table.ts';
import type { Tally } from '../../profile/tally.ts';
import { listed, partOf, percentage, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';

/** Classes of a label that have less than the share `least` of the rows; of more than ten classes, less than a tenth of an equal share. */
export function imbalanceFinding(column: TableColumn, tally: Tally, least: number): Finding | undefined {
  const { values, counts } = tally;
  const present = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length < 2) return undefined;
  const bound = Math.min(least, 0.1 / counts.length);
  const rare = [...counts.keys()]
    .filter((index) => (counts[index] as number) < bound * present)
    .sort((a, b) => (counts[a] as number) - (counts[b] as number));
  if (rare.length === 0) return undefined;
  const count = rare.reduce((sum, index) => sum + (counts[index] as number), 0);
  const names = listed(rare.map((index) => values[index]));
  const rareTexts = rare.slice(0, 50).map((index) => literal(String(values[index])));
  return {
    check: 'class-imbalance',
    column: column.name,
    count,
    judged: present,
    sentence: `The label ${quoted(column.name)}: the ${rare.length === 1 ? 'class' : 'classes'} ${names} ${rare.length === 1 ? 'makes' : 'make'} up ${partOf(count, present, 'row')}, less than ${percentage(bound)}${rare.length === 1 ? '' : ' each'}`,
    cure: 'Collect more rows of the rare classes, weigh classes in training, and judge by a metric that counts them (recall, average precision), not by accuracy.',
    offending: { column, condition: `CAST(${column.sql} AS VARCHAR) IN (${rareTexts.join(', ')})` },
  };
}
