import type { AnomalyList } from './anomaly-list.ts';
import type { DatasetContract } from './contract.ts';
import type { DataEngine } from './engine.ts';
import type { RowFinder } from './offending-rows.ts';
import type { TableColumn } from './table.ts';

export async function checkSchemas(
  _engine: DataEngine,
  _list: AnomalyList,
  _contract: DatasetContract,
  _finder: RowFinder,
  _found: ReadonlyMap<string, TableColumn>,
): Promise<void> {}
