import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Phrase, Section } from '../document.ts';
import { SIGNS } from '../document.ts';
import { count, figure, percent, plural, shortDigest } from '../format.ts';

type Evidence = EvidenceOf<'validate-data'>;
type Summary = Evidence['figures']['datasets'][number]['columns'][number];

/** What the data are, and which rules of the contract they break. */
export function validateDataSection(evidence: Evidence): Section {
  const { anomalies, datasets } = evidence.figures;
  const errors = anomalies.filter(({ severity }) => severity === 'error').length;
  const warnings = anomalies.filter(({ severity }) => severity === 'warn').length;
  const rows = datasets.map(({ name, rows: n }) => `${name} ${count(n)}`).join(', ');
  const found =
    errors + warnings === 0
      ? 'no anomalies'
      : [errors && plural(errors, 'error'), warnings && plural(warnings, 'warning')]
          .filter(Boolean)
          .join(' and ');
  return {
    id: 'validate-data',
    title: 'Data',
    outcome: evidence.verdict === 'pass' && warnings > 0 ? 'warn' : evidence.verdict,
    summary: `${found}; rows: ${rows}`,
    blocks: [...anomalyTable(anomalies), ...datasets.map(datasetDetails)],
  };
}

function anomalyTable(anomalies: Evidence['figures']['anomalies']): Block[] {
  if (anomalies.length === 0) return [];
  const rows = anomalies.map(({ dataset, column, rule, severity, count: broken, sentence, examples }) => [
    SIGNS[severity === 'error' ? 'fail' : severity],
    { code: column === null ? dataset : `${dataset}.${column}` },
    { code: rule },
    sentence,
    count(broken),
    examples
      .map(({ row, value }) => `row ${count(row)}: ${value === null ? 'missing' : String(value)}`)
      .join('; '),
  ]);
  return [
    {
      kind: 'table',
      brief: 10,
      columns: [
        { title: '' },
        { title: 'column' },
        { title: 'rule' },
        { title: 'what' },
        { title: 'rows', align: 'right' },
        { title: 'first offending rows' },
      ],
      rows,
    },
  ];
}

function datasetDetails({ name, rows, digest, columns }: Evidence['figures']['datasets'][number]): Block {
  const summary: Phrase = [
    { strong: name },
    `: ${plural(rows, 'row')}, ${plural(columns.length, 'column')}, version `,
    { code: shortDigest(digest) },
  ];
  return {
    kind: 'details',
    summary,
    blocks: [
      {
        kind: 'table',
        brief: 0,
        columns: [
          { title: 'column' },
          { title: 'type' },
          { title: 'missing', align: 'right' },
          { title: 'distinct', align: 'right' },
          { title: 'mean', align: 'right' },
          { title: 'from … to' },
        ],
        rows: columns.map((column) => [
          { code: column.column },
          column.type,
          rows === 0 ? '' : percent(column.missing / rows),
          count(column.distinct),
          column.mean === undefined || column.mean === null ? '' : figure(column.mean),
          range(column),
        ]),
      },
      { kind: 'row', blocks: columns.flatMap((column) => histogram(column)) },
    ],
  };
}

function range({ minimum, maximum }: Summary): string {
  if (minimum === undefined || maximum === undefined || minimum === null) return '';
  const text = (value: unknown) => (typeof value === 'number' ? figure(value) : String(value));
  return `${text(minimum)} … ${text(maximum)}`;
}

function histogram({ column, histogram: bins }: Summary): Block[] {
  if (!bins || bins.length < 2) return [];
  return [
    {
      kind: 'chart',
      mark: 'bar',
      title: column,
      x: { title: '' },
      y: { title: 'rows' },
      series: [{ name: 'rows', points: bins.map(({ label, count: n }) => ({ x: label, y: n })) }],
      description: `Histogram of ${column}: ${bins.map(({ label, count: n }) => `${label}: ${count(n)}`).join(', ')}`,
    },
  ];
}
