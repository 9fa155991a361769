/** A label or a predicted class as it stands in the data. */
export type Label = string | number | boolean | null;

/** Row weights, or how often a row was drawn in a resample. */
export type Weights = Float64Array | Uint16Array;

/** What right and wrong decisions are worth, a row; a cost is negative. */
export interface Costs {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
  readonly falseNegative: number;
}

/** The ranked lists that the rows make. */
export interface Lists {
  /** Which list a row belongs to, from 0. */
  readonly of: Int32Array;
  /** How many places of a list count. */
  readonly places: number;
}

/** What the errors of a forecast are measured by. */
export interface Scales {
  /** Mean absolute and mean squared change of the row's series in training, over a season; NaN where there is none. */
  readonly absolute: Float64Array;
  readonly squared: Float64Array;
  /** The quantile that is predicted. */
  readonly quantile: number;
}

export interface BinaryOutcomes {
  readonly task: 'binary-classification';
  readonly rows: number;
  /** Negative, positive. */
  readonly classes: readonly [string, string];
  /** 1 where the label is the positive class. */
  readonly truth: Uint8Array;
  /** 1 for positive, 0 for negative, -1 where the model gave nothing to tell it from. */
  readonly predicted: Int8Array;
  /** NaN where the model gave no finite figure; null where there are no scores at all. */
  readonly scores: Float64Array | null;
  readonly weights: Float64Array | null;
  readonly costs?: Costs | undefined;
  readonly lists?: Lists | undefined;
}

export interface MulticlassOutcomes {
  readonly task: 'multiclass-classification';
  readonly rows: number;
  /** The classes of the model first, then those that only the data have. */
  readonly classes: readonly string[];
  /** Indices into `classes`; a prediction is -1 where the model gave nothing to tell it from. */
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
  /** One array per class of the model: `scores.length` may be less than `classes.length`. */
  readonly scores: readonly Float64Array[] | null;
  readonly weights: Float64Array | null;
}

export interface RegressionOutcomes {
  readonly task: 'regression';
  readonly rows: number;
  readonly truth: Float64Array;
  /** NaN where the model gave no finite figure. */
  readonly predicted: Float64Array;
  readonly weights: Float64Array | null;
  readonly lists?: Lists | undefined;
  readonly scales?: Scales | undefined;
}

/** What a model said, checked and turned into typed arrays (by `outcomesOf`): what every measure reads. */
export type Outcomes = BinaryOutcomes | MulticlassOutcomes | RegressionOutcomes;

/** The outcomes of the rows at `indices`, in that order. */
export function takeOutcomes(outcomes: Outcomes, indices: Uint32Array): Outcomes {
  const rows = indices.length;
  const weights = outcomes.weights && gather(outcomes.weights, indices, new Float64Array(rows));
  switch (outcomes.task) {
    case 'binary-classification':
      return {
        ...outcomes,
        rows,
        weights,
        truth: gather(outcomes.truth, indices, new Uint8Array(rows)),
        predicted: gather(outcomes.predicted, indices, new Int8Array(rows)),
        scores: outcomes.scores && gather(outcomes.scores, indices, new Float64Array(rows)),
        lists: takeLists(outcomes.lists, indices),
      };
    case 'multiclass-classification':
      return {
        ...outcomes,
        rows,
        weights,
        truth: gather(outcomes.truth, indices, new Int32Array(rows)),
        predicted: gather(outcomes.predicted, indices, new Int32Array(rows)),
        scores: outcomes.scores?.map((column) => gather(column, indices, new Float64Array(rows))) ?? null,
      };
    case 'regression':
      return {
        ...outcomes,
        rows,
        weights,
        truth: gather(outcomes.truth, indices, new Float64Array(rows)),
        predicted: gather(outcomes.predicted, indices, new Float64Array(rows)),
        lists: takeLists(outcomes.lists, indices),
        scales: outcomes.scales && {
          ...outcomes.scales,
          absolute: gather(outcomes.scales.absolute, indices, new Float64Array(rows)),
          squared: gather(outcomes.scales.squared, indices, new Float64Array(rows)),
        },
      };
  }
}

/** What of each list is among the rows. */
function takeLists(lists: Lists | undefined, indices: Uint32Array): Lists | undefined {
  return lists && { ...lists, of: gather(lists.of, indices, new Int32Array(indices.length)) };
}

function gather<T extends Uint8Array | Int8Array | Int32Array | Float64Array>(
  from: T,
  indices: Uint32Array,
  into: T,
): T {
  for (let k = 0; k < indices.length; k++) into[k] = from[indices[k] as number] as number;
  return into;
}
