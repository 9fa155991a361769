import { readdirSync, readFileSync } from 'node:fs';
import type { Evidence } from '../../src/evidence/schema.ts';

const FOLDER = new URL('../fixtures/evidence/', import.meta.url);

/** The names of the stories in `test/fixtures/evidence`. */
export const STORIES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5));

/** The evidence of a story, fresh for each caller. */
export function story(name: string): Evidence[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Evidence[];
}

export const LINKS = [
  { title: 'full report', href: 'https://github.com/acme/flights/actions/runs/42#artifacts' },
  { title: 'run', href: 'https://github.com/acme/flights/actions/runs/42' },
];
