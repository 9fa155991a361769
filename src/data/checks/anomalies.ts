import type { Anomaly } from '../../evidence/validate-data.ts';
import { nearest } from '../../system/nearest.ts';
import { type ColumnContract, columnContract, type DatasetContract } from '../contract/contract.ts';
import { isJudged, isRequired } from '../contract/environments.ts';
import type { DataEngine } from '../engine/engine.ts';
import { describeTable, type TableColumn } from '../engine/table.ts';
import { AggregatePass } from './aggregate-pass.ts';
import { AnomalyList } from './anomaly-list.ts';
import type { CheckOptions } from './check-options.ts';
import { ColumnCheck, severityOf } from './column-check.ts';
import { checkComparators } from './comparators.ts';
import { CURES } from './cures.ts';
import { checkLabel } from './label-check.ts';
import { RowFinder } from './offending-rows.ts';
import { partOf, quoted } from './phrases.ts';
import { QualityCheck } from './quality/check.ts';
import { checkRowCount } from './row-count.ts';
import { checkSchemas } from './value-schemas.ts';

export type { CheckOptions };

export interface ContractCheck {
  /** In the order: the dataset, its columns as the contract has them, keys, new columns, quality, the label. */
  readonly anomalies: readonly Anomaly[];
  readonly rows: number;
  /** What could not be judged and why, as sentences: no previous version, for instance. */
  readonly notes: readonly string[];
}

/**
 * Checks a table or view against its contract: one pass over all rows for every rule of every column and every
 * figure of `quality`, a second one for the columns where it found something, one query for the first rows of all broken rules, and a further one for each rule about
 * duplicates or about rows next to each other. `dataset` is what messages call the table.
 */
export async function checkContract(
  engine: DataEngine,
  table: string,
  dataset: string,
  contract: DatasetContract,
  options: CheckOptions = {},
): Promise<ContractCheck> {
  const columns = await describeTable(engine, table);
  const found = new Map(columns.map((column) => [column.name, column]));
  const finder = new RowFinder(engine, table, columns);
  const pass = new AggregatePass();
  const total = pass.ask('count(*)');
  const checks = columnChecks(contract, found, pass);
  const notes: string[] = [];
  const quality = await QualityCheck.prepare(
    { engine, table, columns, contract, options, pass, finder },
    dataset,
    notes,
  );
  await pass.run(engine, table);
  const exact = new AggregatePass();
  for (const check of checks.values()) check.settle(exact);
  await exact.run(engine, table);

  const rows = Number(total());
  const list = new AnomalyList(dataset, rows, options.originOf);
  checkRowCount(list, contract, options.previous, notes);
  const added = columns.filter(({ name }) => !columnContract(contract, name)).map(({ name }) => name);
  for (const [name, rules] of Object.entries(contract.columns)) {
    if (!found.has(name)) {
      if (isRequired(rules, contract, options.environment)) tellMissingColumn(list, name, rules, added);
    } else if (rules.lifecycle === 'deprecated') tellDeprecated(list, name, rules);
    else if (rows > 0) await checks.get(name)?.tell(list, finder);
  }
  if (rows > 0) await checkSchemas(engine, list, contract, finder, found);
  await checkComparators(list, contract, found, options.measure, notes);
  await checkKeys(list, contract, found, finder);
  for (const name of added) tellNewColumn(list, name, contract);
  await quality.tell(list);
  if (options.label) {
    const known = columnContract(contract, options.label.column);
    await checkLabel(engine, table, list, options.label, found.get(options.label.column), known);
  }
  return { anomalies: await list.anomalies(finder), rows, notes };
}

/** The columns whose rules are judged and that are there. */
function columnChecks(
  contract: DatasetContract,
  found: ReadonlyMap<string, TableColumn>,
  pass: AggregatePass,
): Map<string, ColumnCheck> {
  return new Map(
    Object.entries(contract.columns).flatMap(([name, rules]): [string, ColumnCheck][] => {
      const column = found.get(name);
      return column && isJudged(rules) ? [[name, new ColumnCheck(name, rules, column, pass)]] : [];
    }),
  );
}

function tellMissingColumn(
  list: AnomalyList,
  name: string,
  rules: ColumnContract,
  added: readonly string[],
): void {
  const near = nearest(name, added);
  const question = near === undefined ? '' : `; was ${quoted(near)} meant, which is new?`;
  list.add({
    column: name,
    rule: 'required',
    severity: severityOf(rules, 'required'),
    count: list.rows,
    sentence: `${quoted(name)} is not in the data, which the contract requires${question}`,
    tfdv: 'SCHEMA_MISSING_COLUMN',
    cure: CURES.required,
  });
}

function tellDeprecated(list: AnomalyList, name: string, rules: ColumnContract): void {
  list.add({
    column: name,
    rule: 'lifecycle',
    severity: rules.severities?.lifecycle ?? 'warn',
    count: list.rows,
    sentence: `${quoted(name)} is deprecated, but still in the data; its rules are not judged any more`,
    cure: CURES.lifecycle,
  });
}

function tellNewColumn(list: AnomalyList, name: string, contract: DatasetContract): void {
  const severity = contract['additional-columns'];
  if (severity === 'allow') return;
  list.add({
    column: name,
    rule: 'additional-columns',
    severity,
    count: list.rows,
    sentence: `${quoted(name)} is in the data, but not in the contract`,
    tfdv: 'SCHEMA_NEW_COLUMN',
    cure: CURES['additional-columns'],
  });
}

async function checkKeys(
  list: AnomalyList,
  { keys }: DatasetContract,
  found: ReadonlyMap<string, TableColumn>,
  finder: RowFinder,
): Promise<void> {
  const columns = keys.flatMap((key) => found.get(key) ?? []);
  // A key column that is not there is an anomaly of its own.
  if (columns.length === 0 || columns.length < keys.length) return;
  const { count, examples } = await finder.duplicates(columns, true);
  if (count === 0) return;
  const what = keys.length === 1 ? 'The key' : 'The keys';
  const sentence = `${what} ${keys.map(quoted).join(', ')} must differ in every row, but ${partOf(count, list.rows, 'row')} share theirs with another`;
  const column = keys.length === 1 ? (keys[0] ?? null) : null;
  list.add({ column, rule: 'keys', count, sentence, examples, cure: CURES.keys });
}
