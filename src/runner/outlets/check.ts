import type { Evidence } from '../../evidence/schema.ts';
import {
  ANNOTATIONS_PER_REQUEST,
  type CheckConclusion,
  LONGEST_CHECK_SUMMARY,
  type PlacedAnnotation,
  upsertCheck,
} from '../../github/check.ts';
import type { ActionContext } from '../../github/context.ts';
import { setStatus } from '../../github/status.ts';
import type { Phrase, Report } from '../../report/document.ts';
import { markdownOf } from '../../report/markdown.ts';
import { cleanText } from '../../report/text.ts';
import { tolerantly } from '../tolerantly.ts';
import { reportWithStop } from './reports.ts';
import { linksOf, type Outlet, type Stop, type Told, titleOf } from './told.ts';

const CHECK = { feature: 'check run', permission: 'checks: write' };
const STATUS = { feature: 'commit status', permission: 'statuses: write' };

/** What one check run is about: a stage that left evidence, or where the step stopped. */
export interface Checked {
  readonly stage: string;
  readonly evidence: Evidence | null;
  readonly stop: Stop | null;
  readonly code: number;
  readonly annotations: readonly PlacedAnnotation[];
  /** How many requests may send annotations. */
  readonly batches: number;
}

/**
 * Tells the commit how a stage ended: by a check run, and where the token may not write one, by a commit status. True
 * where there is a check run, with its lines.
 */
export async function checkOf(
  outlet: Outlet,
  checked: Checked,
  { artifact, history }: Told,
): Promise<boolean> {
  const { context, github, features, log, model, matrix } = outlet;
  const headSha = headOf(context);
  const { stage, evidence, stop, code, annotations, batches } = checked;
  const report = reportWithStop(titleOf(outlet), evidence ? [evidence] : [], stop, history);
  if (headSha === null || !report) return false;
  const said = cleanText(`${report.verdict}. ${report.headline}`);
  const result = await tolerantly(outlet, CHECK, () =>
    upsertCheck(github, {
      headSha,
      name: cleanText(`mlops: ${titleOf(outlet)}: ${stage}`),
      workflow: context.workflow,
      run: context.runId,
      attempt: context.runAttempt,
      conclusion: conclusionOf(checked),
      title: said,
      summary: bodyOf(report, outlet, checked, artifact),
      detailsUrl: context.runUrl,
      annotations,
      batches,
    }),
  );
  if (result && result.outcome !== 'refused') {
    log.info(
      result.outcome === 'superseded'
        ? 'The check run stays as it is: a later run has told.'
        : `Check run ${result.outcome}: ${result.url}`,
    );
    return true;
  }
  if (!result) return false;
  log.debug(`No check run: ${result.reason}`);
  features.refuse(CHECK.feature, CHECK.permission);
  const isSet = await tolerantly(outlet, STATUS, async () => {
    await setStatus(github, {
      headSha,
      context: ['mlops', model, ...(matrix === '' ? [] : [matrix]), stage].join('/'),
      state: code === 0 ? 'success' : 'failure',
      description: said,
      url: context.runUrl,
    });
    return true;
  });
  if (isSet) log.info('Commit status written, for the token may not write check runs.');
  return false;
}

/** Where a check run belongs: the newest commit of a pull request, not GitHub's merge of it; null for none. */
function headOf({ event, pullRequest, payload, sha }: ActionContext): string | null {
  if (pullRequest) return pullRequest.fork ? null : pullRequest.headSha;
  if (event === 'push') return payload.deleted === true ? null : sha;
  if (event !== 'merge_group') return null;
  const { head_sha: head } = (payload.merge_group ?? {}) as { readonly head_sha?: unknown };
  return typeof head === 'string' ? head : sha;
}

/** What does not end the step well or badly is neutral: drift that nothing asks to fail, for instance. */
function conclusionOf({ evidence, code }: Checked): CheckConclusion {
  if (code !== 0 || !evidence) return 'failure';
  return evidence.verdict === 'pass' ? 'success' : 'neutral';
}

function bodyOf(
  report: Report,
  outlet: Outlet,
  { annotations, batches }: Checked,
  artifact: Told['artifact'],
): string {
  const left = annotations.length - batches * ANNOTATIONS_PER_REQUEST;
  const more: Phrase[] = left > 0 ? [`${left} more lines are not shown`] : [];
  const told = { ...report, footer: [...report.footer, ...more] };
  return markdownOf(told, {
    budget: LONGEST_CHECK_SUMMARY,
    brief: true,
    links: linksOf(outlet, artifact),
  });
}
