import { describe, expect, test } from 'vitest';
import { checkTfdv } from '../../../src/data/contract/exchange/tfdv-check.ts';
import { inferTfdvSchema, tfdvSchemaJson } from '../../../src/data/contract/exchange/tfdv-infer.ts';
import { readTfdvJson } from '../../../src/data/contract/exchange/tfdv-read.ts';
import { temporaryFolder, testEngine } from '../engine.ts';
import { csvStatistics, schemaOfCase, sorted, tfdvCases } from './tfdv-cases.ts';

const folder = temporaryFolder();
const origin = (row: number) => ({ file: 'current.csv', row });

describe('100 cases of real TFDV', async () => {
  const engine = await testEngine(folder);
  test.each(tfdvCases().map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const { expected } = one;
    const reference = await csvStatistics(engine, folder, 'reference', one.reference);
    const current = await csvStatistics(engine, folder, 'current', one.current);

    expect(sorted(tfdvSchemaJson(inferTfdvSchema(reference)))).toEqual(sorted(expected.inferred_schema));

    const { schema, unsupported } = readTfdvJson(schemaOfCase(one), 'schema.json');
    expect(unsupported).toEqual([]);
    const { anomalies, distances } = await checkTfdv(engine, current, schema, {
      previous: reference,
      origin,
    });
    const found: Record<string, (string | null)[]> = {};
    for (const { column, tfdv } of anomalies) {
      const key = column ?? '(dataset)';
      found[key] = [...(found[key] ?? []), tfdv];
    }
    const theirs = Object.entries(expected.anomalies).map(([column, { reasons }]) => [
      column,
      reasons.map(({ type }) => type),
    ]);
    if (expected.dataset_anomaly) {
      theirs.push(['(dataset)', expected.dataset_anomaly.reason.map(({ type }) => type)]);
    }
    expect(found).toEqual(Object.fromEntries(theirs));
    const measured = (expected.drift ?? []).flatMap(({ path, driftMeasurements }) =>
      driftMeasurements.map(({ type, value = 0, threshold }) => ({
        path: path.step[0],
        type,
        value,
        threshold,
      })),
    );
    expect(distances).toHaveLength(measured.length);
    for (const [index, { path, type, value, threshold }] of measured.entries()) {
      expect(distances[index]).toMatchObject({ column: path, comparator: 'drift', measure: type, threshold });
      expect(distances[index]?.value).toBeCloseTo(value, 9);
    }
  });
});
