import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Phrase, TableColumn } from '../document.ts';
import { count, figure, percent, plural } from '../format.ts';
import { type Anomaly, gravestSign } from './anomalies.ts';

type Figures = EvidenceOf<'validate-data'>['figures'];
type Dataset = Figures['datasets'][number];
type Summary = Dataset['columns'][number];
type Change = NonNullable<Figures['sinceLock']>[number]['columns'][number];

/** Columns that the report of one dataset shows, what is broken first; all of them are in the evidence. */
const COLUMNS_SHOWN = 500;
const FREQUENT_SHOWN = 3;

/** A column with what was found about it. */
interface Row {
  readonly summary: Summary;
  readonly anomalies: readonly Anomaly[];
  readonly change: Change | undefined;
}

/** The columns of a dataset, one row each: what is broken comes first, then what changed, then the rest in order. */
export function columnDetails(dataset: Dataset, { anomalies, sinceLock = [] }: Figures): Block {
  const { name, rows, columns } = dataset;
  const broken = byColumn(anomalies.filter((anomaly) => anomaly.dataset === name));
  const changes = new Map(
    sinceLock.find((one) => one.dataset === name)?.columns.map((change) => [change.column, change]),
  );
  const sorted = columns
    .map((summary): Row => {
      const { column } = summary;
      return { summary, anomalies: broken.get(column) ?? [], change: changes.get(column) };
    })
    .sort((a, b) => rankOf(a) - rankOf(b));
  const more = columns.length - COLUMNS_SHOWN;
  const shown = sorted.slice(0, COLUMNS_SHOWN);
  const told: Told = {
    mean: shown.some(({ summary }) => typeof summary.mean === 'number'),
    change: changes.size > 0,
    anomalies: broken.size > 0,
  };
  return {
    kind: 'details',
    inComment: false,
    summary: ['Columns of ', { strong: name }, brokenText(broken.size)],
    blocks: [
      { kind: 'table', columns: titles(told), rows: shown.map((row) => cells(row, rows, told)) },
      ...(more > 0
        ? [{ kind: 'paragraph' as const, text: `And ${plural(more, 'column')} more, in the evidence.` }]
        : []),
    ],
  };
}

/** Which columns the table has: one without anything in it is left out. */
interface Told {
  readonly mean: boolean;
  readonly change: boolean;
  readonly anomalies: boolean;
}

function byColumn(anomalies: readonly Anomaly[]): Map<string, Anomaly[]> {
  const found = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies) {
    if (anomaly.column === null) continue;
    const list = found.get(anomaly.column);
    if (list) list.push(anomaly);
    else found.set(anomaly.column, [anomaly]);
  }
  return found;
}

function brokenText(columns: number): string {
  return columns === 0 ? '' : `, ${columns} of them with anomalies`;
}

/** Sorting keeps the order of the data among equals. */
function rankOf({ anomalies, change }: Row): number {
  if (anomalies.some(({ severity }) => severity === 'error')) return 0;
  if (anomalies.some(({ severity }) => severity === 'warn')) return 1;
  return change ? 2 : 3;
}

function titles({ mean, change, anomalies }: Told): TableColumn[] {
  return [
    ...(anomalies ? [{ title: '', align: 'center' as const }] : []),
    { title: 'column' },
    { title: 'type' },
    { title: 'missing', align: 'right' },
    { title: 'distinct', align: 'right' },
    ...(mean ? [{ title: 'mean', align: 'right' as const }] : []),
    { title: 'values' },
    { title: 'distribution' },
    ...(change ? [{ title: 'since data.lock' }] : []),
    ...(anomalies ? [{ title: 'broken rules' }] : []),
  ];
}

function cells({ summary, anomalies, change }: Row, rows: number, told: Told): Phrase[] {
  const { missing, histogram, mean } = summary;
  const share = rows === 0 ? '' : percent(missing / rows);
  return [
    ...(told.anomalies ? [gravestSign(anomalies)] : []),
    { code: summary.column },
    summary.type,
    missing > 0 ? share : { muted: share },
    count(summary.distinct),
    ...(told.mean ? [mean === undefined || mean === null ? '' : figure(mean)] : []),
    valuesText(summary, rows),
    histogram && histogram.length > 1 ? { bars: histogram.map((bin) => bin.count) } : '',
    ...(told.change ? [change?.sentence ?? ''] : []),
    ...(told.anomalies ? [[...new Set(anomalies.map(({ rule }) => rule))].join(', ')] : []),
  ];
}

/** The range of what has an order, the most frequent values of what has none. */
function valuesText({ minimum, maximum, histogram, type, hidden }: Summary, rows: number): Phrase {
  if (hidden) return { muted: 'hidden: looks like personal data' };
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
