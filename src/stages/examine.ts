import { resolve } from 'node:path';
import { checkContract } from '../data/checks/anomalies.ts';
import { profileWithoutHidden, withoutHidden } from '../data/checks/scans/hide.ts';
import { type ScanSubject, Scans } from '../data/checks/scans/scans.ts';
import { datasetContract, VIEW } from '../data/contract/contract.ts';
import { describeTable, rowsOf } from '../data/engine/table.ts';
import { profileTable } from '../data/profile/profile.ts';
import { summarise } from '../data/profile/profile-summary.ts';
import { originOfRow } from '../data/sources/sources.ts';
import { LOCK_FILE, type LockedDataset, lockedDataset, readLock } from '../data/versions/lock.ts';
import { datasetDigest } from '../data/versions/version.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import type { Anomaly } from '../evidence/validate-data.ts';
import { shortDigest } from '../report/format.ts';
import type { OpenData } from './data.ts';
import type { Ports, StageRequest } from './stage.ts';

type CheckOptions = NonNullable<Parameters<typeof checkContract>[4]>;
export type Dataset = EvidenceOf<'validate-data'>['figures']['datasets'][number];

/** What the data of this stage are for. */
const TRAINING = 'training';

/** What was found out about the datasets so far. */
export interface DataFindings {
  readonly datasets: Dataset[];
  readonly anomalies: Anomaly[];
  readonly warnings: string[];
  /** The sources as `data.lock` would have them, without their files. */
  readonly versions: Record<string, LockedDataset>;
  /** Datasets of which the contract says nothing. */
  readonly unchecked: string[];
}

/** Holds a source against its contract, and looks for what no contract asks for. */
export async function examineSource(
  data: OpenData,
  name: string,
  request: StageRequest,
  found: DataFindings,
  ports: Ports,
): Promise<void> {
  const source = data.sources.get(name);
  const { time, join } = request.config.data.view;
  const times = [time, ...join.map(({ asof }) => asof)].filter((each) => each !== undefined);
  const several = source !== undefined && source.files.length > 1;
  // With several files a row is told by its file.
  const origin = several ? { originOf: (row: number) => originOfRow(source, row - 1) } : {};
  const files = several ? { files: source.files } : {};
  const locked = (await readLock(resolve(request.directory, LOCK_FILE), LOCK_FILE))?.datasets[name];
  const previous = locked ? { previous: { rows: locked.rows } } : {};
  await examine(data, name, name, { ...origin, ...previous }, { times, ...files }, found, ports);
}

/** The same of the feature view, which is the table `table`. */
export async function examineViewTable(
  data: OpenData,
  table: string,
  { config }: StageRequest,
  found: DataFindings,
  ports: Ports,
): Promise<Pick<Scans, 'hidden' | 'collisions'>> {
  const { task, label: column } = config.model;
  const { time } = config.data.view;
  const features = config.features.flatMap(({ columns }) => columns);
  const view = { features, label: { column, task } };
  const times = time === undefined ? [] : [time];
  return examine(data, VIEW, table, { label: view.label }, { times, view }, found, ports);
}

async function examine(
  { engine, contract, sources }: OpenData,
  name: string,
  table: string,
  options: CheckOptions,
  known: Pick<ScanSubject, 'times' | 'files' | 'view'>,
  found: DataFindings,
  { log, clock }: Ports,
): Promise<Pick<Scans, 'hidden' | 'collisions'>> {
  const rules = datasetContract(contract, name);
  if (!rules) {
    const what = name === VIEW ? 'the view' : `source ${name}`;
    const warning = `The contract says nothing of ${what}: nothing was checked there.`;
    found.warnings.push(warning);
    found.unchecked.push(name);
    log.warn(warning);
  }
  const { anomalies: broken, notes } = rules
    ? await checkContract(engine, table, name, rules, {
        environment: TRAINING,
        now: clock.now(),
        datasets: new Map([...sources.keys()].map((source) => [source, source])),
        ...options,
      })
    : { anomalies: [], notes: [] };
  found.warnings.push(...notes);
  for (const note of notes) log.warn(note);
  const scans = new Scans({
    table,
    dataset: name,
    rows: await rowsOf(engine, table),
    columns: await describeTable(engine, table),
    checks: rules?.checks,
    ...(options.originOf ? { originOf: options.originOf } : {}),
    ...known,
  });
  const whole = await profileTable(engine, table, {}, scans);
  const profile = profileWithoutHidden(whole, scans.hidden);
  const anomalies = [
    ...broken.map((anomaly) => withoutHidden(anomaly, scans.hidden)),
    ...(await scans.finish(engine)),
  ];
  const digest = await datasetDigest(engine, table);
  const columns = summarise(profile).map((summary) =>
    scans.hidden.has(summary.column) ? { ...summary, hidden: true } : summary,
  );
  found.datasets.push({ name, rows: profile.rows, digest, columns });
  if (name !== VIEW) found.versions[name] = lockedDataset(digest, profile, []);
  log.info(
    `${name}: ${profile.rows.toLocaleString('en-US')} rows, ${columns.length} columns, version ${shortDigest(digest)}`,
  );
  tellAnomalies(anomalies, found, log);
  return scans;
}

/** Keeps anomalies and says each in the log. */
export function tellAnomalies(
  anomalies: readonly Anomaly[],
  found: Pick<DataFindings, 'anomalies'>,
  log: Ports['log'],
): void {
  found.anomalies.push(...anomalies);
  for (const { severity, sentence } of anomalies) {
    if (severity === 'error') log.error(sentence);
    else if (severity === 'warn') log.warn(sentence);
    else log.info(sentence);
  }
}
