import type { DataEngine } from '../data/engine/engine.ts';
import { literal } from '../data/engine/sql.ts';
import { messageOf, UserError } from '../system/errors.ts';

/** A part of DuckDB's parse tree, as `json_serialize_sql` gives it. */
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
 * Checks that `sql`, which the user wrote under the config's `key`, is one expression, and one whose value depends
 * on the row alone: neither on chance nor on the clock, or no run could be repeated.
 * @returns the expression, safe to be set into a query
 */
export async function checkedExpression(engine: DataEngine, key: string, sql: string): Promise<string> {
  const wrapped = `(${sql}\n)`;
  const node = await expressionOf(engine, key, sql, wrapped);
  // What only parses in parentheses would close them.
  await expressionOf(engine, key, sql, sql);
  if (JSON.stringify(node).includes('"RECURSIVE_CTE_NODE"')) {
    throw badExpression(key, sql, 'WITH RECURSIVE may never end');
  }
  const called = [...functionNames(node)];
  const changing = await engine.rows<{ name: string }>(
    `SELECT DISTINCT function_name AS name FROM duckdb_functions()
     WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') AND function_name <> 'error'`,
  );
  const moving = new Set(changing.map(({ name }) => name));
  const found = called.find((name) => moving.has(name));
  if (found !== undefined) throw badExpression(key, sql, `${found}() differs from run to run`);
  return wrapped;
}

/** The parse tree of `SELECT text`, where that is one expression. */
async function expressionOf(engine: DataEngine, key: string, sql: string, text: string): Promise<unknown> {
  const [row] = await engine.rows<{ tree: string }>(
    `SELECT json_serialize_sql(${literal(`SELECT ${text}`)})::VARCHAR AS tree`,
  );
  const tree = JSON.parse(row?.tree ?? '{"error":true}') as ParseTree;
  const [statement, second] = tree.statements ?? [];
  if (tree.error || !statement) throw badExpression(key, sql, tree.error_message ?? 'it cannot be parsed');
  const { node } = statement;
  const one = node.type === 'SELECT_NODE' && node.select_list?.length === 1;
  if (second || !one || node.from_table?.type !== 'EMPTY') {
    throw badExpression(key, sql, 'it is more than one expression');
  }
  return node;
}

function* functionNames(tree: unknown): Generator<string> {
  if (Array.isArray(tree)) {
    for (const item of tree) yield* functionNames(item);
  } else if (tree !== null && typeof tree === 'object') {
    for (const [key, value] of Object.entries(tree)) {
      if (key === 'function_name' && typeof value === 'string') yield value.toLowerCase();
      else yield* functionNames(value);
    }
  }
}

/** What a tree says of places in the text; DuckDB's "nowhere" is beyond the whole numbers of JavaScript. */
const PLACES = /,"query_location":\d+/g;

interface Conjunction {
  readonly type?: string;
  readonly children?: readonly Conjunction[];
}

/** The conditions that `AND` joins in a checked expression; the expression itself where it is no such thing. */
export async function conjunctsOf(engine: DataEngine, expression: string): Promise<string[]> {
  const [row] = await engine.rows<{ tree: string }>(
    `SELECT json_serialize_sql(${literal(`SELECT ${expression}`)})::VARCHAR AS tree`,
  );
  const text = (row?.tree ?? '').replaceAll(PLACES, '');
  const tree = JSON.parse(text) as { statements: { node: { select_list: Conjunction[] } }[] };
  const node = tree.statements[0]?.node;
  // A number that JavaScript would round must not be written back.
  if (!node || JSON.stringify(tree) !== text) return [expression];
  const parts = partsOf(node.select_list[0]);
  if (parts.length < 2) return [expression];
  const conditions: string[] = [];
  for (const part of parts) {
    node.select_list = [part];
    const [written] = await engine.rows<{ sql: string }>(
      `SELECT json_deserialize_sql(${literal(JSON.stringify(tree))}::JSON) AS sql`,
    );
    conditions.push(`(${written?.sql.replace(/^SELECT /, '')})`);
  }
  return conditions;
}

function partsOf(tree: Conjunction | undefined): Conjunction[] {
  if (!tree) return [];
  return tree.type === 'CONJUNCTION_AND' ? (tree.children ?? []).flatMap(partsOf) : [tree];
}

/** The error for an expression of the config that DuckDB does not take. */
export function badExpression(key: string, sql: string, problem: unknown): UserError {
  const [reason] = messageOf(problem).split('\n\n');
  return new UserError(`${key}: ${reason}`, {
    hint: `Write one SQL expression (DuckDB's dialect) over the columns of the view; this is ${JSON.stringify(sql)}.`,
    cause: problem,
  });
}
