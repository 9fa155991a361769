import type { Measured } from './component-test.ts';
import { INDEPENDENT, moderated, type Prior, priorOf } from './moderation.ts';

/** The blocks of the reference as the tests see them. */
export interface BlockPlan {
  readonly count: number;
  /** The length of the current data as a multiple of a block's. */
  readonly ratio: number;
}

/** How much the reference differs from itself from block to block: what all columns together say. */
export interface BlockSpread {
  readonly plan: BlockPlan;
  /** Of the design effects, by group of components. */
  readonly priors: ReadonlyMap<string, Prior | null>;
  /** The degrees of freedom of all columns together. */
  readonly pooled: number;
  /** How much more the mean over the length of the current data varies than if blocks were independent. */
  readonly inflation: number;
}

/** The spread over the blocks from the components of so many columns. */
export function spreadOf(measured: readonly Measured[], columns: number, plan: BlockPlan): BlockSpread {
  const known = measured.flatMap(({ component: { group }, blocks }) =>
    blocks ? [{ group, ...blocks }] : [],
  );
  const freedom = plan.count - 1;
  const common = priorOf(
    known.map(({ design }) => design),
    freedom,
  );
  const priors = new Map<string, Prior | null>();
  for (const group of new Set(known.map((each) => each.group))) {
    const designs = known.filter((each) => each.group === group).map(({ design }) => design);
    priors.set(group, priorOf(designs, freedom) ?? common);
  }
  return { plan, priors, pooled: columns * freedom * INDEPENDENT, inflation: inflationOf(known, plan) };
}

/** Neighbouring blocks that are alike make long windows vary more: an AR(1) process of blocks. */
function inflationOf(
  known: readonly { readonly neighbours: number; readonly squares: number }[],
  { count, ratio }: BlockPlan,
): number {
  if (ratio <= 1) return 1;
  const sums = known.reduce((total, { neighbours, squares }) => total + neighbours / (squares || 1), 0);
  // The estimate is low by about 1 / count.
  const correlation = Math.min(0.9, Math.max(0, sums / Math.max(1, known.length) + 1 / count));
  let inflation = 1;
  for (let lag = 1; lag < ratio; lag++) inflation += 2 * (1 - lag / ratio) * correlation ** lag;
  return inflation;
}

export interface Score {
  /** A difference over its standard error, and the degrees of freedom of that; infinite where it is known. */
  readonly t: number;
  readonly freedom: number;
}

/**
 * The score of a component: its variance is what sampling gives and, with blocks, what the reference shows besides
 * (a random effect of the block). Degrees of freedom by Satterthwaite.
 */
export function scoreOf({ z, sampling, blocks, component }: Measured, spread: BlockSpread | null): Score {
  if (!spread || !blocks) return { t: z, freedom: Number.POSITIVE_INFINITY };
  const { plan, priors, pooled, inflation } = spread;
  const { variance, freedom } = moderated(
    blocks.design,
    blocks.freedom,
    priors.get(component.group) ?? null,
    pooled,
  );
  // What one unit of the design effect adds: by the current data, and by the reference.
  const unit = (inflation * (1 / plan.ratio + 1 / plan.count)) / blocks.rows;
  const known = Math.max(0, sampling - unit);
  // More rows now than in a block: sampling is less, the effect of the block is not.
  const estimated =
    sampling >= unit ? unit * variance : sampling * variance + (unit - sampling) * Math.max(0, variance - 1);
  const total = known + estimated;
  return { t: z * Math.sqrt(sampling / total), freedom: freedom * (total / estimated) ** 2 };
}
