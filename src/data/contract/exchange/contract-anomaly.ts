import type { Anomaly } from '../../../evidence/validate-data.ts';

/** A broken rule as `mlops contract check` tells it, whatever format the contract came in. */
export interface ContractAnomaly {
  /** Null where the rule is about the whole dataset. */
  readonly column: string | null;
  /** The name of the rule, as contracts of ours have it. */
  readonly code: string;
  /** The type of TFDV's `AnomalyInfo` where it has one for this. */
  readonly tfdv: string | null;
  readonly severity: Anomaly['severity'];
  /** Rows that break the rule; for a missing column all of them. */
  readonly count: number;
  /** `count` as a share of all rows. */
  readonly share: number;
  /** The first rows that break it, counted from 1. */
  readonly rows: readonly OffendingRow[];
  readonly sentence: string;
  /** What to do, as a sentence in the imperative. */
  readonly cure: string;
}

export interface OffendingRow {
  readonly file: string;
  readonly row: number;
  readonly value: Anomaly['examples'][number]['value'];
}

/** A distance between two datasets that a contract bounds; measured where it is kept, too. */
export interface MeasuredDistance {
  readonly column: string;
  readonly comparator: 'drift' | 'skew';
  readonly measure: 'L_INFTY' | 'JENSEN_SHANNON_DIVERGENCE' | 'NORMALIZED_ABSOLUTE_DIFFERENCE';
  readonly value: number;
  readonly threshold: number;
}
