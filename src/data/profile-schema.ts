import Type, { type Static } from 'typebox';
import { DataError, messageOf } from '../system/errors.ts';
import { checkSchema, pathText } from '../system/schema-check.ts';
import { object } from '../system/schema-shapes.ts';
import { COLUMN_TYPES } from './frame.ts';

/**
 * The profile of a dataset: what `profile.json` holds. Plain JSON; a figure that does not exist (the
 * mean of no values) is null, a whole number beyond 2^53 is decimal text.
 */
export const PROFILE_SCHEMA = 'mlops-profile/1';

const count = Type.Integer({ minimum: 0 });
const figure = Type.Union([Type.Number(), Type.Null()]);
/** A number, or the exact decimal text of one that a double cannot hold. */
const exact = Type.Union([Type.Number(), Type.String(), Type.Null()]);

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
});

export const ColumnProfileSchema = object({
  name: Type.String(),
  type: Type.Enum([...COLUMN_TYPES]),
  /** Values that are there; `present` + `missing` is the number of rows. */
  present: count,
  missing: count,
  /** Exact number of different values, without missing ones and NaN. */
  distinct: count,
  numbers: Type.Optional(NumbersSchema),
  histogram: Type.Optional(HistogramSchema),
  /**
   * The most frequent values, by count and then by value, both descending (as TFDV orders them): all of
   * them where there are few, else only such as occur at least twice. Long texts are cut.
   */
  top: Type.Optional(Type.Array(object({ value: Type.Union([Type.String(), Type.Number()]), count }))),
  /** Characters of texts. */
  lengths: Type.Optional(object({ minimum: count, maximum: count, mean: Type.Number() })),
  trues: Type.Optional(count),
  /** First and last date or timestamp, as ISO 8601 text. */
  period: Type.Optional(object({ from: Type.String(), to: Type.String() })),
});

export const ProfileSchema = object({
  schema: Type.Literal(PROFILE_SCHEMA),
  rows: count,
  columns: Type.Array(ColumnProfileSchema),
});

export type Profile = Static<typeof ProfileSchema>;
export type ColumnProfile = Static<typeof ColumnProfileSchema>;
export type NumbersProfile = Static<typeof NumbersSchema>;
export type Histogram = Static<typeof HistogramSchema>;

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
  const [problem] = checkSchema(ProfileSchema, value);
  if (problem) {
    throw new DataError(
      `${name}: not a profile (${PROFILE_SCHEMA}): ${pathText(problem.path)}: ${problem.message}`,
      {
        hint: HINT,
      },
    );
  }
  return value as Profile;
}

const HINT = 'Profiles are written by `mlops profile` and by training; make it anew.';
