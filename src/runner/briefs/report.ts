import type { GitHub } from '../../github/client.ts';
import { type CommentRequest, upsertComment } from '../../github/comment.ts';
import { pullsOf } from '../../github/fork-pulls.ts';
import { type ForkRun, reportedRun } from '../../github/reported-run.ts';
import type { Runner } from '../../github/runner.ts';
import { COMMENT_BUDGET } from '../../publish.ts';
import type { Report } from '../../report/document.ts';
import { markdownOf } from '../../report/markdown.ts';
import { reportOf } from '../../report/report.ts';
import { messageOf, UserError } from '../../system/errors.ts';
import { BUDGETS, INPUTS } from '../actions.ts';
import type { Helper } from '../helper.ts';
import { titleOf } from '../outlets/told.ts';
import { type ForkEvidence, forkEvidence } from './fork-briefs.ts';

/** What one more comment asks of GitHub: look, see that the commit is the newest, write, look again. */
const COMMENT_REQUESTS = 4;

const WARNING =
  'These figures come from a run of the fork’s own code, which can make them say anything: read the change before you trust them.';

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
    const groups = await forkEvidence(github, run, runner.log);
    if (groups.length === 0) runner.log.info('Nothing to report: the run left no evidence.');
    return await tellAll(runner, github, { run, pulls, groups });
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
  readonly groups: readonly ForkEvidence[];
}

/** Comments on the pull requests, as often as a step may ask GitHub; the address of the last comment. */
async function tellAll(runner: Runner, github: GitHub, { run, pulls, groups }: Told): Promise<string | null> {
  const { context, log } = runner;
  const href = `${context.serverUrl}/${context.owner}/${context.repo}/actions/runs/${run.id}`;
  const wanted = groups.flatMap((group) => {
    const body = rendered(group, href);
    if ('unfit' in body) log.warn(`The evidence is not reported: it cannot be shown (${body.unfit}).`);
    const { model, matrix } = group;
    const key = { workflow: run.path, model, matrix };
    return 'unfit' in body ? [] : pulls.map((issue) => ({ issue, key, body: body.markdown }));
  });
  let url: string | null = null;
  for (const [index, comment] of wanted.entries()) {
    if (index > 0 && github.usage.requests + COMMENT_REQUESTS > BUDGETS.report.requests) {
      log.warn(`${wanted.length - index} of ${wanted.length} comments are not written: ${href} has all.`);
      break;
    }
    url = (await tell(runner, github, { ...comment, made: run.made, headSha: run.headSha })) ?? url;
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

/** What is valid by its schema can still be nothing that a stage writes, such as a time that is none. */
function rendered(
  { evidence, ...group }: ForkEvidence,
  href: string,
): { readonly markdown: string } | { readonly unfit: string } {
  try {
    const links = [{ title: 'run', href }];
    return {
      markdown: markdownOf(warned(reportOf(evidence), titleOf(group)), {
        budget: COMMENT_BUDGET,
        brief: true,
        links,
      }),
    };
  } catch (error) {
    return { unfit: messageOf(error) };
  }
}

function warned(report: Report, title: string): Report {
  const [lead, ...others] = report.sections;
  const warning = { kind: 'paragraph', text: WARNING } as const;
  return {
    ...report,
    title,
    sections: lead ? [{ ...lead, blocks: [warning, ...lead.blocks] }, ...others] : [],
    footer: ['figures from the code of a fork', ...report.footer],
  };
}
