import { isAbsolute } from 'node:path';
import { canonicalJson, digestOf } from '../../system/files.ts';
import type { KeyChange } from '../policy.ts';
import type { Config } from '../schema/config.ts';
import type { GateConfig } from '../schema/gate.ts';
import type { FileComparison } from './file-comparison.ts';
import { filesOfProgram, type ProgramPlace } from './program-files.ts';
import { pathFrom } from './repository-files.ts';

/** What the files say that the rules of a gate are made of. */
export interface JudgedFiles {
  /** Those that are not as the base has them. */
  readonly changes: readonly KeyChange[];
  /** What was not compared, and why files count that no rule names, as sentences. */
  readonly notes: readonly string[];
}

/** The programs of a gate: those that make metrics, and those that ask the champion of the base. */
export function gatePrograms({ metrics, ...gate }: GateConfig, { train }: Config): string[][] {
  const measuring = metrics.flatMap((metric) =>
    'command' in metric && metric.command ? [metric.command] : [],
  );
  const predict = train.trainer === 'command' && train.predict ? [train.predict] : [];
  const all = [...measuring, ...gate['predict-commands'], ...predict];
  return [...new Map(all.map((command) => [canonicalJson(command), [...command]])).values()];
}

/**
 * Compares the files that the base's rules are made of with those of the base: golden rows, what the gate's programs are
 * made of, and what the champion is known by, where it is in the repository: a registry, or its predictions.
 */
export async function judgedFiles(
  gate: GateConfig,
  config: Config,
  place: ProgramPlace,
  comparison: FileComparison,
): Promise<JudgedFiles> {
  const { home, files } = place;
  const golden = gate.behaviour.flatMap((test) => (test.test === 'golden' ? [test.rows] : []));
  const kept = config.registry.kind === 'folder' ? pathFrom(home, config.registry.path) : null;
  const against = gate.predictions?.champion ? pathFrom(home, gate.predictions.champion) : null;
  const plain = [
    // Golden rows are compared also where git keeps them nowhere.
    ...golden.flatMap((name) => (isAbsolute(name) ? [] : (pathFrom(home, name) ?? []))),
    ...(kept ? files.below(kept) : []),
    // What a job makes or fetches is in no repository.
    ...(against !== null && files.has(against) ? [against] : []),
  ];
  const changes = await changesOf(plain, comparison);
  const notes: string[] = [];
  for (const command of gatePrograms(gate, config)) {
    const program = command.join(' ');
    const found = [...(await filesOfProgram(command, place))].sort();
    if (found.length === 0) notes.push(notCompared(program));
    const changed = await changesOf(found, comparison);
    const loaded = changed.map(({ key }) => key).filter((key) => !command.some((word) => word.includes(key)));
    if (loaded.length > 0) notes.push(mayLoad(program, loaded));
    changes.push(...changed);
  }
  return { changes: shortened([...new Map(changes.map((one) => [one.key, one])).values()]), notes };
}

async function changesOf(paths: readonly string[], comparison: FileComparison): Promise<KeyChange[]> {
  const changes: KeyChange[] = [];
  // One after another: a folder may have more files than may be open at once.
  for (const path of paths) {
    const change = await comparison.changeOf(path);
    if (change) changes.push(change);
  }
  return changes;
}

function notCompared(program: string): string {
  return `The gate’s program \`${program}\` names no file of the repository, so it was not compared with the base. Look at what it starts.`;
}

function mayLoad(program: string, files: readonly string[]): string {
  const [first, ...others] = files.map((file) => `\`${file}\``);
  const names = others.length > 0 ? `${first} and ${others.length} more` : first;
  return `The gate’s program \`${program}\` may load ${names}, so that counts as a change of the program. Programs in a folder of their own, with nothing else in it, change only when they are meant to.`;
}

/** More than this are told by one digest. */
const MOST = 100;

function shortened(changes: readonly KeyChange[]): readonly KeyChange[] {
  if (changes.length <= MOST) return changes;
  const rest = changes.slice(MOST);
  const all = { key: `${rest.length} more files`, before: 'the base', after: digestOf(canonicalJson(rest)) };
  return [...changes.slice(0, MOST), all];
}
