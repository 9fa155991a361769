// Every job that uses an action downloads this archive, so its size is a budget.
import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { root } from './lib/toolchain.mjs';

const BUDGET = 6_000_000;
const paths = ['dist', 'actions', 'action.yml'];
const { status, stdout, stderr } = spawnSync('git', ['archive', 'HEAD', ...paths], {
  cwd: root,
  maxBuffer: 1 << 28,
});
if (status !== 0) {
  console.error(`git archive failed: ${stderr}`);
  process.exit(1);
}
const size = gzipSync(stdout).length;
console.log(`${paths.join(', ')}: ${(size / 1e6).toFixed(2)} MB compressed, of ${BUDGET / 1e6} MB allowed`);
process.exit(size < BUDGET ? 0 : 1);
