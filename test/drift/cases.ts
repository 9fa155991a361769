import type { Column, ColumnType, Value } from '../../src/data/engine/frame.ts';
import { type Random, randomOf } from '../../src/stats/random.ts';

/** A column on two sides and the methods (Evidently's names) that can compare it. */
export interface DriftCase {
  readonly type: ColumnType;
  readonly reference: Value[];
  readonly current: Value[];
  readonly methods: readonly string[];
}

const NUMERICAL = ['ks', 'wasserstein', 'ed', 't_test', 'mannw', 'cramer_von_mises', 'anderson', 'es'];
const SHARES = ['jensenshannon', 'kl_div', 'psi', 'hellinger'];
const COUNTS = ['chisquare', 'z', 'g_test', 'fisher_exact'];

type Draw = (random: Random, shift: number) => Value;

/** Six digits, so that no version of Math.log can change a case. */
const short = (value: number) => Math.round(value * 1e6) / 1e6;

const SHAPES: { type: ColumnType; draw: Draw; methods: readonly string[] }[] = [
  { type: 'number', draw: (r, s) => short(r.normal() + s), methods: [...NUMERICAL, ...SHARES] },
  { type: 'number', draw: (r, s) => short(Math.exp(r.normal() + s)), methods: [...NUMERICAL, ...SHARES] },
  {
    type: 'number',
    draw: (r, s) => Math.round(10 * (r.normal() + s)) / 10,
    methods: [...NUMERICAL, ...SHARES],
  },
  { type: 'number', draw: (r, s) => short(1e6 + 100 * (r.next() + s)), methods: [...NUMERICAL, ...SHARES] },
  { type: 'integer', draw: (r, s) => r.integer(40) + Math.round(20 * s), methods: [...NUMERICAL, ...SHARES] },
  {
    type: 'integer',
    draw: (r, s) => Math.min(r.integer(9), r.integer(9) + Math.round(s)),
    // Its characteristic functions are nearly dependent for few values: the test is rounding noise then.
    methods: [...NUMERICAL.filter((name) => name !== 'es'), ...SHARES, 'chisquare', 'z', 'g_test'],
  },
  {
    type: 'integer',
    draw: (r, s) => (r.next() < 0.4 + s / 5 ? 1 : 0),
    methods: [...SHARES, ...COUNTS, 'ks', 'mannw'],
  },
  {
    type: 'string',
    draw: (r, s) => (r.next() < 0.3 + s / 5 ? 'yes' : 'no'),
    methods: [...SHARES, ...COUNTS],
  },
  { type: 'boolean', draw: (r, s) => r.next() < 0.7 - s / 5, methods: [...SHARES, ...COUNTS] },
  {
    type: 'string',
    draw: (r, s) => 'abcdefgh'[Math.min(r.integer(5), r.integer(5)) + Math.round(s)] ?? 'z',
    methods: [...SHARES, 'chisquare', 'z', 'g_test'],
  },
  {
    type: 'string',
    draw: (r, s) => `v${r.integer(60 + Math.round(20 * s))}`,
    methods: [...SHARES, 'chisquare', 'z', 'g_test'],
  },
  { type: 'number', draw: () => 0.1, methods: ['ks', 'wasserstein', 'ed', 'mannw', ...SHARES] },
];
const SHIFTS = [0, 0, 0.05, 0.3, 1, 2.5];
const MISSING: Value[] = [null, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** The same cases for the same seed: sizes from 2 to 3000, ties, shifts, missing values and infinities. */
export function driftCases(seed: number, count: number): DriftCase[] {
  const random = randomOf(seed);
  const sizeOf = () => Math.floor(2 * 10 ** (random.next() * 3.17));
  return Array.from({ length: count }, (_, index) => {
    const shape = SHAPES[index % SHAPES.length] as (typeof SHAPES)[number];
    const shift = SHIFTS[random.integer(SHIFTS.length)] as number;
    const first = sizeOf();
    const second = random.integer(3) === 0 ? first : sizeOf();
    const holes = random.integer(4) === 0;
    const column = (rows: number, by: number): Value[] =>
      Array.from({ length: rows }, () => {
        const value = shape.draw(random, by);
        if (!holes || random.integer(10) > 0) return value;
        return shape.type === 'number' ? (MISSING[random.integer(3)] as Value) : null;
      });
    return {
      type: shape.type,
      reference: column(first, 0),
      current: column(second, shift),
      methods: shape.methods,
    };
  });
}

/** Small ones for the permutation tests, which draw random numbers: only their decisions can agree. */
export function permutationCases(seed: number, count: number): DriftCase[] {
  return driftCases(seed, count)
    .filter(({ reference, current }) => reference.length >= 5 && current.length >= 5)
    .filter(({ reference, current }) => reference.length + current.length <= 600)
    .map((one) => ({
      ...one,
      methods: one.type === 'string' || one.type === 'boolean' ? ['TVD'] : ['TVD', 'empirical_mmd'],
    }));
}

/** The case as a line for the Python peer: JSON has no infinities. */
export function peerLine(driftCase: DriftCase): string {
  const values = (side: Value[]) =>
    side.map((value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value));
  return JSON.stringify({
    ...driftCase,
    reference: values(driftCase.reference),
    current: values(driftCase.current),
  });
}

/** One side of a case as a column `x`. */
export function columnFor(driftCase: DriftCase, side: 'reference' | 'current'): Column {
  return { name: 'x', type: driftCase.type, values: driftCase[side] };
}
