import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { UserError } from './errors.ts';
import type { Log } from './log.ts';
import { runProgram } from './process.ts';

export interface InstallOptions {
  /** For messages: `DuckDB`. */
  readonly title: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 10 * 60_000;

/**
 * `npm ci` in `directory`: npm knows the user's registry, mirror, proxy and token, and checks the SHA-512 of every
 * package against the lockfile. No script of a package runs.
 * @param packages how many there are at most, for the progress shown
 * @throws UserError where there is no npm, no way to a registry, or a package is not what the lockfile pins
 */
export async function installPackages(
  directory: string,
  packages: number,
  { title, env, log, signal }: InstallOptions,
): Promise<void> {
  const npm = findNpm(env);
  if (npm === undefined) {
    throw new UserError(`${title} must be installed once, and there is no npm to do it`, {
      hint: cures(title),
    });
  }
  log.info(`Installing ${title} with npm (once; it is kept in ${dirname(directory)})`);
  const progress = log.progress(`Installing ${title}`, packages);
  const last: string[] = [];
  let fetched = 0;
  try {
    const result = await runProgram(
      npm.command,
      [
        ...npm.args,
        'ci',
        '--ignore-scripts',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--no-progress',
        '--loglevel=http',
        // A machine without a network learns so in seconds, not in minutes.
        '--fetch-retry-mintimeout=1000',
        '--fetch-retry-maxtimeout=5000',
      ],
      {
        cwd: directory,
        env: { ...env, npm_config_package_lock: 'true' },
        timeoutMs: TIMEOUT_MS,
        ...(signal ? { signal } : {}),
        onLine: (line) => {
          log.debug(line);
          if (/http (fetch|cache) /.test(line)) {
            fetched = Math.min(fetched + 1, packages);
            progress.update(fetched, `${fetched} of ${packages} packages asked for`);
          } else if (/^npm (error|ERR!)/.test(line)) {
            last.push(line.replace(/^npm (error|ERR!) ?/, ''));
          }
        },
      },
    );
    if (result.code === 0) return;
    throw failure(title, last, result.stopped);
  } finally {
    progress.end();
  }
}

function cures(title: string): string {
  return (
    `Install Node.js with npm (in a workflow: actions/setup-node) and let it reach a registry (\`npm config set registry …\` for a mirror); ` +
    `or install ${title} on another machine and name its folder with \`engines-path\`.`
  );
}

function failure(title: string, lines: readonly string[], stopped: string | undefined): UserError {
  const code = lines.find((line) => line.startsWith('code '))?.slice(5);
  // Of npm's report only the sentence: what follows are paths of its own logs.
  const sentence = lines.find((line) => line !== '' && !/^(code|errno|syscall|path) /.test(line));
  if (stopped) {
    const why =
      stopped === 'timeout' ? `it took longer than ${TIMEOUT_MS / 60_000} minutes` : 'it was stopped';
    return new UserError(`${title} was not installed: ${why}`, { hint: cures(title) });
  }
  if (code === 'EINTEGRITY') {
    return new UserError(
      `${title} was refused: a package of the registry is not the one that was pinned (${sentence})`,
      {
        hint: 'Ask whoever runs the registry or mirror: it serves other bytes than the public registry did.',
      },
    );
  }
  if (code === 'ENOSPC') {
    return new UserError(`${title} was not installed: the disk is full`, {
      hint: 'Free 200 MB in the cache folder.',
    });
  }
  const detail = [code, sentence].filter((part) => part !== undefined).join(': ');
  return new UserError(`${title} was not installed: npm failed${detail ? ` (${detail})` : ''}`, {
    hint: cures(title),
  });
}

/**
 * The npm on the PATH as it is, since a machine's own npm may be a wrapper and finds its settings beside itself;
 * where there is none, the npm beside this Node. On Windows it is a batch file, so its script is run.
 */
function findNpm(
  env: Readonly<Record<string, string | undefined>>,
): { readonly command: string; readonly args: readonly string[] } | undefined {
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const node = dirname(process.execPath);
  const script = ['node_modules', 'npm', 'bin', 'npm-cli.js'];
  if (process.platform !== 'win32') {
    const command = folders.map((folder) => join(folder, 'npm')).find((file) => existsSync(file));
    if (command !== undefined) return { command, args: [] };
    folders.length = 0;
  }
  const found = [...folders, node, join(node, '..', 'lib')]
    .map((folder) => join(folder, ...script))
    .find((file) => existsSync(file));
  return found === undefined ? undefined : { command: process.execPath, args: [found] };
}
