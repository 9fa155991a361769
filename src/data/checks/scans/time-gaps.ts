import { identifier } from '../../engine/sql.ts';
import type { TableColumn } from '../../engine/table.ts';
import { timestampText } from '../../engine/times.ts';
import type { NumberTally } from '../../profile/tally.ts';
import { counted, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Different times that there must be, for a rhythm to be known. */
const TIMES = 60;
/** A gap is so many times as long as the longest usual one. */
const LONGER = 3;

/**
 * Stretches of a time column without a row, much longer than any usual one (nights and weekends are usual): over
 * 3 times the 99 % quantile of the gaps between neighbouring times, more where there are very many times so that
 * not even purely random times have one, and at least a day.
 */
export function timeGapFinding(column: TableColumn, tally: NumberTally, table: string): Finding | undefined {
  const unit = column.type === 'date' ? DAY : 1 / 1000;
  const times: number[] = [];
  const grain = column.type === 'date' ? DAY : HOUR;
  for (const value of tally.values) {
    const time = Math.floor((value * unit) / grain) * grain;
    if (time !== times.at(-1)) times.push(time);
  }
  if (times.length < TIMES) return undefined;
  const gaps = Float64Array.from(
    { length: times.length - 1 },
    (_, i) => (times[i + 1] as number) - (times[i] as number),
  );
  const usual = gaps.slice().sort()[Math.floor(0.99 * (gaps.length - 1))] as number;
  // Of n exponential gaps the longest is ln(n) means, and their 99 % quantile 4.6 of them.
  const random = Math.log(gaps.length * 1000) / Math.log(100);
  const bound = Math.max(DAY, usual * Math.max(LONGER, random));
  const long = [...gaps.keys()].filter((index) => (gaps[index] as number) - grain > bound);
  if (long.length === 0 || long.length > 0.02 * gaps.length) return undefined;
  const text = (time: number) =>
    timestampText(time)
      .slice(0, grain === DAY ? 10 : 16)
      .replace('T', ' ');
  const longest = long.reduce((best, index) =>
    (gaps[index] as number) > (gaps[best] as number) ? index : best,
  );
  const [after, before] = [times[longest] as number, times[longest + 1] as number];
  const days = Math.round(((before - after - grain) / DAY) * 10) / 10;
  const others = long.length === 1 ? '' : ` and ${counted(long.length - 1, 'other gap')}`;
  const starts = long.map((index) => {
    const literal = `TIMESTAMP '${timestampText(times[index + 1] as number).replace('Z', '')}'`;
    return `(SELECT min(${identifier(column.name)}) FROM ${identifier(table)} WHERE ${identifier(column.name)} >= ${literal})`;
  });
  return {
    check: 'time-gaps',
    column: column.name,
    count: long.length,
    sentence: `${quoted(column.name)}: no row for ${counted(days, 'day')} between ${text(after)} and ${text(before)}${others}, while gaps are usually at most ${usual >= DAY ? counted(Math.round(usual / DAY), 'day') : counted(Math.round(usual / HOUR), 'hour')}`,
    cure: 'Look for files that are missing or were not delivered, and bring them.',
    offending: { column, condition: `${column.sql} IN (${starts.slice(0, 5).join(', ')})` },
  };
}
