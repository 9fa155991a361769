import type { Evidence } from '../../evidence/schema.ts';

/** What an issue about an incident is written from. */

/** What is wrong: what is served, what is to be trained on, or what was trained. */
export type IncidentKind = 'drift' | 'data' | 'gate';

/** A cause that comes back within so many days after its end is the same incident. */
export const REOPEN_DAYS = 7;

export type RunVerdict = 'pass' | 'fail' | 'inconclusive' | 'stopped';

/** What one run said. */
export interface IncidentRun {
  /** Milliseconds. */
  readonly at: number;
  readonly verdict: RunVerdict;
  /** How much was wrong, out of how much: columns, checks. */
  readonly size: number;
  readonly of: number;
  readonly id: string;
  readonly url: string | null;
}

/** Why there is no evidence. */
export interface Stopped {
  /** The stage, or what was done before it. */
  readonly doing: string;
  readonly headline: string;
  readonly details: readonly string[];
  readonly hint: string | null;
}

export interface Incident {
  readonly kind: IncidentKind;
  readonly model: string;
  /** What tells jobs of one matrix apart; empty without one. */
  readonly matrix: string;
  /** Of the newest run. */
  readonly evidence: Evidence | null;
  readonly stopped: Stopped | null;
  /** Since when the cause is there, in milliseconds. */
  readonly since: number;
  /** The newest last. */
  readonly runs: readonly [...IncidentRun[], IncidentRun];
  /** The issue of the incident before this one. */
  readonly earlier: { readonly name: string; readonly url: string } | null;
  readonly place: IncidentPlace;
}

/** What the commands name that say what to do. */
export interface IncidentPlace {
  /** `owner/name`. */
  readonly repository: string;
  /** The config file. */
  readonly config: string;
  /** Which model of the config, where a step had to name it. */
  readonly ofSeveral: boolean;
  /** The environment whose version is the champion. */
  readonly environment: string;
}

/** The stage that finds it. */
export const STAGE_OF: Readonly<Record<IncidentKind, Evidence['stage']>> = {
  drift: 'monitor-drift',
  data: 'validate-data',
  gate: 'evaluate-gate',
};

/** The version that is in production; null where the run does not say, or there is none. */
export function servedVersion({ evidence }: Pick<Incident, 'evidence'>): string | null {
  if (evidence?.stage === 'monitor-drift') return evidence.figures.version;
  if (evidence?.stage === 'evaluate-gate') return evidence.figures.champion?.version ?? null;
  return null;
}
