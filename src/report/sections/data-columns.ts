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
/** A longer table is folded away. */
const MOST_OPEN = 60;

/** A column with what was found about it. */
interface Row {
  readonly column: string;
  /** Undefined where the data lack the column. */
  readonly summary: Summary | undefined;
  readonly anomalies: readonly Anomaly[];
  readonly change: Change | undefined;
}

/**
 * The columns of a dataset, one row each: what is broken comes first, then what changed, then the rest in order.
 * A column that is gone has a row too. The table is unfolded where it is short, and first or with something broken.
 */
export function columnDetails(dataset: Dataset, figures: Figures, isFirst: boolean): Block {
  const { name, rows } = dataset;
  const broken = byColumn(figures.anomalies.filter((anomaly) => anomaly.dataset === name));
  const since = changesOf(name, figures);
  const sorted = rowsOf(dataset, broken, since.changes).sort((a, b) => rankOf(a) - rankOf(b));
  const more = sorted.length - COLUMNS_SHOWN;
  const shown = sorted.slice(0, COLUMNS_SHOWN);
  const told: Told = {
    mean: shown.some(({ summary }) => typeof summary?.mean === 'number'),
    change: shown.some(({ change }) => change !== undefined) ? since.title : null,
    anomalies: broken.size > 0,
  };
  return {
    kind: 'details',
    inComment: false,
    open: (isFirst || broken.size > 0) && sorted.length <= MOST_OPEN,
    summary: ['Columns of ', { strong: name }, brokenText(broken.size)],
    blocks: [
      { kind: 'table', columns: titles(told), rows: shown.map((row) => cells(row, rows, told)) },
      ...(more > 0
        ? [{ kind: 'paragraph' as const, text: `And ${plural(more, 'column')} more, in the evidence.` }]
        : []),
    ],
  };
}

/** What the data changed since `data.lock`, or else what the new `data.lock` changed. */
function changesOf(
  name: string,
  { sinceLock = [], lockChanges }: Figures,
): { readonly title: string; readonly changes: ReadonlyMap<string, Change> } {
  const own = (list: typeof sinceLock) => list.find(({ dataset }) => dataset === name)?.columns ?? [];
  const since = own(sinceLock);
  const changes = since.length > 0 ? since : own(lockChanges?.changes ?? []);
  return {
    title: since.length > 0 ? 'since data.lock' : 'new in data.lock',
    changes: new Map(changes.map((change) => [change.column, change])),
  };
}

function rowsOf(
  { columns }: Dataset,
  broken: ReadonlyMap<string, readonly Anomaly[]>,
  changes: ReadonlyMap<string, Change>,
): Row[] {
  const summaries = new Map(columns.map((summary) => [summary.column, summary]));
  const names = new Set([...summaries.keys(), ...broken.keys(), ...changes.keys()]);
  return [...names].map((column) => ({
    column,
    summary: summaries.get(column),
    anomalies: broken.get(column) ?? [],
    change: changes.get(column),
  }));
}

/** Which columns the table has: one without anything in it is left out. */
interface Told {
  readonly mean: boolean;
  /** The title of what changed. */
  readonly change: string | null;
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
  return columns === 0 ? '' : `, ${count(columns)} with anomalies`;
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
    ...(change === null ? [] : [{ title: change }]),
    ...(anomalies ? [{ title: 'broken rules' }] : []),
  ];
}

function cells({ column, summary, anomalies, change }: Row, rows: number, told: Told): Phrase[] {
  return [
    ...(told.anomalies ? [gravestSign(anomalies)] : []),
    { code: column },
    ...(summary ? summaryCells(summary, rows, told) : absentCells(told)),
    ...(told.change === null ? [] : [change?.sentence ?? '']),
    ...(told.anomalies ? [[...new Set(anomalies.map(({ rule }) => rule))].join(', ')] : []),
  ];
}

function summaryCells(summary: Summary, rows: number, told: Told): Phrase[] {
  const { missing, histogram, mean, type, distinct } = summary;
  const share = rows === 0 ? '' : percent(missing / rows);
  return [
    type,
    missing > 0 ? share : { muted: share },
    count(distinct),
    ...(told.mean ? [mean === undefined || mean === null ? '' : figure(mean)] : []),
    valuesText(summary, rows),
    histogram && histogram.length > 1 ? { bars: histogram.map((bin) => bin.count) } : '',
  ];
}

function absentCells(told: Told): Phrase[] {
  return [{ muted: 'not there' }, '', '', ...(told.mean ? [''] : []), '', ''];
}

/** The range of what has an order, the most frequent values of what has none. */
function valuesText({ minimum, maximum, histogram, type, hidden }: Summary, rows: number): Phrase {
  if (hidden) return { muted: 'hidden: looks like personal data' };
  const text = (value: unknown) =>
    typeof value === 'number' ? (Number.isInteger(value) ? String(value) : figure(value)) : String(value);
  if (minimum !== undefined && minimum !== null && maximum !== undefined) {
    const range = [text(minimum), text(maximum)];
    return (['timestamp', 'date'].includes(type) ? momentsOf(range) : range).join(' … ');
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

/** Days where they differ, else the times of the one day. */
function momentsOf(times: readonly string[]): string[] {
  const days = times.map((time) => time.slice(0, 10));
  const isOneDay = new Set(days).size === 1 && new Set(times).size > 1;
  return isOneDay ? times.map((time) => time.replace('T', ' ').replace(/(\.000)?Z$/, '')) : days;
}
