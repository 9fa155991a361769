import { basename } from 'node:path';
import { messageOf, UserError } from '../../system/errors.ts';
import { isMapping } from '../../system/mapping.ts';
import { gateOfPolicy, type LoadedConfig, type LoadOptions, loadConfig, readConfig } from '../load.ts';
import { parseOverride } from '../overrides.ts';
import { type PolicyText, policyGate } from '../policy.ts';
import { isPolicyFile, REF_PREFIX } from '../schema/gate.ts';
import { readYaml } from '../yaml.ts';
import { judgedChanges, movedKeys } from './base-changes.ts';
import { type ComparableFiles, compareFiles } from './compared-files.ts';

/** The files of the commit that a change is to be merged into. */
export interface BaseFiles extends ComparableFiles {
  /** The full SHA. */
  readonly commit: string;
  /** As messages name it: `main (3f9a1c2b7d01)`. */
  readonly name: string;
  /** The text of a file, relative to the folder of the config; null where the base has none. Throws where nobody can tell. */
  read(path: string): Promise<string | null>;
  /** The same at a branch, tag or commit of another name. */
  readAt(ref: string, path: string): Promise<string | null>;
}

/**
 * The config of a change with the gate of its base in place of its own, whatever the change, its `gate.policy-from` or a
 * `set` of gate keys says; the digest stays that of the change, by which later stages know it again. `warn` hears of what
 * does nothing. Where the base has no rules for the model the change's own judge it, and `policy` says so.
 * @throws UserError where the base is broken: nothing passes then
 */
export async function judgedByBase(
  loaded: LoadedConfig,
  base: BaseFiles,
  options: LoadOptions,
  warn: (message: string) => void,
): Promise<LoadedConfig> {
  const texts = options.overrides ?? [];
  const ofGate = texts.filter((text) => parseOverride(text).path[0] === 'gate');
  const file = basename(loaded.file);
  const text = await base.read(file);
  const there = text === null ? null : baseModel(text, file, loaded, base);
  if (text === null || there === null) return firstRules(loaded, base, file, text !== null);
  for (const one of ofGate) {
    if (parseOverride(one).path[1] === 'policy-from') continue;
    warn(`\`set\` of ${one} does nothing here: a change is judged by the gate of ${base.name}.`);
  }
  const place = `${file} at ${base.name}`;
  const { policy, gate, config } = await asBroken(place, async () => {
    const { config: read } = readConfig(text, place, {
      ...options,
      overrides: texts.filter((one) => isAboutRows(parseOverride(one).path)),
      ...there,
    });
    const { source, from } = await policyText(read.gate['policy-from'], { text, name: place }, file, base);
    return { config: read, policy: source, gate: policyGate(source, read.model.name, from) };
  });
  // Which environments the change has is no matter of the rules: the champion is the one of the base.
  const checked = { ...loaded.config, deploy: {} };
  const inForce = gateOfPolicy(checked, gate, policy, options);
  const files = await compareFiles(loaded.config, { gate: inForce, config, files: base });
  const proposed = ofGate.length > 0 ? await withoutGate(loaded, options, ofGate) : loaded;
  return {
    ...loaded,
    config: { ...loaded.config, gate: inForce },
    policy: {
      from: policy.name,
      workingTree: proposed.policy?.workingTree ?? proposed.config.gate,
      base: {
        commit: base.commit,
        champion: { registry: config.registry, model: config.model.name },
        moved: movedKeys(config, loaded.config),
        judged: [...judgedChanges(config, loaded.config), ...files.changes],
        notes: files.notes,
        touched: files.touched,
      },
    },
  };
}

/** Keys that a `set` of the workflow changes on both sides alike. */
function isAboutRows(path: readonly (string | number)[]): boolean {
  const [first, second] = path;
  if (first === 'train') return second === 'seed' || second === 'allow-leakage';
  return first === 'model' || first === 'data' || first === 'registry';
}

function withoutGate(loaded: LoadedConfig, options: LoadOptions, ofGate: readonly string[]) {
  const overrides = (options.overrides ?? []).filter((text) => !ofGate.includes(text));
  return loadConfig(loaded.file, { ...options, overrides });
}

/**
 * Which model of the base a change is about: the one of the same name, else the one that is gone in the change, which was
 * renamed; null where the base does not have it.
 */
function baseModel(
  text: string,
  file: string,
  loaded: LoadedConfig,
  base: BaseFiles,
): { readonly model?: string } | null {
  const place = `${file} at ${base.name}`;
  const { value } = broken(place, () => readYaml(text, place));
  const { name } = loaded.config.model;
  if (isMapping(value) && isMapping(value.models)) {
    const names = Object.keys(value.models);
    if (names.includes(name)) return { model: name };
    const gone = names.filter((one) => !loaded.models.includes(one));
    if (gone.length > 1) {
      throw new UserError(`${place} has ${gone.join(', ')}, and this change has none of them, but ${name}`, {
        hint: 'Rename or remove one model in a change of its own, so that it is clear with which champion it is compared.',
      });
    }
    return gone[0] === undefined ? null : { model: gone[0] };
  }
  const own = isMapping(value) && isMapping(value.model) ? value.model.name : undefined;
  const isOther = own !== name && typeof own === 'string' && loaded.models.includes(own);
  return isOther ? null : {};
}

/** The change's own rules, since there are none to compare them with; nobody may answer for a rule in the change itself. */
function firstRules(loaded: LoadedConfig, base: BaseFiles, file: string, hasFile: boolean): LoadedConfig {
  const without = hasFile
    ? `${file} there has no model ${loaded.config.model.name}`
    : `${base.name} has no ${file}`;
  return {
    ...loaded,
    config: { ...loaded.config, gate: { ...loaded.config.gate, overrides: [] } },
    policy: {
      from: `${loaded.policy?.from ?? file} of this change: ${without}`,
      workingTree: null,
      base: { commit: base.commit, champion: null, moved: [], judged: [], notes: [], touched: [] },
    },
  };
}

/** Where the base itself says that its rules are. */
async function policyText(
  from: string | undefined,
  own: PolicyText,
  file: string,
  base: BaseFiles,
): Promise<{ readonly source: PolicyText; readonly from: string }> {
  if (from === undefined) return { source: own, from: REF_PREFIX };
  const isFile = isPolicyFile(from);
  const ref = from.slice(REF_PREFIX.length);
  const name = isFile ? `${from} at ${base.name}` : `${file} at ${ref}`;
  const text = isFile ? await base.read(from) : await base.readAt(ref, file);
  if (text === null) throw new UserError(`${name} is not there, and gate.policy-from names it`);
  return { source: { text, name }, from };
}

async function asBroken<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserError ? brokenBase(place, error) : error;
  }
}

function broken<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof UserError ? brokenBase(place, error) : error;
  }
}

function brokenBase(place: string, cause: UserError): UserError {
  return new UserError(`There are no rules to judge by: ${place} is broken\n${messageOf(cause)}`, {
    hint: 'Nothing passes before that is mended on the base itself. If this change mends it, somebody who may merge without this check has to merge it.',
    cause,
  });
}
