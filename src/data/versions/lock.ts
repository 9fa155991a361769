import { readFile } from 'node:fs/promises';
import Type, { type Static } from 'typebox';
import { DataError, messageOf } from '../../system/errors.ts';
import { checkSchema, pathText } from '../../system/schema-check.ts';
import { digest, object } from '../../system/schema-shapes.ts';
import { COLUMN_TYPES } from '../engine/frame.ts';
import type { ColumnProfile, Profile } from '../profile/profile-schema.ts';

/**
 * `data.lock`: which data a commit was made with. It stands beside `mlops.yml` and is committed with it, so that the
 * history of the repository tells the version of every dataset, although the data themselves may be elsewhere.
 */
export const LOCK_SCHEMA = 'mlops-data-lock/1';
export const LOCK_FILE = 'data.lock';

const count = Type.Integer({ minimum: 0 });
const scalar = Type.Union([Type.Number(), Type.String(), Type.Null()]);

const LockedFileSchema = object({
  /** Relative to the folder of the config, or the address of what was fetched. */
  path: Type.String({ minLength: 1 }),
  sha256: digest,
  bytes: count,
  /** What else names this very content in the repository: a pointer of Git LFS, a file of DVC. */
  tracked: Type.Optional(Type.String()),
});

/** Enough of a column's profile to say what changed without having the old data. */
const LockedColumnSchema = object({
  type: Type.Enum([...COLUMN_TYPES]),
  missing: count,
  distinct: count,
  minimum: Type.Optional(scalar),
  maximum: Type.Optional(scalar),
  mean: Type.Optional(Type.Number()),
  deviation: Type.Optional(Type.Number()),
});

const LockedDatasetSchema = object({
  /** The version of the dataset: a digest of its rows as a multiset. */
  digest,
  rows: count,
  files: Type.Array(LockedFileSchema),
  columns: Type.Record(Type.String(), LockedColumnSchema),
});

const DataLockSchema = object({
  schema: Type.Literal(LOCK_SCHEMA),
  datasets: Type.Record(Type.String(), LockedDatasetSchema),
});

export type DataLock = Static<typeof DataLockSchema>;
export type LockedDataset = Static<typeof LockedDatasetSchema>;
export type LockedFile = Static<typeof LockedFileSchema>;
export type LockedColumn = Static<typeof LockedColumnSchema>;

/** What a lock says of a dataset with this profile. */
export function lockedDataset(
  version: string,
  profile: Profile,
  files: readonly LockedFile[],
): LockedDataset {
  return {
    digest: version,
    rows: profile.rows,
    files: [...files],
    columns: Object.fromEntries(profile.columns.map((column) => [column.name, lockedColumn(column)])),
  };
}

function lockedColumn({ type, missing, distinct, numbers, period }: ColumnProfile): LockedColumn {
  return {
    type,
    missing,
    distinct,
    ...(numbers && numbers.minimum !== null ? { minimum: numbers.minimum, maximum: numbers.maximum } : {}),
    ...(period ? { minimum: period.from, maximum: period.to } : {}),
    ...(numbers && numbers.mean !== null ? { mean: numbers.mean } : {}),
    ...(numbers && numbers.standardDeviation !== null ? { deviation: numbers.standardDeviation } : {}),
  };
}

/** The text of a lock: one line a file and column, names sorted, so that git shows what changed. */
export function formatLock(lock: DataLock): string {
  const sorted = <T>(record: Readonly<Record<string, T>>) =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = (entries: readonly string[], indent: string, [open, close]: readonly [string, string]) =>
    entries.length === 0
      ? `${open}${close}`
      : `${open}\n${entries.map((entry) => `${indent}  ${entry}`).join(',\n')}\n${indent}${close}`;
  const datasets = sorted(lock.datasets).map(([name, { digest: version, rows, files, columns }]) => {
    const fileLines = files.map((file) => JSON.stringify(file));
    const columnLines = sorted(columns).map(
      ([key, column]) => `${JSON.stringify(key)}: ${JSON.stringify(column)}`,
    );
    return `${JSON.stringify(name)}: {
      "digest": ${JSON.stringify(version)},
      "rows": ${rows},
      "files": ${lines(fileLines, '      ', ['[', ']'])},
      "columns": ${lines(columnLines, '      ', ['{', '}'])}
    }`;
  });
  return `{\n  "schema": ${JSON.stringify(lock.schema)},\n  "datasets": ${lines(datasets, '  ', ['{', '}'])}\n}\n`;
}

/**
 * Reads the text of a lock; `name` is how messages call it.
 * @throws DataError where it is no lock of this version
 */
export function parseLock(text: string, name: string): DataLock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const merge = /^(<{7}|>{7}|={7})/m.test(text);
    throw new DataError(
      `${name} ${merge ? 'has marks of a merge that was not finished' : 'is not JSON'}: ${messageOf(error)}`,
      {
        hint: HINT,
        cause: error,
      },
    );
  }
  const [problem] = checkSchema(DataLockSchema, value);
  if (problem) {
    throw new DataError(
      `${name} is no data lock (${LOCK_SCHEMA}): ${pathText(problem.path)}: ${problem.message}`,
      {
        hint: HINT,
      },
    );
  }
  return value as DataLock;
}

/** The lock at `path`; undefined where there is none. */
export async function readLock(path: string, name: string = path): Promise<DataLock | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DataError(`${name} cannot be read: ${messageOf(error)}`, { hint: HINT, cause: error });
  }
  return parseLock(text, name);
}

const HINT = 'Write it anew from the data that are there with `mlops data lock`.';
