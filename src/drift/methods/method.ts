import type { ColumnKind, Samples } from '../samples.ts';

/** What a method measured. NaN where it is not defined; `note` then says why. */
export interface Measurement {
  readonly statistic: number;
  /** Null for a distance. */
  readonly pValue: number | null;
  readonly note?: string;
}

/** A way to compare one column of the reference with the same one now. */
export interface DriftMethod {
  /** `<tool>.<its name there>`. */
  readonly name: string;
  /** Other names that are understood. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly kinds: readonly ColumnKind[];
  readonly result: 'p-value' | 'distance';
  /** The tool's own default; null where it has none. */
  readonly threshold: number | null;
  /** The column drifted when `p-value or distance <comparison> threshold`. */
  readonly comparison: '<' | '<=' | '>' | '>=';
  readonly measure: (samples: Samples) => Measurement;
}

/** Whether a score drifted by the method's comparison with the threshold. */
export function drifted(score: number, comparison: DriftMethod['comparison'], threshold: number): boolean {
  switch (comparison) {
    case '<':
      return score < threshold;
    case '<=':
      return score <= threshold;
    case '>':
      return score > threshold;
    case '>=':
      return score >= threshold;
  }
}
