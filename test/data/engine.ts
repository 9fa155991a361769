import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type EngineOptions, openEngine } from '../../src/data/duckdb.ts';
import type { DataEngine } from '../../src/data/engine.ts';

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
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
  afterAll(() => engine.close());
  return engine;
}
