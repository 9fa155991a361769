import { execFile } from 'node:child_process';

/** Where in the history a run stands. */
export interface GitState {
  /** The full SHA of HEAD; null outside a git checkout. */
  readonly commit: string | null;
  /** True where tracked files differ from the commit. */
  readonly dirty: boolean;
}

/** Asks git about `directory`; without git or a checkout there is no commit. */
export async function gitState(directory: string): Promise<GitState> {
  const commit = await git(directory, 'rev-parse', '--verify', 'HEAD');
  if (commit === null) return { commit: null, dirty: false };
  const changes = await git(directory, 'status', '--porcelain', '--untracked-files=no');
  return { commit: commit.trim(), dirty: changes === null || changes.trim() !== '' };
}

/** The output of a git command, or null where it failed. */
function git(directory: string, ...args: readonly string[]): Promise<string | null> {
  const options = { cwd: directory, timeout: 30_000, maxBuffer: 1 << 24, windowsHide: true };
  return new Promise((resolve) => {
    execFile('git', args, options, (error, stdout) => resolve(error ? null : stdout));
  });
}
