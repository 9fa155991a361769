import { betaI } from '../../stats/beta.ts';
import { normalQuantile } from '../../stats/normal.ts';
import type { CellCounts } from './cells.ts';
import { type Component, sum } from './components.ts';

/** What is known of one component of one column before the columns are looked at together. */
export interface Measured {
  readonly component: Component;
  /** Mean score now less that of the reference over its standard error as if rows were independent. */
  readonly z: number;
  /** The variance of that difference if rows were independent, where scores have variance 1. */
  readonly sampling: number;
  /** From the blocks; null without them. */
  readonly blocks: BlockVariance | null;
}

export interface BlockVariance {
  /** How many times more block means vary than they would if rows were independent. */
  readonly design: number;
  readonly freedom: number;
  /** Rows of a typical block. */
  readonly rows: number;
  /** Sums of products of neighbouring block means and of squares, for their correlation. */
  readonly neighbours: number;
  readonly squares: number;
}

/** With fewer expected rows than this a share is tested by the binomial distribution. */
const NORMAL_FROM = 25;

/** Measures a component; null where a side has no row that it is about. */
export function measure(counts: CellCounts, component: Component): Measured | null {
  const { from, to } = component;
  const rowsOf = (side: Float64Array) => sum(side.subarray(from, to));
  const [before, now] = [rowsOf(counts.reference), rowsOf(counts.current)];
  if (before === 0 || now === 0) return null;
  // Of all ways to divide the rows of both sides: sampling without replacement.
  const sampling = (1 / before + 1 / now) * ((before + now) / Math.max(1, before + now - 1));
  const difference =
    meanScore(counts.current, component, now) - meanScore(counts.reference, component, before);
  return {
    component,
    z: exactShare(counts, component, before, now) ?? difference / Math.sqrt(sampling),
    sampling,
    blocks: blockVariance(counts.blocks, component),
  };
}

function meanScore(counts: Float64Array, { scores, from, to }: Component, rows: number): number {
  let total = 0;
  for (let cell = from; cell < to; cell++) total += (scores[cell] as number) * (counts[cell] as number);
  return total / rows;
}

/** The normal score of the mid p-value of a share with few rows: how they fall on both sides is binomial. */
function exactShare(counts: CellCounts, { cell }: Component, before: number, now: number): number | null {
  if (cell === null) return null;
  const [found, other] = [counts.current[cell] as number, counts.reference[cell] as number];
  const share = now / (before + now);
  const total = found + other;
  if (total * Math.min(share, 1 - share) >= NORMAL_FROM || total > (before + now) / 4) return null;
  const atMost = (k: number) => (k < 0 ? 0 : k >= total ? 1 : betaI(1 - share, total - k, k + 1, share));
  const lower = (atMost(found) + atMost(found - 1)) / 2;
  return Math.max(-12, Math.min(12, normalQuantile(Math.max(lower, 1e-30))));
}

/** One-way analysis of variance of the scores over the blocks; the variance within is 1 by construction. */
function blockVariance(blocks: readonly Float64Array[], component: Component): BlockVariance | null {
  const found = blocks
    .map((counts) => ({ counts, rows: sum(counts.subarray(component.from, component.to)) }))
    .filter(({ rows }) => rows > 0)
    .map(({ counts, rows }) => ({ rows, mean: meanScore(counts, component, rows) }));
  if (found.length < 2) return null;
  const rows = found.reduce((total, block) => total + block.rows, 0);
  const mean = found.reduce((total, block) => total + block.rows * block.mean, 0) / rows;
  const freedom = found.length - 1;
  const squares = found.reduce((total, block) => total + block.rows * (block.mean - mean) ** 2, 0);
  let neighbours = 0;
  for (let place = 1; place < found.length; place++) {
    const [a, b] = [found[place - 1], found[place]];
    if (a && b) neighbours += Math.sqrt(a.rows * b.rows) * (a.mean - mean) * (b.mean - mean);
  }
  const typical = (rows - found.reduce((total, block) => total + block.rows ** 2, 0) / rows) / freedom;
  return { design: squares / freedom, freedom, rows: typical, neighbours, squares };
}
