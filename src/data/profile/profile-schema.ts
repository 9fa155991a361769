import Type, { type Static } from 'typebox';
import { DYADIC_TEXT } from '../../stats/dyadic.ts';
import { DataError, messageOf } from '../../system/errors.ts';
import { checkSchema, type Path, pathText } from '../../system/schema-check.ts';
import { object } from '../../system/schema-shapes.ts';
import { COLUMN_TYPES } from '../engine/frame.ts';

/**
 * The profile of a dataset: what `profile.json` holds. Plain JSON; a figure that does not exist (the
 * mean of no values) is null, a whole number beyond 2^53 is decimal text.
 */
export const PROFILE_SCHEMA = 'mlops-profile/2';

const count = Type.Integer({ minimum: 0 });
const figure = Type.Union([Type.Number(), Type.Null()]);
/** A number, or the exact decimal text of one that a double cannot hold. */
const exact = Type.Union([Type.Number(), Type.String(), Type.Null()]);
const value = Type.Union([Type.Number(), Type.String()]);
/** A number of the form m · 2^e, of any size: `stats/dyadic.ts`. */
const exactSum = Type.String({ pattern: DYADIC_TEXT });

const NumbersSchema = object({
  zeros: count,
  /** Values below zero, -Infinity too. */
  negatives: count,
  nan: count,
  positiveInfinities: count,
  negativeInfinities: count,
  /** These and all figures below are of the finite values. */
  minimum: exact,
  maximum: exact,
  mean: figure,
  /** With divisor n (ddof 0), as TFDV and scikit-learn's scalers have it. */
  standardDeviation: figure,
  /** With divisor n - 1 (ddof 1), as pandas and Great Expectations have it. */
  sampleStandardDeviation: figure,
  /** Linear interpolation, numpy's default. */
  quantiles: Type.Array(object({ share: Type.Number(), value: Type.Number() })),
});

const HistogramSchema = object({
  /** numpy.linspace(minimum, maximum); times in milliseconds. A bin is [edge, next edge), the last one closed. */
  edges: Type.Array(Type.Number(), { minItems: 2 }),
  counts: Type.Array(count, { minItems: 1 }),
  /** Values outside; only where the edges are those of another profile. */
  below: Type.Optional(count),
  above: Type.Optional(count),
});

const SpanSchema = object({ minimum: count, maximum: count, mean: Type.Number() });

/** How a column goes with the label, over the rows that have both. */
const LabelSchema = object({
  rows: count,
  /** Pearson's correlation, where both are numbers or truth values; null where one is constant. */
  correlation: Type.Optional(figure),
  /**
   * In nats, of the cells: numbers by their histogram's edges, texts by their most frequent values and the
   * rest. Absent where joined profiles have different cells.
   */
  mutualInformation: Type.Optional(figure),
});

const WeightedSchema = object({
  /** Sum of the weights of rows with a (finite) value, and of those without. */
  weight: Type.Number(),
  missing: Type.Number(),
  mean: Type.Optional(figure),
  /** Σ w (x - mean)² / Σ w, as TFDV has it. */
  variance: Type.Optional(figure),
  top: Type.Optional(Type.Array(object({ value, weight: Type.Number() }))),
});

/** What joining profiles asks for beyond the figures. */
const MergeSchema = object({
  /** All distinct values, where they are few: dates as days, timestamps as microseconds, since 1970. */
  values: Type.Optional(Type.Array(value)),
  counts: Type.Optional(Type.Array(count)),
  /** Of times; those of numbers stand there. */
  infinities: Type.Optional(object({ positive: count, negative: count })),
  /** Else sketches of them. Sums of the finite numbers, and of their squares. */
  sum: Type.Optional(exactSum),
  squares: Type.Optional(exactSum),
  /** The least hashes of the distinct values: `stats/distinct-sketch.ts`. */
  hashes: Type.Optional(Type.Array(count)),
  /** `stats/log-histogram.ts`. */
  logHistogram: Type.Optional(object({ bins: Type.Array(Type.Integer()), counts: Type.Array(count) })),
  /** The most frequent texts; any other one occurs at most `error` times. */
  frequent: Type.Optional(
    object({ values: Type.Array(Type.String()), counts: Type.Array(count), error: count }),
  ),
  /** Sum of the lengths of texts. */
  characters: Type.Optional(count),
  /** The days since 1970 that occur, and how often. */
  days: Type.Optional(object({ days: Type.Array(Type.Integer()), counts: Type.Array(count) })),
  /** Sum of the lengths of lists. */
  items: Type.Optional(count),
  label: Type.Optional(
    object({
      /** Σ x, Σ x², Σ y, Σ y², Σ xy. */
      sums: Type.Optional(Type.Array(exactSum, { minItems: 5, maxItems: 5 })),
      cells: Type.Optional(Type.Array(value)),
      labelCells: Type.Optional(Type.Array(value)),
      /** Rows by cell, and by cell of the label within it. */
      joint: Type.Optional(Type.Array(Type.Array(count))),
    }),
  ),
  weighted: Type.Optional(
    object({
      weight: exactSum,
      missing: exactSum,
      /** Σ w x, Σ w x². */
      sums: Type.Optional(Type.Array(exactSum, { minItems: 2, maxItems: 2 })),
      values: Type.Optional(Type.Array(value)),
      weights: Type.Optional(Type.Array(exactSum)),
    }),
  ),
});

const ColumnProfileSchema = object({
  name: Type.String(),
  type: Type.Enum([...COLUMN_TYPES]),
  /** Values that are there; `present` + `missing` is the number of rows. */
  present: count,
  missing: count,
  /** Number of different values, without missing ones and NaN; exact but where `estimated` has it. */
  distinct: count,
  /** The values look like personal data: there are no figures that would show them. */
  hidden: Type.Optional(Type.Literal(true)),
  numbers: Type.Optional(NumbersSchema),
  histogram: Type.Optional(HistogramSchema),
  /**
   * The most frequent values, by count and then by value, both descending (as TFDV orders them): all of
   * them where there are few, else only such as occur at least twice. Long texts are cut.
   */
  top: Type.Optional(Type.Array(object({ value, count }))),
  /** Characters of texts. */
  lengths: Type.Optional(SpanSchema),
  /** Values of a binary column that are not UTF-8. */
  invalidUtf8: Type.Optional(count),
  /** Items of lists. */
  items: Type.Optional(SpanSchema),
  trues: Type.Optional(count),
  /** First and last date or timestamp, as ISO 8601 text. */
  period: Type.Optional(object({ from: Type.String(), to: Type.String() })),
  /** Whole UTC days: how many occur, how many between the first and the last do not, the most of those in a row. */
  gaps: Type.Optional(object({ days: count, missingDays: count, longestGapDays: count })),
  label: Type.Optional(LabelSchema),
  weighted: Type.Optional(WeightedSchema),
  /** Which figures of joined profiles are estimates, and how good they are. */
  estimated: Type.Optional(
    object({
      /** Relative standard error. */
      distinct: Type.Optional(Type.Number()),
      /** Largest relative error of a value. */
      quantiles: Type.Optional(Type.Number()),
      /** Shares of bins are those of values with the quantiles' error. */
      histogram: Type.Optional(Type.Literal(true)),
      /** A value may occur so many times more than listed. */
      top: Type.Optional(count),
    }),
  ),
  merge: Type.Optional(MergeSchema),
});

const SliceSchema = object({
  column: Type.String(),
  /** As text; null is the slice of rows without a value. */
  value: Type.Union([Type.String(), Type.Null()]),
  rows: count,
  columns: Type.Array(ColumnProfileSchema),
});

const ProfileSchema = object({
  schema: Type.Literal(PROFILE_SCHEMA),
  rows: count,
  columns: Type.Array(ColumnProfileSchema),
  /** The columns that these figures were asked for with. */
  label: Type.Optional(Type.String()),
  weight: Type.Optional(Type.String()),
  slices: Type.Optional(Type.Array(SliceSchema)),
  /** Which part of the dataset this is, from 1 to `of`, of its files or of its rows. */
  shard: Type.Optional(
    object({
      part: Type.Integer({ minimum: 1 }),
      of: Type.Integer({ minimum: 1 }),
      by: Type.Enum(['files', 'rows']),
    }),
  ),
});

export type Profile = Static<typeof ProfileSchema>;
export type ColumnProfile = Static<typeof ColumnProfileSchema>;
export type NumbersProfile = Static<typeof NumbersSchema>;
export type Histogram = Static<typeof HistogramSchema>;
export type MergePart = Static<typeof MergeSchema>;
export type ProfileSlice = Static<typeof SliceSchema>;

/**
 * Reads `profile.json`.
 * @throws DataError where it is not a profile of this version
 */
export function parseProfile(text: string, name: string): Profile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataError(`${name}: not JSON: ${messageOf(error)}`, { hint: HINT, cause: error });
  }
  const version = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (typeof version === 'string' && version.startsWith('mlops-profile/') && version !== PROFILE_SCHEMA) {
    throw new DataError(`${name}: a profile of the version ${version}, where ${PROFILE_SCHEMA} is read`, {
      hint: HINT,
    });
  }
  const [problem] = checkSchema(ProfileSchema, value);
  if (problem) {
    const place = placeText(problem.path, value);
    const wrong = place === '' ? problem.message : `${place}: ${problem.message}`;
    throw new DataError(`${name}: not a profile (${PROFILE_SCHEMA}): ${wrong}`, { hint: HINT });
  }
  return value as Profile;
}

/** The place with the name of its column, which people know it by; empty for the whole. */
function placeText(path: Path, value: unknown): string {
  const [key, index] = path;
  const columns = key === 'columns' ? (value as { columns: unknown }).columns : undefined;
  const column: unknown = Array.isArray(columns) && typeof index === 'number' ? columns[index] : undefined;
  const named = typeof column === 'object' && column !== null && 'name' in column ? column.name : undefined;
  if (typeof named !== 'string' || path.length < 3) return pathText(path);
  return `column ${JSON.stringify(named)}: ${pathText(path.slice(2))}`;
}

const HINT = 'Profiles are written by `mlops profile` and by training; make it anew.';
