import type { Touched } from '../policy.ts';
import type { Config } from '../schema/config.ts';
import { NETWORK_ADDRESS } from '../schema/sources.ts';
import type { FileComparison } from './file-comparison.ts';
import { filesOfProgram, type ProgramPlace } from './program-files.ts';
import { folderOf, pathFrom } from './repository-files.ts';

/** What a job installs by them is loaded by programs of the gate too. */
const INSTALLS =
  /(^|\/)(requirements[^/]*\.(txt|in)|constraints[^/]*\.txt|pyproject\.toml|setup\.(py|cfg)|uv\.(lock|toml)|poetry\.lock|Pipfile(\.lock)?|environment[^/]*\.ya?ml|conda-lock\.yml|package(-lock)?\.json|npm-shrinkwrap\.json|\.npmrc|yarn\.lock|\.yarnrc\.yml|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|bunfig\.toml|deno\.(jsonc?|lock)|tsconfig[^/]*\.json|renv\.lock|Project\.toml|Manifest\.toml|Gemfile(\.lock)?|Makefile|Dockerfile)$/;
const WORKFLOWS = /^\.github\/(workflows|actions)\//;
const LOCK = 'data.lock';

/**
 * What a change does beside its config that its reader should know of: it may do all of it, and its figures are about it.
 * `hasPrograms` says whether the gate starts any.
 */
export async function touchedFiles(
  config: Config,
  place: ProgramPlace,
  comparison: FileComparison,
  hasPrograms: boolean,
): Promise<Touched[]> {
  const { home, files } = place;
  const all = files.below('');
  const isRow = rowsOf(config, home);
  const makers = new Set<string>();
  for (const { command } of Object.values(config.data.sources)) {
    for (const path of command ? await filesOfProgram(command, place) : []) makers.add(path);
  }
  const lock = pathFrom(home, LOCK);
  const contract = pathFrom(home, config.data.contract);
  const above = foldersAbove(home);
  const groups: [what: string, paths: string[]][] = [
    ['the rows that it is judged by', all.filter(isRow)],
    ['which rows they should be', all.filter((path) => path === lock)],
    ['the contract that they are read and checked by', all.filter((path) => path === contract)],
    ['the programs that make these rows', [...makers].sort()],
    [
      'what the programs of the gate are installed from',
      hasPrograms ? all.filter((path) => INSTALLS.test(path) && above.has(folderOf(path))) : [],
    ],
    ['the workflows that start the gate', all.filter((path) => WORKFLOWS.test(path))],
  ];
  const touched: Touched[] = [];
  for (const [what, paths] of groups) {
    const changed: string[] = [];
    for (const path of paths) if (await comparison.isOther(path)) changed.push(path);
    if (changed.length > 0)
      touched.push({ what, files: changed.slice(0, SHOWN), more: Math.max(changed.length - SHOWN, 0) });
  }
  return touched;
}

const SHOWN = 5;

/** Whether a file has rows of a source, or says where DVC keeps them. */
function rowsOf({ data }: Config, home: string): (path: string) => boolean {
  const patterns = Object.values(data.sources)
    .flatMap(({ path }) => ([] as string[]).concat(path ?? []))
    .filter((path) => !NETWORK_ADDRESS.test(path))
    .flatMap((path) => pathFrom(home, path) ?? []);
  const expressions = patterns.map((pattern) => new RegExp(`^${expressionOf(pattern)}(\\.dvc)?$`, 'i'));
  const pointers = new Set(
    patterns.flatMap((pattern) => {
      const folders: string[] = [];
      for (let at = folderOf(pattern.replace(/[*?[].*$/, 'x')); at !== ''; at = folderOf(at))
        folders.push(`${at}.dvc`);
      return folders;
    }),
  );
  return (path) => pointers.has(path) || expressions.some((expression) => expression.test(path));
}

/** A pattern of files as DuckDB takes it. */
function expressionOf(pattern: string): string {
  return pattern
    .split(/(\*\*\/?|\*|\?|\[[^\]/]*\])/)
    .map((part) => {
      if (part.startsWith('**')) return '.*';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      // One of several signs: which ones does not matter for what is told.
      if (/^\[.*\]$/.test(part)) return '[^/]';
      return part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    })
    .join('');
}

function foldersAbove(home: string): Set<string> {
  const found = new Set(['']);
  for (let at = home; at !== ''; at = folderOf(at)) found.add(at);
  return found;
}
