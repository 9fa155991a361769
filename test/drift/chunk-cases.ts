import type { ColumnType, Value } from '../../src/data/engine/frame.ts';
import { type Random, randomOf } from '../../src/stats/random.ts';

/** A reference column and ten later stretches of it. */
export interface ChunkCase {
  readonly type: ColumnType;
  readonly reference: Value[];
  readonly chunks: Value[][];
}

const short = (value: number) => Math.round(value * 1e6) / 1e6;

interface Shape {
  readonly type: ColumnType;
  readonly rows: number;
  readonly draw: (random: Random, shift: number) => Value;
}

/** NannyML looks at bins only from 10,000 rows on. A number of rows that ten does not divide leaves a chunk over. */
const SHAPES: readonly Shape[] = [
  { type: 'number', rows: 605, draw: (r, s) => short(r.normal() + s) },
  {
    type: 'number',
    rows: 300,
    draw: (r, s) => (r.integer(8) === 0 ? null : short(Math.exp(r.normal() + s))),
  },
  { type: 'integer', rows: 997, draw: (r, s) => r.integer(12) + Math.round(4 * s) },
  { type: 'number', rows: 10_000, draw: (r, s) => short(r.normal() * (1 + s / 2)) },
  { type: 'integer', rows: 10_007, draw: (r, s) => r.integer(40) + Math.round(9 * s) },
  { type: 'number', rows: 400, draw: (_, s) => (s > 0.9 ? 3 : 2) },
  {
    type: 'string',
    rows: 500,
    draw: (r, s) => 'abcdefgh'[Math.min(r.integer(5), r.integer(5)) + Math.round(s)] ?? 'z',
  },
  {
    type: 'string',
    rows: 803,
    draw: (r, s) => (r.integer(9) === 0 ? null : `v${r.integer(60 + Math.round(20 * s))}`),
  },
  { type: 'boolean', rows: 350, draw: (r, s) => r.next() < 0.7 - s / 5 },
  { type: 'string', rows: 1205, draw: (r, s) => (r.next() < 0.3 + s / 4 ? 'ja' : 'nein') },
];
const SHIFTS = [0, 0, 0, 0, 0.1, 0.2, 0.4, 0.7, 1, 2.5];

/** Ten columns with ten chunks each, the same for the same seed. */
export function chunkCases(seed: number): ChunkCase[] {
  const random = randomOf(seed);
  return SHAPES.map(({ type, rows, draw }) => {
    const column = (length: number, shift: number) => Array.from({ length }, () => draw(random, shift));
    const reference = column(rows, 0);
    return { type, reference, chunks: SHIFTS.map((shift) => column(20 + random.integer(400), shift)) };
  });
}
