import { resolve } from 'node:path';
import { checkContract } from '../data/anomalies.ts';
import { type DatasetContract, datasetContract, VIEW } from '../data/contract.ts';
import { readContract } from '../data/contract-file.ts';
import type { DataEngine } from '../data/engine.ts';
import { profileTable } from '../data/profile.ts';
import { summarise } from '../data/profile-summary.ts';
import { datasetDigest } from '../data/version.ts';
import type { Anomaly, EvidenceOf, Reason } from '../evidence/schema.ts';
import { canonicalJson, digestOf } from '../system/files.ts';
import { openData } from './data.ts';
import { evidenceOf, type Ports, type StageRequest, verdictOf } from './stage.ts';

type Figures = EvidenceOf<'validate-data'>['figures'];
type Dataset = Figures['datasets'][number];

/** Holds every source, and the view that they make, against the contract. */
export async function validateData(
  request: StageRequest,
  ports: Ports,
): Promise<EvidenceOf<'validate-data'>> {
  const started = ports.clock.now();
  const { config, directory } = request;
  const contract = await readContract(resolve(directory, config.data.contract), config.data.contract);
  const data = await openData(request, ports);
  try {
    const datasets: Dataset[] = [];
    const anomalies: Anomaly[] = [];
    const warnings: string[] = [];
    const sourcesFirst = [...Object.keys(config.data.sources)];
    const check = async (name: string, table: string, label?: { column: string }) => {
      const rules = datasetContract(contract, name);
      if (!rules) {
        warnings.push(
          `The contract says nothing of ${name === VIEW ? 'the view' : `source ${name}`}: nothing was checked there.`,
        );
      }
      await ports.log.group(`Check ${name}`, async () => {
        const found = await examine(
          data.engine,
          name,
          table,
          rules,
          label && expectationOf(request, label.column),
        );
        datasets.push(found.dataset);
        anomalies.push(...found.anomalies);
        tell(found.anomalies, found.dataset, ports);
      });
    };
    for (const name of sourcesFirst) await check(name, name);
    // A view over broken sources would only say the same in other words, or fail half-way.
    if (!anomalies.some(({ severity }) => severity === 'error')) {
      const view = await data.createView({ training: true });
      await check(VIEW, view.table, { column: config.model.label });
    } else {
      warnings.push('The view was not checked, because its sources break their contract.');
    }
    const reasons = reasonsOf(anomalies, datasets);
    return evidenceOf('validate-data', request, ports, started, {
      verdict: verdictOf(reasons),
      reasons,
      warnings,
      inputs: {
        ...Object.fromEntries(datasets.map(({ name, digest }) => [`dataset:${name}`, digest])),
        contract: digestOf(canonicalJson(contract)),
      },
      figures: { datasets, anomalies },
    });
  } finally {
    await data.close();
  }
}

function expectationOf({ config }: StageRequest, column: string) {
  const { task, positive } = config.model;
  return { column, task, ...(positive === undefined ? {} : { positive }) };
}

async function examine(
  engine: DataEngine,
  name: string,
  table: string,
  rules: DatasetContract | undefined,
  label: ReturnType<typeof expectationOf> | undefined,
) {
  const { anomalies } = rules
    ? await checkContract(engine, table, name, rules, label ? { label } : {})
    : { anomalies: [] };
  const profile = await profileTable(engine, table);
  const digest = await datasetDigest(engine, table);
  return { anomalies, dataset: { name, rows: profile.rows, digest, columns: summarise(profile) } };
}

function tell(anomalies: readonly Anomaly[], dataset: Dataset, { log }: Ports): void {
  log.info(
    `${dataset.name}: ${dataset.rows.toLocaleString('en-US')} rows, ${dataset.columns.length} columns, version ${dataset.digest.slice(7, 19)}`,
  );
  for (const { severity, sentence } of anomalies) {
    if (severity === 'error') log.error(sentence);
    else if (severity === 'warn') log.warn(sentence);
    else log.info(sentence);
  }
}

function reasonsOf(anomalies: readonly Anomaly[], datasets: readonly Dataset[]): Reason[] {
  const outcomes = { error: 'fail', warn: 'warn', info: 'pass' } as const;
  const rank = { error: 0, warn: 1, info: 2 };
  const broken = [...anomalies].sort((a, b) => rank[a.severity] - rank[b.severity]);
  if (broken.length === 0) {
    const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
    const sentence = `${datasets.length} datasets with ${rows.toLocaleString('en-US')} rows keep every rule of the contract.`;
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
