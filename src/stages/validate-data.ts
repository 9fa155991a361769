import { checkContract } from '../data/anomalies.ts';
import { datasetContract, VIEW } from '../data/contract.ts';
import { profileTable } from '../data/profile.ts';
import { summarise } from '../data/profile-summary.ts';
import { originOfRow } from '../data/sources.ts';
import { datasetDigest } from '../data/version.ts';
import { type LockedDataset, lockedDataset } from '../data/versions/lock.ts';
import type { Anomaly, EvidenceOf, Reason } from '../evidence/schema.ts';
import { shortDigest } from '../report/format.ts';
import { DataError } from '../system/errors.ts';
import { canonicalJson, digestOf } from '../system/files.ts';
import { fetchedDigests, type OpenData, openData } from './data.ts';
import { sinceLock } from './data-lock.ts';
import { evidenceOf, type Ports, type StageRequest, verdictOf } from './stage.ts';

type Figures = EvidenceOf<'validate-data'>['figures'];
type Dataset = Figures['datasets'][number];
type CheckOptions = NonNullable<Parameters<typeof checkContract>[4]>;

/** What was found out about the datasets so far. */
interface Findings {
  readonly datasets: Dataset[];
  readonly anomalies: Anomaly[];
  readonly warnings: string[];
  /** The sources as `data.lock` would have them, without their files. */
  readonly versions: Record<string, LockedDataset>;
  /** Datasets of which the contract says nothing. */
  readonly unchecked: string[];
}

/** Holds every source, and the view that they make, against the contract. */
export async function validateData(
  request: StageRequest,
  ports: Ports,
): Promise<EvidenceOf<'validate-data'>> {
  const started = ports.clock.now();
  const found: Findings = { datasets: [], anomalies: [], warnings: [], versions: {}, unchecked: [] };
  const data = await openData(request, ports, (source, error) => {
    found.anomalies.push(unusable(source, 'readable', error));
    ports.log.error(error.message);
  });
  try {
    for (const name of data.sources.keys()) {
      await ports.log.group(`Check ${name}`, () =>
        examine(data, name, name, sourceOptions(data, name), found, ports),
      );
    }
    await ports.log.group(`Check ${VIEW}`, () => examineView(data, request, found, ports));
    const since = await sinceLock(request, found.versions, ports.log);
    found.warnings.push(...since.warnings);
    const reasons = reasonsOf(found);
    return evidenceOf('validate-data', request, ports, started, {
      verdict: verdictOf(reasons),
      reasons,
      warnings: found.warnings,
      inputs: {
        ...Object.fromEntries(found.datasets.map(({ name, digest }) => [`dataset:${name}`, digest])),
        ...fetchedDigests(data.sources),
        contract: digestOf(canonicalJson(data.contract)),
      },
      tools: { duckdb: data.engine.version },
      figures: {
        datasets: found.datasets,
        anomalies: found.anomalies,
        ...(since.changes ? { sinceLock: since.changes } : {}),
      },
    });
  } finally {
    await data.close();
  }
}

/** With several files a row is told by its file. */
function sourceOptions({ sources }: OpenData, name: string): CheckOptions {
  const source = sources.get(name);
  if (!source || source.files.length < 2) return {};
  return { originOf: (row) => originOfRow(source, row - 1) };
}

async function examineView(
  data: OpenData,
  request: StageRequest,
  found: Findings,
  ports: Ports,
): Promise<void> {
  // A view over broken sources would only say the same in other words, or fail half-way.
  if (found.anomalies.some(({ severity }) => severity === 'error')) {
    const warning = 'The view was not checked, because its sources break their contract.';
    found.warnings.push(warning);
    ports.log.warn(warning);
    return;
  }
  const { task, label } = request.config.model;
  try {
    const { table } = await data.createView();
    await examine(data, VIEW, table, { label: { column: label, task } }, found, ports);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    found.anomalies.push(unusable(VIEW, 'computable', error));
    ports.log.error(error.message);
  }
}

async function examine(
  { engine, contract }: OpenData,
  name: string,
  table: string,
  options: CheckOptions,
  found: Findings,
  { log }: Ports,
): Promise<void> {
  const rules = datasetContract(contract, name);
  if (!rules) {
    const what = name === VIEW ? 'the view' : `source ${name}`;
    const warning = `The contract says nothing of ${what}: nothing was checked there.`;
    found.warnings.push(warning);
    found.unchecked.push(name);
    log.warn(warning);
  }
  const anomalies = rules ? (await checkContract(engine, table, name, rules, options)).anomalies : [];
  const profile = await profileTable(engine, table);
  const digest = await datasetDigest(engine, table);
  const dataset = { name, rows: profile.rows, digest, columns: summarise(profile) };
  found.datasets.push(dataset);
  if (name !== VIEW) found.versions[name] = lockedDataset(digest, profile, []);
  found.anomalies.push(...anomalies);
  log.info(
    `${name}: ${dataset.rows.toLocaleString('en-US')} rows, ${dataset.columns.length} columns, version ${shortDigest(digest)}`,
  );
  for (const { severity, sentence } of anomalies) {
    if (severity === 'error') log.error(sentence);
    else if (severity === 'warn') log.warn(sentence);
    else log.info(sentence);
  }
}

/** A dataset that could not even be looked at: its rows are not known. */
function unusable(dataset: string, rule: 'readable' | 'computable', error: DataError): Anomaly {
  const sentence = error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
  return { dataset, column: null, rule, severity: 'error', count: 0, rows: 0, sentence, examples: [] };
}

function reasonsOf({ anomalies, datasets, unchecked }: Findings): Reason[] {
  const outcomes = { error: 'fail', warn: 'warn', info: 'pass' } as const;
  const rank = { error: 0, warn: 1, info: 2 };
  const broken = [...anomalies].sort((a, b) => rank[a.severity] - rank[b.severity]);
  if (broken.length === 0) {
    const checked = datasets.filter(({ name }) => !unchecked.includes(name));
    if (checked.length === 0) {
      const sentence = 'The contract says nothing of any dataset, so nothing was checked.';
      return [{ rule: 'contract', outcome: 'inconclusive', measured: 0, bound: 1, sentence }];
    }
    const rows = checked.reduce((sum, dataset) => sum + dataset.rows, 0).toLocaleString('en-US');
    const sentence =
      checked.length === 1
        ? `One dataset with ${rows} rows keeps every rule of the contract.`
        : `${checked.length} datasets with ${rows} rows keep every rule of the contract.`;
    return [{ rule: 'contract', outcome: 'pass', measured: 0, bound: 0, sentence }];
  }
  return broken.map(({ dataset, column, rule, severity, count, sentence }) => ({
    rule: `${dataset}.${rule}`,
    outcome: outcomes[severity],
    measured: count,
    bound: 0,
    sentence,
    ...(column === null ? {} : { column }),
  }));
}
