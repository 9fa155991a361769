import type { Task } from '../../config/schema/model.ts';
import type { ColumnContract } from '../contract/contract.ts';
import type { DataEngine } from '../engine/engine.ts';
import { identifier } from '../engine/sql.ts';
import type { TableColumn } from '../engine/table.ts';
import type { AnomalyList } from './anomaly-list.ts';
import { CURES } from './cures.ts';
import { counted, partOf, quoted, TYPE_PLURAL } from './phrases.ts';

/** The column that a model learns to predict. */
export interface LabelExpectation {
  readonly column: string;
  readonly task: Task;
}

/**
 * What training needs of a label, whether the contract says so or not: it is there in every row, and
 * takes two values (binary), at least two (multiclass), or different numbers (regression). What the
 * contract says of the column itself is not told twice.
 */
export async function checkLabel(
  engine: DataEngine,
  table: string,
  list: AnomalyList,
  { column: name, task }: LabelExpectation,
  column: TableColumn | undefined,
  known: ColumnContract | undefined,
): Promise<void> {
  const { rows } = list;
  const tell = (count: number, what: string, condition?: string) => {
    const examples = column && condition ? { columns: [column], condition } : [];
    const sentence = `The label ${quoted(name)} ${what}`;
    list.add({ column: name, rule: 'label', count, sentence, examples, cure: CURES.label });
  };
  if (!column) {
    if (!known?.required) tell(rows, 'is not in the data');
    return;
  }
  if (rows === 0) return;
  const { sql, type } = column;
  const infinite = type === 'number' ? `NOT isfinite(${sql})` : 'FALSE';
  const [found] = await engine.rows<{ present: number; classes: number; infinite: number; example: unknown }>(
    `SELECT count(${sql}) AS present, count(DISTINCT ${sql}) AS classes, CAST(any_value(${sql}) AS VARCHAR) AS example,
       count(CASE WHEN ${infinite} THEN 1 END) AS infinite FROM ${identifier(table)} AS t`,
  );
  const { present = 0, classes = 0, infinite: infinities = 0, example } = found ?? {};
  if (present === 0) return tell(rows, 'has no value in any row');
  if (present < rows && !known?.missing) {
    tell(rows - present, `is missing in ${partOf(rows - present, rows, 'row')}`, `${sql} IS NULL`);
  }
  const only = `has the same value in every row: ${quoted(example)}`;
  if (task === 'regression') {
    if (type !== 'number' && type !== 'integer') {
      return tell(
        present,
        `must be a number for ${task}, but its values are ${TYPE_PLURAL[type]}`,
        `${sql} IS NOT NULL`,
      );
    }
    if (infinities > 0 && (!known || known.finite === false)) {
      tell(infinities, `is NaN or infinite in ${partOf(infinities, present, 'row')}`, infinite);
    }
    if (classes === 1) tell(present, only);
    return;
  }
  if (known?.classes) return;
  if (classes === 1) return tell(present, `${only}; ${task} needs at least two classes`);
  if (task === 'binary-classification' && classes > 2) {
    tell(present, `has ${counted(classes, 'different value')}, but ${task} needs exactly two`);
  }
}
