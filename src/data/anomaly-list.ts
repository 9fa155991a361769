import type { Anomaly } from '../evidence/schema.ts';

/** What differs from one anomaly of a dataset to the next. */
export interface FoundAnomaly {
  /** Null where the rule is about the whole dataset. */
  readonly column: string | null;
  readonly rule: string;
  /** `error` where left out. */
  readonly severity?: Anomaly['severity'];
  readonly count: number;
  readonly sentence: string;
  readonly examples?: Anomaly['examples'];
}

/** The anomalies of one dataset, in the order in which they are found. */
export class AnomalyList {
  readonly anomalies: Anomaly[] = [];
  readonly dataset: string;
  readonly rows: number;

  constructor(dataset: string, rows: number) {
    this.dataset = dataset;
    this.rows = rows;
  }

  add({ column, rule, severity = 'error', count, sentence, examples = [] }: FoundAnomaly): void {
    const { dataset, rows } = this;
    this.anomalies.push({ dataset, column, rule, severity, count, rows, sentence, examples });
  }
}
