import type Ajv2020 from 'ajv/dist/2020.js';
import type { ErrorObject, FuncKeywordDefinition, ValidateFunction } from 'ajv/dist/2020.js';
import type { DataValidateFunction, DataValidationCxt } from 'ajv/dist/types/index.js';

type JsonSchema = Record<string, unknown>;

/** What `withLazyShapes` makes of `discriminator` and `oneOf`. */
const KEYWORD = 'shapes';

interface Shapes {
  readonly discriminator: { readonly propertyName: string };
  readonly oneOf: readonly JsonSchema[];
}

/**
 * A schema whose shapes that are told apart by a constant are compiled when a value first has one: a
 * contract may use any of forty kinds of rules, and most use three. The checks are those of ajv's `discriminator`.
 */
export function withLazyShapes(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('discriminator' in value)) return value;
    const { discriminator, oneOf, ...rest } = value as unknown as Shapes & JsonSchema;
    return { ...rest, [KEYWORD]: { discriminator, oneOf } };
  }) as JsonSchema;
}

/** The keyword that `withLazyShapes` writes. What is wrong within a shape comes as one error: `withinShapes` unpacks it. */
export function shapesKeyword(ajv: Ajv2020.default): FuncKeywordDefinition {
  return {
    keyword: KEYWORD,
    type: 'object',
    schemaType: 'object',
    compile({ discriminator: { propertyName: tag }, oneOf }: Shapes, parent) {
      const compiled = new Map<JsonSchema, ValidateFunction>();
      const shapeOf = (data: JsonSchema) =>
        oneOf.find(({ properties }) => (properties as Record<string, JsonSchema>)[tag]?.const === data[tag]);
      const validate: DataValidateFunction = (data: JsonSchema, context?: DataValidationCxt) => {
        const shape = Object.hasOwn(data, tag) ? shapeOf(data) : undefined;
        if (!shape) {
          const instancePath = context?.instancePath ?? '';
          const params = { tag, tagValue: data[tag] };
          const error = {
            keyword: 'discriminator',
            instancePath,
            params,
            data,
            parentSchema: { ...parent, oneOf },
          };
          validate.errors = [{ keyword: KEYWORD, params: { errors: [error] } }];
          return false;
        }
        const check = compiled.get(shape) ?? ajv.compile(shape);
        compiled.set(shape, check);
        const holds = check(data, context);
        if (!holds) validate.errors = [{ keyword: KEYWORD, params: { errors: check.errors } }];
        return holds;
      };
      return validate;
    },
  };
}

/** The errors within the shape of `error`; undefined where it is another one. */
export function withinShapes(error: ErrorObject): ErrorObject[] | undefined {
  return error.keyword === KEYWORD ? (error.params.errors as ErrorObject[]) : undefined;
}
