import Type, { type Static, type TObject, type TSchema } from 'typebox';

/** The shapes that the schemas of several rooms are made of. */

/** An object with these keys and no others. */
export function object<T extends Record<string, TSchema>>(properties: T, description?: string): TObject<T> {
  const about = description === undefined ? {} : { description };
  return Type.Object(properties, { additionalProperties: false, ...about });
}

/** A key that may be left out: the check then fills in `value`, so the type says it is there. */
export function defaulted<T extends TSchema>(schema: T, value: Static<T>): T {
  return Type.Optional({ ...schema, default: value } as T) as unknown as T;
}

/** A login of GitHub; those of companies have a part behind an underscore. */
export const LOGIN = '^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$';

/** A SHA-256 as `digestOf` writes it. */
export const digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' });
