import { resolve } from 'node:path';
import type { EvidenceOf } from '../evidence/schema.ts';
import { readEvidence } from '../evidence/store.ts';
import { type ModelPackage, openPackage } from '../models/package.ts';
import { DataError } from '../system/errors.ts';
import type { StageRequest } from './stage.ts';

/** The evidence of train in this run, and the package that it made, verified. */
export async function trainedPackage({
  out,
}: StageRequest): Promise<{ training: EvidenceOf<'train'>; opened: ModelPackage }> {
  const training = await readEvidence(out, 'train');
  const made = training.figures.package;
  if (made === null) {
    throw new DataError('train stopped before there was a model', {
      hint: 'Mend what its evidence names, and train again.',
    });
  }
  const opened = await openPackage(resolve(out, made.path));
  const { identity } = opened.manifest;
  if (identity !== made.digest) {
    throw new DataError(
      `${opened.directory} is not the package that train made: ${identity}, not ${made.digest}`,
      {
        hint: 'Train again, or restore the run folder as it was.',
      },
    );
  }
  return { training, opened };
}
