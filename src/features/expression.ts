import type { DataEngine } from '../data/engine/engine.ts';
import { literal } from '../data/engine/sql.ts';
import { checkUserExpression, serialized } from '../data/engine/user-expression.ts';
import { messageOf, UserError } from '../system/errors.ts';

/**
 * Checks that `sql`, which the user wrote under the config's `key`, is one expression, and one whose value depends
 * on the row alone: neither on chance nor on the clock, or no run could be repeated.
 * @returns the expression, safe to be set into a query
 */
export async function checkedExpression(engine: DataEngine, key: string, sql: string): Promise<string> {
  const checked = await checkUserExpression(engine, sql, (problem) => badExpression(key, sql, problem));
  return checked.sql;
}

/** What a tree says of places in the text; DuckDB's "nowhere" is beyond the whole numbers of JavaScript. */
const PLACES = /,"query_location":\d+/g;

interface Conjunction {
  readonly type?: string;
  readonly children?: readonly Conjunction[];
}

/** The conditions that `AND` joins in a checked expression; the expression itself where it is no such thing. */
export async function conjunctsOf(engine: DataEngine, expression: string): Promise<string[]> {
  const text = (await serialized(engine, `SELECT ${expression}`)).replaceAll(PLACES, '');
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
