import type { ActionContext } from './context.ts';

/** A finished run of a pull request from a fork, as GitHub's event tells of it. */
export interface ForkRun {
  readonly id: number;
  readonly attempt: number;
  /** The file of the workflow. */
  readonly path: string;
  /** When this attempt began, in milliseconds. */
  readonly made: number;
  readonly headSha: string;
  readonly headBranch: string;
  readonly headOwner: string;
  readonly headRepository: number;
  /** This repository's own. */
  readonly repository: number;
}

/** A run that is reported, or why there is nothing to report; `refused` where somebody should know of it. */
export type Reported =
  | { readonly run: ForkRun }
  | { readonly nothing: string }
  | { readonly refused: string };

type Json = Readonly<Record<string, unknown>>;

const FINISHED = new Set(['success', 'failure']);

/**
 * The run that a `workflow_run` event is about, where it is one of `workflow` for a pull request from a fork. A name can
 * be another workflow's too, so its file is compared.
 */
export function reportedRun(
  { event, payload, owner, repo }: Pick<ActionContext, 'event' | 'payload' | 'owner' | 'repo'>,
  workflow: string,
): Reported {
  if (event !== 'workflow_run')
    return { refused: `it reports events of \`workflow_run\`, and this is \`${event}\`` };
  const run = objectIn(payload, 'workflow_run');
  const repository = objectIn(payload, 'repository');
  if (textIn(repository, 'full_name').toLowerCase() !== `${owner}/${repo}`.toLowerCase())
    return { refused: 'the event is about another repository' };
  const runRepository = numberIn(objectIn(run, 'repository'), 'id');
  if (runRepository === null || runRepository !== numberIn(repository, 'id'))
    return { refused: 'the run belongs to another repository' };
  const path = textIn(run, 'path').replace(/@.*$/s, '');
  if (path !== workflow) return { refused: `the run is of \`${path}\`, and \`${workflow}\` is reported` };
  if (textIn(run, 'event') !== 'pull_request')
    return { nothing: 'the run was not started by a pull request' };
  if (payload.action !== 'completed' || !FINISHED.has(textIn(run, 'conclusion')))
    return { nothing: 'the run did not come to its end' };
  const head = objectIn(run, 'head_repository');
  const found = {
    id: numberIn(run, 'id'),
    attempt: numberIn(run, 'run_attempt') ?? 1,
    path,
    made: Date.parse(textIn(run, 'run_started_at') || textIn(run, 'created_at')),
    headSha: textIn(run, 'head_sha'),
    headBranch: textIn(run, 'head_branch'),
    headOwner: textIn(objectIn(head, 'owner'), 'login'),
    headRepository: numberIn(head, 'id'),
    repository: runRepository,
  };
  const { id, headRepository, made, headSha, headBranch, headOwner } = found;
  if (headRepository === null) return { nothing: 'the fork is gone' };
  if (headRepository === runRepository)
    return { nothing: 'the pull request comes from this repository, whose own run comments' };
  if (
    id === null ||
    !(made >= 0) ||
    !/^[0-9a-f]{40,64}$/.test(headSha) ||
    headBranch === '' ||
    headOwner === ''
  )
    return { refused: 'the event does not tell which commit of which fork was run' };
  return { run: { ...found, id, headRepository } };
}

function objectIn(value: Json, key: string): Json {
  const inner = value[key];
  return typeof inner === 'object' && inner !== null ? (inner as Json) : {};
}

function textIn(value: Json, key: string): string {
  const inner = value[key];
  return typeof inner === 'string' ? inner : '';
}

function numberIn(value: Json, key: string): number | null {
  const inner = value[key];
  return Number.isSafeInteger(inner) && (inner as number) > 0 ? (inner as number) : null;
}
