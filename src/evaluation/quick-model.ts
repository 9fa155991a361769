import { predictLinear, ridge } from '../learners/linear.ts';
import { fitLogistic, predictLogistic } from '../learners/logistic.ts';
import { type Matrix, rowsOf } from '../learners/matrix.ts';
import { ascendingOrder } from '../stats/ascending-order.ts';
import { Random } from '../stats/random.ts';

/** What a quick model can learn from: standardised features, and a label for each row. */
export interface LearningSample {
  readonly features: Matrix;
  /** Class indices, or numbers. */
  readonly targets: Float64Array;
  /** Number of classes; 0 for a regression. */
  readonly classes: number;
  /** Rows come in the order of time, so folds are stretches of it; else folds are drawn. */
  readonly ordered: boolean;
}

/** A score beside those that the same model reaches on shuffled labels. */
export interface Signal {
  readonly score: number;
  readonly shuffledMean: number;
  readonly shuffledMaximum: number;
  readonly permutations: number;
  /** (1 + shuffled scores at least as high) / (1 + permutations). */
  readonly pValue: number;
}

const FOLDS = 5;
const PERMUTATIONS = 99;
/** Shares of the training rows at which the learning curve is measured. */
const CURVE = [0.25, 0.5, 1];
/** The penalty of the quick model, as a share of its rows: what helps when features are many. */
const PENALTY = 0.01;

/** The rows of each fold: stretches of rows in order, or drawn ones (each with its share of every class). */
export function foldsOf(
  { features, targets, classes, ordered }: LearningSample,
  seed: number,
): Uint32Array[] {
  const { rows } = features;
  const place = new Uint32Array(rows);
  if (ordered) {
    for (let row = 0; row < rows; row++) place[row] = Math.floor((row * FOLDS) / rows);
  } else {
    const order = new Random(seed).shuffle(Uint32Array.from({ length: rows }, (_, row) => row));
    if (classes > 0) order.sort((a, b) => (targets[a] as number) - (targets[b] as number));
    for (let i = 0; i < rows; i++) place[order[i] as number] = i % FOLDS;
  }
  return Array.from({ length: FOLDS }, (_, fold) =>
    Uint32Array.from([...place.keys()].filter((row) => place[row] === fold)),
  );
}

/** The learner on the training rows of one fold, ready for any labels, and its score on the rows of the fold. */
class FoldModel {
  readonly #train: Uint32Array;
  readonly #test: Uint32Array;
  readonly #features: Matrix;
  readonly #learner: ReturnType<typeof ridge>;
  readonly #classes: number;

  constructor(sample: LearningSample, train: Uint32Array, test: Uint32Array) {
    this.#train = train;
    this.#test = test;
    this.#classes = sample.classes;
    this.#learner = ridge(rowsOf(sample.features, train), { l2: Math.max(1, PENALTY * train.length) });
    this.#features = rowsOf(sample.features, test);
  }

  /** NaN where the fold has rows of one class only. */
  score(targets: Float64Array): number {
    const own = Float64Array.from(this.#test, (row) => targets[row] as number);
    const outcome = (k: number) => Float64Array.from(this.#train, (row) => (targets[row] === k ? 1 : 0));
    if (this.#classes === 0) {
      const model = this.#learner.fit(Float64Array.from(this.#train, (row) => targets[row] as number));
      return determination(own, predictLinear(model, this.#features));
    }
    // Of two classes one is enough: the other's scores are the opposite.
    const asked = this.#classes === 2 ? [1] : Array.from({ length: this.#classes }, (_, k) => k);
    const areas = asked
      .map((k) =>
        areaUnderRoc(
          own.map((target) => (target === k ? 1 : 0)),
          predictLinear(this.#learner.fit(outcome(k)), this.#features),
        ),
      )
      .filter((area) => !Number.isNaN(area));
    return mean(areas);
  }
}

/** The area under the ROC curve (ties count half); NaN where there is one class only. */
export function areaUnderRoc(truth: Float64Array, scores: Float64Array): number {
  const ranks = midranks(scores);
  let positives = 0;
  let sum = 0;
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] !== 1) continue;
    positives += 1;
    sum += ranks[row] as number;
  }
  const negatives = truth.length - positives;
  return positives === 0 || negatives === 0
    ? Number.NaN
    : (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Ranks from 1, ties having the middle one. */
function midranks(scores: Float64Array): Float64Array {
  const order = ascendingOrder(scores);
  const ranks = new Float64Array(scores.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    const score = scores[order[start] as number];
    while (end < order.length && scores[order[end] as number] === score) end++;
    for (let i = start; i < end; i++) ranks[order[i] as number] = (start + 1 + end) / 2;
  }
  return ranks;
}

/** R², the share of the variance that predictions explain; NaN where there is none. */
function determination(truth: Float64Array, predicted: Float64Array): number {
  const middle = mean(truth);
  let [residual, total] = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    residual += ((truth[row] as number) - (predicted[row] as number)) ** 2;
    total += ((truth[row] as number) - middle) ** 2;
  }
  return total === 0 ? Number.NaN : 1 - residual / total;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return values.length === 0 ? Number.NaN : sum / values.length;
}

const rest = (folds: readonly Uint32Array[], fold: number) =>
  Uint32Array.from(folds.flatMap((rows, index) => (index === fold ? [] : [...rows]))).sort();

/**
 * Whether there is anything to learn: the cross-validated score of a ridge regression on the label (for classes,
 * on membership of each) by its area under the ROC curve or R², beside those on shuffled labels. Scores are
 * compared within folds only. The features' part is solved once, so a shuffled label costs one product.
 * Undefined where no fold has two classes.
 */
export function signalOf(sample: LearningSample, seed: number): Signal | undefined {
  const folds = foldsOf(sample, seed);
  const models = folds.map((test, fold) => new FoldModel(sample, rest(folds, fold), test));
  const scoreOf = (targets: Float64Array) =>
    mean(models.map((model) => model.score(targets)).filter((score) => !Number.isNaN(score)));
  const score = scoreOf(sample.targets);
  if (Number.isNaN(score)) return undefined;
  const random = new Random(seed);
  const shuffled: number[] = [];
  for (let turn = 0; turn < PERMUTATIONS; turn++) {
    const value = scoreOf(random.shuffle(sample.targets.slice()));
    if (!Number.isNaN(value)) shuffled.push(value);
  }
  if (shuffled.length === 0) return undefined;
  const reached = shuffled.filter((value) => value >= score).length;
  return {
    score,
    shuffledMean: mean(shuffled),
    shuffledMaximum: Math.max(...shuffled),
    permutations: shuffled.length,
    pValue: (1 + reached) / (1 + shuffled.length),
  };
}

/** A point of the learning curve: the mean score of the folds, and its standard error. */
export interface CurvePoint {
  readonly rows: number;
  readonly score: number;
  readonly standardError: number;
}

/** The learning curve, and what the last doubling of the rows brought: mean and standard error over the folds. */
export interface LearningCurve {
  readonly points: readonly CurvePoint[];
  readonly lastGain: { readonly mean: number; readonly standardError: number };
}

/** The score after learning from a quarter, half and all of the rows, on the same folds. */
export function learningCurveOf(sample: LearningSample, seed: number): LearningCurve | undefined {
  const folds = foldsOf(sample, seed);
  const random = new Random(seed);
  const byFold = folds.map((test, fold) => {
    const order = random.shuffle(rest(folds, fold));
    return CURVE.map((share) => {
      const train = order.slice(0, Math.round(share * order.length)).sort();
      return { rows: train.length, score: new FoldModel(sample, train, test).score(sample.targets) };
    });
  });
  const sound = byFold.filter((points) => points.every(({ score }) => !Number.isNaN(score)));
  if (sound.length < 3) return undefined;
  const points = CURVE.map((_, index): CurvePoint => {
    const scores = sound.map((fold) => fold[index]?.score ?? Number.NaN);
    const rows = Math.round(mean(sound.map((fold) => fold[index]?.rows ?? 0)));
    return { rows, score: mean(scores), standardError: standardError(scores) };
  });
  const gains = sound.map((fold) => (fold.at(-1)?.score ?? 0) - (fold.at(-2)?.score ?? 0));
  return { points, lastGain: { mean: mean(gains), standardError: standardError(gains) } };
}

function standardError(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1) / Math.max(1, values.length));
}

/**
 * The share of labels that are wrong by confident learning (Northcutt, Jiang and Chuang, 2021): a row counts
 * where a logistic regression that did not see it gives another class at least the mean probability that rows
 * labelled with that class have. It takes for granted that the features nearly tell the classes apart.
 */
export function confidentNoise(sample: LearningSample, seed: number): number {
  const { features, targets, classes } = sample;
  const folds = foldsOf(sample, seed);
  const probabilities = new Float64Array(features.rows * classes);
  for (const [fold, test] of folds.entries()) {
    const train = rest(folds, fold);
    const labels = Float64Array.from(train, (row) => targets[row] as number);
    const model = fitLogistic(rowsOf(features, train), labels, classes, { l2: 1, iterations: 25 });
    const found = predictLogistic(model, rowsOf(features, test));
    for (const [i, row] of test.entries()) {
      if (classes === 2) probabilities.set([1 - (found[i] as number), found[i] as number], row * 2);
      else probabilities.set(found.subarray(i * classes, (i + 1) * classes), row * classes);
    }
  }
  const sums = new Float64Array(classes);
  const counts = new Float64Array(classes);
  for (let row = 0; row < features.rows; row++) {
    const label = targets[row] as number;
    sums[label] = (sums[label] as number) + (probabilities[row * classes + label] as number);
    counts[label] = (counts[label] as number) + 1;
  }
  let confident = 0;
  let wrong = 0;
  for (let row = 0; row < features.rows; row++) {
    let best = -1;
    for (let k = 0; k < classes; k++) {
      const probability = probabilities[row * classes + k] as number;
      if ((counts[k] as number) === 0 || probability < (sums[k] as number) / (counts[k] as number)) continue;
      if (best < 0 || probability > (probabilities[row * classes + best] as number)) best = k;
    }
    if (best < 0) continue;
    confident += 1;
    if (best !== targets[row]) wrong += 1;
  }
  return confident === 0 ? 0 : wrong / confident;
}

/**
 * Of rows that have a twin with equal features: the share whose label is not the most frequent one of its
 * twins. Whatever its reason, no model on these features can get these right.
 */
export function disagreementOfTwins({ features, targets }: LearningSample): { share: number; rows: number } {
  const groups = new Map<string, Map<number, number>>();
  const { rows, columns, values } = features;
  for (let row = 0; row < rows; row++) {
    const key = values.subarray(row * columns, (row + 1) * columns).join();
    const group = groups.get(key) ?? new Map<number, number>();
    const target = targets[row] as number;
    groups.set(key, group.set(target, (group.get(target) ?? 0) + 1));
  }
  let [twins, odd] = [0, 0];
  for (const group of groups.values()) {
    const counts = [...group.values()];
    const size = counts.reduce((sum, count) => sum + count, 0);
    if (size < 2) continue;
    twins += size;
    odd += size - Math.max(...counts);
  }
  return { share: twins === 0 ? 0 : odd / twins, rows: twins };
}
