import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { EvidenceOf } from '../../../evidence/schema.ts';
import { evidenceFile, writeEvidence } from '../../../evidence/store.ts';
import { MANIFEST_FILE, type ModelPackage, openPackage } from '../../../models/package.ts';
import { DataError, UserError } from '../../../system/errors.ts';
import { trainedPackage } from '../../earlier.ts';
import type { OpenSplit } from '../../split.ts';
import type { StageRequest } from '../../stage.ts';

/** A trained model that can be judged. */
export interface Trained {
  /** What the user calls it: the folder as it was named. */
  readonly name: string;
  readonly training: EvidenceOf<'train'>;
  readonly opened: ModelPackage;
}

/**
 * The models of which one becomes the challenger: those that the request names, or the one that this run trained.
 * @throws UserError for a folder that holds no training, or one that is named twice
 */
export async function trainedModels(request: StageRequest): Promise<Trained[]> {
  const { candidates = [], out, config } = request;
  if (candidates.length === 0) return [{ name: config.model.name, ...(await trainedPackage(request)) }];
  const trained: Trained[] = [];
  const names = new Map<string, string>();
  for (const { name, directory } of candidates) {
    const folder = runFolderOf(name, directory);
    const before = names.get(folder);
    if (before !== undefined) {
      throw new UserError(`${name} is the same candidate as ${before}`, { hint: 'Name each one once.' });
    }
    names.set(folder, name);
    if (folder === resolve(out)) {
      throw new UserError(`${name} is the run folder that the chosen model is to be written to`, {
        hint: 'Let the gate write to a folder of its own (`--out`).',
      });
    }
    trained.push({ name, ...(await trainedPackage({ ...request, out: folder })) });
  }
  for (const { name, opened } of trained) {
    const { manifest } = opened;
    if (manifest.name === config.model.name && manifest.signature.task === config.model.task) continue;
    throw new UserError(
      `${name} is a model ${manifest.name} for ${manifest.signature.task}, not ${config.model.name} for ${config.model.task}`,
      { hint: 'Candidates are trainings of the model of this config.' },
    );
  }
  return trained;
}

/** The folder of a run, which is named itself or by the package in it. */
function runFolderOf(name: string, folder: string): string {
  if (existsSync(evidenceFile(folder, 'train'))) return folder;
  const above = dirname(folder);
  if (existsSync(join(folder, MANIFEST_FILE)) && existsSync(evidenceFile(above, 'train'))) return above;
  throw new UserError(`${name} holds no training`, {
    hint: `Name the folder of a run, with \`${basename(evidenceFile('', 'train'))}\` and its package, or the package in it.`,
  });
}

/**
 * Refuses a candidate that may have seen rows which it would be judged on: its training reached into their time, or its
 * rows were divided by another seed.
 * @throws DataError that names the candidate
 */
export function refuseSeenRows(
  trained: readonly Trained[],
  { plan }: OpenSplit,
  { config }: StageRequest,
): void {
  const { from } = plan.test;
  for (const { name, training } of trained) {
    const { splits, seed } = training.figures;
    const later = [splits.train.to, splits.validation.to].find(
      (to) => to !== undefined && from !== undefined && Date.parse(to) > Date.parse(from),
    );
    const otherSeed = config.data.split.by === 'random' && seed !== config.train.seed;
    if (later === undefined && !otherSeed) continue;
    throw new DataError(
      later === undefined
        ? `${name} was trained with the seed ${seed}, which divided its rows otherwise: it has seen rows that it would be judged on`
        : `${name} was trained on rows up to ${later}, and the judged rows begin at ${from}`,
      {
        hint: 'Train the candidates on the same split (`data.split`, `train.seed`) as the gate has.',
      },
    );
  }
}

/** Makes the chosen model that of this run: its package and the evidence of its training are copied into the run folder. */
export async function adopt({ name, training, opened }: Trained, request: StageRequest): Promise<Trained> {
  if ((request.candidates ?? []).length === 0) return { name, training, opened };
  const path = 'package';
  const folder = join(request.out, path);
  await rm(folder, { recursive: true, force: true });
  await cp(opened.directory, folder, { recursive: true });
  const made = training.figures.package;
  const adopted = { ...training, figures: { ...training.figures, package: made && { ...made, path } } };
  await writeEvidence(request.out, adopted);
  return { name, training: adopted, opened: await openPackage(folder) };
}
