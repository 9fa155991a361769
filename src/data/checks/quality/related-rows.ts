import { identifier } from '../../engine/sql.ts';
import { describeTable, type TableColumn } from '../../engine/table.ts';
import { valuesSql } from '../offending-rows.ts';
import { listed, partOf, percentage, quoted } from '../phrases.ts';
import { keptMostly } from '../value-rules.ts';
import {
  type Finding,
  NONE_SELECTED,
  NotJudged,
  type PreparedRule,
  type RuleContext,
  ruleColumn,
} from './rule-context.ts';
import type { QualityRule, QualityRuleOf } from './schema.ts';
import { checkedCondition } from './user-sql.ts';

/** Rules that rows break, each for itself or beside others. */
export type RowRule = Extract<
  QualityRule,
  { metric: 'monotonic' | 'functionalDependency' | 'crossColumn' | 'foreignKey' }
>;

export async function prepareRows(rule: RowRule, context: RuleContext): Promise<PreparedRule> {
  switch (rule.metric) {
    case 'monotonic':
      return monotonic(rule, context);
    case 'functionalDependency':
      return functionalDependency(rule, context);
    case 'crossColumn':
      return crossColumn(rule, context);
    case 'foreignKey':
      return foreignKey(rule, context);
  }
}

/** Nothing where the rule holds mostly; else the finding, `what` completed by the share that is allowed. */
function findings(
  { mostly = 1 }: RowRule,
  count: number,
  judged: number,
  found: Pick<Finding, 'column' | 'examples'> & { readonly what: string },
): Finding[] {
  if (judged === 0) throw new NotJudged('no row has a value of each of its columns');
  if (count === 0 || keptMostly(mostly).allows(count, judged)) return [];
  const allowed = mostly === 1 ? '' : `, at most ${percentage(1 - mostly)} may`;
  const { what, ...rest } = found;
  return [{ ...rest, count, judged, sentence: `${partOf(count, judged, 'row')} ${what}${allowed}` }];
}

async function crossColumn(rule: QualityRuleOf<'crossColumn'>, context: RuleContext): Promise<PreparedRule> {
  const { engine, table, title, filter, pass } = context;
  const { sql, names } = await checkedCondition(engine, table, title, rule.condition);
  const judged = pass.count(`${sql} IS NOT NULL AND ${filter}`);
  const condition = `NOT ${sql} AND ${filter}`;
  const broken = pass.count(condition);
  const selected = pass.count(filter);
  const columns = columnsNamed(context, names);
  return async () => {
    if (selected() === 0) throw new NotJudged(NONE_SELECTED);
    if (judged() === 0) {
      const rows = partOf(selected(), selected(), 'row');
      const sentence = `${quoted(rule.condition)} is neither true nor false, but NULL, in ${rows}: nothing was judged`;
      return [{ count: selected(), judged: selected(), sentence }];
    }
    return findings(rule, broken(), judged(), {
      what: `break ${quoted(rule.condition)}`,
      examples: { columns, condition },
    });
  };
}

/** The columns that a condition mentions, each once. */
function columnsNamed({ columns }: RuleContext, names: readonly string[]): TableColumn[] {
  const mentioned = new Set(names.map((name) => name.toLowerCase()));
  return columns.filter(({ name }) => mentioned.has(name.toLowerCase()));
}

async function monotonic(rule: QualityRuleOf<'monotonic'>, context: RuleContext): Promise<PreparedRule> {
  const { column, value } = ruleColumn(context, rule.column);
  const per = (rule.per ?? []).map((name) => ruleColumn(context, name).column.sql);
  const order = (rule['order-by'] ?? []).map((name) => ruleColumn(context, name).column.sql);
  const judgedFilter = `${value} IS NOT NULL AND ${context.filter}`;
  const judged = context.pass.count(judgedFilter);
  const rises = rule.direction === 'increasing';
  const wrong = `${rises ? '<' : '>'}${rule.strict ? '=' : ''}`;
  return async () => {
    const { sql, row } = await context.finder.numbered();
    const partition = per.length === 0 ? '' : `PARTITION BY ${per.join(', ')} `;
    const { count, examples } = await context.finder.offenders(
      `SELECT r, v FROM (
         SELECT ${row} AS r, ${valuesSql([column])} AS v, ${value} AS x,
           lag(${value}) OVER (${partition}ORDER BY ${[...order, row].join(', ')}) AS p
         FROM ${sql} WHERE ${judgedFilter}) WHERE x ${wrong} p`,
      [column],
    );
    const way = rises ? (rule.strict ? 'not above' : 'below') : rule.strict ? 'not below' : 'above';
    const what = `${count === 1 ? 'is' : 'are'} ${way} the row before${rule.per ? ` with the same ${listed(rule.per)}` : ''}`;
    return findings(rule, count, judged(), { column: rule.column, what, examples });
  };
}

async function functionalDependency(
  rule: QualityRuleOf<'functionalDependency'>,
  context: RuleContext,
): Promise<PreparedRule> {
  const keys = rule.columns.map((name) => ruleColumn(context, name).column);
  const { column: dependent } = ruleColumn(context, rule.determines);
  const shown = [...keys, dependent];
  const filter = [...shown.map(({ sql }) => `${sql} IS NOT NULL`), context.filter].join(' AND ');
  const judged = context.pass.count(filter);
  return async () => {
    const { sql, row } = await context.finder.numbered();
    const names = keys.map((_, index) => `k${index}`);
    const keyed = keys.map((key, index) => `${key.sql} AS k${index}`).join(', ');
    // The most frequent value is taken for right; of equally frequent ones the lowest.
    const { count, examples } = await context.finder.offenders(
      `WITH pairs AS (
         SELECT ${keyed}, ${dependent.sql} AS d, count(*) AS n FROM ${identifier(context.table)} AS t
         WHERE ${filter} GROUP BY ALL),
       kept AS (
         SELECT ${names.join(', ')}, first(d ORDER BY n DESC, d) AS d FROM pairs
         GROUP BY ${names.join(', ')} HAVING count(*) > 1)
       SELECT ${row} AS r, ${valuesSql(shown)} AS v FROM ${sql} JOIN kept
         ON ${keys.map((key, index) => `${key.sql} = kept.k${index}`).join(' AND ')}
       WHERE ${filter} AND ${dependent.sql} <> kept.d`,
      shown,
    );
    const what = `have another ${quoted(rule.determines)} than most rows with the same ${listed(rule.columns)}`;
    return findings(rule, count, judged(), { column: rule.determines, what, examples });
  };
}

async function foreignKey(rule: QualityRuleOf<'foreignKey'>, context: RuleContext): Promise<PreparedRule> {
  const columns = rule.columns.map((name) => ruleColumn(context, name).column);
  const other = context.options.datasets?.get(rule.dataset);
  if (other === undefined) throw new NotJudged(`the dataset ${quoted(rule.dataset)} is not at hand`);
  const names = rule['dataset-columns'] ?? rule.columns;
  const found = new Map((await describeTable(context.engine, other)).map((column) => [column.name, column]));
  const filter = [...columns.map(({ sql }) => `${sql} IS NOT NULL`), context.filter].join(' AND ');
  const judged = context.pass.count(filter);
  const pairs = columns.map((column, index) => {
    const there = found.get(names[index] ?? '');
    if (!there) throw new NotJudged(`${quoted(rule.dataset)} has no column ${quoted(names[index])}`);
    const alike = isNumeric(there) === isNumeric(column) && (isNumeric(there) || there.type === column.type);
    return { column, there, alike };
  });
  return async () => {
    const { sql, row } = await context.finder.numbered();
    const keyed = pairs.map(
      ({ there, alike }, i) => `${alike ? there.sql : `CAST(${there.sql} AS VARCHAR)`} AS k${i}`,
    );
    const same = pairs.map(
      ({ column, alike }, i) => `${alike ? column.sql : `CAST(${column.sql} AS VARCHAR)`} = o.k${i}`,
    );
    const { count, examples } = await context.finder.offenders(
      `SELECT ${row} AS r, ${valuesSql(columns)} AS v FROM ${sql}
       ANTI JOIN (SELECT DISTINCT ${keyed.join(', ')} FROM ${identifier(other)} AS t) AS o ON ${same.join(' AND ')}
       WHERE ${filter}`,
      columns,
    );
    const what = `have a ${listed(rule.columns)} that is not among ${listed(names)} of ${quoted(rule.dataset)}`;
    const about =
      rule.columns.length === 1 && rule.columns[0] !== undefined ? { column: rule.columns[0] } : {};
    return findings(rule, count, judged(), { ...about, what, examples });
  };
}

function isNumeric({ type }: TableColumn): boolean {
  return type === 'integer' || type === 'number';
}
