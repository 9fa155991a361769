import { UserError } from '../system/errors.ts';
import { type Path, pathText, shortened } from '../system/schema-check.ts';
import { interpretYaml } from './yaml.ts';
import { isForbiddenKey } from './yaml-walk.ts';

/** One `--set path=value`: a value that takes the place of what the file says. */
export interface Override {
  /** As it was written. */
  readonly text: string;
  readonly path: Path;
  /** `null` takes the key out, so that its default holds. */
  readonly value: unknown;
}

const HINT =
  'write path=value, such as gate.rules[0].at-least=0.7, or path["odd name"]=value for other names';
const STEP = /^(?:\[(\d{1,6})\]|\[("(?:[^"\\]|\\.)*")\]|(\.?)([^\s.[\]="]+))/;

/**
 * Reads `path=value`: keys with dots, list entries as `[i]` from 0, other names as `["name"]`; the
 * value is a YAML scalar or flow collection. Throws UserError that names the override.
 */
export function parseOverride(text: string): Override {
  const refuse = (message: string): never => {
    throw new UserError(`--set ${text}: ${message}`, { hint: HINT });
  };
  const path: (string | number)[] = [];
  let rest = text.trim();
  while (rest !== '' && !rest.startsWith('=')) {
    const step = STEP.exec(rest);
    const [whole = '', index, quoted, dot, name] = step ?? [];
    if (!step || (name !== undefined && (dot === '.') !== path.length > 0)) {
      return refuse(`the path is wrong at ${shortened(rest)}`);
    }
    path.push(index !== undefined ? Number(index) : keyOf(quoted, name, refuse));
    rest = rest.slice(whole.length);
  }
  if (path.length === 0) return refuse('a path is missing');
  if (rest === '') return refuse('“=value” is missing');
  return { text: text.trim(), path, value: overridingValue(rest.slice(1).trim(), refuse) };
}

function keyOf(
  quoted: string | undefined,
  name: string | undefined,
  refuse: (message: string) => never,
): string {
  let key = name ?? '';
  if (quoted !== undefined) {
    try {
      key = JSON.parse(quoted) as string;
    } catch {
      return refuse(`${quoted} is not a name in double quotes`);
    }
  }
  return isForbiddenKey(key) ? refuse(`the key ${shortened(key)} is not allowed`) : key;
}

function overridingValue(text: string, refuse: (message: string) => never): unknown {
  if (text === '') return refuse('the value is missing; write null to take the key out, "" for empty text');
  const { value, refusals } = interpretYaml(text);
  const first = refusals[0];
  if (first) return refuse(first.message);
  // Only flow collections are meant: `a: b` on a command line is a text with a colon in it.
  const isBlock = typeof value === 'object' && value !== null && !/^[[{]/.test(text);
  return isBlock ? text : value;
}

/**
 * A copy of `config` with the overrides set in order; what is missing on the way is made. Throws
 * UserError where a path leads through something that has no such place.
 */
export function applyOverrides(config: unknown, overrides: readonly Override[]): unknown {
  const root = { config: structuredClone(config) ?? {} };
  for (const override of overrides) setAt(root, override);
  return root.config;
}

type Container = Record<string | number, unknown>;

function setAt(root: Container, { text, path, value }: Override): void {
  let inside = root;
  let place: string | number = 'config';
  for (const [depth, step] of path.entries()) {
    const here: unknown = Object.hasOwn(inside, place) ? inside[place] : undefined;
    if (here === undefined && value === null) return;
    const next = here ?? (typeof step === 'number' ? [] : {});
    const wrong = misfit(next, step);
    if (wrong) {
      const name = pathText(path.slice(0, depth)) || 'the config';
      throw new UserError(`--set ${text}: ${name} ${wrong}`, { hint: HINT });
    }
    inside[place] = next;
    inside = next as Container;
    place = step;
  }
  if (value !== null) inside[place] = structuredClone(value);
  else if (Array.isArray(inside)) inside.splice(place as number, 1);
  else delete inside[place];
}

/** Why `step` cannot lead into `container`, if it cannot. A list takes one entry more at its end. */
function misfit(container: unknown, step: string | number): string | undefined {
  if (Array.isArray(container)) {
    if (typeof step === 'string') return 'is a list; choose an entry with [0]';
    const count = container.length === 1 ? '1 entry' : `${container.length} entries`;
    return step > container.length ? `has ${count}, counted from [0]` : undefined;
  }
  if (typeof container !== 'object') return `is ${shortened(container)}, which has nothing inside`;
  return typeof step === 'number' ? 'is a mapping, not a list' : undefined;
}

/** The last override that made what stands at `path`, or part of it. */
export function overrideAt(overrides: readonly Override[], path: Path): Override | undefined {
  return overrides.findLast((override) =>
    override.path.slice(0, path.length).every((step, depth) => step === path[depth]),
  );
}
