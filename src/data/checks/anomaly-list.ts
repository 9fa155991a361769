import type { Anomaly } from '../../evidence/validate-data.ts';
import { type ExampleRequest, type Examples, firstText, type RowFinder } from './offending-rows.ts';

/** What differs from one anomaly of a dataset to the next. */
export interface FoundAnomaly {
  /** Null where the rule is about the whole dataset. */
  readonly column: string | null;
  readonly rule: string;
  /** `error` where left out. */
  readonly severity?: Anomaly['severity'];
  readonly count: number;
  /** What `count` is a share of: all rows where left out. */
  readonly judged?: number;
  /** Where there are examples, the first one is told at its end. */
  readonly sentence: string;
  /** The first rows that break the rule, or which rows those are. */
  readonly examples?: Examples | ExampleRequest;
  /** The type that TFDV's anomaly has, where it has one; it may depend on the first offending value. */
  readonly tfdv?: string | ((first: Examples[number]['value'] | undefined) => string | undefined);
  /** What would mend it: the data, or the contract. */
  readonly cure?: string;
}

/** Where a row (from 1) of the dataset stands, where the dataset is made of several files. */
export type OriginOf = (row: number) => { readonly file: string; readonly row: number } | undefined;

/** The anomalies of one dataset, in the order in which they are found. */
export class AnomalyList {
  readonly dataset: string;
  readonly rows: number;
  readonly #originOf: OriginOf | undefined;
  readonly #found: FoundAnomaly[] = [];

  constructor(dataset: string, rows: number, originOf?: OriginOf) {
    this.dataset = dataset;
    this.rows = rows;
    this.#originOf = originOf;
  }

  add(found: FoundAnomaly): void {
    this.#found.push(found);
  }

  /** The anomalies with their first rows, which are looked for together. */
  async anomalies(finder: RowFinder): Promise<Anomaly[]> {
    const requests = this.#found.flatMap(({ examples }) => (isRequest(examples) ? [examples] : []));
    const answers = await finder.find(requests);
    const found = new Map(requests.map((request, index) => [request, answers[index] ?? []]));
    return this.#found.map((anomaly) => {
      const { examples = [] } = anomaly;
      return this.#anomaly(anomaly, isRequest(examples) ? (found.get(examples) ?? []) : examples);
    });
  }

  #anomaly(anomaly: FoundAnomaly, shown: Examples): Anomaly {
    const { dataset, rows } = this;
    const { column, rule, severity = 'error', count, judged = rows, tfdv, cure } = anomaly;
    const examples = shown.map(({ row, value }) => ({ ...(this.#originOf?.(row) ?? { row }), value }));
    const type = typeof tfdv === 'function' ? tfdv(shown[0]?.value) : tfdv;
    return {
      dataset,
      column,
      rule,
      severity,
      count,
      rows,
      ...(judged > 0 ? { share: Math.min(1, count / judged) } : {}),
      sentence: `${anomaly.sentence}${firstText(examples)}`,
      ...(type === undefined ? {} : { tfdv: type }),
      ...(cure === undefined ? {} : { cure }),
      examples,
    };
  }
}

function isRequest(examples: FoundAnomaly['examples']): examples is ExampleRequest {
  return examples !== undefined && 'condition' in examples;
}
