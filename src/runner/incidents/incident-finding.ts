import type { Config } from '../../config/schema/config.ts';
import type { Evidence } from '../../evidence/schema.ts';
import type { RunLine } from '../../github/issue-record.ts';
import { exitCodeOfEvidence } from '../../pipeline.ts';
import type { IncidentKind, Stopped } from '../../report/incident/incident.ts';
import { STAGE_OF } from '../../report/incident/incident.ts';
import { exitCodeOf, INTERNAL_EXIT_CODE, messageOf } from '../../system/errors.ts';
import type { ActionName } from '../actions.ts';
import type { Stop } from '../outlets/outlets.ts';

/** What a step says about one kind of incident. */
export interface Found {
  readonly kind: IncidentKind;
  readonly line: Omit<RunLine, 'at' | 'run'>;
  /** Since when the cause is there, in milliseconds, where the evidence tells. */
  readonly since: number | null;
  /** When it was judged, by this machine's clock; null for now. */
  readonly finished: string | null;
  readonly evidence: Evidence | null;
  readonly stopped: Stopped | null;
}

interface Step {
  readonly action: ActionName;
  readonly config: Config;
  readonly evidence: readonly Evidence[];
  readonly stop: Stop | null;
}

/** What opens, keeps up or ends an incident. What could not be judged, and lets the loop go on, does neither. */
export function foundIn({ action, config, evidence, stop }: Step): Found[] {
  const judged = evidence.flatMap((one) => judgedIn(one, config));
  return stop ? [...judged, ...stoppedIn(stop, action)] : judged;
}

function judgedIn(evidence: Evidence, config: Config): Found[] {
  const kind = kindOf(evidence.stage);
  const { verdict, finished } = evidence;
  if (!kind) return [];
  const isUndecided = kind === 'drift' || exitCodeOfEvidence(evidence, config) === 0;
  if (verdict === 'inconclusive' && isUndecided) return [];
  const line = { verdict, ...sizeOf(evidence) };
  return [{ kind, line, since: driftSince(evidence), finished, evidence, stopped: null }];
}

function kindOf(stage: string): IncidentKind | null {
  const kinds = Object.keys(STAGE_OF) as IncidentKind[];
  return kinds.find((kind) => STAGE_OF[kind] === stage) ?? null;
}

function sizeOf(evidence: Evidence): { size: number; of: number } {
  if (evidence.stage === 'monitor-drift') {
    const last = evidence.figures.windows.at(-1);
    return { size: last?.drifted ?? 0, of: last?.columns.length ?? 0 };
  }
  const { reasons, verdict } = evidence;
  const size = verdict === 'pass' ? 0 : reasons.filter(({ outcome }) => outcome === verdict).length;
  return { size, of: reasons.length };
}

/** The beginning of the first of those last windows that drifted one after another. */
function driftSince(evidence: Evidence): number | null {
  if (evidence.stage !== 'monitor-drift' || evidence.verdict !== 'fail') return null;
  const { windows } = evidence.figures;
  const calm = windows.findLastIndex(({ verdict }) => verdict === 'pass');
  const first = windows.slice(calm + 1).find(({ verdict }) => verdict === 'fail');
  const since = Date.parse(first?.from ?? '');
  return Number.isNaN(since) ? null : Math.max(0, since);
}

/** Data or a model about which nothing is known are no better than bad ones. */
function stoppedIn({ doing, error }: Stop, action: ActionName): Found[] {
  const kind = kindOf(doing) ?? kindOf(action);
  if (kind === null || kind === 'drift') return [];
  const isBug = exitCodeOf(error) === INTERNAL_EXIT_CODE;
  const [headline = '', ...details] = isBug
    ? ['A bug in mlops-actions, not a mistake of yours. The log of this step has the lines to report.']
    : messageOf(error).split('\n');
  const hint = !isBug && error instanceof Error ? ((error as { hint?: string }).hint ?? null) : null;
  const line = { verdict: 'stopped' as const, size: 0, of: 0 };
  const stopped = { doing, headline, details, hint };
  return [{ kind, line, since: null, finished: null, evidence: null, stopped }];
}
