import type { Correction } from '../stats/multiple-tests.ts';
import type { Effect } from './methods/method.ts';
import type { PresetName } from './presets.ts';
import type { ColumnKind } from './samples.ts';

export type DriftVerdict = 'pass' | 'fail' | 'inconclusive';

/** How one column of the current data compares with the reference. */
export interface ColumnDrift {
  readonly column: string;
  readonly type: ColumnKind | 'text' | 'embedding';
  /** `<tool>.<its name there>`. */
  readonly method: string;
  /** The test's statistic or the distance; null where it is not defined or infinite. */
  readonly statistic: number | null;
  /** Null for a distance, and where the test is not defined. */
  readonly pValue: number | null;
  /** Null where the method has no default and none was given. */
  readonly threshold: number | null;
  /** How large the difference is, whatever the number of rows; null for a distance, which says it itself. */
  readonly effect: Effect | null;
  /** The p-value that was judged, where a correction for many columns is set. */
  readonly adjustedPValue?: number;
  /** `fail`: it drifted. */
  readonly verdict: DriftVerdict;
}

export interface DatasetDrift {
  /** How many columns drifted, of how many compared. */
  readonly drifted: number;
  readonly columns: number;
  readonly share: number;
  readonly verdict: DriftVerdict;
}

export interface DriftResult {
  readonly columns: readonly ColumnDrift[];
  readonly dataset: DatasetDrift;
  /** Why a column is inconclusive or was left out, a sentence each. */
  readonly notes: readonly DriftNote[];
}

export interface DriftNote {
  readonly column: string;
  readonly sentence: string;
}

export interface DriftOptions {
  /** Default `evidently`. */
  readonly preset?: PresetName;
  /** The columns to compare; default those of the reference. */
  readonly columns?: readonly string[];
  /** A method by column, in place of the preset's. */
  readonly methods?: Readonly<Record<string, string>>;
  /** A threshold by column, in place of the method's own; `*` is for every column without one. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** For many columns with p-values; default `none`, as the tools of the presets have it. */
  readonly correction?: Correction;
  /** The share of drifted columns from which on the dataset counts as drifted; default 0.5. */
  readonly driftShare?: number;
  /** A side with fewer values than this makes a column inconclusive; default 0. */
  readonly minimumRows?: number;
}
