// Run as a process of its own: says that it is ready, registers one package, and prints what came of it.
// node register-once.ts <registry> <package>

import { openPackage } from '../../src/models/package.ts';
import { FolderRegistry } from '../../src/registry/folder.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { MODEL, requestFor } from './packages.ts';

const [path = '', directory = ''] = process.argv.slice(2);
const ports = { clock: fixedClock('2026-01-01T00:00:00.000Z') };
const registry = FolderRegistry.open(path, { model: MODEL, directory: '/' }, ports);
process.stderr.write('ready\n');
try {
  const { record, created } = await registry.register(requestFor(await openPackage(directory)));
  process.stdout.write(JSON.stringify({ version: record.version, created, package: record.package }));
} catch (error) {
  const { name, message } = error as Error;
  process.stdout.write(JSON.stringify({ name, message }));
  process.exitCode = 1;
}
