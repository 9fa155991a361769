import { constants } from 'node:fs';
import { copyFile, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MANIFEST_FILE, type ModelPackage, openPackage } from '../models/package.ts';
import { DataError, UserError } from '../system/errors.ts';
import { digestOf } from '../system/files.ts';

/** Digest of an opened package's manifest, which pins every other file. */
export async function manifestDigest({ directory }: ModelPackage): Promise<string> {
  return digestOf(await readFile(join(directory, MANIFEST_FILE)));
}

const LOST = 'Restore it from a backup, or train and register again. Nothing in it is meant to be edited.';

/**
 * Opens the stored package in `directory`, verified file by file, and compares its manifest with the
 * record's. Throws `UserError` that names what was changed; `hint` says what to do then.
 */
export async function openStored(directory: string, manifest: string, hint = LOST): Promise<ModelPackage> {
  let opened: ModelPackage;
  try {
    opened = await openPackage(directory);
  } catch (cause) {
    if (cause instanceof DataError) throw new UserError(cause.message, { hint, cause });
    throw cause;
  }
  if ((await manifestDigest(opened)) === manifest) return opened;
  throw new UserError(`${join(directory, MANIFEST_FILE)} is not the one of the registered version.`, {
    hint,
  });
}

/** Copies a package file by file to `target`, every file on the disk when it returns. The caller verifies it. */
export async function copyPackage(source: ModelPackage, target: string): Promise<void> {
  for (const path of [...source.manifest.files.map((file) => file.path), MANIFEST_FILE]) {
    const to = join(target, path);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(join(source.directory, path), to, constants.COPYFILE_FICLONE);
    const file = await open(to, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }
}
