import { dirname, resolve } from 'node:path';
import { canonicalJson, digestOf } from '../system/files.ts';
import { isMapping } from '../system/mapping.ts';
import { checkSchema, type Path, type Problem } from '../system/schema-check.ts';
import { crossChecks } from './checks/cross-checks.ts';
import type { KnownMetrics } from './checks/rule-checks.ts';
import { chooseModel } from './models.ts';
import { applyOverrides, type Override, parseOverride } from './overrides.ts';
import { linesOf, placeOf, positionOf, type Sources } from './places.ts';
import { idleKeys, type Policy, type PolicyGate, type PolicyText, policyGate, readPolicy } from './policy.ts';
import { completeForPredictions } from './predictions-only.ts';
import { failWith } from './problems.ts';
import { type Config, ConfigSchema } from './schema/config.ts';
import { type GateConfig, isPolicyFile } from './schema/gate.ts';
import { overridesOfVariant, variantNames, variantProblems } from './variants.ts';
import { type Position, readYaml, readYamlFile } from './yaml.ts';

export interface LoadOptions {
  /** `path=value`, each as after `--set`; later ones win. */
  readonly overrides?: readonly string[];
  /** Which of several models in the file. */
  readonly model?: string;
  /** Which of `train.variants` is to be trained; the config as it is where left out. */
  readonly variant?: string;
  /** The metrics that rules may name; not checked where left out. */
  readonly metrics?: KnownMetrics;
}

/** A checked config with its defaults, and where it came from. */
export interface LoadedConfig {
  readonly config: Config;
  /** The file as the caller named it. */
  readonly file: string;
  /** The absolute folder of the file: every relative path in the config starts here. */
  readonly directory: string;
  /** Digest of the config with its defaults and overrides. */
  readonly digest: string;
  readonly overrides: readonly string[];
  /** The names of all models in the file. */
  readonly models: readonly string[];
  /** The names of `train.variants`. */
  readonly variants: readonly string[];
  /** The variant that this is the config of. */
  readonly variant?: string;
  /** Where the gate was read, if not from this file. */
  readonly policy?: Policy;
  /** Where something stands in the file, or the nearest thing around it. */
  position(path: Path): Position;
  /** The same for messages: `mlops.yml:12:5 gate.rules[0]`, or the `--set` that made it. */
  place(path: Path): string;
}

/**
 * Loads the config of one model; the gate comes from where `gate.policy-from` points. Throws one UserError that tells
 * every problem with its place, what is allowed and the nearest name for a typo.
 */
export async function loadConfig(file: string, options: LoadOptions = {}): Promise<LoadedConfig> {
  const hint = 'write one with `mlops init DATA.csv`, or name yours with --config';
  const text = await readYamlFile(resolve(file), file, hint);
  const loaded = { ...readConfig(text, file, options), directory: dirname(resolve(file)) };
  const from = loaded.config.gate['policy-from'];
  if (from === undefined) return loaded;
  const policy = await readPolicy(from, file);
  const found = policyGate(policy, loaded.config.model.name, from);
  const gate = gateOfPolicy(loaded.config, found, policy, options);
  return {
    ...loaded,
    config: { ...loaded.config, gate: { ...gate, 'policy-from': from } },
    policy: { from: policy.name, workingTree: isPolicyFile(from) ? null : loaded.config.gate },
  };
}

/** The configs of all variants, as they are trained, in the order of the file. */
export function loadVariants(
  { file, variants }: LoadedConfig,
  options: LoadOptions,
): Promise<{ variant: string; config: Config; configDigest: string; overrides: readonly string[] }[]> {
  return Promise.all(
    variants.map(async (variant) => {
      const { config, digest: configDigest, overrides } = await loadConfig(file, { ...options, variant });
      return { variant, config, configDigest, overrides };
    }),
  );
}

/** The gate of a policy with its defaults, checked together with the rest of `config`. */
export function gateOfPolicy(
  config: Config,
  { gate, tree, chosen }: PolicyGate,
  { name }: PolicyText,
  options: LoadOptions,
): GateConfig {
  const checked = { ...config, gate: structuredClone(gate) as unknown as GateConfig };
  let problems: Problem[] = checkSchema(ConfigSchema, checked);
  if (problems.length === 0) problems = crossChecks(checked, options.metrics);
  if (problems.length > 0) failWith(name, linesOf(problems, { tree, chosen, overrides: [] }), HINT);
  return checked.gate;
}

/** As `loadConfig`, from the text of the file; `gate.policy-from` is not followed. */
export function readConfig(
  text: string,
  file: string,
  options: LoadOptions = {},
): Omit<LoadedConfig, 'directory'> {
  const plain = readPlain(text, file, options);
  const { variant, overrides = [] } = options;
  if (variant === undefined) return plain;
  // What is set for a run goes before what the variant says.
  const set = [...overridesOfVariant(plain.config, variant, file), ...overrides];
  const trained = readPlain(text, file, { ...options, overrides: [...set, 'train.variants=null'] });
  return { ...trained, overrides: set, variants: plain.variants, variant };
}

function readPlain(
  text: string,
  file: string,
  { overrides: texts = [], model, metrics }: LoadOptions,
): Omit<LoadedConfig, 'directory'> {
  const overrides = texts.map(parseOverride);
  const tree = readYaml(text, file);
  const chosen = chooseModel(file, tree.value, model);
  const config = completeForPredictions(applyOverrides(chosen.value, overrides));
  const sources: Sources = { tree, chosen, overrides };

  const idle = idleKeysOf(config, overrides);
  let problems: Problem[] = [...idle, ...checkSchema(ConfigSchema, config)];
  if (problems.length === 0) {
    problems = [...nameProblems(config as Config, chosen.name), ...crossChecks(config as Config, metrics)];
  }
  if (problems.length === 0) {
    problems = variantProblems(config as Config, (one) => {
      const found = checkSchema(ConfigSchema, one);
      return found.length > 0 ? found : crossChecks(one, metrics);
    });
  }
  if (problems.length > 0) failWith(file, linesOf(problems, sources), HINT);
  return {
    config: config as Config,
    file,
    digest: digestOf(canonicalJson(config)),
    overrides: overrides.map((override) => override.text),
    models: modelNames(tree.value, config as Config),
    variants: variantNames(config as Config),
    position: (path) => positionOf(sources, path, 'value'),
    place: (path) => placeOf(sources, path, 'value'),
  };
}

function modelNames(file: unknown, { model }: Config): string[] {
  return isMapping(file) && isMapping(file.models) ? Object.keys(file.models) : [model.name];
}

const HINT = 'docs/config.md lists every key with its type, its default and what it does';

function idleKeysOf(config: unknown, overrides: readonly Override[]): Problem[] {
  const gate = (config as Partial<Config> | null)?.gate;
  if (typeof gate?.['policy-from'] !== 'string') return [];
  return idleKeys(gate, overrides).map((problem) => ({ ...problem, about: 'key' as const }));
}

function nameProblems({ model }: Config, key: string | undefined): Problem[] {
  if (key === undefined || model.name === key) return [];
  return [{ path: ['model', 'name'], about: 'value', message: `must be ${key}, the key under \`models\`` }];
}
