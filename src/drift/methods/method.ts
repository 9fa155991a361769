import type { ColumnKind, Samples } from '../samples.ts';
import type { Workings } from './workings.ts';

/** What a method measured. NaN where it is not defined; `note` then says why. */
export interface Measurement {
  readonly statistic: number;
  /** Null for a distance. */
  readonly pValue: number | null;
  readonly note?: string;
}

/** How large a difference is, whatever the number of rows: a small p-value alone does not say it. */
export interface Effect {
  readonly name: string;
  readonly value: number;
}

/** A way to compare one column of the reference with the same one now. */
export interface DriftMethod {
  /** `<tool>.<its name there>`. */
  readonly name: string;
  /** Other names that are understood. */
  readonly aliases: readonly string[];
  readonly title: string;
  /** How the number comes about, with the base of a logarithm and whether a root is taken. */
  readonly formula: string;
  /** Whose definition it is. */
  readonly source: string;
  readonly kinds: readonly ColumnKind[];
  readonly result: 'p-value' | 'distance';
  /** The tool's own default; null where it has none. */
  readonly threshold: number | null;
  /**
   * Where the tool takes the threshold from what the method gives on chunks of the reference: the largest that it
   * allows, infinite for none.
   */
  readonly chunkThresholdLimit?: number;
  /** The column drifted when `p-value or distance <comparison> threshold`. */
  readonly comparison: '<' | '<=' | '>' | '>=';
  readonly measure: (samples: Samples) => Measurement;
  /** Of a test; a distance is its own effect. */
  readonly effect?: (samples: Samples, measured: Measurement) => Effect;
  /** What the number is made of, so that a person can add it up. */
  readonly explain: (samples: Samples, measured: Measurement) => Workings;
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
