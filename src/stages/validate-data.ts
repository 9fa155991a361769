import { ChecksSchema } from '../data/checks/scans/settings.ts';
import { VIEW } from '../data/contract/contract.ts';
import type { EvidenceOf, Reason } from '../evidence/schema.ts';
import type { Anomaly } from '../evidence/validate-data.ts';
import { DataError } from '../system/errors.ts';
import { canonicalJson, digestOf } from '../system/files.ts';
import { contractChangesSince } from './contract-changes.ts';
import { fetchedDigests, type OpenData, openData } from './data.ts';
import { lockSinceBase, sinceLock } from './data-lock.ts';
import { type DataFindings, examineSource, examineViewTable, tellAnomalies } from './examine.ts';
import { examineFitness, type Fitness } from './fitness.ts';
import { evidenceOf, type Ports, type StageRequest, verdictOf } from './stage.ts';
import { TRANSFORMED } from './transformed.ts';

/** Holds every source, and the view that they make, against the contract. */
export async function validateData(
  request: StageRequest,
  ports: Ports,
): Promise<EvidenceOf<'validate-data'>> {
  const started = ports.clock.now();
  const found: DataFindings = { datasets: [], anomalies: [], warnings: [], versions: {}, unchecked: [] };
  const data = await openData(request, ports, (source, error) => {
    found.anomalies.push(unusable(source, 'readable', error));
    ports.log.error(error.message);
  });
  try {
    for (const name of data.sources.keys()) {
      await ports.log.group(`Check ${name}`, () => examineSource(data, name, request, found, ports));
    }
    const fitness = await ports.log.group(`Check ${VIEW}`, () => examineView(data, request, found, ports));
    const since = await sinceLock(request, found.versions, ports.log);
    const lockChanges = await lockSinceBase(request);
    const contract = await contractChangesSince(request, data.contract, ports.log);
    found.warnings.push(...since.warnings, ...contract.warnings);
    const reasons = [...reasonsOf(found), ...adequacyReasons(fitness, request)];
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
        ...(fitness.transformed ? { transformed: fitness.transformed } : {}),
        ...(fitness.adequacy ? { adequacy: fitness.adequacy } : {}),
        ...(since.changes ? { sinceLock: since.changes } : {}),
        ...(lockChanges ? { lockChanges } : {}),
        ...(contract.since
          ? { contractChanges: { base: contract.since.base, changes: [...contract.since.changes] } }
          : {}),
      },
    });
  } finally {
    await data.close();
  }
}

async function examineView(
  data: OpenData,
  request: StageRequest,
  found: DataFindings,
  ports: Ports,
): Promise<Pick<Fitness, 'transformed' | 'adequacy'>> {
  // A view over broken sources would only say the same in other words, or fail half-way.
  if (found.anomalies.some(({ severity }) => severity === 'error')) {
    const warning = 'The view was not checked, because its sources break their contract.';
    found.warnings.push(warning);
    ports.log.warn(warning);
    return {};
  }
  try {
    const view = await data.createView();
    const scans = await examineViewTable(data, view.table, request, found, ports);
    if (found.anomalies.some(({ severity }) => severity === 'error')) return {};
    const fitness = await examineFitness(data, view, request, scans, ports);
    const isTold = ({ dataset, rule, column }: Anomaly) =>
      dataset === TRANSFORMED &&
      found.anomalies.some((known) => known.rule === rule && known.column === column);
    tellAnomalies(
      fitness.anomalies.filter((anomaly) => !isTold(anomaly)),
      found,
      ports.log,
    );
    return fitness;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    found.anomalies.push(unusable(VIEW, 'computable', error));
    ports.log.error(error.message);
    return {};
  }
}

/** What the data are not adequate for is a warning, or a failure where the config asks for it. */
function adequacyReasons({ adequacy }: Pick<Fitness, 'adequacy'>, { config }: StageRequest): Reason[] {
  if (!adequacy || adequacy.verdict === 'enough') return [];
  const fails = config.data.adequacy === 'error' && adequacy.verdict === 'not enough';
  return adequacy.findings
    .filter(({ verdict }) => verdict !== 'enough')
    .map(({ about, verdict, sentence }) => ({
      rule: `adequacy.${about}`,
      outcome: fails && verdict === 'not enough' ? 'fail' : 'warn',
      measured: verdict,
      bound: 'enough',
      sentence,
    }));
}

/** A dataset that could not even be looked at: its rows are not known. */
function unusable(dataset: string, rule: 'readable' | 'computable', error: DataError): Anomaly {
  const sentence = error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
  return { dataset, column: null, rule, severity: 'error', count: 0, rows: 0, sentence, examples: [] };
}

/** Whether an anomaly is none of the contract's rules. */
function isBeyondContract({ rule, dataset }: Anomaly): boolean {
  return dataset === TRANSFORMED || Object.hasOwn(ChecksSchema.properties, rule);
}

/** What the contract says first, where it says nothing or all of it holds; then every anomaly, the worst first. */
function reasonsOf({ anomalies, datasets, unchecked }: DataFindings): Reason[] {
  const outcomes = { error: 'fail', warn: 'warn', info: 'pass' } as const;
  const rank = { error: 0, warn: 1, info: 2 };
  const broken = [...anomalies].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const told = broken.map(
    ({ dataset, column, rule, severity, count, sentence }): Reason => ({
      rule: `${dataset}.${rule}`,
      outcome: outcomes[severity],
      measured: count,
      bound: 0,
      sentence,
      ...(column === null ? {} : { column }),
    }),
  );
  return broken.every(isBeyondContract) ? [contractReason(datasets, unchecked), ...told] : told;
}

function contractReason(datasets: DataFindings['datasets'], unchecked: readonly string[]): Reason {
  const checked = datasets.filter(({ name }) => !unchecked.includes(name));
  if (checked.length === 0) {
    const sentence = 'The contract says nothing of any dataset, so nothing was checked.';
    return { rule: 'contract', outcome: 'inconclusive', measured: 0, bound: 1, sentence };
  }
  const rows = checked.reduce((sum, dataset) => sum + dataset.rows, 0).toLocaleString('en-US');
  const sentence =
    checked.length === 1
      ? `One dataset with ${rows} rows keeps every rule of the contract.`
      : `${checked.length} datasets with ${rows} rows keep every rule of the contract.`;
  return { rule: 'contract', outcome: 'pass', measured: 0, bound: 0, sentence };
}
