import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/system/errors.ts';
import { type ProgramOptions, runProgram } from '../../src/system/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'mlops-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = { PATH: process.env.PATH };

/** Runs JavaScript in a process of its own and keeps its lines. */
async function node(code: string, options: Partial<ProgramOptions> = {}, ...args: string[]) {
  const lines: string[] = [];
  const result = await runProgram(process.execPath, ['-e', code, ...args], {
    env,
    onLine: (line, stream) => lines.push(stream === 'stdout' ? line : `! ${line}`),
    ...options,
  });
  return { ...result, lines };
}

/** Whether a process still runs. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie has ended: only nobody has asked how.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('runProgram', () => {
  test('gives the exit code and the lines of both streams', async () => {
    const result = await node(
      "console.log('a\\r\\nb'); console.error('c'); process.stdout.write('é no end'); process.exitCode = 3",
    );
    expect(result.code).toBe(3);
    expect(result.stopped).toBeUndefined();
    expect(result.lines.filter((line) => !line.startsWith('!'))).toEqual(['a', 'b', 'é no end']);
    expect(result.lines).toContain('! c');
  });

  test('shows progress bars that never end a line, and cuts endless lines', async () => {
    expect((await node("process.stdout.write('10%\\r20%\\r30%')")).lines).toEqual(['10%', '20%', '30%']);
    const { lines } = await node("process.stdout.write('x'.repeat(1e6))");
    expect(lines.join('')).toHaveLength(1e6);
    expect(lines.length).toBeGreaterThan(10);
  });

  test('passes arguments as they are: there is no shell', async () => {
    const odd = ['$(touch x); `id`', '"quotes" and \'more\'', 'two\nlines', '*'];
    const { lines } = await node(
      'console.log(JSON.stringify(process.argv.slice(1)))',
      { cwd: folder },
      ...odd,
    );
    expect(JSON.parse(lines[0] ?? '')).toEqual(odd);
  });

  test('gives the program this folder and this environment, nothing more', async () => {
    process.env.MLOPS_TEST_SECRET = 'secret';
    const { lines } = await node(
      'console.log(process.cwd()); console.log(process.env.MLOPS_TEST_SECRET, process.env.A)',
      {
        cwd: folder,
        env: { ...env, A: '1', B: undefined },
      },
    );
    expect(lines[0]).toMatch(/mlops-process-/);
    expect(lines[1]).toBe('undefined 1');
    delete process.env.MLOPS_TEST_SECRET;
  });

  test('a program that is not there is the user’s to mend', async () => {
    await expect(runProgram('no-such-program', [], { env })).rejects.toThrow(UserError);
    await expect(runProgram('no-such-program', [], { env })).rejects.toThrow(
      /no-such-program cannot be started/,
    );
    await expect(runProgram(process.execPath, [], { env, cwd: join(folder, 'absent') })).rejects.toThrow(
      UserError,
    );
  });

  test('a program that takes too long is stopped', async () => {
    const result = await node('setInterval(() => {}, 1000)', { timeoutMs: 50 });
    expect(result).toMatchObject({ code: null, signal: 'SIGTERM', stopped: 'timeout' });
  });

  test('the children of a program that is stopped are stopped too', async () => {
    const child =
      "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })";
    const abort = new AbortController();
    const lines: string[] = [];
    const { stopped } = await node(`console.log(${child}.pid); setInterval(() => {}, 1000)`, {
      signal: abort.signal,
      onLine: (line) => {
        lines.push(line);
        abort.abort();
      },
    });
    expect(stopped).toBe('abort');
    expect(Number(lines[0])).toBeGreaterThan(1);
    // Its pipes close a moment before it is gone.
    await expect.poll(() => alive(Number(lines[0]))).toBe(false);
  });

  test('a child that outlives the program that was stopped is killed', async () => {
    const stubborn = "process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000)";
    const abort = new AbortController();
    const lines: string[] = [];
    await node(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: ['ignore', 'inherit', 'ignore'] });
       setInterval(() => {}, 1000)`,
      {
        signal: abort.signal,
        onLine: (line) => {
          lines.push(line);
          abort.abort();
        },
      },
    );
    await expect.poll(() => alive(Number(lines[0]))).toBe(false);
  });

  test('one that does not want to end is killed', async () => {
    const abort = new AbortController();
    const result = await node(
      "process.on('SIGTERM', () => console.log('no')); console.log('up'); setInterval(() => {}, 1000)",
      {
        signal: abort.signal,
        graceMs: 200,
        onLine: () => abort.abort(),
      },
    );
    expect(result).toMatchObject({ code: null, signal: 'SIGKILL', stopped: 'abort' });
    expect((await node('', { signal: abort.signal })).stopped).toBe('abort');
  });

  test('a grandchild that keeps the pipes open does not hold us up', async () => {
    const child =
      "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit', detached: true })";
    const result = await node(`const c = ${child}; c.unref(); console.log(c.pid)`);
    expect(result.code).toBe(0);
    process.kill(Number(result.lines[0]), 'SIGKILL');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s is passed on, and then ends us too', async (signal) => {
    const script = join(folder, `${signal}.ts`);
    const module = join(import.meta.dirname, '../../src/system/process.ts');
    const program = `process.on('${signal}', () => { console.log('told'); process.exit(7); }); console.log('up'); setInterval(() => {}, 1000)`;
    writeFileSync(
      script,
      `import { runProgram } from ${JSON.stringify(module)};
       const result = await runProgram(process.execPath, ['-e', ${JSON.stringify(program)}], { env: {}, onLine: (line: string) => process.send?.(line) });
       process.send?.(JSON.stringify(result));
       setInterval(() => {}, 1000);`,
    );
    const parent = fork(script, { execArgv: ['--experimental-strip-types', '--no-warnings'] });
    const messages: string[] = [];
    parent.on('message', (message) => {
      messages.push(String(message));
      if (message === 'up') parent.kill(signal);
    });
    const [code, ended] = await once(parent, 'exit');
    expect([code, ended]).toEqual([null, signal]);
    expect(messages.slice(0, 2)).toEqual(['up', 'told']);
  });

  test('what does not end when it is asked to does not outlive us', async () => {
    const script = join(folder, 'outlived.ts');
    const module = join(import.meta.dirname, '../../src/system/process.ts');
    const program = "process.on('SIGINT', () => {}); console.log(process.pid); setInterval(() => {}, 1000)";
    writeFileSync(
      script,
      `import { runProgram } from ${JSON.stringify(module)};
       process.on('SIGINT', () => setTimeout(() => process.exit(130), 50));
       await runProgram(process.execPath, ['-e', ${JSON.stringify(program)}], { env: {}, onLine: (line: string) => process.send?.(line) });`,
    );
    const parent = fork(script, { execArgv: ['--experimental-strip-types', '--no-warnings'] });
    const [pid] = await once(parent, 'message');
    parent.kill('SIGINT');
    expect(await once(parent, 'exit')).toEqual([130, null]);
    await expect.poll(() => alive(Number(pid))).toBe(false);
  });
});
