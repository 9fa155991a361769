import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Section } from '../document.ts';
import { count, plural, shortDigest } from '../format.ts';
import { adequacyDetails } from './adequacy.ts';
import { anomalyTable } from './anomalies.ts';
import { contractChangesTable } from './contract-changes.ts';
import { dataChanges } from './data-changes.ts';
import { columnDetails } from './data-columns.ts';
import { outcomeOf, reasonBlocks } from './reasons.ts';
import { transformedDetails } from './transformed.ts';

type Evidence = EvidenceOf<'validate-data'>;
type Dataset = Evidence['figures']['datasets'][number];
type Anomalies = Evidence['figures']['anomalies'];

/** What the data are, and which rules of the contract they break. */
export function validateDataSection(evidence: Evidence): Section {
  const { anomalies, datasets } = evidence.figures;
  const total = datasets.reduce((sum, { rows }) => sum + rows, 0);
  return {
    id: 'validate-data',
    title: 'Data',
    outcome: outcomeOf(evidence),
    summary:
      datasets.length === 0
        ? `${foundText(anomalies)}: no dataset could be read`
        : `${foundText(anomalies)} in ${plural(datasets.length, 'dataset')}, ${plural(total, 'row')}`,
    blocks: [
      ...anomalyTable(anomalies),
      // The table has the reasons already.
      ...reasonBlocks({ ...evidence, reasons: [] }),
      ...(datasets.length > 0 ? [datasetTable(datasets)] : []),
      ...contractChangesTable(evidence.figures.contractChanges),
      ...dataChanges('What the new data.lock changes', evidence.figures.lockChanges?.changes),
      ...dataChanges('Data that differ from data.lock', evidence.figures.sinceLock),
      ...datasets.map((dataset) => columnDetails(dataset, evidence.figures)),
      ...transformedDetails(evidence.figures.transformed),
      ...adequacyDetails(evidence.figures.adequacy),
    ],
  };
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
