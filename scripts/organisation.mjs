// Writes the folder that GitHub's page “New workflow” reads in an organisation's repository `.github`:
// `node scripts/organisation.mjs <checkout of that repository>`. There a template says `$default-branch`,
// and GitHub puts the branch of the repository that takes it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [checkout] = process.argv.slice(2);
if (checkout === undefined || checkout.startsWith('-')) {
  console.error(
    "Which folder is the checkout of the organisation's repository `.github`?\n  → node scripts/organisation.mjs ../.github",
  );
  process.exit(2);
}
const from = join(import.meta.dirname, '..', 'workflows-templates');
const to = join(resolve(checkout), 'workflow-templates');
const names = readdirSync(from).filter((name) => /\.(yml|properties\.json)$/.test(name));
mkdirSync(to, { recursive: true });
let placeholder = false;
for (const name of names) {
  const text = readFileSync(join(from, name), 'utf8');
  placeholder ||= /uses: OWNER\/.*@0{40} /.test(text);
  writeFileSync(join(to, name), text.replace(/^( +branches:) \[main\]$/gm, '$1 [$default-branch]'));
}
console.log(`Wrote ${names.length} files to ${to}.`);
if (placeholder) {
  console.log('They name OWNER and no commit: put in the release that you use, or take them from a release.');
}
