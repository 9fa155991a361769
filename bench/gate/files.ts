// The data of the bench: labels, groups and the scores of two models, as raw files that both sides read.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomOf } from '../../src/stats/random.ts';

export const ROWS = 1_000_000;
const GROUPS = 50;
/** Rows of the bootstrap, and of that which both sides do in full. */
export const BOOTSTRAPPED = 200_000;
export const SMALL = 2000;

export function writeFiles(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const random = randomOf(11);
  const [labels, groups] = [new Uint8Array(ROWS), new Uint8Array(ROWS)];
  const [challenger, champion] = [new Float64Array(ROWS), new Float64Array(ROWS)];
  for (let row = 0; row < ROWS; row++) {
    const signal = 1.3 * random.normal() - 0.8;
    labels[row] = random.next() < sigmoid(signal) ? 1 : 0;
    groups[row] = random.integer(GROUPS);
    const common = signal + 0.5 * random.normal();
    challenger[row] = sigmoid(common + 0.4 * random.normal());
    champion[row] = sigmoid(common + 0.5 * random.normal());
  }
  for (const [name, values] of Object.entries({ labels, groups, challenger, champion })) {
    writeFileSync(join(folder, `${name}.bin`), values);
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
