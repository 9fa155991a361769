import type { Policy } from '../config/policy.ts';
import type { Config } from '../config/schema/config.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { Frame } from '../data/engine/frame.ts';
import type { RemotePorts } from '../data/sources/remote/remote.ts';
import {
  EVIDENCE_SCHEMA,
  type Evidence,
  type EvidenceOf,
  type Machine,
  type Reason,
  type RunIdentity,
  type Stage,
  type Verdict,
} from '../evidence/schema.ts';
import type { Registry } from '../registry/registry.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';

/** What every stage is asked: the resolved config, and where its results go. */
export interface StageRequest {
  readonly config: Config;
  /** The folder of the config file: its relative paths start here. */
  readonly directory: string;
  /** Digest of the resolved config. */
  readonly configDigest: string;
  readonly overrides: readonly string[];
  /** Where the config's gate was read, if not from the config file. */
  readonly policy?: Policy;
  /** The run folder: evidence and the files beside it. */
  readonly out: string;
  /** The commit or branch that a change is to be merged into; the default branch where left out. */
  readonly base?: string;
  /** Of which evaluate-gate chooses the challenger; the model of this run where left out. */
  readonly candidates?: readonly CandidateFolder[];
  /** Of `train.variants`: whose config this is. */
  readonly variant?: string;
  /** Variants that the gate should have chosen from too, and that left no model. */
  readonly missingVariants?: readonly string[];
}

/** The folder of a run that trained a model, or the package in it. */
export interface CandidateFolder {
  /** As the user named it. */
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
}

/** Everything a stage reaches beyond its request. */
export interface Ports {
  readonly log: Log;
  readonly clock: Clock;
  readonly machine: Machine;
  /** Versions of the tools that made the figures, by name. */
  readonly tools: Readonly<Record<string, string>>;
  /** Which run, attempt and commit this is, and who started it. */
  readonly run: Pick<RunIdentity, 'id' | 'attempt' | 'commit' | 'dirty' | 'by'>;
  /** Opens the data engine, which may read and write these folders only. */
  openEngine(directories: readonly string[]): Promise<DataEngine>;
  /** What data that are not files of this machine are fetched with. */
  readonly remote: RemotePorts;
  /** The registry that the config names. */
  openRegistry(request: StageRequest): Promise<Registry>;
  /** The program that `serve` runs in, for deployments: Node and the bundle's `cli.mjs`. */
  readonly program: { readonly node: string; readonly cli: string };
  /** The environment that a user's own program gets: nothing in it is named like a secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** The environment variables of these names, secrets too. Throws UserError where one is not set. */
  secrets(names: readonly string[]): Record<string, string>;
  readonly signal?: AbortSignal;
}

/** What a stage found out; `evidenceOf` adds who, when and where. */
export interface Findings<S extends Stage> {
  readonly verdict: Verdict;
  readonly reasons: Reason[];
  readonly warnings?: string[];
  readonly inputs: Record<string, string>;
  readonly outputs?: EvidenceOf<S>['outputs'];
  /** Versions of tools beside those of the ports. */
  readonly tools?: Readonly<Record<string, string>>;
  readonly figures: EvidenceOf<S>['figures'];
}

/** The evidence of a stage that began at `started`. */
export function evidenceOf<S extends Stage>(
  stage: S,
  request: StageRequest,
  ports: Ports,
  started: Date,
  findings: Findings<S>,
): EvidenceOf<S> {
  const { verdict, reasons, warnings = [], inputs, outputs = {}, tools = {}, figures } = findings;
  const evidence = {
    schema: EVIDENCE_SCHEMA,
    stage,
    model: request.config.model.name,
    verdict,
    reasons,
    warnings,
    inputs,
    outputs,
    figures,
    run: { ...ports.run, config: request.configDigest, overrides: [...request.overrides] },
    tools: { ...ports.tools, ...tools },
    machine: ports.machine,
    started: started.toISOString(),
    finished: ports.clock.now().toISOString(),
  };
  return evidence as unknown as EvidenceOf<S>;
}

/** The worst of several reasons as a verdict: any failure fails, else any doubt is inconclusive. */
export function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some((reason) => reason.outcome === 'fail')) return 'fail';
  if (reasons.some((reason) => reason.outcome === 'inconclusive')) return 'inconclusive';
  return 'pass';
}

/** What a request can carry: no model may see the label, by whatever mistake. */
export function withoutLabel(rows: Frame, label: string): Frame {
  const columns = new Map(rows.columns);
  columns.delete(label);
  return { rows: rows.rows, columns };
}

/** A stage is a function; it never exits, never prints, never reads the environment. */
export type StageFunction<R extends StageRequest = StageRequest> = (
  request: R,
  ports: Ports,
) => Promise<Evidence>;
