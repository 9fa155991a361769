import type { CheckoutFiles } from '../../system/checkout-files.ts';
import { UserError } from '../../system/errors.ts';
import type { Listing } from '../../system/git.ts';
import type { Touched } from '../policy.ts';
import type { Config } from '../schema/config.ts';
import type { GateConfig } from '../schema/gate.ts';
import { FileComparison } from './file-comparison.ts';
import { gatePrograms, type JudgedFiles, judgedFiles } from './judged-files.ts';
import type { ProgramPlace } from './program-files.ts';
import { startedModules, wordsOf } from './program-loads.ts';
import { pathFrom, RepositoryFiles } from './repository-files.ts';
import { touchedFiles } from './touched-files.ts';

/** The files of a change and of what it is to be merged into. */
export interface ComparableFiles {
  /** All files of the base; null where nobody can list them. */
  list(): Promise<Listing | null>;
  /** Those of the change, as they lie here. */
  checkout(): Promise<CheckoutFiles>;
}

/** What the base says: the gate in force, and the config that it stands in. */
export interface BaseSide {
  readonly gate: GateConfig;
  readonly config: Config;
  readonly files: ComparableFiles;
}

/**
 * Compares the files of a change, whose config is `own`, with those of its base.
 * @throws UserError where the rules are made of files too, and the base's cannot be listed
 */
export async function compareFiles(
  own: Config,
  { gate, config, files }: BaseSide,
): Promise<JudgedFiles & { readonly touched: readonly Touched[] }> {
  const checkout = await files.checkout();
  const listing = await files.list();
  const programs = gatePrograms(gate, config);
  if (listing === null) {
    const kept = config.registry.kind === 'folder' ? pathFrom(checkout.home, config.registry.path) : null;
    const isMade =
      programs.length > 0 ||
      gate.behaviour.some(({ test }) => test === 'golden') ||
      gate.predictions !== undefined ||
      [...checkout.files.keys()].some((path) => kept !== null && path.startsWith(`${kept}/`));
    if (!isMade) return { changes: [], notes: [UNKNOWN], touched: [] };
    throw new UserError('The rules of the gate are made of files, and nobody can list those of the base', {
      hint: 'The repository has too many for one answer of GitHub: check out with `fetch-depth: 0`.',
    });
  }
  const comparison = new FileComparison(listing, checkout);
  const { home } = checkout;
  const others = placesOf(config, home, listing);
  const place: ProgramPlace = {
    files: new RepositoryFiles(listing, checkout.files),
    home,
    isShared: (folder) =>
      folder === '' || folder === home || [home, ...others].some((path) => path.startsWith(`${folder}/`)),
    read: (path) => comparison.read(path),
  };
  const judged = await judgedFiles(gate, config, place, comparison);
  return { ...judged, touched: await touchedFiles(own, place, comparison, programs.length > 0) };
}

const UNKNOWN =
  'GitHub does not list so many files as the base has, so nobody can tell here whether this change changes data or programs. Check out with `fetch-depth: 0`.';

/** What else the config names, which changes for other reasons than the gate's: data, and programs that train and deploy. */
function placesOf({ data, train, deploy }: Config, home: string, base: Listing): string[] {
  const targets = Object.values(deploy).flatMap((target) =>
    'command' in target ? [[target.command].flat()] : [],
  );
  const sources = Object.values(data.sources);
  const commands: unknown[][] = [
    ...sources.flatMap(({ command }) => (command ? [command] : [])),
    ...(train.trainer === 'command' ? [train.command] : []),
    ...targets,
  ];
  const started = commands.map((command) => startedModules(command.join(' ')));
  const words = [
    ...sources.flatMap(({ path }) => path ?? []),
    ...commands.flat(),
    // A text for a shell names files too.
    ...started.flatMap(({ rest }) => wordsOf(rest)),
    data.contract,
  ];
  const named = words.flatMap((word) => (typeof word === 'string' ? (pathFrom(home, word) ?? []) : []));
  const modules = started.flatMap((one) => one.modules.map((name) => name.replaceAll('.', '/')));
  const starts = [home, pathFrom(home, 'src') ?? home, '', 'src'];
  const found = modules
    .flatMap((name) => [`${name}.py`, `${name}/__main__.py`])
    .flatMap((file) => starts.flatMap((start) => pathFrom(start, file) ?? []));
  return [...named, ...found.filter((path) => base.has(path))];
}
