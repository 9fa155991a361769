import { resolve } from 'node:path';
import { type Contract, datasetContract } from '../data/contract/contract.ts';
import { readContract } from '../data/contract/contract-file.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { Frame } from '../data/engine/frame.ts';
import { identifier } from '../data/engine/sql.ts';
import { fetchedDirectories, fetchSources, type LocalSources } from '../data/sources/remote/fetch.ts';
import type { RemotePorts } from '../data/sources/remote/remote.ts';
import {
  allowedDirectories,
  checkSourceNames,
  isRemote,
  type RegisteredSource,
  registerSource,
} from '../data/sources/sources.ts';
import { gateColumnsOf } from '../evaluation/rules/rules.ts';
import { createView, type FeatureView } from '../features/view.ts';
import { DataError, UserError } from '../system/errors.ts';
import { canonicalJson, digestOf } from '../system/files.ts';
import type { Log } from '../system/log.ts';
import { nearest } from '../system/nearest.ts';
import type { Ports, StageRequest } from './stage.ts';

/** Where the sources and their contract are. */
export type DataPlace = Pick<StageRequest, 'config' | 'directory'>;

/** Called for a source that cannot be read; without it the error is thrown. */
export type OnUnreadable = (source: string, error: DataError) => void;

/** The sources of the config, open in the data engine. */
export interface OpenData {
  readonly engine: DataEngine;
  readonly contract: Contract;
  /** Those that could be read. */
  readonly sources: ReadonlyMap<string, RegisteredSource>;
  /** Makes the feature view for training and evaluation: with the label, and the rows that have one. */
  createView(): Promise<FeatureView>;
  close(): Promise<void>;
}

/** Opens the data engine on the sources of the config; the run folder can be written too. */
export async function openData(
  request: StageRequest,
  ports: Ports,
  onUnreadable?: OnUnreadable,
): Promise<OpenData> {
  const { config, directory, out } = request;
  const contract = await contractOf(request);
  const { local, directories } = await bringSources(request, ports.remote, onUnreadable);
  const engine = await ports.openEngine([...directories, out]);
  try {
    const sources = await ports.log.group('Read data', () =>
      openSources(engine, local, directory, contract, ports.log, onUnreadable),
    );
    ports.signal?.throwIfAborted();
    return {
      engine,
      contract,
      sources,
      createView: async () => {
        refuseNoRows(sources.get(config.data.view.from));
        const view = await openView(engine, request, { training: true }, ports.log);
        const { inputs, extras } = viewColumns(request);
        requireColumns(view, [...inputs, ...extras]);
        return view;
      },
      close: () => engine.close(),
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** The contract that the config names. */
export function contractOf({ config, directory }: DataPlace): Promise<Contract> {
  return readContract(resolve(directory, config.data.contract), config.data.contract);
}

/**
 * Brings the sources of a config onto this machine.
 * @returns them, and the folders that the data engine must be allowed to read
 */
export async function bringSources(
  { config, directory }: DataPlace,
  remote: RemotePorts,
  onUnreadable?: OnUnreadable,
): Promise<{ local: LocalSources; directories: string[] }> {
  const { sources } = config.data;
  checkSourceNames(Object.keys(sources));
  const bring = () => fetchSources(sources, directory, remote, onUnreadable);
  const local = await (Object.values(sources).some(isRemote)
    ? remote.log.group('Fetch data', bring)
    : bring());
  const configs = Object.fromEntries([...local].map(([name, source]) => [name, source.config]));
  return { local, directories: [...allowedDirectories(configs, directory), ...fetchedDirectories(local)] };
}

/**
 * The digest of what was fetched for each source, by `source:<name>`: of the file itself, or of the list of files
 * with their digests where there are several. Files that were here all along have none.
 */
export function fetchedDigests(sources: ReadonlyMap<string, RegisteredSource>): Record<string, string> {
  const digests: Record<string, string> = {};
  for (const { name, files } of sources.values()) {
    const known = files.flatMap(({ shown, digest }) => (digest === undefined ? [] : [{ shown, digest }]));
    const [first, second] = known;
    if (!first) continue;
    digests[`source:${name}`] = second || files.length > 1 ? digestOf(canonicalJson(known)) : first.digest;
  }
  return digests;
}

/**
 * Makes the sources tables of the engine. What their contract calls text is read as text, whatever it
 * spells: zip codes of digits only are no numbers.
 */
export async function openSources(
  engine: DataEngine,
  sources: LocalSources,
  directory: string,
  contract: Contract,
  log: Log,
  onUnreadable?: OnUnreadable,
): Promise<Map<string, RegisteredSource>> {
  const opened = new Map<string, RegisteredSource>();
  // At once: the survey of a CSV file runs while DuckDB loads the one before it.
  const loading = [...sources].map(([name, { config, fetched }]) => {
    const found = registerSource(engine, name, config, directory, textColumns(contract, name), fetched);
    // It is waited for in its turn, unless one before it fails.
    found.catch(() => undefined);
    return [name, found] as const;
  });
  for (const [name, registering] of loading) {
    try {
      const found = await registering;
      const [file, ...others] = found.files;
      const from = others.length === 0 ? file?.shown : `${found.files.length} files`;
      log.info(`${name}: ${found.rows.toLocaleString('en-US')} rows from ${from}`);
      opened.set(name, found);
    } catch (error) {
      if (!(error instanceof DataError) || !onUnreadable) throw error;
      onUnreadable(name, error);
    }
  }
  return opened;
}

/** Without rows nobody knows what the columns of a text file are. */
function refuseNoRows(source: RegisteredSource | undefined): void {
  if (!source || source.rows > 0) return;
  const files = source.files.map(({ shown }) => shown).join(', ');
  throw new DataError(`source ${source.name} has no rows (${files})`, {
    hint: 'Bring data, or mend the path of the source.',
  });
}

function textColumns(contract: Contract, source: string): Set<string> {
  const columns = datasetContract(contract, source)?.columns ?? {};
  return new Set(Object.keys(columns).filter((name) => columns[name]?.type === 'string'));
}

/** Makes the feature view: for training with the label, else the rows that a server would be asked about. */
export async function openView(
  engine: DataEngine,
  { config }: Pick<DataPlace, 'config'>,
  { training }: { readonly training: boolean },
  log: Log,
): Promise<FeatureView> {
  const { label } = config.model;
  const made = await createView(
    engine,
    config.data.view,
    training ? { training, label } : { training, served: { label } },
  );
  for (const { source, found } of made.joins) {
    const line = `view: ${found.toLocaleString('en-US')} of ${made.rowsBefore.toLocaleString('en-US')} rows found ${source}`;
    if (made.rowsBefore > 0 && found < made.rowsBefore / 10) log.warn(`${line}; check the keys of this join`);
    else log.info(line);
  }
  return made;
}

/** The columns of the view that go in and out of storage and servers, in order. */
export interface ViewColumns {
  /** Those that the features read. */
  readonly inputs: string[];
  /** Time, keys and slice columns besides. */
  readonly extras: string[];
}

/** Which columns of the view the config uses. */
export function viewColumns({ config }: Pick<StageRequest, 'config'>): ViewColumns {
  const inputs = [...new Set(config.features.flatMap(({ columns }) => columns))];
  const { time, keys } = config.data.view;
  const extras = [
    ...new Set([...(time === undefined ? [] : [time]), ...keys, ...gateColumnsOf(config.gate)]),
  ];
  return { inputs, extras: extras.filter((name) => !inputs.includes(name)) };
}

/** Throws `UserError` where the view lacks a column. */
function requireColumns(view: FeatureView, names: readonly string[]): void {
  const known = view.columns.map(({ name }) => name);
  const [unknown] = names.filter((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  const question = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
  throw new UserError(`${JSON.stringify(unknown)} is no column of the view${question}`, {
    hint: `It has ${known.join(', ')}. Mend the name under \`features\`, \`gate.slices\`, \`data.split\` or \`data.view\`.`,
  });
}

/** The named columns of the view as a frame, in the view's order; `rows` is a condition in SQL. */
export async function readView(
  engine: DataEngine,
  view: FeatureView,
  names: readonly string[],
  rows?: string,
): Promise<Frame> {
  requireColumns(view, names);
  const where = rows === undefined ? '' : `WHERE ${rows}`;
  return engine.frame(`SELECT ${names.map(identifier).join(', ')} FROM ${identifier(view.table)} ${where}`);
}
