import { UserError } from '../system/errors.ts';
import { isMapping } from '../system/mapping.ts';
import { nearest } from '../system/nearest.ts';
import type { Path } from '../system/schema-check.ts';

/** The config of one model, taken out of a file that may hold several. */
export interface ChosenModel {
  /** The key under `models`, where the file has it. */
  readonly name?: string;
  /** The whole config of the model, not checked yet. */
  readonly value: unknown;
  /** The places of the file that the config was made from; the first one wins. */
  readonly origins: readonly Path[];
}

type Mapping = Record<string, unknown>;

/** The names of the models that a config file holds, as far as they are there; nothing else is checked. */
export function modelNames(content: unknown): string[] {
  if (!isMapping(content)) return [];
  if (Object.hasOwn(content, 'models')) return isMapping(content.models) ? Object.keys(content.models) : [];
  const name = isMapping(content.model) ? content.model.name : undefined;
  return typeof name === 'string' ? [name] : [];
}

/**
 * The config that `file` holds for `model`. A file either is the config of one model, or has a map
 * `models`: each entry is a config whose name is its key, laid over the keys at the top of the file.
 * Throws UserError where the choice is missing, unknown or not needed to be made.
 */
export function chooseModel(file: string, content: unknown, model?: string): ChosenModel {
  if (!isMapping(content) || !Object.hasOwn(content, 'models')) {
    refuseOther(file, content, model);
    return { value: content, origins: [[]] };
  }
  const { models, ...shared } = content;
  const names = isMapping(models) ? Object.keys(models) : [];
  if (!isMapping(models) || names.length === 0) {
    throw new UserError(`${file}: models: must be a mapping from model names to their configs`, {
      hint: 'for one model leave `models` out and write its keys at the top of the file',
    });
  }
  const name = model ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) {
    throw new UserError(`${file} has ${names.length} models: ${names.join(', ')}`, {
      hint: 'choose one with --model NAME (input `model` of the actions)',
    });
  }
  if (!names.includes(name)) throw unknownModel(file, name, names);
  const value = laidOver(shared, named(models[name], name));
  return { name, value, origins: [['models', name], []] };
}

function refuseOther(file: string, content: unknown, model: string | undefined): void {
  const own = isMapping(content) && isMapping(content.model) ? content.model.name : undefined;
  if (model !== undefined && typeof own === 'string' && own !== model) throw unknownModel(file, model, [own]);
}

function unknownModel(file: string, name: string, names: readonly string[]): UserError {
  const meant = nearest(name, names);
  const question = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return new UserError(`${file} has no model "${name}"${question}`, {
    hint: `models there: ${names.join(', ')}`,
  });
}

/** An entry of `models` with the name that its key gives; one that has another name keeps it, to be refused. */
function named(entry: unknown, name: string): unknown {
  if (!isMapping(entry)) return entry ?? { model: { name } };
  const { model } = entry;
  if (model !== undefined && !isMapping(model)) return entry;
  return { ...entry, model: { name, ...model } };
}

/** Keys that say which of several shapes a mapping has: shapes are not mixed. */
const SHAPE_KEYS = ['by', 'trainer', 'kind', 'target'];

/** `over` laid over `under`: mappings key by key, everything else as a whole. */
function laidOver(under: unknown, over: unknown): unknown {
  if (over === undefined) return under;
  if (!isMapping(under) || !isMapping(over)) return over;
  if (SHAPE_KEYS.some((key) => key in over && key in under && over[key] !== under[key])) return over;
  const result: Mapping = { ...under };
  for (const [key, value] of Object.entries(over)) result[key] = laidOver(under[key], value);
  return result;
}
