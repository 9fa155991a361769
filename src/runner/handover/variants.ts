import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { evidenceFile, readEvidence } from '../../evidence/store.ts';
import { Artifacts } from '../../github/artifact.ts';
import { variantFolder } from '../../pipeline.ts';
import type { StageRequest } from '../../stages/stage.ts';
import { UserError } from '../../system/errors.ts';
import type { RunPlace, Source } from './artifacts.ts';

/**
 * The trainings of all variants of a run, of which the gate chooses: those that this job made are there already, the rest
 * comes from artifacts (null where there is no artifact service). Variants that left no model are named. Empty where no
 * variant was trained, but the config as it is.
 * @throws UserError where nothing was trained at all
 */
export async function trainedVariants(
  names: readonly string[],
  place: RunPlace,
  source: Source | null,
): Promise<Pick<StageRequest, 'candidates' | 'missingVariants'>> {
  const { model, out, attempt, log } = place;
  const artifacts = new Artifacts({ log, attempt });
  const candidates = [];
  const missingVariants: string[] = [];
  for (const variant of names) {
    const directory = variantFolder(out, variant);
    const expected = source?.digests.get(`train/${variant}`) ?? null;
    if (expected !== null) await rm(directory, { recursive: true, force: true });
    if (!existsSync(evidenceFile(directory, 'train')) && source !== null) {
      await mkdir(directory, { recursive: true });
      const what = { model, stage: 'train', variant };
      await artifacts.download(what, directory, { run: source.run, expected });
    }
    const isTrained =
      existsSync(evidenceFile(directory, 'train')) &&
      (await readEvidence(directory, 'train')).figures.package !== null;
    if (isTrained) candidates.push({ name: variant, directory });
    else missingVariants.push(variant);
  }
  if (candidates.length > 0) {
    for (const variant of missingVariants)
      log.warn(`There is no model of the variant ${variant} in this run.`);
    return { candidates, missingVariants };
  }
  if (existsSync(evidenceFile(out, 'train'))) return {};
  throw new UserError(`No variant of ${model} left a model in this run: ${names.join(', ')}`, {
    hint: 'A job before this one failed or was skipped: its log says why, mend that first. The gate needs a training for each variant, or for one at least: a job with the input `variant`.',
  });
}
