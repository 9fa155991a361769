import type { Evidence } from '../../evidence/schema.ts';
import { SUMMARY_BUDGET } from '../../publish.ts';
import type { Phrase, Report, Section } from '../../report/document.ts';
import { markdownOf } from '../../report/markdown.ts';
import { reportOf } from '../../report/report.ts';
import { exitCodeOf, INTERNAL_EXIT_CODE, messageOf } from '../../system/errors.ts';
import type { Stop } from './told.ts';

/** What the step's own summary says: its stages and, where it stopped, why. */
export function summaryOf(
  title: string,
  evidence: readonly Evidence[],
  stop: Stop | null,
  history: Phrase | null = null,
): string | null {
  const report = reportWithStop(title, evidence, stop, history);
  return report && markdownOf(report, { budget: SUMMARY_BUDGET, brief: false });
}

/** The report of `evidence`, with what stopped the step before all of it; null where there is nothing to say. */
export function reportWithStop(
  title: string,
  evidence: readonly Evidence[],
  stop: Stop | null,
  history: Phrase | null = null,
): Report | null {
  const told = evidence.length > 0 ? reportOf(evidence) : null;
  const before = history === null ? {} : { remark: history };
  if (!stop) return told && { ...told, title, ...before };
  const { verdict, headline, section } = stopped(stop);
  const sections = [section, ...(told?.sections ?? [])];
  return {
    title,
    outcome: 'fail',
    verdict,
    headline,
    ...before,
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
