import { messageOf, UserError } from '../../../system/errors.ts';
import { type DataEngine, QueryStopped } from '../../engine/engine.ts';
import { identifier } from '../../engine/sql.ts';
import { checkUserExpression, parseTree, refuseMoving, valuesOf } from '../../engine/user-expression.ts';

/** SQL that users write into a contract, checked before it is set into a query. */
export interface CheckedCondition {
  /** The condition in parentheses. */
  readonly sql: string;
  /** The names that it mentions, which may be columns. */
  readonly names: readonly string[];
}

/**
 * Checks that `sql` is one condition over the rows of `table`, whose truth depends neither on chance nor on the clock.
 * @param title how messages call the rule that it belongs to
 */
export async function checkedCondition(
  engine: DataEngine,
  table: string,
  title: string,
  sql: string,
): Promise<CheckedCondition> {
  const fail = (problem: unknown) =>
    badSql(title, sql, problem, 'Write one SQL condition over the columns of a row');
  const { sql: wrapped, tree } = await checkUserExpression(engine, sql, fail);
  try {
    await engine.rows(
      `SELECT count(CASE WHEN ${wrapped} THEN 1 END) FROM (SELECT * FROM ${identifier(table)} AS t LIMIT 0) AS t`,
    );
  } catch (error) {
    const isAggregate = messageOf(error).includes('aggregate function calls cannot be nested');
    throw fail(isAggregate ? 'an aggregate is no condition on a row' : error);
  }
  return { sql: wrapped, names: [...namesOf(tree)] };
}

/** The words that stand for the dataset in a query, as the Open Data Contract Standard has them. */
const OBJECT = /\$\{(?:object|table)\}/g;

/** Checks that `query` is one SELECT; `${object}` in it becomes the table. */
export async function checkedQuery(
  engine: DataEngine,
  table: string,
  title: string,
  query: string,
): Promise<string> {
  const sql = query.replaceAll(OBJECT, () => identifier(table)).replace(/;\s*$/, '');
  const fail = (problem: unknown) => badSql(title, query, problem, 'Write one SELECT');
  const wrapped = `(${sql}\n)`;
  const tree = await parseTree(engine, `SELECT * FROM ${wrapped} AS q`);
  const [statement, second] = tree.statements ?? [];
  if (tree.error || !statement) throw fail(tree.error_message ?? 'it cannot be parsed');
  if (second || statement.node.from_table?.type !== 'SUBQUERY') throw fail('it is more than one query');
  await refuseMoving(engine, statement, fail);
  return wrapped;
}

/** The error for SQL of a rule that the engine does not take. */
export function badSql(title: string, sql: string, problem: unknown, what: string): UserError {
  if (problem instanceof QueryStopped) return problem.of(title);
  const [reason] = messageOf(problem).split('\n\n');
  return new UserError(`${title}: ${reason}`, {
    hint: `${what}, in DuckDB's dialect; this is ${JSON.stringify(sql)}.`,
    cause: problem,
  });
}

function* namesOf(tree: unknown): Generator<string> {
  for (const names of valuesOf(tree, 'column_names')) {
    const last = Array.isArray(names) ? names.at(-1) : undefined;
    if (typeof last === 'string') yield last;
  }
}
