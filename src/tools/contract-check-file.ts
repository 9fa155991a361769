import { checkContract } from '../data/checks/anomalies.ts';
import type { DistanceName, MeasureDistance } from '../data/checks/comparators.ts';
import { quoted } from '../data/checks/phrases.ts';
import { HIDDEN, sentenceWithoutHidden, withoutHidden } from '../data/checks/scans/hide.ts';
import { HOW_TO_SHOW, hiddenColumns, hiddenNote } from '../data/checks/scans/personal-watch.ts';
import { scanTable } from '../data/checks/scans/scans.ts';
import { severityOf } from '../data/checks/scans/settings.ts';
import type { DatasetContract } from '../data/contract/contract.ts';
import type { ContractAnomaly, MeasuredDistance } from '../data/contract/exchange/contract-anomaly.ts';
import {
  type ContractFormat,
  chooseDataset,
  type ReadContract,
} from '../data/contract/exchange/read-contract.ts';
import { checkTfdv } from '../data/contract/exchange/tfdv-check.ts';
import { tfdvDistance } from '../data/contract/exchange/tfdv-distance.ts';
import type { TfdvSchema } from '../data/contract/exchange/tfdv-schema.ts';
import {
  EVERY_COLUMN,
  type TfdvStatistics,
  tfdvStatistics,
} from '../data/contract/exchange/tfdv-statistics.ts';
import type { Unsupported } from '../data/contract/exchange/unsupported.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { Anomaly } from '../evidence/validate-data.ts';
import { systemClock } from '../system/clock.ts';
import { UserError } from '../system/errors.ts';
import { type EngineOpener, isCsv, withTables } from './table-file.ts';

export interface CheckFileOptions {
  /** Which dataset of the contract the file is, where it has several. */
  readonly dataset?: string;
  readonly environment?: string;
  /** The previous version of the data, for drift and for the change of the number of rows. */
  readonly previous?: string;
  /** The data of the other environment, for skew. */
  readonly serving?: string;
  /** Texts that mean “missing” in CSV, beside those that the contract names. */
  readonly missing: readonly string[];
}

export interface FileCheck {
  /** `inconclusive` where the contract asks for nothing. */
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  readonly format: ContractFormat;
  readonly dataset: string;
  readonly rows: number;
  readonly anomalies: readonly ContractAnomaly[];
  /** Distances that the contract bounds, whether they keep the bound or not. */
  readonly distances: readonly MeasuredDistance[];
  /** What the contract says that was not judged. */
  readonly unsupported: readonly Unsupported[];
  /** What else could not be judged and why, as sentences. */
  readonly notes: readonly string[];
}

/** Holds a data file against a contract in any format; a TFDV schema is judged by TFDV's own rules. */
export async function checkFile(
  open: EngineOpener,
  file: string,
  read: ReadContract,
  options: CheckFileOptions,
): Promise<FileCheck> {
  const dataset = chooseDataset(read.contract, options.dataset, file);
  const rules = read.contract.datasets[dataset] as DatasetContract;
  const missing = [...new Set([...(read.missing.get(dataset) ?? []), ...options.missing])];
  const { previous, serving } = options;
  const files: Record<string, string> = {
    data: file,
    ...(previous ? { previous } : {}),
    ...(serving ? { serving } : {}),
  };
  const named = textColumns(rules);
  const texts = (csv: boolean) => (read.tfdv ? (csv ? EVERY_COLUMN : undefined) : named);
  return withTables(open, files, { missing, texts }, async (engine, tables) => {
    const of = (name: 'data' | 'previous' | 'serving') =>
      tables[name]
        ? tfdvStatistics(engine, name, { csv: read.tfdv !== undefined && isCsv(tables[name].file) })
        : undefined;
    const sides: Sides = { file, of };
    const found = read.tfdv
      ? await checkByTfdv(engine, read.tfdv, sides, options)
      : await checkByContract(engine, dataset, rules, sides, options, tables.previous?.rows);
    const { anomalies } = found;
    const failed = anomalies.some(({ severity }) => severity === 'error');
    const nothing = read.tfdv === undefined && asksNothing(rules);
    return {
      verdict: failed ? 'fail' : nothing ? 'inconclusive' : 'pass',
      format: read.format,
      dataset,
      rows: tables.data?.rows ?? 0,
      anomalies,
      distances: found.distances,
      unsupported: read.unsupported,
      notes: [...found.notes, ...(nothing ? ['The contract asks for nothing, so nothing was checked.'] : [])],
    };
  });
}

/** Where the statistics of the tables come from, each only where it is asked for. */
interface Sides {
  readonly file: string;
  of(name: 'data' | 'previous' | 'serving'): Promise<TfdvStatistics> | undefined;
}

type Found = Pick<FileCheck, 'anomalies' | 'distances' | 'notes'>;

function asksNothing({ columns, quality, ...rules }: DatasetContract): boolean {
  return Object.keys(columns).length === 0 && !quality && rules['row-schema'] === undefined;
}

/** Columns that the contract calls text are read as text, whatever they spell. */
function textColumns({ columns }: DatasetContract): Set<string> {
  return new Set(Object.keys(columns).filter((name) => columns[name]?.type === 'string'));
}

async function checkByTfdv(
  engine: DataEngine,
  schema: TfdvSchema,
  { file, of }: Sides,
  { environment }: CheckFileOptions,
): Promise<Found> {
  const [data, previous, serving] = [await of('data'), await of('previous'), await of('serving')];
  if (!data) throw new Error('the table of the data is not there');
  if (environment !== undefined && !schema.defaultEnvironments.includes(environment)) {
    const known = schema.defaultEnvironments.join(', ');
    throw new UserError(`the schema has no default environment ${JSON.stringify(environment)}`, {
      hint: known === '' ? 'It has none: leave --environment out.' : `It has ${known}.`,
    });
  }
  const found = await checkTfdv(engine, data, schema, {
    origin: (row) => ({ file, row }),
    ...(environment === undefined ? {} : { environment }),
    ...(previous ? { previous } : {}),
    ...(serving ? { serving } : {}),
  });
  const hidden = await hiddenAmong(
    engine,
    found.anomalies.filter(({ column }) => column !== null),
  );
  const note = hiddenNote(hidden);
  return {
    ...found,
    anomalies: found.anomalies.map((anomaly) => withoutExamples(anomaly, hidden)),
    notes: note === undefined ? [] : [`${note}.`],
  };
}

const MEASURES: Record<DistanceName, MeasuredDistance['measure']> = {
  'l-infinity': 'L_INFTY',
  'jensen-shannon-divergence': 'JENSEN_SHANNON_DIVERGENCE',
  'normalized-absolute-difference': 'NORMALIZED_ABSOLUTE_DIFFERENCE',
};

async function checkByContract(
  engine: DataEngine,
  dataset: string,
  rules: DatasetContract,
  { file, of }: Sides,
  { environment }: CheckFileOptions,
  previousRows: number | undefined,
): Promise<Found> {
  const distances: MeasuredDistance[] = [];
  const known = new Map<string, Promise<TfdvStatistics> | undefined>();
  const statistics = (name: 'data' | 'previous' | 'serving') => {
    if (!known.has(name)) known.set(name, of(name));
    return known.get(name);
  };
  const measure: MeasureDistance = async (kind, column, distance) => {
    const [current, control] = [
      await statistics('data'),
      await statistics(kind === 'drift' ? 'previous' : 'serving'),
    ];
    if (!current || !control) return undefined;
    const [here, there] = [current, control].map((side) => side.columns.find(({ name }) => name === column));
    if (!here || !there) return null;
    const value = await tfdvDistance(engine, MEASURES[distance], [control, there], [current, here]);
    const threshold = rules.columns[column]?.comparators?.[kind]?.[distance];
    if (value === undefined || threshold === undefined) return null;
    distances.push({ column, comparator: kind, measure: MEASURES[distance], value, threshold });
    return value;
  };
  const { anomalies: broken, notes } = await checkContract(engine, 'data', dataset, rules, {
    measure,
    now: systemClock.now(),
    ...(environment === undefined ? {} : { environment }),
    ...(previousRows === undefined ? {} : { previous: { rows: previousRows } }),
  });
  const scanned = rules.checks && (await scanTable(engine, 'data', dataset, rules.checks));
  const hidden = scanned?.hidden ?? (await hiddenAmong(engine, broken));
  const plain = isShown(rules) ? broken : broken.map((anomaly) => withoutHidden(anomaly, hidden));
  const anomalies = scanned ? [...plain, ...scanned.anomalies] : plain;
  const note = isShown(rules) ? undefined : hiddenNote(hidden);
  return {
    anomalies: anomalies.map(
      ({ column, rule, tfdv, severity, count, rows, share, examples, sentence, cure }) => ({
        column,
        code: rule,
        tfdv: tfdv ?? null,
        severity,
        count,
        share: share ?? (rows === 0 ? 0 : Math.min(1, count / rows)),
        rows: examples.map(({ row, value, file: of = file }) => ({ file: of, row, value })),
        sentence,
        cure: cure ?? 'Mend the data; change the contract only where the data are right.',
      }),
    ),
    distances,
    notes: note === undefined ? notes : [...notes, `${note}; ${HOW_TO_SHOW}.`],
  };
}

function isShown({ checks }: DatasetContract): boolean {
  return severityOf(checks, 'personal-data') === 'off';
}

/** The hidden ones among the columns that are told of; what is about several columns may be about any. */
async function hiddenAmong(
  engine: DataEngine,
  broken: readonly Pick<Anomaly, 'column'>[],
): Promise<ReadonlySet<string>> {
  if (broken.length === 0) return new Set();
  const names = new Set(broken.flatMap(({ column }) => column ?? []));
  return hiddenColumns(engine, 'data', broken.some(({ column }) => column === null) ? undefined : names);
}

/** What TFDV says of a column's values, it says with examples. */
function withoutExamples(anomaly: ContractAnomaly, hidden: ReadonlySet<string>): ContractAnomaly {
  const { column, sentence, rows } = anomaly;
  if (column === null || !hidden.has(column)) return anomaly;
  return {
    ...anomaly,
    sentence: sentenceWithoutHidden(sentence, (text) => text !== quoted(column)),
    rows: rows.map((row) => (row.value === null || row.value === '' ? row : { ...row, value: HIDDEN })),
  };
}
