import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DataEngine } from '../../src/data/engine/engine.ts';
import { registerSource } from '../../src/data/sources/sources.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { temporaryFolder, testEngine } from '../data/engine.ts';
import { type Malformed, malformedFiles } from './files.ts';

const FILES = 1000;
const SEED = 20240;
/** No file may be thought about for longer. */
const LONGEST = 10_000;

async function soundParquet(engine: DataEngine, folder: string): Promise<Buffer> {
  const path = join(folder, 'sound.parquet');
  await engine.writeParquet(
    "SELECT i AS id, 'v' || i AS city, i / 7.0 AS amount FROM range(500) AS r(i)",
    path,
  );
  return readFileSync(path);
}

/** What is wrong with how the file was refused; nothing where all is right. */
async function faultOf(engine: DataEngine, folder: string, file: Malformed): Promise<string | undefined> {
  const path = join(folder, file.name);
  writeFileSync(path, file.bytes);
  const told = `${file.name} (${file.damage}, line ${file.line ?? '-'})`;
  const typed = /\.(csv|jsonl)/.test(file.name) ? { types: { id: 'integer' as const } } : {};
  try {
    await registerSource(engine, 'data', { path, ...typed }, folder);
    await engine.rows('SELECT count(*), max(id) FROM data');
    return `${told}: was taken for sound`;
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof DataError || error instanceof UserError)) return `${told}: ${error}`;
    if (!message.includes(file.name)) return `${told}: does not name its file: ${message}`;
    if (file.binary && !/byte [\d,]+/.test(message)) return `${told}: tells no byte: ${message}`;
    if (file.line === undefined) return undefined;
    const line = Number(/line ([\d,]+)/.exec(message)?.[1]?.replaceAll(',', ''));
    return Math.abs(line - file.line) <= 1 ? undefined : `${told}: another line: ${message}`;
  } finally {
    rmSync(path);
  }
}

describe('files that are broken', () => {
  test(`${FILES} of them are each refused, with their name and the place`, { timeout: 600_000 }, async () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const engine = await testEngine(folder);
    const parquet = await soundParquet(engine, folder);
    const faults: string[] = [];
    for (const file of malformedFiles(FILES, SEED, parquet)) {
      const started = performance.now();
      const fault = await faultOf(engine, folder, file);
      if (fault !== undefined) faults.push(fault);
      if (performance.now() - started > LONGEST) faults.push(`${file.name} took too long`);
    }
    expect(faults).toEqual([]);
  });

  test('the same seed gives the same files', () => {
    const parquet = Buffer.from(`PAR1${'x'.repeat(200)}\x10\0\0\0PAR1`);
    expect(malformedFiles(40, 1, parquet)).toEqual(malformedFiles(40, 1, parquet));
    expect(malformedFiles(40, 2, parquet)).not.toEqual(malformedFiles(40, 1, parquet));
  });
});
