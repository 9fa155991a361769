import { dirname, resolve } from 'node:path';
import { readConfig } from '../../config/load.ts';
import { modelNames } from '../../config/models.ts';
import type { Config } from '../../config/schema/config.ts';
import { readYaml, readYamlFile } from '../../config/yaml.ts';
import type { GitHub } from '../../github/client.ts';
import { openRegistry } from '../../registry/open.ts';
import type { Registry } from '../../registry/registry.ts';
import { systemClock } from '../../system/clock.ts';
import { UserError } from '../../system/errors.ts';
import { nearest } from '../../system/nearest.ts';

/** The config of the model that a person asks about, and its registry. */
export interface Asked {
  readonly config: Config;
  readonly model: string;
  /** Whether the file has no other model. */
  readonly isOnly: boolean;
  readonly registry: () => Promise<Registry>;
}

/**
 * Reads the config for a person's request. Overrides and `gate.policy-from` change nothing in who may do what, so
 * neither is followed. Throws `UserError` that says which models there are.
 */
export async function askedConfig(
  file: string,
  model: string | null,
  github: GitHub | undefined,
): Promise<Asked> {
  const text = await readYamlFile(resolve(file), file, 'name the config file with the input `config`');
  const names = modelNames(readYaml(text, file).value);
  const chosen = model ?? (names.length === 1 ? names[0] : undefined);
  if (chosen === undefined && names.length > 1) {
    throw new UserError(`${file} has ${names.length} models: ${listed(names)}.`, {
      hint: 'Name the one that is meant at the end.',
    });
  }
  if (chosen !== undefined && names.length > 0 && !names.includes(chosen)) {
    throw new UserError(`${file} has no model \`${chosen}\`${meant(chosen, names)}.`, {
      hint: `Its models: ${listed(names)}.`,
    });
  }
  const { config } = readConfig(text, file, chosen === undefined ? {} : { model: chosen });
  const ports = { clock: systemClock, ...(github ? { github } : {}) };
  return {
    config,
    model: config.model.name,
    isOnly: names.length <= 1,
    registry: () => openRegistry(config, dirname(resolve(file)), ports),
  };
}

/** The target of an environment. Throws `UserError` where the config has no such environment. */
export function environmentOf({ deploy }: Config, name: string): Config['deploy'][string] {
  const target = Object.hasOwn(deploy, name) ? deploy[name] : undefined;
  if (target) return target;
  const names = Object.keys(deploy);
  throw new UserError(`The config has no environment \`${name}\`${meant(name, names)}.`, {
    hint: names.length > 0 ? `Its environments: ${listed(names)}.` : 'Add it under `deploy`.',
  });
}

function meant(name: string, names: readonly string[]): string {
  const found = nearest(name, names);
  return found === undefined ? '' : `; \`${found}\` was meant`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
