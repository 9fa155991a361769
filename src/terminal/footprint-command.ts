import { readFile } from 'node:fs/promises';
import { type Column, frameOf } from '../data/engine/frame.ts';
import { openPackage } from '../models/package.ts';
import { loadPredictor } from '../models/predict.ts';
import { peakMemoryBytes } from '../system/peak-memory.ts';
import type { Session } from './stage-commands.ts';

/**
 * Opens a model package, answers rows once and prints the most memory that it took, in bytes. The gate runs it as a
 * process of its own, since memory of a process that did other things before says nothing of a model.
 * @param rows a JSON file with the columns of the rows
 */
export async function footprintCommand(session: Session, directory: string, rows: string): Promise<number> {
  const columns = JSON.parse(await readFile(rows, 'utf8')) as Column[];
  const predictor = await loadPredictor(await openPackage(directory));
  try {
    await predictor.predict(frameOf(columns));
    session.print(`${await peakMemoryBytes()}\n`);
  } finally {
    await predictor.close();
  }
  return 0;
}
