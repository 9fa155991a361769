import { ascendingOrder } from '../stats/ascending-order.ts';
import { checkWeights } from './matrix.ts';
import { bestSplit, type Candidate, goesLeft, type TreeFeature, type TreeSplit } from './tree-splits.ts';

export interface TreeNode {
  /** 0 at the root. */
  readonly depth: number;
  readonly rows: number;
  /** Weighted mean and variance (ddof 0) of the target. */
  readonly mean: number;
  readonly impurity: number;
  /** Index of the node that it is a child of; -1 at the root. */
  readonly parent: number;
  /** Null in a leaf. */
  readonly split: TreeSplit | null;
  /** Indices of the children; -1 in a leaf. */
  readonly left: number;
  readonly right: number;
}

export interface RegressionTree {
  /** The root first, each node before its children, the left subtree before the right one. */
  readonly nodes: readonly TreeNode[];
}

export interface TreeOptions {
  /** 3 where left out. */
  readonly maxDepth?: number;
  /** 31 where left out. */
  readonly maxLeaves?: number;
  /** 20 where left out. */
  readonly minLeafRows?: number;
  /** One a row, finite and from 0 up. */
  readonly weights?: Float64Array | undefined;
}

/** Features whose rows are in order, so that trees of many targets can be grown on them. */
export interface SortedFeatures {
  readonly rows: number;
  readonly features: readonly TreeFeature[];
  /** Of each feature the rows by its values, what is missing at the end. */
  readonly orders: readonly Uint32Array[];
}

/** Sorts the rows by each feature, in O(n log n); rows with the same value keep their order. */
export function sortFeatures(features: readonly TreeFeature[], rows: number): SortedFeatures {
  const orders = features.map((feature) => {
    const values = feature.kind === 'number' ? feature.values : missingAsNaN(feature.codes);
    if (values.length !== rows)
      throw new RangeError(`a feature has ${values.length} values for ${rows} rows`);
    return orderOf(values);
  });
  return { rows, features, orders };
}

function missingAsNaN(codes: Int32Array): Float64Array {
  return Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code));
}

/** Rows by their values, NaN at the end. */
function orderOf(values: Float64Array): Uint32Array {
  const known = new Uint32Array(values.length);
  const numbers = new Float64Array(values.length);
  let [count, end] = [0, values.length];
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row])) {
      known[count] = row;
      numbers[count++] = values[row] as number;
    }
  }
  const order = new Uint32Array(values.length);
  order.set(ascendingOrder(numbers.subarray(0, count)));
  for (let place = 0; place < count; place++) order[place] = known[order[place] as number] as number;
  for (let row = values.length - 1; end > count; row--) if (Number.isNaN(values[row])) order[--end] = row;
  return order;
}

/** A node while the tree grows. */
interface Growing {
  readonly depth: number;
  /** Its rows by each feature. */
  readonly orders: readonly Uint32Array[];
  readonly rows: number;
  readonly mean: number;
  readonly impurity: number;
  readonly best: Candidate | null;
  children?: readonly [Growing, Growing];
}

/** A split must explain this share of all squares, or it is rounding alone. */
const LEAST_GAIN = 1e-12;

/**
 * Grows a regression tree (CART: Breiman, Friedman, Olshen and Stone, 1984) by exact splits that lower the variance
 * of the target the most: numbers at the midpoint between neighbours, one category against the rest, missing numbers
 * on the side that is better for it. The node that gains the most is split first, until there are `maxLeaves`. Of
 * equal splits the first feature's lowest is taken, so the same rows always give the same tree. O(n log n) a feature
 * for the order, O(n) a feature and level for the tree.
 * @param target one finite number a row
 */
export function growTree(
  { rows, features, orders }: SortedFeatures,
  target: Float64Array,
  { maxDepth = 3, maxLeaves = 31, minLeafRows = 20, weights }: TreeOptions = {},
): RegressionTree {
  checkRows(rows, target, weights);
  const centre = weightedMeanOf(target, weights);
  // Weighted distances from the mean: their sums stay small, so that little is lost by rounding.
  const centred = target.map((value, row) => (weights?.[row] ?? 1) * (value - centre));
  const squaresOf = (row: number) => (centred[row] as number) * ((target[row] as number) - centre);
  let squares = 0;
  for (let row = 0; row < rows; row++) squares += squaresOf(row);

  const nodeOf = (depth: number, own: readonly Uint32Array[], members: Uint32Array): Growing => {
    let [weight, sum, ownSquares] = [0, 0, 0];
    for (const row of members) {
      weight += weights?.[row] ?? 1;
      sum += centred[row] as number;
      ownSquares += squaresOf(row);
    }
    const mean = weight > 0 ? sum / weight : 0;
    const node = { target: centred, weights, rows: members.length, sum, weight, minLeafRows };
    let best: Candidate | null = null;
    if (depth < maxDepth && members.length >= 2 * minLeafRows) {
      features.forEach((feature, index) => {
        const found = bestSplit(feature, index, own[index] as Uint32Array, node);
        if (found && found.gain > (best?.gain ?? LEAST_GAIN * squares)) best = found;
      });
    }
    return {
      depth,
      orders: own,
      rows: members.length,
      mean: centre + mean,
      impurity: weight > 0 ? Math.max(0, ownSquares / weight - mean ** 2) : 0,
      best,
    };
  };

  const everyone = Uint32Array.from({ length: rows }, (_, row) => row);
  const root = nodeOf(0, orders, orders[0] ?? everyone);
  const side = new Uint8Array(rows);
  let frontier = [root];
  for (let leaves = 1; leaves < maxLeaves; leaves++) {
    frontier = frontier.filter(({ best }) => best);
    if (frontier.length === 0) break;
    const chosen = frontier.reduce((a, b) => (gainOf(b) > gainOf(a) ? b : a));
    const { split } = chosen.best as Candidate;
    const feature = features[split.feature] as TreeFeature;
    for (const row of chosen.orders[0] as Uint32Array) side[row] = goesLeft(split, feature, row) ? 1 : 0;
    const parts = chosen.orders.map((order) => parted(order, side));
    const child = (own: readonly Uint32Array[]) => nodeOf(chosen.depth + 1, own, own[0] as Uint32Array);
    chosen.children = [child(parts.map(([left]) => left)), child(parts.map(([, right]) => right))];
    frontier = [...frontier.filter((node) => node !== chosen), ...chosen.children];
  }
  return numbered(root);
}

/** The index of the leaf that each row of `features` belongs to. */
export function leavesOf(
  { nodes }: RegressionTree,
  features: readonly TreeFeature[],
  rows: number,
): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => {
    let at = 0;
    for (let node = nodes[0]; node?.split; node = nodes[at]) {
      at = goesLeft(node.split, features[node.split.feature] as TreeFeature, row) ? node.left : node.right;
    }
    return at;
  });
}

/** The rows of either side, in their order. */
function parted(order: Uint32Array, side: Uint8Array): [left: Uint32Array, right: Uint32Array] {
  const both = new Uint32Array(order.length);
  let [left, right] = [0, order.length];
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    if (side[row] === 1) both[left++] = row;
    else both[--right] = row;
  }
  return [both.subarray(0, left), both.subarray(left).reverse()];
}

const gainOf = ({ best }: Growing) => best?.gain ?? 0;

function checkRows(rows: number, target: Float64Array, weights: Float64Array | undefined): void {
  if (target.length !== rows) throw new RangeError(`${target.length} targets for ${rows} rows`);
  if (!target.every(Number.isFinite)) throw new RangeError('a target is a finite number');
  if (weights) checkWeights(weights, rows);
}

function weightedMeanOf(values: Float64Array, weights: Float64Array | undefined): number {
  let [sum, total] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const weight = weights?.[row] ?? 1;
    sum += weight * (values[row] as number);
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

function numbered(root: Growing): RegressionTree {
  const nodes: TreeNode[] = [];
  const visit = ({ depth, rows, mean, impurity, best, children }: Growing, parent: number): number => {
    const index = nodes.length;
    const leaf: TreeNode = { depth, rows, mean, impurity, parent, split: null, left: -1, right: -1 };
    nodes.push(leaf);
    if (children && best) {
      const [left, right] = [visit(children[0], index), visit(children[1], index)];
      nodes[index] = { ...leaf, split: best.split, left, right };
    }
    return index;
  };
  visit(root, -1);
  return { nodes };
}
