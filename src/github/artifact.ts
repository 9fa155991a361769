import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ArtifactClient, FindOptions, UploadArtifactOptions } from '@actions/artifact';
import { DataError, messageOf, ServiceError, UserError } from '../system/errors.ts';
import { digestOfFile } from '../system/files.ts';
import type { Log } from '../system/log.ts';
import { artifactName, artifactPrefix, type Brief, briefName, type StageArtifact } from './artifact-names.ts';
import { unzip } from './unzip.ts';

export interface StoredArtifact {
  readonly name: string;
  readonly id: number;
  /** SHA-256 of the archive, as the job's output hands it to the next one. */
  readonly digest: string;
}

/** Another run whose artifacts may be read; its token needs `actions: read`. */
export interface OtherRun {
  readonly id: string;
  readonly token: string;
  readonly owner: string;
  readonly repo: string;
}

export interface DownloadOptions {
  /** Null for the run that this step belongs to. */
  readonly run: OtherRun | null;
  /** The digest that the earlier job gave, or null. */
  readonly expected: string | null;
}

const LIMITS = { files: 10_000, bytes: 16 * 1024 ** 3 };

/** The artifacts by which stages in different jobs and runs hand on their results. */
export class Artifacts {
  readonly #log: Log;
  readonly #attempt: number;

  /** `attempt` is the number of this run's attempt: a second one makes artifacts of its own. */
  constructor({ log, attempt }: { readonly log: Log; readonly attempt: number }) {
    this.#log = log;
    this.#attempt = attempt;
  }

  /** Uploads every file below `directory`. Throws `UserError` where there is none, or the name is taken. */
  async upload(what: StageArtifact, directory: string): Promise<StoredArtifact> {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    if (files.length === 0) {
      throw new UserError(`${directory} holds no file to upload.`, {
        hint: 'Run the stage before its results are uploaded.',
      });
    }
    return uploaded(artifactName(what, this.#attempt), files.sort(), directory, { compressionLevel: 1 });
  }

  /** Uploads the one file of a brief, which goes away after some days. */
  async uploadBrief(brief: Brief, file: string, days: number): Promise<StoredArtifact> {
    const name = briefName(brief, this.#attempt);
    return uploaded(name, [file], dirname(file), { compressionLevel: 6, retentionDays: days });
  }

  /**
   * Finds the newest artifact of a stage and puts its files into `directory`, verified. Files that are
   * there already must be the same. Returns null where the run has none.
   * Throws `DataError` where the archive is not the one that was uploaded, and where one is expected and there is none.
   */
  async download(
    what: StageArtifact,
    directory: string,
    { run, expected }: DownloadOptions,
  ): Promise<StoredArtifact | null> {
    const client = await openClient();
    const options = run ? findOptions(run) : {};
    const place = run ? `run ${run.id}` : 'this run';
    const { artifacts } = await asService(`list the artifacts of ${place}`, () =>
      client.listArtifacts(options),
    );
    const found = newest(artifacts, what, run ? Number.POSITIVE_INFINITY : this.#attempt);
    if (!found) {
      if (expected === null) return null;
      const { stage, variant } = what;
      throw new DataError(
        `The artifact of ${variant === undefined ? stage : `${stage} ${variant}`} that an earlier job made is not in ${place}.`,
        {
          hint: 'It has expired, or somebody deleted it. Run the stage again that made it; and find out who did, where it cannot have expired.',
        },
      );
    }
    const folder = await mkdtemp(join(tmpdir(), 'mlops-artifact-'));
    try {
      const path = join(folder, 'download');
      await asService(`download the artifact ${found.name}`, () =>
        client.downloadArtifact(found.id, { ...options, path, skipDecompress: true }),
      );
      const [file] = await readdir(path);
      if (file === undefined)
        throw new ServiceError(`The artifact ${found.name} came without content.`, { hint: 'Run it again.' });
      const digest = await digestOfFile(join(path, file));
      for (const right of [expected, found.digest]) {
        if (right && withAlgorithm(right) !== digest) {
          throw new DataError(
            `The artifact ${found.name} of ${place} is not the one that was uploaded: its digest differs.`,
            {
              hint: 'Run the stage again that made it, and find out who changed or replaced it.',
            },
          );
        }
      }
      const unpacked = join(folder, 'unpacked');
      for (const each of await unzip(join(path, file), unpacked, LIMITS)) {
        await moveInto(join(unpacked, each), join(directory, each), each);
      }
      this.#log.info(`Took ${found.name} from ${place}.`);
      return { name: found.name, id: found.id, digest };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** The newest of a stage. One of an attempt that is still to come is nothing that this run made. */
function newest<A extends { name: string; id: number }>(
  artifacts: readonly A[],
  what: StageArtifact,
  lastAttempt: number,
): A | null {
  const prefix = artifactPrefix(what);
  const attemptOf = ({ name }: A) => Number(/^[1-9]\d*$/.exec(name.slice(prefix.length))?.[0] ?? 0);
  const own = artifacts.filter(
    (one) => one.name.startsWith(prefix) && attemptOf(one) > 0 && attemptOf(one) <= lastAttempt,
  );
  return own.sort((a, b) => attemptOf(b) - attemptOf(a) || b.id - a.id)[0] ?? null;
}

async function uploaded(
  name: string,
  files: string[],
  directory: string,
  options: UploadArtifactOptions,
): Promise<StoredArtifact> {
  const client = await openClient();
  const { id, digest } = await asService(`upload the artifact ${name}`, () =>
    client.uploadArtifact(name, files, directory, options),
  );
  if (id === undefined || !digest)
    throw new ServiceError(`GitHub gave no digest for the artifact ${name}.`, { hint: 'Run it again.' });
  return { name, id, digest: withAlgorithm(digest) };
}

async function moveInto(from: string, to: string, name: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const there = await digestOfFile(to).catch(() => null);
  if (there !== null && there !== (await digestOfFile(from))) {
    throw new UserError(`${name} is there already, with other content than the artifact's.`, {
      hint: 'Start the job with a clean workspace.',
    });
  }
  if (there === null) {
    await rename(from, to).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EXDEV') throw error;
      await copyFile(from, to);
    });
  }
}

async function openClient(): Promise<ArtifactClient> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}

function findOptions({ id, token, owner, repo }: OtherRun): FindOptions {
  return { findBy: { token, workflowRunId: runNumber(id), repositoryOwner: owner, repositoryName: repo } };
}

/** The id of a run as the API takes it. Throws `UserError` where the text is none. */
export function runNumber(id: string): number {
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id);
  throw new UserError(`\`${id.slice(0, 60)}\` is not the id of a run.`, {
    hint: 'It is the number at the end of the address of a run: …/actions/runs/<id>.',
  });
}

/** Tells an error of the artifact service apart by who can mend it. */
async function asService<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = messageOf(cause);
    const status = (cause as { status?: unknown }).status;
    if (/ACTIONS_RUNTIME_TOKEN|ACTIONS_RESULTS_URL/.test(message)) {
      throw new UserError(`Cannot ${doing}: only an action's own step may, and this is none.`, {
        hint: 'Run the stage by its action (`uses:`), not in a `run:` step.',
        cause,
      });
    }
    if (/already exists/i.test(message)) {
      throw new UserError(`Cannot ${doing}: this run has one of that name.`, {
        hint: 'Two jobs ran the same stage of the same model. Give each model its own name, or run the stage once.',
        cause,
      });
    }
    if (/GHES/.test(message)) {
      throw new UserError(`Cannot ${doing}: this GitHub Enterprise Server has no artifacts of version 4.`, {
        hint: 'Run all stages in one job.',
        cause,
      });
    }
    if (status === 401 || status === 403 || status === 404) {
      throw new UserError(`Cannot ${doing}: GitHub says: ${message}`, {
        hint: 'Check the id of the run, and give the job `permissions: { actions: read }`.',
        cause,
      });
    }
    throw new ServiceError(`Cannot ${doing}: ${message}`, { hint: 'Run it again.', cause });
  }
}

function withAlgorithm(digest: string): string {
  return digest.startsWith('sha256:') ? digest : `sha256:${digest}`;
}
