import type { ModelPackage } from '../models/package.ts';
import type { VersionRecord } from '../registry/record.ts';
import type { Registry } from '../registry/registry.ts';
import type { Ports, StageRequest } from './stage.ts';

/** The version in production, as far as the gate is concerned. */
export interface Champion {
  readonly version: string;
  readonly record: VersionRecord;
  readonly opened: ModelPackage;
}

/** The version that the gate's baseline has now, fetched into `folder` and verified; null where it has none yet. */
export async function fetchChampion(
  request: StageRequest,
  ports: Ports,
  folder: string,
): Promise<Champion | null> {
  const registry = await championRegistry(request, ports);
  const record = await registry.champion(request.config.gate.baseline);
  return record && { version: record.version, record, opened: await registry.fetch(record.version, folder) };
}

/**
 * The registry that the champion is found in. That of a pull request is the one of its base: a change that moves the
 * registry or renames the model has the champion that it would leave behind.
 */
function championRegistry(request: StageRequest, ports: Ports): Promise<Registry> {
  const at = request.policy?.base?.champion;
  if (!at) return ports.openRegistry(request);
  const { config } = request;
  const there = { ...config, registry: at.registry, model: { ...config.model, name: at.model } };
  return ports.openRegistry({ ...request, config: there });
}
