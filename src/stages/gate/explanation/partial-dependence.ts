import type { Value } from '../../../data/engine/frame.ts';
import { gridOf } from '../../../evaluation/explanation/dependence.ts';
import type { ExplainedColumn } from '../../../evaluation/explanation/explained-columns.ts';
import type { Explanation } from '../../../evidence/gate-explanation.ts';
import type { Predictions, Predictor } from '../../../models/predict.ts';
import { askCopies, constantCopies } from './copies.ts';
import type { AskedRows } from './feature-importance.ts';

/** What could be asked of partial dependence. */
export interface Dependence {
  readonly dependence: Explanation['dependence'];
  readonly notes: readonly string[];
}

/**
 * Partial dependence (Friedman 2001; scikit-learn's kind `average`, method `brute`): the mean of what a model gives
 * when all rows have this value of a feature, for each value of its grid. Of several classes that one is shown
 * whose mean moves most.
 */
export async function dependenceOf(
  challenger: Predictor,
  champion: Predictor | null,
  columns: readonly ExplainedColumn[],
  { rows }: AskedRows,
  weights: Float64Array | null,
): Promise<Dependence> {
  const dependence: Explanation['dependence'] = [];
  const notes: string[] = [];
  for (const { name, kind, values } of columns) {
    const grid = gridOf(kind, values);
    if (grid.length < 2) continue;
    const curvesOf = async (model: Predictor) => {
      const [answer] = await askCopies(model, rows, [constantCopies(rows, name, grid)]);
      if (answer && 'predictions' in answer) return curvesByClass(model, answer.predictions, weights);
      notes.push(`No partial dependence of \`${name}\`: a model refused one of its values in other rows.`);
      return null;
    };
    const now = await curvesOf(challenger);
    const before = now && champion && (await curvesOf(champion));
    if (!now || (champion && !before)) continue;
    const classes = [...now.keys()].filter((key) => !before || before.has(key));
    const shown = classes.reduce<string | undefined>(
      (best, key) =>
        best !== undefined && rangeOf(now, before, best) >= rangeOf(now, before, key) ? best : key,
      undefined,
    );
    if (shown === undefined) continue;
    dependence.push({
      feature: name,
      ...(shown === '' ? {} : { class: shown }),
      grid: grid.map((value) => (kind === 'time' ? timeText(value) : value)),
      challenger: now.get(shown) ?? [],
      champion: before ? (before.get(shown) ?? []) : null,
    });
  }
  return { dependence, notes };
}

type Curves = ReadonlyMap<string, number[]>;

/** The mean of each class's score at each point; under the empty name where there is but one score. */
function curvesByClass(
  model: Predictor,
  answers: readonly Predictions[],
  weights: Float64Array | null,
): Curves {
  const { task, classes } = model.package.manifest.signature;
  const names = task === 'multiclass-classification' ? classes : [''];
  return new Map(names.map((name, k) => [name, answers.map((answer) => meanOf(answer, k, weights))]));
}

function meanOf({ rows, width, scores }: Predictions, k: number, weights: Float64Array | null): number {
  let [sum, total] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    sum += weight * (scores[row * width + k] as number);
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

function rangeOf(now: Curves, before: Curves | null, key: string): number {
  return Math.max(
    ...[now.get(key), before?.get(key)].map((curve) => (curve ? Math.max(...curve) - Math.min(...curve) : 0)),
  );
}

function timeText(value: Value): string {
  return new Date(Number(value)).toISOString();
}
