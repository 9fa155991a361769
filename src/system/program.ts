import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What this program is and where it lies: a release's `dist`, a serving bundle, or a checkout. */
export interface Program {
  readonly version: string;
  /** The folder with the program's own `package.json`. */
  readonly root: string;
  /** The terminal's bundle, which `serve` is started with. */
  readonly cli: string;
}

let found: Program | undefined;

/** Finds the program that is running, by its `package.json` above this module. */
export function thisProgram(): Program {
  found ??= find(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function find(start: string): Program {
  for (let root = start; ; root = dirname(root)) {
    const file = join(root, 'package.json');
    if (existsSync(file)) {
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
      if (manifest.name === 'mlops-actions') {
        const beside = join(root, 'cli.mjs');
        const cli = existsSync(beside) ? beside : join(root, 'dist', 'cli.mjs');
        return { version: manifest.version ?? '0.0.0', root, cli };
      }
    }
    if (dirname(root) === root) throw new Error(`no package.json of mlops-actions above ${start}`);
  }
}
