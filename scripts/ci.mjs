// All checks in a row; each one runs even when one before it failed, so that one run tells all.
// The last line is `N passed, N failed`, counted in tests and checks.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installDependencies, modernNode, requireNode, root, withNodeFirst } from './lib/toolchain.mjs';

requireNode();
let passed = 0;
let failed = 0;
const failures = [];

/** Runs one check, shows its output, and counts its closing line, or itself as one. */
async function check(title, program, args, env = process.env) {
  console.log(`\n=== ${title}`);
  const started = Date.now();
  const { code, output } = await new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        process.stdout.write(chunk);
        text = (text + chunk).slice(-20_000);
      });
    }
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (status) => resolve({ code: status ?? 1, output: text }));
  });
  const counts = /^(\d+) passed, (\d+) failed/m.exec(output.trimEnd().split('\n').at(-1) ?? '');
  passed += counts ? Number(counts[1]) : code === 0 ? 1 : 0;
  failed += counts ? Math.max(Number(counts[2]), code === 0 ? 0 : 1) : code === 0 ? 0 : 1;
  if (code !== 0)
    failures.push(title, ...(output.match(/^Failed: .*$/gm) ?? []).map((line) => line.slice(8)));
  console.log(
    `=== ${title}: ${code === 0 ? 'ok' : `failed (exit ${code})`} in ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
await check('tests', npm, ['test']);
await installDependencies();
const node = modernNode();
const env = withNodeFirst(node);
const local = (name) => join(root, 'node_modules', '.bin', name);
await check('lint', local('biome'), ['ci', '.'], env);
await check('types', local('tsc'), ['--noEmit', '-p', 'tsconfig.json'], env);
await check('types of the tests', local('tsc'), ['--noEmit', '-p', 'test/tsconfig.json'], env);
await check('dependency arrows', local('depcruise'), ['--config', '.dependency-cruiser.cjs', 'src'], env);
await check('dist is what src builds', node, ['scripts/build.mjs', '--check'], env);
await check('generated docs and schemas', node, ['scripts/docs.ts', '--check'], env);
await check('size of what a job downloads', node, ['scripts/size.mjs'], env);
await check('the example, from the committed dist', npm, ['start']);
await check('end to end', npm, ['run', 'e2e', '--', '--no-skip'], env);

for (const failure of failures) console.log(`Failed: ${failure}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
