import type { UserError } from '../../system/errors.ts';
import type { DataEngine } from './engine.ts';
import { literal } from './sql.ts';

/** A part of DuckDB's parse tree, as `json_serialize_sql` gives it. */
export interface ParseTree {
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

/** Makes the error for SQL that is refused, which names where it was written. */
export type Refusal = (problem: string) => UserError;

/** An expression that a user wrote, checked. */
export interface CheckedExpression {
  /** In parentheses: safe to be set into a query. */
  readonly sql: string;
  readonly tree: unknown;
}

/**
 * Checks that `sql` is one expression, and one whose value depends on the row alone: neither on chance nor on the
 * clock, or no run could be repeated.
 */
export async function checkUserExpression(
  engine: DataEngine,
  sql: string,
  fail: Refusal,
): Promise<CheckedExpression> {
  const wrapped = `(${sql}\n)`;
  const tree = await expressionOf(engine, wrapped, fail);
  // What only parses in parentheses would close them.
  await expressionOf(engine, sql, fail);
  await refuseMoving(engine, tree, fail);
  return { sql: wrapped, tree };
}

/** The parse tree of `SELECT text`, where that is one expression. */
async function expressionOf(engine: DataEngine, text: string, fail: Refusal): Promise<unknown> {
  const tree = await parseTree(engine, `SELECT ${text}`);
  const [statement, second] = tree.statements ?? [];
  if (tree.error || !statement) throw fail(tree.error_message ?? 'it cannot be parsed');
  const { node } = statement;
  const one = node.type === 'SELECT_NODE' && node.select_list?.length === 1;
  if (second || !one || node.from_table?.type !== 'EMPTY') throw fail('it is more than one expression');
  return node;
}

/** How DuckDB reads `sql`, without running it. */
export async function parseTree(engine: DataEngine, sql: string): Promise<ParseTree> {
  const tree = await serialized(engine, sql);
  try {
    return JSON.parse(tree) as ParseTree;
  } catch {
    // DuckDB writes infinity, which JSON does not have.
    return { error: true, error_message: 'it has a number that is too large' };
  }
}

/** The same as DuckDB writes it: JavaScript would round long numbers. */
export async function serialized(engine: DataEngine, sql: string): Promise<string> {
  const [row] = await engine.rows<{ tree: string }>(
    `SELECT json_serialize_sql(${literal(sql)})::VARCHAR AS tree`,
  );
  return row?.tree ?? '{"error":true}';
}

/** What changes from run to run would let the same data pass today and fail tomorrow; recursion may never end. */
export async function refuseMoving(engine: DataEngine, tree: unknown, fail: Refusal): Promise<void> {
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

/** What stands under the key `wanted` anywhere in a tree. */
export function* valuesOf(tree: unknown, wanted: string): Generator<unknown> {
  if (Array.isArray(tree)) {
    for (const item of tree) yield* valuesOf(item, wanted);
  } else if (tree !== null && typeof tree === 'object') {
    for (const [key, value] of Object.entries(tree)) {
      if (key === wanted) yield value;
      yield* valuesOf(value, wanted);
    }
  }
}
