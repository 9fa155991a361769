import { policyChanges, policyDigest } from '../../evaluation/rules/policy.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import type { VersionRecord } from '../../registry/record.ts';
import type { StageRequest } from '../stage.ts';

/** By which rules a challenger is judged, and what should be known of them. */
export interface JudgedPolicy {
  readonly figures: NonNullable<GateFigures['policy']>;
  readonly warnings: readonly string[];
}

/** `champion` is the record of the version in production; null without one. */
export function policyOf(request: StageRequest, champion: VersionRecord | null): JudgedPolicy {
  const { config, policy } = request;
  const { gate } = config;
  if (gate['policy-from'] !== undefined && !policy) {
    throw new Error('gate.policy-from was not followed');
  }
  const proposed = policy?.workingTree ?? null;
  const changes = proposed ? policyChanges(gate, proposed) : [];
  const digest = policyDigest(gate);
  return {
    figures: {
      digest,
      from: policy?.from ?? 'the config of this run',
      sameAsWorkingTree: proposed ? policyDigest(proposed) === digest : null,
      champions: champion?.policy ?? null,
    },
    warnings: [
      ...(changes.length > 0 && policy ? [proposal(changes, policy.from)] : []),
      ...(champion?.overrides ?? []).map(
        ({ rule, by, reason }) =>
          `${champion?.version}, which this is compared with, was admitted by an override of “${rule}”: ${by}, “${reason}”`,
      ),
    ],
  };
}

/** More changes than this are counted. */
const TOLD = 8;

function proposal(changes: readonly string[], from: string): string {
  const told = changes.slice(0, TOLD).join('; ');
  const more = changes.length > TOLD ? `; and ${changes.length - TOLD} more` : '';
  return `This change would change the gate’s rules: it ${told}${more}. They take effect after the merge; this run is judged by ${from}.`;
}
