import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/tutorial.md'), 'utf8');

/** Each block of commands with the lines that stand under it. */
const steps = [...page.matchAll(/```sh\n([\s\S]*?)```(?:\n\n```text\n([\s\S]*?)```)?/g)].map(
  ([, commands = '', shown = '']) => {
    const lines = shown.split('\n').filter((line) => line.trim() !== '');
    const [, code = '0'] = /^exit code (\d+)$/.exec(lines.at(-1) ?? '') ?? [];
    return {
      title: commands.trim().split('\n').at(-1) ?? '',
      commands,
      code: Number(code),
      lines: lines.filter((line) => !line.startsWith('exit code ')),
    };
  },
);

const folder = mkdtempSync(join(tmpdir(), 'tutorial-'));
const MLOPS = `mlops() { "${process.execPath}" "${join(ROOT, 'dist/cli.mjs')}" "$@"; }`;
// What one block leaves in the shell, the next one has.
const SHELL = `${MLOPS}\nset -e\n[ ! -f .shell ] || . ./.shell\n`;
const KEEP = '\ndeclare -p url > .shell 2> /dev/null || true\n';

function run(commands: string) {
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 24 } as const;
  return spawnSync('bash', ['-c', `${SHELL}${commands}${KEEP}`], options);
}

afterAll(() => {
  run('mlops deploy --stop');
  rmSync(folder, { recursive: true, force: true });
});

/** A line as a pattern, in which `…` stands for anything and spaces for any number of them. */
function patternOf(line: string): RegExp {
  const parts = line.trim().split('…');
  const escaped = parts.map((part) =>
    part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+'),
  );
  return new RegExp(escaped.join('.*'));
}

describe('the tutorial', () => {
  test('has commands, and shows what they print', () => {
    expect(steps.length).toBeGreaterThan(8);
    for (const { title, lines } of steps) expect(lines.length, title).toBeGreaterThan(0);
  });

  test.each(steps)('$title', ({ commands, code, lines }) => {
    const { status, stdout, stderr } = run(commands);
    expect(status, `${stdout}${stderr}`).toBe(code);
    for (const line of lines) expect(stdout).toMatch(patternOf(line));
  });
});
