import { adjustPValues, type Correction } from '../stats/multiple-tests.ts';
import { driftMethod } from './methods/catalogue.ts';
import { drifted } from './methods/method.ts';

/** What is known of a judged column. */
interface Judged {
  readonly method: string;
  readonly pValue: number | null;
  readonly threshold: number | null;
  readonly adjustedPValue?: number;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
}

/**
 * The columns judged by p-values that are adjusted for the number of tested columns. Distances and columns that
 * could not be judged stay as they are.
 */
export function correctColumns<Column extends Judged>(
  columns: readonly Column[],
  correction: Correction,
): Column[] {
  const tested = columns.flatMap((column, index) => {
    const { pValue, threshold, verdict } = column;
    const { result } = driftMethod(column.method);
    if (pValue === null || threshold === null || verdict === 'inconclusive') return [];
    return result === 'p-value' ? [{ index, pValue, threshold }] : [];
  });
  const adjusted = adjustPValues(
    tested.map(({ pValue }) => pValue),
    correction,
  );
  const corrected = [...columns];
  for (const [place, { index, threshold }] of tested.entries()) {
    const column = columns[index] as Column;
    const adjustedPValue = adjusted[place] as number;
    const { comparison } = driftMethod(column.method);
    const verdict = drifted(adjustedPValue, comparison, threshold) ? 'fail' : 'pass';
    corrected[index] = { ...column, adjustedPValue, verdict };
  }
  return corrected;
}
