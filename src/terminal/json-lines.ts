import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import type { Frame } from '../data/engine/frame.ts';
import { timestampText } from '../data/engine/times.ts';
import { writeAtomicallyWith } from '../system/files.ts';

/** Writes the rows of a frame as JSON Lines, times as ISO 8601, into a file or else to standard output. */
export async function writeJsonLines(rows: Frame, out: string | undefined): Promise<void> {
  if (out === undefined) return writeLines(process.stdout, linesOf(rows));
  await writeAtomicallyWith(resolve(out), async (temporary) => {
    const stream = createWriteStream(temporary, { flags: 'wx' });
    await writeLines(stream, linesOf(rows));
    stream.end();
    await once(stream, 'close');
  });
}

function* linesOf(rows: Frame): Generator<string> {
  const columns = [...rows.columns.values()];
  for (let row = 0; row < rows.rows; row++) {
    const record = columns.map(({ name, type, values }) => {
      const value = values[row] ?? null;
      const shown = type === 'timestamp' && typeof value === 'number' ? timestampText(value) : value;
      return `${JSON.stringify(name)}:${JSON.stringify(shown)}`;
    });
    yield `{${record.join(',')}}\n`;
  }
}

async function writeLines(stream: Writable, lines: Iterable<string>): Promise<void> {
  let batch = '';
  for (const line of lines) {
    batch += line;
    if (batch.length < 1 << 16) continue;
    if (!stream.write(batch)) await once(stream, 'drain');
    batch = '';
  }
  if (batch !== '' && !stream.write(batch)) await once(stream, 'drain');
}
