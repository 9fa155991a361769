// Generates what is written once in src and in the action.yml files: schemas/, the tables of docs/ and
// of the README files. `--check` changes nothing and fails where a file is not what would be written.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { generatedFiles } from './docs/files.ts';

const root = resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const { path, content } of generatedFiles(root)) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
  stale.push(path);
  if (check) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`wrote ${path}`);
}

if (check && stale.length > 0) {
  console.error(`Not what src and action.yml say: ${stale.join(', ')}\n  → run \`node scripts/docs.ts\``);
  process.exitCode = 1;
}
