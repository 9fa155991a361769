import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type AvailableMemory, availableMemory } from './available-memory.ts';
import { type GpuAnswer, readGpus } from './gpu.ts';

/** What is free on a machine at this moment. */
export interface MachineState {
  readonly gpus: GpuAnswer;
  /** CUDA_VISIBLE_DEVICES, where it is set. */
  readonly visible: string | undefined;
  readonly memory: AvailableMemory;
  readonly disks: readonly FreeDisk[];
}

/** Free space of the file system that a folder is on; null where the system does not tell. */
export interface FreeDisk {
  readonly folder: string;
  readonly freeBytes: number | null;
}

export interface MachineQuestion {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a training writes. */
  readonly folders: readonly string[];
  /** How long `nvidia-smi` may take. */
  readonly deadlineMs?: number;
  /** Where `/proc` and `/sys` are looked for. */
  readonly root?: string;
}

/** Measures this machine; nothing is written. Never throws. */
export async function measureMachine(question: MachineQuestion): Promise<MachineState> {
  const [gpus, memory, disks] = await Promise.all([
    readGpus(question),
    availableMemory(question.root),
    Promise.all([...new Set(question.folders.map((folder) => resolve(folder)))].map(freeDisk)),
  ]);
  return { gpus, visible: question.env.CUDA_VISIBLE_DEVICES, memory, disks };
}

async function freeDisk(folder: string): Promise<FreeDisk> {
  let there = folder;
  // A folder that is made later will be where the one above it is.
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  try {
    const { bavail, bsize } = await statfs(there);
    return { folder, freeBytes: bavail * bsize };
  } catch {
    return { folder, freeBytes: null };
  }
}
