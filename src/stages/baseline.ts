import { join } from 'node:path';
import type { DataEngine } from '../data/engine/engine.ts';
import { type Frame, takeRows } from '../data/engine/frame.ts';
import { identifier, literal } from '../data/engine/sql.ts';
import { profileTable } from '../data/profile/profile.ts';
import type { Profile } from '../data/profile/profile-schema.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import { createView } from '../features/view.ts';
import { randomOf } from '../stats/random.ts';
import type { StageRequest } from './stage.ts';

/** More rows make drift tests slower, not better. */
const BASELINE_ROWS = 200_000;

type Period = EvidenceOf<'train'>['figures']['splits']['train'];

/** The baseline of a package: rows for drift tests, and their profile. */
export interface Baseline {
  /** The Parquet file. */
  readonly file: string;
  readonly rows: number;
  readonly profile: Profile;
}

/**
 * The rows that requests are compared with. Requests come for all that `view.where` leaves out of training because
 * its outcome is missing or odd, so where the split is by time these are all view rows of the training period that
 * would have been asked about; else no row tells its part without an outcome, and these are the training rows.
 */
export async function baselineRows(
  engine: DataEngine,
  { config }: StageRequest,
  period: Period,
  training: Frame,
): Promise<Frame> {
  const { time, where } = config.data.view;
  if (time === undefined || where === undefined || period.from === undefined || period.to === undefined)
    return training;
  const served = { label: config.model.label };
  const view = await createView(engine, config.data.view, { training: false, served });
  const [from, to] = [period.from, period.to].map((day) => `${literal(day)}::TIMESTAMP`);
  const names = [...training.columns.keys()].map(identifier).join(', ');
  return engine.frame(
    `SELECT ${names} FROM ${identifier(view.table)} WHERE ${identifier(time)} >= ${from} AND ${identifier(time)} < ${to}`,
  );
}

/**
 * Writes rows as the baseline of a package: all of them up to 200,000, else so many chosen by the seed, in
 * their order. The profile is of all rows.
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
