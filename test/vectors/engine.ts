import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../src/data/engine/duckdb.ts';
import type { DataEngine } from '../../src/data/engine/engine.ts';

/** Does something with a real engine and a folder that it may read, both gone afterwards. */
export async function withEngine<T>(work: (engine: DataEngine, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-vectors-'));
  const engine = await openEngine({
    allowedDirectories: [folder],
    temporaryDirectory: join(folder, '.tmp'),
    loadModule: () => import('@duckdb/node-api'),
  });
  try {
    return await work(engine, folder);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}
