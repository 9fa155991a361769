// Files of npm packages that are too large to be dependencies.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One file of a package as npm packs it, and the digest that npm has of the package. */
export function filePacked(name, version, path) {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  try {
    const packed = JSON.parse(execFileSync('npm', ['pack', '--json', `${name}@${version}`], { cwd: folder }));
    const { filename, integrity } = Array.isArray(packed) ? packed[0] : Object.values(packed)[0];
    execFileSync('tar', ['-xzf', filename, `package/${path}`], { cwd: folder });
    return { text: readFileSync(join(folder, 'package', path), 'utf8'), integrity };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
