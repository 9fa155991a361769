import type { Evidence } from '../evidence/schema.ts';
import type { StoredArtifact } from '../github/artifact.ts';
import type { GitHub } from '../github/client.ts';
import { upsertComment } from '../github/comment.ts';
import type { ActionContext } from '../github/context.ts';
import { COMMENT_BUDGET, evidenceOfRun, SUMMARY_BUDGET } from '../publish.ts';
import type { Report, Section } from '../report/document.ts';
import { markdownOf } from '../report/markdown.ts';
import { reportOf } from '../report/report.ts';
import { exitCodeOf, INTERNAL_EXIT_CODE, messageOf } from '../system/errors.ts';
import type { Log } from '../system/log.ts';

/** Why a step stopped without evidence. */
export interface Stop {
  /** What was being done: a stage, or reading the config. */
  readonly doing: string;
  readonly error: unknown;
  readonly run: string;
}

/** What the comment is made from. */
export interface CommentSource {
  readonly model: string;
  /** The run folder, with the evidence of all stages so far. */
  readonly out: string;
  readonly stop: Stop | null;
  /** Where the full report can be downloaded. */
  readonly artifact: StoredArtifact | null;
  readonly log: Log;
}

/** What the step's own summary says: its stages and, where it stopped, why. */
export function summaryOf(title: string, evidence: readonly Evidence[], stop: Stop | null): string | null {
  const report = withStop(title, evidence, stop);
  return report && markdownOf(report, { budget: SUMMARY_BUDGET, brief: false });
}

/**
 * Writes the one comment of the pull request from all evidence of the run. Where the token may not, or
 * GitHub fails, the report is in the summary and a warning says so: no verdict depends on a comment.
 */
export async function commentOn(
  context: ActionContext,
  github: GitHub,
  { model, out, stop, artifact, log }: CommentSource,
): Promise<void> {
  const { pullRequest } = context;
  if (!pullRequest) return;
  const elsewhere = 'The report is in the job summary.';
  if (pullRequest.fork) {
    log.info(`No comment: the pull request comes from a fork, whose token may only read. ${elsewhere}`);
    return;
  }
  const report = withStop(model, await evidenceOfRun(out), stop);
  if (!report) return;
  const links = [
    { title: 'run', href: context.runUrl },
    ...(artifact ? [{ title: 'full report', href: `${context.runUrl}/artifacts/${artifact.id}` }] : []),
  ];
  const body = markdownOf(report, { budget: COMMENT_BUDGET, brief: true, links });
  try {
    const result = await upsertComment(github, {
      issue: pullRequest.number,
      key: { workflow: context.workflow, model, matrix: '' },
      body,
      headSha: pullRequest.headSha,
    });
    if (result.outcome === 'refused')
      log.warn(`No comment on the pull request: ${result.reason} ${elsewhere}`);
    else if (result.outcome === 'superseded') log.info(`The comment stays as it is: ${result.reason}.`);
    else log.info(`Comment ${result.outcome}: ${result.url}`);
  } catch (error) {
    if (exitCodeOf(error) === INTERNAL_EXIT_CODE) throw error;
    log.warn(`No comment on the pull request: ${messageOf(error)} ${elsewhere}`);
  }
}

/** The report of `evidence`, with what stopped the step before all of it; null where there is nothing to say. */
function withStop(title: string, evidence: readonly Evidence[], stop: Stop | null): Report | null {
  const told = evidence.length > 0 ? reportOf(evidence) : null;
  if (!stop) return told;
  const { verdict, headline, section } = stopped(stop);
  const sections = [section, ...(told?.sections ?? [])];
  return {
    title,
    outcome: 'fail',
    verdict,
    headline,
    sections,
    footer: told?.footer ?? [['run ', { code: stop.run }]],
  };
}

function stopped({ doing, error }: Stop): { verdict: string; headline: string; section: Section } {
  const isBug = exitCodeOf(error) === INTERNAL_EXIT_CODE;
  const [first = '', ...others] = isBug
    ? ['A bug in mlops-actions, not a mistake of yours. The log of this step has the lines to report.']
    : messageOf(error).split('\n');
  const hint = !isBug && error instanceof Error ? (error as { hint?: string }).hint : undefined;
  return {
    verdict: 'stopped',
    headline: first,
    section: {
      id: 'stopped',
      title: doing,
      outcome: 'fail',
      summary: hint ?? `${doing} stopped.`,
      blocks: others.length > 0 ? [{ kind: 'list', ordered: false, items: others }] : [],
    },
  };
}
