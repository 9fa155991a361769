import type { Evidence } from '../evidence/schema.ts';
import type { Inline, Phrase } from './document.ts';
import { figuresTogether, sentence } from './format.ts';
import { own, titleOf } from './sections/metrics.ts';

/** How a stage ended beside the run before: what became of its verdict, why, and of the figure that is asked first. */
export function historyOf(before: Evidence, now: Evidence, href: string): Phrase {
  const parts: Inline[] = [
    { link: 'previous', href },
    `: ${before.verdict} → now: ${now.verdict}${because(now)}`,
  ];
  const moved = figureOf(before, now);
  return moved === null ? parts : [...parts, ` ${moved}`];
}

/** Why it did not pass, to the end of the first sentence. */
function because({ verdict, reasons }: Evidence): string {
  const first = verdict === 'pass' ? undefined : reasons.find(({ outcome }) => outcome === verdict);
  if (!first) return '.';
  const [opening = ''] = sentence(first.sentence).split(/(?<=[.?!]) (?=\p{Lu})/u);
  return ` because: ${opening}`;
}

/** The metric of the gate's first rule about all rows that both runs measured. */
function figureOf(before: Evidence, now: Evidence): string | null {
  if (before.stage !== 'evaluate-gate' || now.stage !== 'evaluate-gate') return null;
  const [then, today] = [before.figures.challenger.metrics, now.figures.challenger.metrics];
  const asked = now.figures.rules.filter(({ slice }) => slice === null).map(({ metric }) => metric);
  const metric = asked.find((name) => own(then, name) !== null && own(today, name) !== null);
  if (metric === undefined) return null;
  const [from, to] = figuresTogether([own(then, metric), own(today, metric)]);
  return `${titleOf(metric, now.figures)} ${from} → ${to}.`;
}
