// `npm run bench -- NAME`: one file of bench/ a claim, as a ratio against a yardstick in the same run.
// `NAME:PART` runs a part of it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies, modernNode, requireNode, root, run } from './lib/toolchain.mjs';

const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.slice(0, -'.mjs'.length));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(nameOf(name)));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  process.exit(2);
}
requireNode();
await installDependencies();
// Some benches read the sources, whose types only a new Node takes away.
const node = modernNode();
let worst = 0;
for (const name of wanted.length > 0 ? wanted : names) {
  const parts = name.split(':').slice(1);
  const file = join(root, 'bench', `${nameOf(name)}.mjs`);
  worst = Math.max(worst, await run(node, [file, ...parts]));
}
process.exit(worst);

function nameOf(argument) {
  return argument.split(':')[0];
}
