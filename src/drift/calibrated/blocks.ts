import type { Value } from '../../data/engine/frame.ts';
import { parseTimestamp } from '../../data/engine/times.ts';
import type { BlockRows } from './cells.ts';

/** Contiguous blocks of time of the reference, each of the same number of occupied days (or hours). */
export interface Blocks extends BlockRows {
  /** The length of the current data as a multiple of a block's. */
  readonly ratio: number;
}

export interface NoBlocks {
  /** Why there are none, for a person. */
  readonly obstacle: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7;
/** Where windows of the current data's length are fewer in the reference, shorter blocks stand for them. */
const WANTED_BLOCKS = 12;
const LEAST_BLOCKS = 4;
/** A reference of fewer days is divided by hours. */
const LEAST_DAYS = 8;

/**
 * Divides the time of the reference into blocks: as long as the current data where it has twelve of that length,
 * else shorter ones. Lengths count occupied days, so that gaps (weekends, every second day) are no time. What is
 * left over at the beginning is no block. A reference of a few days is divided by hours.
 */
export function blocksOf(reference: readonly Value[], current: readonly Value[]): Blocks | NoBlocks {
  const [before, now] = [reference.map(timeOf), current.map(timeOf)];
  if (now.every((time) => time === null)) return { obstacle: 'the current data have no row with a time' };
  let days = 0;
  for (const unit of [DAY, HOUR]) {
    const [known, asked] = [unitsOf(before, unit), unitsOf(now, unit)];
    if (unit === DAY) days = known.length;
    if (known.length < (unit === DAY ? LEAST_DAYS : LEAST_BLOCKS)) continue;
    let length = Math.max(1, Math.min(asked.length, Math.floor(known.length / WANTED_BLOCKS)));
    // Whole weeks stand for whole weeks: weekdays are no difference then.
    if (unit === DAY && asked.length % WEEK === 0 && length > WEEK) length -= length % WEEK;
    const count = Math.floor(known.length / length);
    const left = known.length - count * length;
    const blockOf = new Map(known.slice(left).map((at, place) => [at, Math.floor(place / length)]));
    return {
      count,
      of: Int32Array.from(before, (time) =>
        time === null ? -1 : (blockOf.get(Math.floor(time / unit)) ?? -1),
      ),
      ratio: asked.length / length,
    };
  }
  return {
    obstacle: `the reference has rows on ${days} ${days === 1 ? 'day' : 'days'}, and at least ${LEAST_BLOCKS} are needed to see how much it differs from itself (${WANTED_BLOCKS} are better)`,
  };
}

/** The occupied days or hours, in order. */
function unitsOf(times: readonly (number | null)[], unit: number): number[] {
  const units = new Set<number>();
  for (const time of times) if (time !== null) units.add(Math.floor(time / unit));
  return [...units].sort((a, b) => a - b);
}

/** Milliseconds since 1970 UTC; null where it is none. */
function timeOf(value: Value): number | null {
  const time = typeof value === 'string' ? parseTimestamp(value) : value;
  return typeof time === 'number' && Number.isFinite(time) ? time : null;
}
