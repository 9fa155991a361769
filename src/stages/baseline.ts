import { join } from 'node:path';
import type { DataEngine } from '../data/engine.ts';
import { type Frame, takeRows } from '../data/frame.ts';
import { profileTable } from '../data/profile.ts';
import type { Profile } from '../data/profile-schema.ts';
import { randomOf } from '../stats/random.ts';

/** More rows make drift tests slower, not better. */
export const BASELINE_ROWS = 200_000;

/** The baseline of a package: rows for drift tests, and their profile. */
export interface Baseline {
  /** The Parquet file. */
  readonly file: string;
  readonly rows: number;
  readonly profile: Profile;
}

/**
 * Writes the training rows as the baseline of a package: all of them up to 200,000, else so many chosen
 * by the seed, in their order. The profile is of all rows.
 */
export async function writeBaseline(
  engine: DataEngine,
  rows: Frame,
  seed: number,
  out: string,
): Promise<Baseline> {
  const file = join(out, 'baseline.parquet');
  await engine.insert('baseline', rows);
  const profile = await profileTable(engine, 'baseline');
  if (rows.rows > BASELINE_ROWS) {
    const order = Array.from({ length: rows.rows }, (_, row) => row);
    randomOf(seed).shuffle(order);
    await engine.insert(
      'baseline',
      takeRows(
        rows,
        order.slice(0, BASELINE_ROWS).sort((a, b) => a - b),
      ),
    );
  }
  await engine.writeParquet('SELECT * FROM baseline', file);
  await engine.run('DROP TABLE baseline');
  return { file, rows: Math.min(rows.rows, BASELINE_ROWS), profile };
}
