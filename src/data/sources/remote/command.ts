import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../system/errors.ts';
import { digestOfFile } from '../../../system/files.ts';
import { type ProgramResult, runProgram } from '../../../system/process.ts';
import { inheritedEnvironment } from '../../../system/program-environment.ts';
import { type FetchedFile, limitsOf, type RemotePorts, type Target } from './remote.ts';

const LAST_LINES = 20;

/** The beginnings of files that are not text, and the ending that their names need. */
const SIGNATURES: readonly (readonly [bytes: string, ending: string])[] = [
  ['PAR1', 'parquet'],
  ['ARROW1', 'arrow'],
  ['\x1f\x8b', 'csv.gz'],
  ['\x28\xb5\x2f\xfd', 'csv.zst'],
];

/**
 * Runs the user's program in the folder of the config. It writes its table (CSV, or Parquet, Arrow or JSON Lines) to
 * the file that `MLOPS_DATA_OUTPUT` names, or CSV to standard output. No token or key of our environment reaches it.
 * @throws UserError where it fails, takes too long, or leaves nothing
 */
export async function runCommand(
  { name, source, folder }: Target,
  directory: string,
  ports: RemotePorts,
): Promise<[path: string, file: FetchedFile]> {
  const command = source.command as [string, ...string[]];
  const shown = `\`${command.join(' ')}\``;
  const limits = limitsOf(source);
  // Many writers choose their format by the ending.
  const written = join(folder, source.format === undefined ? 'written' : `written.${source.format}`);
  const printed = join(folder, 'printed');
  const last: string[] = [];
  const stdout = await open(printed, 'w');
  let result: ProgramResult;
  try {
    result = await runProgram(command[0], command.slice(1), {
      cwd: directory,
      env: { ...inheritedEnvironment(ports.environment), MLOPS_DATA_OUTPUT: written },
      stdout: stdout.fd,
      timeoutMs: limits.milliseconds,
      ...(ports.signal ? { signal: ports.signal } : {}),
      onLine(line) {
        last.push(line);
        if (last.length > LAST_LINES) last.shift();
        ports.log.info(`│ ${line}`);
      },
    });
  } finally {
    await stdout.close();
  }
  ports.signal?.throwIfAborted();
  refuseFailure(name, shown, result, source['time-limit'] ?? '30m', last);
  const output = (await bytesOf(written)) > 0 ? written : printed;
  const bytes = await bytesOf(output);
  if (bytes === 0) {
    throw new UserError(`source ${name}: the program ${shown} left no table`, {
      hint: 'Let it write to the file that MLOPS_DATA_OUTPUT names, or print CSV.',
    });
  }
  if (bytes > limits.bytes) {
    throw new UserError(`source ${name}: the program ${shown} left more than ${limits.bytes / 1e6} MB`, {
      hint: 'Raise `size-limit` of the source, or write less.',
    });
  }
  const path = join(folder, `output.${await endingOf(output, source.format)}`);
  await rename(output, path);
  return [path, { shown: `the output of ${shown}`, digest: await digestOfFile(path) }];
}

/** The ending that tells what a program wrote. */
async function endingOf(path: string, format: string | undefined): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    const head = buffer.toString('latin1');
    const known = SIGNATURES.find(([bytes]) => head.startsWith(bytes))?.[1];
    if (format === 'json' && known?.startsWith('csv')) return known.replace('csv', 'jsonl');
    return known ?? (format === 'json' ? 'jsonl' : (format ?? 'csv'));
  } finally {
    await file.close();
  }
}

async function bytesOf(path: string): Promise<number> {
  return stat(path).then(
    (status) => (status.isFile() ? status.size : 0),
    () => 0,
  );
}

function refuseFailure(
  name: string,
  shown: string,
  { code, signal, stopped }: ProgramResult,
  limit: string,
  last: readonly string[],
): void {
  if (code === 0 && !stopped) return;
  const said =
    last.length > 0
      ? `; its last lines:\n${last.map((line) => `    ${line}`).join('\n')}`
      : '; it said nothing';
  if (stopped === 'timeout') {
    throw new UserError(
      `source ${name}: the program ${shown} ran longer than ${limit} and was stopped${said}`,
      {
        hint: 'Raise `time-limit` of the source, or let it write less.',
      },
    );
  }
  const how = stopped
    ? 'was interrupted'
    : signal
      ? `was ended by ${signal}`
      : `ended with exit code ${code}`;
  throw new UserError(`source ${name}: the program ${shown} ${how}${said}`, {
    hint: 'Run it by hand in the folder of the config, with MLOPS_DATA_OUTPUT set to a file.',
  });
}
