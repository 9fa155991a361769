import { type ScanSubject, Scans } from '../../../../src/data/checks/scans/scans.ts';
import type { DataEngine } from '../../../../src/data/engine/engine.ts';
import { type Column, type ColumnType, frameOf, type Value } from '../../../../src/data/engine/frame.ts';
import { describeTable, rowsOf } from '../../../../src/data/engine/table.ts';
import { talliesOf } from '../../../../src/data/profile/tally-table.ts';
import { Random } from '../../../../src/stats/random.ts';

/** What the scans find in a table. */
export async function scanned(
  engine: DataEngine,
  table: string,
  options: Partial<Omit<ScanSubject, 'table' | 'rows' | 'columns'>> = {},
) {
  const columns = await describeTable(engine, table);
  const rows = await rowsOf(engine, table);
  const scans = new Scans({ table, dataset: table, rows, columns, ...options });
  for await (const { column, tally } of talliesOf(engine, table, columns, rows)) scans.visit(column, tally);
  return { anomalies: await scans.finish(engine), hidden: [...scans.hidden] };
}

const DAY = 86_400_000;
export const START = Date.UTC(2024, 0, 1);

/** A clean table of every kind of column: nothing in it is worth a word. */
export function cleanColumns(rows: number, seed: number): Record<string, [ColumnType, Value[]]> {
  const random = new Random(seed);
  const make = (next: (row: number) => Value): Value[] => Array.from({ length: rows }, (_, row) => next(row));
  const digits = (length: number) => Array.from({ length }, () => random.integer(10)).join('');
  const pick = <T>(values: readonly T[]) => values[random.integer(values.length)] as T;
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    at: ['timestamp', make((row) => START + Math.floor((row * 120 * DAY) / rows / 1000) * 1000)],
    id: ['integer', make((row) => 1_000_000 + row)],
    normal: ['number', make(() => 100 + 15 * random.normal())],
    lognormal: ['number', make(() => Math.exp(2 * random.normal()))],
    pareto: ['number', make(() => 1 / (1 - random.next()))],
    cauchy: ['number', make(() => Math.tan(Math.PI * (random.next() - 0.5)))],
    exponential: ['number', make(() => -Math.log(1 - random.next()))],
    uniform: ['number', make(() => random.next())],
    mixture: ['number', make(() => (random.next() < 0.3 ? 1000 : 0) + random.normal())],
    rain: ['number', make(() => (random.next() < 0.93 ? 0 : -Math.log(1 - random.next())))],
    count: ['integer', make(() => Math.floor(-8 * Math.log(1 - random.next())))],
    signed: ['integer', make(() => Math.round(40 * random.normal()))],
    grade: ['integer', make(() => 1 + random.integer(5))],
    trend: ['number', make((row) => 50 + (40 * row) / rows + random.normal())],
    sparse: ['number', make(() => (random.next() < 0.7 ? null : random.normal()))],
    city: [
      'string',
      make(() => pick(['Köln', 'Zürich', 'Málaga', 'São Paulo', 'Łódź', 'Paris', 'Âncora', 'Ãvila'])),
    ],
    zip: ['string', make(() => digits(5))],
    swedish: ['string', make(() => `${digits(3)} ${digits(2)}`)],
    order: ['string', make((row) => `SO-${100_000 + row}`)],
    account: ['string', make(() => digits(16))],
    epoch: ['integer', make((row) => START + row * 1000)],
    version: ['string', make(() => `${random.integer(4)}.${random.integer(20)}.${random.integer(9)}`)],
    clock: [
      'string',
      make(() => `${two(random.integer(24))}:${two(random.integer(60))}:${two(random.integer(60))}`),
    ],
    day: ['string', make((row) => new Date(START + row * DAY).toISOString().slice(0, 10))],
    us_day: ['string', make(() => `${two(1 + random.integer(12))}/${two(1 + random.integer(28))}/2024`)],
    remark: [
      'string',
      make(() => pick(['call back', 'see @home', 'v1.2, 50% off', 'n/a', '12 apples', 'A/B 3/4'])),
    ],
    flag: ['boolean', make(() => random.next() < 0.4)],
  };
}

/** Columns as a table of the engine. */
export async function tableOf(
  engine: DataEngine,
  name: string,
  columns: Readonly<Record<string, readonly [ColumnType, readonly Value[]]>>,
): Promise<string> {
  const made = Object.entries(columns).map(
    ([column, [type, values]]): Column => ({ name: column, type, values }),
  );
  await engine.insert(name, frameOf(made));
  return name;
}
