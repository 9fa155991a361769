import type { TSchema } from 'typebox';
import { plainSchema } from '../system/schema-check.ts';
import { WITHOUT_MODEL } from './predictions-only.ts';
import { ConfigSchema } from './schema/config.ts';
import { MODEL_NAME } from './schema/model.ts';

export type JsonSchema = { [key: string]: unknown };

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** A schema as a standard JSON Schema 2020-12 document, without keywords of our validator. */
export function publishedSchema(schema: TSchema, title: string): JsonSchema {
  return { $schema: DIALECT, title, ...standard(plainSchema(schema)) };
}

/**
 * The schema of `mlops.yml` for editors (`mlops init` writes it beside the config): the config of one model, or several under `models`, where the
 * keys at the top and those of an entry are laid over one another and neither need be whole.
 */
export function publishedConfigSchema(): JsonSchema {
  const whole = standard(plainSchema(ConfigSchema));
  const { version, ...shared } = properties(partial(whole));
  const entry: JsonSchema = {
    type: ['object', 'null'],
    properties: shared,
    additionalProperties: false,
    description: 'The configuration of one model, laid over the keys at the top of the file.',
  };
  return {
    $schema: DIALECT,
    title: 'mlops.yml',
    if: { type: 'object', required: ['models'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      type: 'object',
      required: ['version', 'models'],
      properties: {
        version,
        models: {
          type: 'object',
          patternProperties: { [MODEL_NAME]: entry },
          additionalProperties: false,
          minProperties: 1,
          description: 'Several models by name, each laid over the keys at the top of the file.',
        },
        ...shared,
      },
      additionalProperties: false,
    },
    else: withoutModel(whole),
  };
}

/** As `completeForPredictions` has it: files of predictions are judged without data and without a model. */
function withoutModel(whole: JsonSchema): JsonSchema {
  const left = WITHOUT_MODEL as readonly string[];
  const required = (whole.required as readonly string[]).filter((key) => !left.includes(key));
  const files = { gate: { type: 'object', required: ['predictions'] } };
  return { ...whole, required, anyOf: [{ required: left }, { type: 'object', properties: files }] };
}

function properties(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema.properties ?? {}) as Record<string, JsonSchema>;
}

/** Without `discriminator`, which is no keyword of JSON Schema: each of the `oneOf` has its own constant. */
function standard(schema: JsonSchema): JsonSchema {
  return changed(schema, ({ discriminator: _, ...rest }) => rest);
}

/** What may be left out because another layer has it: nothing is required of mappings, lists stay whole. */
function partial(schema: JsonSchema): JsonSchema {
  const { required: _, oneOf, minProperties: __, default: ___, ...rest } = schema;
  const inner = Object.entries(properties(rest)).map(([key, value]) => [key, partial(value)]);
  return {
    ...rest,
    ...(inner.length > 0 ? { properties: Object.fromEntries(inner) } : {}),
    ...(Array.isArray(oneOf) ? { anyOf: oneOf.map((shape) => partial(shape as JsonSchema)) } : {}),
    ...(rest.patternProperties
      ? {
          patternProperties: Object.fromEntries(
            Object.entries(rest.patternProperties as Record<string, JsonSchema>).map(([key, value]) => [
              key,
              partial(value),
            ]),
          ),
        }
      : {}),
  };
}

/** `schema` with `change` made to each mapping in it, the inner ones first. */
function changed(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? change(value as JsonSchema)
      : value,
  ) as JsonSchema;
}
