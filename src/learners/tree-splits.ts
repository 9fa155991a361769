/** What is known of each row under one name: numbers (NaN is missing), or codes of categories from 0 (-1 is missing). */
export type TreeFeature =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'category'; readonly codes: Int32Array };

/** What sends a row of a node to its left child. */
export type TreeSplit =
  /** value <= threshold, and what is missing where `missingLeft`; a threshold of +Infinity parts known from missing. */
  | {
      readonly kind: 'number';
      readonly feature: number;
      readonly threshold: number;
      readonly missingLeft: boolean;
    }
  /** One category against all others; -1 is the missing one. */
  | { readonly kind: 'category'; readonly feature: number; readonly category: number };

/** A split, and by how much it lowers the weighted sum of squares around the mean. */
export interface Candidate {
  readonly split: TreeSplit;
  readonly gain: number;
}

/** The rows of a node, and what is to be explained of them. */
export interface NodeRows {
  /** Weighted distance of each row's target from the mean of all rows; and the weights, all 1 where left out. */
  readonly target: Float64Array;
  readonly weights: Float64Array | undefined;
  /** Of the rows of the node: how many, and the sums of the two. */
  readonly rows: number;
  readonly sum: number;
  readonly weight: number;
  /** The fewest rows that a side may have. */
  readonly minLeafRows: number;
}

/** Whether the split sends the row to the left. */
export function goesLeft(split: TreeSplit, feature: TreeFeature, row: number): boolean {
  if (split.kind === 'category') return feature.kind === 'category' && feature.codes[row] === split.category;
  const value = feature.kind === 'number' ? (feature.values[row] as number) : Number.NaN;
  return Number.isNaN(value) ? split.missingLeft : value <= split.threshold;
}

/**
 * The split of a node by one feature that lowers the squares the most, the first of equals; null where no split
 * leaves enough rows on both sides.
 * @param order the rows of the node by the feature's values, what is missing at the end
 */
export function bestSplit(feature: TreeFeature, index: number, order: Uint32Array, node: NodeRows) {
  return feature.kind === 'number'
    ? bestThreshold(feature.values, index, order, node)
    : bestCategory(feature.codes, index, order, node);
}

function bestThreshold(
  values: Float64Array,
  feature: number,
  order: Uint32Array,
  node: NodeRows,
): Candidate | null {
  const { target, weights } = node;
  let known = order.length;
  let [missingSum, missingWeight] = [0, 0];
  while (known > 0 && Number.isNaN(values[order[known - 1] as number])) {
    const row = order[--known] as number;
    missingSum += target[row] as number;
    missingWeight += weights ? (weights[row] as number) : 1;
  }
  const missing = order.length - known;
  let [sum, weight, gain, place, missingLeft] = [0, 0, 0, 0, false];
  for (let count = 1; count <= known; count++) {
    const row = order[count - 1] as number;
    sum += target[row] as number;
    weight += weights ? (weights[row] as number) : 1;
    const isLast = count === known;
    if (isLast ? missing === 0 : values[row] === values[order[count] as number]) continue;
    const without = gainOf(node, count, sum, weight);
    if (without > gain) [gain, place, missingLeft] = [without, count, false];
    if (missing === 0 || isLast) continue;
    const withMissing = gainOf(node, count + missing, sum + missingSum, weight + missingWeight);
    if (withMissing > gain) [gain, place, missingLeft] = [withMissing, count, true];
  }
  if (gain === 0) return null;
  const threshold =
    place === known
      ? Number.POSITIVE_INFINITY
      : between(values[order[place - 1] as number] as number, values[order[place] as number] as number);
  // What is missing later goes with the most where nothing was missing here.
  return {
    gain,
    split: {
      kind: 'number',
      feature,
      threshold,
      missingLeft: missing === 0 ? 2 * place > known : missingLeft,
    },
  };
}

function bestCategory(
  codes: Int32Array,
  feature: number,
  order: Uint32Array,
  node: NodeRows,
): Candidate | null {
  const { target, weights } = node;
  let best: Candidate | null = null;
  let [count, sum, weight] = [0, 0, 0];
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    count += 1;
    sum += target[row] as number;
    weight += weights ? (weights[row] as number) : 1;
    const category = codes[row] as number;
    if (place + 1 < order.length && codes[order[place + 1] as number] === category) continue;
    const gain = gainOf(node, count, sum, weight);
    if (gain > (best?.gain ?? 0)) best = { gain, split: { kind: 'category', feature, category } };
    [count, sum, weight] = [0, 0, 0];
  }
  return best;
}

/** What it gains to part `count` rows with this sum and weight from the rest of the node; 0 where it may not be done. */
function gainOf(node: NodeRows, count: number, sum: number, weight: number): number {
  const rest = node.weight - weight;
  if (count < node.minLeafRows || node.rows - count < node.minLeafRows || !(weight > 0 && rest > 0)) return 0;
  // The same as sum²/weight + rest's sum²/rest − all's sum²/all.
  const distance = sum / weight - (node.sum - sum) / rest;
  return (distance * distance * weight * rest) / node.weight;
}

/** The midpoint; the lower one where it would fall on the upper. */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle < high ? middle : low;
}
