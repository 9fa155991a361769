import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { checkTfdv } from '../../../src/data/contract/exchange/tfdv-check.ts';
import { inferTfdvSchema, tfdvSchemaJson } from '../../../src/data/contract/exchange/tfdv-infer.ts';
import { readTfdvText } from '../../../src/data/contract/exchange/tfdv-read.ts';
import { temporaryFolder, testEngine } from '../engine.ts';
import { csvStatistics, sorted } from './tfdv-cases.ts';

/** As TFDV 1.16.1 answered; see test/fixtures/tfdv/README.md. */
interface Case {
  readonly name: string;
  readonly reference: string;
  readonly current: string;
  readonly environment: string | null;
  readonly inferred: unknown;
  /** Text format. */
  readonly schema: string;
  readonly anomalies: Record<string, string[]>;
  readonly dataset: string[];
  readonly drift: { path: { step: string[] }; driftMeasurements?: Measurement[] }[];
}
interface Measurement {
  readonly type: string;
  readonly value?: number;
  readonly threshold: number;
}

const folder = temporaryFolder();
const origin = (row: number) => ({ file: 'current.csv', row });

describe('schemas in text format, with every kind of rule', async () => {
  const engine = await testEngine(folder);
  const file = new URL('../../fixtures/tfdv/rules.jsonl.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const cases = lines.map((line) => JSON.parse(line) as Case);

  test.each(cases.map((one) => [one.name, one] as const))('case %s', async (_, one) => {
    const reference = await csvStatistics(engine, folder, 'reference', one.reference);
    const current = await csvStatistics(engine, folder, 'current', one.current);
    expect(sorted(tfdvSchemaJson(inferTfdvSchema(reference)))).toEqual(sorted(one.inferred));

    const { schema, unsupported } = readTfdvText(one.schema, 'schema.pbtxt');
    const silent = /max_examples_count/.test(one.schema) ? ['datasetConstraints.maxExamplesCount'] : [];
    expect(unsupported.map(({ place }) => place)).toEqual(silent);
    const { anomalies, distances } = await checkTfdv(engine, current, schema, {
      previous: reference,
      origin,
      ...(one.environment === null ? {} : { environment: one.environment }),
    });
    const found: Record<string, (string | null)[]> = {};
    for (const { column, tfdv } of anomalies) {
      const key = column ?? '(dataset)';
      found[key] = [...(found[key] ?? []), tfdv];
    }
    const dataset = one.dataset.length > 0 ? { '(dataset)': one.dataset } : {};
    expect(found).toEqual({ ...one.anomalies, ...dataset });
    const measured = one.drift.flatMap(({ path, driftMeasurements = [] }) =>
      driftMeasurements.map((measurement) => ({ column: path.step[0], ...measurement })),
    );
    expect(distances).toHaveLength(measured.length);
    for (const { column, type, value = 0, threshold } of measured) {
      const ours = distances.find((one) => one.column === column && one.measure === type);
      expect(ours).toMatchObject({ comparator: 'drift', threshold });
      expect(ours?.value).toBeCloseTo(value, 9);
    }
  });
});
