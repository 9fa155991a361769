import type { Curves } from '../../evidence/evaluate-gate.ts';
import { CALIBRATION_BINS, calibrationBin } from './calibration.ts';
import type { BinaryOutcomes, Outcomes, RegressionOutcomes } from './outcomes.ts';
import { rankingOf } from './ranking.ts';
import { thresholdCurve } from './threshold.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

const MOST_POINTS = 200;
const HISTOGRAM_BINS = 20;

/**
 * What the pictures of a model need, each curve thinned to at most 200 points: ROC (x false, y true positive rate),
 * precision-recall (x recall, y precision), calibration (x mean score, y share of positives of each filled bin), scores
 * by outcome, what thresholds make of the decisions, confusion matrix (row: label, column: prediction). Row weights are
 * drawn in the threshold curve only. For regression `scores` holds the errors (label less prediction), negative and
 * positive ones apart. What is not defined is left out.
 */
export function curvesOf(outcomes: Outcomes): Curves {
  switch (outcomes.task) {
    case 'binary-classification':
      return binaryCurves(outcomes);
    case 'multiclass-classification':
      return confusionMatrix(outcomes.truth, outcomes.predicted, outcomes.classes);
    case 'regression':
      return errorHistogram(outcomes);
  }
}

function binaryCurves(outcomes: BinaryOutcomes): Curves {
  const { truth, scores } = outcomes;
  const confusion = confusionMatrix(truth, outcomes.predicted, outcomes.classes);
  if (!scores || scores.length === 0 || scores.some(Number.isNaN)) return confusion;
  const probabilities = scores.every((score) => score >= 0 && score <= 1);
  return {
    ...confusion,
    ...rankingCurves(truth, scores),
    ...(probabilities && {
      calibration: calibrationCurve(truth, scores),
      scores: scoreHistogram(truth, scores),
      threshold: thresholdCurve(outcomes) ?? [],
    }),
  };
}

function rankingCurves(truth: Uint8Array, scores: Float64Array): Curves {
  const { order, lastOfTie } = rankingOf(scores);
  const positives = truth.reduce((sum, each) => sum + each, 0);
  const negatives = truth.length - positives;
  if (positives === 0) return {};
  const roc: Point[] = [{ x: 0, y: 0 }];
  const precisionRecall: Point[] = [];
  let hits = 0;
  for (let place = 0; place < order.length; place++) {
    hits += truth[order[place] as number] as number;
    if (!lastOfTie[place]) continue;
    const said = place + 1;
    if (negatives > 0) roc.push({ x: (said - hits) / negatives, y: hits / positives });
    precisionRecall.push({ x: hits / positives, y: hits / said });
  }
  return {
    ...(negatives > 0 && { roc: thinned(roc) }),
    // scikit-learn's curve begins at recall 0 with precision 1.
    precisionRecall: thinned([{ x: 0, y: 1 }, ...precisionRecall]),
  };
}

/** At most 200 of the points, evenly spaced along the curve; the first and the last stay. */
export function thinned(points: readonly Point[]): Point[] {
  if (points.length <= MOST_POINTS) return [...points];
  const along = new Float64Array(points.length);
  for (let k = 1; k < points.length; k++) {
    const [from, to] = [points[k - 1] as Point, points[k] as Point];
    along[k] = (along[k - 1] as number) + Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  }
  const length = along.at(-1) as number;
  const kept: Point[] = [];
  for (let k = 0; k < points.length; k++) {
    const due = (length * kept.length) / (MOST_POINTS - 1);
    if (k === points.length - 1 || (kept.length < MOST_POINTS - 1 && (along[k] as number) >= due)) {
      kept.push(points[k] as Point);
    }
  }
  return kept;
}

function calibrationCurve(truth: Uint8Array, scores: Float64Array): Point[] {
  const rows = new Float64Array(CALIBRATION_BINS);
  const sums = new Float64Array(CALIBRATION_BINS);
  const hits = new Float64Array(CALIBRATION_BINS);
  for (let row = 0; row < truth.length; row++) {
    const score = scores[row] as number;
    const k = calibrationBin(score);
    rows[k] = (rows[k] as number) + 1;
    sums[k] = (sums[k] as number) + score;
    hits[k] = (hits[k] as number) + (truth[row] as number);
  }
  const points: Point[] = [];
  rows.forEach((count, k) => {
    if (count > 0) points.push({ x: (sums[k] as number) / count, y: (hits[k] as number) / count });
  });
  return points;
}

type Histogram = NonNullable<Curves['scores']>;

function scoreHistogram(truth: Uint8Array, scores: Float64Array): Histogram {
  const bins = emptyBins(0, 1);
  for (let row = 0; row < truth.length; row++) {
    const bin = bins[binOf(scores[row] as number, 0, 1)] as Histogram[number];
    if (truth[row]) bin.positive++;
    else bin.negative++;
  }
  return bins;
}

function errorHistogram({ truth, predicted }: RegressionOutcomes): Curves {
  const errors = truth.map((label, row) => label - (predicted[row] as number));
  if (errors.length === 0 || !errors.every(Number.isFinite)) return {};
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const error of errors) {
    least = Math.min(least, error);
    most = Math.max(most, error);
  }
  // Ends too far apart for a double have no bins.
  if (!(most > least) || !Number.isFinite((most - least) * HISTOGRAM_BINS)) return {};
  const bins = emptyBins(least, most);
  for (const error of errors) {
    const bin = bins[binOf(error, least, most)] as Histogram[number];
    if (error < 0) bin.negative++;
    else bin.positive++;
  }
  return { scores: bins };
}

function emptyBins(from: number, to: number): Histogram {
  const edge = (k: number) => from + ((to - from) * k) / HISTOGRAM_BINS;
  return Array.from({ length: HISTOGRAM_BINS }, (_, k) => ({
    from: edge(k),
    to: edge(k + 1),
    negative: 0,
    positive: 0,
  }));
}

/** The bin [from, to) that holds `value`; the last one is closed. */
function binOf(value: number, from: number, to: number): number {
  return Math.min(HISTOGRAM_BINS - 1, Math.floor(((value - from) / (to - from)) * HISTOGRAM_BINS));
}

function confusionMatrix(
  truth: Uint8Array | Int32Array,
  predicted: Int8Array | Int32Array,
  classes: readonly string[],
): Curves {
  if (truth.length === 0 || predicted.some((said: number) => said < 0)) return {};
  const counts = classes.map(() => classes.map(() => 0));
  for (let row = 0; row < truth.length; row++) {
    const cells = counts[truth[row] as number] as number[];
    const said = predicted[row] as number;
    cells[said] = (cells[said] as number) + 1;
  }
  return { confusion: { classes: [...classes], counts } };
}
