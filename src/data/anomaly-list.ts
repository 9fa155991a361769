import type { Anomaly } from '../evidence/schema.ts';
import { type Examples, firstText } from './offending-rows.ts';

/** What differs from one anomaly of a dataset to the next. */
export interface FoundAnomaly {
  /** Null where the rule is about the whole dataset. */
  readonly column: string | null;
  readonly rule: string;
  /** `error` where left out. */
  readonly severity?: Anomaly['severity'];
  readonly count: number;
  /** Where there are examples, the first one is told at its end. */
  readonly sentence: string;
  readonly examples?: Examples;
}

/** Where a row (from 1) of the dataset stands, where the dataset is made of several files. */
export type OriginOf = (row: number) => { readonly file: string; readonly row: number } | undefined;

/** The anomalies of one dataset, in the order in which they are found. */
export class AnomalyList {
  readonly anomalies: Anomaly[] = [];
  readonly dataset: string;
  readonly rows: number;
  readonly #originOf: OriginOf | undefined;

  constructor(dataset: string, rows: number, originOf?: OriginOf) {
    this.dataset = dataset;
    this.rows = rows;
    this.#originOf = originOf;
  }

  add({ column, rule, severity = 'error', count, sentence: told, examples: found = [] }: FoundAnomaly): void {
    const { dataset, rows } = this;
    const examples = found.map(({ row, value }) => ({ ...(this.#originOf?.(row) ?? { row }), value }));
    const sentence = `${told}${firstText(examples)}`;
    this.anomalies.push({ dataset, column, rule, severity, count, rows, sentence, examples });
  }
}
