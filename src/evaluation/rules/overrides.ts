import type { GateOverride } from '../../config/schema/gate.ts';
import type { RecordedOverride, RuleResult } from '../../evidence/gate-rules.ts';

/**
 * The overrides of a config as the record has them: one is active up to the end (UTC) of its last day, where a rule has
 * its id (`ids`). What is not active is told, for it is either forgotten or mistyped.
 */
export function overridesOf(
  overrides: readonly GateOverride[],
  ids: readonly string[],
  now: Date,
): { readonly overrides: RecordedOverride[]; readonly warnings: string[] } {
  const today = now.toISOString().slice(0, 10);
  const warnings: string[] = [];
  const recorded = overrides.map(({ rule, by, reason, until }) => {
    const isKnown = ids.includes(rule);
    const isOver = until < today;
    if (!isKnown) {
      warnings.push(
        `The override of ${rule} by ${by} does nothing: no rule has this id. A rule that is changed has a new one; the ids stand in the report.`,
      );
    } else if (isOver) {
      warnings.push(
        `The override of ${rule} by ${by} ended on ${until}: the rule refuses again. Remove it from \`gate.overrides\`.`,
      );
    }
    return { rule, by, reason, until, active: isKnown && !isOver };
  });
  return { overrides: recorded, warnings };
}

/**
 * A result for which somebody answers: what failed or was not decided is then `overridden`, and says so. That holds for a
 * figure that is missing too, for a baseline that can no longer be evaluated is why people ask for overrides; what
 * passed or was skipped needs none.
 */
export function overridden(result: RuleResult, overrides: readonly RecordedOverride[]): RuleResult {
  if (result.outcome !== 'fail' && result.outcome !== 'inconclusive') return result;
  const override = overrides.find(({ active, rule }) => active && rule === result.id);
  if (!override) return result;
  const { by, reason, until } = override;
  const was = result.outcome === 'fail' ? 'It was refused' : 'It was not decided';
  const sentence = `${result.sentence} ${was}, and ${by} overrides the rule until ${until}: “${reason}”`;
  return { ...result, outcome: 'overridden', override, sentence };
}
