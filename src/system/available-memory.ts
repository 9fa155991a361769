import { readFile } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

/** Memory of this machine, or of the container that this process is in. */
export interface AvailableMemory {
  /** What this process may still take. */
  readonly freeBytes: number;
  /** The limit that holds: of the container or service, or what the machine has. */
  readonly totalBytes: number;
  /** Whether a cgroup (a container, a pod, a service) sets the limit. */
  readonly limited: boolean;
}

/** Where the two versions of cgroups keep a group's limit, its use, and how much of that is only cache. */
const CGROUPS = [
  {
    line: /^0::(\/.*)$/m,
    folder: 'sys/fs/cgroup',
    limit: 'memory.max',
    used: 'memory.current',
    cache: /^inactive_file (\d+)$/m,
  },
  {
    line: /^\d+:(?:[^:\n]*,)?memory(?:,[^:\n]*)?:(\/.*)$/m,
    folder: 'sys/fs/cgroup/memory',
    limit: 'memory.limit_in_bytes',
    used: 'memory.usage_in_bytes',
    cache: /^total_inactive_file (\d+)$/m,
  },
] as const;

/**
 * The memory that this process may still take: what the system can free, and no more than the limits of its cgroup and of
 * all above it leave. Files that are only cached count as free, as Kubernetes counts them. Never throws.
 * @param root where `/proc` and `/sys` are looked for
 */
export async function availableMemory(root = '/'): Promise<AvailableMemory> {
  const meminfo = await textOf(join(root, 'proc/meminfo'));
  const kibibytes = (name: string) => numberIn(meminfo, new RegExp(`^${name}: +(\\d+) kB$`, 'm'));
  const total = (kibibytes('MemTotal') ?? totalmem() / 1024) * 1024;
  // macOS calls memory used that it would give at once.
  const untold = process.platform === 'darwin' ? totalmem() : freemem();
  const free = (kibibytes('MemAvailable') ?? untold / 1024) * 1024;
  let memory: AvailableMemory = { freeBytes: free, totalBytes: total, limited: false };
  const membership = await textOf(join(root, 'proc/self/cgroup'));
  for (const { line, folder, ...files } of CGROUPS) {
    const group = line.exec(membership)?.[1];
    if (group === undefined) continue;
    for (const path of upwards(group)) {
      const read = (name: string) => textOf(join(root, folder, path, name));
      const limit = numberIn(await read(files.limit), /^(\d+)$/m);
      if (limit === undefined || limit >= total) continue;
      const used = numberIn(await read(files.used), /^(\d+)$/m) ?? 0;
      const cache = numberIn(await read('memory.stat'), files.cache) ?? 0;
      const left = Math.max(limit - Math.max(used - cache, 0), 0);
      memory = {
        freeBytes: Math.min(memory.freeBytes, left),
        totalBytes: Math.min(memory.totalBytes, limit),
        limited: true,
      };
    }
  }
  return memory;
}

/** A group and all above it. In a container the path may be the host's, and only the last of these is there. */
function upwards(group: string): string[] {
  const paths = [group];
  for (let path = group; dirname(path) !== path; path = dirname(path)) paths.push(dirname(path));
  return paths;
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

function numberIn(text: string, form: RegExp): number | undefined {
  const found = form.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
