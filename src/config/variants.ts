import { UserError } from '../system/errors.ts';
import { isMapping } from '../system/mapping.ts';
import { nearest } from '../system/nearest.ts';
import { type Path, type Problem, pathText } from '../system/schema-check.ts';
import { applyOverrides, type Override, parseOverride } from './overrides.ts';
import type { Config } from './schema/config.ts';

/** Keys that say what is judged, what a machine must have, or what variants there are: the same for all variants. */
const SHARED: readonly string[] = ['trainer', 'variants', 'allow-leakage', 'requires', 'time-budget'];

/**
 * What is wrong with the variants of a config that is sound without them. `check` finds the problems of a whole config.
 */
export function variantProblems(config: Config, check: (config: Config) => readonly Problem[]): Problem[] {
  const found: Problem[] = [];
  for (const [name, texts] of Object.entries(config.train.variants ?? {})) {
    const at: Path = ['train', 'variants', name];
    if (name.split('-').includes('brief')) {
      found.push({
        path: at,
        about: 'key',
        message: 'has the word `brief`, which names artifacts of its own',
      });
    }
    const before = found.length;
    const overrides = texts.flatMap((text, index): Override[] => {
      const parsed = parsedOverride(text, config);
      if (typeof parsed !== 'string') return [parsed];
      found.push({ path: [...at, index], about: 'value', message: parsed });
      return [];
    });
    if (found.length > before) continue;
    found.push(...problemsOf(config, overrides, at, check));
  }
  return found;
}

/** An override of a variant, or what is wrong with it. */
function parsedOverride(text: string, { data }: Config): Override | string {
  let override: Override;
  try {
    override = parseOverride(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message.replace(/^--set /, '');
  }
  const [first, second] = override.path;
  if ((first !== 'train' && first !== 'features') || (first === 'train' && second === undefined)) {
    return `${text}: a variant sets keys of \`train\` and \`features\`, and ${pathText(override.path)} is none`;
  }
  if (first === 'train' && SHARED.includes(String(second))) {
    return `${text}: \`train.${second}\` is the same for all variants`;
  }
  if (first === 'train' && second === 'seed' && data.split.by === 'random') {
    return `${text}: the seed divides the rows, which must be the same for all variants`;
  }
  return override;
}

function problemsOf(
  config: Config,
  overrides: readonly Override[],
  at: Path,
  check: (config: Config) => readonly Problem[],
): Problem[] {
  let applied: Config;
  try {
    applied = applyOverrides(withoutVariants(config), overrides) as Config;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ path: at, about: 'value', message: error.message.replace(/^--set /, '') }];
  }
  return check(applied).map(({ path, message }) => {
    const index = overrides.findLastIndex((override) =>
      override.path.slice(0, path.length).every((step, depth) => step === path[depth]),
    );
    return {
      path: index < 0 ? at : [...at, index],
      about: 'value' as const,
      message: `${pathText(path)} ${message}`,
    };
  });
}

function withoutVariants(config: Config): Config {
  const { variants: _, ...train } = config.train;
  return { ...config, train: train as Config['train'] };
}

/** The names of the variants, in the order of the file. */
export function variantNames(config: Pick<Config, 'train'>): string[] {
  return Object.keys(config.train.variants ?? {});
}

/** The overrides of one variant. Throws UserError where the config has none of this name. */
export function overridesOfVariant(config: Config, name: string, file: string): readonly string[] {
  const { variants } = config.train;
  if (isMapping(variants) && Object.hasOwn(variants, name)) return variants[name] ?? [];
  const names = variantNames(config);
  const meant = nearest(name, names);
  const question = meant === undefined ? '' : `; did you mean "${meant}"?`;
  throw new UserError(`${file} has no variant ${JSON.stringify(name.slice(0, 60))}${question}`, {
    hint: names.length > 0 ? `variants there: ${names.join(', ')}` : 'write some under `train.variants`',
  });
}
