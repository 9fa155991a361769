import { createHash } from 'node:crypto';
import { UserError } from '../system/errors.ts';
import type { Annotation } from './annotations.ts';
import type { GitHub } from './client.ts';
import { cutMarkdown } from './markdown-limit.ts';
import { shortened } from './shortened.ts';

/** GitHub takes so many characters of a check run's summary; as bytes they are never more. */
export const LONGEST_CHECK_SUMMARY = 65_535;
/** GitHub takes so many annotations in one request. */
export const ANNOTATIONS_PER_REQUEST = 50;
const LONGEST_TITLE = 250;
/** GitHub takes 64 KB. */
const LONGEST_MESSAGE = 4000;

export type CheckConclusion = 'success' | 'failure' | 'neutral';
export type PlacedAnnotation = Annotation & { readonly file: string; readonly line: number };

export interface CheckRequest {
  /** The commit that it is shown at. */
  readonly headSha: string;
  /** The same in each run, so that a rule of the branch can require it. */
  readonly name: string;
  /** The workflow's file: another one has check runs of its own, even of the same name. */
  readonly workflow: string;
  readonly run: string;
  readonly attempt: number;
  readonly conclusion: CheckConclusion;
  readonly title: string;
  readonly summary: string;
  readonly detailsUrl: string;
  /** The most important first. */
  readonly annotations: readonly PlacedAnnotation[];
  /** How many requests may send annotations; each takes 50. */
  readonly batches: number;
}

export type CheckResult =
  | { readonly outcome: 'created' | 'updated'; readonly url: string }
  /** A later run of the same workflow at the same commit has told already. */
  | { readonly outcome: 'superseded' }
  /** The token has no permission, or is of no app: only apps have check runs. */
  | { readonly outcome: 'refused'; readonly reason: string };

interface CheckRun {
  readonly id: number;
  readonly url: string;
  readonly externalId: string;
  readonly annotations: number;
}

const NEED = { doing: 'write a check run', permission: 'checks: write' };
const MARK = 'mlops-actions';

/**
 * Writes one check run at a commit: a later run at the same commit changes it. Its lines stay with it for ever, so where
 * they are others, a new one takes its place. A missing permission is a result, not an error.
 */
export async function upsertCheck(github: GitHub, request: CheckRequest): Promise<CheckResult> {
  try {
    return await written(github, request);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { outcome: 'refused', reason: error.message };
  }
}

async function written(github: GitHub, request: CheckRequest): Promise<CheckResult> {
  const lines = linesOf(github, request);
  const identity = identityOf(request, lines);
  const [first] = await ownChecks(github, request);
  if (first && isLater(first.externalId, identity)) return { outcome: 'superseded' };
  const sameLines = first?.externalId.split(':').at(-1) === identity.split(':').at(-1);
  const kept = first && (sameLines || first.annotations === 0) ? first : null;
  const details = {
    name: request.name,
    external_id: identity,
    details_url: request.detailsUrl,
    status: 'completed' as const,
    conclusion: request.conclusion,
  };
  const told = {
    title: shortened(github.redact(request.title), LONGEST_TITLE),
    summary: cutMarkdown(github.redact(request.summary), LONGEST_CHECK_SUMMARY),
  };
  const [begin = [], ...rest] = batchesOf(lines.slice(kept?.annotations ?? 0));
  const output = { ...told, annotations: begin };
  let check = kept
    ? await change(github, request, kept, details, output)
    : await create(github, request, details, output);
  for (const annotations of rest) {
    check = await change(github, request, check, details, { ...told, annotations });
  }
  return { outcome: kept ? 'updated' : 'created', url: check.url };
}

type Line = ReturnType<typeof linesOf>[number];

function batchesOf(lines: readonly Line[]): Line[][] {
  const count = Math.ceil(lines.length / ANNOTATIONS_PER_REQUEST);
  return Array.from({ length: count }, (_, index) =>
    lines.slice(index * ANNOTATIONS_PER_REQUEST, (index + 1) * ANNOTATIONS_PER_REQUEST),
  );
}

interface Details {
  readonly name: string;
  readonly external_id: string;
  readonly details_url: string;
  readonly status: 'completed';
  readonly conclusion: CheckConclusion;
}

interface Output {
  readonly title: string;
  readonly summary: string;
  readonly annotations: Line[];
}

async function create(
  github: GitHub,
  request: CheckRequest,
  details: Details,
  output: Output,
): Promise<CheckRun> {
  const made = await github.write(
    'POST /repos/{owner}/{repo}/check-runs',
    { ...details, head_sha: request.headSha, output },
    NEED,
    () => findRaw(github, request, ({ external_id }) => external_id === details.external_id),
  );
  return { ...checkFrom(made), annotations: output.annotations.length };
}

/** Changes a check run that has `check.annotations` lines, and adds those of `output`. */
async function change(
  github: GitHub,
  request: CheckRequest,
  check: CheckRun,
  details: Details,
  output: Output,
): Promise<CheckRun> {
  const wanted = check.annotations + output.annotations.length;
  const isDone = (one: RawCheck) =>
    Number(one.id) === check.id &&
    one.external_id === details.external_id &&
    one.output.annotations_count >= wanted;
  await github.write(
    'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
    { check_run_id: check.id, ...details, output },
    NEED,
    // Lines that come twice are shown twice.
    output.annotations.length === 0 ? 'repeat' : () => findRaw(github, request, isDone),
  );
  return { ...check, annotations: wanted };
}

type RawCheck = Awaited<ReturnType<typeof checksNamed>>[number];

async function checksNamed(github: GitHub, { headSha, name }: CheckRequest) {
  const found = await github.read(
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    { ref: headSha, check_name: name, filter: 'latest', per_page: 100 },
    { ...NEED, doing: 'read the check runs' },
  );
  return found.check_runs;
}

async function findRaw(github: GitHub, request: CheckRequest, isIt: (one: RawCheck) => boolean) {
  return ((await checksNamed(github, request)).find(isIt) as never) ?? null;
}

/** The check runs of this name that this program wrote with this token's app for this workflow, the newest first. */
async function ownChecks(github: GitHub, request: CheckRequest): Promise<CheckRun[]> {
  const author = (await github.viewer()).replace(/\[bot\]$/, '').toLowerCase();
  const found = await checksNamed(github, request);
  return found
    .filter(({ app, external_id }) => app?.slug?.toLowerCase() === author && isOurs(external_id, request))
    .map(checkFrom)
    .sort((a, b) => b.id - a.id);
}

function isOurs(externalId: string | null, { workflow }: CheckRequest): boolean {
  return (
    /:\d+:\d+:\w+$/.test(externalId ?? '') && (externalId ?? '').startsWith(`${MARK}:${short(workflow)}:`)
  );
}

function checkFrom(raw: {
  id: number | bigint;
  html_url: string | null;
  external_id: string | null;
  output: { annotations_count: number };
}): CheckRun {
  return {
    id: Number(raw.id),
    url: raw.html_url ?? '',
    externalId: raw.external_id ?? '',
    annotations: raw.output.annotations_count,
  };
}

/** Workflow, run, attempt and lines: by it a check run is found again. */
function identityOf({ workflow, run, attempt }: CheckRequest, lines: readonly Line[]): string {
  return [MARK, short(workflow), run, attempt, lines.length === 0 ? '0' : short(JSON.stringify(lines))].join(
    ':',
  );
}

function short(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Whether `one` names a later run, or a later attempt of the same, than `other`. */
function isLater(one: string, other: string): boolean {
  const [, , run = '', attempt] = one.split(':');
  const [, , ours = '', oursAttempt] = other.split(':');
  return Number(run) > Number(ours) || (run === ours && Number(attempt) > Number(oursAttempt));
}

const LEVELS = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

/** The annotations as GitHub takes them, as many as may be sent. */
function linesOf(github: GitHub, { annotations, batches }: CheckRequest) {
  return annotations
    .slice(0, batches * ANNOTATIONS_PER_REQUEST)
    .map(({ kind, message, title, file, line, column }) => ({
      path: github.redact(file),
      start_line: line,
      end_line: line,
      ...(column === undefined ? {} : { start_column: column, end_column: column }),
      annotation_level: LEVELS[kind],
      message: shortened(github.redact(message), LONGEST_MESSAGE),
      ...(title === undefined ? {} : { title: shortened(github.redact(title), LONGEST_TITLE) }),
    }));
}
