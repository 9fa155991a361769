import { percentage, quoted } from '../data/checks/phrases.ts';
import { HIDDEN } from '../data/checks/scans/hide.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import type { Anomaly } from '../evidence/validate-data.ts';
import type { FittedFeature, FittedTransforms } from '../features/fitted.ts';
import { type Matrix, type RowProblem, Transforms } from '../features/transforms.ts';
import { canonicalJson, digestOf } from '../system/files.ts';

/** What the transforms make, as evidence has it. */
export type TransformedData = NonNullable<EvidenceOf<'validate-data'>['figures']['transformed']>;
type OutputColumn = TransformedData['columns'][number];

/** The dataset that anomalies of transformed data belong to. */
export const TRANSFORMED = 'transformed';

/** Columns that evidence lists; the digest is of all. */
const SHOWN = 1000;
/** The share of later rows that may have a category which training never saw. */
const UNSEEN = 0.05;
/** So many standard deviations from the mean no value of the training rows should be. */
const FAR = 50;
/** A later value is out of range so many times beyond the farthest of the training rows. */
const BEYOND = 10;
/** The share of later rows whose values may be refused. */
const REFUSED = 0;

/** What transforms make of rows after the training rows, and the values of those that have no number. */
export interface LaterRows {
  readonly matrix: Matrix;
  readonly problems: readonly RowProblem[];
}

/**
 * Profiles what `fitted` makes of the training rows (which it was fitted on) and of later ones, whose values
 * without a number are counted by feature. Names of columns made from values of `hidden` columns do not show
 * these.
 */
export function profileTransformed(
  fitted: FittedTransforms,
  training: Matrix,
  { matrix, problems }: LaterRows,
  hidden: ReadonlySet<string> = new Set(),
): { readonly data: TransformedData; readonly anomalies: Anomaly[] } {
  const spans = spansOf(fitted);
  const columns = spans.flatMap(({ feature, from, to }) =>
    Array.from({ length: to - from }, (_, offset) => outputColumn(feature, from + offset, training, matrix)),
  );
  const unseen = spans.flatMap(({ feature, from }) => {
    const place = otherPlace(feature);
    return place === undefined || matrix.rows === 0
      ? []
      : [
          {
            source: feature.column,
            share: shareOf(matrix, from + place),
            training: shareOf(training, from + place),
            rare: rareShare(feature, training, from),
          },
        ];
  });
  const refused = refusedBySource(problems);
  const data = {
    rows: training.rows,
    laterRows: matrix.rows,
    digest: digestOf(canonicalJson(columns)),
    columns: columns
      .slice(0, SHOWN)
      .map((column) =>
        hidden.has(column.source) ? { ...column, column: `${column.source}=${HIDDEN}` } : column,
      ),
    unseen: unseen.map(({ source, share }) => ({ source, share })),
    refused,
  };
  return {
    data,
    anomalies: [
      ...spans.flatMap(({ feature, from, to }) =>
        columns
          .slice(from, to)
          .flatMap((column) => columnAnomalies(feature, column, training.rows, matrix.rows)),
      ),
      ...unseen.flatMap((found) => unseenAnomaly(found, matrix.rows)),
      ...refused
        .filter(({ rows }) => rows > REFUSED * matrix.rows)
        .map((found) => refusedAnomaly(found, matrix.rows)),
    ],
  };
}

/** Which columns of the matrix each feature makes. */
function spansOf(fitted: FittedTransforms): { feature: FittedFeature; from: number; to: number }[] {
  let from = 0;
  return fitted.features.map((feature) => {
    const { width } = new Transforms({ ...fitted, features: [feature] });
    const span = { feature, from, to: from + width };
    from += width;
    return span;
  });
}

function outputColumn(
  { column: source }: FittedFeature,
  place: number,
  training: Matrix,
  later: Matrix,
): OutputColumn {
  const { mean, deviation, minimum, maximum, zeros } = figuresOf(training, place);
  const after = later.rows === 0 ? null : figuresOf(later, place);
  return {
    column: training.names[place] ?? '',
    source,
    mean,
    standardDeviation: deviation,
    minimum,
    maximum,
    zeros,
    later: after && { mean: after.mean, minimum: after.minimum, maximum: after.maximum, zeros: after.zeros },
  };
}

function figuresOf({ rows, width, values }: Matrix, place: number) {
  let [sum, zeros, minimum, maximum] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = place; at < values.length; at += width) {
    const value = values[at] as number;
    sum += value;
    if (value === 0) zeros += 1;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const mean = sum / rows;
  let squares = 0;
  for (let at = place; at < values.length; at += width) squares += ((values[at] as number) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / rows), minimum, maximum, zeros: zeros / rows };
}

/** Where a one-hot feature counts what training never saw. */
function otherPlace({ steps }: FittedFeature): number | undefined {
  const last = steps.at(-1);
  return last?.step === 'one-hot' ? last.categories.length : undefined;
}

/** The share of rows that are 1 in a column of zeros and ones. */
function shareOf({ rows, width, values }: Matrix, place: number): number {
  let ones = 0;
  for (let at = place; at < values.length; at += width) ones += values[at] as number;
  return ones / rows;
}

/** The share of categories that occur once: as much as a sample of this size lacks (Good and Turing). */
function rareShare({ steps }: FittedFeature, training: Matrix, from: number): number {
  const last = steps.at(-1);
  const categories = last?.step === 'one-hot' ? last.categories.length : 0;
  let once = 0;
  for (let place = from; place < from + categories; place++) {
    if (Math.round(shareOf(training, place) * training.rows) === 1) once += 1;
  }
  return once / training.rows;
}

/** A feature whose last step makes many columns of zeros and ones; single ones of those may well be empty. */
const WIDE: ReadonlySet<string> = new Set(['one-hot', 'hash', 'bucketize']);

function columnAnomalies(
  feature: FittedFeature,
  { column, source, mean, standardDeviation, minimum, maximum, later }: OutputColumn,
  rows: number,
  laterRows: number,
): Anomaly[] {
  if (WIDE.has(feature.steps.at(-1)?.step ?? '')) return [];
  const name = quoted(column);
  if (minimum === maximum) {
    const what = minimum === 0 ? '0' : String(minimum);
    return [
      warning(
        column,
        'constant',
        rows,
        rows,
        `The transforms make ${name} ${what} in every training row`,
        `Take ${quoted(source)} out of \`features\`, or bring data where it varies.`,
      ),
    ];
  }
  const farthest = Math.max(maximum - mean, mean - minimum);
  if (farthest > FAR * standardDeviation) {
    return [
      warning(
        column,
        'exploded',
        1,
        rows,
        `The transforms make ${name} reach ${(farthest / standardDeviation).toFixed(0)} standard deviations from its mean in the training rows`,
        `Mend the farthest values of ${quoted(source)}, or put \`log1p\` or \`bucketize\` into its \`transform\`.`,
      ),
    ];
  }
  const farthestLater = later ? Math.max(later.maximum - mean, mean - later.minimum) : 0;
  if (farthestLater > BEYOND * farthest) {
    return [
      warning(
        column,
        'exploded',
        1,
        laterRows,
        `The transforms make ${name} reach ${farthestLater.toPrecision(3)} from its mean in validation and test rows, ${(farthestLater / farthest).toFixed(0)} times as far as in the training rows`,
        `Look at the newest values of ${quoted(source)}: their unit may have changed.`,
      ),
    ];
  }
  return [];
}

function unseenAnomaly(
  { source, share, training, rare }: { source: string; share: number; training: number; rare: number },
  rows: number,
): Anomaly[] {
  if (share <= UNSEEN + 2 * training + 3 * rare) return [];
  const sentence = `${quoted(source)}: ${percentage(share)} of the validation and test rows have a category that training never saw, at most ${percentage(UNSEEN)} may`;
  return [
    warning(
      source,
      'unseen',
      Math.round(share * rows),
      rows,
      sentence,
      `Train on newer rows, or use \`hash\` for ${quoted(source)}.`,
    ),
  ];
}

function refusedBySource(problems: readonly RowProblem[]): TransformedData['refused'] {
  const found = new Map<string, { source: string; rows: number; message: string }>();
  for (const { column, message } of problems) {
    const known = found.get(column) ?? { source: column, rows: 0, message: message.split(':')[0] ?? message };
    known.rows += 1;
    found.set(column, known);
  }
  return [...found.values()];
}

function refusedAnomaly(
  { source, rows: count, message }: TransformedData['refused'][number],
  rows: number,
): Anomaly {
  const sentence = `${quoted(source)} ${message} in ${percentage(count / rows)} of the validation and test rows: no model can answer these`;
  return warning(
    source,
    'refused',
    count,
    rows,
    sentence,
    `Put \`impute\` first in the \`transform\` of ${quoted(source)}, or filter such rows out with \`data.view.where\`.`,
  );
}

function warning(
  column: string,
  rule: string,
  count: number,
  rows: number,
  sentence: string,
  cure: string,
): Anomaly {
  return {
    dataset: TRANSFORMED,
    column,
    rule,
    severity: 'warn',
    count,
    rows,
    share: rows === 0 ? 0 : Math.min(1, count / rows),
    sentence,
    examples: [],
    cure,
  };
}
