import type { ModelPackage } from '../models/package.ts';
import type { Ports, StageRequest } from './stage.ts';

/** The version in production, as far as the gate is concerned. */
export interface Champion {
  readonly version: string;
  readonly opened: ModelPackage;
}

/** The version that the gate's baseline has now, fetched into `folder` and verified; null where it has none yet. */
export async function fetchChampion(
  request: StageRequest,
  ports: Ports,
  folder: string,
): Promise<Champion | null> {
  const registry = await ports.openRegistry(request);
  const version = await registry.assigned(request.config.gate.baseline);
  return version === null ? null : { version, opened: await registry.fetch(version, folder) };
}
