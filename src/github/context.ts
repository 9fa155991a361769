import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '../system/errors.ts';

/** What the runner says about a step: which repository, commit, run and event it belongs to. */
export interface ActionContext {
  readonly owner: string;
  readonly repo: string;
  readonly event: string;
  /** The commit that the run is for; with a pull request this is GitHub's merge commit. */
  readonly sha: string;
  readonly ref: string;
  readonly runId: string;
  readonly runAttempt: number;
  /** The file of the workflow that was started, such as `.github/workflows/ci.yml`, or its name. */
  readonly workflow: string;
  readonly job: string;
  readonly actor: string;
  /** Who started this attempt of the run; another than `actor` where somebody started it again. */
  readonly triggeringActor: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Where a person sees this run. */
  readonly runUrl: string;
  readonly workspace: string;
  /** The pull request that the event is about, or null. */
  readonly pullRequest: PullRequest | null;
  /** What the change of a pull request, or of a merge queue, is to be merged into; null for any other event. */
  readonly base: Base | null;
  /** The event's own payload. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface PullRequest {
  readonly number: number;
  /** The newest commit of its branch; null where the event does not say, as with a comment on it. */
  readonly headSha: string | null;
  /** True where its branch is in another repository: the token of such a run may only read. */
  readonly fork: boolean;
}

/** A branch at a commit; one of both may not be known. */
export interface Base {
  readonly sha: string | null;
  readonly ref: string | null;
}

/** The run and its attempt: all steps of a job share them, and another attempt begins anew. */
export function runName({ runId, runAttempt }: ActionContext): string {
  return `${runId}-${runAttempt}`;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Json = Readonly<Record<string, unknown>>;

const EVENT_LIMIT = 32 * 1024 * 1024;

/**
 * Reads the context from the runner's environment and the event file that it names.
 * Throws `UserError` where a variable is missing or the event cannot be read.
 */
export function readContext(environment: Environment): ActionContext {
  const repository = required(environment, 'GITHUB_REPOSITORY');
  const [owner, repo, ...more] = repository.split('/');
  if (!owner || !repo || more.length > 0) {
    throw new UserError(`GITHUB_REPOSITORY is \`${repository}\`, which is not \`owner/name\`.`, {
      hint: OUTSIDE,
    });
  }
  const runId = required(environment, 'GITHUB_RUN_ID');
  const serverUrl = plainUrl(environment, 'GITHUB_SERVER_URL', 'https://github.com');
  const payload = readEvent(environment.GITHUB_EVENT_PATH);
  return {
    owner,
    repo,
    event: environment.GITHUB_EVENT_NAME ?? '',
    sha: required(environment, 'GITHUB_SHA'),
    ref: environment.GITHUB_REF ?? '',
    runId,
    runAttempt: attemptOf(environment.GITHUB_RUN_ATTEMPT),
    workflow: workflowOf(environment),
    job: environment.GITHUB_JOB ?? '',
    actor: environment.GITHUB_ACTOR ?? '',
    triggeringActor: environment.GITHUB_TRIGGERING_ACTOR ?? environment.GITHUB_ACTOR ?? '',
    apiUrl: plainUrl(environment, 'GITHUB_API_URL', 'https://api.github.com'),
    serverUrl,
    runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`,
    workspace: environment.GITHUB_WORKSPACE ?? '.',
    pullRequest: pullRequestOf(payload, repository),
    base: baseOf(payload),
    payload,
  };
}

const OUTSIDE = 'The actions run inside GitHub Actions; at a terminal use the `mlops` command.';

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value) return value;
  throw new UserError(`The environment has no ${name}.`, { hint: OUTSIDE });
}

function plainUrl(environment: Environment, name: string, otherwise: string): string {
  const value = environment[name] || otherwise;
  const url = URL.canParse(value) ? new URL(value) : null;
  // What is wrong with it is told without it: addresses may hold passwords.
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UserError(`${name} is no address of the web.`, { hint: OUTSIDE });
  if (url.username || url.password)
    throw new UserError(`${name} holds a user or password, which no address of GitHub has.`, {
      hint: 'Give the token as the input `token`.',
    });
  return value.replace(/\/+$/, '');
}

function attemptOf(text: string | undefined): number {
  const attempt = Number(text ?? '1');
  if (Number.isSafeInteger(attempt) && attempt >= 1) return attempt;
  throw new UserError(`GITHUB_RUN_ATTEMPT is \`${text}\`, which is no whole number.`, { hint: OUTSIDE });
}

/** The runner says `owner/name/<path>@<ref>`; a name alone can be another workflow's too. */
function workflowOf({ GITHUB_WORKFLOW_REF, GITHUB_WORKFLOW }: Environment): string {
  const [, path] = /^[^/]+\/[^/]+\/([^@]+)@/.exec(GITHUB_WORKFLOW_REF ?? '') ?? [];
  return path ?? GITHUB_WORKFLOW ?? '';
}

function readEvent(path: string | undefined): Json {
  if (!path) return {};
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length > EVENT_LIMIT) throw new Error('it is larger than 32 MiB');
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch (cause) {
    throw new UserError(`The event file ${path} cannot be read: ${messageOf(cause)}`, {
      hint: OUTSIDE,
      cause,
    });
  }
}

/** A pull request stands under its own name, or is an issue that has one. */
function pullRequestOf(payload: Json, repository: string): PullRequest | null {
  const { pull_request: pull, issue } = payload;
  if (isObject(pull) && isNumber(pull.number)) {
    const head = isObject(pull.head) ? pull.head : {};
    const from = isObject(head.repo) ? head.repo.full_name : null;
    return {
      number: pull.number,
      headSha: textOf(head.sha),
      // A fork that was deleted has no repository any more.
      fork: textOf(from)?.toLowerCase() !== repository.toLowerCase(),
    };
  }
  if (isObject(issue) && isObject(issue.pull_request) && isNumber(issue.number)) {
    return { number: issue.number, headSha: null, fork: false };
  }
  return null;
}

/** A comment on a pull request runs on the default branch, so its change is not what is there. */
function baseOf({ pull_request: pull, merge_group: group }: Json): Base | null {
  if (isObject(group)) {
    const ref = textOf(group.base_ref)?.replace(/^refs\/heads\//, '') ?? null;
    return { sha: textOf(group.base_sha), ref };
  }
  if (!isObject(pull)) return null;
  const base = isObject(pull.base) ? pull.base : {};
  return { sha: textOf(base.sha), ref: textOf(base.ref) };
}

/** The default branch of the repository; null where the event does not say, as that of a schedule. */
export function defaultBranchOf({ payload }: Pick<ActionContext, 'payload'>): string | null {
  return isObject(payload.repository) ? textOf(payload.repository.default_branch) : null;
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
