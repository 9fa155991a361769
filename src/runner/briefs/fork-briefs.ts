import { type Evidence, STAGES } from '../../evidence/schema.ts';
import { downloadBrief, listBriefs, type StoredBrief } from '../../github/brief-artifacts.ts';
import type { GitHub } from '../../github/client.ts';
import type { ForkRun } from '../../github/reported-run.ts';
import { DataError } from '../../system/errors.ts';
import type { Log } from '../../system/log.ts';
import { BRIEF_ARCHIVE_BYTES, readBrief } from './brief.ts';

/** What the jobs of one model left. */
export interface ForkEvidence {
  readonly model: string;
  /** What tells jobs of one matrix apart; empty without one. */
  readonly matrix: string;
  /** In the order of the stages, one of each. */
  readonly evidence: readonly Evidence[];
}

export interface ForkResults {
  readonly groups: readonly ForkEvidence[];
  /** Briefs that nobody looked at, or that were refused. */
  readonly unread: number;
}

/** So many are read: each costs a request, and the comment needs the rest of what a step may ask. */
const MOST_BRIEFS = 6;

/**
 * The evidence that a fork's run left. All of it may be made up, so each piece is checked whole, and what is refused is
 * told in the log only. What GitHub knows of the run takes the place of what the evidence says of it.
 */
export async function forkEvidence(github: GitHub, run: ForkRun, log: Log): Promise<ForkResults> {
  const listed = await listBriefs(github, run.id);
  const wanted = newest(listed, run.attempt);
  if (wanted.length > MOST_BRIEFS)
    log.warn(`The run left ${wanted.length} briefs; the newest ${MOST_BRIEFS} of them are read.`);
  const groups = new Map<string, { model: string; matrix: string; evidence: Evidence[] }>();
  let unread = Math.max(0, wanted.length - MOST_BRIEFS);
  for (const brief of wanted.slice(0, MOST_BRIEFS)) {
    const evidence = await readFrom(github, brief, log);
    if (!evidence) {
      unread += 1;
      continue;
    }
    const { model, stage } = evidence;
    const name = JSON.stringify([model, brief.key]);
    const group = groups.get(name) ?? { model, matrix: brief.key, evidence: [] };
    groups.set(name, group);
    if (group.evidence.some((one) => one.stage === stage)) continue;
    const { id, attempt, headSha: commit } = run;
    group.evidence.push({ ...evidence, run: { ...evidence.run, id: String(id), attempt, commit } });
  }
  const inOrder = [...groups.values()].map(({ evidence, ...group }) => ({
    ...group,
    evidence: evidence.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage)),
  }));
  return { groups: inOrder, unread };
}

/** Of all attempts at the same the newest; a later attempt than this event's has an event of its own. */
function newest(briefs: readonly StoredBrief[], attempt: number): StoredBrief[] {
  const found = new Map<string, StoredBrief>();
  for (const brief of briefs) {
    const known = found.get(brief.subject);
    if (brief.attempt <= attempt && (!known || known.attempt < brief.attempt))
      found.set(brief.subject, brief);
  }
  return [...found.values()];
}

async function readFrom(github: GitHub, brief: StoredBrief, log: Log): Promise<Evidence | null> {
  try {
    if (brief.bytes > BRIEF_ARCHIVE_BYTES)
      throw new DataError(`It is larger than ${BRIEF_ARCHIVE_BYTES} bytes.`);
    const archive = await downloadBrief(github, brief, BRIEF_ARCHIVE_BYTES);
    if (archive === null) log.warn(`The artifact ${brief.name} is gone.`);
    return archive && readBrief(archive);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    log.warn(`The artifact ${brief.name} is not reported: ${error.message}`);
    return null;
  }
}
