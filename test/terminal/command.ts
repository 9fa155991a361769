import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { runTerminal } from '../../src/cli.ts';

const CLI = fileURLToPath(new URL('./mlops.ts', import.meta.url));

/** How a command ended and what it printed. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Blocks of 1024 bytes that a file may have at most, as a disk without more room. */
  readonly fileBlocks?: number;
  /** Called with the process as soon as it runs. */
  readonly started?: (child: ChildProcess) => void;
}

/** Runs the `mlops` command as a process of its own. */
export function mlops(
  args: readonly string[],
  { cwd, env = {}, fileBlocks, started }: CommandOptions,
): Promise<Finished> {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', CLI, ...args];
  const [program, ...rest] =
    fileBlocks === undefined ? node : ['bash', '-c', `ulimit -f ${fileBlocks}; exec "$@"`, 'bash', ...node];
  const child = spawn(program as string, rest, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started?.(child);
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, ...texts }));
  });
}

/** Runs it in this process, which starts sooner: for commands that heed no signal and fill no disk. */
export async function mlopsHere(args: readonly string[], { cwd }: { cwd: string }): Promise<Finished> {
  const before = process.cwd();
  const texts = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    }),
  );
  process.chdir(cwd);
  try {
    return { code: await runTerminal(args, { cli: CLI }), ...texts };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}
