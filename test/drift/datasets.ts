import {
  type Column,
  type ColumnType,
  type Frame,
  frameOf,
  type Value,
} from '../../src/data/engine/frame.ts';
import { type Random, randomOf } from '../../src/stats/random.ts';

/** Two datasets with the same columns. */
export interface DatasetPair {
  readonly reference: Frame;
  readonly current: Frame;
}

/** Draws a value; `shift` is 0 in the reference and where nothing moved. */
type Draw = (random: Random, shift: number, row: number) => Value;

interface Shape {
  readonly name: string;
  readonly type: ColumnType;
  readonly draw: Draw;
}

/** Six digits, so that no version of Math.log can change a case. */
const short = (value: number) => Math.round(value * 1e6) / 1e6;
const gone = (random: Random, share: number, value: Value): Value => (random.next() < share ? null : value);
const ODD: Value[] = [null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const SHAPES: readonly Shape[] = [
  { name: 'normal', type: 'number', draw: (r, s) => short(r.normal() + s) },
  { name: 'skewed', type: 'number', draw: (r, s) => short(Math.exp(r.normal() + s)) },
  { name: 'rounded', type: 'number', draw: (r, s) => Math.round(10 * (r.normal() + s)) / 10 },
  { name: 'large offset', type: 'number', draw: (r, s) => short(1e9 + r.next() + s) },
  { name: 'tiny', type: 'number', draw: (r, s) => (r.normal() + s) * 1e-9 },
  {
    name: 'odd numbers',
    type: 'number',
    draw: (r, s) => (r.integer(6) === 0 ? (ODD[r.integer(4)] as Value) : short(r.normal() + s)),
  },
  { name: 'mostly missing', type: 'number', draw: (r, s) => gone(r, 0.9, short(r.normal() + s)) },
  { name: 'nothing', type: 'number', draw: () => null },
  { name: 'constant number', type: 'number', draw: () => 0.1 },
  { name: 'constant that moves', type: 'number', draw: (_, s) => (s > 0.5 ? 3 : 2) },
  { name: 'whole', type: 'integer', draw: (r, s) => r.integer(1000) + Math.round(200 * s) },
  {
    name: 'whole, missing some',
    type: 'integer',
    draw: (r, s) => gone(r, 0.1, r.integer(40) + Math.round(9 * s)),
  },
  { name: 'three numbers', type: 'integer', draw: (r, s) => Math.min(2, r.integer(3) + Math.round(s)) },
  { name: 'five numbers', type: 'integer', draw: (r, s) => (r.next() < s / 4 ? 4 : r.integer(5)) },
  { name: 'six numbers', type: 'integer', draw: (r, s) => (r.next() < s / 4 ? 5 : r.integer(6)) },
  { name: 'two numbers', type: 'number', draw: (r, s) => (r.next() < 0.4 + s / 5 ? 1.5 : -0.5) },
  { name: 'zero and one', type: 'integer', draw: (r, s) => (r.next() < 0.4 + s / 5 ? 1 : 0) },
  { name: 'row', type: 'integer', draw: (_r, _s, row) => row },
  { name: 'truth', type: 'boolean', draw: (r, s) => r.next() < 0.7 - s / 5 },
  { name: 'truth, missing some', type: 'boolean', draw: (r, s) => gone(r, 0.3, r.next() < 0.7 - s / 5) },
  { name: 'two words', type: 'string', draw: (r, s) => (r.next() < 0.3 + s / 5 ? 'yes' : 'no') },
  {
    name: 'letters',
    type: 'string',
    draw: (r, s) => 'abcdefgh'[Math.min(r.integer(5), r.integer(5)) + Math.round(s)] ?? 'z',
  },
  {
    name: 'new words',
    type: 'string',
    draw: (r, s) => (s > 0 && r.next() < 0.02 ? `new ${r.integer(3)}` : `v${r.integer(4)}`),
  },
  { name: 'many words', type: 'string', draw: (r, s) => `v${Math.floor(r.integer(400) * (1 + s / 10))}` },
  {
    name: 'missing words',
    type: 'string',
    draw: (r, s) => gone(r, 0.4, `v${Math.min(r.integer(6), 5 - Math.round(s))}`),
  },
  { name: 'constant word', type: 'string', draw: () => 'always' },
  {
    name: 'unicode',
    type: 'string',
    draw: (r, s) =>
      ['é', 'e\u0301', '日本', '🦊', ' ', '', 'É', 'ß'][Math.min(7, r.integer(6) + Math.round(s))] ?? '',
  },
];
const SHIFTS = [0, 0, 0, 0.05, 0.2, 0.5, 1, 2.5];

/** The same pairs for the same seed: 2 to 20,000 rows and 3 to 8 columns, of every type. */
export function datasetPairs(seed: number, count: number): DatasetPair[] {
  const random = randomOf(seed);
  const sizeOf = () => Math.floor(2 * 10 ** (4 * random.next()));
  return Array.from({ length: count }, (_, pair) => {
    const rows = [sizeOf(), random.integer(3) === 0 ? undefined : sizeOf()] as const;
    const width = 3 + random.integer(6);
    const reference: Column[] = [];
    const current: Column[] = [];
    for (let place = 0; place < width; place++) {
      // Every shape gets its turn.
      const shape = SHAPES[(pair + place * 10) % SHAPES.length] as Shape;
      const shift = SHIFTS[random.integer(SHIFTS.length)] as number;
      const column = (length: number, by: number): Column => ({
        name: shape.name,
        type: shape.type,
        values: Array.from({ length }, (_, row) => shape.draw(random, by, row)),
      });
      if (reference.some(({ name }) => name === shape.name)) continue;
      reference.push(column(rows[0], 0));
      current.push(column(rows[1] ?? rows[0], shift));
    }
    return { reference: frameOf(reference), current: frameOf(current) };
  });
}

/** The pair as a line for a Python peer: JSON has no infinities and no NaN. */
export function pairLine({ reference, current }: DatasetPair): string {
  const values = (side: Frame, name: string) =>
    side.columns
      .get(name)
      ?.values.map((value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value));
  return JSON.stringify(
    [...reference.columns.values()].map(({ name, type }) => ({
      name,
      type,
      reference: values(reference, name),
      current: values(current, name),
    })),
  );
}
