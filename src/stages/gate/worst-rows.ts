import { cut } from '../../data/checks/phrases.ts';
import { type Column, columnOf, type Frame, type Value } from '../../data/engine/frame.ts';
import type { Outcomes } from '../../evaluation/metrics/outcomes.ts';
import { rowLosses } from '../../evaluation/metrics/row-losses.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';

type WorstRows = NonNullable<GateFigures['worst']>;

const MOST = 10;
/** A report has no room for a text. */
const LONGEST_VALUE = 80;

export interface WorstRowsRequest {
  readonly challenger: Outcomes;
  readonly champion: Outcomes | null;
  /** The judged rows, in the order of the outcomes. */
  readonly rows: Frame;
  /** The columns whose values may be shown. */
  readonly shown: readonly string[];
  readonly label: string;
}

/**
 * The ten rows that cost the challenger most, the worst first (ties: the earlier row), with what both models said and
 * the values that may be shown. Rows without a finite prediction or with weight 0 are left out; undefined where losses are
 * not known.
 */
export function worstRows({
  challenger,
  champion,
  rows,
  shown,
  label,
}: WorstRowsRequest): WorstRows | undefined {
  const losses = rowLosses(challenger);
  if (!losses) return undefined;
  const columns = shown.filter((name) => name !== label).map((name) => columnOf(rows, name));
  const worst = greatest(losses, challenger.weights);
  if (worst.length === 0) return undefined;
  return {
    columns: columns.map(({ name }) => name),
    rows: worst.map((row) => ({
      row: row + 1,
      label: labelOf(challenger, row),
      challenger: saidOf(challenger, row),
      champion: champion && saidOf(champion, row),
      loss: losses[row] as number,
      values: columns.map((column) => shownValue(column, row)),
    })),
  };
}

/** The places of the greatest finite losses. */
function greatest(losses: Float64Array, weights: Float64Array | null): number[] {
  const found: number[] = [];
  const lossOf = (row: number) => losses[row] as number;
  for (let row = 0; row < losses.length; row++) {
    const loss = lossOf(row);
    if (!Number.isFinite(loss) || weights?.[row] === 0) continue;
    if (found.length === MOST && loss <= lossOf(found[MOST - 1] as number)) continue;
    const place = found.findIndex((other) => loss > lossOf(other));
    found.splice(place < 0 ? found.length : place, 0, row);
    if (found.length > MOST) found.pop();
  }
  return found;
}

function labelOf(outcomes: Outcomes, row: number): Value {
  const truth = outcomes.truth[row] as number;
  return outcomes.task === 'regression' ? truth : cut(outcomes.classes[truth] ?? '', LONGEST_VALUE);
}

/** The score of the positive class, the predicted class, or the predicted value. */
function saidOf(outcomes: Outcomes, row: number): Value {
  const said = outcomes.predicted[row] as number;
  if (outcomes.task === 'multiclass-classification') return cut(outcomes.classes[said] ?? '', LONGEST_VALUE);
  const value = outcomes.task === 'regression' ? said : outcomes.scores?.[row];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function shownValue({ type, values }: Column, row: number): Value {
  const value = values[row] ?? null;
  if (type === 'timestamp' && typeof value === 'number') {
    return Number.isFinite(value) ? new Date(value).toISOString().replace('.000Z', 'Z') : null;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' ? cut(value, LONGEST_VALUE) : value;
}
