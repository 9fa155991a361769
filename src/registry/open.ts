import type { Config } from '../config/schema/config.ts';
import type { RegistryConfig } from '../config/schema/registry.ts';
import type { Clock } from '../system/clock.ts';
import { UserError } from '../system/errors.ts';
import type { GitHubRegistry } from './github.ts';
import type { Registry } from './registry.ts';

/** What a registry needs from outside. */
export interface RegistryPorts {
  readonly clock: Clock;
  /** The GitHub repository, for the registry that lives there. */
  readonly github?: ConstructorParameters<typeof GitHubRegistry>[1];
}

interface Place {
  readonly model: string;
  /** The folder that a relative `path` starts from. */
  readonly directory: string;
}

type Opener<K extends RegistryConfig['kind']> = (
  config: Extract<RegistryConfig, { kind: K }>,
  place: Place,
  ports: RegistryPorts,
) => Promise<Registry>;

const BACKENDS: { readonly [K in RegistryConfig['kind']]: Opener<K> } = {
  folder: async (config, place, ports) => {
    const { FolderRegistry } = await import('./folder.ts');
    return FolderRegistry.open(config.path, place, ports);
  },
  github: async (_config, place, ports) => {
    if (!ports.github) {
      throw new UserError('The registry is `github`, but there is no GitHub repository and token to use.', {
        hint: 'Give the action a `token` with the permission `contents: write`, or set `registry: { kind: folder }`.',
      });
    }
    const { GitHubRegistry } = await import('./github.ts');
    return new GitHubRegistry(place.model, ports.github, ports);
  },
};

/** Opens the registry that the config names; its backend is loaded only then. */
export async function openRegistry(
  config: Pick<Config, 'registry' | 'model'>,
  directory: string,
  ports: RegistryPorts,
): Promise<Registry> {
  const open = BACKENDS[config.registry.kind] as Opener<RegistryConfig['kind']>;
  return open(config.registry, { model: config.model.name, directory }, ports);
}
