import type { Evidence } from '../../evidence/schema.ts';
import { briefName } from '../../github/artifact-names.ts';
import { downloadBrief, findBriefs, type StoredBrief } from '../../github/brief-artifacts.ts';
import type { ActionContext } from '../../github/context.ts';
import { evidenceOfRun } from '../../publish.ts';
import type { Phrase } from '../../report/document.ts';
import { historyOf } from '../../report/history.ts';
import { DataError } from '../../system/errors.ts';
import { BRIEF_ARCHIVE_BYTES, readBrief } from '../briefs/brief.ts';
import { tolerantly } from '../tolerantly.ts';
import type { Outlet, Told } from './told.ts';

const FEATURE = { feature: 'line about the previous run', permission: 'actions: read' };

/**
 * How the run before this one of the same pull request ended, from the evidence that it left: never from comments, which
 * anybody can write. Null where there is none, or this token may not read it.
 */
export async function findHistory(
  outlet: Outlet,
  { evidence, out }: Pick<Told, 'evidence' | 'out'>,
): Promise<Phrase | null> {
  const { context, model } = outlet;
  const last = evidence.at(-1);
  const head = headOf(context);
  if (!last || !head) return null;
  const all = await evidenceOfRun(out);
  const now = all.find(({ stage }) => stage === 'evaluate-gate') ?? last;
  const found = await tolerantly(outlet, FEATURE, () => previousBrief(outlet, now, head));
  if (!found || found.evidence.model !== model || found.evidence.stage !== now.stage) return null;
  return historyOf(found.evidence, now, found.url);
}

interface Head {
  readonly branch: string;
  readonly repository: number;
}

/** The branch of the pull request, and whose it is: by them a run belongs to it. */
function headOf({ pullRequest, payload }: ActionContext): Head | null {
  const { head } = (payload.pull_request ?? {}) as {
    readonly head?: { readonly ref?: unknown; readonly repo?: { readonly id?: unknown } | null };
  };
  const [branch, repository] = [head?.ref, head?.repo?.id];
  if (!pullRequest || typeof branch !== 'string' || typeof repository !== 'number') return null;
  return { branch, repository };
}

async function previousBrief(
  { context, github, log, model, matrix }: Outlet,
  { stage }: Evidence,
  { branch, repository }: Head,
): Promise<{ readonly evidence: Evidence; readonly url: string } | null> {
  // A later attempt of a run is seldom without a first one.
  const briefs = await findBriefs(github, briefName({ what: { model, stage }, key: matrix }, 1));
  const isEarlier = ({ run }: StoredBrief) =>
    run !== null &&
    run.headBranch === branch &&
    run.headRepository === repository &&
    run.id < Number(context.runId);
  const [newest] = briefs.filter(isEarlier).sort((a, b) => (b.run?.id ?? 0) - (a.run?.id ?? 0));
  if (!newest?.run) return null;
  try {
    const archive = await downloadBrief(github, newest, BRIEF_ARCHIVE_BYTES);
    const url = `${context.serverUrl}/${context.owner}/${context.repo}/actions/runs/${newest.run.id}`;
    return archive && { evidence: readBrief(archive), url };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    log.debug(`The brief of run ${newest.run.id} is left out: ${error.message}`);
    return null;
  }
}
