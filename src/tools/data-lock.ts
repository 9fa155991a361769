import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { profileWithoutHidden } from '../data/checks/scans/hide.ts';
import { PersonalDataWatch } from '../data/checks/scans/personal-watch.ts';
import { severityOf } from '../data/checks/scans/settings.ts';
import { type Contract, datasetContract } from '../data/contract/contract.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import { profileTable } from '../data/profile/profile.ts';
import type { RegisteredSource, SourceFile } from '../data/sources/sources.ts';
import { dvcDigest, dvcOutputOf } from '../data/versions/dvc.ts';
import { type DataLock, LOCK_SCHEMA, type LockedFile, lockedDataset } from '../data/versions/lock.ts';
import { datasetDigest } from '../data/versions/version.ts';
import { DataError } from '../system/errors.ts';
import { digestOfFile } from '../system/files.ts';

/**
 * The lock of these sources as they are now.
 * @param directory the folder of the config, which paths are relative to
 * @param contract says whether figures of columns may be kept that look like personal data
 * @throws DataError where DVC names another content than the file has
 */
export async function lockOf(
  engine: DataEngine,
  sources: ReadonlyMap<string, RegisteredSource>,
  directory: string,
  contract: Contract,
): Promise<DataLock> {
  const datasets: DataLock['datasets'] = {};
  for (const [name, { files }] of sources) {
    const locked: LockedFile[] = [];
    for (const file of files) locked.push(await lockedFile(file, directory));
    const watch = new PersonalDataWatch();
    const isShown = severityOf(datasetContract(contract, name)?.checks, 'personal-data') === 'off';
    const whole = await profileTable(engine, name, {}, isShown ? undefined : watch);
    const profile = profileWithoutHidden(whole, watch.hidden);
    datasets[name] = lockedDataset(await datasetDigest(engine, name), profile, locked);
  }
  return { schema: LOCK_SCHEMA, datasets };
}

async function lockedFile(
  { path, shown: from, digest, version }: SourceFile,
  directory: string,
): Promise<LockedFile> {
  const { size } = await stat(path);
  // What was fetched is known by where it came from: the file itself is gone with the process.
  if (digest !== undefined && resolve(directory, from) !== path) {
    const tracked = version === undefined ? {} : { tracked: `version ${version}` };
    return { path: from, sha256: digest, bytes: size, ...tracked };
  }
  const shown = shownPath(path, directory);
  const dvc = await dvcOutputOf(path);
  if (!dvc) return { path: shown, sha256: await digestOfFile(path), bytes: size };
  const actual = await dvcDigest(dvc.path);
  const stated = shownPath(dvc.statedIn, directory);
  if (actual !== dvc.md5) {
    throw new DataError(`${shown} is not what ${stated} says: its MD5 is ${actual}, not ${dvc.md5}`, {
      hint: 'Fetch that version with `dvc checkout`, or record this one with `dvc add` or `dvc commit`.',
    });
  }
  return { path: shown, sha256: await digestOfFile(path), bytes: size, tracked: `${stated}: md5 ${dvc.md5}` };
}

function shownPath(path: string, directory: string): string {
  const shown = relative(directory, path);
  return isAbsolute(shown) ? path : shown.replaceAll('\\', '/');
}
