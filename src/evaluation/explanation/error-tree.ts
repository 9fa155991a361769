import type { Explanation } from '../../evidence/gate-explanation.ts';
import {
  growTree,
  leavesOf,
  type RegressionTree,
  type SortedFeatures,
  sortFeatures,
} from '../../learners/tree.ts';
import { type Random, randomOf } from '../../stats/random.ts';
import type { Outcomes } from '../metrics/outcomes.ts';
import { rowLosses } from '../metrics/row-losses.ts';
import {
  type CodedColumn,
  type Condition,
  codedColumn,
  conditionOf,
  type ExplainedColumn,
} from './explained-columns.ts';

/** What a tree explains, row by row; NaN where a model gave no finite figure. */
export interface ErrorTarget {
  readonly explains: NonNullable<Explanation['tree']>['explains'];
  /** What is lost in a row. */
  readonly unit: 'log-loss' | 'wrong' | 'absolute-error';
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
}

/** Where a model went wrong, as a tree of conditions. */
export interface ErrorTree {
  readonly explains: ErrorTarget['explains'];
  readonly unit: ErrorTarget['unit'];
  readonly nodes: readonly ErrorNode[];
  /** The node where more was lost than its size tells, most beyond chance; null where none is above the mean. */
  readonly worst: ErrorNode | null;
  /** How likely a tree finds as much where there is nothing to find: by shuffled losses. */
  readonly pValue: number;
}

export interface ErrorNode {
  readonly conditions: readonly Condition[];
  readonly depth: number;
  readonly leaf: boolean;
  readonly rows: number;
  readonly mean: number;
  readonly coverage: number;
}

/**
 * What was lost: against a champion by how much the challenger's loss is greater, else its error (wrong or not; of
 * regression the absolute residual), as the surrogate error tree of the Responsible AI toolbox has it.
 */
export function errorTarget(challenger: Outcomes, champion: Outcomes | null): ErrorTarget {
  const { weights, task } = challenger;
  const error = task === 'regression' ? 'absolute-error' : 'wrong';
  if (!champion) return { explains: 'error', unit: error, values: errorsOf(challenger), weights };
  const [now, before] = [rowLosses(challenger), rowLosses(champion)];
  const isLoss = now !== null && before !== null;
  const own = isLoss ? now : errorsOf(challenger);
  const theirs = isLoss ? before : errorsOf(champion);
  return {
    explains: 'lost-to-champion',
    unit: isLoss && task !== 'regression' ? 'log-loss' : error,
    values: own.map((loss, row) => loss - (theirs[row] as number)),
    weights,
  };
}

function errorsOf({ task, truth, predicted }: Outcomes): Float64Array {
  return Float64Array.from(truth, (label, row) => {
    const said = predicted[row] as number;
    if (task === 'regression') return Math.abs(label - said);
    return said < 0 ? Number.NaN : Number(said !== label);
  });
}

/** Trees of losses that were dealt out anew, to know what chance alone finds. */
const SHUFFLES = 39;
/** Rows that those look at, at most. */
const SHUFFLED_ROWS = 10_000;

/**
 * Grows the error-analysis tree (depth 3, 20 rows a leaf at least) over the columns; null where nothing was lost.
 * Coverage is the share of all that was lost which lies in a node; what was won elsewhere is not set against it.
 */
export function errorTree(
  target: ErrorTarget,
  columns: readonly ExplainedColumn[],
  seed: number,
): ErrorTree | null {
  const places = Uint32Array.from(target.values, (_, row) => row).filter(
    (row) => Number.isFinite(target.values[row]) && target.weights?.[row] !== 0,
  );
  const pick = (values: Float64Array) => Float64Array.from(places, (row) => values[row] as number);
  const values = pick(target.values);
  const weights = target.weights ? pick(target.weights) : undefined;
  const lost = values.map((value, row) => Math.max(0, value) * (weights?.[row] ?? 1));
  const all = lost.reduce((sum, value) => sum + value, 0);
  if (!(all > 0)) return null;

  const coded = columns.map((column) => codedColumn(column, places));
  const features = coded.map(({ feature }) => feature);
  const sorted = sortFeatures(features, places.length);
  const tree = growTree(sorted, values, { weights });
  const sums = new Float64Array(tree.nodes.length);
  const missing = tree.nodes.map(() => false);
  leavesOf(tree, features, places.length).forEach((leaf, row) => {
    for (let at = leaf; at >= 0; at = tree.nodes[at]?.parent ?? -1) {
      sums[at] = (sums[at] as number) + (lost[row] as number);
      const split = tree.nodes[at]?.split;
      if (split && isMissing(coded[split.feature], row)) missing[at] = true;
    }
  });
  const nodes = tree.nodes.map(({ depth, rows, mean, split }, at) => ({
    conditions: conditionsOf(tree, at, coded, missing),
    depth,
    leaf: split === null,
    rows,
    mean,
    coverage: (sums[at] as number) / all,
  }));
  const loudest = loudestOf(tree);
  return {
    explains: target.explains,
    unit: target.unit,
    nodes,
    worst: loudest > 0 ? (nodes[loudest] ?? null) : null,
    pValue: loudest > 0 ? chanceOf({ columns, places, values, weights, sorted }, seed) : 1,
  };
}

function isMissing(coded: CodedColumn | undefined, row: number): boolean {
  const feature = coded?.feature;
  return feature?.kind === 'category' ? feature.codes[row] === -1 : Number.isNaN(feature?.values[row]);
}

function conditionsOf(
  { nodes }: RegressionTree,
  at: number,
  coded: readonly CodedColumn[],
  missing: readonly boolean[],
): Condition[] {
  const parent = nodes[at]?.parent ?? -1;
  const split = nodes[parent]?.split;
  if (!split) return [];
  const side = nodes[parent]?.left === at ? 'left' : 'right';
  const own = conditionOf(split, side, coded[split.feature] as CodedColumn, missing[parent] === true);
  return [...conditionsOf({ nodes }, parent, coded, missing), own];
}

/** The node that is farthest above the mean of all rows, in standard errors; 0 where none is above it. */
function loudestOf({ nodes }: RegressionTree): number {
  return nodes.reduce((best, _, at) => (loudness(nodes, at) > loudness(nodes, best) ? at : best), 0);
}

function loudness(nodes: RegressionTree['nodes'], at: number): number {
  const [root, node] = [nodes[0], nodes[at]];
  return root && node ? (node.mean - root.mean) * Math.sqrt(node.rows) : 0;
}

interface Grown {
  readonly columns: readonly ExplainedColumn[];
  readonly places: Uint32Array;
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly sorted: SortedFeatures;
}

/** The share of trees, the one of the real losses among them, in which a node is as far above the mean. */
function chanceOf(grown: Grown, seed: number): number {
  const random = randomOf(seed);
  const { values, weights, sorted } = sampled(grown, random);
  const rows = Uint32Array.from(values, (_, row) => row);
  const loudest = (order: Uint32Array) => {
    const dealt = (of: Float64Array) => Float64Array.from(order, (row) => of[row] as number);
    const tree = growTree(sorted, dealt(values), { weights: weights && dealt(weights) });
    return loudness(tree.nodes, loudestOf(tree));
  };
  const real = loudest(rows);
  let asLoud = 1;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    if (loudest(random.shuffle(rows)) >= real) asLoud++;
  }
  return asLoud / (SHUFFLES + 1);
}

function sampled(grown: Grown, random: Random): Pick<Grown, 'values' | 'weights' | 'sorted'> {
  const { columns, places, values, weights } = grown;
  if (values.length <= SHUFFLED_ROWS) return grown;
  const chosen = random
    .shuffle(Uint32Array.from(values, (_, row) => row))
    .slice(0, SHUFFLED_ROWS)
    .sort();
  const take = (of: Float64Array) => Float64Array.from(chosen, (row) => of[row] as number);
  const features = columns.map((column) => {
    const own = Uint32Array.from(chosen, (row) => places[row] as number);
    return codedColumn(column, own).feature;
  });
  return {
    values: take(values),
    weights: weights && take(weights),
    sorted: sortFeatures(features, chosen.length),
  };
}
