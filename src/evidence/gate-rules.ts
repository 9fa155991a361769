import Type, { type Static } from 'typebox';
import { object } from '../system/schema-shapes.ts';
import { figure } from './shapes.ts';

/** How sure a decision about change is. Differences are improvements: positive is better, whatever the metric. */
const CertaintySchema = object({
  method: Type.Enum(['delong', 'bootstrap', 'cluster-bootstrap', 'diebold-mariano']),
  /** One-sided: each end holds with this certainty. */
  level: Type.Number(),
  improvement: figure,
  lower: figure,
  upper: figure,
  /** That it is worse than the margin allows; adjusted over the slices of the rule, where there are several. */
  pWorse: figure,
  /** The smallest true worsening beyond the margin that this test set would refuse in 8 of 10 cases. */
  detectable: figure,
  /** Rows that it would take to decide a change as large as the one measured; null where it is decided. */
  rowsNeeded: figure,
});

export const OverrideSchema = object({
  rule: Type.String(),
  by: Type.String(),
  reason: Type.String(),
  until: Type.String(),
  /** False after its last day, or where no rule has this id. */
  active: Type.Boolean(),
});

export const RuleResultSchema = object({
  /** Of the rule and its bound: eight hex digits of the digest of what it says. */
  id: Type.String(),
  rule: Type.String(),
  metric: Type.String(),
  /** `origin = EWR`; for groups that are compared `by origin`; null for all rows. */
  slice: Type.Union([Type.String(), Type.Null()]),
  /** `overridden` failed, or was inconclusive, and somebody answers for it. */
  outcome: Type.Enum(['pass', 'fail', 'inconclusive', 'skipped', 'overridden']),
  measured: figure,
  baseline: figure,
  bound: figure,
  sentence: Type.String(),
  certainty: Type.Optional(CertaintySchema),
  override: Type.Optional(OverrideSchema),
});

export type RuleCertainty = Static<typeof CertaintySchema>;
export type RecordedOverride = Static<typeof OverrideSchema>;
export type RuleResult = Static<typeof RuleResultSchema>;
