import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Section } from '../document.ts';
import { count, plural, shortDigest } from '../format.ts';
import { ADEQUACY, adequacyDetails } from './adequacy.ts';
import { anomalyTable } from './anomalies.ts';
import { contractChangesTable } from './contract-changes.ts';
import { dataChanges } from './data-changes.ts';
import { columnDetails } from './data-columns.ts';
import type { DriftColumn } from './drift-columns.ts';
import { outcomeOf, reasonBlocks } from './reasons.ts';
import { transformedDetails } from './transformed.ts';

type Evidence = EvidenceOf<'validate-data'>;
type Dataset = Evidence['figures']['datasets'][number];
type Anomalies = Evidence['figures']['anomalies'];

/** What the data are, which rules of the contract they break, and beside it which columns have drifted since. */
export function validateDataSection(evidence: Evidence, drift: readonly DriftColumn[] = []): Section {
  const { anomalies, datasets } = evidence.figures;
  return {
    id: 'validate-data',
    title: 'Data',
    outcome: outcomeOf(evidence),
    summary: summaryOf(evidence.figures),
    blocks: [
      ...anomalyTable(anomalies),
      ...reasonBlocks(untold(evidence)),
      ...(datasets.length > 0 ? [datasetTable(datasets)] : []),
      ...contractChangesTable(evidence.figures.contractChanges),
      ...dataChanges('What the new data.lock changes', evidence.figures.lockChanges?.changes),
      ...dataChanges('Data that differ from data.lock', evidence.figures.sinceLock),
      ...datasets.map((dataset, index) =>
        columnDetails(dataset, evidence.figures, { drift, isFirst: index === 0 }),
      ),
      ...transformedDetails(evidence.figures),
      ...adequacyDetails(evidence.figures.adequacy),
    ],
  };
}

/** The evidence without the reasons and warnings that the tables of anomalies and of changes have. */
export function untold(evidence: Evidence): Evidence {
  const { anomalies, contractChanges } = evidence.figures;
  const inTable = new Set(anomalies.map(({ sentence }) => sentence));
  const breaking = contractChanges?.changes.filter(({ effect }) => effect === 'breaking') ?? [];
  return {
    ...evidence,
    reasons: evidence.reasons.filter(({ sentence }) => !inTable.has(sentence)),
    warnings: evidence.warnings.filter((text) => !breaking.some(({ sentence }) => text.endsWith(sentence))),
  };
}

/** What was found, how much was looked at, and whether it is enough. */
function summaryOf({ anomalies, datasets, adequacy }: Evidence['figures']): string {
  if (datasets.length === 0) return `${foundText(anomalies)}: no dataset could be read`;
  const total = datasets.reduce((sum, { rows }) => sum + rows, 0);
  const found = `${foundText(anomalies)} in ${plural(datasets.length, 'dataset')}, ${plural(total, 'row')}`;
  return adequacy && adequacy.verdict !== 'enough' ? `${found}; ${ADEQUACY[adequacy.verdict]}` : found;
}

function foundText(anomalies: Anomalies): string {
  const of = (wanted: string) => anomalies.filter(({ severity }) => severity === wanted).length;
  const [errors, warnings] = [of('error'), of('warn')];
  const found = [errors && plural(errors, 'error'), warnings && plural(warnings, 'warning')];
  return errors + warnings === 0 ? 'no anomalies' : found.filter(Boolean).join(' and ');
}

function datasetTable(datasets: readonly Dataset[]): Block {
  return {
    kind: 'table',
    brief: 10,
    columns: [
      { title: 'dataset' },
      { title: 'rows', align: 'right' },
      { title: 'columns', align: 'right' },
      { title: 'version' },
    ],
    rows: datasets.map(({ name, rows, columns, digest }) => [
      name,
      count(rows),
      count(columns.length),
      { code: shortDigest(digest) },
    ]),
  };
}
