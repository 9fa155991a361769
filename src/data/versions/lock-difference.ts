import type { DataLock, LockedColumn, LockedDataset } from './lock.ts';

/** How a column differs between two versions of a dataset. */
export interface ColumnChange {
  readonly column: string;
  readonly change: 'added' | 'removed' | 'type' | 'values';
  /** Completes “`x` …”: what changed, for a person. */
  readonly sentence: string;
  /** How much: shares, or shifts of the mean in standard deviations; the largest first. */
  readonly size: number;
}

/** How a dataset differs between two locks. */
export interface DatasetChange {
  readonly dataset: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly before: { readonly digest: string; readonly rows: number } | null;
  readonly after: { readonly digest: string; readonly rows: number } | null;
  /** Null where a side does not list its files. */
  readonly files: { readonly added: number; readonly removed: number; readonly changed: number } | null;
  readonly columns: readonly ColumnChange[];
}

/** Changes below these are left out: a new batch always moves something a little. */
const LEAST_SHARE = 0.01;
const LEAST_SHIFT = 0.1;

/** What changed from one lock to another; nothing where both name the same versions. */
export function lockDifference(before: DataLock, after: DataLock): DatasetChange[] {
  const names = [...new Set([...Object.keys(before.datasets), ...Object.keys(after.datasets)])].sort();
  return names.flatMap((dataset) => {
    const [then, now] = [own(before.datasets, dataset), own(after.datasets, dataset)];
    if (then && now && then.digest === now.digest) return [];
    return [
      {
        dataset,
        change: then ? (now ? ('changed' as const) : ('removed' as const)) : ('added' as const),
        before: then ? { digest: then.digest, rows: then.rows } : null,
        after: now ? { digest: now.digest, rows: now.rows } : null,
        files: filesChanged(then, now),
        columns: then && now ? columnsChanged(then, now) : [],
      },
    ];
  });
}

function filesChanged(then?: LockedDataset, now?: LockedDataset): DatasetChange['files'] {
  if (then?.files.length === 0 || now?.files.length === 0) return null;
  const old = new Map(then?.files.map(({ path, sha256 }) => [path, sha256]));
  const fresh = new Map(now?.files.map(({ path, sha256 }) => [path, sha256]));
  return {
    added: [...fresh.keys()].filter((path) => !old.has(path)).length,
    removed: [...old.keys()].filter((path) => !fresh.has(path)).length,
    changed: [...fresh].filter(([path, sha256]) => old.has(path) && old.get(path) !== sha256).length,
  };
}

function columnsChanged(then: LockedDataset, now: LockedDataset): ColumnChange[] {
  const names = [...new Set([...Object.keys(then.columns), ...Object.keys(now.columns)])];
  return names
    .flatMap((column) => columnChange(column, then, now))
    .sort((a, b) => b.size - a.size || (a.column < b.column ? -1 : 1));
}

function columnChange(column: string, then: LockedDataset, now: LockedDataset): ColumnChange[] {
  const [before, after] = [own(then.columns, column), own(now.columns, column)];
  const certain = Number.MAX_VALUE;
  if (!before) return [{ column, change: 'added', sentence: `is new (${after?.type})`, size: certain }];
  if (!after) return [{ column, change: 'removed', sentence: 'is gone', size: certain }];
  if (before.type !== after.type) {
    const sentence = `was ${before.type} and is ${after.type}`;
    return [{ column, change: 'type', sentence, size: certain }];
  }
  const moved = [
    missingMoved(before, after, then.rows, now.rows),
    meanMoved(before, after),
    rangeMoved(before, after),
  ];
  const told = moved.filter((each) => each !== undefined);
  if (told.length === 0) return [];
  return [
    {
      column,
      change: 'values',
      sentence: told.map(({ sentence }) => sentence).join('; '),
      size: Math.max(...told.map(({ size }) => size)),
    },
  ];
}

type Moved = { readonly sentence: string; readonly size: number } | undefined;

function missingMoved(
  before: LockedColumn,
  after: LockedColumn,
  rowsBefore: number,
  rowsAfter: number,
): Moved {
  const share = (missing: number, rows: number) => (rows === 0 ? 0 : missing / rows);
  const [then, now] = [share(before.missing, rowsBefore), share(after.missing, rowsAfter)];
  const size = Math.abs(now - then);
  return size < LEAST_SHARE ? undefined : { sentence: `missing ${percent(then)} → ${percent(now)}`, size };
}

function meanMoved(before: LockedColumn, after: LockedColumn): Moved {
  if (before.mean === undefined || after.mean === undefined || !before.deviation) return undefined;
  const size = Math.abs(after.mean - before.mean) / before.deviation;
  if (!(size >= LEAST_SHIFT)) return undefined;
  return {
    sentence: `mean ${short(before.mean)} → ${short(after.mean)} (${short(size)} standard deviations)`,
    size,
  };
}

/** A range that grew by more than its own length in either direction; times always grow. */
function rangeMoved(before: LockedColumn, after: LockedColumn): Moved {
  const ends = [before.minimum, before.maximum, after.minimum, after.maximum];
  if (!ends.every((end) => typeof end === 'number')) return undefined;
  const [low, high, lowest, highest] = ends as [number, number, number, number];
  const length = high - low;
  const size = length > 0 ? Math.max(low - lowest, highest - high) / length : 0;
  if (!(size > 1)) return undefined;
  return { sentence: `range ${short(low)} … ${short(high)} → ${short(lowest)} … ${short(highest)}`, size };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;
const short = (figure: number) => String(Number(figure.toPrecision(4)));
