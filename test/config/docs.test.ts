import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { inputsTable, outputsTable } from '../../scripts/docs/action-tables.ts';
import { generatedFiles } from '../../scripts/docs/files.ts';
import { replaceBetween } from '../../scripts/docs/markers.ts';
import { publishedConfigSchema } from '../../src/config/json-schema.ts';
import { readConfig } from '../../src/config/load.ts';
import { parseContract } from '../../src/data/contract/contract-file.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const SAMPLE = read('test/fixtures/config/flights.yml');

/** A validator that knows the standard's keywords only, as an editor has. */
function editor() {
  const ajv = new Ajv2020.default({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
  });
  const validate = ajv.compile(publishedConfigSchema());
  return (yaml: string) => (validate(parse(yaml)) ? [] : (validate.errors ?? []));
}

describe('generated files', () => {
  it.each(generatedFiles(ROOT))('$path is what the schemas and action.yml say', ({ path, content }) => {
    expect(read(path)).toBe(content);
  });

  it('are standard JSON Schemas', () => {
    const schemas = generatedFiles(ROOT).filter(({ path }) => path.endsWith('.json'));
    expect(schemas.length).toBeGreaterThanOrEqual(8);
    for (const { content } of schemas) {
      const ajv = new Ajv2020.default({ strict: true, strictRequired: false, allowUnionTypes: true });
      expect(() => ajv.compile(JSON.parse(content) as object)).not.toThrow();
    }
  });
});

describe('the schema for editors', () => {
  const problems = editor();

  it('takes what the program takes', () => {
    expect(problems(SAMPLE)).toEqual([]);
    expect(
      problems(
        SAMPLE.replace(/^model: .*$/m, 'models: { a-b: { model: { task: regression, label: x } }, c-d: }'),
      ),
    ).toEqual([]);
  });

  it.each([
    ['at-least', 'atleast'],
    ['trainer: tfjs', 'trainer: tfj'],
    ['kind: folder', 'kind: s3'],
    ['window: 30d', 'window: 30 days'],
    ['seed: 7', 'seed: x'],
    ['version: 1', 'version: 2'],
    ['features:', 'models: { a-b: { gate: { threshold: 7 } } }\nfeatures:'],
    ['features:', 'models: { a-b: { gaet: {} } }\nfeatures:'],
  ])('refuses %s → %s', (from, to) => {
    expect(problems(SAMPLE.replace(from, to))).not.toEqual([]);
  });
});

describe('examples in the docs', () => {
  const blocks = (page: string) =>
    [...read(page).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);

  it.each(blocks('docs/config.md').map((yaml, index) => ({ yaml, index })))(
    'of the config are valid: $index',
    ({ yaml }) => {
      const part = parse(yaml) as Record<string, Record<string, unknown>>;
      const base = parse(SAMPLE) as Record<string, Record<string, unknown>>;
      const isWhole = 'version' in part;
      const deploy = part.deploy ? { ...base.deploy, ...part.deploy } : base.deploy;
      const whole = isWhole
        ? part
        : {
            ...base,
            ...part,
            deploy,
            data: {
              ...base.data,
              ...part.data,
              sources: { ...(base.data?.sources as object), ...(part.data?.sources as object) },
            },
          };
      const text = stringify(whole);
      const models = 'models' in whole ? Object.keys(whole.models ?? {}) : [undefined];
      for (const model of models) readConfig(text, 'mlops.yml', model === undefined ? {} : { model });
      expect(editor()(text)).toEqual([]);
    },
  );

  it.each(blocks('docs/contract.md').map((yaml, index) => ({ yaml, index })))(
    'of the contract are valid: $index',
    ({ yaml }) => {
      expect(parseContract(yaml, 'contract.yml').value.version).toBe(1);
    },
  );
});

describe('example projects', () => {
  const configs = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml') && !path.includes('node_modules') && !path.includes('.mlops'))
    .filter((path) => /^(model|models):/m.test(read(join('examples', path))));

  it.each(configs)('%s is valid, for the program and for editors', (path) => {
    const text = read(join('examples', path));
    expect(readConfig(text, path).config.version).toBe(1);
    expect(editor()(text)).toEqual([]);
  });
});

describe('tables of actions', () => {
  const ACTION = `name: Train
description: Trains.
inputs:
  config:
    description: The config file | of the model
    default: mlops.yml
  model:
    description: |
      Which model,
      where there are several
  token: { description: A token, required: true }
outputs:
  version: { description: The version }
runs: { using: node24, main: x.mjs }
`;

  it('list inputs and outputs', () => {
    expect(inputsTable(ACTION, 'action.yml')).toBe(
      [
        '| Input | What it does | Default |',
        '| --- | --- | --- |',
        '| `config` | The config file \\| of the model | `mlops.yml` |',
        '| `model` | Which model, where there are several |  |',
        '| `token` | A token | required |',
      ].join('\n'),
    );
    expect(outputsTable(ACTION, 'action.yml')).toContain('| `version` | The version |');
    expect(outputsTable('name: a\ndescription: b', 'action.yml')).toBe('None.');
    expect(() => inputsTable('name: a\ndescription: b\ninputs: { x: { defualt: 1 } }', 'action.yml')).toThrow(
      'action.yml:3:16 inputs.x.defualt: unknown key; did you mean "default"?',
    );
  });

  it('stand between their markers', () => {
    const page = 'a\n<!-- t:start -->\nold\n<!-- t:end -->\nb';
    const written = replaceBetween(page, 't', '| x |', 'p.md');
    expect(written).toBe('a\n<!-- t:start -->\n\n| x |\n\n<!-- t:end -->\nb');
    expect(replaceBetween(written, 't', '| x |', 'p.md')).toBe(written);
    for (const broken of ['none', '<!-- t:start -->', '<!-- t:end --><!-- t:start -->', page + page]) {
      expect(() => replaceBetween(broken, 't', 'x', 'p.md')).toThrow('p.md: <!-- t:start -->');
    }
  });
});
