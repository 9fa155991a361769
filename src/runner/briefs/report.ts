import type { GitHub } from '../../github/client.ts';
import { type CommentRequest, upsertComment } from '../../github/comment.ts';
import { pullsOf } from '../../github/fork-pulls.ts';
import { type ForkRun, reportedRun } from '../../github/reported-run.ts';
import type { Runner } from '../../github/runner.ts';
import { UserError } from '../../system/errors.ts';
import { BUDGETS, INPUTS } from '../actions.ts';
import type { Helper } from '../helper.ts';
import { forkEvidence } from './fork-briefs.ts';
import { forkComment } from './fork-comment.ts';

/** What the comment on one more pull request asks of GitHub: look, see that the commit is the newest, write, look again. */
const COMMENT_REQUESTS = 4;

/**
 * Writes the comment on the pull request of a fork, whose own run may not. It runs beside secrets, so nothing of the
 * fork is checked out, run or passed on: the figures are read as data, and every word of the comment is rendered here.
 */
export const helper: Helper = async (runner) => {
  const { workflow, token } = runner.inputs(INPUTS.report);
  const { context, log } = runner;
  const reported = reportedRun(context, workflow);
  if ('refused' in reported) {
    runner.annotate([{ kind: 'warning', message: `Nothing is reported: ${reported.refused}.` }]);
  } else if ('nothing' in reported) log.info(`Nothing to report: ${reported.nothing}.`);
  const url = 'run' in reported && token !== null ? await report(runner, reported.run, token) : null;
  runner.setOutputs({ comment: url });
};

async function report(runner: Runner, run: ForkRun, token: string): Promise<string | null> {
  try {
    const github = await runner.github(token, BUDGETS.report);
    const pulls = await pullsOf(github, run);
    if (pulls.length === 0) {
      runner.log.info('Nothing to report: no open pull request has the commit of the run as its head.');
      return null;
    }
    const results = await forkEvidence(github, run, runner.log);
    if (results.groups.length === 0) runner.log.info('Nothing to report: the run left no evidence.');
    const { serverUrl, owner, repo } = runner.context;
    const href = `${serverUrl}/${owner}/${repo}/actions/runs/${run.id}`;
    const { markdown, unfit } = forkComment(results, href);
    for (const why of unfit) runner.log.warn(`Evidence is not reported: it cannot be shown (${why}).`);
    return markdown && (await tellAll(runner, github, { run, pulls, body: markdown }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = error.hint ? ` ${error.hint}` : '';
    runner.annotate([{ kind: 'notice', message: `Nothing is reported: ${error.message}${hint}` }]);
    return null;
  }
}

interface Told {
  readonly run: ForkRun;
  readonly pulls: readonly number[];
  readonly body: string;
}

/** Comments on the pull requests, as far as a step may ask GitHub; the address of the last comment. */
async function tellAll(runner: Runner, github: GitHub, { run, pulls, body }: Told): Promise<string | null> {
  // Names that the fork chose would be another comment each.
  const key = { workflow: run.path, model: '', matrix: '' };
  let url: string | null = null;
  for (const [index, issue] of pulls.entries()) {
    if (index > 0 && github.usage.requests + COMMENT_REQUESTS > BUDGETS.report.requests) {
      runner.log.warn(`${pulls.length - index} of ${pulls.length} comments are not written.`);
      break;
    }
    const comment = { issue, key, body, made: run.made, headSha: run.headSha };
    url = (await tell(runner, github, comment)) ?? url;
  }
  return url;
}

async function tell(runner: Runner, github: GitHub, comment: CommentRequest): Promise<string | null> {
  const { log } = runner;
  const { issue, body } = comment;
  const result = await upsertComment(github, comment);
  if (result.outcome === 'refused') {
    const message = `No comment on #${issue}: ${result.reason} The report is in this job’s summary.`;
    runner.annotate([{ kind: 'notice', message }]);
    await runner.writeSummary(body);
  } else if (result.outcome === 'superseded') log.info(`The comment on #${issue} stays: ${result.reason}.`);
  else {
    log.info(`Comment ${result.outcome}: ${result.url}`);
    return result.url;
  }
  return null;
}
