// How long a bundled stage takes to its first log line, as a ratio to `node -e 0` in the same run: pairs
// are interleaved, so that a busy machine slows both. Ends with exit code 1 where the claim fails.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLAIM = 3;
const PAIRS = 15;
const dist = join(fileURLToPath(new URL('..', import.meta.url)), 'dist');

/** Milliseconds until the program's first output, or its end where it says nothing. */
function untilFirstOutput(args) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env.PATH },
    });
    let first;
    child.stdout.once('data', () => {
      first = performance.now() - started;
      child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', () => resolve(first ?? performance.now() - started));
  });
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

let failed = false;
for (const stage of [
  'validate-data',
  'train',
  'evaluate-gate',
  'register',
  'deploy',
  'monitor-drift',
  'pipeline',
]) {
  const [bare, bundled] = [[], []];
  for (let pair = 0; pair < PAIRS; pair++) {
    bare.push(await untilFirstOutput(['-e', '0']));
    bundled.push(await untilFirstOutput([join(dist, `${stage}.mjs`)]));
  }
  const ratio = median(bundled) / median(bare);
  failed ||= ratio >= CLAIM;
  console.log(
    `${stage.padEnd(14)} first line after ${ratio.toFixed(2)} × \`node -e 0\` (claim: under ${CLAIM})`,
  );
}
process.exit(failed ? 1 : 0);
