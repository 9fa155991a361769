import { readFile } from 'node:fs/promises';

/**
 * The most memory that this process ever had resident, in bytes. Linux's own figure for the process begins anew when
 * its program does; what `getrusage` says there also counts the process that started it.
 */
export async function peakMemoryBytes(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const found = /^VmHWM:\s*(\d+) kB$/m.exec(status);
  return 1024 * (found ? Number(found[1]) : process.resourceUsage().maxRSS);
}
