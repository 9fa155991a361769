import { spawnSync } from 'node:child_process';

/** The output of a git command, without the space around it. Throws where it fails. */
export function git(root, ...args) {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr.trim()}`);
  return stdout.trim();
}

/** The newest released version, `{version, commit}`, by the annotated tags `v1.2.3`; null before the first. */
export function lastRelease(root) {
  const [tag] = git(
    root,
    'for-each-ref',
    '--sort=-version:refname',
    '--format=%(objecttype) %(refname:strip=2)',
    'refs/tags/v*',
  )
    .split('\n')
    .map((line) => /^tag v(\d+\.\d+\.\d+)$/.exec(line)?.[1])
    .filter(Boolean);
  return tag ? { version: tag, commit: git(root, 'rev-parse', `refs/tags/v${tag}^{commit}`) } : null;
}
