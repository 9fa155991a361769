import { identifier, literal } from '../../engine/sql.ts';
import { describeTable, type TableColumn } from '../../engine/table.ts';
import { cut, quoted } from '../phrases.ts';
import { type PreparedRule, type RuleContext, ruleColumn } from './rule-context.ts';
import type { QualityRuleOf } from './schema.ts';
import { badSql, checkedCondition } from './user-sql.ts';

/** The figures of one column that a condition may name, in the order of their columns. */
const FIGURES = {
  column: 'VARCHAR',
  type: 'VARCHAR',
  rows: 'BIGINT',
  present: 'BIGINT',
  missing: 'BIGINT',
  distinct_values: 'BIGINT',
  minimum: 'DOUBLE',
  maximum: 'DOUBLE',
  mean: 'DOUBLE',
  standard_deviation: 'DOUBLE',
  median: 'DOUBLE',
  zeros: 'BIGINT',
  negatives: 'BIGINT',
  nan: 'BIGINT',
  infinities: 'BIGINT',
} as const;

/** A condition over the figures of each column. */
export async function prepareProfileCondition(
  rule: QualityRuleOf<'profileCondition'>,
  context: RuleContext,
): Promise<PreparedRule> {
  const { engine, title } = context;
  const table = `figures of ${title}`;
  const judged = rule.columns
    ? rule.columns.map((name) => ruleColumn(context, name).column)
    : context.columns;
  const declared = Object.entries(FIGURES).map(([name, type]) => `${identifier(name)} ${type}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${identifier(table)} (${declared.join(', ')})`);
  const { sql, names } = await checkedCondition(engine, table, title, rule.condition);
  const asked = judged.map((column) => askFigures(column, context));
  return async (rows) => {
    const values = asked.map((figures) => `(${figures(rows).join(', ')})`);
    if (values.length === 0) return [];
    const types = (await describeTable(engine, table)).map(({ name }) => identifier(name)).join(', ');
    const mentioned = Object.keys(FIGURES).filter((name) => names.includes(name) && name !== 'column');
    const shown = mentioned.map(
      (name) => `${literal(`${name} `)} || coalesce(CAST(${identifier(name)} AS VARCHAR), 'none')`,
    );
    try {
      await engine.run(`INSERT INTO ${identifier(table)} (${types}) VALUES ${values.join(', ')}`);
      const [answer] = await engine.rows<{ n: number }>(
        `SELECT count(${sql}) AS n FROM ${identifier(table)} AS t`,
      );
      if (answer?.n === 0) {
        const sentence = `${quoted(rule.condition)} is neither true nor false, but NULL, for every column: nothing was judged`;
        return [{ count: rows, sentence }];
      }
      const broken = await engine.rows<{ name: string; figures: string }>(
        `SELECT "column" AS name, ${shown.length === 0 ? "''" : `concat_ws(', ', ${shown.join(', ')})`} AS figures
         FROM ${identifier(table)} AS t WHERE NOT ${sql}`,
      );
      return broken.map(({ name, figures }) => ({
        column: name,
        count: rows,
        sentence: `its figures (${cut(figures)}) break ${quoted(rule.condition)}`,
      }));
    } catch (error) {
      throw badSql(title, rule.condition, error, 'Write one SQL condition over the figures of a column');
    } finally {
      await engine.run(`DROP TABLE ${identifier(table)}`);
    }
  };
}

/** Asks the pass for the figures of a column; the answer is SQL of each. */
function askFigures(column: TableColumn, { pass, filter }: RuleContext): (rows: number) => string[] {
  const { name, type, sql } = column;
  const isNumber = type === 'number' || type === 'integer';
  const number = `CAST(${sql} AS DOUBLE)`;
  const finite = `CASE WHEN isfinite(${number}) AND ${filter} THEN ${number} END`;
  const safe = `CASE WHEN abs(${number}) < 1e150 AND ${filter} THEN ${number} END`;
  const total = pass.count(filter);
  const present = pass.count(`${sql} IS NOT NULL AND ${filter}`);
  const distinct = pass.ask(`count(DISTINCT CASE WHEN ${filter} THEN ${sql} END)`);
  const figures = isNumber
    ? [
        pass.ask(`min(${finite})`),
        pass.ask(`max(${finite})`),
        pass.ask(`avg(${finite})`),
        pass.ask(`stddev_samp(${safe})`),
        pass.ask(`quantile_cont(${finite}, 0.5)`),
        pass.count(`${number} = 0 AND ${filter}`),
        pass.count(`${number} < 0 AND ${filter}`),
        pass.count(`isnan(${number}) AND ${filter}`),
        pass.count(`isinf(${number}) AND ${filter}`),
      ]
    : [];
  return () => [
    literal(name),
    literal(type),
    String(total()),
    String(present()),
    String(total() - present()),
    String(distinct()),
    ...Array.from({ length: 9 }, (_, index) => {
      const value = figures[index]?.();
      return value === null || value === undefined ? 'NULL' : literal(Number(value));
    }),
  ];
}
