import { type Evidence, STAGES, type Stage } from '../../evidence/schema.ts';
import type { Annotation } from '../../github/annotations.ts';
import type { PlacedAnnotation } from '../../github/check.ts';
import { type Checked, checkOf } from './check.ts';
import { commentOn } from './comment.ts';
import { labelWith } from './labels.ts';
import type { StageLines } from './lines.ts';
import type { Outlet, Told } from './told.ts';

export { annotationsIn } from './annotations.ts';
export { findHistory } from './history.ts';
export { linesOf, type StageLines } from './lines.ts';
export { summaryOf } from './reports.ts';
export { type Outlet, type Stop, type Told, titleOf } from './told.ts';

/** Which outlets the inputs ask for. */
export interface Wanted {
  readonly comment: boolean;
  readonly check: boolean;
  readonly labels: boolean;
}

/** Where registry and comment need all that a step may ask of GitHub; neither belongs to a pull request. */
const SPENT: ReadonlySet<string> = new Set(['register', 'monitor-drift']);
/** Requests that may send annotations of one check run: 100 lines. */
const MOST_BATCHES = 2;

/**
 * Tells the pull request, or the commit, how a step went: the one comment, check runs with their lines or commit
 * statuses, labels. No verdict depends on any of them. Resolves to the evidence whose lines a check run shows.
 */
export async function tellGitHub(
  outlet: Outlet,
  told: Told,
  wanted: Wanted,
  lines: ReadonlyMap<Evidence, StageLines>,
): Promise<ReadonlySet<Evidence>> {
  const shown = new Set<Evidence>();
  if (outlet.context.pullRequest?.fork) {
    const what =
      'No comment, check run or label: the pull request comes from a fork, whose token may only read.';
    outlet.log.info(`${what} The report is in the job summary.`);
    return shown;
  }
  if (wanted.comment) await commentOn(outlet, told);
  const isSpent = SPENT.has(outlet.action) && outlet.context.pullRequest !== null;
  if (wanted.check && !isSpent) {
    for (const checked of checksOf(outlet, told, wanted, lines)) {
      const isShown = await checkOf(outlet, checked, told);
      if (isShown && checked.evidence) shown.add(checked.evidence);
    }
  }
  if (wanted.labels) await labelWith(outlet, told.verdict ?? 'fail');
  return shown;
}

/** One check run for each stage of the step, and one where it stopped. */
function checksOf(
  { action }: Outlet,
  { evidence: all, stop, codeOf }: Told,
  { labels }: Wanted,
  lines: ReadonlyMap<Evidence, StageLines>,
): Checked[] {
  // Labels write too, and a whole loop has a check run for each stage.
  const batches = labels || all.length > 1 ? 1 : MOST_BATCHES;
  const checks = all.map((evidence): Checked => {
    const { reasons = [], data = [] } = lines.get(evidence) ?? {};
    const annotations = [...reasons.filter(isPlaced), ...data];
    // A stage may stop after it has left evidence: where that cannot be handed on.
    const stopped = stop?.doing === evidence.stage ? stop : null;
    const code = stopped ? 1 : codeOf(evidence);
    return { stage: evidence.stage, evidence, stop: stopped, code, annotations, batches };
  });
  if (!stop || checks.some((one) => one.stop)) return checks;
  const stage = STAGES.includes(stop.doing as Stage) ? stop.doing : action;
  return [...checks, { stage, evidence: null, stop, code: 1, annotations: [], batches }];
}

function isPlaced(annotation: Annotation): annotation is PlacedAnnotation {
  return annotation.file !== undefined && annotation.line !== undefined;
}
