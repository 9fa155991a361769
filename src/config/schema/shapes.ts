import Type, { type Static, type TSchema } from 'typebox';

/** The shapes that the parts of the config's schema share. */

/** One of several shapes, told apart by the constant in `key` (ajv's `discriminator`). */
export function oneOfBy<T extends TSchema[]>(key: string, shapes: [...T], description: string) {
  return Type.Unsafe<Static<T[number]>>({
    type: 'object',
    required: [key],
    discriminator: { propertyName: key },
    oneOf: shapes,
    description,
  });
}

export const ENVIRONMENT_NAME = '^[a-z]([a-z0-9-]{0,37}[a-z0-9])?$';
/** At most five digits, so that a time and a duration always make a time. */
export const DURATION = '^[1-9][0-9]{0,4}(s|m|h|d|w)$';
export const DAYS = '^[1-9][0-9]{0,4}(d|w)$';
/** A day, or the last one that there is. */
export const DAY = '^(latest|[0-9]{4}-[0-9]{2}-[0-9]{2})$';

export const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
export const sql = (description: string) => Type.String({ minLength: 1, description });
export const bound = (description: string) => Type.Optional(Type.Number({ description }));
export const column = Type.String({ minLength: 1, description: 'a column name' });
export const columns = (description: string) =>
  Type.Array(column, { minItems: 1, uniqueItems: true, description });
export const duration = (description: string) =>
  Type.String({
    pattern: DURATION,
    description: `${description} (a whole number and one of s, m, h, d, w: \`12h\`)`,
  });
export const days = (description: string) =>
  Type.String({ pattern: DAYS, description: `${description} (whole days or weeks: \`30d\`)` });
export const argv = (description: string) =>
  Type.Array(Type.String({ minLength: 1 }), {
    minItems: 1,
    description: `${description} (program and arguments, no shell)`,
  });
