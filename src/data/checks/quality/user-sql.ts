import { messageOf, UserError } from '../../../system/errors.ts';
import { type DataEngine, QueryStopped } from '../../engine/engine.ts';
import { identifier, literal } from '../../engine/sql.ts';

/** SQL that users write into a contract, checked before it is set into a query. */
export interface CheckedCondition {
  /** The condition in parentheses. */
  readonly sql: string;
  /** The names that it mentions, which may be columns. */
  readonly names: readonly string[];
}

interface ParseTree {
  readonly error: boolean;
  readonly error_message?: string;
  readonly statements?: readonly {
    readonly node: {
      readonly type: string;
      readonly select_list?: readonly unknown[];
      readonly from_table?: { readonly type: string };
    };
  }[];
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
  const wrapped = `(${sql}\n)`;
  const fail = (problem: unknown) =>
    badSql(title, sql, problem, 'Write one SQL condition over the columns of a row');
  const node = await expressionOf(engine, wrapped, fail);
  // What only parses in parentheses would close them.
  await expressionOf(engine, sql, fail);
  await refuseMoving(engine, node, fail);
  try {
    await engine.rows(
      `SELECT count(CASE WHEN ${wrapped} THEN 1 END) FROM (SELECT * FROM ${identifier(table)} AS t LIMIT 0) AS t`,
    );
  } catch (error) {
    const isAggregate = messageOf(error).includes('aggregate function calls cannot be nested');
    throw fail(isAggregate ? 'an aggregate is no condition on a row' : error);
  }
  return { sql: wrapped, names: [...namesOf(node)] };
}

async function expressionOf(
  engine: DataEngine,
  sql: string,
  fail: (problem: string) => UserError,
): Promise<unknown> {
  const tree = await parseTree(engine, `SELECT ${sql}`);
  const [statement, second] = tree.statements ?? [];
  if (tree.error || !statement) throw fail(tree.error_message ?? 'it cannot be parsed');
  const { node } = statement;
  const one = node.type === 'SELECT_NODE' && node.select_list?.length === 1;
  if (second || !one || node.from_table?.type !== 'EMPTY') throw fail('it is more than one expression');
  return node;
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

async function parseTree(engine: DataEngine, sql: string): Promise<ParseTree> {
  const [row] = await engine.rows<{ tree: string }>(
    `SELECT json_serialize_sql(${literal(sql)})::VARCHAR AS tree`,
  );
  return JSON.parse(row?.tree ?? '{"error":true}') as ParseTree;
}

/** What changes from run to run would let the same data pass today and fail tomorrow; recursion may never end. */
async function refuseMoving(
  engine: DataEngine,
  tree: unknown,
  fail: (problem: string) => UserError,
): Promise<void> {
  for (const type of valuesOf(tree, 'type')) {
    if (type === 'RECURSIVE_CTE_NODE') throw fail('WITH RECURSIVE may never end');
  }
  const called = [...valuesOf(tree, 'function_name')].map((name) => String(name).toLowerCase());
  if (called.length === 0) return;
  const changing = await engine.rows<{ name: string }>(
    `SELECT DISTINCT function_name AS name FROM duckdb_functions()
     WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') AND function_name <> 'error'`,
  );
  const moving = new Set(changing.map(({ name }) => name));
  const found = called.find((name) => moving.has(name));
  if (found !== undefined) throw fail(`${found}() differs from run to run`);
}

function* namesOf(tree: unknown): Generator<string> {
  for (const names of valuesOf(tree, 'column_names')) {
    const last = Array.isArray(names) ? names.at(-1) : undefined;
    if (typeof last === 'string') yield last;
  }
}

function* valuesOf(tree: unknown, wanted: string): Generator<unknown> {
  if (Array.isArray(tree)) {
    for (const item of tree) yield* valuesOf(item, wanted);
  } else if (tree !== null && typeof tree === 'object') {
    for (const [key, value] of Object.entries(tree)) {
      if (key === wanted) yield value;
      yield* valuesOf(value, wanted);
    }
  }
}
