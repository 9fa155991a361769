import { columnOf } from '../../data/engine/frame.ts';
import { gateMetrics } from '../../evaluation/metrics/metrics.ts';
import { overridesOf } from '../../evaluation/rules/overrides.ts';
import { ruleIds, sliceSetsOf } from '../../evaluation/rules/rules.ts';
import { type GateVerdict, judge } from '../../evaluation/rules/verdict.ts';
import { computeSlices, crossed } from '../../evaluation/slices/slices.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import { testBehaviour } from './behaviour/behaviour.ts';
import { testRobustness } from './behaviour/robustness.ts';
import { measureBudgets } from './budgets/budgets.ts';
import { certaintyOfGate } from './certainty.ts';
import type { Court, Judged } from './court.ts';
import { groupFigures, groupsOf } from './groups.ts';
import { withOwnFigures } from './own-metrics.ts';
import { judgedRowsRules } from './policy.ts';

/** What the rules of the gate say of a model, and all that they were asked about. */
export interface Ruled {
  readonly verdict: GateVerdict;
  /** Those parts of the evidence that come from it. */
  readonly figures: Pick<GateFigures, 'rules' | 'slices'> & Partial<GateFigures>;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /** Digests of files that were read for it. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Holds a challenger against all rules of the gate: figures on all rows, slices and groups, behaviour, damaged rows
 * and budgets, with the champion (null without one) on the same rows.
 * @param asOf the time at which overrides hold or do not
 * @param baselineName what the champion is called in sentences
 */
export async function applyRules(
  challenger: Judged,
  champion: Judged | null,
  court: Court,
  { asOf, baselineName }: { readonly asOf: Date; readonly baselineName?: string | undefined },
): Promise<Ruled> {
  const { config } = court.request;
  const { rows } = court;
  const { rules, overrides } = config.gate;
  const computed = computeSlices(
    challenger.outcomes,
    champion?.outcomes ?? null,
    sliceSetsOf(config.gate).map((set) =>
      crossed(set.map((column) => ({ column, values: columnOf(rows, column).values }))),
    ),
    { minimumRows: config.gate['minimum-slice-rows'] },
  );
  const slices = withOwnFigures(computed, challenger, champion);
  const certainty = certaintyOfGate(challenger.outcomes, champion?.outcomes ?? null, court);
  const behaviour = await testBehaviour(challenger, champion, court);
  const robustness = await testRobustness(challenger, champion, court);
  const budgets = await measureBudgets(challenger, champion, court);
  const groups = groupsOf(challenger, champion, slices, court);
  const further = [...judgedRowsRules(court.request), ...behaviour.rules, ...robustness.rules];
  const excuses = overridesOf(overrides, [...ruleIds(rules), ...further.map(({ id }) => id)], asOf);
  const verdict = judge({
    intervals: certainty.intervals,
    certain: certainty.certain,
    rules,
    rows: rows.rows,
    metrics: gateMetrics(config.model.task, config.gate),
    groups,
    overrides: excuses.overrides,
    challenger: { ...challenger.figures.metrics, ...budgets.challenger },
    champion: champion && { ...champion.figures.metrics, ...budgets.champion },
    slices,
    further,
    baselineName,
  });
  return {
    verdict,
    figures: {
      ...certainty.figures,
      rules: verdict.rules,
      ...(excuses.overrides.length > 0 ? { overrides: excuses.overrides } : {}),
      slices: certainty.withChange(slices.slices),
      ...groupFigures(groups),
      ...(behaviour.evidence.length > 0 ? { behaviour: behaviour.evidence } : {}),
      ...(budgets.evidence.length > 0 ? { budgets: budgets.evidence } : {}),
      ...(robustness.evidence.length > 0 ? { robustness: robustness.evidence } : {}),
    },
    notes: [...smallSlices(slices.small), ...certainty.notes, ...budgets.notes],
    warnings: excuses.warnings,
    inputs: behaviour.inputs,
  };
}

function smallSlices(small: readonly { column: string; value: string; rows: number }[]): string[] {
  if (small.length === 0) return [];
  const named = small.slice(0, 5).map(({ column, value, rows }) => `${column} = ${value} (${rows} rows)`);
  return [
    `Too few rows to be judged: ${named.join(', ')}${small.length > 5 ? ` and ${small.length - 5} more slices` : ''}.`,
  ];
}
