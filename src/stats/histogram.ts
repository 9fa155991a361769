/** Histograms with NumPy's rules for the number of bins (`numpy.histogram_bin_edges`). */

/** What a bin rule needs to know of the data. */
export interface Spread {
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Edges by Sturges' rule. NumPy makes no bin of whole numbers narrower than 1: say so with
 * `wholeNumbers`.
 */
export function sturgesEdges(spread: Spread, wholeNumbers = false): Float64Array {
  const width = (spread.max - spread.min) / (Math.log2(spread.count) + 1);
  return edgesOf(spread, wholeNumbers && width > 0 ? Math.max(1, width) : width);
}

/** Edges by Doane's rule, which gives skewed data more bins. `values` with their `counts`, ascending. */
export function doaneEdges(values: ArrayLike<number>, counts: ArrayLike<number>): Float64Array {
  let n = 0;
  let sum = 0;
  let first = -1;
  let last = -1;
  for (let i = 0; i < values.length; i++) {
    const count = counts[i] as number;
    if (count === 0) continue;
    if (first < 0) first = i;
    last = i;
    n += count;
    sum += count * (values[i] as number);
  }
  const spread = { count: n, min: values[first] as number, max: values[last] as number };
  if (n <= 2 || first === last) return edgesOf(spread, 0);
  const mean = sum / n;
  let squares = 0;
  let cubes = 0;
  for (let i = first; i <= last; i++) {
    const gap = (values[i] as number) - mean;
    squares += (counts[i] as number) * gap ** 2;
    cubes += (counts[i] as number) * gap ** 3;
  }
  const skewness = cubes / n / (squares / n) ** 1.5;
  const deviation = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const bins = 1 + Math.log2(n) + Math.log2(1 + Math.abs(skewness) / deviation);
  return edgesOf(spread, (spread.max - spread.min) / bins);
}

/** Equal bins of about `width`; one bin when the width is 0, half a unit to each side of a constant. */
function edgesOf({ min, max }: Spread, width: number): Float64Array {
  const [low, high] = min === max ? [min - 0.5, max + 0.5] : [min, max];
  const bins = width > 0 ? Math.ceil((high - low) / width) : 1;
  const step = (high - low) / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i * step + low);
  edges[bins] = high;
  return edges;
}

/** Counts per bin of ascending `values` with their `counts`: bins are half-open, the last one is closed. */
export function countInBins(
  values: ArrayLike<number>,
  counts: ArrayLike<number>,
  edges: ArrayLike<number>,
): Float64Array {
  const bins = new Float64Array(edges.length - 1);
  const last = edges[edges.length - 1] as number;
  let bin = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < (edges[0] as number) || value > last) continue;
    while (bin < bins.length - 1 && value >= (edges[bin + 1] as number)) bin++;
    bins[bin] = (bins[bin] as number) + (counts[i] as number);
  }
  return bins;
}
