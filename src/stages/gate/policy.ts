import type { BasePolicy, KeyChange, Touched } from '../../config/policy.ts';
import { policyChanges, policyDigest } from '../../evaluation/rules/policy.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import type { RuleResult } from '../../evidence/gate-rules.ts';
import type { VersionRecord } from '../../registry/record.ts';
import { canonicalJson, digestOf } from '../../system/files.ts';
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
      ...baseFigures(policy?.base),
    },
    warnings: [
      ...(policy?.base?.champion === null ? [firstRules(policy.from)] : []),
      ...(policy?.base?.because === undefined ? [] : [policy.base.because]),
      ...(policy?.base?.moved ?? []).map(moved),
      ...(changes.length > 0 && policy ? [proposal(changes, policy.from)] : []),
      ...(policy?.base?.touched ?? []).map(alsoChanges),
      ...(policy?.base?.notes ?? []),
      ...(champion?.overrides ?? []).map(
        ({ rule, by, reason }) =>
          `${champion?.version}, which this is compared with, was admitted by an override of “${rule}”: ${by}, “${reason}”`,
      ),
    ],
  };
}

function baseFigures(base: BasePolicy | undefined): Pick<JudgedPolicy['figures'], 'base'> {
  if (!base) return {};
  const { commit, champion, judged } = base;
  return { base: { commit, hasRules: champion !== null, judged: judged.map((change) => ({ ...change })) } };
}

function firstRules(from: string): string {
  return `First rules: there is nothing to compare them with. The gate was read from ${from}. Read the rules of this change before you merge it.`;
}

function moved({ key, before, after }: KeyChange): string {
  return `This change would change \`${key}\` from ${before} to ${after}, so the next run would find no champion there. This run looked it up where it is now.`;
}

function alsoChanges({ what, files, more }: Touched): string {
  const names = [...files.map((file) => `\`${file}\``), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return `This change also changes ${what}: ${names}.`;
}

/** The metric of rules about the policy itself. */
const POLICY_METRIC = 'policy: what is judged';

/**
 * A rule that no challenger keeps which comes with other rows, labels or files of rules than the base has: its figures are
 * about something else than the rules are. It is not decided then, and refused where what is not decided may pass.
 */
export function judgedRowsRules({ config, policy }: StageRequest): RuleResult[] {
  const judged = policy?.base?.judged ?? [];
  if (judged.length === 0) return [];
  // Longer than that of a rule: who changes what is judged could look for a change with the id of another.
  const id = digestOf(canonicalJson(judged)).slice('sha256:'.length, 'sha256:'.length + 24);
  const told = judged.slice(0, TOLD).map(({ key, before, after }) => `\`${key}\` from ${before} to ${after}`);
  const more = judged.length > TOLD ? [`${judged.length - TOLD} more`] : [];
  return [
    {
      id,
      rule: 'what is judged stays as it is on the base',
      metric: POLICY_METRIC,
      slice: null,
      outcome: config.gate.inconclusive === 'pass' ? 'fail' : 'inconclusive',
      measured: judged.length,
      baseline: null,
      bound: 0,
      sentence: `This change also changes what is judged: ${[...told, ...more].join('; ')}. Its figures are not about what the rules are about. Whoever wants it so answers for it on the base, under \`gate.overrides\` with the rule ${id}.`,
    },
  ];
}

/** More changes than this are counted. */
const TOLD = 8;

function proposal(changes: readonly string[], from: string): string {
  const told = changes.slice(0, TOLD).join('; ');
  const more = changes.length > TOLD ? `; and ${changes.length - TOLD} more` : '';
  return `This change would change the gate’s rules: it ${told}${more}. They take effect after the merge; this run is judged by ${from}.`;
}
