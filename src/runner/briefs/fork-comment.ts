import { COMMENT_BUDGET } from '../../publish.ts';
import type { Outcome, Report, Section } from '../../report/document.ts';
import { plural } from '../../report/format.ts';
import { markdownOf } from '../../report/markdown.ts';
import { reportOf } from '../../report/report.ts';
import { messageOf } from '../../system/errors.ts';
import { titleOf } from '../outlets/told.ts';
import type { ForkEvidence, ForkResults } from './fork-briefs.ts';

const WARNING =
  'These figures come from a run of the fork’s own code, which can make them say anything: read the change before you trust them.';

/** A comment, or null where nothing can be shown; what cannot, with the reason. */
export interface ForkComment {
  readonly markdown: string | null;
  readonly unfit: readonly string[];
}

/**
 * The one comment on all that a fork's run left, the worst result first and the others folded away. The names of models
 * and jobs are the fork's, so however many there are, they never make a second comment.
 */
export function forkComment({ groups, unread }: ForkResults, href: string): ForkComment {
  const reports: Report[] = [];
  const unfit: string[] = [];
  for (const group of groups) {
    try {
      reports.push(reportFor(group));
    } catch (error) {
      unfit.push(messageOf(error));
    }
  }
  const [first, ...others] = reports.sort((a, b) => RANK[a.outcome] - RANK[b.outcome]);
  if (!first) return { markdown: null, unfit };
  const missing = unread + unfit.length;
  const left =
    missing > 0 ? ` The run left ${plural(missing, 'more file')} of figures that are not shown here.` : '';
  const [lead, ...rest] = first.sections;
  const report: Report = {
    ...first,
    remark: `${WARNING}${left}`,
    sections: [...(lead ? [lead] : []), ...others.map(foldedReport), ...rest],
    footer: ['figures from the code of a fork', ...first.footer],
  };
  const links = [{ title: 'run', href }];
  return { markdown: markdownOf(report, { budget: COMMENT_BUDGET, brief: true, links }), unfit };
}

/** What is valid by its schema can still be nothing that a stage writes, such as a time that is none. */
function reportFor({ evidence, ...group }: ForkEvidence): Report {
  const report = { ...reportOf(evidence), title: titleOf(group) };
  markdownOf(report, { budget: COMMENT_BUDGET, brief: true });
  return report;
}

const RANK: Readonly<Record<Outcome, number>> = {
  fail: 0,
  inconclusive: 1,
  overridden: 2,
  warn: 3,
  skipped: 4,
  info: 5,
  pass: 6,
};

/** The report of another model or job, as one section: what decided it, without what its stages say besides. */
function foldedReport({ title, outcome, verdict, headline, sections }: Report): Section {
  const [lead] = sections;
  return {
    id: 'result',
    title,
    outcome,
    summary: `${verdict}. ${headline}`,
    blocks: lead?.blocks ?? [],
  };
}
