// What makes a release. Tags are made and signed by a person; `.github/workflows/release.yml` does the rest.
//   --check         is this commit ready for the tag of its version? Changes nothing.
//   --pin           after a release: its commit and version into templates, READMEs and docs
//   --assets DIR    what a release holds: the archive, the bill of materials, SHA256SUMS
//   --tag TAG       on GitHub: the tag is signed, on the default branch, and of this version
//   --draft DIR     on GitHub: a draft with the assets
//   --publish TAG   on GitHub: publishes the draft and moves the tag of the major version
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAssets } from './release/assets.mjs';
import { problemsOf, versionOf } from './release/check.mjs';
import { draftRelease, publishRelease, tagProblems } from './release/github.mjs';
import { pin } from './release/pins.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [mode, argument] = process.argv.slice(2);

const MODES = {
  '--check': async () => {
    const problems = problemsOf(root);
    if (problems.length === 0) {
      const tag = `v${versionOf(root)}`;
      console.log(
        `Ready. Tag this commit and push the tag:\n  git tag --sign ${tag} --message "${tag}"\n  git push origin ${tag}\nWhen the release is there: node scripts/release.mjs --pin, commit, and both once more for the workflows that others call.`,
      );
    }
    return problems;
  },
  '--pin': async () => {
    for (const path of pin(root)) console.log(`pinned in ${path}`);
    return [];
  },
  '--assets': async (folder) => {
    for (const path of writeAssets(root, folder)) console.log(`wrote ${path}`);
    return [];
  },
  '--tag': (tag) => tagProblems(root, tag),
  '--draft': async (folder) => {
    console.log(`draft: ${await draftRelease(root, folder)}`);
    return [];
  },
  '--publish': async (tag) => {
    for (const line of await publishRelease(tag)) console.log(line);
    return [];
  },
};

const run = Object.hasOwn(MODES, mode ?? '') ? MODES[mode] : null;
const takes = ['--assets', '--tag', '--draft', '--publish'].includes(mode);
if (!run || takes !== (argument !== undefined)) {
  console.error(`Usage: node scripts/release.mjs ${Object.keys(MODES).join(' | ')}`);
  process.exit(2);
}
try {
  const problems = await run(argument);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
