import { doubleLiteral, type TableColumn } from '../../engine/table.ts';
import { finiteCount, type NumberTally } from '../../profile/tally.ts';
import { partOf, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';

/** Outliers are at least so many times as far from the median as everything else. */
const FARTHER = 3;
/** And the gap is so many times what the tail before it would let one expect; exp(-12) is its probability. */
const GAPS = 12;
/** More than this share is no outlier any more, but a part of the data. */
const MOST = 0.02;
/** Different values that a tail must have for its shape to be known. */
const TAIL = 15;

interface Cluster {
  /** Outermost values, by their places in the tally. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Numbers far away from all others, such as sentinels (`9999`, `-999`) and slips of the decimal point. Distances
 * from the median are taken on a logarithmic scale, on each side by itself. There the tail of any usual
 * distribution falls at least exponentially (a Pareto tail exactly so), so a gap beside which the mean excess of
 * the tail before it is tiny is no chance. Unlike median ± k · MAD and Tukey's fences, this is quiet for heavy
 * tails and for columns that are zero nearly everywhere, however many values these put beyond a fence.
 */
export function outlierFinding(column: TableColumn, tally: NumberTally): Finding | undefined {
  const { values, counts } = tally;
  const total = finiteCount(tally);
  if (total < 50 || values.length < TAIL) return undefined;
  // Whole numbers that are all different are names, which are given in whatever order.
  if (column.type === 'integer' && values.length === total) return undefined;
  const middle = placeOfShare(counts, total, 0.5);
  const median = values[middle] as number;
  const high = cluster(tally, total, median, middle, 1);
  const low = cluster(tally, total, median, middle, -1);
  const found = [low, high].filter((one) => one !== undefined);
  if (found.length === 0) return undefined;
  const count = found.reduce((sum, one) => sum + one.count, 0);
  const [inner, outer] = [
    values[low ? low.to + 1 : 0] as number,
    values[high ? high.from - 1 : values.length - 1] as number,
  ];
  const isFar: string[] = [];
  if (low) isFar.push(`${column.sql} < ${doubleLiteral(inner)}`);
  if (high) isFar.push(`${column.sql} > ${doubleLiteral(outer)}`);
  return {
    check: 'outliers',
    column: column.name,
    count,
    judged: total,
    sentence: `${quoted(column.name)}: ${partOf(count, total, 'value')} ${count === 1 ? 'lies' : 'lie'} far away from all others, which are from ${short(inner)} to ${short(outer)} with the median ${short(median)}`,
    cure: `Mend the values at their source, make them missing, or set a \`range\` for ${quoted(column.name)} in the contract.`,
    offending: { column, condition: `isfinite(${column.sql}) AND (${isFar.join(' OR ')})` },
  };
}

const short = (value: number) => String(Number(value.toPrecision(6)));

function placeOfShare(counts: Float64Array, total: number, share: number): number {
  let passed = 0;
  for (let place = 0; place < counts.length; place++) {
    passed += counts[place] as number;
    if (passed >= share * total) return place;
  }
  return counts.length - 1;
}

/** The outermost values on one side that a gap parts from all the others. */
function cluster(
  { values, counts }: NumberTally,
  total: number,
  median: number,
  middle: number,
  side: 1 | -1,
): Cluster | undefined {
  const last = side === 1 ? values.length - 1 : 0;
  const distance = (place: number) => Math.abs((values[place] as number) - median);
  let outside = 0;
  let cut: number | undefined;
  // The innermost cut that leaves few values outside: then nothing between here and the end hides it.
  for (let place = last; place !== middle; place -= side) {
    outside += counts[place] as number;
    if (outside > MOST * total) break;
    const before = place - side;
    if (distance(before) > 0 && distance(place) >= FARTHER * distance(before)) cut = place;
  }
  if (cut === undefined) return undefined;
  // The tail before the cut: a tenth of the values of this side, or as many as tell its shape.
  let sideTotal = 0;
  for (let place = cut - side; place !== middle; place -= side) sideTotal += counts[place] as number;
  let seen = 0;
  let different = 0;
  let sum = 0;
  let start = cut - side;
  for (let place = cut - side; place !== middle && distance(place) > 0; place -= side) {
    const count = counts[place] as number;
    seen += count;
    sum += count * Math.log(distance(place));
    different += 1;
    start = place;
    if (seen >= 0.1 * sideTotal && different >= TAIL) break;
  }
  if (different < TAIL) return undefined;
  const excess = sum / seen - Math.log(distance(start));
  const gap = Math.log(distance(cut)) - Math.log(distance(cut - side));
  if (gap < GAPS * excess) return undefined;
  const [from, to] = side === 1 ? [cut, last] : [last, cut];
  let count = 0;
  for (let place = from; place <= to; place++) count += counts[place] as number;
  return { from, to, count };
}
