// The yardstick: DuckDB alone, with its defaults, loads the files into tables.
import { createRequire } from 'node:module';

const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api');
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
for (const [index, path] of process.argv.slice(2).entries()) {
  await connection.run(`CREATE TABLE t${index} AS SELECT * FROM read_csv('${path.replaceAll("'", "''")}')`);
}
connection.closeSync();
instance.closeSync();
