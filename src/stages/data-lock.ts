import { resolve } from 'node:path';
import { LOCK_FILE, LOCK_SCHEMA, type LockedDataset, parseLock, readLock } from '../data/versions/lock.ts';
import { type DatasetChange, lockDifference } from '../data/versions/lock-difference.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import { fileAt } from '../system/git.ts';
import type { Log } from '../system/log.ts';
import { baseCommit } from './base.ts';
import type { StageRequest } from './stage.ts';

type Figures = EvidenceOf<'validate-data'>['figures'];
type Changes = NonNullable<Figures['sinceLock']>;

/** How the data differ from what `data.lock` names: `changes` is undefined where there is no lock. */
export async function sinceLock(
  { directory }: Pick<StageRequest, 'directory'>,
  versions: Readonly<Record<string, LockedDataset>>,
  log: Log,
): Promise<{ readonly changes?: Changes; readonly warnings: readonly string[] }> {
  const lock = await readLock(resolve(directory, LOCK_FILE), LOCK_FILE);
  if (!lock) return { warnings: [] };
  const changes = lockDifference(lock, { schema: LOCK_SCHEMA, datasets: { ...versions } });
  if (changes.length === 0) {
    log.info(`The data are those of ${LOCK_FILE}.`);
    return { changes: [], warnings: [] };
  }
  const names = changes.map(({ dataset }) => dataset).join(', ');
  const warning = `The data are not those that ${LOCK_FILE} names (${names}). Record them with \`mlops data lock\`.`;
  log.warn(warning);
  return { changes: plain(changes), warnings: [warning] };
}

/** How `data.lock` differs from the one at the base; nothing where there is none, or the base had none. */
export async function lockSinceBase(
  request: Pick<StageRequest, 'directory' | 'base'>,
): Promise<Figures['lockChanges']> {
  const { directory } = request;
  const now = await readLock(resolve(directory, LOCK_FILE), LOCK_FILE);
  const base = now ? await baseCommit(request) : null;
  const text = base === null ? null : await fileAt(directory, base, LOCK_FILE);
  if (!now || base === null || text === null) return undefined;
  const before = parseLock(text, `${LOCK_FILE} at ${base.slice(0, 7)}`);
  return { base, changes: plain(lockDifference(before, now)) };
}

function plain(changes: readonly DatasetChange[]): Changes {
  return changes.map((change) => ({ ...change, columns: change.columns.map((one) => ({ ...one })) }));
}
