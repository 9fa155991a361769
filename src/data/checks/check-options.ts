import type { OriginOf } from './anomaly-list.ts';
import type { MeasureDistance } from './comparators.ts';
import type { LabelExpectation } from './label-check.ts';

/** What a check knows beside the data and their contract. */
export interface CheckOptions {
  /** What training asks of a label that the contract may not say. */
  readonly label?: LabelExpectation;
  /** Rows are told by their file. */
  readonly originOf?: OriginOf;
  /** What the data are for; without one every column that is required must be there. */
  readonly environment?: string;
  /** The version before this one. */
  readonly previous?: { readonly rows: number };
  /** The tables of other datasets by name, for foreign keys. */
  readonly datasets?: ReadonlyMap<string, string>;
  /** The moment of the check, for freshness; the clock's where left out. */
  readonly now?: Date;
  /** Measures a distance that `comparators` bounds. */
  readonly measure?: MeasureDistance;
}
