import type { ColumnContract, Scalar } from '../../contract/contract.ts';
import { literal } from '../../engine/sql.ts';
import type { TableColumn } from '../../engine/table.ts';
import { listed, partOf, quoted } from '../phrases.ts';
import { boundOf, memberSql } from '../value-rules.ts';
import { brokenOperators } from './compare.ts';
import { NONE_SELECTED, NotJudged, type PreparedRule, type RuleContext, ruleColumn } from './rule-context.ts';
import type { ComparedRule, QualityRuleOf } from './schema.ts';
import { badSql, checkedQuery } from './user-sql.ts';

/** Rules whose figure is a number of rows, of which the first are shown. */
export type CountedRule = Extract<
  ComparedRule,
  { metric: 'nullValues' | 'missingValues' | 'invalidValues' | 'duplicateValues' | 'failingRows' }
>;

/** Compares the number of rows, in percent of `judged` where the rule says so. */
function compared(
  rule: CountedRule,
  count: number,
  judged: number,
): { readonly shown: string; readonly phrases: string[] } {
  const percent = rule.unit === 'percent';
  // No rows are no rows that break a rule.
  const figure = percent ? (judged === 0 ? 0 : (100 * count) / judged) : count;
  const phrases = brokenOperators(rule, figure).map(({ phrase }) => `${phrase}${percent ? ' %' : ''}`);
  return { shown: partOf(count, judged, 'row'), phrases };
}

export async function prepareCounted(rule: CountedRule, context: RuleContext): Promise<PreparedRule> {
  if (rule.metric === 'duplicateValues') return duplicates(rule, context);
  if (rule.metric === 'failingRows') return failingRows(rule, context);
  const { column, contract, value } = ruleColumn(context, rule.column);
  const { what, condition } = broken(rule, column, contract, value);
  const count = context.pass.count(`${condition} AND ${context.filter}`);
  const judged = context.pass.count(context.filter);
  return async () => {
    const { shown, phrases } = compared(rule, count(), judged());
    if (phrases.length === 0 && judged() === 0) throw new NotJudged(NONE_SELECTED);
    return phrases.map((phrase) => ({
      column: rule.column,
      count: count(),
      judged: judged(),
      sentence: `${shown} ${what}, but the number ${phrase}`,
      examples: count() === 0 ? [] : { columns: [column], condition: `${condition} AND ${context.filter}` },
    }));
  };
}

/** Which rows count, in words and as SQL. */
function broken(
  rule: Exclude<CountedRule, { metric: 'duplicateValues' | 'failingRows' }>,
  column: TableColumn,
  contract: ColumnContract,
  value: string,
): { readonly what: string; readonly condition: string } {
  const { sql } = column;
  switch (rule.metric) {
    case 'nullValues':
      return { what: 'without a value', condition: `${sql} IS NULL` };
    case 'missingValues': {
      const members = membersOf(column, rule['missing-values']);
      const condition = members.length === 0 ? '' : ` OR ${sql} IN (${members.join(', ')})`;
      return {
        what: `without a value or with ${listed(rule['missing-values'])}`,
        condition: `(${sql} IS NULL${condition})`,
      };
    }
    case 'invalidValues': {
      const valid = rule['valid-values'];
      const members = (valid ?? []).map((member) => memberSql(contract.type, member)).join(', ');
      const parts = [
        ...(valid ? [`${value} IS NULL`, `${value} NOT IN (${members})`] : []),
        ...(rule.pattern === undefined
          ? []
          : [`NOT regexp_full_match(CAST(${sql} AS VARCHAR), ${literal(rule.pattern)})`]),
      ];
      const what = [
        ...(valid ? [`other than ${listed(valid)}`] : []),
        ...(rule.pattern === undefined ? [] : [`not of the form ${quoted(rule.pattern)}`]),
      ].join(' or ');
      return { what: `with a value ${what}`, condition: `(${sql} IS NOT NULL AND (${parts.join(' OR ')}))` };
    }
  }
}

/** Values as SQL for a column as it was read: text is compared as text. */
function membersOf({ type }: TableColumn, values: readonly Scalar[]): string[] {
  return values.flatMap((member) => {
    if (type === 'string') return [literal(String(member))];
    return boundOf(type, member) === undefined ? [] : [memberSql(type, member)];
  });
}

function duplicates(rule: QualityRuleOf<'duplicateValues'>, context: RuleContext): PreparedRule {
  const columns = rule.columns.map((name) => ruleColumn(context, name).column);
  const judged = context.pass.count(context.filter);
  return async () => {
    const { count, examples } = await context.finder.duplicates(columns, false, context.filter);
    const { shown, phrases } = compared(rule, count, judged());
    if (phrases.length === 0 && judged() === 0) throw new NotJudged(NONE_SELECTED);
    return phrases.map((phrase) => ({
      ...(rule.columns.length === 1 && rule.columns[0] !== undefined ? { column: rule.columns[0] } : {}),
      count,
      judged: judged(),
      sentence: `${shown} with values in ${listed(rule.columns)} that another row has too, but the number ${phrase}`,
      examples,
    }));
  };
}

async function failingRows(rule: QualityRuleOf<'failingRows'>, context: RuleContext): Promise<PreparedRule> {
  const { engine, table, title } = context;
  const query = await checkedQuery(engine, table, title, rule.query);
  return async (rows) => {
    let found: { n: number; first: string }[];
    try {
      found = await engine.rows<{ n: number; first: string }>(
        `SELECT count(*) AS n, CAST(any_value(q) AS VARCHAR) AS first FROM ${query} AS q`,
      );
    } catch (error) {
      throw badSql(title, rule.query, error, 'Write one SELECT');
    }
    const count = found[0]?.n ?? 0;
    const asked = hasOperator(rule) ? rule : { ...rule, mustBe: 0 };
    const { shown, phrases } = compared(asked, count, Math.max(count, rows));
    const first = count === 0 ? '' : `; one is ${quoted(found[0]?.first)}`;
    return phrases.map((phrase) => ({
      count,
      judged: Math.max(count, rows),
      sentence: `${shown} given by the query, but the number ${phrase}${first}`,
    }));
  };
}

function hasOperator(rule: object): boolean {
  return Object.keys(rule).some((key) => key.startsWith('must'));
}
