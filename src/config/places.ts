import { type Path, type Problem, pathText } from '../system/schema-check.ts';
import type { ChosenModel } from './models.ts';
import { type Override, overrideAt } from './overrides.ts';
import { type Position, problemPlace, type YamlTree } from './yaml.ts';

/** What a config is made from. */
export interface Sources {
  readonly tree: YamlTree;
  readonly chosen: ChosenModel;
  readonly overrides: readonly Override[];
}

/** The problems in the order of the file, then those of overrides. */
export function linesOf(problems: readonly Problem[], sources: Sources): string[] {
  return problems
    .map(({ path, about, message }) => ({
      at: positionOf(sources, path, about),
      overridden: Number(overriddenAt(sources, path) !== undefined),
      line: `${placeOf(sources, path, about)}: ${message}`,
    }))
    .sort((a, b) => a.overridden - b.overridden || a.at.line - b.at.line || a.at.column - b.at.column)
    .map(({ line }) => line);
}

/** Where something stands, for messages: `mlops.yml:12:5 gate.rules[0]`, or the `--set` that made it. */
export function placeOf(sources: Sources, path: Path, about: Problem['about']): string {
  const override = overriddenAt(sources, path);
  if (!override) return problemPlace(sources.tree.file, positionOf(sources, path, about), path);
  const same = path.length === override.path.length;
  return same ? `--set ${override.text}` : `--set ${override.text}: ${pathText(path)}`;
}

/** The override that is to blame for `path`: it made it, or made something in what the file does not have. */
function overriddenAt({ tree, chosen, overrides }: Sources, path: Path): Override | undefined {
  const override = overrideAt(overrides, path);
  if (!override || override.path.length <= path.length) return override;
  return chosen.origins.some((origin) => reach(tree.value, origin, path) === path.length)
    ? undefined
    : override;
}

/** Where something stands in the file, or the nearest thing around it. */
export function positionOf({ tree, chosen }: Sources, path: Path, about: Problem['about']): Position {
  const [first = [], ...others] = chosen.origins;
  let best = first;
  for (const origin of others) {
    if (reach(tree.value, origin, path) > reach(tree.value, best, path)) best = origin;
  }
  return tree.position([...best, ...path], about);
}

/** How many steps of `path` from `origin` there are in `value`. */
function reach(value: unknown, origin: Path, path: Path): number {
  let inside = value;
  for (const [depth, step] of [...origin, ...path].entries()) {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, step)) {
      return Math.max(depth - origin.length, 0);
    }
    inside = (inside as Record<string | number, unknown>)[step];
  }
  return path.length;
}
