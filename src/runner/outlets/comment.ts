import { upsertComment } from '../../github/comment.ts';
import { COMMENT_BUDGET, evidenceOfRun } from '../../publish.ts';
import { markdownOf } from '../../report/markdown.ts';
import { refuse, tolerantly } from '../tolerantly.ts';
import { reportWithStop } from './reports.ts';
import { linksOf, type Outlet, type Told, titleOf } from './told.ts';

const FEATURE = { feature: 'comment on the pull request', permission: 'pull-requests: write' };

/** Writes the one comment of the pull request, or of a job of its matrix, from all evidence of the run. */
export async function commentOn(outlet: Outlet, { out, stop, artifact, history }: Told): Promise<void> {
  const { context, github, log, model, matrix } = outlet;
  const { pullRequest } = context;
  if (!pullRequest) return;
  const report = reportWithStop(titleOf(outlet), await evidenceOfRun(out), stop, history);
  if (!report) return;
  const links = linksOf(outlet, artifact);
  const body = markdownOf(report, { budget: COMMENT_BUDGET, brief: true, links });
  const result = await tolerantly(outlet, FEATURE, () =>
    upsertComment(github, {
      issue: pullRequest.number,
      key: { workflow: context.workflow, model, matrix },
      body,
      headSha: pullRequest.headSha,
    }),
  );
  if (result?.outcome === 'refused') {
    refuse(outlet, FEATURE, new Error(result.reason));
  } else if (result?.outcome === 'superseded') log.info(`The comment stays as it is: ${result.reason}.`);
  else if (result) log.info(`Comment ${result.outcome}: ${result.url}`);
}
