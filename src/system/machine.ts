import { execFile } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { dirname } from 'node:path';

/** The machine that a stage ran on, as evidence names it. */
export interface MachineFacts {
  readonly os: string;
  readonly architecture: string;
  readonly cpu: string;
  /** Cores that this process may use. */
  readonly cores: number;
  /** Memory that this process may use: a container's limit where it has one. */
  readonly memoryBytes: number;
  /** GPU names such as `NVIDIA H200` or `2 × NVIDIA A100`; null where there is none. */
  readonly gpu: string | null;
}

const GPU_DEADLINE = 2000;

/** Memory that this process may use: a container's limit where it has one. */
export function memoryBytes(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = totalmem();
  return limit > 0 && limit < total ? limit : total;
}

/** Describes this machine; asking for GPUs takes two seconds at most. Never throws. */
export async function describeMachine(): Promise<MachineFacts> {
  return {
    os: `${type()} ${release()}`,
    architecture: process.arch,
    cpu: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    memoryBytes: memoryBytes(),
    gpu: gpuText(await gpuList()),
  };
}

/** What `nvidia-smi` lists, one GPU a line; empty where it is not there, fails or hangs. */
function gpuList(): Promise<string> {
  const query = ['--query-gpu=name', '--format=csv,noheader'];
  // Windows looks for programs in the working directory first, and that may hold anything.
  const cwd = dirname(process.execPath);
  const options = { cwd, timeout: GPU_DEADLINE, killSignal: 'SIGKILL', windowsHide: true } as const;
  return new Promise((resolve) => {
    execFile('nvidia-smi', query, options, (error, output) => resolve(error ? '' : output));
  });
}

/** The names in a list of GPUs, one a line, with how many there are of each; null for none. */
export function gpuText(list: string): string | null {
  const counts = new Map<string, number>();
  for (const line of list.split('\n')) {
    const name = line.trim().slice(0, 100);
    if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = [...counts].map(([name, count]) => (count > 1 ? `${count} × ${name}` : name));
  return names.length > 0 ? names.join(', ') : null;
}
