import {
  type Dyadic,
  dyadic,
  dyadicOf,
  dyadicText,
  minus,
  parseDyadic,
  plus,
  quotient,
  times,
  ZERO,
} from '../../stats/dyadic.ts';
import { ExactSum } from '../../stats/exact-sum.ts';
import { DataError, UserError } from '../../system/errors.ts';
import { cut } from '../checks/phrases.ts';
import type { DataEngine } from '../engine/engine.ts';
import { identifier } from '../engine/sql.ts';
import { columnNamed, type TableColumn } from '../engine/table.ts';
import { compareBytes, LONGEST_KEPT } from './profile-column.ts';
import type { Extra } from './profile-extra.ts';
import { KEPT_VALUES } from './profile-merge-part.ts';
import type { ColumnProfile } from './profile-schema.ts';

/** The column of the weights. */
export interface Weight {
  readonly name: string;
  /** SQL of a row's weight. */
  readonly sql: string;
  readonly rows: number;
  /** Of all rows. */
  readonly total: Dyadic;
}

const ONE = dyadic(1n, 0);
const TOP_VALUES = 20;

/**
 * The weight that the options name.
 * @throws UserError where it is no column of numbers
 * @throws DataError where a row has no weight, or one that is negative or not finite
 */
export async function weightOf(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  { weight }: { readonly weight?: string },
): Promise<Weight | undefined> {
  if (weight === undefined) return undefined;
  const { name, type, sql } = columnNamed(columns, weight, '--weight');
  if (type !== 'number' && type !== 'integer') {
    throw new UserError(`--weight: the column ${JSON.stringify(name)} holds ${type} values, not numbers`, {
      hint: 'Name a column of weights, 0 or more.',
    });
  }
  const value = `CAST(${sql} AS DOUBLE)`;
  const [odd] = await engine.rows<{ n: number; rows: number }>(
    `SELECT count(*) FILTER (NOT coalesce(isfinite(${value}) AND ${value} >= 0, false)) AS n, count(*) AS rows
     FROM ${identifier(table)} AS t`,
  );
  if (odd && odd.n > 0) {
    throw new DataError(
      `${odd.n} rows have no weight in ${JSON.stringify(name)}, or one that is negative or not finite`,
      {
        hint: 'Every row needs a weight of 0 or more.',
      },
    );
  }
  const rows = odd?.rows ?? 0;
  const [weights = new Float64Array()] = await engine.numbers(
    `SELECT ${value} FROM ${identifier(table)} AS t`,
    [new Float64Array(rows)],
  );
  const total = new ExactSum();
  for (const each of weights) total.add(each);
  return { name, sql: value, rows, total: total.total() };
}

/** The weighted figures of a column, as TFDV has them with `weight_feature`. */
export async function weightedFigures(
  engine: DataEngine,
  table: string,
  { type, sql, name }: TableColumn,
  weight: Weight | undefined,
): Promise<Extra> {
  if (!weight || weight.name === name) return { figures: {} };
  const from = `FROM ${identifier(table)} AS t`;
  if (type === 'integer' || type === 'number') {
    const value = `CAST(${sql} AS DOUBLE)`;
    const read = await engine.numbers(
      `SELECT ${value}, ${weight.sql} ${from} WHERE coalesce(isfinite(${value}), false)`,
      [new Float64Array(weight.rows), new Float64Array(weight.rows)],
    );
    const [values = new Float64Array(), weights = new Float64Array()] = read;
    const [sum, linear, squares] = [new ExactSum(), new ExactSum(), new ExactSum()];
    for (let i = 0; i < values.length; i++) {
      const [x, w] = [values[i] as number, weights[i] as number];
      sum.add(w);
      linear.addProduct(w, x);
      squares.addTripleProduct(w, x, x);
    }
    return numberExtra(sum.total(), weight.total, [linear.total(), squares.total()]);
  }
  if (type === 'string' || type === 'boolean') {
    const found = await engine.rows<{ value: string; weight: number; n: number }>(
      `SELECT CAST(${sql} AS VARCHAR) AS value, ${weight.sql} AS weight, count(*) AS n ${from}
       WHERE ${sql} IS NOT NULL GROUP BY ALL`,
    );
    const sums = new Map<string, Dyadic>();
    for (const { value, weight: each, n } of found) {
      const part = times(dyadicOf(each), dyadic(BigInt(n), 0));
      sums.set(value, plus(sums.get(value) ?? ZERO, part));
    }
    return textExtra(sums, weight.total);
  }
  const [weights = new Float64Array()] = await engine.numbers(
    `SELECT ${weight.sql} ${from} WHERE ${sql} IS NOT NULL`,
    [new Float64Array(weight.rows)],
  );
  const sum = new ExactSum();
  for (const each of weights) sum.add(each);
  return plainExtra(sum.total(), weight.total);
}

function plainExtra(weight: Dyadic, total: Dyadic): Extra {
  const missing = minus(total, weight);
  return {
    figures: { weighted: { weight: quotient(weight, ONE), missing: quotient(missing, ONE) } },
    merge: { weighted: { weight: dyadicText(weight), missing: dyadicText(missing) } },
  };
}

function numberExtra(weight: Dyadic, total: Dyadic, sums: readonly [linear: Dyadic, squares: Dyadic]): Extra {
  const { figures, merge } = plainExtra(weight, total);
  const [linear, squares] = sums;
  const isEmpty = weight.mantissa === 0n;
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const spread = minus(times(weight, squares), times(linear, linear));
  return {
    figures: {
      weighted: {
        ...(figures.weighted ?? { weight: 0, missing: 0 }),
        mean: isEmpty ? null : finite(quotient(linear, weight)),
        variance: isEmpty ? null : finite(quotient(spread, times(weight, weight))),
      },
    },
    merge: {
      weighted: { ...(merge?.weighted ?? { weight: '0p0', missing: '0p0' }), sums: sums.map(dyadicText) },
    },
  };
}

function textExtra(sums: ReadonlyMap<string, Dyadic>, total: Dyadic): Extra {
  const ranked = [...sums].map(([value, sum]) => ({ value, sum, weight: quotient(sum, ONE) }));
  ranked.sort((a, b) => compareDyadic(b.sum, a.sum) || compareBytes(b.value, a.value));
  const { figures, merge } = plainExtra([...sums.values()].reduce(plus, ZERO), total);
  const kept = sums.size <= KEPT_VALUES ? ranked : [];
  return {
    figures: {
      weighted: {
        ...(figures.weighted ?? { weight: 0, missing: 0 }),
        top: ranked
          .slice(0, TOP_VALUES)
          .map(({ value, weight }) => ({ value: cut(value, LONGEST_KEPT), weight })),
      },
    },
    merge: {
      weighted: {
        ...(merge?.weighted ?? { weight: '0p0', missing: '0p0' }),
        ...(sums.size <= KEPT_VALUES
          ? { values: kept.map(({ value }) => value), weights: kept.map(({ sum }) => dyadicText(sum)) }
          : {}),
      },
    },
  };
}

function compareDyadic(a: Dyadic, b: Dyadic): number {
  const { mantissa } = minus(a, b);
  return mantissa === 0n ? 0 : mantissa > 0n ? 1 : -1;
}

/** Exact; the top values are left out where a part does not keep all of them. */
export function mergeWeighted(type: ColumnProfile['type'], columns: readonly ColumnProfile[]): Extra {
  const parts = columns.flatMap(({ merge }) => merge?.weighted ?? []);
  if (parts.length === 0) return { figures: {} };
  const sum = (texts: readonly string[]) => texts.map(parseDyadic).reduce(plus, ZERO);
  const weight = sum(parts.map((part) => part.weight));
  const total = plus(weight, sum(parts.map(({ missing }) => missing)));
  if (type === 'integer' || type === 'number') {
    const at = (index: number) => sum(parts.flatMap(({ sums }) => sums?.[index] ?? []));
    return numberExtra(weight, total, [at(0), at(1)]);
  }
  if (type !== 'string' && type !== 'boolean') return plainExtra(weight, total);
  if (!parts.every(({ values, weights, weight: of }) => (values && weights) || of === '0p0')) {
    return plainExtra(weight, total);
  }
  const sums = new Map<string, Dyadic>();
  for (const { values = [], weights = [] } of parts) {
    for (const [index, value] of values.entries()) {
      const key = String(value);
      sums.set(key, plus(sums.get(key) ?? ZERO, parseDyadic(weights[index] ?? '0p0')));
    }
  }
  return textExtra(sums, total);
}
