import { DataError, messageOf, ServiceError } from '../system/errors.ts';
import { digestOf } from '../system/files.ts';
import { type BriefName, briefNamed } from './artifact-names.ts';
import type { GitHub } from './client.ts';
import { statusOf } from './failure.ts';

/** A brief as GitHub lists it: nothing of it can be trusted but its id, its size and its run. */
export interface StoredBrief extends BriefName {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the archive; null where GitHub does not say. */
  readonly digest: string | null;
  /** The run that made it; null where GitHub does not say. */
  readonly run: BriefRun | null;
}

export interface BriefRun {
  readonly id: number;
  readonly headSha: string | null;
  readonly headBranch: string | null;
  readonly headRepository: number | null;
  readonly repository: number | null;
}

interface Listed {
  readonly id: number | bigint;
  readonly name: string;
  readonly size_in_bytes: number | bigint;
  readonly expired: boolean;
  readonly digest?: string | null;
  readonly workflow_run?: {
    readonly id?: number | bigint;
    readonly head_sha?: string;
    readonly head_branch?: string;
    readonly head_repository_id?: number | bigint;
    readonly repository_id?: number | bigint;
  } | null;
}

const PERMISSION = 'actions: read';
const PAGE = 100;
/** A run with more artifacts than this is not searched to its end. */
const MOST_PAGES = 2;
const ATTEMPTS = 3;
const DEADLINE = 30_000;

/** The briefs that a run left, of all its attempts, the newest first. */
export async function listBriefs(github: GitHub, run: number): Promise<StoredBrief[]> {
  const found: Listed[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { artifacts } = await github.read(
      'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
      { run_id: run, per_page: PAGE, page },
      { doing: `list the artifacts of run ${run}`, permission: PERMISSION },
    );
    found.push(...artifacts);
    if (artifacts.length < PAGE) break;
  }
  return briefsIn(found);
}

/** The newest briefs of that name in the repository, whatever run made them: the caller asks whose run it was. */
export async function findBriefs(github: GitHub, name: string): Promise<StoredBrief[]> {
  const { artifacts } = await github.read(
    'GET /repos/{owner}/{repo}/actions/artifacts',
    { name, per_page: PAGE },
    { doing: `list the artifacts called ${name}`, permission: PERMISSION },
  );
  return briefsIn(artifacts);
}

/**
 * The archive of a brief, never more than `limit` bytes of it. GitHub answers with an address of its storage, to which
 * the token does not go. Null where it is gone. Throws `DataError` where it is too large or not what was uploaded.
 */
export async function downloadBrief(
  github: GitHub,
  { id, name, digest }: StoredBrief,
  limit: number,
): Promise<Buffer | null> {
  for (let attempt = 1; ; attempt++) {
    const stream = await streamOf(github, id, name);
    if (stream === null) return null;
    try {
      const bytes = await bytesOf(stream, limit, name);
      if (digest !== null && digestOf(bytes) !== digest)
        throw refused(name, 'it is not the one that was uploaded: its digest differs');
      return bytes;
    } catch (cause) {
      if (cause instanceof DataError) throw cause;
      if (attempt === ATTEMPTS)
        throw new ServiceError(`The download of ${name} broke off: ${messageOf(cause)}`, {
          hint: 'Run it again.',
          cause,
        });
      await github.pause(attempt);
    }
  }
}

async function streamOf(github: GitHub, id: number, name: string): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const body: unknown = await github.read(
      'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
      {
        artifact_id: id,
        archive_format: 'zip',
        request: { parseSuccessResponseBody: false, signal: AbortSignal.timeout(DEADLINE) },
      },
      { doing: `download the artifact ${name}`, permission: PERMISSION },
    );
    return body as AsyncIterable<Uint8Array> | null;
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 410) return null;
    throw error;
  }
}

async function bytesOf(stream: AsyncIterable<Uint8Array>, limit: number, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > limit) throw refused(name, `it is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function briefsIn(artifacts: readonly Listed[]): StoredBrief[] {
  return artifacts
    .flatMap((one): StoredBrief[] => {
      const named = briefNamed(one.name);
      if (!named || one.expired) return [];
      const { id, name, size_in_bytes: bytes, digest = null, workflow_run: run } = one;
      return [{ ...named, id: Number(id), name, bytes: Number(bytes), digest, run: run ? runOf(run) : null }];
    })
    .sort((a, b) => b.id - a.id);
}

function runOf(run: NonNullable<Listed['workflow_run']>): BriefRun {
  const number = (value: number | bigint | undefined) => (value === undefined ? null : Number(value));
  return {
    id: Number(run.id ?? 0),
    headSha: run.head_sha ?? null,
    headBranch: run.head_branch ?? null,
    headRepository: number(run.head_repository_id),
    repository: number(run.repository_id),
  };
}

function refused(name: string, why: string): DataError {
  return new DataError(`The artifact ${name} is refused: ${why}.`, {
    hint: 'Run the stage again that made it.',
  });
}
