import type { TableColumn } from '../../engine/table.ts';
import { isNumberTally, type Tally } from '../../profile/tally.ts';
import { partOf, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';

/** The value that most rows have, missing and NaN being values too, and how many have it. */
function mostFrequent(tally: Tally): { readonly value: unknown; readonly count: number } {
  const specials: [unknown, number][] = isNumberTally(tally)
    ? [
        ['NaN', tally.nan],
        ['Infinity', tally.positiveInfinities],
        ['-Infinity', tally.negativeInfinities],
      ]
    : [];
  let best: { value: unknown; count: number } = { value: null, count: tally.missing };
  for (const [value, count] of specials) if (count > best.count) best = { value, count };
  tally.counts.forEach((count, index) => {
    if (count > best.count) best = { value: tally.values[index], count };
  });
  return best;
}

/**
 * A feature that has one value in all rows, or in at least `limit` of them: no model can learn from it, and
 * what it learns from the few other rows is chance. A column without any value is one too.
 */
export function constantFinding(column: TableColumn, tally: Tally, limit: number): Finding | undefined {
  const { rows } = tally;
  const { value, count } = mostFrequent(tally);
  const isTime = column.type === 'timestamp' || column.type === 'date';
  if (rows < 2 || isTime || count / rows < Math.min(limit, 1)) return undefined;
  const name = quoted(column.name);
  const cure = `Take ${name} out of \`features\`, or bring data where it varies.`;
  if (count === rows) {
    const what = value === null ? 'has no value in any row' : `is ${quoted(value)} in every row`;
    return { check: 'constant', column: column.name, count, sentence: `${name} ${what}`, cure };
  }
  const what = value === null ? 'is missing' : `is ${quoted(value)}`;
  return {
    check: 'nearly-constant',
    column: column.name,
    count,
    sentence: `${name} ${what} in ${partOf(count, rows, 'row')}: the others are too few to learn from`,
    cure,
  };
}
