import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { EVIDENCE_SCHEMAS, type Evidence, STAGES, type Stage } from '../../evidence/schema.ts';
import { evidenceFile, readEvidence, writeEvidence } from '../../evidence/store.ts';
import { Artifacts, type OtherRun, type StoredArtifact } from '../../github/artifact.ts';
import { messageOf, UserError } from '../../system/errors.ts';
import type { Log } from '../../system/log.ts';
import { checkSchema } from '../../system/schema-check.ts';
import { BRIEF_FILE, briefOf } from '../briefs/brief.ts';
import type { Digests } from './digests.ts';

/** Where the evidence of a run is kept on this runner, and whose it is. */
export interface RunPlace {
  readonly model: string;
  /** The run folder, which all steps of a job share. */
  readonly out: string;
  /** Of `train.variants`: whose training is in the folder. */
  readonly variant?: string;
  readonly attempt: number;
  readonly log: Log;
}

/** Whose artifacts a step reads, and what earlier jobs say of them. */
export interface Source {
  /** Null for those of its own run. */
  readonly run: OtherRun | null;
  readonly digests: Digests;
}

/** Where a run keeps its package. */
const PACKAGE = 'package';

/**
 * Brings what the stages before `stage` left into the run folder: what earlier steps of this job left is
 * there already, the rest comes from the artifacts. Each holds the evidence of the stages before its own, so the last one
 * is looked at first. A later stage's files take the place of an earlier one's: the gate completes the package that train
 * made. From the first stage whose digest is given on, nothing is taken but from artifacts.
 */
export async function bringEarlier(stage: Stage, place: RunPlace, { run, digests }: Source): Promise<void> {
  const { model, out, attempt, log } = place;
  const earlier = STAGES.slice(0, STAGES.indexOf(stage));
  const pinned = earlier.findIndex((one) => digests.has(one));
  const isHere = (one: Stage, at: number) =>
    existsSync(evidenceFile(out, one)) && (pinned < 0 || at < pinned);
  const artifacts = new Artifacts({ log, attempt });
  await mkdir(out, { recursive: true });
  const downloads = await mkdtemp(join(out, 'download-'));
  const folderOf = (one: Stage) => join(downloads, one);
  const brought: Stage[] = [];
  try {
    for (const [at, one] of [...earlier.entries()].reverse()) {
      const expected = digests.get(one) ?? null;
      const isHeld = brought.some((later) => existsSync(evidenceFile(folderOf(later), one)));
      if (expected === null && (isHeld || isHere(one, at))) continue;
      await mkdir(folderOf(one));
      const found = await artifacts.download({ model, stage: one }, folderOf(one), { run, expected });
      if (found) brought.unshift(one);
    }
    // Of each stage its own word counts.
    const own = earlier.filter((one, at) => brought.includes(one) || isHere(one, at));
    for (const one of brought) {
      const folder = folderOf(one);
      for (const other of own) if (other !== one) await rm(evidenceFile(folder, other), { force: true });
      // Of a package that takes the place of another one no file of that one may stay.
      if (existsSync(join(folder, PACKAGE))) await rm(join(out, PACKAGE), { recursive: true, force: true });
      await cp(folder, out, { recursive: true });
    }
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * The evidence with every secret hidden that came into it, such as by the data or an override; the file of the run folder
 * is written anew where there was one.
 */
export async function withoutSecrets<E extends Evidence>(
  evidence: E,
  out: string,
  redact: (text: string) => string,
): Promise<E> {
  const text = JSON.stringify(evidence);
  if (redact(text) === text) return evidence;
  const hidden = JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'string') return DIGEST.test(value) ? value : redact(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [redact(key), inner]));
  }) as E;
  if (checkSchema(EVIDENCE_SCHEMAS[evidence.stage], structuredClone(hidden)).length > 0) {
    throw new UserError(
      `a secret of this step is a word that the evidence of ${evidence.stage} cannot do without`,
      {
        hint: 'Choose a longer secret; words of everyday are none.',
      },
    );
  }
  await writeEvidence(out, hidden);
  return hidden;
}

/** Uploads what a stage left, and the report, as the stage's artifact. */
export async function uploadStage(evidence: Evidence, place: RunPlace): Promise<StoredArtifact> {
  const { model, out, variant, attempt, log } = place;
  const { stage } = evidence;
  const folder = await mkdtemp(join(out, 'upload-'));
  try {
    for (const path of await pathsOf(evidence, out)) {
      const to = join(folder, path);
      await mkdir(dirname(to), { recursive: true });
      await cp(join(out, path), to, { recursive: true });
    }
    return await new Artifacts({ log, attempt }).upload(
      { model, stage, ...(variant === undefined ? {} : { variant }) },
      folder,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How long a brief is kept; a repository may keep artifacts for less. */
const BRIEF_DAYS = 14;

/** What a brief is uploaded with, beside its evidence. */
export interface BriefOptions {
  /** What tells jobs of one matrix apart; empty without one. */
  readonly key: string;
  /** How many days the repository keeps artifacts at most, as the runner says; empty where it does not. */
  readonly mostDays: string | undefined;
  /** Hides secrets in its texts. */
  readonly redact: (text: string) => string;
}

/**
 * Uploads what a comment needs of the stage's evidence, for those who read the run from outside: the report on pull
 * requests of forks, and the next run of the same pull request. Nobody's verdict depends on it.
 */
export async function uploadBrief(
  evidence: Evidence,
  { model, out, attempt, log }: RunPlace,
  { key, mostDays, redact }: BriefOptions,
): Promise<void> {
  const days = Math.min(BRIEF_DAYS, Number(mostDays) || BRIEF_DAYS);
  const folder = await mkdtemp(join(out, 'upload-'));
  try {
    const file = join(folder, BRIEF_FILE);
    await writeFile(file, JSON.stringify(briefOf(evidence, redact)));
    const brief = { what: { model, stage: evidence.stage }, key };
    await new Artifacts({ log, attempt }).uploadBrief(brief, file, days);
  } catch (error) {
    log.info(`No brief for the next run's comment: ${messageOf(error)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What belongs to a stage, relative to the run folder. */
async function pathsOf(evidence: Evidence, out: string): Promise<string[]> {
  const { stage, outputs } = evidence;
  const paths = [
    `${stage}.json`,
    'report.html',
    'report.md',
    ...Object.values(outputs).map(({ path }) => path),
    // What it was made from goes with it: whoever has the digest of the artifact has it for all of that.
    ...STAGES.slice(0, STAGES.indexOf(stage)).map((earlier) => `${earlier}.json`),
  ];
  const judgedFile = stage === 'evaluate-gate' && evidence.figures.challenger.file !== undefined;
  if (stage === 'train' || (stage === 'evaluate-gate' && !judgedFile)) {
    const { figures } = stage === 'train' ? evidence : await readEvidence(out, 'train');
    if (figures.package) paths.push(figures.package.path);
  }
  return [...new Set(paths.map((path) => relative(out, resolve(out, path))))].filter(
    (path) => path !== '' && !path.startsWith(`..${sep}`) && existsSync(join(out, path)),
  );
}
