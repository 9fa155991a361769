import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from '../../../data/engine/frame.ts';
import type { ModelPackage } from '../../../models/package.ts';
import { quantile } from '../../../stats/quantile.ts';
import { writeAtomically } from '../../../system/files.ts';
import { runProgram } from '../../../system/process.ts';
import { makeTemporaryFolder, removeAtExit } from '../../../system/temporary.ts';
import type { Court } from '../court.ts';

/** The median of so many processes of each model. */
const PROCESSES = 3;
const LIMIT_MS = 120_000;

/** What a measurement gave: bytes, or why there are none. */
export type Memory = { readonly bytes: number } | { readonly why: string };

/**
 * The most memory that a fresh process of this program takes to open a package and answer a batch, all of it counted:
 * what a container needs for one model. The models are measured in turn.
 */
export async function memoryOf(
  models: readonly ModelPackage[],
  rows: Frame,
  { request, ports }: Court,
): Promise<Memory[]> {
  const folder = await makeTemporaryFolder(request.out, 'mlops-memory');
  const forget = removeAtExit(folder);
  try {
    const file = join(folder, 'rows.json');
    await writeAtomically(file, JSON.stringify([...rows.columns.values()]));
    const found = models.map((): Memory[] => []);
    for (let turn = 0; turn < PROCESSES; turn++) {
      for (const [index, { directory, manifest }] of models.entries()) {
        found[index]?.push(
          manifest.model.format === 'command'
            ? { why: 'a program of yours answers for it, whose memory cannot be seen from here' }
            : await footprint([directory, file], ports),
        );
      }
    }
    return found.map(medianOf);
  } finally {
    await rm(folder, { recursive: true, force: true });
    forget();
  }
}

async function footprint(
  args: readonly string[],
  { program, environment, signal }: Court['ports'],
): Promise<Memory> {
  const lines: string[] = [];
  const result = await runProgram(program.node, [program.cli, 'footprint', ...args, '--quiet'], {
    env: environment,
    timeoutMs: LIMIT_MS,
    onLine: (line) => lines.push(line),
    ...(signal ? { signal } : {}),
  });
  const bytes = lines.map(Number).find((value) => Number.isSafeInteger(value) && value > 0);
  if (result.code === 0 && bytes !== undefined) return { bytes };
  return {
    why: `its process ended with ${result.stopped ?? result.code ?? result.signal}: ${lines.at(-1) ?? ''}`,
  };
}

function medianOf(found: readonly Memory[]): Memory {
  const failed = found.find((one) => 'why' in one);
  if (failed) return failed;
  return {
    bytes: quantile(
      found.flatMap((one) => ('bytes' in one ? [one.bytes] : [])),
      0.5,
    ),
  };
}
