import type { Evidence, Verdict } from '../../evidence/schema.ts';
import type { StoredArtifact } from '../../github/artifact.ts';
import type { GitHub } from '../../github/client.ts';
import type { ActionContext } from '../../github/context.ts';
import type { Features } from '../../github/features.ts';
import type { Phrase } from '../../report/document.ts';
import type { Log } from '../../system/log.ts';

/** Why a step stopped without evidence. */
export interface Stop {
  /** What was being done: a stage, or reading the config. */
  readonly doing: string;
  readonly error: unknown;
  readonly run: string;
}

/** A step on GitHub, as all its outlets see it. */
export interface Outlet {
  readonly context: ActionContext;
  readonly github: GitHub;
  readonly features: Features;
  readonly log: Log;
  /** What a step is called that stopped before its stage began. */
  readonly action: string;
  readonly model: string;
  /** What tells jobs of one matrix apart; empty without one. */
  readonly matrix: string;
}

/** What a step has to tell. */
export interface Told {
  /** Of this step, in the order of its stages. */
  readonly evidence: readonly Evidence[];
  /** The run folder, with the evidence of all stages so far. */
  readonly out: string;
  readonly stop: Stop | null;
  /** Of the step; null where it stopped. */
  readonly verdict: Verdict | null;
  /** The exit code that the evidence of a stage asks for. */
  readonly codeOf: (evidence: Evidence) => number;
  /** Where the full report can be downloaded. */
  readonly artifact: StoredArtifact | null;
  /** How the previous run of the pull request ended; null where that is not known. */
  readonly history: Phrase | null;
}

/** Where more can be read. */
export function linksOf({ context }: Outlet, artifact: StoredArtifact | null) {
  return [
    { title: 'run', href: context.runUrl },
    { title: 'job summary', href: `${context.runUrl}#summary` },
    ...(artifact ? [{ title: 'full report', href: `${context.runUrl}/artifacts/${artifact.id}` }] : []),
  ];
}

/** The model, and which job of a matrix it is. */
export function titleOf({ model, matrix }: Pick<Outlet, 'model' | 'matrix'>): string {
  return matrix === '' ? model : `${model} (${matrix})`;
}
