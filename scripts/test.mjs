// `npm test`: installs what is missing, runs the fast tests, ends with `N passed, N failed`.
// Arguments are handed to Vitest: `npm test -- test/config`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies, modernNode, requireNode, root, run, withNodeFirst } from './lib/toolchain.mjs';

requireNode();
await installDependencies();
const node = modernNode();
const results = join(root, '.cache', 'test-results.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(results, { force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
const code = await run(node, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
  env: withNodeFirst(node),
});
let passed = 0;
let failed = 0;
try {
  const summary = JSON.parse(readFileSync(results, 'utf8'));
  passed = summary.numPassedTests;
  // A test file that could not even be loaded has no failed test, but it is a failure.
  failed = Math.max(summary.numFailedTests, summary.numFailedTestSuites > 0 ? 1 : 0);
} catch {
  failed = 1;
}
if (code !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
