import type { IncidentRecord, RunLine } from '../../github/issue-record.ts';
import { RUNS_KEPT } from '../../github/issue-record.ts';
import { REOPEN_DAYS } from '../../report/incident/incident.ts';

/** A cause that comes back within so long after its end reopens the same issue; in milliseconds of GitHub's clock. */
const REOPEN_WINDOW = REOPEN_DAYS * 86_400_000;
/** Of all columns or checks: so many more than people were told of is clearly worse. */
const CLEARLY_MORE = 0.1;

/** What a run says of an incident. */
export interface Finding {
  /** When it judged, in milliseconds by GitHub's clock. */
  readonly made: number;
  /** The run and its attempt. */
  readonly by: string;
  readonly line: RunLine;
  /** Since when the cause is there, as far as the run itself can tell. */
  readonly since: number | null;
}

/** An issue that is there, as far as its life is decided by it. */
export interface Standing {
  readonly number: number;
  readonly isOpen: boolean;
  readonly record: IncidentRecord;
}

/** What becomes of the issue. Only the four in the middle tell people by a comment. */
export type Change =
  | 'opened'
  /** The same as before; or closed by hand, and kept up to date quietly. */
  | 'updated'
  | 'acknowledged'
  | 'reopened'
  | 'changed'
  | 'worse'
  | 'closed'
  /** The cause of an issue that was closed by hand is gone. */
  | 'over';

/** The next step in the life of an incident's issue. */
export interface IncidentStep {
  readonly change: Change;
  readonly record: IncidentRecord;
  /** Whether the issue is to be open; null to leave it as people left it. */
  readonly open: boolean | null;
}

/**
 * What a finding makes of the incident's issue: null where nothing is to be done, `opened` where it takes a new one.
 * An issue that people closed by hand stays closed until its cause was gone once.
 */
export function nextStep(standing: Standing | null, finding: Finding): IncidentStep | null {
  return finding.line.verdict === 'pass' ? afterPass(standing, finding) : afterFailure(standing, finding);
}

function afterPass(standing: Standing | null, { made, by, line }: Finding): IncidentStep | null {
  if (!standing || standing.record.isOver) return null;
  const record = { ...standing.record, at: made, by, isOver: true, runs: withLine(standing.record, line) };
  return standing.isOpen ? { change: 'closed', record, open: false } : { change: 'over', record, open: null };
}

function afterFailure(standing: Standing | null, finding: Finding): IncidentStep {
  const { made, by, line } = finding;
  const begun = { at: made, by, isOver: false, since: finding.since ?? made, told: line.size };
  if (!standing) return { change: 'opened', record: { ...begun, earlier: 0, runs: [line] }, open: true };
  const { record, isOpen, number } = standing;
  const runs = withLine(record, line);
  if (record.isOver) {
    const isRecent = made - record.at <= REOPEN_WINDOW;
    // Who opened it again wants to go on with it.
    if (isRecent || isOpen)
      return { change: 'reopened', record: { ...record, ...begun, runs }, open: isOpen ? null : true };
    return { change: 'opened', record: { ...begun, earlier: number, runs: [line] }, open: true };
  }
  const now = { ...record, at: made, by, since: Math.min(record.since, begun.since), runs };
  if (!isOpen) return { change: 'acknowledged', record: now, open: null };
  const last = record.runs.findLast(({ run }) => run !== line.run);
  const hasChanged = last !== undefined && last.verdict !== line.verdict;
  const isWorse = line.size - record.told >= Math.max(1, CLEARLY_MORE * line.of);
  const change = hasChanged ? 'changed' : isWorse ? 'worse' : 'updated';
  return { change, record: change === 'updated' ? now : { ...now, told: line.size }, open: null };
}

/** One line for each run, in the order of time. */
function withLine({ runs }: IncidentRecord, line: RunLine): RunLine[] {
  const others = runs.filter(({ run, at }) => run !== line.run && at <= line.at);
  return [...others, line].slice(-RUNS_KEPT);
}
