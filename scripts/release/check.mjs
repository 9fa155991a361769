import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, lastRelease } from './git.mjs';
import { pinProblems, repositoryOf } from './pins.mjs';

/** The version in package.json. */
export function versionOf(root) {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}

/** What is built or generated, with the script that holds it against its source. */
const BUILT = [
  ['scripts/build.mjs', 'dist/ is not what src/ builds.'],
  ['scripts/docs.ts', 'Generated pages are not what src/ says.'],
];

/** What keeps this commit from being the release of its version, a sentence each. */
export function problemsOf(root, built = BUILT) {
  const version = versionOf(root);
  const last = lastRelease(root);
  const problems = [];
  if (git(root, 'status', '--porcelain') !== '')
    problems.push('The working tree is not clean. Commit or remove what `git status` lists.');
  if (!/^\d+\.\d+\.\d+$/.test(version))
    problems.push(`package.json: version ${version} is not of the form 1.2.3.`);
  else if (last && !isNewer(version, last.version))
    problems.push(`package.json: version ${version} is not newer than the release v${last.version}.`);
  if (!repositoryOf(root))
    problems.push(
      'package.json: `repository` is missing; the templates name it (`"repository": "github:OWNER/NAME"`).',
    );
  problems.push(...changelogProblems(root, version), ...pinProblems(root, last));
  for (const [script, what] of built) {
    const options = { cwd: root, encoding: 'utf8' };
    const { status, stderr } = spawnSync(process.execPath, [join(root, script), '--check'], options);
    if (status !== 0) problems.push(`${what} ${stderr.trim().split('\n')[0]}`);
  }
  return problems;
}

function isNewer(version, than) {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number));
  const at = left.findIndex((part, index) => part !== right[index]);
  return at >= 0 && left[at] > right[at];
}

function changelogProblems(root, version) {
  const text = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const notes = notesOf(text, version);
  if (notes === null)
    return [
      `CHANGELOG.md: there is no \`## ${version} - YYYY-MM-DD\`. Move what is under \`## Unreleased\` there.`,
    ];
  return notes === '' ? [`CHANGELOG.md: ${version} says nothing.`] : [];
}

/** What a changelog says of a version; null where it does not name it with a date. */
export function notesOf(text, version) {
  const heading = new RegExp(`^## ${version.replaceAll('.', '\\.')} - \\d{4}-\\d{2}-\\d{2}$`);
  const lines = text.split('\n');
  const start = lines.findIndex((line) => heading.test(line));
  if (start < 0) return null;
  const end = lines.findIndex((line, index) => index > start && line.startsWith('## '));
  return lines
    .slice(start + 1, end < 0 ? undefined : end)
    .join('\n')
    .trim();
}
