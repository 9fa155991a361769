// `npm test`: installs what is missing, runs the fast tests, ends with `N passed, N failed`.
// Arguments are handed to Vitest: `npm test -- test/config`.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { testResults } from './lib/test-results.mjs';
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
const { passed, failed, failures } = testResults(results, code);
for (const failure of failures) console.log(`Failed: ${failure}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
