import type { AnomalyList } from './anomaly-list.ts';
import type { ColumnContract, DatasetContract } from './contract.ts';
import type { DataEngine } from './engine.ts';
import { duplicateRows, firstRows } from './offending-rows.ts';
import { listed, partOf, percentage, quoted, TYPE_PLURAL, TYPE_SINGULAR } from './phrases.ts';
import { identifier } from './sql.ts';
import type { TableColumn } from './table.ts';
import { type TypeFit, typeFit } from './type-fit.ts';
import { memberSql, type ValueRule, valueRulesOf } from './value-rules.ts';

/** Columns in one query. */
const BATCH = 64;

/** A column of the contract that is in the table, and what the one pass over all rows found. */
interface CheckedColumn {
  readonly name: string;
  readonly column: TableColumn;
  readonly contract: ColumnContract;
  readonly fit: TypeFit;
  readonly rules: readonly ValueRule[];
  /** Figures by name: `present`, `misfits`, `rule0` …, `class0` …. */
  readonly counts: Map<string, number>;
}

/** Checks every rule of every column; columns that are not in the table go to `absent`. */
export async function checkColumns(
  engine: DataEngine,
  table: string,
  list: AnomalyList,
  contract: DatasetContract,
  found: ReadonlyMap<string, TableColumn>,
  absent: (name: string, rules: ColumnContract) => void,
): Promise<void> {
  const entries = Object.entries(contract.columns);
  for (let start = 0; start < entries.length; start += BATCH) {
    const checked = new Map<string, CheckedColumn>();
    for (const [name, rules] of entries.slice(start, start + BATCH)) {
      const column = found.get(name);
      if (!column) continue;
      const fit = typeFit(rules.type, column);
      const valueRules = fit.value === undefined ? [] : valueRulesOf(rules);
      checked.set(name, { name, column, contract: rules, fit, rules: valueRules, counts: new Map() });
    }
    if (list.rows > 0) await count(engine, table, [...checked.values()]);
    for (const [name, rules] of entries.slice(start, start + BATCH)) {
      const column = checked.get(name);
      if (!column) absent(name, rules);
      else if (list.rows > 0) await new ColumnCheck(engine, table, list, column).tell();
    }
  }
}

/** The one pass: for each column how many values are there, and how many break each rule. */
async function count(engine: DataEngine, table: string, checked: readonly CheckedColumn[]): Promise<void> {
  const asked = checked.flatMap(({ column, contract, fit, rules, counts }) => {
    const conditions = new Map([['present', `${column.sql} IS NOT NULL`]]);
    if (fit.misfit !== undefined) conditions.set('misfits', fit.misfit);
    const value = fit.value;
    if (value !== undefined) {
      for (const [index, rule] of rules.entries()) conditions.set(`rule${index}`, rule.sql(value));
      for (const [index, member] of (contract.classes?.values ?? []).entries()) {
        conditions.set(`class${index}`, `${value} = ${memberSql(contract.type, member)}`);
      }
    }
    return [...conditions].map(([name, condition]) => ({ counts, name, condition }));
  });
  if (asked.length === 0) return;
  const expressions = asked.map(
    ({ condition }, index) => `count(CASE WHEN ${condition} THEN 1 END) AS c${index}`,
  );
  const [row = {}] = await engine.rows<Record<string, number>>(
    `SELECT ${expressions.join(', ')} FROM ${identifier(table)} AS t`,
  );
  for (const [index, { counts, name }] of asked.entries()) counts.set(name, row[`c${index}`] ?? 0);
}

/** Tells the broken rules of one column. */
class ColumnCheck {
  readonly #engine: DataEngine;
  readonly #table: string;
  readonly #list: AnomalyList;
  readonly #checked: CheckedColumn;
  readonly #present: number;

  constructor(engine: DataEngine, table: string, list: AnomalyList, checked: CheckedColumn) {
    this.#engine = engine;
    this.#table = table;
    this.#list = list;
    this.#checked = checked;
    this.#present = this.#count('present');
  }

  async tell(): Promise<void> {
    await this.#type();
    await this.#missing();
    for (const [index, rule] of this.#checked.rules.entries())
      await this.#rule(rule, this.#count(`rule${index}`));
    await this.#unique();
    this.#classes();
  }

  #count(name: string): number {
    return this.#checked.counts.get(name) ?? 0;
  }

  /** `condition` tells which rows to show; without one there is nothing to show. */
  async #add(rule: string, count: number, sentence: string, condition?: string): Promise<void> {
    const { column, contract, name } = this.#checked;
    const examples =
      condition === undefined ? [] : await firstRows(this.#engine, this.#table, column, condition);
    this.#list.add({
      column: name,
      rule,
      severity: contract.severity,
      count,
      sentence: `${quoted(name)}: ${sentence}`,
      examples,
    });
  }

  async #type(): Promise<void> {
    const { column, contract, fit } = this.#checked;
    if (fit.misfit === undefined || this.#present === 0) return;
    const misfits = this.#count('misfits');
    const wanted = TYPE_PLURAL[contract.type];
    if (fit.text && misfits === 0) {
      const sentence = `the values are text, not ${wanted}, although each spells one`;
      return this.#add('type', this.#present, sentence, `${column.sql} IS NOT NULL`);
    }
    if (misfits === 0) return;
    const whole = misfits === this.#present && !fit.text;
    const instead = whole && column.type !== 'number' ? `, but ${TYPE_PLURAL[column.type]}` : '';
    const not = misfits === 1 ? `is not ${TYPE_SINGULAR[contract.type]}` : `are not ${wanted}`;
    const sentence = `${partOf(misfits, this.#present, 'value')} ${not}${instead}`;
    return this.#add('type', misfits, sentence, fit.misfit);
  }

  async #missing(): Promise<void> {
    const { contract, column } = this.#checked;
    const most = contract.missing?.['at-most'];
    const { rows } = this.#list;
    const missing = rows - this.#present;
    if (most === undefined || missing === 0 || missing / rows <= most) return;
    const allowed = most === 0 ? 'none may be' : `at most ${percentage(most)} may be`;
    const sentence = `${partOf(missing, rows, 'value')} ${missing === 1 ? 'is' : 'are'} missing, ${allowed}`;
    return this.#add('missing', missing, sentence, `${column.sql} IS NULL`);
  }

  async #rule(rule: ValueRule, count: number): Promise<void> {
    const { fit } = this.#checked;
    if (count === 0 || fit.value === undefined || count / this.#present <= rule.tolerance) return;
    const allowed = rule.tolerance > 0 ? `, at most ${percentage(rule.tolerance)} may be` : '';
    const verb = count === 1 ? 'is' : 'are';
    const sentence = `${partOf(count, this.#present, 'value')} ${verb} ${rule.phrase}${allowed}`;
    return this.#add(rule.rule, count, sentence, rule.sql(fit.value));
  }

  async #unique(): Promise<void> {
    const { contract, column, name } = this.#checked;
    if (!contract.unique) return;
    const { count, examples } = await duplicateRows(this.#engine, this.#table, [column], false);
    if (count === 0) return;
    const part = partOf(count, this.#present, 'value');
    const sentence = `${quoted(name)}: ${part} occur more than once, but each must be unique`;
    this.#list.add({ column: name, rule: 'unique', severity: contract.severity, count, sentence, examples });
  }

  #classes(): void {
    const { contract, name, fit } = this.#checked;
    const { classes, severity } = contract;
    if (!classes || fit.value === undefined) return;
    const counts = classes.values.map((member, index) => ({ member, count: this.#count(`class${index}`) }));
    const absent = counts.filter(({ count }) => count === 0).map(({ member }) => member);
    if (absent.length > 0) {
      const are = absent.length === 1 ? 'the class' : 'the classes';
      const sentence = `${quoted(name)}: no row has ${are} ${listed(absent)}`;
      this.#list.add({ column: name, rule: 'classes', severity, count: this.#list.rows, sentence });
    }
    const least = classes['at-least'] ?? 0;
    for (const { member, count } of counts) {
      if (count === 0 || count / this.#present >= least) continue;
      const part = partOf(count, this.#present, 'value');
      const sentence = `${quoted(name)}: the class ${quoted(member)} makes up ${part}, but must make up at least ${percentage(least)}`;
      this.#list.add({ column: name, rule: 'classes', severity, count, sentence });
    }
  }
}
