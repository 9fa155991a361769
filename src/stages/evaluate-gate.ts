import { directionsOf, titlesOf } from '../evaluation/metrics/metrics.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import { applyRules } from './gate/apply-rules.ts';
import { explain } from './gate/explanation/explain.ts';
import { hearPackages } from './gate/hearing/packages.ts';
import { hearPredictions } from './gate/hearing/predictions-file.ts';
import { policyOf } from './gate/policy.ts';
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
    const ruled = await applyRules(challenger, against, court, {
      asOf: started,
      baselineName: hearing.baselineName,
    });
    const { verdict } = ruled;
    const policy = policyOf(request, version?.record ?? null);
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
      ...(config.gate.weight === undefined ? {} : { weight: config.gate.weight }),
      ...thresholdFigures(challenger.threshold),
      challenger: challenger.figures,
      champion: against && { ...against.figures, ...(version ? { version: version.name } : {}) },
      rubberStamp: verdict.rubberStamp,
      directions: directionsOf(config.model.task, config.gate),
      ...titlesOf(config.gate),
      policy: policy.figures,
      ...ruled.figures,
      ...(hearing.selection ? { selection: hearing.selection } : {}),
      ...(explained.explanation ? { explanation: explained.explanation } : {}),
      ...(worst ? { worst } : {}),
      notes: [
        ...hearing.notes,
        ...challenger.notes,
        ...(against?.notes ?? []).map((note) => `champion: ${note}`),
        ...ruled.notes,
        ...explained.notes,
      ],
    };
    const evidence = evidenceOf('evaluate-gate', request, ports, started, {
      verdict: verdict.verdict,
      reasons: verdict.reasons,
      warnings: [...policy.warnings, ...ruled.warnings, ...hearing.warnings],
      inputs: {
        ...hearing.inputs,
        ...ruled.inputs,
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
