import type { TSchema } from 'typebox';
import type { JsonSchema } from '../../src/config/json-schema.ts';
import { DAY, DAYS, DURATION } from '../../src/config/schema/shapes.ts';
import { plainSchema } from '../../src/system/schema-check.ts';
import { table } from './markers.ts';

/** The table of the keys of a mapping; keys of small mappings inside it are rows of their own. */
export function schemaTable(schema: TSchema): string {
  return keysTable(plainSchema(schema));
}

/** One table for each shape of a mapping that the constant in `tag` tells apart. */
export function shapeTables(schema: TSchema, tag: string): string {
  const shapes = plainSchema(schema).oneOf as JsonSchema[];
  return shapes
    .map((shape) => {
      const { [tag]: constant, ...others } = propertiesOf(shape);
      const rest = { ...shape, properties: others };
      const keys = Object.keys(others).length > 0 ? keysTable(rest) : 'No other keys.';
      return `**\`${tag}: ${String(constant?.const)}\`**: ${String(shape.description)}\n\n${keys}`;
    })
    .join('\n\n');
}

function keysTable(schema: JsonSchema): string {
  return table(['Key', 'Type', 'Default', 'What it does'], rowsOf(schema, ''));
}

function rowsOf(schema: JsonSchema, prefix: string): string[][] {
  const required = (schema.required ?? []) as string[];
  return Object.entries(propertiesOf(schema)).flatMap(([key, value]) => {
    const row = [
      `\`${prefix}${key}\``,
      typeText(value),
      defaultText(value, required.includes(key)),
      descriptionOf(value),
    ];
    const isSmall = prefix === '' && !OWN_SECTIONS.has(key) && value.type === 'object' && value.properties;
    return isSmall ? [row, ...rowsOf(value, `${key}.`)] : [row];
  });
}

/** Keys whose mappings have a section, and a table, of their own. */
const OWN_SECTIONS: ReadonlySet<string> = new Set([
  'model',
  'data',
  'view',
  'split',
  'train',
  'gate',
  'registry',
  'monitor',
  'severities',
]);

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema.properties ?? {}) as Record<string, JsonSchema>;
}

/** What a description says for a message, and the page says once for all durations. */
const UNIT_REMARK = / \((a whole number and one of|whole days or weeks).*\)$/;

const PATTERN_TYPES: Readonly<Record<string, string>> = {
  [DURATION]: 'duration',
  [DAYS]: 'duration in days or weeks',
  [DAY]: 'day, `latest`',
};

function descriptionOf(schema: JsonSchema): string {
  const text = String(schema.description ?? '')
    .replace(UNIT_REMARK, '')
    .replace(/\.$/, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function defaultText(schema: JsonSchema, required: boolean): string {
  if (required) return '**required**';
  return schema.default === undefined ? '' : `\`${flowText(schema.default)}\``;
}

/** A value as one writes it in YAML. */
function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flowText(inner)}`);
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
}

function typeText(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (Array.isArray(schema.anyOf)) return unionText(schema.anyOf as JsonSchema[]);
  if (Array.isArray(schema.type)) return 'JSON Schema';
  switch (schema.type) {
    case 'array':
      return `list of ${plural(schema.items as JsonSchema)}`;
    case 'object':
      return objectText(schema);
    case 'string':
      return PATTERN_TYPES[String(schema.pattern)] ?? 'text';
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
      return `whole number${boundsText(schema)}`;
    default:
      return `number${boundsText(schema)}`;
  }
}

function unionText(shapes: readonly JsonSchema[]): string {
  const [one, many] = shapes.map(typeText);
  const isListOfOne = shapes.length === 2 && shapes[1]?.type === 'array' && many?.endsWith(String(one));
  if (isListOfOne) return `${one}; or a list of them`;
  return shapes.map(typeText).join(' or ');
}

function plural(items: JsonSchema): string {
  if (items.type === 'string' && !items.enum)
    return items.description === 'a column name' ? 'columns' : 'texts';
  if (items.type === 'object') return 'mappings';
  if (items.type === 'integer' || items.type === 'number')
    return typeText(items).replace('number', 'numbers');
  return typeText(items);
}

function objectText(schema: JsonSchema): string {
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const inner = (values ?? Object.values((schema.patternProperties ?? {}) as object)[0]) as
    | JsonSchema
    | undefined;
  if (!inner) return 'mapping';
  const any = Object.keys(inner).length === 0;
  return any
    ? 'mapping by name'
    : `mapping from names to ${inner.type === 'object' ? 'mappings' : typeText(inner)}`;
}

function boundsText(schema: JsonSchema): string {
  const bounds = [
    ['minimum', '≥'],
    ['exclusiveMinimum', '>'],
    ['maximum', '≤'],
    ['exclusiveMaximum', '<'],
  ] as const;
  const texts = bounds.flatMap(([key, sign]) =>
    schema[key] === undefined ? [] : `${sign} ${String(schema[key])}`,
  );
  return texts.length > 0 ? ` ${texts.join(', ')}` : '';
}
