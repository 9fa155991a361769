// The view of examples/flights as frames: what a model of late flights sees, with the time of each row.
import { join } from 'node:path';
import duckdb from '@duckdb/node-api';
import { root } from '../../scripts/lib/toolchain.mjs';

const data = join(root, 'examples', 'flights', 'data');
const COLUMNS = [
  'carrier',
  'origin',
  'dest',
  'distance',
  'plane_seats',
  'temp',
  'wind_speed',
  'precip',
  'visib',
  'pressure',
  'plane_year',
  'hour',
];

/** A function that gives the flights which a condition in SQL chooses, as a frame. */
export async function openFlights() {
  const connection = await (await duckdb.DuckDBInstance.create()).connect();
  await connection.run(`CREATE TABLE flights AS
    SELECT f.*, w.temp, w.wind_speed, w.precip, w.visib, w.pressure, p.year AS plane_year, p.seats AS plane_seats
    FROM '${join(data, 'flights.parquet')}' f
    ASOF LEFT JOIN '${join(data, 'weather.parquet')}' w ON f.origin = w.origin AND f.time_hour >= w.time_hour
    LEFT JOIN read_csv('${join(data, 'planes.csv')}', nullstr = 'NA') p ON f.tailnum = p.tailnum`);
  return async (condition) => {
    const found = await connection.runAndReadAll(
      `SELECT epoch_ms(time_hour)::DOUBLE AS time, ${COLUMNS.join(', ')} FROM flights WHERE ${condition}`,
    );
    const columns = found.getColumnsJS().map((values, place) => {
      const name = ['time', ...COLUMNS][place];
      const plain = values.map((value) => (typeof value === 'bigint' ? Number(value) : value));
      const isText = plain.some((value) => typeof value === 'string');
      return { name, type: name === 'time' ? 'timestamp' : isText ? 'string' : 'number', values: plain };
    });
    return {
      rows: columns[0].values.length,
      columns: new Map(columns.map((column) => [column.name, column])),
    };
  };
}
