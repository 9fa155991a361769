import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.mjs';

/**
 * CycloneDX 1.5 of what a release is made of: the packages that `dist/` bundles, and those that its engines install,
 * from the lockfiles, with the SHA-512 that npm checks. The same for the same commit.
 */
export function billOfMaterials(root, version) {
  const engines = readdirSync(join(root, 'engines')).sort();
  const components = new Map();
  const add = (lockfile, scope) => {
    const { packages } = JSON.parse(readFileSync(join(root, lockfile), 'utf8'));
    for (const [path, entry] of Object.entries(packages)) {
      const name = entry.name ?? path.split('node_modules/').at(-1);
      if (path === '' || entry.dev || entry.peer || !entry.integrity) continue;
      if (scope === 'required' && (entry.optional || entry.devOptional)) continue;
      const reference = `${name}@${entry.version}`;
      if (!components.has(reference)) components.set(reference, component(name, entry, scope));
    }
  };
  add('package-lock.json', 'required');
  for (const engine of engines) add(`engines/${engine}/package-lock.json`, 'optional');
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      timestamp: git(root, 'show', '-s', '--format=%cI', 'HEAD'),
      component: {
        type: 'application',
        'bom-ref': `mlops-actions@${version}`,
        name: 'mlops-actions',
        version,
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: [...components.keys()].sort().map((reference) => components.get(reference)),
  };
}

function component(name, { version, integrity, license }, scope) {
  const [algorithm, digest] = integrity.split('-');
  const at = name.lastIndexOf('/');
  const purl = `pkg:npm/${at < 0 ? '' : `${encodeURIComponent(name.slice(0, at))}/`}${name.slice(at + 1)}@${version}`;
  return {
    type: 'library',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    scope,
    purl,
    hashes: [
      {
        alg: algorithm.replace(/^sha(\d+)$/, 'SHA-$1'),
        content: Buffer.from(digest, 'base64').toString('hex'),
      },
    ],
    ...(license ? { licenses: [{ expression: license }] } : {}),
  };
}
