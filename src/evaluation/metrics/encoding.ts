import type { Task } from '../../config/schema/model.ts';
import { DataError } from '../../system/errors.ts';
import { binaryClasses } from './binary-classes.ts';
import type {
  BinaryOutcomes,
  Costs,
  Label,
  Lists,
  MulticlassOutcomes,
  Outcomes,
  RegressionOutcomes,
} from './outcomes.ts';

/**
 * What a model said about rows whose truth is known; everything has one entry per row.
 *
 * - binary: `scores` are probabilities of the positive class, or any figures that rise with it;
 *   `predictions` are made from them by `threshold` (a row at the threshold is positive) where they are not given.
 * - multi-class: `scores` are one array per class, in the order of `classes`; the class with the highest
 *   score is predicted (the first of equals) where `predictions` are not given.
 * - regression: `predictions` are numbers; `scores` may stand for them.
 */
export interface Scored {
  readonly task: Task;
  readonly labels: ArrayLike<Label>;
  readonly scores?: ArrayLike<number | null> | readonly ArrayLike<number | null>[] | undefined;
  readonly predictions?: ArrayLike<Label> | undefined;
  /** Binary only; 0.5 where left out. */
  readonly threshold?: number | undefined;
  /** Multi-class only: the classes that the scores are for. */
  readonly classes?: readonly Label[] | undefined;
  /** Binary only: the label that counts as positive; true or 1 where left out. */
  readonly positive?: Label | undefined;
  /** Weights of the rows: finite, none below 0. */
  readonly weights?: ArrayLike<number> | undefined;
  /** Binary only: gives the metrics of value. */
  readonly costs?: Costs | undefined;
  /** Binary and regression: gives the metrics of ranked lists. */
  readonly lists?: { readonly of: ArrayLike<Label>; readonly places: number } | undefined;
  /** Regression only: gives the metrics of forecasts. */
  readonly scales?:
    | { readonly absolute: ArrayLike<number>; readonly squared: ArrayLike<number>; readonly quantile: number }
    | undefined;
}

/**
 * Checks and encodes what a model said.
 * Throws `DataError` where the labels cannot be judged (missing, not of the task) and `UserError` where the positive
 * class cannot be told. A score that is not a finite number is no error here: the metrics that need it are null.
 */
export function outcomesOf(scored: Scored): Outcomes {
  switch (scored.task) {
    case 'binary-classification':
      return binaryOutcomes(scored);
    case 'multiclass-classification':
      return multiclassOutcomes(scored);
    case 'regression':
      return regressionOutcomes(scored);
  }
}

function binaryOutcomes(scored: Scored): BinaryOutcomes {
  const rows = scored.labels.length;
  const scores = scored.scores === undefined ? null : numbersOf(flat(scored.scores), rows, 'scores');
  const labels = textsOf(scored.labels);
  const { positive, negative } = binaryClasses(labels, scored.positive);
  const truth = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) truth[row] = labels[row] === positive ? 1 : 0;

  const predicted = new Int8Array(rows);
  if (scored.predictions !== undefined) {
    checkLength(scored.predictions, rows, 'predictions');
    for (let row = 0; row < rows; row++) {
      const said = scored.predictions[row] ?? null;
      const text = textOf(said);
      if (said !== null && text !== positive && text !== negative) {
        throw unknownPrediction(text, row, [negative, positive]);
      }
      predicted[row] = said === null ? -1 : text === positive ? 1 : 0;
    }
  } else if (scores) {
    const threshold = scored.threshold ?? 0.5;
    for (let row = 0; row < rows; row++) {
      const score = scores[row] as number;
      predicted[row] = Number.isNaN(score) ? -1 : score >= threshold ? 1 : 0;
    }
  } else {
    throw new RangeError('binary outcomes need scores or predictions');
  }
  const weights = weightsOf(scored.weights, rows);
  return {
    task: 'binary-classification',
    rows,
    classes: [negative, positive],
    truth,
    predicted,
    scores,
    weights,
    costs: scored.costs,
    lists: listsOf(scored.lists, rows),
  };
}

function multiclassOutcomes(scored: Scored): MulticlassOutcomes {
  const rows = scored.labels.length;
  const labels = textsOf(scored.labels);
  const said = scored.predictions === undefined ? null : scored.predictions;
  if (said) checkLength(said, rows, 'predictions');
  const given = scored.scores as readonly ArrayLike<number | null>[] | undefined;
  const modelClasses = (scored.classes ?? []).map(textOf);
  if (given && given.length !== modelClasses.length) {
    throw new RangeError(`${given.length} arrays of scores for ${modelClasses.length} classes`);
  }
  const scores = given ? given.map((column) => numbersOf(column, rows, 'scores')) : null;

  const indexOf = new Map<string, number>();
  const classes: string[] = [];
  const enter = (label: string): number => {
    const known = indexOf.get(label);
    if (known !== undefined) return known;
    indexOf.set(label, classes.length);
    return classes.push(label) - 1;
  };
  for (const label of modelClasses) {
    if (indexOf.has(label)) throw new RangeError(`the class ${JSON.stringify(label)} is given twice`);
    enter(label);
  }
  // Sorted, so that the order of classes does not hang on the order of rows.
  for (const label of [...new Set(labels)].sort()) enter(label);
  const truth = Int32Array.from(labels, (label) => enter(label));
  const predicted = new Int32Array(rows);
  if (said) {
    for (let row = 0; row < rows; row++) {
      const label = said[row] ?? null;
      predicted[row] = label === null ? -1 : enter(textOf(label));
    }
  } else if (scores && scores.length > 0) {
    for (let row = 0; row < rows; row++) predicted[row] = highest(scores, row);
  } else if (rows > 0) {
    throw new RangeError('multi-class outcomes need scores or predictions');
  }
  const weights = weightsOf(scored.weights, rows);
  return { task: 'multiclass-classification', rows, classes, truth, predicted, scores, weights };
}

/** The first class with the highest score, or -1 where a score is not a finite number. */
function highest(scores: readonly Float64Array[], row: number): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < scores.length; k++) {
    const score = scores[k]?.[row] as number;
    if (Number.isNaN(score)) return -1;
    if (score > most) {
      best = k;
      most = score;
    }
  }
  return best;
}

function regressionOutcomes(scored: Scored): RegressionOutcomes {
  const rows = scored.labels.length;
  const said = scored.predictions ?? (scored.scores === undefined ? undefined : flat(scored.scores));
  if (said === undefined) throw new RangeError('regression outcomes need predictions');
  const truth = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = scored.labels[row] ?? null;
    if (label === null) throw missingLabel(row);
    if (typeof label !== 'number') {
      throw new DataError(
        `regression needs a label of numbers; row ${row + 1} has ${JSON.stringify(label)}`,
        {
          hint: 'Choose a task of classification, or a label of numbers.',
        },
      );
    }
    if (!Number.isFinite(label)) {
      throw new DataError(`the label of row ${row + 1} is ${label}`, {
        hint: 'Leave such rows out (`data.view.where`) or mend the data.',
      });
    }
    truth[row] = label;
  }
  const predicted = numbersOf(said as ArrayLike<number | null>, rows, 'predictions');
  const scales = scored.scales && {
    ...scored.scales,
    absolute: numbersOf(scored.scales.absolute, rows, 'scales'),
    squared: numbersOf(scored.scales.squared, rows, 'scales'),
  };
  const weights = weightsOf(scored.weights, rows);
  return { task: 'regression', rows, truth, predicted, weights, lists: listsOf(scored.lists, rows), scales };
}

function flat(scores: NonNullable<Scored['scores']>): ArrayLike<number | null> {
  const first = scores[0];
  if (first !== undefined && first !== null && typeof first === 'object') {
    throw new RangeError('one array of scores is wanted, not one per class');
  }
  return scores as ArrayLike<number | null>;
}

function numbersOf(values: ArrayLike<number | null>, rows: number, what: string): Float64Array {
  checkLength(values, rows, what);
  const numbers = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = values[row];
    numbers[row] = typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
  }
  return numbers;
}

function textOf(value: Label | undefined): string {
  // By text, because 1 in one file is '1' in another, and in a command's argument.
  return String(value ?? '');
}

function textsOf(labels: ArrayLike<Label>): string[] {
  const texts = new Array<string>(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (label === null || label === undefined || Number.isNaN(label)) throw missingLabel(row);
    texts[row] = textOf(label);
  }
  return texts;
}

function weightsOf(weights: ArrayLike<number> | undefined, rows: number): Float64Array | null {
  if (weights === undefined) return null;
  checkLength(weights, rows, 'weights');
  const copy = Float64Array.from(weights);
  const bad = copy.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (bad >= 0) {
    throw new DataError(`the weight of row ${bad + 1} is ${copy[bad]}`, {
      hint: 'Weights are finite and not below 0.',
    });
  }
  return copy;
}

/** Numbers the lists in the order in which they come. */
function listsOf(lists: Scored['lists'], rows: number): Lists | undefined {
  if (!lists) return undefined;
  checkLength(lists.of, rows, 'lists');
  const numbers = new Map<string, number>();
  const of = Int32Array.from({ length: rows }, (_, row) => {
    const key = `${typeof lists.of[row]}:${lists.of[row]}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return { of, places: lists.places };
}

function checkLength(values: ArrayLike<unknown>, rows: number, what: string): void {
  if (values.length !== rows) throw new RangeError(`${values.length} ${what} for ${rows} labels`);
}

function missingLabel(row: number): DataError {
  return new DataError(`the label of row ${row + 1} is missing`, {
    hint: 'Leave such rows out (`data.view.where`) or mend the data.',
  });
}

function unknownPrediction(said: string, row: number, classes: readonly string[]): DataError {
  return new DataError(
    `the prediction of row ${row + 1} is ${JSON.stringify(said)}, which is none of ${classes.map((label) => JSON.stringify(label)).join(', ')}`,
    { hint: 'Predictions and labels must use the same values.' },
  );
}
