import { expect } from 'vitest';
import { checkTfdv } from '../../src/data/contract/exchange/tfdv-check.ts';
import { inferTfdvSchema, tfdvSchemaJson } from '../../src/data/contract/exchange/tfdv-infer.ts';
import { readTfdvJson } from '../../src/data/contract/exchange/tfdv-read.ts';
import { tfdvStatistics } from '../../src/data/contract/exchange/tfdv-statistics.ts';
import type { DataEngine } from '../../src/data/engine/engine.ts';
import { frameOf, type Value } from '../../src/data/engine/frame.ts';
import { csvStatistics, sorted } from '../data/contract/tfdv-cases.ts';
import { columnOf } from './columns.ts';
import { withEngine } from './engine.ts';
import { type Checks, vector } from './vector.ts';

/** TFDV's schema inference, validation, environments and types of CSV. */

type Columns = Record<string, Value[]>;
type SchemaJson = Record<string, unknown> & { feature: Record<string, unknown>[] };

async function statisticsOf(engine: DataEngine, name: string, columns: Columns) {
  // A column of the vectors that is written with a decimal point is FLOAT to TFDV, whole or not.
  const frame = Object.entries(columns).map(([column, values]) => {
    const present = columnOf(values.filter((value) => value !== null));
    const type = column === 'num' && present.type === 'integer' ? 'number' : present.type;
    return { name: column, type, values };
  });
  await engine.insert(name, frameOf(frame));
  return tfdvStatistics(engine, name, { csv: false });
}

const { inputs, expected: inferred } = vector<{ columns: Columns }, SchemaJson>('tfdv.infer_schema.default');

/** The types of the anomalies that the data have against a schema, by column. */
async function anomaliesOf(columns: Columns, json: unknown, environment?: string) {
  return withEngine(async (engine) => {
    const statistics = await statisticsOf(engine, 'data', columns);
    const { schema, unsupported } = readTfdvJson(json, 'schema.json');
    expect(unsupported).toEqual([]);
    const { anomalies } = await checkTfdv(engine, statistics, schema, {
      origin: (row) => ({ file: 'data.csv', row }),
      ...(environment === undefined ? {} : { environment }),
    });
    const found: Record<string, { severity: string; types: (string | null)[] }> = {};
    for (const { column, tfdv, severity } of anomalies) {
      const entry = found[column ?? ''] ?? { severity: severity.toUpperCase(), types: [] };
      found[column ?? ''] = { ...entry, types: [...entry.types, tfdv] };
    }
    return found;
  });
}

async function inference(): Promise<void> {
  const schema = await withEngine(async (engine) =>
    tfdvSchemaJson(inferTfdvSchema(await statisticsOf(engine, 'data', inputs.columns))),
  );
  expect(sorted(schema)).toEqual(sorted(inferred));
}

async function validation(): Promise<void> {
  const { inputs: changed, expected } = vector<
    { columns: Columns },
    Record<string, { severity: string; types: string[]; descriptions: string[] }>
  >('tfdv.validate.anomalies');
  const theirs = Object.entries(expected).map(([column, { severity, types }]) => [
    column,
    { severity, types },
  ]);
  expect(await anomaliesOf(changed.columns, inferred)).toEqual(Object.fromEntries(theirs));
}

async function domainMass(name: string): Promise<void> {
  const { inputs: given, expected } = vector<
    { column: Value[]; domain: string[]; min_domain_mass: number },
    { cat_anomaly: string[] }
  >(name);
  const schema = {
    feature: [
      {
        name: 'cat',
        type: 'BYTES',
        domain: 'cat',
        presence: { minCount: '1' },
        distributionConstraints: { minDomainMass: given.min_domain_mass },
      },
    ],
    stringDomain: [{ name: 'cat', value: given.domain }],
  };
  const found = await anomaliesOf({ cat: given.column }, schema);
  expect(found.cat?.types ?? []).toEqual(expected.cat_anomaly);
}

async function environment(name: string): Promise<void> {
  const { inputs: given, expected } = vector<
    { default_environment: string[]; 'cat.not_in_environment': string[] },
    Record<string, string[]>
  >(name);
  const schema = {
    ...inferred,
    defaultEnvironment: given.default_environment,
    feature: inferred.feature.map((feature) =>
      feature.name === 'cat' ? { ...feature, notInEnvironment: given['cat.not_in_environment'] } : feature,
    ),
  };
  const { cat: _, ...columns } = inputs.columns;
  const chosen = name.split('.')[2];
  const found = await anomaliesOf(columns, schema, chosen === 'None' ? undefined : chosen);
  expect(Object.fromEntries(Object.entries(found).map(([column, { types }]) => [column, types]))).toEqual(
    expected,
  );
}

async function csvTypes(): Promise<void> {
  const { inputs: given, expected } = vector<{ csv: string }, Record<string, string>>(
    'tfdv.csv.type_inference',
  );
  const text = given.csv.replaceAll('\\n', '\n');
  const statistics = await withEngine((engine, folder) => csvStatistics(engine, folder, 'data', text));
  expect(Object.fromEntries(statistics.columns.map(({ name, type }) => [name, type]))).toEqual(expected);
}

export const TFDV_CONTRACT: Checks = {
  'tfdv.infer_schema.default': inference,
  'tfdv.validate.anomalies': validation,
  ...Object.fromEntries(
    ['0.85', '0.8', '0.95'].map((mass) => {
      const name = `tfdv.validate.min_domain_mass_${mass}`;
      return [name, () => domainMass(name)];
    }),
  ),
  'tfdv.environment.TRAINING': () => environment('tfdv.environment.TRAINING'),
  'tfdv.environment.None': () => environment('tfdv.environment.None'),
  'tfdv.csv.type_inference': csvTypes,
};
