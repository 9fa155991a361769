import { canRead, openBytes } from './csv/csv-bytes.ts';

const LINE_FEED = 10;
const QUOTE = 34;

/**
 * The line on which a record of a text file begins, both from 1; undefined where this Node cannot decompress it, or
 * there are fewer records. Blank lines are no records.
 * @param form `csv`: the header is no record, and line ends between quotes end none
 */
export async function lineOfRecord(
  path: string,
  record: number,
  form: 'csv' | 'json',
): Promise<number | undefined> {
  if (!canRead(path)) return undefined;
  const bytes = await openBytes(path, path);
  const csv = form === 'csv';
  const wanted = csv ? record + 1 : record;
  try {
    const buffer = new Uint8Array(1 << 20);
    let [line, begun, records] = [1, 1, 0];
    let [open, blank] = [false, true];
    for (;;) {
      const size = await bytes.fill(buffer, 0);
      if (size === 0) return !blank && records + 1 === wanted ? begun : undefined;
      for (let at = 0; at < size; at++) {
        const byte = buffer[at] as number;
        if (byte !== LINE_FEED) {
          if (csv && byte === QUOTE) open = !open;
          if (byte > 32) blank = false;
          continue;
        }
        line++;
        if (open) continue;
        if (!blank) {
          records++;
          if (records === wanted) return begun;
        }
        begun = line;
        blank = true;
      }
    }
  } finally {
    await bytes.close();
  }
}
