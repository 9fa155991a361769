import Type, { type Static } from 'typebox';
import { DATE_PARTS } from '../config/schema/features.ts';
import { COLUMN_TYPES, type ColumnType } from '../data/engine/frame.ts';
import { DataError, messageOf } from '../system/errors.ts';
import { checkSchema, pathText } from '../system/schema-check.ts';
import { object } from '../system/schema-shapes.ts';

/**
 * What fitting leaves, as plain JSON: `transform.json` of a model package. A feature is a column and
 * the steps that turn one value of it into numbers: any number of scalar steps, then at most one that
 * widens (one-hot, hash, bucketize, cyclic).
 */
export const TRANSFORM_FORMAT = 'mlops-transform/1';

const StepSchema = Type.Union([
  object({ step: Type.Literal('impute'), value: Type.Union([Type.Number(), Type.String()]) }),
  object({ step: Type.Literal('log1p') }),
  /** (x - mean) / scale; scale 0 is a constant feature and gives 0. */
  object({ step: Type.Literal('standardize'), mean: Type.Number(), scale: Type.Number({ minimum: 0 }) }),
  object({ step: Type.Literal('date-part'), part: Type.Enum([...DATE_PARTS]) }),
  object({
    step: Type.Literal('one-hot'),
    categories: Type.Array(Type.String(), { maxItems: 10_000, uniqueItems: true }),
    /** Whether training had missing values: then they are a category, else they count as unseen. */
    missing: Type.Boolean(),
  }),
  object({ step: Type.Literal('hash'), buckets: Type.Integer({ minimum: 2, maximum: 65_536 }) }),
  /** Inner edges, ascending: bucket i holds edge[i-1] <= x < edge[i]. */
  object({ step: Type.Literal('bucketize'), boundaries: Type.Array(Type.Number(), { maxItems: 65_535 }) }),
  object({ step: Type.Literal('cyclic'), period: Type.Number({ exclusiveMinimum: 0 }) }),
]);

const FittedTransformsSchema = object({
  format: Type.Literal(TRANSFORM_FORMAT),
  features: Type.Array(
    object({
      column: Type.String(),
      type: Type.Enum([...COLUMN_TYPES]),
      steps: Type.Array(StepSchema, { maxItems: 16 }),
    }),
    { minItems: 1, maxItems: 100_000 },
  ),
});

export type FittedTransforms = Static<typeof FittedTransformsSchema>;
export type FittedFeature = FittedTransforms['features'][number];
export type FittedStep = Static<typeof StepSchema>;

/** What a value is between two steps; `row` is a widened one, which nothing may follow. */
export type Kind = 'number' | 'text' | 'time' | 'row';

/** What the first step of a feature sees: text for strings and for booleans that become categories. */
export function kindOfSource(type: ColumnType, steps: readonly { readonly step: string }[]): Kind {
  if (type === 'string') return 'text';
  if (type === 'timestamp' || type === 'date') return 'time';
  const first = steps.find(({ step }) => step !== 'impute' && step !== 'numeric')?.step;
  return type === 'boolean' && (first === 'one-hot' || first === 'hash') ? 'text' : 'number';
}

/** What `step` makes of a `kind`, or undefined where it cannot follow. */
export function kindAfter(kind: Kind, step: FittedStep): Kind | undefined {
  switch (step.step) {
    case 'impute':
      return kind !== 'row' && (kind === 'text') === (typeof step.value === 'string') ? kind : undefined;
    case 'log1p':
    case 'standardize':
      return kind === 'number' ? 'number' : undefined;
    case 'date-part':
      return kind === 'time' ? 'number' : undefined;
    case 'one-hot':
    case 'hash':
      return kind === 'number' || kind === 'text' ? 'row' : undefined;
    case 'bucketize':
    case 'cyclic':
      return kind === 'number' ? 'row' : undefined;
  }
}

/**
 * Fitted transforms from the text of a `transform.json`, which may come from anywhere: its shape, the
 * order of its steps and its boundaries are checked. `where` names the file for the message.
 * @throws DataError
 */
export function parseFittedTransforms(text: string, where: string): FittedTransforms {
  const refuse = (what: string): never => {
    throw new DataError(`${where} is damaged: ${what}`, {
      hint: 'Restore the file, or train the model again.',
    });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(`not JSON (${messageOf(error)})`);
  }
  const problem = checkSchema(FittedTransformsSchema, value)[0];
  if (problem) return refuse(`${pathText(problem.path)} ${problem.message}`);
  const fitted = value as FittedTransforms;
  for (const [index, { type, steps }] of fitted.features.entries()) {
    let kind: Kind | undefined = kindOfSource(type, steps);
    for (const step of steps) {
      kind = kind && kindAfter(kind, step);
      if (!kind) return refuse(`features[${index}]: ${step.step} cannot stand where it does`);
      if (step.step === 'bucketize' && !ascending(step.boundaries)) {
        return refuse(`features[${index}]: its boundaries do not ascend`);
      }
    }
    if (kind !== 'number' && kind !== 'row') return refuse(`features[${index}]: ${kind} reaches the model`);
  }
  return fitted;
}

/** Whether each number is greater than the one before. */
export function ascending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] as number));
}
