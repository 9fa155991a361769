import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { STAGES } from '../../src/evidence/schema.ts';
import type { InputSpec } from '../../src/github/inputs.ts';
import { ACTIONS, INPUTS, OUTPUTS, stagesNamed } from '../../src/runner/actions.ts';
import { actionFolder, readAction } from './step.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the code takes an input for that is not given. */
function defaultOf(name: string, spec: InputSpec): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
  if (name === 'token') return '${{ github.token }}';
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
  if (name === 'matrix') return '${{ toJSON(matrix) }}';
  return 'otherwise' in spec && spec.otherwise !== undefined ? String(spec.otherwise) : '';
}

describe.each(ACTIONS)('the action %s', (action) => {
  const file = readAction(action);

  test('declares the inputs that the code reads, with the same defaults', () => {
    const declared = Object.fromEntries(
      Object.entries(file.inputs).map(([name, { required, default: otherwise }]) => [
        name,
        { required, otherwise: String(otherwise) },
      ]),
    );
    const read = Object.fromEntries(
      Object.entries(INPUTS[action]).map(([name, spec]) => [
        name,
        { required: 'required' in spec && spec.required === true, otherwise: defaultOf(name, spec) },
      ]),
    );
    expect(declared).toEqual(read);
  });

  test('declares the outputs that the code writes', () => {
    expect(Object.keys(file.outputs).sort()).toEqual([...OUTPUTS[action]].sort());
  });

  test('runs its bundle on Node 24', () => {
    const main = action === 'pipeline' ? 'dist/pipeline.mjs' : `../../dist/${action}.mjs`;
    expect(file.runs).toEqual({ using: 'node24', main });
    const stub = readFileSync(join(ROOT, 'dist', `${action}.mjs`), 'utf8');
    expect(stub).toContain(`await action('${action}')`);
  });
});

test.each(STAGES)('%s is described beside it, with permissions and an example', (action) => {
  const file = readAction(action);
  const readme = readFileSync(join(ROOT, actionFolder(action), 'README.md'), 'utf8');
  expect(readme).toContain('permissions:');
  expect(readme).toContain(`actions/${action}@`);
  for (const name of [...Object.keys(file.inputs), ...Object.keys(file.outputs)]) {
    expect(readme, name).toContain(`| \`${name}\` |`);
  }
});

test('the root action takes stages in any order and refuses what is none', () => {
  expect(stagesNamed(' train,\nvalidate-data')).toEqual(['validate-data', 'train']);
  expect(stagesNamed('')).toBeNull();
  expect(() => stagesNamed('training')).toThrow(/"training".*none/);
});
