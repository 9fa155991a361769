import type { ColumnContract, DatasetContract } from '../../contract/contract.ts';
import type { DataEngine } from '../../engine/engine.ts';
import type { TableColumn } from '../../engine/table.ts';
import type { AggregatePass } from '../aggregate-pass.ts';
import type { FoundAnomaly } from '../anomaly-list.ts';
import type { CheckOptions } from '../check-options.ts';
import type { RowFinder } from '../offending-rows.ts';
import { quoted } from '../phrases.ts';
import { typeFit } from '../type-fit.ts';
import type { QualityRule } from './schema.ts';

/** What rules about a dataset are judged with. */
export interface QualityContext {
  readonly engine: DataEngine;
  readonly table: string;
  readonly columns: readonly TableColumn[];
  readonly contract: DatasetContract;
  readonly options: CheckOptions;
  readonly pass: AggregatePass;
  readonly finder: RowFinder;
}

/** A column that a rule is about. */
export interface RuleColumn {
  readonly column: TableColumn;
  readonly contract: ColumnContract;
  /** SQL of the values as the contract's type, NULL where one is not. */
  readonly value: string;
}

/** One rule with what it is judged with. */
export interface RuleContext extends QualityContext {
  /** SQL that is true for the rows that are judged. */
  readonly filter: string;
  /** How messages call the rule. */
  readonly title: string;
}

/** What a rule found: parts of an anomaly. */
export type Finding = Pick<FoundAnomaly, 'sentence' | 'count' | 'judged' | 'examples' | 'tfdv'> & {
  readonly column?: string;
};

/** A rule that has asked the pass for what it needs, and tells what it found once that has run. */
export type PreparedRule = (rows: number) => Promise<Finding[]>;

/** Why a rule cannot be judged, as the end of a sentence; no fault of the data that are judged. */
export class NotJudged extends Error {}

/** Why, where rows are there but the rule wants none of them. */
export const NONE_SELECTED = 'its `where` selects no row';

/** The columns that a rule is about. @throws NotJudged where one is not there, or has no value of its type */
export function ruleColumn({ contract, columns }: QualityContext, name: string): RuleColumn {
  const column = columns.find((candidate) => candidate.name === name);
  const rules = contract.columns[name];
  if (!column || !rules) throw new NotJudged(`${quoted(name)} is not in the data`);
  const { value } = typeFit(rules.type, column);
  if (value === undefined) throw new NotJudged(`${quoted(name)} is of another type`);
  return { column, contract: rules, value };
}

/** The names of the columns that `rule` is about. */
export function columnsOf(rule: QualityRule): string[] {
  return [
    ...('column' in rule ? [rule.column] : []),
    ...('columns' in rule && rule.columns ? rule.columns : []),
    ...('determines' in rule ? [rule.determines] : []),
    ...('order-by' in rule && rule['order-by'] ? rule['order-by'] : []),
    ...('per' in rule && rule.per ? rule.per : []),
  ];
}
