import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type EngineOptions, openEngine } from '../../src/data/engine/duckdb.ts';
import type { DataEngine } from '../../src/data/engine/engine.ts';

// Many are made inside of tests, where no hook can be set any more.
const folders: string[] = [];
const engines: DataEngine[] = [];
afterAll(async () => {
  for (const engine of engines) await engine.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-test-'));
  folders.push(folder);
  return folder;
}

/** A real engine that may read and write `folder` only. */
export async function testEngine(folder: string, options: Partial<EngineOptions> = {}): Promise<DataEngine> {
  const engine = await openEngine({
    allowedDirectories: [folder],
    temporaryDirectory: join(folder, '.tmp'),
    loadModule: () => import('@duckdb/node-api'),
    ...options,
  });
  engines.push(engine);
  return engine;
}
