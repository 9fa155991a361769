import { columnOf } from '../data/engine/frame.ts';
import { directionsOf, gateMetrics } from '../evaluation/metrics.ts';
import { overridesOf } from '../evaluation/overrides.ts';
import { ruleIds, sliceSetsOf } from '../evaluation/rules.ts';
import { computeSlices, crossed } from '../evaluation/slices.ts';
import { judge } from '../evaluation/verdict.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import { testBehaviour } from './gate/behaviour.ts';
import { measureBudgets } from './gate/budgets.ts';
import { certaintyOfGate } from './gate/certainty.ts';
import { explain } from './gate/explain.ts';
import { groupFigures, groupsOf } from './gate/groups.ts';
import { hearPackages } from './gate/packages.ts';
import { policyOf } from './gate/policy.ts';
import { hearPredictions } from './gate/predictions-file.ts';
import { testRobustness } from './gate/robustness.ts';
import { shownColumns } from './gate/shown-columns.ts';
import { thresholdFigures } from './gate/threshold.ts';
import { worstRows } from './gate/worst-rows.ts';
import { evidenceOf, type Ports, type StageRequest } from './stage.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];

/** Compares the model of this run with the champion on the same held-out rows, and says whether it may replace it. */
export async function evaluateGate(
  request: StageRequest,
  ports: Ports,
): Promise<EvidenceOf<'evaluate-gate'>> {
  const started = ports.clock.now();
  const { config } = request;
  const hearing = await (config.gate.predictions ? hearPredictions : hearPackages)(request, ports);
  try {
    const { court, challenger, champion: against, version } = hearing;
    const { rows, data } = court;
    const slices = computeSlices(
      challenger.outcomes,
      against?.outcomes ?? null,
      sliceSetsOf(config.gate).map((set) =>
        crossed(set.map((column) => ({ column, values: columnOf(rows, column).values }))),
      ),
      { minimumRows: config.gate['minimum-slice-rows'] },
    );
    const certainty = certaintyOfGate(challenger.outcomes, against?.outcomes ?? null, court);
    const behaviour = await testBehaviour(challenger, against, court);
    const robustness = await testRobustness(challenger, against, court);
    const budgets = await measureBudgets(challenger, against, court);
    const further = [...behaviour.rules, ...robustness.rules];
    const groups = groupsOf(challenger, against, slices, court);
    const policy = policyOf(request, version?.record ?? null);
    const { rules, overrides } = config.gate;
    const ids = [...ruleIds(rules), ...further.map(({ id }) => id)];
    const excuses = overridesOf(overrides, ids, started);
    const verdict = judge({
      intervals: certainty.intervals,
      certain: certainty.certain,
      rules,
      rows: rows.rows,
      metrics: gateMetrics(config.model.task, config.gate),
      groups,
      overrides: excuses.overrides,
      challenger: { ...challenger.figures.metrics, ...budgets.challenger },
      champion: against && { ...against.figures.metrics, ...budgets.champion },
      slices,
      further,
      ...(hearing.baselineName === undefined ? {} : { baselineName: hearing.baselineName }),
    });
    ports.log.info(verdict.summary);
    const shown = await shownColumns(data.engine, rows, data.contract, config.data.view);
    const worst = worstRows({
      challenger: challenger.outcomes,
      champion: against?.outcomes ?? null,
      rows,
      shown,
      label: config.model.label,
    });
    const explained = await explain(challenger, against, shown, court);
    const figures: Figures = {
      task: config.model.task,
      rows: rows.rows,
      period: hearing.period,
      ...thresholdFigures(challenger.threshold),
      challenger: challenger.figures,
      champion: against && { ...against.figures, ...(version ? { version: version.name } : {}) },
      rubberStamp: verdict.rubberStamp,
      directions: directionsOf(config.model.task, config.gate),
      ...certainty.figures,
      policy: policy.figures,
      rules: verdict.rules,
      ...(excuses.overrides.length > 0 ? { overrides: excuses.overrides } : {}),
      slices: certainty.withChange(slices.slices),
      ...groupFigures(groups),
      ...(behaviour.evidence.length > 0 ? { behaviour: behaviour.evidence } : {}),
      ...(budgets.evidence.length > 0 ? { budgets: budgets.evidence } : {}),
      ...(robustness.evidence.length > 0 ? { robustness: robustness.evidence } : {}),
      ...(explained.explanation ? { explanation: explained.explanation } : {}),
      ...(worst ? { worst } : {}),
      notes: [
        ...hearing.notes,
        ...challenger.notes,
        ...(against?.notes ?? []).map((note) => `champion: ${note}`),
        ...smallSlices(slices.small),
        ...certainty.notes,
        ...budgets.notes,
        ...explained.notes,
        ...policy.notes,
      ],
    };
    const evidence = evidenceOf('evaluate-gate', request, ports, started, {
      verdict: verdict.verdict,
      reasons: verdict.reasons,
      warnings: [...policy.warnings, ...excuses.warnings, ...hearing.warnings],
      inputs: {
        ...hearing.inputs,
        ...behaviour.inputs,
      },
      outputs: {
        predictions: challenger.figures.predictions,
        ...(against ? { 'champion-predictions': against.figures.predictions } : {}),
      },
      tools: { duckdb: data.engine.version },
      figures,
    });
    await hearing.keep(evidence);
    return evidence;
  } finally {
    await hearing.close();
  }
}

function smallSlices(small: readonly { column: string; value: string; rows: number }[]): string[] {
  if (small.length === 0) return [];
  const named = small.slice(0, 5).map(({ column, value, rows }) => `${column} = ${value} (${rows} rows)`);
  return [
    `Too few rows to be judged: ${named.join(', ')}${small.length > 5 ? ` and ${small.length - 5} more slices` : ''}.`,
  ];
}
