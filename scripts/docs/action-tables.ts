import Type, { type Static } from 'typebox';
import { parseYaml } from '../../src/config/yaml.ts';
import { table } from './markers.ts';

const Action = Type.Object({
  name: Type.String(),
  description: Type.String(),
  inputs: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object(
        {
          description: Type.String({ minLength: 1 }),
          required: Type.Optional(Type.Boolean()),
          default: Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
          deprecationMessage: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
  ),
  outputs: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object(
        { description: Type.String({ minLength: 1 }), value: Type.Optional(Type.String()) },
        { additionalProperties: false },
      ),
    ),
  ),
});

function actionOf(text: string, file: string): Static<typeof Action> {
  return parseYaml(text, file, Action).value;
}

/** The table of the inputs that an `action.yml` declares. */
export function inputsTable(text: string, file: string): string {
  const inputs = Object.entries(actionOf(text, file).inputs ?? {});
  if (inputs.length === 0) return 'None.';
  const rows = inputs.map(([name, input]) => [`\`${name}\``, input.description, defaultText(input)]);
  return table(['Input', 'What it does', 'Default'], rows);
}

function defaultText(input: { required?: boolean; default?: string | number | boolean }): string {
  if (input.required) return 'required';
  return input.default === undefined || input.default === '' ? '' : `\`${String(input.default)}\``;
}

/** The table of the outputs that an `action.yml` declares. */
export function outputsTable(text: string, file: string): string {
  const outputs = Object.entries(actionOf(text, file).outputs ?? {});
  if (outputs.length === 0) return 'None.';
  return table(
    ['Output', 'What it holds'],
    outputs.map(([name, { description }]) => [`\`${name}\``, description]),
  );
}
