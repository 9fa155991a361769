import type { DatasetContract } from '../contract/contract.ts';
import type { AnomalyList } from './anomaly-list.ts';
import { CURES } from './cures.ts';
import { counted, quoted } from './phrases.ts';

/** Holds the number of rows against its bounds, and against the rows of the previous version. */
export function checkRowCount(
  list: AnomalyList,
  { rows: bounds }: DatasetContract,
  previous: { readonly rows: number } | undefined,
  notes: string[],
): void {
  const { rows, dataset } = list;
  const [least, most] = [bounds['at-least'], bounds['at-most']];
  const has = `${quoted(dataset)} has ${rows === 0 ? 'no rows' : counted(rows, 'row')}`;
  const tell = (sentence: string, tfdv: string) =>
    list.add({
      column: null,
      rule: 'rows',
      count: rows,
      sentence: `${has}, ${sentence}`,
      tfdv,
      cure: CURES.rows,
    });
  if (rows < least)
    tell(`but at least ${least.toLocaleString('en-US')} must be there`, 'DATASET_LOW_NUM_EXAMPLES');
  if (most !== undefined && rows > most)
    tell(`but at most ${most.toLocaleString('en-US')} may be there`, 'DATASET_HIGH_NUM_EXAMPLES');

  const { 'at-least-ratio': low, 'at-most-ratio': high } = bounds.change ?? {};
  if (low === undefined && high === undefined) return;
  if (!previous || previous.rows === 0) {
    const none = previous ? 'the previous version has no rows' : 'there is no previous version';
    notes.push(`${quoted(dataset)}: the change of the number of rows was not judged, because ${none}.`);
    return;
  }
  const ratio = rows / previous.rows;
  const times = `which is ${ratio.toPrecision(3)} of the ${previous.rows.toLocaleString('en-US')} before`;
  if (low !== undefined && ratio < low)
    tell(`${times}, but must be at least ${low}`, 'COMPARATOR_LOW_NUM_EXAMPLES');
  if (high !== undefined && ratio > high)
    tell(`${times}, but may be at most ${high}`, 'COMPARATOR_HIGH_NUM_EXAMPLES');
}
