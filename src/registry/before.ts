import type { Registry } from './registry.ts';
import { compareVersions } from './version.ts';

/** Rarely is more than one step taken back, and each costs requests. */
const NEAR = 2;
const FAR = 4;

/**
 * The version that `environment` has, and the newest one before it among those that it had: going back twice goes
 * back two steps. What was emptied goes back to what it had. Null where there is none.
 */
export async function versionBefore(
  registry: Registry,
  environment: string,
): Promise<{ readonly now: string | null; readonly before: string | null }> {
  let now: string | null = null;
  for (const limit of [NEAR, FAR]) {
    const history = await registry.history(environment, limit);
    const had = history.flatMap(({ version }) => version ?? []);
    now = history[0]?.version ?? null;
    const current = now ?? had[0];
    const earlier = had.find((one) => current !== undefined && compareVersions(one, current) < 0);
    const before = now === null ? current : earlier;
    if (before !== undefined) return { now, before };
    if (history.length < limit) break;
  }
  return { now, before: null };
}
