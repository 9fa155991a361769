import type { ViewConfig } from '../config/schema/view.ts';
import { freeName } from '../data/engine/column-names.ts';
import { columnTypeOf, sqlTypeOf } from '../data/engine/column-types.ts';
import { type DataEngine, QueryStopped } from '../data/engine/engine.ts';
import type { ColumnType } from '../data/engine/frame.ts';
import { dropRelation } from '../data/engine/relations.ts';
import { identifier } from '../data/engine/sql.ts';
import { rowsOf } from '../data/engine/table.ts';
import { VIEW_TABLE } from '../data/sources/sources.ts';
import { UserError } from '../system/errors.ts';
import { badExpression, checkedExpression, conjunctsOf } from './expression.ts';
import { columnNamed, columnsOfTable, joined, type Relation } from './join.ts';

export interface ViewOptions {
  /** `model.label`: makes (by `view.label`) or demands a column of this name. Left out: no label, as when predicting. */
  readonly label?: string;
  /** Training and evaluation: rows pass `view.where`, and the columns under `unavailable` must exist. */
  readonly training: boolean;
  /** Beside training: rows pass the part of `view.where` that can be told when predicting, so without this label. */
  readonly served?: { readonly label: string };
  /** The table to make (default `view`). */
  readonly table?: string;
}

/** The feature view as a table of the engine, its rows in the order of the source `from`. */
export interface FeatureView {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly rows: number;
  /** Rows of `from`, before `where`. */
  readonly rowsBefore: number;
  /** How many rows of `from` found a row in each joined source: nearly none is a wrong key more often than not. */
  readonly joins: readonly { readonly source: string; readonly found: number }[];
}

/**
 * Makes the feature view: one row per prediction, in the order of `from`, with all its columns, those that the
 * joins look up, and the label.
 * @throws UserError for what the config must mend, with the key's name and DuckDB's message for SQL
 * @throws DataError where a join would have to choose among rows, or an expression fails on a value
 */
export async function createView(
  engine: DataEngine,
  view: ViewConfig,
  options: ViewOptions,
): Promise<FeatureView> {
  const table = options.table ?? VIEW_TABLE;
  const sources = [view.from, ...view.join.map(({ source }) => source)];
  if (sources.some((source) => source.toLowerCase() === table.toLowerCase())) {
    throw new UserError(`data.sources.${table}: this name is the feature view's`, {
      hint: 'Rename the source.',
    });
  }
  const columns = await columnsOfTable(engine, view.from, 'data.view.from');
  const taken = await allNames(engine, columns, view);
  const place = freeName('row_place', taken);
  let relation: Relation = {
    sql: `SELECT *, row_number() OVER () AS ${identifier(place)} FROM ${identifier(view.from)}`,
    columns,
  };
  const hits: string[] = [];
  for (const [index, join] of view.join.entries()) {
    const hit = freeName(`found_${index}`, [...taken, place]);
    relation = await joined(engine, relation, join, `data.view.join[${index}]`, hit);
    hits.push(hit);
  }
  checkNames(view, relation.columns, options);

  const staged = freeName(`${table} staged`, sources);
  const internal = [place, ...hits].map(identifier).join(', ');
  const label = await labelOf(engine, view, relation, options);
  const where = options.training
    ? await conditionOf(engine, view, relation, label)
    : options.served && (await servedCondition(engine, view, relation, options.served.label));
  const names = [...relation.columns.keys()].map(identifier).join(', ');
  await dropRelation(engine, staged);
  await dropRelation(engine, table);
  try {
    await engine.run(
      `CREATE TABLE ${identifier(staged)} AS SELECT ${names}, ${internal} FROM (${relation.sql})`,
    );
    const counts = hits.map((hit, index) => `count(*) FILTER (${identifier(hit)}) AS found${index}`);
    const [count] = await engine.rows<Record<string, number>>(
      `SELECT ${['count(*) AS n', ...counts].join(', ')} FROM ${identifier(staged)}`,
    );
    // Rows that `where` leaves out never reach the label, which need not be computable for them.
    // Rows that `where` leaves out never reach the label, which need not be computable for them.
    await engine.run(
      `CREATE TABLE ${identifier(table)} AS SELECT ${label ? `${names}, ${label.sql}` : names}
       FROM ${identifier(staged)} ${where === undefined ? '' : `WHERE ${where}`} ORDER BY ${identifier(place)}`,
    );
    const after = await rowsOf(engine, table);
    return {
      table,
      columns: [...relation.columns, ...(label ? [[label.name, label.type] as const] : [])].map(
        ([name, type]) => ({ name, type }),
      ),
      rows: after,
      rowsBefore: count?.n ?? 0,
      joins: view.join.map(({ source }, index) => ({ source, found: count?.[`found${index}`] ?? 0 })),
    };
  } catch (error) {
    throw error instanceof QueryStopped ? error.of('data.view') : error;
  } finally {
    await dropRelation(engine, staged);
  }
}

/** All names that the view's SQL could meet, so that our own columns get others. */
async function allNames(
  engine: DataEngine,
  columns: ReadonlyMap<string, ColumnType>,
  view: ViewConfig,
): Promise<string[]> {
  const names = [...columns.keys()];
  for (const [index, join] of view.join.entries()) {
    const others = await columnsOfTable(engine, join.source, `data.view.join[${index}].source`);
    for (const name of others.keys()) names.push(name, `${join.prefix ?? ''}${name}`);
  }
  return names;
}

/** `time`, `keys` and `unavailable` must name columns of the view: a typo would switch off what they are for. */
function checkNames(view: ViewConfig, columns: ReadonlyMap<string, ColumnType>, options: ViewOptions): void {
  if (view.time !== undefined) {
    const { type } = columnNamed(columns, view.time, 'data.view.time');
    if (type !== 'timestamp' && type !== 'date') {
      throw new UserError(`data.view.time: ${view.time} is ${type}, not a time`, {
        hint: 'Times are written YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ; set `types` of the source where they are not told as such.',
      });
    }
  }
  for (const name of view.keys) columnNamed(columns, name, 'data.view.keys');
  // Data to predict on need not have what is not known when predicting.
  if (options.training)
    for (const name of view.unavailable) columnNamed(columns, name, 'data.view.unavailable');
}

interface Label {
  readonly name: string;
  readonly type: ColumnType;
  /** `expression AS name`. */
  readonly sql: string;
}

/** The label that `view.label` makes; undefined where none is asked for, or it is a column already. */
async function labelOf(
  engine: DataEngine,
  view: ViewConfig,
  relation: Relation,
  options: ViewOptions,
): Promise<Label | undefined> {
  const { label } = options;
  if (label === undefined) return undefined;
  const present = [...relation.columns.keys()].find((name) => name.toLowerCase() === label.toLowerCase());
  if (view.label === undefined) {
    if (present === label) return undefined;
    throw new UserError(`model.label: the view has no column ${JSON.stringify(label)}`, {
      hint: 'Name a column, or write `data.view.label`, the SQL expression that makes it.',
    });
  }
  if (present !== undefined) {
    throw new UserError(`model.label: the view has a column ${JSON.stringify(present)} already`, {
      hint: 'Choose another name for the label that `data.view.label` makes, or remove `data.view.label`.',
    });
  }
  const expression = await checkedExpression(engine, 'data.view.label', view.label);
  const type = columnTypeOf(await typeOf(engine, 'data.view.label', view.label, expression, relation));
  return { name: label, type, sql: `CAST(${expression} AS ${sqlTypeOf(type)}) AS ${identifier(label)}` };
}

/** The condition `view.where`, which may speak of the label too. */
async function conditionOf(
  engine: DataEngine,
  view: ViewConfig,
  relation: Relation,
  label: Label | undefined,
): Promise<string | undefined> {
  if (view.where === undefined) return undefined;
  const expression = await checkedExpression(engine, 'data.view.where', view.where);
  const type = await typeOf(engine, 'data.view.where', view.where, expression, relation, label);
  if (type === 'BOOLEAN') return expression;
  throw badExpression(
    'data.view.where',
    view.where,
    `its value is of the type ${type}, neither true nor false`,
  );
}

/**
 * The part of `view.where` that whoever sends requests can apply too: of the conditions that `AND` joins, those
 * that need neither the label nor a column under `unavailable`.
 */
async function servedCondition(
  engine: DataEngine,
  view: ViewConfig,
  relation: Relation,
  label: string,
): Promise<string | undefined> {
  if (view.where === undefined) return undefined;
  const unknown = new Set([...view.unavailable, label].map((name) => name.toLowerCase()));
  const known = [...relation.columns].filter(([name]) => !unknown.has(name.toLowerCase()));
  const atRequest = { sql: relation.sql, columns: new Map(known) };
  const expression = await checkedExpression(engine, 'data.view.where', view.where);
  const kept: string[] = [];
  for (const condition of await conjunctsOf(engine, expression)) {
    const isKnown = await typeOf(engine, 'data.view.where', condition, condition, atRequest).then(
      () => true,
      () => false,
    );
    if (isKnown) kept.push(condition);
  }
  return kept.length > 0 ? kept.join(' AND ') : undefined;
}

/** DuckDB's type of an expression over `relation`; what does not fit the columns is the user's to mend. */
async function typeOf(
  engine: DataEngine,
  key: string,
  sql: string,
  expression: string,
  relation: Relation,
  label?: Label,
): Promise<string> {
  const names = [...relation.columns.keys()].map(identifier);
  try {
    // Beside the columns, an aggregate is refused here and not when the rows are made; as a condition, a window is.
    const described = await engine.rows<{ column_type: string }>(
      `DESCRIBE SELECT *, ${expression} AS value
       FROM (SELECT ${[...names, ...(label ? [label.sql] : [])].join(', ')} FROM (${relation.sql}))
       ${key === 'data.view.where' ? `WHERE ${expression}` : ''}`,
    );
    return described.at(-1)?.column_type ?? '';
  } catch (error) {
    throw badExpression(key, sql, error);
  }
}
