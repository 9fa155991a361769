import type { ColumnContract, DatasetContract } from '../contract/contract.ts';
import { isJudged } from '../contract/environments.ts';
import type { TableColumn } from '../engine/table.ts';
import type { AnomalyList } from './anomaly-list.ts';
import { severityOf } from './column-check.ts';
import { CURES } from './cures.ts';
import { quoted } from './phrases.ts';

type Comparators = NonNullable<ColumnContract['comparators']>;
export type ComparatorKind = keyof Comparators;
export type DistanceName = keyof NonNullable<Comparators['drift']>;

/**
 * Measures a distance, as TFDV does, between the data that are checked and those of the previous version (`drift`)
 * or of the other environment (`skew`). `undefined` where there are no such data; null where it cannot be told.
 */
export type MeasureDistance = (
  kind: ComparatorKind,
  column: string,
  distance: DistanceName,
) => Promise<number | null | undefined>;

const WORDS: Record<DistanceName, string> = {
  'l-infinity': 'L-infinity distance',
  'jensen-shannon-divergence': 'Jensen-Shannon divergence',
  'normalized-absolute-difference': 'normalized absolute difference',
};

const TFDV: Record<DistanceName, string> = {
  'l-infinity': 'COMPARATOR_L_INFTY_HIGH',
  'jensen-shannon-divergence': 'COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH',
  'normalized-absolute-difference': 'COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH',
};

const OTHER: Record<ComparatorKind, string> = {
  drift: 'the previous version',
  skew: 'the data of the other environment',
};

/** Holds the distances of columns against their bounds: above the bound is an anomaly, equal is none. */
export async function checkComparators(
  list: AnomalyList,
  contract: DatasetContract,
  found: ReadonlyMap<string, TableColumn>,
  measure: MeasureDistance | undefined,
  notes: string[],
): Promise<void> {
  const unmeasured = new Map<ComparatorKind, string[]>();
  for (const [name, rules] of Object.entries(contract.columns)) {
    if (!rules.comparators || !found.has(name) || !isJudged(rules)) continue;
    for (const [kind, bounds] of Object.entries(rules.comparators) as [
      ComparatorKind,
      Comparators['drift'],
    ][]) {
      for (const [distance, bound] of Object.entries(bounds ?? {}) as [DistanceName, number][]) {
        const measured = await measure?.(kind, name, distance);
        if (measured === undefined) {
          unmeasured.set(kind, [...(unmeasured.get(kind) ?? []), name]);
        } else if (measured === null || !(measured <= bound)) {
          const is =
            measured === null
              ? 'cannot be told'
              : `is ${measured.toPrecision(6)}, but may be at most ${bound}`;
          list.add({
            column: name,
            rule: kind,
            severity: severityOf(rules, kind),
            count: list.rows,
            sentence: `${quoted(name)}: the ${WORDS[distance]} from ${OTHER[kind]} ${is}`,
            tfdv: measured === null ? 'COMPARATOR_CONTROL_DATA_MISSING' : TFDV[distance],
            cure: CURES[kind],
          });
        }
      }
    }
  }
  for (const [kind, names] of unmeasured) {
    const columns = [...new Set(names)].map(quoted).join(', ');
    notes.push(
      `${quoted(list.dataset)}: ${kind} of ${columns} was not judged, because ${OTHER[kind]} is not at hand.`,
    );
  }
}
