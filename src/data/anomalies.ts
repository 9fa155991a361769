import type { Anomaly } from '../evidence/schema.ts';
import { nearest } from '../system/nearest.ts';
import { AnomalyList, type OriginOf } from './anomaly-list.ts';
import { checkColumns } from './column-check.ts';
import { type ColumnContract, columnContract, type DatasetContract } from './contract.ts';
import type { DataEngine } from './engine.ts';
import { checkLabel, type LabelExpectation } from './label-check.ts';
import { duplicateRows } from './offending-rows.ts';
import { counted, partOf, quoted } from './phrases.ts';
import { identifier } from './sql.ts';
import { describeTable, type TableColumn } from './table.ts';

export interface ContractCheck {
  /** In the order: the dataset, its columns as the contract has them, keys, new columns, the label. */
  readonly anomalies: readonly Anomaly[];
  readonly rows: number;
}

/**
 * Checks a table or view against its contract: one pass over all rows for every rule of every column, and
 * a further query for each broken rule (its first rows) and each rule about duplicates. `dataset` is what
 * messages call the table. With `label`, also what training asks of a label that the contract may not say;
 * with `originOf`, rows are told by their file.
 */
export async function checkContract(
  engine: DataEngine,
  table: string,
  dataset: string,
  contract: DatasetContract,
  options: { readonly label?: LabelExpectation; readonly originOf?: OriginOf } = {},
): Promise<ContractCheck> {
  const columns = await describeTable(engine, table);
  const [counts] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${identifier(table)}`);
  const list = new AnomalyList(dataset, counts?.n ?? 0, options.originOf);
  const added = columns.filter(({ name }) => !columnContract(contract, name)).map(({ name }) => name);
  const found = new Map(columns.map((column) => [column.name, column]));

  checkRowCount(list, contract);
  await checkColumns(engine, table, list, contract, found, (name, rules) => {
    if (rules.required) tellMissingColumn(list, name, rules, added);
  });
  await checkKeys(engine, table, list, contract, found);
  for (const name of added) tellNewColumn(list, name, contract);
  if (options.label) {
    const known = columnContract(contract, options.label.column);
    await checkLabel(engine, table, list, options.label, found.get(options.label.column), known);
  }
  return { anomalies: list.anomalies, rows: list.rows };
}

function checkRowCount(list: AnomalyList, { rows: bounds }: DatasetContract): void {
  const { rows, dataset } = list;
  const [least, most] = [bounds['at-least'], bounds['at-most']];
  const has = `${quoted(dataset)} has ${rows === 0 ? 'no rows' : counted(rows, 'row')}`;
  const tell = (sentence: string) => list.add({ column: null, rule: 'rows', count: rows, sentence });
  if (rows < least) tell(`${has}, but at least ${least.toLocaleString('en-US')} must be there`);
  if (most !== undefined && rows > most)
    tell(`${has}, but at most ${most.toLocaleString('en-US')} may be there`);
}

function tellMissingColumn(
  list: AnomalyList,
  name: string,
  { severity }: ColumnContract,
  added: readonly string[],
): void {
  const near = nearest(name, added);
  const question = near === undefined ? '' : `; was ${quoted(near)} meant, which is new?`;
  const sentence = `${quoted(name)} is not in the data, which the contract requires${question}`;
  list.add({ column: name, rule: 'required', severity, count: list.rows, sentence });
}

function tellNewColumn(list: AnomalyList, name: string, contract: DatasetContract): void {
  const severity = contract['additional-columns'];
  if (severity === 'allow') return;
  const sentence = `${quoted(name)} is in the data, but not in the contract`;
  list.add({ column: name, rule: 'additional-columns', severity, count: list.rows, sentence });
}

async function checkKeys(
  engine: DataEngine,
  table: string,
  list: AnomalyList,
  { keys }: DatasetContract,
  found: ReadonlyMap<string, TableColumn>,
): Promise<void> {
  const columns = keys.flatMap((key) => found.get(key) ?? []);
  // A key column that is not there is an anomaly of its own.
  if (columns.length === 0 || columns.length < keys.length) return;
  const { count, examples } = await duplicateRows(engine, table, columns, true);
  if (count === 0) return;
  const what = keys.length === 1 ? 'The key' : 'The keys';
  const sentence = `${what} ${keys.map(quoted).join(', ')} must differ in every row, but ${partOf(count, list.rows, 'row')} share theirs with another`;
  list.add({ column: keys.length === 1 ? (keys[0] ?? null) : null, rule: 'keys', count, sentence, examples });
}
