import type { TargetConfig } from '../config/schema/deploy.ts';
import type { ConfigOf, Target, TargetPorts } from './target.ts';

type Kind = TargetConfig['target'];
type Factory<K extends Kind> = (config: ConfigOf<K>, ports: TargetPorts) => Target;

/** One line for each kind of target; each is loaded when it is asked for. */
const TARGETS: { readonly [K in Kind]: () => Promise<Factory<K>> } = {
  process: async () => (await import('./process.ts')).processTarget,
  folder: async () => (await import('./folder.ts')).folderTarget,
  command: async () => (await import('./command.ts')).commandTarget,
};

/** The target that `config` describes. */
export async function openTarget(config: TargetConfig, ports: TargetPorts): Promise<Target> {
  const create = (await TARGETS[config.target]()) as Factory<Kind>;
  return create(config, ports);
}
