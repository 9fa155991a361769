import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { availableMemory } from '../../src/system/available-memory.ts';
import { temporaryFolder } from '../data/engine.ts';

const folder = temporaryFolder();
const MEMINFO = 'MemTotal:       65536000 kB\nMemFree:         1000000 kB\nMemAvailable:   40960000 kB\n';
const TOTAL = 65_536_000 * 1024;
const AVAILABLE = 40_960_000 * 1024;
const GIB = 2 ** 30;

/** A file system with these files. */
function rootOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(folder, 'root-'));
  for (const [name, content] of Object.entries({ 'proc/meminfo': MEMINFO, ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

describe('available memory', () => {
  it('is what the system can free, where nothing limits it', async () => {
    const expected = { freeBytes: AVAILABLE, totalBytes: TOTAL, limited: false };
    expect(await availableMemory(rootOf({}))).toEqual(expected);
    const unlimited = rootOf({
      'proc/self/cgroup': '0::/\n',
      'sys/fs/cgroup/memory.max': 'max\n',
      'sys/fs/cgroup/memory.current': '1000\n',
    });
    expect(await availableMemory(unlimited)).toEqual(expected);
  });

  it('is what the limit of a container leaves, files that are only cached not counted', async () => {
    const root = rootOf({
      'proc/self/cgroup': '0::/\n',
      'sys/fs/cgroup/memory.max': `${16 * GIB}\n`,
      'sys/fs/cgroup/memory.current': `${10 * GIB}\n`,
      'sys/fs/cgroup/memory.stat': `anon 1\ninactive_file ${6 * GIB}\nactive_file 5\n`,
    });
    expect(await availableMemory(root)).toEqual({
      freeBytes: 12 * GIB,
      totalBytes: 16 * GIB,
      limited: true,
    });
  });

  it('heeds the limits of all groups above its own', async () => {
    const root = rootOf({
      'proc/self/cgroup': '0::/kubepods/pod1/container\n',
      'sys/fs/cgroup/kubepods/pod1/container/memory.max': 'max\n',
      'sys/fs/cgroup/kubepods/pod1/memory.max': `${8 * GIB}\n`,
      'sys/fs/cgroup/kubepods/pod1/memory.current': `${3 * GIB}\n`,
      'sys/fs/cgroup/kubepods/memory.max': `${32 * GIB}\n`,
      'sys/fs/cgroup/kubepods/memory.current': `${30 * GIB}\n`,
    });
    expect(await availableMemory(root)).toEqual({ freeBytes: 2 * GIB, totalBytes: 8 * GIB, limited: true });
  });

  it('reads the older cgroups too, where the path of the host is not in the container', async () => {
    const root = rootOf({
      'proc/self/cgroup': '9:name=systemd:/\n4:cpu,memory:/docker/0123\n0::/\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': `${4 * GIB}\n`,
      'sys/fs/cgroup/memory/memory.usage_in_bytes': `${5 * GIB}\n`,
      'sys/fs/cgroup/memory/memory.stat': 'cache 9\ntotal_inactive_file 0\n',
    });
    expect(await availableMemory(root)).toEqual({ freeBytes: 0, totalBytes: 4 * GIB, limited: true });
    const unlimited = rootOf({
      'proc/self/cgroup': '4:memory:/\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
    });
    expect(await availableMemory(unlimited)).toMatchObject({ freeBytes: AVAILABLE, limited: false });
  });

  it('is told of this machine, and where files say nothing', async () => {
    for (const root of ['/', rootOf({ 'proc/meminfo': 'nonsense', 'proc/self/cgroup': '\u0000' })]) {
      const { freeBytes, totalBytes } = await availableMemory(root);
      expect(freeBytes).toBeGreaterThan(0);
      expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
    }
  });
});
