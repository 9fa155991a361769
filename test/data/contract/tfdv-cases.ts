import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  EVERY_COLUMN,
  type TfdvStatistics,
  tfdvStatistics,
} from '../../../src/data/contract/exchange/tfdv-statistics.ts';
import type { DataEngine } from '../../../src/data/engine/engine.ts';
import { registerSource } from '../../../src/data/sources/sources.ts';

export interface TfdvCase {
  readonly name: string;
  readonly reference: string;
  readonly current: string;
  readonly expected: {
    readonly inferred_schema: { feature: Record<string, unknown>[]; stringDomain?: unknown[] };
    readonly changes_to_inferred_schema: {
      readonly min_domain_mass?: readonly [string, number];
      readonly drift?: readonly [string, 'infinity_norm' | 'jensen_shannon_divergence', number];
      readonly min_examples?: number;
    };
    readonly anomalies: Record<string, { severity: string; reasons: { type: string }[] }>;
    readonly dataset_anomaly: { reason: { type: string }[] } | null;
    readonly drift:
      | {
          path: { step: string[] };
          driftMeasurements: { type: string; value?: number; threshold: number }[];
        }[]
      | null;
  };
}

/** Real answers of TFDV 1.16.1; see test/fixtures/tfdv/README.md. */
export function tfdvCases(): TfdvCase[] {
  const file = new URL('../../fixtures/tfdv/cases.jsonl.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as TfdvCase);
}

/** The schema that a case was validated against, as JSON. */
export function schemaOfCase({ expected }: TfdvCase): Record<string, unknown> {
  const schema = structuredClone(expected.inferred_schema) as Record<string, unknown> & {
    feature: Record<string, unknown>[];
  };
  const { min_domain_mass: mass, drift, min_examples: least } = expected.changes_to_inferred_schema;
  const feature = (name: string) => schema.feature.find((one) => one.name === name) ?? {};
  if (mass) feature(mass[0]).distributionConstraints = { minDomainMass: mass[1] };
  if (drift) {
    const comparator = drift[1] === 'infinity_norm' ? 'infinityNorm' : 'jensenShannonDivergence';
    feature(drift[0]).driftComparator = { [comparator]: { threshold: drift[2] } };
  }
  if (least !== undefined) schema.datasetConstraints = { minExamplesCount: String(least) };
  return schema;
}

/** The statistics of a CSV text, loaded as a table of that name. */
export async function csvStatistics(
  engine: DataEngine,
  folder: string,
  name: string,
  text: string,
): Promise<TfdvStatistics> {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, text);
  await registerSource(engine, name, { path }, folder, EVERY_COLUMN);
  return tfdvStatistics(engine, name, { csv: true });
}

/** Messages of protocol buffers have no order of fields. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, unknown] => [key, sorted(inner)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
