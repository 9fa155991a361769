import { BUDGETS, type BudgetName, budgetsOf } from '../../../evaluation/metrics/budgets.ts';
import type { Figures } from '../../../evaluation/rules/rules.ts';
import type { GateFigures } from '../../../evidence/evaluate-gate.ts';
import { isIdentityFile, type ModelPackage } from '../../../models/package.ts';
import { withoutLabel } from '../../stage.ts';
import type { Court, Judged } from '../court.ts';
import { BATCH_ROWS, type Latency, latencyOf, spreadRows } from './latency.ts';
import { memoryOf } from './memory.ts';

/** What models cost where they run, by the budgets that rules name. */
export interface BudgetFigures {
  readonly challenger: Figures;
  readonly champion: Figures;
  readonly evidence: NonNullable<GateFigures['budgets']>;
  readonly notes: readonly string[];
}

/**
 * Measures what the rules of the gate name of `BUDGETS`, and nothing else, of both models in the same run. A budget
 * that cannot be measured is null, which never passes, and a note says why.
 */
export async function measureBudgets(
  challenger: Judged,
  champion: Judged | null,
  court: Court,
): Promise<BudgetFigures> {
  const names = budgetsOf(court.request.config.gate.rules);
  if (names.length === 0) return { challenger: {}, champion: {}, evidence: [], notes: [] };
  court.ports.log.info(`measure ${names.join(', ')}`);
  const judged = champion ? [challenger, champion] : [challenger];
  const { figures, notes } = await costsOf(names, judged, court);
  const [of = {}, before = {}] = figures;
  const evidence = names.map((metric) => ({
    metric,
    unit: BUDGETS[metric].unit,
    challenger: of[metric] ?? null,
    champion: (champion && before[metric]) ?? null,
  }));
  return { challenger: of, champion: before, evidence, notes };
}

/** The budgets `names` of each of the models, measured in turn. */
export async function costsOf(
  names: readonly BudgetName[],
  judged: readonly Judged[],
  court: Court,
): Promise<{ figures: Record<string, number | null>[]; notes: string[] }> {
  const rows = withoutLabel(court.rows, court.request.config.model.label);
  const predictors = judged.map(({ predictor }) => predictor);
  const packages = predictors.map((predictor) => predictor.package);
  const asks = (start: string) => names.some((name) => name.startsWith(start));
  const none = judged.map(() => null);
  const row = asks('predict_row') ? await latencyOf(predictors, rows, 'row') : none;
  const batch = asks('predict_batch') ? await latencyOf(predictors, rows, 'batch') : none;
  const memory = asks('predict_memory')
    ? await memoryOf(packages, spreadRows(rows, BATCH_ROWS), court)
    : none;
  const figures = packages.map((opened, index) => {
    const used = memory[index];
    const all: Record<BudgetName, number | null> = {
      predict_row_p50_ms: timeOf(row[index], 'p50'),
      predict_row_p99_ms: timeOf(row[index], 'p99'),
      predict_batch_p50_ms: timeOf(batch[index], 'p50'),
      predict_batch_p99_ms: timeOf(batch[index], 'p99'),
      package_bytes: bytesOf(opened, isIdentityFile),
      model_bytes: bytesOf(opened, (path) => path.startsWith('model/')),
      predict_memory_bytes: used && 'bytes' in used ? used.bytes : null,
    };
    return Object.fromEntries(names.map((name) => [name, all[name]]));
  });
  const notes = memory.flatMap((one) =>
    one && 'why' in one ? [`predict_memory_bytes: not measured: ${one.why}`] : [],
  );
  return { figures, notes: [...new Set(notes)] };
}

function timeOf(latency: Latency | null | undefined, which: keyof Latency): number | null {
  return latency ? latency[which] : null;
}

/** The bytes of the files of a package whose path is asked for; what describes a version changes after it is judged. */
function bytesOf({ manifest }: ModelPackage, counts: (path: string) => boolean): number {
  return manifest.files.reduce((sum, { path, bytes }) => sum + (counts(path) ? bytes : 0), 0);
}
