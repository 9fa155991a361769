import Type from 'typebox';
import { digest, object } from '../system/schema-shapes.ts';

/** The shapes that the evidence of several stages shares. */

export const figure = Type.Union([Type.Number(), Type.Null()]);
export const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
export const figures = Type.Record(Type.String(), figure);
export const share = Type.Number({ minimum: 0, maximum: 1 });
export const time = Type.String({ minLength: 20 });
export const verdict = Type.Enum(['pass', 'fail', 'inconclusive']);
export const task = Type.Enum(['binary-classification', 'multiclass-classification', 'regression']);

export const FileSchema = object({ path: Type.String(), sha256: digest });

export const PeriodSchema = object({
  rows: Type.Integer({ minimum: 0 }),
  /** Half-open [from, to) where the split is by time. */
  from: Type.Optional(time),
  to: Type.Optional(time),
});
