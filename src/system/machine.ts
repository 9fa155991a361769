import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { type Gpu, readGpus, visibleGpus } from './gpu.ts';

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
  /** The GPUs that programs see, one by one; left out where there is none. */
  readonly gpus?: GpuFacts[];
}

/** A GPU as evidence names it; null is what its driver does not tell. */
export interface GpuFacts {
  readonly name: string;
  readonly memoryBytes: number | null;
  readonly driver: string | null;
}

/** Memory that this process may use: a container's limit where it has one. */
export function memoryBytes(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = totalmem();
  return limit > 0 && limit < total ? limit : total;
}

/** Describes this machine; asking for GPUs takes ten seconds at most, and none where there is no driver. Never throws. */
export async function describeMachine(
  env: Readonly<Record<string, string | undefined>>,
): Promise<MachineFacts> {
  const answer = await readGpus({ env });
  const gpus = visibleGpus(answer.found === 'gpus' ? answer.gpus : [], env.CUDA_VISIBLE_DEVICES);
  return {
    os: `${type()} ${release()}`,
    architecture: process.arch,
    cpu: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    memoryBytes: memoryBytes(),
    ...gpuFacts(gpus),
  };
}

function gpuFacts(gpus: readonly Gpu[]): Pick<MachineFacts, 'gpu' | 'gpus'> {
  if (gpus.length === 0) return { gpu: null };
  return {
    gpu: namesOf(gpus),
    gpus: gpus.map(({ name, memoryBytes: bytes, driver }) => ({ name, memoryBytes: bytes, driver })),
  };
}

/** The names of GPUs, with how many there are of each. */
function namesOf(gpus: readonly { readonly name: string }[]): string {
  const counts = new Map<string, number>();
  for (const { name } of gpus) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${count} × ${name}` : name)).join(', ');
}
