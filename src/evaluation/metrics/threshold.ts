import type { Curves } from '../../evidence/evaluate-gate.ts';
import { ofConfusion } from './binary.ts';
import { confusionOfCells } from './confusion.ts';
import type { BinaryOutcomes } from './outcomes.ts';
import { rankingOf } from './ranking.ts';

/** The threshold at which a metric is best on some rows. */
export interface BestThreshold {
  /** The score from which a row counts as positive. */
  readonly threshold: number;
  /** What the metric is there. */
  readonly value: number;
}

/** How many thresholds a curve has: 0, 0.01, … 1. */
const STEPS = 100;
/** Figures that differ by less are equally good. */
const GRAIN = 1e-12;

/**
 * The threshold in [0, 1] at which a metric of decisions is best on these rows. Between two scores all thresholds decide
 * alike: the one with the fewest decimals near their middle is taken, so that no rounding of a score crosses it. Of
 * equally good ones it is the nearest to 0.5. Null where the metric is defined at none, or scores are missing.
 */
export function bestThreshold(
  outcomes: BinaryOutcomes,
  metric: string,
  direction: 'higher' | 'lower',
): BestThreshold | null {
  const sign = direction === 'higher' ? 1 : -1;
  let best: BestThreshold | null = null;
  for (const { above, upTo, cells } of decisionsOf(outcomes)) {
    const { value } = ofConfusion(metric, confusionOfCells(cells, 2), outcomes.costs);
    if (value === null || !Number.isFinite(value)) continue;
    const gain = best === null ? Number.POSITIVE_INFINITY : sign * (value - best.value);
    if (gain < -GRAIN) continue;
    const threshold = shortBetween(above, upTo);
    const nearer = best === null || Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (gain > GRAIN || nearer) best = { threshold, value };
  }
  return best;
}

/** What the thresholds 0, 0.01, … 1 make of the decisions; undefined where scores are no probabilities. */
export function thresholdCurve(outcomes: BinaryOutcomes): Curves['threshold'] {
  const { costs } = outcomes;
  const points: NonNullable<Curves['threshold']> = [];
  for (const { above, upTo, cells } of decisionsOf(outcomes)) {
    for (let step = STEPS - points.length; step >= 0; step--) {
      const threshold = step / STEPS;
      if (threshold <= above || threshold > upTo) break;
      const confusion = confusionOfCells(cells, 2);
      const figure = (name: string) => ofConfusion(name, confusion, costs).value;
      points.push({
        threshold,
        precision: (confusion.byPrediction[1] as number) > 0 ? figure('precision_score') : null,
        recall: figure('recall_score'),
        f1: figure('f1_score'),
        positiveRate: figure('positive_rate') ?? 0,
        ...(costs ? { expectedValue: figure('expected_value') ?? 0 } : {}),
      });
    }
  }
  return points.length > 0 ? points.reverse() : undefined;
}

/** What is decided by the thresholds in (above, upTo]; `cells` are overwritten by the next ones. */
interface Decisions {
  readonly above: number;
  readonly upTo: number;
  /** By truth and prediction: 00, 01, 10, 11. */
  readonly cells: Float64Array;
}

/** All that thresholds in [0, 1] can decide, from the highest threshold down; nothing where scores are no probabilities. */
function* decisionsOf({ truth, scores, weights, rows }: BinaryOutcomes): Generator<Decisions> {
  if (!scores || rows === 0 || !scores.every((score) => score >= 0 && score <= 1)) return;
  const { order, lastOfTie } = rankingOf(scores);
  // At first nothing is predicted positive.
  const cells = new Float64Array(4);
  for (let row = 0; row < rows; row++) {
    const cell = truth[row] ? 2 : 0;
    cells[cell] = (cells[cell] as number) + (weights ? (weights[row] as number) : 1);
  }
  const highest = scores[order[0] as number] as number;
  if (highest < 1) yield { above: highest, upTo: 1, cells };
  for (let place = 0; place < rows; place++) {
    const row = order[place] as number;
    const weight = weights ? (weights[row] as number) : 1;
    const from = truth[row] ? 2 : 0;
    cells[from] = Math.max(0, (cells[from] as number) - weight);
    cells[from + 1] = (cells[from + 1] as number) + weight;
    if (!lastOfTie[place]) continue;
    const next = order[place + 1];
    const above = next === undefined ? -1 : (scores[next] as number);
    yield { above, upTo: scores[row] as number, cells };
  }
}

/** The number with the fewest decimals in (above, upTo] that is nearest to the middle; 0 where nothing is below. */
function shortBetween(above: number, upTo: number): number {
  if (above < 0) return 0;
  const middle = above + (upTo - above) / 2;
  for (let decimals = 1; decimals <= 15; decimals++) {
    const short = Number(middle.toFixed(decimals));
    if (short > above && short <= upTo) return short;
  }
  return middle > above ? middle : upTo;
}
