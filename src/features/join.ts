import { durationOf } from '../config/duration.ts';
import type { JoinConfig } from '../config/schema/view.ts';
import { columnTypeOf } from '../data/engine/column-types.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { ColumnType } from '../data/engine/frame.ts';
import { identifier, literal } from '../data/engine/sql.ts';
import { DataError, UserError } from '../system/errors.ts';

/** A relation on its way to be the view. */
export interface Relation {
  /** A SELECT, to be set in parentheses. */
  readonly sql: string;
  /** By name, in order; a Map because a column may be called `__proto__`. */
  readonly columns: ReadonlyMap<string, ColumnType>;
}

/** The columns of a table or view, with the contract's types. */
export async function columnsOfTable(
  engine: DataEngine,
  table: string,
  key: string,
): Promise<Map<string, ColumnType>> {
  const [known] = await engine.rows(
    "SELECT 1 FROM information_schema.tables WHERE table_schema = 'main' AND lower(table_name) = lower(?)",
    [table],
  );
  if (!known) {
    throw new UserError(`${key}: there is no source ${JSON.stringify(table)}`, {
      hint: 'Name one of `data.sources`.',
    });
  }
  const described = await engine.rows<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM ${identifier(table)}`,
  );
  return new Map(described.map((column) => [column.column_name, columnTypeOf(column.column_type)]));
}

/** The name that `columns` has for `name`: SQL takes no notice of case. */
export function columnNamed(
  columns: ReadonlyMap<string, ColumnType>,
  name: string,
  where: string,
): { readonly name: string; readonly type: ColumnType } {
  for (const [column, type] of columns) {
    if (column.toLowerCase() === name.toLowerCase()) return { name: column, type };
  }
  throw new UserError(`${where}: there is no column ${JSON.stringify(name)}`, {
    hint: `There are ${[...columns.keys()].join(', ')}.`,
  });
}

/**
 * `left` with the columns that `join` looks up in another source. Every row of `left` stays, once; where nothing
 * is found, or a key is missing, the columns are missing. An `asof` join takes the latest row at or before the time of
 * the left row, and none that is older than `within`.
 * @param key where the join stands in the config, such as `data.view.join[0]`
 * @param hit the name of a column of truth values: whether a row was found
 * @throws UserError for names that are absent or taken, and keys of different types
 * @throws DataError where several rows of the source fit and it is not decided which one holds
 */
export async function joined(
  engine: DataEngine,
  left: Relation,
  join: JoinConfig,
  key: string,
  hit: string,
): Promise<Relation> {
  const right = await columnsOfTable(engine, join.source, `${key}.source`);
  const here = `${key} (${join.source})`;
  const on = join.on.map((name) => sharedColumn(left.columns, right, name, here));
  const time =
    join.asof === undefined ? undefined : sharedColumn(left.columns, right, join.asof, `${here}, asof`);
  if (time && !(isTime(time.left.type) && isTime(time.right.type))) {
    throw new UserError(`${here}: ${join.asof} is no time on both sides, so \`asof\` has no meaning`, {
      hint: 'Times are written YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ; set `types` of the source where they are not told as such.',
    });
  }
  if (join.within !== undefined && !time) {
    throw new UserError(`${here}: \`within\` does nothing without \`asof\``, {
      hint: 'Name the time under `asof`.',
    });
  }
  const taken = takenColumns(
    left,
    right,
    join,
    here,
    [...on, ...(time ? [time] : [])].map((pair) => pair.right.name),
  );
  const pairs = on.map((pair) => `l.${identifier(pair.left.name)} = r.${identifier(pair.right.name)}`);
  const keys = on.map((pair) => pair.right.name);
  const picked = [
    ...new Set([...keys, ...(time ? [time.right.name] : []), ...taken.map(({ from }) => from)]),
  ];
  const needed = [...keys, ...(time ? [time.right.name] : [])];
  const complete = needed.map((name) => `${identifier(name)} IS NOT NULL`).join(' AND ');
  const twins = `SELECT ${needed.map(identifier).join(', ')} FROM ${identifier(join.source)} WHERE ${complete}
    GROUP BY ALL HAVING count(*) > 1`;
  const [anyTwin] = await engine.rows(`${twins} LIMIT 1`);
  // Rows that agree in all that is taken are one answer; only an `asof` source, a log of events, may repeat them.
  const lookup = `SELECT ${time && anyTwin ? 'DISTINCT ' : ''}${picked.map(identifier).join(', ')}
    FROM ${identifier(join.source)} WHERE ${complete}`;
  const kind = time ? 'ASOF LEFT JOIN' : 'LEFT JOIN';
  const at = time ? `l.${identifier(time.left.name)} >= r.${identifier(time.right.name)}` : '';
  const condition = [...pairs, ...(time ? [at] : [])].join(' AND ');
  if (anyTwin) await refuseTwinRows(engine, left, join, here, { lookup, needed, kind, condition });
  const fresh =
    time && join.within !== undefined
      ? `r.${identifier(time.right.name)} >= l.${identifier(time.left.name)} - to_microseconds(${durationOf(join.within, `${key}.within`) * 1000})`
      : `r.${identifier(keys[0] ?? '')} IS NOT NULL`;
  const found = `coalesce(${fresh}, false)`;
  const values = taken.map(
    ({ from, to }) => `if(${found}, r.${identifier(from)}, NULL) AS ${identifier(to)}`,
  );
  return {
    sql: `SELECT l.*, ${[...values, `${found} AS ${identifier(hit)}`].join(', ')}
      FROM (${left.sql}) l ${kind} (${lookup}) r ON ${condition}`,
    columns: new Map([...left.columns, ...taken.map(({ to, type }): [string, ColumnType] => [to, type])]),
  };
}

function isTime(type: ColumnType): boolean {
  return type === 'timestamp' || type === 'date';
}

function isNumber(type: ColumnType): boolean {
  return type === 'integer' || type === 'number';
}

interface SharedColumn {
  readonly left: { readonly name: string; readonly type: ColumnType };
  readonly right: { readonly name: string; readonly type: ColumnType };
}

function sharedColumn(
  left: ReadonlyMap<string, ColumnType>,
  right: ReadonlyMap<string, ColumnType>,
  name: string,
  where: string,
): SharedColumn {
  const pair = {
    left: columnNamed(left, name, `${where}, left side`),
    right: columnNamed(right, name, where),
  };
  const [a, b] = [pair.left.type, pair.right.type];
  if (a === b || (isNumber(a) && isNumber(b)) || (isTime(a) && isTime(b))) return pair;
  throw new UserError(
    `${where}: ${name} is ${a} on the left side and ${b} in the source, so nothing would match`,
    {
      hint: 'Set `types` of one of the sources, or `missing` if a text such as NA made the numbers text.',
    },
  );
}

/** What is taken from the source, and the names it gets. */
function takenColumns(
  left: Relation,
  right: ReadonlyMap<string, ColumnType>,
  join: JoinConfig,
  where: string,
  keys: readonly string[],
): { readonly from: string; readonly to: string; readonly type: ColumnType }[] {
  const names = join.columns ?? [...right.keys()].filter((name) => !keys.includes(name));
  const used = new Set([...left.columns.keys()].map((name) => name.toLowerCase()));
  return names.map((name) => {
    const column = columnNamed(right, name, `${where}, columns`);
    const to = `${join.prefix ?? ''}${column.name}`;
    if (used.has(to.toLowerCase())) {
      throw new UserError(`${where}: the view has a column ${JSON.stringify(to)} already`, {
        hint:
          join.prefix === undefined
            ? `Set a prefix, such as \`prefix: ${join.source}_\`.`
            : 'Set another prefix.',
      });
    }
    used.add(to.toLowerCase());
    return { from: column.name, to, type: column.type };
  });
}

/** Refuses rows of the source that have the same key (and time), where a row of the view would meet them. */
async function refuseTwinRows(
  engine: DataEngine,
  left: Relation,
  join: JoinConfig,
  where: string,
  query: { lookup: string; needed: readonly string[]; kind: string; condition: string },
): Promise<void> {
  const keys = query.needed.map(identifier).join(', ');
  const met = query.needed.map((name) => `r.${identifier(name)}`).join(', ');
  const shown = query.needed.map((name, i) => `CAST(${identifier(name)} AS VARCHAR) AS k${i}`).join(', ');
  const [example] = await engine.rows<Record<string, string> & { n: number }>(
    `WITH twins AS (SELECT ${keys}, count(*) AS n FROM (${query.lookup}) GROUP BY ALL HAVING count(*) > 1),
       met AS (SELECT DISTINCT ${met} FROM (${left.sql}) l
         ${query.kind.replace('LEFT ', '')} (SELECT DISTINCT ${keys} FROM (${query.lookup})) r ON ${query.condition})
     SELECT ${shown}, n FROM met JOIN twins USING (${keys}) ORDER BY ALL LIMIT 1`,
  );
  if (!example) return;
  const values = query.needed.map((name, i) => `${name} = ${literal(String(example[`k${i}`]))}`).join(', ');
  const what = join.asof === undefined ? 'rows' : 'different rows';
  throw new DataError(
    `${where}: the source has ${example.n} ${what} with ${values}, and a row of the view can take one only`,
    {
      hint: 'Remove the repeated rows from the source, or name more columns under `on`.',
    },
  );
}
