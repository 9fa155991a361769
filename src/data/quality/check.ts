import type { AggregatePass } from '../aggregate-pass.ts';
import type { CheckOptions } from '../anomalies.ts';
import type { AnomalyList } from '../anomaly-list.ts';
import type { DatasetContract } from '../contract.ts';
import type { DataEngine } from '../engine.ts';
import type { RowFinder } from '../offending-rows.ts';
import type { TableColumn } from '../table.ts';

export interface QualityContext {
  readonly engine: DataEngine;
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly contract: DatasetContract;
  readonly options: CheckOptions;
  readonly pass: AggregatePass;
  readonly finder: RowFinder;
  readonly notes: string[];
}

export class QualityCheck {
  static async prepare(_context: QualityContext): Promise<QualityCheck> {
    return new QualityCheck();
  }
  async tell(_list: AnomalyList): Promise<void> {}
}
