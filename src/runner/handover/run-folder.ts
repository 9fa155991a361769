import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { refuseTracked } from '../../evidence/tracked.ts';
import { digestOf } from '../../system/files.ts';
import type { Log } from '../../system/log.ts';

/** What steps and deployments write, and later ones believe. */
const RUNS = '.mlops/github';
const WRITTEN = [RUNS, '.mlops/runs', '.mlops/deployments'];

export interface JobPlace {
  /** The runner's folder for this job, which no checkout reaches. */
  readonly temp: string | undefined;
  readonly log: Log;
}

/** The folder that all steps of a job share; `run` names the run and its attempt. */
export function runFolder(directory: string, run: string): string {
  return join(directory, RUNS, run);
}

/**
 * Makes sure that what is in the run folder was left by earlier steps of this job: a checkout that brings such a folder
 * could bring a verdict. The first step of a job notes the folder outside of the checkout, and takes away what is there.
 * @throws UserError where git keeps files of runs or deployments
 */
export async function claimRunFolder(
  directory: string,
  run: string,
  { temp, log }: JobPlace,
): Promise<string> {
  await refuseTracked(directory, WRITTEN);
  const folder = runFolder(directory, run);
  const notes = join(temp || tmpdir(), 'mlops-run-folders');
  const note = join(notes, digestOf(resolve(folder)).slice('sha256:'.length));
  if (existsSync(note)) return folder;
  if (existsSync(folder)) {
    log.warn(
      `${RUNS}/${run} was there before the first step of this job, so no step made it: it is removed. Start the job with a clean workspace.`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(notes, { recursive: true });
  await writeFile(note, folder);
  return folder;
}
