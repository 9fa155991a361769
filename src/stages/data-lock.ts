import { resolve } from 'node:path';
import { LOCK_FILE, LOCK_SCHEMA, type LockedDataset, readLock } from '../data/versions/lock.ts';
import { lockDifference } from '../data/versions/lock-difference.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import type { Log } from '../system/log.ts';
import type { StageRequest } from './stage.ts';

type Changes = NonNullable<EvidenceOf<'validate-data'>['figures']['sinceLock']>;

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
  return {
    changes: changes.map((change) => ({ ...change, columns: change.columns.map((one) => ({ ...one })) })),
    warnings: [warning],
  };
}
