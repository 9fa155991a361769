import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Inline, Phrase, Section } from '../document.ts';
import { SIGNS } from '../document.ts';
import { count, figure, percent, plural, shortDigest } from '../format.ts';
import { outcomeOf, reasonBlocks } from './reasons.ts';

type Evidence = EvidenceOf<'validate-data'>;
type Dataset = Evidence['figures']['datasets'][number];
type Summary = Dataset['columns'][number];
type Anomalies = Evidence['figures']['anomalies'];

/** Columns whose profile one dataset shows; more are in the evidence. */
const COLUMNS_SHOWN = 500;
const EXAMPLES_SHOWN = 3;
const FREQUENT_SHOWN = 3;

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
      ...datasets.map(profileDetails),
    ],
  };
}

function foundText(anomalies: Anomalies): string {
  const of = (wanted: string) => anomalies.filter(({ severity }) => severity === wanted).length;
  const [errors, warnings] = [of('error'), of('warn')];
  const found = [errors && plural(errors, 'error'), warnings && plural(warnings, 'warning')];
  return errors + warnings === 0 ? 'no anomalies' : found.filter(Boolean).join(' and ');
}

function anomalyTable(anomalies: Anomalies): Block[] {
  if (anomalies.length === 0) return [];
  const rank = { error: 0, warn: 1, info: 2 };
  const sorted = [...anomalies].sort((a, b) => rank[a.severity] - rank[b.severity]);
  return [
    {
      kind: 'table',
      brief: 10,
      columns: [
        { title: '', align: 'center' },
        { title: 'column' },
        { title: 'rule' },
        { title: 'what' },
        { title: 'rows', align: 'right' },
        { title: 'first of them' },
      ],
      rows: sorted.map(({ dataset, column, rule, severity, count: broken, sentence, examples }) => [
        SIGNS[severity === 'error' ? 'fail' : severity],
        { code: column === null ? dataset : `${dataset}.${column}` },
        rule,
        sentence,
        count(broken),
        exampleText(examples),
      ]),
      sentences: sorted.map(({ dataset, column, rule, severity, sentence, examples }) => [
        `${SIGNS[severity === 'error' ? 'fail' : severity]} `,
        { code: column === null ? dataset : `${dataset}.${column}` },
        ` (${rule}): ${sentence}`,
        ...(examples.length > 0 ? [' (', ...exampleText(examples), ')'] : []),
      ]),
    },
  ];
}

function exampleText(examples: Anomalies[number]['examples']): Inline[] {
  return examples
    .slice(0, EXAMPLES_SHOWN)
    .flatMap(({ row, value, file }, index) => [
      `${index > 0 ? ', ' : ''}row ${count(row)}${file === undefined ? '' : ` of ${file}`}: `,
      value === null ? 'missing' : { code: value === '' ? '(empty text)' : String(value) },
    ]);
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

function profileDetails({ name, rows, columns }: Dataset): Block {
  const more = columns.length - COLUMNS_SHOWN;
  return {
    kind: 'details',
    inComment: false,
    summary: ['Profile of ', { strong: name }],
    blocks: [
      {
        kind: 'table',
        columns: [
          { title: 'column' },
          { title: 'type' },
          { title: 'missing', align: 'right' },
          { title: 'distinct', align: 'right' },
          { title: 'mean', align: 'right' },
          { title: 'values' },
          { title: 'distribution' },
        ],
        rows: columns.slice(0, COLUMNS_SHOWN).map((column) => profileRow(column, rows)),
      },
      ...(more > 0
        ? [{ kind: 'paragraph' as const, text: `And ${plural(more, 'column')} more, in the evidence.` }]
        : []),
    ],
  };
}

function profileRow(column: Summary, rows: number): Phrase[] {
  const { missing, histogram } = column;
  const share = rows === 0 ? '' : percent(missing / rows);
  return [
    { code: column.column },
    column.type,
    missing > 0 ? share : { muted: share },
    count(column.distinct),
    column.mean === undefined || column.mean === null ? '' : figure(column.mean),
    valuesText(column, rows),
    histogram && histogram.length > 1 ? { bars: histogram.map((bin) => bin.count) } : '',
  ];
}

/** The range of what has an order, the most frequent values of what has none. */
function valuesText({ minimum, maximum, histogram, type }: Summary, rows: number): Phrase {
  const text = (value: unknown) =>
    typeof value === 'number' ? (Number.isInteger(value) ? String(value) : figure(value)) : String(value);
  if (minimum !== undefined && minimum !== null && maximum !== undefined) {
    return `${text(minimum)} … ${text(maximum)}`.replaceAll('T00:00:00.000Z', '').replaceAll('.000Z', 'Z');
  }
  if (!histogram || histogram.length === 0 || rows === 0 || !['string', 'boolean'].includes(type)) return '';
  return histogram
    .slice(0, FREQUENT_SHOWN)
    .flatMap(({ label, count: n }, index) => [
      index > 0 ? ', ' : '',
      { code: label },
      { muted: ` ${percent(n / rows)}` },
    ]);
}
