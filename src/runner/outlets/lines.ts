import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isPattern } from '../../config/checks/source-checks.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { lineOfRecord } from '../../data/sources/record-lines.ts';
import type { Evidence } from '../../evidence/schema.ts';
import type { Anomaly } from '../../evidence/validate-data.ts';
import type { Annotation } from '../../github/annotations.ts';
import type { PlacedAnnotation } from '../../github/check.ts';
import { annotationsOf } from './annotations.ts';
import { Places } from './places.ts';

/** What a stage has to say at lines of files. */
export interface StageLines {
  /** Why it did not pass and what was suspicious, in the order of its reasons; with a place where it is known. */
  readonly reasons: readonly Annotation[];
  /** The first rows of data files that break a rule. */
  readonly data: readonly PlacedAnnotation[];
}

/** To count the lines of a larger file would keep the step waiting. */
const LARGEST_FILE = 64 * 1024 * 1024;
const MOST_ANOMALIES = 20;
const MOST_ROWS = 2;

/** The lines of the config, the contract and the data that the evidence of a stage is about. */
export async function linesOf(
  evidence: Evidence,
  code: number,
  loaded: LoadedConfig,
  workspace: string,
): Promise<StageLines> {
  const places = new Places(loaded, workspace);
  const bad = evidence.reasons.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skipped');
  const reasons: Annotation[] = [];
  // As many as a step may show anywhere.
  const located = bad.slice(0, MOST_LOCATED);
  for (const [index, annotation] of annotationsOf(evidence, code).entries()) {
    const reason = located[index];
    const place = reason ? await places.of(evidence, reason) : null;
    reasons.push(place ? { ...annotation, ...place } : annotation);
  }
  return { reasons, data: await dataLines(evidence, loaded, places) };
}

const MOST_LOCATED = 500;

async function dataLines(
  evidence: Evidence,
  loaded: LoadedConfig,
  places: Places,
): Promise<PlacedAnnotation[]> {
  if (evidence.stage !== 'validate-data') return [];
  const bad = evidence.figures.anomalies
    .filter(({ severity }) => severity !== 'info')
    .slice(0, MOST_ANOMALIES);
  const found: PlacedAnnotation[] = [];
  for (const anomaly of bad) {
    for (const example of anomaly.examples.slice(0, MOST_ROWS)) {
      const path = fileOf(anomaly, example, loaded);
      const file = path === null ? null : places.fileOf(path);
      const line =
        path === null || file === null
          ? undefined
          : await lineIn(resolve(loaded.directory, path), example.row);
      if (file === null || line === undefined) continue;
      const kind = anomaly.severity === 'error' ? 'error' : 'warning';
      found.push({
        kind,
        title: `${evidence.model}: ${anomaly.dataset}`,
        message: anomaly.sentence,
        file,
        line,
      });
    }
  }
  return found;
}

/** The file that a row is in; null where the source is none of plain files. */
function fileOf(
  { dataset }: Anomaly,
  { file }: Anomaly['examples'][number],
  { config }: LoadedConfig,
): string | null {
  if (file !== undefined) return file;
  const { path } = (Object.hasOwn(config.data.sources, dataset) && config.data.sources[dataset]) || {};
  const [only, ...others] = typeof path === 'string' ? [path] : (path ?? []);
  return only === undefined || others.length > 0 || isPattern(only) ? null : only;
}

/** The line of a row of a CSV file that a person can read; undefined for other files. */
async function lineIn(path: string, row: number): Promise<number | undefined> {
  if (!/\.(csv|tsv|txt)$/i.test(path)) return undefined;
  try {
    const { size } = await stat(path);
    return size <= LARGEST_FILE ? await lineOfRecord(path, row, 'csv') : undefined;
  } catch {
    return undefined;
  }
}
