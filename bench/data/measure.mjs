// A program as a whole process: how long it took, how much CPU and how much memory it had at most.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Ticks of /proc's CPU times in a second: 100 on every Linux that runs Node. */
const TICKS = 100;

/** CPU seconds of this process's ended children; undefined where there is no /proc. */
function childrenCpu() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
    return (Number(fields[13]) + Number(fields[14])) / TICKS;
  } catch {
    return undefined;
  }
}

function peakBytes(pid) {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Number(found[1]) * 1024 : 0;
  } catch {
    return 0;
  }
}

/**
 * Runs a program to its end.
 * @returns {Promise<{seconds: number, cpu: number, peak: number, output: string}>} wall seconds, CPU seconds, bytes
 * @throws where it ends with another code than those of `codes`
 */
export function measure(program, args, { codes = [0], env = process.env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const before = childrenCpu();
    const started = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env, cwd });
    const [output, errors] = [[], []];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => errors.push(chunk));
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, peakBytes(child.pid));
    }, 20);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const seconds = (performance.now() - started) / 1000;
      if (!codes.includes(code)) {
        const said = Buffer.concat(errors).toString().trim().split('\n').slice(-20).join('\n');
        reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${said}`));
        return;
      }
      const cpu = (childrenCpu() ?? Number.NaN) - (before ?? Number.NaN);
      resolve({ seconds, cpu, peak, output: Buffer.concat(output).toString() });
    });
  });
}

/** The run with the least time of several: what the machine's other work did not slow. */
export async function best(times, run) {
  let found;
  for (let time = 0; time < times; time++) {
    const one = await run();
    if (!found || one.seconds < found.seconds) found = one;
  }
  return found;
}

export const show = ({ seconds, cpu, peak }) =>
  `${seconds.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU, ${(peak / 1e9).toFixed(2)} GB`;
