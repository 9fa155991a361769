import type { Static } from 'typebox';
import type { TargetConfig } from '../config/schema/deploy.ts';
import type { Frame } from '../data/engine/frame.ts';
import type { DeployFigures } from '../evidence/deploy.ts';
import type { Reason, Verdict } from '../evidence/schema.ts';
import type { Predictions } from '../models/predict.ts';
import type { Clock } from '../system/clock.ts';
import type { Log } from '../system/log.ts';

/** A version of a model, with its package on this machine. */
export interface DeployableVersion {
  readonly model: string;
  readonly version: string;
  /** The identity in the package's manifest. */
  readonly digest: string;
  readonly package: string;
}

/** Held-out rows with the scores that the evaluation wrote for them: what a deployment must answer. */
export interface SkewCheck {
  readonly rows: Frame;
  readonly scores: Predictions;
}

/** The environment that is deployed to, and with what. */
export interface Place {
  /** Paths of the config are relative to it; `.mlops/deployments/<environment>.json` is kept in it. */
  readonly workspace: string;
  readonly environment: string;
  /** How a server process is started: `node cli serve …`; `cli` stands in the folder of the bundle. */
  readonly program: { readonly node: string; readonly cli: string };
  /** Environment variables of the user's programs. A prediction server gets few of them, and no secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** The score from which the model in a package's folder takes a row for positive. */
  threshold(directory: string): Promise<number>;
}

export interface DeployRequest extends Place {
  readonly version: DeployableVersion;
  /** What the deployment must answer; the package's own held-out rows where there is none. */
  readonly check?: SkewCheck | null;
}

export interface TargetPorts {
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * What a target did. A deployment that the no-skew check stopped is a `fail`, and has changed nothing;
 * after a `pass`, `figures.version` is what the environment runs now: null after a stop, with the
 * version that was stopped as `previous`.
 */
export interface DeploymentResult {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly figures: Static<typeof DeployFigures>;
}

/**
 * Where an environment runs. Each method holds the environment's lock: a second one at the same time is
 * a `UserError`. What fails leaves the version that was there in place, and running.
 */
export interface Target {
  deploy(request: DeployRequest): Promise<DeploymentResult>;
  /** Back to the previous version, which is verified before anything is switched. Doing it again changes nothing. */
  rollback(place: Place): Promise<DeploymentResult>;
  /** Takes the deployment down. Doing it again changes nothing. */
  stop(place: Place): Promise<DeploymentResult>;
}

/** The part of the config that describes one kind of target. */
export type ConfigOf<K extends TargetConfig['target']> = Extract<TargetConfig, { target: K }>;
