import type { RuleResult } from '../../evidence/gate-rules.ts';
import { canonicalJson, digestOf } from '../../system/files.ts';
import { rounded } from './rules.ts';

/** What a rule beyond the figures of the test set found: behaviour, robustness. */
export interface FurtherFinding {
  /** All that the config says of it: its identity changes with this. */
  readonly said: unknown;
  /** What is measured, as a metric: `behaviour: Carrier must not matter`. */
  readonly metric: string;
  /** The rule for people and records. */
  readonly rule: string;
  /** Null where it could not be measured, which never passes. */
  readonly measured: number | null;
  /** The champion's figure; null without one. */
  readonly baseline: number | null;
  /** The highest figure that passes. */
  readonly atMost: number;
  readonly sentence: string;
}

/** Such a finding as the result of a rule. Passes where a finite figure is at most the bound, to the grain of 1e-12. */
export function furtherRule(finding: FurtherFinding): RuleResult {
  const { said, metric, rule, measured, baseline, atMost, sentence } = finding;
  const isFigure = measured !== null && Number.isFinite(measured);
  return {
    id: digestOf(canonicalJson(said)).slice('sha256:'.length, 'sha256:'.length + 8),
    rule,
    metric,
    slice: null,
    outcome: isFigure && rounded(measured) <= rounded(atMost) ? 'pass' : 'fail',
    measured: isFigure ? measured : null,
    baseline,
    bound: atMost,
    sentence,
  };
}
