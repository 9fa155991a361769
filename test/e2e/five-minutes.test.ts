import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csv, orders } from '../stages/orders.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const python = process.env.MLOPS_PEER_PYTHON ?? 'python3';
const hasPython = spawnSync(python, ['-c', 'import sklearn, skl2onnx, pandas, pyarrow']).status === 0;
/** A folder with the packages that the page installs. */
const packages = process.env.MLOPS_TFJS_START;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'five-minutes-'));
  writeFileSync(join(folder, 'orders.csv'), csv(orders()));
});
afterEach(() => {
  run('mlops deploy --stop');
  rmSync(folder, { recursive: true, force: true });
});

/** The part of the page under a heading. */
function part(heading: string): string {
  const [, text = ''] = README.split(`### ${heading}\n`);
  return text.split(/^##/m)[0] ?? '';
}

/** The first block of a language in it. */
function block(text: string, language: string): string {
  const [, found = ''] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  expect(found).not.toBe('');
  return found;
}

function run(commands: string, path: readonly string[] = []) {
  const mlops = `mlops() { "${process.execPath}" "${join(ROOT, 'dist/cli.mjs')}" "$@"; }`;
  const PATH = [...path, dirname(process.execPath), process.env.PATH].join(delimiter);
  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH } } as const;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `${mlops}\nset -e\n${commands}`], options);
  return { status, printed: `${stdout}${stderr}` };
}

/** Types the commands of mlops that a part has; what it installs is there already. */
function type(text: string, path?: readonly string[]): void {
  const commands = [...text.matchAll(/^ {4}(mlops .*)$/gm)].map(([, command]) => command);
  expect(commands.length).toBeGreaterThan(0);
  const { status, printed } = run(commands.join('\n'), path);
  expect(status, printed).toBe(0);
}

/** Puts the page's line about training in the place of the one that init wrote. */
function edit(text: string): void {
  const [line = ''] = block(text, 'yaml').split('\n');
  const config = join(folder, 'mlops.yml');
  const before = readFileSync(config, 'utf8');
  const after = before.replace(/^train: .*$/m, line);
  expect(after).not.toBe(before);
  writeFileSync(config, after);
}

function expectReleased(path?: readonly string[]): void {
  const { status, printed } = run('mlops run', path);
  expect(status, printed).toBe(0);
  expect(printed).toContain('orders: accepted');
  expect(printed).toContain('v1.0.0 runs in production');
}

describe('the five minutes of the README, typed in an empty folder', () => {
  test('by who has a CSV file', () => {
    const text = part('You have a CSV file');
    expect(text).toContain('mlops run');
    type(text);
    expect(run('mlops report').printed).toContain('v1.0.0');
  });

  test.skipIf(!hasPython)(
    'by who trains in Python (needs MLOPS_PEER_PYTHON with scikit-learn, skl2onnx, pandas and pyarrow)',
    () => {
      const text = part('You train in Python');
      const bin = dirname(
        spawnSync(python, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout.trim(),
      );
      type(text, [bin]);
      writeFileSync(join(folder, 'train.py'), block(text, 'python'));
      edit(text);
      expectReleased([bin]);
    },
  );

  test.skipIf(!packages)('by who has TF.js (needs MLOPS_TFJS_START)', () => {
    const text = part('Your model is TF.js');
    symlinkSync(join(packages ?? '', 'node_modules'), join(folder, 'node_modules'));
    type(text);
    copyFileSync(join(ROOT, 'examples/tfjs/train.mjs'), join(folder, 'train.mjs'));
    edit(text);
    expectReleased();
  });
});
