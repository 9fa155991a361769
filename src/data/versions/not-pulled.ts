import { basename } from 'node:path';
import { DataError } from '../../system/errors.ts';
import { dvcOutputOf } from './dvc.ts';
import { lfsPointerAt } from './lfs.ts';

/**
 * Throws where a tool that keeps data beside git knows the file at `path`, but did not bring it: Git LFS left its
 * pointer there, DVC left nothing.
 * @throws DataError that says how to bring it
 */
export async function refuseNotPulled(path: string, shown: string, isThere: boolean): Promise<void> {
  if (isThere) {
    const pointer = await lfsPointerAt(path);
    if (!pointer) return;
    throw new DataError(
      `${shown} is a pointer of Git LFS: its ${pointer.bytes.toLocaleString('en-US')} bytes were not pulled`,
      { hint: 'Run `git lfs pull`; on GitHub set `lfs: true` of actions/checkout.' },
    );
  }
  const output = await dvcOutputOf(path);
  if (!output) return;
  throw new DataError(`${shown} was not pulled: ${basename(output.statedIn)} says that DVC keeps it`, {
    hint: 'Run `dvc pull` first; on GitHub as a step before this one, with the credentials of the DVC remote.',
  });
}
