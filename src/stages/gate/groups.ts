import { columnOf } from '../../data/engine/frame.ts';
import { gateMetrics } from '../../evaluation/metrics/metrics.ts';
import { compareGroups, type GroupComparison } from '../../evaluation/slices/groups.ts';
import type { SlicesResult } from '../../evaluation/slices/slices.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import type { Court, Judged } from './court.ts';

/** What the rules with `by` are judged on: the groups of a column against each other, of both models. */
export function groupsOf(
  challenger: Judged,
  champion: Judged | null,
  slices: SlicesResult,
  { rows, request: { config } }: Court,
): GroupComparison[] {
  const { gate, model } = config;
  const names = [...new Set(gate.rules.flatMap(({ by }) => by ?? []))];
  return compareGroups(gate.rules, {
    challenger: challenger.outcomes,
    champion: champion?.outcomes ?? null,
    columns: names.map((column) => ({ column, values: columnOf(rows, column).values })),
    slices,
    minimumRows: gate['minimum-slice-rows'],
    metrics: gateMetrics(model.task, gate),
  });
}

/** The same for the evidence; nothing where no rule compares groups. */
export function groupFigures(groups: readonly GroupComparison[]): Pick<GateFigures, 'groups'> {
  if (groups.length === 0) return {};
  return {
    groups: groups.map(({ by, metric, of, challenger, champion, groups: each }) => ({
      by,
      metric,
      of,
      challenger,
      champion,
      groups: each,
    })),
  };
}
