import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../system/errors.ts';
import { commitOf, fetchBranchIntoShallow, fileAt, isCheckout } from '../system/git.ts';
import { isMapping } from '../system/mapping.ts';
import type { Path } from '../system/schema-check.ts';
import { type ChosenModel, chooseModel } from './models.ts';
import type { Override } from './overrides.ts';
import type { Config } from './schema/config.ts';
import { type GateConfig, isPolicyFile, REF_PREFIX } from './schema/gate.ts';
import { readYaml, readYamlFile, type YamlTree } from './yaml.ts';

/** The text that holds the gate in force, where `gate.policy-from` points. */
export interface PolicyText {
  readonly text: string;
  /** As messages and reports name it: `policy/mlops.yml`, `mlops.yml at main (3f9a1c2b7d01)`. */
  readonly name: string;
}

/** Where the gate in force was read, beside the gate that the working tree would have. */
export interface Policy {
  readonly from: string;
  /** The gate of the working tree, which holds after a merge; null where it has none of its own. */
  readonly workingTree: GateConfig | null;
  /** Where the change of a pull request is judged: what its base says of it. */
  readonly base?: BasePolicy;
}

/** What the base of a pull request decides beside the gate. */
export interface BasePolicy {
  /** The full SHA. */
  readonly commit: string;
  /** Why it is not the commit that the change is to be merged into. */
  readonly because?: string;
  /** Where the champion is looked up; null where the base has no rules for this model, which is then judged by its own. */
  readonly champion: Readonly<Pick<Config, 'registry'> & { readonly model: string }> | null;
  /** What the change would make of the place where the champion is looked up; it has no effect on this run. */
  readonly moved: readonly KeyChange[];
  /** What the change makes of the rows and labels that the rules are about. */
  readonly judged: readonly KeyChange[];
  /** What else its reader should know of the programs that are judged with, as sentences. */
  readonly notes: readonly string[];
  /** What else the change does that its reader should know of. */
  readonly touched: readonly Touched[];
}

/** Files that a change may well change, and that its figures depend on. */
export interface Touched {
  /** Such as `the rows that it is judged by`. */
  readonly what: string;
  /** The first of them, by their path in the repository. */
  readonly files: readonly string[];
  /** How many there are besides. */
  readonly more: number;
}

/** A key of the config, or a file, that is another one than on the base; both as text. */
export interface KeyChange {
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

/** A branch, tag or commit as people write it; nothing that git could take for an option, a range or a pattern. */
const REF = /^[A-Za-z0-9_][A-Za-z0-9_./+@~^-]{0,200}$/;

/**
 * Reads what `from` (`gate.policy-from` of `file`) names: a file beside the config, or the config itself at a git
 * ref, which is fetched where a shallow checkout lacks it. Throws UserError where it is not there.
 */
export async function readPolicy(from: string, file: string): Promise<PolicyText> {
  const directory = dirname(resolve(file));
  if (isPolicyFile(from)) {
    const hint = 'name a config file, relative to this one, or a git ref as `ref:main`';
    return { text: await readYamlFile(resolve(directory, from), from, hint), name: from };
  }
  const ref = from.slice(REF_PREFIX.length);
  if (!REF.test(ref) || ref.includes('..') || ref.includes('@{')) {
    throw new UserError(`gate.policy-from: ${JSON.stringify(from)} names no branch, tag or commit`, {
      hint: 'write it as `ref:main`',
    });
  }
  if (!(await isCheckout(directory))) {
    throw new UserError(`gate.policy-from: ${directory} is in no git checkout, so there is no ${ref}`, {
      hint: 'run it in a clone of the repository',
    });
  }
  const commit = await commitAt(directory, ref);
  if (commit === null) {
    throw new UserError(`gate.policy-from: git knows no ${ref} here`, {
      hint: `fetch it (\`git fetch origin ${ref}\`; \`fetch-depth: 0\` for actions/checkout), or name another ref`,
    });
  }
  const short = commit.slice(0, 12);
  const text = await fileAt(directory, commit, basename(file));
  if (text === null) {
    throw new UserError(`gate.policy-from: ${basename(file)} is not there at ${ref} (${short})`, {
      hint: 'merge a config with the rules first, or name a ref that has them',
    });
  }
  return { text, name: `${basename(file)} at ${ref} (${short})` };
}

async function commitAt(directory: string, ref: string): Promise<string | null> {
  const known = (await commitOf(directory, ref)) ?? (await commitOf(directory, `origin/${ref}`));
  if (known !== null) return known;
  await fetchBranchIntoShallow(directory, ref);
  return commitOf(directory, `origin/${ref}`);
}

/** The gate of a policy, and where its parts stand. */
export interface PolicyGate {
  readonly gate: Readonly<Record<string, unknown>>;
  readonly tree: YamlTree;
  readonly chosen: ChosenModel;
}

/** The `gate` that a policy has for a model. Throws UserError where it has none, or has it from elsewhere again. */
export function policyGate({ text, name }: PolicyText, model: string, from: string): PolicyGate {
  const tree = readYaml(text, name);
  const hasModels = isMapping(tree.value) && Object.hasOwn(tree.value, 'models');
  const chosen: ChosenModel = hasModels
    ? chooseModel(name, tree.value, model)
    : { value: tree.value, origins: [[]] };
  const gate = isMapping(chosen.value) ? chosen.value.gate : undefined;
  if (!isMapping(gate)) {
    throw new UserError(`${name} has no \`gate\`, and gate.policy-from names it`, {
      hint: 'write the rules there, or name another place',
    });
  }
  const { 'policy-from': next, ...own } = gate;
  if (next !== undefined && isPolicyFile(from)) {
    throw new UserError(`${name} has its rules from elsewhere again: gate.policy-from is ${String(next)}`, {
      hint: 'name the place that has them itself',
    });
  }
  return { gate: own, tree, chosen };
}

/** What is wrong with keys and `--set`s of the gate beside `policy-from`: they would do nothing. */
export function idleKeys(
  gate: Readonly<Record<string, unknown>>,
  overrides: readonly Override[],
): { path: Path; message: string }[] {
  const from = String(gate['policy-from']);
  const others = isPolicyFile(from) ? Object.keys(gate).filter((key) => key !== 'policy-from') : [];
  const set = overrides.filter(({ path }) => path[0] === 'gate' && path[1] !== 'policy-from');
  return [
    ...others.map((key) => ({
      path: ['gate', key],
      message: `does nothing: the gate is read from ${from}; remove it here`,
    })),
    ...set.map(({ path }) => ({
      path,
      message: `does nothing: the gate is read from ${from}; with \`gate.policy-from=null\` this file’s own holds`,
    })),
  ];
}
