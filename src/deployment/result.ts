import type { TargetConfig } from '../config/schema/deploy.ts';
import type { Reason } from '../evidence/schema.ts';
import { readHeldOut } from '../models/held-out.ts';
import { openPackage, type Signature } from '../models/package.ts';
import { DataError, messageOf, UserError } from '../system/errors.ts';
import { type CheckResult, checkSkew, unchecked } from './check.ts';
import { type DeploymentState, readState, type VersionState } from './state.ts';
import type { DeploymentResult, Place, SkewCheck } from './target.ts';

/** What all targets say, and look at, in the same way. */

type Action = DeploymentResult['figures']['action'];

interface Told {
  readonly action: Action;
  readonly environment: string;
  readonly target: TargetConfig['target'];
  readonly version: VersionState | null;
  readonly previous: VersionState | null;
  readonly url: string | null;
  readonly check: CheckResult | null;
  readonly reasons: readonly Reason[];
}

export function resultOf(told: Told): DeploymentResult {
  const { version, previous, check } = told;
  const reasons = check ? [check.reason, ...told.reasons] : [...told.reasons];
  return {
    verdict: reasons.some(({ outcome }) => outcome === 'fail') ? 'fail' : 'pass',
    reasons,
    figures: {
      action: told.action,
      environment: told.environment,
      target: told.target,
      version: version?.version ?? null,
      package: version?.digest ?? null,
      previous: previous?.version ?? null,
      url: told.url,
      skew: check?.skew
        ? {
            rows: check.skew.rows,
            maximumDifference: check.skew.maximumDifference,
            tolerance: check.skew.tolerance,
          }
        : null,
    },
  };
}

/** A reason that states what was done. */
export function done(rule: string, sentence: string): Reason {
  return { rule, outcome: 'pass', measured: null, bound: null, sentence };
}

/** A version as a sentence names it. */
export function named({ model, version }: VersionState): string {
  return `${model} ${version}`;
}

/**
 * What a rollback of `place` goes back to. `again` is true where the last thing that happened there was
 * that rollback. Nothing to go back to is a `UserError`.
 */
export async function rollbackOf(
  { workspace, environment }: Place,
  target: TargetConfig['target'],
): Promise<{ readonly state: DeploymentState; readonly version: VersionState; readonly again: boolean }> {
  const state = await stateOf(workspace, environment, target);
  if (state?.rolledBackFrom) return { state, version: state, again: true };
  if (state?.previous) return { state, version: state.previous, again: false };
  throw new UserError(
    state
      ? `there is no version before ${named(state)} in ${environment} to go back to`
      : `nothing was ever deployed to ${environment}, so there is nothing to go back to`,
    { hint: 'Deploy the version that you want: `mlops deploy --environment … --version …`.' },
  );
}

/** The state of an environment, which must be of this kind of target. */
export async function stateOf(
  workspace: string,
  environment: string,
  target: TargetConfig['target'],
): Promise<DeploymentState | null> {
  const state = await readState(workspace, environment);
  if (state && state.target !== target && state.stopped === null) {
    throw new UserError(
      `${environment} runs ${named(state)} on the target ${state.target}, and the config says ${target}`,
      {
        hint: `Stop it with the former target (\`mlops deploy --environment ${environment} --stop\`), then deploy.`,
      },
    );
  }
  return state && state.target === target ? state : null;
}

/** What a deployment needs of a package, which was verified. */
export interface VerifiedPackage {
  readonly signature: Signature;
  /** The held-out rows in the package, with their evaluated scores; null where it has none. */
  readonly heldOut: SkewCheck | null;
}

/** Verifies that the package is there, whole, and the one that was registered. */
export async function verifiedPackage(version: VersionState): Promise<VerifiedPackage> {
  const opened = await openPackage(version.package);
  const { identity, signature } = opened.manifest;
  if (identity !== version.digest) {
    throw new DataError(
      `the package at ${version.package} is not ${named(version)}: its digest is ${identity}, not ${version.digest}`,
      { hint: 'Put the registered package back, or register this one as a new version.' },
    );
  }
  return { signature, heldOut: await readHeldOut(opened) };
}

/**
 * Refuses to begin where what runs in the environment now could not come back when `next` fails: its package is gone or
 * was changed. To deploy the same version again mends that.
 */
export async function demandWayBack(
  { environment }: Place,
  current: DeploymentState | null,
  next: VersionState,
): Promise<void> {
  if (!current || current.stopped !== null) return;
  if (current.version === next.version && current.digest === next.digest) return;
  await verifiedPackage(current).catch((cause: unknown) => {
    throw new UserError(
      `${environment} could not go back to ${named(current)}, so nothing was changed: ${messageOf(cause)}`,
      {
        hint: `Delete ${current.package} and deploy ${current.version} again, which fetches it anew; or stop ${environment} first.`,
        cause,
      },
    );
  });
}

/** The no-skew check at `url`, or, where there is nothing to compare with, a reason that says so. */
export async function checkAt(
  url: string,
  check: SkewCheck | null,
  signature: Signature,
): Promise<CheckResult> {
  if (check) return checkSkew(url, check, signature);
  return unchecked('there are no evaluated predictions of this version');
}
