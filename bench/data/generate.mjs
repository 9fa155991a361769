// The datasets of the bench, made by DuckDB in one thread from a seed: the same on every machine.
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const duckdb = createRequire(import.meta.url)('@duckdb/node-api');

/** A standard normal number by Box and Muller; `random()` is in [0, 1). */
const NORMAL = 'sqrt(-2 * ln(1 - random())) * cos(6.283185307179586 * random())';
const missing = (expression) => `CASE WHEN random() < 0.01 THEN NULL ELSE ${expression} END`;

/**
 * 20 numeric columns (normal, log-normal, integers of few and many values, 1 % missing) and 10 of text.
 * @param shift what is added to the first five numeric columns, in standard deviations
 */
export function narrowColumns(shift) {
  const columns = [];
  for (let n = 0; n < 10; n++) {
    const value = `${NORMAL} * ${n + 1} + ${n < 5 ? shift * (n + 1) : 0}`;
    columns.push(`${missing(`round(${value}, 6)`)} AS normal_${n}`);
  }
  for (let n = 10; n < 15; n++) columns.push(`round(exp(${NORMAL}), 5) AS lognormal_${n}`);
  for (let n = 15; n < 20; n++) {
    columns.push(`CAST(floor(random() * ${10 ** (n - 14)}) AS BIGINT) AS integer_${n}`);
  }
  for (let n = 20; n < 30; n++) {
    const code = `CAST(floor(random() * random() * ${4 + (n - 20) * 20}) AS INTEGER)`;
    columns.push(`${missing(`'value_' || ${code}`)} AS category_${n}`);
  }
  return columns;
}

/** Nine numeric columns of ten, one of text. */
export function wideColumns(width) {
  return Array.from({ length: width }, (_, n) =>
    n % 10 === 9 ? `'v' || CAST(floor(random() * 12) AS INTEGER) AS c${n}` : `round(${NORMAL}, 4) AS c${n}`,
  );
}

/** Writes a CSV file of these columns, unless it is there. */
export async function writeCsv(path, rows, seed, columns) {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const instance = await duckdb.DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const temporary = `${path}.making`;
  await connection.run('SET threads = 1');
  await connection.run(`SELECT setseed(${seed / 100})`);
  await connection.run(
    `COPY (SELECT ${columns.join(', ')} FROM range(${rows}) AS r(i)) TO '${temporary.replaceAll("'", "''")}' (FORMAT csv, HEADER)`,
  );
  connection.closeSync();
  instance.closeSync();
  renameSync(temporary, path);
}
