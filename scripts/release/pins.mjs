import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, lastRelease } from './git.mjs';

/** What stands in the place of a release before the first one. */
const PLACEHOLDER = { repository: 'OWNER/mlops-actions', commit: '0'.repeat(40) };
const REFERENCE =
  /([\w.-]+\/[\w.-]+)((?:\/actions\/[\w-]+|\/\.github\/workflows\/[\w.-]+)?)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)/g;

/** `owner/name` by `repository` in package.json; null without one. */
export function repositoryOf(root) {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const text = typeof repository === 'string' ? repository : (repository?.url ?? '');
  return /^(?:github:|(?:git\+)?https:\/\/[^/]+\/)?([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(text)?.[1] ?? null;
}

/** Where a person reads or copies our actions: pages and workflows, not tests. */
function places(root) {
  return git(root, 'ls-files', '*.md', '*.yml', '*.yaml')
    .split('\n')
    .filter((path) => path !== '' && !path.startsWith('test/') && path !== 'CHANGELOG.md');
}

const WORKFLOWS = '.github/workflows';

/**
 * The commit whose workflows call the actions of the release: one after it, for no commit can name itself. Null before
 * the pins of the actions are committed.
 */
function workflowsCommit(root, last) {
  const file = `${WORKFLOWS}/level-1.yml`;
  return git(root, 'log', '-1', '--format=%H', `-S@${last.commit}`, '--', file) || null;
}

/** What a reference to a path of ours is to name, as a function; it answers null for what cannot be known yet. */
function expectedCommits(root, last) {
  const workflows = workflowsCommit(root, last);
  return (path) => (path.startsWith(`/${WORKFLOWS}/`) ? workflows : last.commit);
}

/** Each reference to an action or workflow of ours, under the placeholder or the repository’s own name. */
function replaceReferences(root, text, replace) {
  const ours = new Set([PLACEHOLDER.repository, repositoryOf(root)]);
  return text.replace(REFERENCE, (all, repository, path, commit, version) =>
    ours.has(repository) ? replace({ all, repository, path, commit, version }) : all,
  );
}

/** The references that are not of the last release; before the first one, that are no placeholders. */
export function pinProblems(root, last) {
  const owner = last ? repositoryOf(root) : PLACEHOLDER.repository;
  const expectedCommit = last ? expectedCommits(root, last) : () => PLACEHOLDER.commit;
  return places(root).flatMap((path) => {
    let wrong = 0;
    replaceReferences(
      root,
      readFileSync(join(root, path), 'utf8'),
      ({ all, repository, path: of, commit, version }) => {
        const right =
          repository === owner && commit === expectedCommit(of) && (!last || version === `v${last.version}`);
        if (!right) wrong++;
        return all;
      },
    );
    if (wrong === 0) return [];
    return [
      `${path}: ${wrong} references to our actions are not those of ${last ? `v${last.version}; run \`node scripts/release.mjs --pin\`, commit, and once more` : 'the placeholder'}.`,
    ];
  });
}

/**
 * Writes the last release into every reference; the paths that changed. Workflows that others call are pinned by a
 * second run, once the first one is committed.
 */
export function pin(root) {
  const last = lastRelease(root);
  if (!last) throw new Error('There is no release yet: no annotated tag such as v1.2.3.');
  const owner = repositoryOf(root);
  if (!owner) throw new Error('package.json: `repository` is missing.');
  const expectedCommit = expectedCommits(root, last);
  return places(root).filter((path) => {
    const file = join(root, path);
    const before = readFileSync(file, 'utf8');
    const after = replaceReferences(root, before, ({ all, path: of }) => {
      const commit = expectedCommit(of);
      return commit === null ? all : `${owner}${of}@${commit} # v${last.version}`;
    });
    if (after === before) return false;
    writeFileSync(file, after);
    return true;
  });
}
