import { durationOf } from '../config/duration.ts';
import type { SplitConfig } from '../config/schema/split.ts';
import { columnOf, type Frame, type Value } from '../data/engine/frame.ts';
import { timeOfDay } from '../features/calendar.ts';
import { murmur3 } from '../features/murmur.ts';
import { randomOf } from '../stats/random.ts';
import { DataError, UserError } from '../system/errors.ts';

const DAY = 86_400_000;

/** The rows of one part, by their place in the frame, ascending. */
export interface SplitPart {
  readonly rows: Uint32Array;
  /** Half-open [from, to), ISO 8601 in UTC, where the split is by time. */
  readonly from?: string;
  readonly to?: string;
}

export interface SplitPlan {
  readonly train: SplitPart;
  readonly validation: SplitPart;
  readonly test: SplitPart;
  /** What a person should know, such as less history than asked for. */
  readonly warnings: readonly string[];
}

export interface SplitOptions {
  /** The time column of the view; a split by time needs it. */
  readonly time?: string | undefined;
  /** For `by: random`. */
  readonly seed: number;
}

const PARTS = ['train', 'validation', 'test'] as const;
type PartName = (typeof PARTS)[number];

/**
 * Plans which rows of `frame` are for training, validation and test. Nothing is moved: the plan names
 * rows by their place.
 * @throws UserError when a column is absent or the config contradicts itself
 * @throws DataError when times are missing, there is less than half of the history asked for, or a part is empty
 */
export function planSplit(split: SplitConfig, frame: Frame, options: SplitOptions): SplitPlan {
  if (frame.rows === 0) {
    throw new DataError('there are no rows to split', { hint: 'Check the sources and `data.view.where`.' });
  }
  const plan =
    split.by === 'time'
      ? byTime(split, frame, options.time)
      : { ...byShare(split, frame, options.seed), warnings: [] };
  for (const name of PARTS) {
    if (plan[name].rows.length > 0) continue;
    const { from, to } = plan[name];
    throw new DataError(
      from && to
        ? `the ${name} part is empty: no row from ${from.slice(0, 10)} to before ${to.slice(0, 10)}`
        : `the ${name} part is empty: ${tooFew(split, frame)} for this split`,
      { hint: 'Bring more data, or change `data.split`.' },
    );
  }
  return plan;
}

function tooFew(split: SplitConfig, frame: Frame): string {
  if (split.by !== 'group') return `${frame.rows} rows are too few`;
  const groups = new Set(columnFor(frame, split.column).values).size;
  return `the ${groups} ${groups === 1 ? 'value' : 'values'} of ${JSON.stringify(split.column)} are too few groups`;
}

type TimeSplit = Extract<SplitConfig, { by: 'time' }>;
type ShareSplit = Exclude<SplitConfig, { by: 'time' }>;

function byTime(split: TimeSplit, frame: Frame, timeColumn: string | undefined): SplitPlan {
  if (timeColumn === undefined) {
    throw new UserError('`data.split` is by time, but the view has no time column', {
      hint: 'Name it in `data.view.time`, or split by group, hash or random.',
    });
  }
  const times = timesOf(frame, timeColumn);
  const lengths = Object.fromEntries(PARTS.map((name) => [name, wholeDays(split[name], name)])) as Record<
    PartName,
    number
  >;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const firstDay = Math.floor(first / DAY) * DAY;
  const endOfData = (Math.floor(last / DAY) + 1) * DAY;
  const until = split.until === 'latest' ? endOfData : timeOfDay(split.until);
  if (Number.isNaN(until)) {
    throw new UserError(`data.split.until: ${split.until} is no day of the calendar`, {
      hint: 'Write it as YYYY-MM-DD.',
    });
  }
  const starts = { test: until - lengths.test, validation: 0, train: 0 };
  starts.validation = starts.test - lengths.validation;
  starts.train = starts.validation - lengths.train;
  const warnings = judgeHistory(firstDay, endOfData, until, starts.train);
  const from = Math.max(starts.train, Math.min(firstDay, starts.validation));
  return {
    train: between(times, from, starts.validation),
    validation: between(times, starts.validation, starts.test),
    test: between(times, starts.test, until),
    warnings,
  };
}

/** Warns of days without data at either end. Less than half of what is asked for is no basis for a model. */
function judgeHistory(firstDay: number, endOfData: number, until: number, asked: number): string[] {
  const wanted = (until - asked) / DAY;
  const there = Math.max(0, (Math.min(until, endOfData) - Math.max(asked, firstDay)) / DAY);
  if (there >= wanted) return [];
  const sentence = `the split asks for ${wanted} days of history before ${day(until)}, but the data have ${there} of them (${day(firstDay)} to ${day(endOfData - DAY)})`;
  if (there < wanted / 2) {
    throw new DataError(`${sentence}: less than half`, {
      hint: 'Bring more data, set `data.split.until`, or shorten `train`, `validation` and `test`.',
    });
  }
  return [sentence];
}

function timesOf(frame: Frame, name: string): Float64Array {
  const column = columnFor(frame, name);
  if (column.type !== 'timestamp' && column.type !== 'date') {
    throw new UserError(
      `the time column ${JSON.stringify(name)} is ${column.type}, not a timestamp or a date`,
      {
        hint: 'Give its source the right type: `types: { column: timestamp }`.',
      },
    );
  }
  const times = Float64Array.from(column.values, (value) =>
    typeof value === 'string' ? timeOfDay(value) : typeof value === 'number' ? value : Number.NaN,
  );
  const wrong = times.reduce((count, time) => count + (Number.isFinite(time) ? 0 : 1), 0);
  if (wrong > 0) {
    throw new DataError(
      `the time column ${JSON.stringify(name)} is missing or no time in ${wrong} of ${frame.rows} rows`,
      {
        hint: 'Filter such rows out with `data.view.where`.',
      },
    );
  }
  return times;
}

function wholeDays(text: string, name: PartName): number {
  const length = durationOf(text, `data.split.${name}`);
  if (length % DAY !== 0) {
    throw new UserError(`data.split.${name}: ${text} is not a whole number of days`, {
      hint: 'A split by time takes whole days in UTC, such as 15d or 2w.',
    });
  }
  return length;
}

function between(times: Float64Array, from: number, to: number): SplitPart {
  const rows: number[] = [];
  for (const [row, time] of times.entries()) if (time >= from && time < to) rows.push(row);
  return { rows: Uint32Array.from(rows), from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function byShare(split: ShareSplit, frame: Frame, seed: number): Record<PartName, SplitPart> {
  if (split.validation + split.test >= 1) {
    throw new UserError(
      `data.split: validation ${split.validation} and test ${split.test} leave no rows for training`,
      {
        hint: 'Their sum must be less than 1.',
      },
    );
  }
  const place =
    split.by === 'random'
      ? randomPlaces(frame.rows, seed)
      : hashPlaces(frame, split.by === 'group' ? [split.column] : split.columns);
  const rows: Record<PartName, number[]> = { train: [], validation: [], test: [] };
  for (let row = 0; row < frame.rows; row++) {
    const at = place[row] as number;
    rows[at < split.test ? 'test' : at < split.test + split.validation ? 'validation' : 'train'].push(row);
  }
  return {
    train: { rows: Uint32Array.from(rows.train) },
    validation: { rows: Uint32Array.from(rows.validation) },
    test: { rows: Uint32Array.from(rows.test) },
  };
}

/** Evenly spread places in [0, 1), shuffled: the parts have exactly their shares. */
function randomPlaces(rows: number, seed: number): Float64Array {
  return randomOf(seed).shuffle(Float64Array.from({ length: rows }, (_, row) => (row + 0.5) / rows));
}

/** The place of each row in [0, 1) by MurmurHash3 of its keys: the same in every data set and every order. */
function hashPlaces(frame: Frame, names: readonly string[]): Float64Array {
  const keys = names.map((name) => columnFor(frame, name).values);
  return Float64Array.from({ length: frame.rows }, (_, row) => {
    const key = JSON.stringify(keys.map((values) => plain(values[row] ?? null)));
    return murmur3(key) / 2 ** 32;
  });
}

/** JSON has no NaN and no infinities. */
function plain(value: Value): Value {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function columnFor(frame: Frame, name: string) {
  if (!frame.columns.has(name)) {
    throw new UserError(`data.split needs the column ${JSON.stringify(name)}, which the view does not have`, {
      hint: `Columns there are: ${[...frame.columns.keys()].join(', ')}.`,
    });
  }
  return columnOf(frame, name);
}
