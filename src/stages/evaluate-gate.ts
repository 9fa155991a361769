import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { columnOf, takeRows } from '../data/engine/frame.ts';
import { directionsOf, gateMetrics } from '../evaluation/metrics.ts';
import { overridesOf } from '../evaluation/overrides.ts';
import { ruleIds, sliceSetsOf } from '../evaluation/rules.ts';
import { computeSlices, crossed } from '../evaluation/slices.ts';
import { judge } from '../evaluation/verdict.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import { heldOutOf } from '../models/held-out.ts';
import type { ModelPackage } from '../models/package.ts';
import { updatePackage } from '../models/package-write.ts';
import { cardOf } from '../report/card.ts';
import { fetchChampion } from './champion.ts';
import { fetchedDigests, openData } from './data.ts';
import { trainedPackage } from './earlier.ts';
import { testBehaviour } from './gate/behaviour.ts';
import { certaintyOfGate } from './gate/certainty.ts';
import { explain } from './gate/explain.ts';
import { groupFigures, groupsOf } from './gate/groups.ts';
import { type Court, closeModels, judgeModel } from './gate/judge-model.ts';
import { policyOf } from './gate/policy.ts';
import { testRobustness } from './gate/robustness.ts';
import { shownColumns } from './gate/shown-columns.ts';
import { fixedThreshold } from './gate/threshold.ts';
import { worstRows } from './gate/worst-rows.ts';
import { openSplit, periodOf } from './split.ts';
import { evidenceOf, type Ports, type StageRequest, withoutLabel } from './stage.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];

/** Compares the model of this run with the champion on the same held-out rows, and says whether it may replace it. */
export async function evaluateGate(
  request: StageRequest,
  ports: Ports,
): Promise<EvidenceOf<'evaluate-gate'>> {
  const started = ports.clock.now();
  const { config } = request;
  const { training, opened } = await trainedPackage(request);
  const data = await openData(request, ports);
  const models: Court['models'] = [];
  try {
    const champion = await ports.log.group('Find the champion', () => findChampion(request, ports, opened));
    const split = await openSplit(data, request, ports);
    const rows = takeRows(split.rows, split.plan.test.rows);
    ports.log.info(`judge on ${rows.rows.toLocaleString('en-US')} held-out rows`);
    const threshold = fixedThreshold(config.gate);
    const court: Court = { rows, threshold, data, request, ports, models };
    const challenger = await judgeModel('challenger', opened, court);
    const against = champion ? await judgeModel('champion', champion.opened, court) : null;
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
    const further = [...behaviour.rules, ...robustness.rules];
    const groups = groupsOf(challenger, against, slices, court);
    const policy = policyOf(request, champion?.record ?? null);
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
      challenger: challenger.figures.metrics,
      champion: against?.figures.metrics ?? null,
      slices,
      further,
      ...(champion ? { baselineName: `${config.gate.baseline} ${champion.version}` } : {}),
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
      period: periodOf(split.plan.test),
      threshold,
      challenger: challenger.figures,
      champion: against && champion ? { ...against.figures, version: champion.version } : null,
      rubberStamp: verdict.rubberStamp,
      directions: directionsOf(config.model.task, config.gate),
      ...certainty.figures,
      policy: policy.figures,
      rules: verdict.rules,
      ...(excuses.overrides.length > 0 ? { overrides: excuses.overrides } : {}),
      slices: certainty.withChange(slices.slices),
      ...groupFigures(groups),
      ...(behaviour.evidence.length > 0 ? { behaviour: behaviour.evidence } : {}),
      ...(robustness.evidence.length > 0 ? { robustness: robustness.evidence } : {}),
      ...(explained.explanation ? { explanation: explained.explanation } : {}),
      ...(worst ? { worst } : {}),
      notes: [
        ...challenger.notes,
        ...(against?.notes ?? []).map((note) => `champion: ${note}`),
        ...smallSlices(slices.small),
        ...certainty.notes,
        ...explained.notes,
        ...policy.notes,
      ],
    };
    const evidence = evidenceOf('evaluate-gate', request, ports, started, {
      verdict: verdict.verdict,
      reasons: verdict.reasons,
      warnings: [...policy.warnings, ...excuses.warnings, ...split.plan.warnings],
      inputs: {
        'dataset:view': split.digest,
        package: opened.manifest.identity,
        ...(champion ? { champion: champion.opened.manifest.identity } : {}),
        ...fetchedDigests(data.sources),
        ...behaviour.inputs,
      },
      outputs: {
        predictions: challenger.figures.predictions,
        ...(against ? { 'champion-predictions': against.figures.predictions } : {}),
      },
      tools: { duckdb: data.engine.version },
      figures,
    });
    await updatePackage(opened, {
      metrics: { rows: rows.rows, period: figures.period, metrics: figures.challenger.metrics },
      heldOut: heldOutOf(withoutLabel(rows, config.model.label), challenger.predictions),
      readme: cardOf(training, evidence),
    });
    return evidence;
  } finally {
    await closeModels(models);
    await data.close();
    await rm(championFolder(request), { recursive: true, force: true });
  }
}

/** Where the champion is looked at; it goes again. */
function championFolder({ out }: StageRequest): string {
  return resolve(out, 'champion');
}

/** The version that the baseline's environment has now, opened; null where there is none yet. */
async function findChampion(request: StageRequest, ports: Ports, challenger: ModelPackage) {
  const { baseline } = request.config.gate;
  const champion = await fetchChampion(request, ports, championFolder(request));
  if (!champion) {
    ports.log.info(`${baseline} has no version yet: rules about change are skipped`);
    return null;
  }
  const { version, opened } = champion;
  const same = opened.manifest.identity === challenger.manifest.identity ? ', which is this very model' : '';
  ports.log.info(`${baseline} has ${version}${same}`);
  const registry = await ports.openRegistry(request);
  return { ...champion, record: await registry.record(version) };
}

function smallSlices(small: readonly { column: string; value: string; rows: number }[]): string[] {
  if (small.length === 0) return [];
  const named = small.slice(0, 5).map(({ column, value, rows }) => `${column} = ${value} (${rows} rows)`);
  return [
    `Too few rows to be judged: ${named.join(', ')}${small.length > 5 ? ` and ${small.length - 5} more slices` : ''}.`,
  ];
}
