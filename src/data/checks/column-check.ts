import type { ColumnContract, ColumnRule, ContractSeverity } from '../contract/contract.ts';
import type { TableColumn } from '../engine/table.ts';
import type { AggregatePass } from './aggregate-pass.ts';
import type { AnomalyList, FoundAnomaly } from './anomaly-list.ts';
import { CURES } from './cures.ts';
import type { RowFinder } from './offending-rows.ts';
import { counted, listed, partOf, percentage, quoted, TYPE_PLURAL, TYPE_SINGULAR } from './phrases.ts';
import { columnTfdv } from './tfdv-anomalies.ts';
import { type TypeFit, typeFit } from './type-fit.ts';
import { memberSql, type ValueRule, valueRulesOf } from './value-rules.ts';

/** How much a broken rule of the column weighs. */
export function severityOf(contract: ColumnContract, rule: ColumnRule): ContractSeverity {
  return contract.severities?.[rule] ?? contract.severity;
}

/** The check of one column that is in the table: it asks the pass for counts, and tells what they mean. */
export class ColumnCheck {
  readonly #name: string;
  readonly #contract: ColumnContract;
  readonly #column: TableColumn;
  readonly #fit: TypeFit;
  readonly #present: () => number;
  readonly #misfits: (() => number) | undefined;
  readonly #rules: readonly CountedRule[];
  readonly #classes: readonly { readonly member: unknown; readonly count: () => number }[];

  constructor(name: string, contract: ColumnContract, column: TableColumn, pass: AggregatePass) {
    const fit = typeFit(contract.type, column);
    const { value } = fit;
    this.#name = name;
    this.#contract = contract;
    this.#column = column;
    this.#fit = fit;
    const present = pass.ask(`count(${column.sql})`);
    this.#present = () => Number(present() ?? 0);
    this.#misfits = fit.misfit === undefined ? undefined : pass.count(fit.misfit);
    this.#rules =
      value === undefined
        ? []
        : valueRulesOf(contract)
            // Integers that are stored as such are finite.
            .filter(({ rule }) => rule !== 'finite' || column.type !== 'integer')
            .map((rule, _index, rules) => new CountedRule(rule, rules, value, pass));
    this.#classes =
      value === undefined
        ? []
        : (contract.classes?.values ?? []).map((member) => ({
            member,
            count: pass.count(`${value} = ${memberSql(contract.type, member)}`),
          }));
  }

  /** Asks a second pass to count what the first one makes suspect. */
  settle(pass: AggregatePass): void {
    for (const rule of this.#rules) rule.settle(pass, this.#present());
  }

  /** Tells the broken rules, once both passes have run. */
  async tell(list: AnomalyList, finder: RowFinder): Promise<void> {
    this.#type(list);
    this.#missing(list);
    this.#fewest(list);
    for (const counted of this.#rules) this.#rule(list, counted.rule, counted.broken());
    await this.#unique(list, finder);
    this.#tellClasses(list);
  }

  /** `condition` tells which rows to show; without one there is nothing to show. */
  #add(
    list: AnomalyList,
    rule: Exclude<ColumnRule, 'required' | 'lifecycle' | 'drift' | 'skew'>,
    found: Pick<FoundAnomaly, 'count' | 'judged' | 'sentence' | 'examples'>,
    condition?: string,
  ): void {
    const tfdv = columnTfdv(rule, this.#contract, this.#column, found.count === found.judged);
    list.add({
      column: this.#name,
      rule,
      severity: severityOf(this.#contract, rule),
      ...(tfdv === undefined ? {} : { tfdv }),
      cure: CURES[rule],
      ...(condition === undefined ? {} : { examples: { columns: [this.#column], condition } }),
      ...found,
      sentence: `${quoted(this.#name)}: ${found.sentence}`,
    });
  }

  #type(list: AnomalyList): void {
    const { misfit, text } = this.#fit;
    const { type } = this.#column;
    const present = this.#present();
    if (misfit === undefined || present === 0) return;
    const misfits = this.#misfits?.() ?? 0;
    const wanted = TYPE_PLURAL[this.#contract.type];
    if (text && misfits === 0) {
      const sentence = `the values are text, not ${wanted}, although each spells one`;
      const found = { count: present, judged: present, sentence };
      this.#add(list, 'type', found, `${this.#column.sql} IS NOT NULL`);
      return;
    }
    if (misfits === 0) return;
    const whole = misfits === present && !text;
    const instead = whole && type !== 'number' ? `, but ${TYPE_PLURAL[type]}` : '';
    const not = misfits === 1 ? `is not ${TYPE_SINGULAR[this.#contract.type]}` : `are not ${wanted}`;
    const sentence = `${partOf(misfits, present, 'value')} ${not}${instead}`;
    this.#add(list, 'type', { count: misfits, judged: present, sentence }, misfit);
  }

  #missing(list: AnomalyList): void {
    const most = this.#contract.missing?.['at-most'];
    const { rows } = list;
    const missing = rows - this.#present();
    if (most === undefined || missing === 0 || missing / rows <= most) return;
    const allowed = most === 0 ? 'none may be' : `at most ${percentage(most)} may be`;
    const sentence = `${partOf(missing, rows, 'value')} ${missing === 1 ? 'is' : 'are'} missing, ${allowed}`;
    this.#add(list, 'missing', { count: missing, judged: rows, sentence }, `${this.#column.sql} IS NULL`);
  }

  #fewest(list: AnomalyList): void {
    const least = this.#contract.present?.['at-least'];
    const present = this.#present();
    if (least === undefined || present >= least) return;
    const has = present === 0 ? 'no row has a value' : `only ${counted(present, 'row')} have a value`;
    const sentence = `${has}, but at least ${least.toLocaleString('en-US')} must`;
    const missing = list.rows - present;
    this.#add(
      list,
      'present',
      { count: missing, judged: list.rows, sentence },
      `${this.#column.sql} IS NULL`,
    );
  }

  #rule(list: AnomalyList, rule: ValueRule, count: number): void {
    const { value } = this.#fit;
    const present = this.#present();
    if (count === 0 || value === undefined || rule.tolerance?.allows(count, present)) return;
    const { share = 0 } = rule.tolerance ?? {};
    const allowed = share > 0 ? `, at most ${percentage(share)} may be` : '';
    const verb = count === 1 ? 'is' : 'are';
    const sentence = `${partOf(count, present, 'value')} ${verb} ${rule.phrase}${allowed}`;
    this.#add(list, rule.rule, { count, judged: present, sentence }, rule.sql(value));
  }

  async #unique(list: AnomalyList, finder: RowFinder): Promise<void> {
    if (!this.#contract.unique) return;
    const { count, examples } = await finder.duplicates([this.#column], false);
    if (count === 0) return;
    const present = this.#present();
    const sentence = `${partOf(count, present, 'value')} occur more than once, but each must be unique`;
    this.#add(list, 'unique', { count, judged: present, sentence, examples });
  }

  #tellClasses(list: AnomalyList): void {
    const present = this.#present();
    const counts = this.#classes.map(({ member, count }) => ({ member, count: count() }));
    const absent = counts.filter(({ count }) => count === 0).map(({ member }) => member);
    if (absent.length > 0) {
      const are = absent.length === 1 ? 'the class' : 'the classes';
      const sentence = `no row has ${are} ${listed(absent)}`;
      this.#add(list, 'classes', { count: list.rows, judged: list.rows, sentence });
    }
    const least = this.#contract.classes?.['at-least'] ?? 0;
    for (const { member, count } of counts) {
      if (count === 0 || count / present >= least) continue;
      const part = partOf(count, present, 'value');
      const sentence = `the class ${quoted(member)} makes up ${part}, but must make up at least ${percentage(least)}`;
      this.#add(list, 'classes', { count, judged: present, sentence });
    }
  }
}

/** How many values break a rule: counted at once, or only where a cheaper figure says that there may be some. */
class CountedRule {
  readonly rule: ValueRule;
  readonly #value: string;
  #count: () => number;
  readonly #innocent: string | undefined;
  readonly #suspected: ((present: number) => number) | undefined;

  constructor(rule: ValueRule, others: readonly ValueRule[], value: string, pass: AggregatePass) {
    this.rule = rule;
    this.#value = value;
    const cheaper = suspicionOf(rule, others)?.(value);
    this.#innocent = cheaper?.innocent;
    if (cheaper) {
      const figures = cheaper.aggregates.map((aggregate) => pass.ask(aggregate));
      this.#suspected = (present) =>
        cheaper.broken(
          figures.map((figure) => Number(figure() ?? 0)),
          present,
        );
      this.#count = () => 0;
    } else {
      this.#suspected = undefined;
      this.#count = pass.count(rule.sql(value));
    }
  }

  settle(pass: AggregatePass, present: number): void {
    const count = this.#suspected?.(present) ?? 0;
    if (count === 0) return;
    // The suspicion of another rule says nothing of how many break this one.
    if (!this.rule.suspicion) this.#count = pass.count(this.rule.sql(this.#value));
    else if (this.#innocent === undefined) this.#count = () => count;
    else {
      const innocent = pass.ask(this.#innocent);
      this.#count = () => count - Number(innocent() ?? 0);
    }
  }

  broken(): number {
    return this.#count();
  }
}

/** A value that is not finite lies outside of every range with two ends, so the range tells of it. */
function suspicionOf(rule: ValueRule, others: readonly ValueRule[]): ValueRule['suspicion'] {
  if (rule.rule !== 'finite') return rule.suspicion;
  return others.find((other) => other.rule === 'range' && other.coversInfinities)?.suspicion;
}
