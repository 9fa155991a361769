import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Phrase, SIGNS, type TableColumn } from '../document.ts';
import { count, figure, percent, plural } from '../format.ts';
import { type Anomaly, byColumn, gravestSign } from './anomalies.ts';
import { type DriftColumn, driftSign } from './drift-columns.ts';

type Figures = EvidenceOf<'validate-data'>['figures'];
type Dataset = Figures['datasets'][number];
type Summary = Dataset['columns'][number];
type Change = NonNullable<Figures['sinceLock']>[number]['columns'][number];

/** The dataset that drift is about, where it is among them. */
const VIEW = 'view';

const CHANGED: Readonly<Record<Change['change'], string>> = {
  added: 'new',
  removed: 'gone',
  type: 'type',
  values: 'values',
};

/** Columns that the report of one dataset shows, what is broken first; all of them are in the evidence. */
const COLUMNS_SHOWN = 500;
const FREQUENT_SHOWN = 3;
/** Between the ends of a range, which stay on one line. */
const UNBROKEN_DOTS = '\u00a0…\u00a0';
/** A longer table is folded away. */
const MOST_OPEN = 60;

/** A column with what was found about it. */
interface Row {
  readonly column: string;
  /** Undefined where the data lack the column. */
  readonly summary: Summary | undefined;
  readonly anomalies: readonly Anomaly[];
  readonly change: Change | undefined;
  readonly drift: DriftColumn | undefined;
}

/** What the columns of a dataset are told with, beside their own figures. */
export interface ColumnContext {
  /** Of the last window, where the run compared one. */
  readonly drift: readonly DriftColumn[];
  readonly isFirst: boolean;
}

/**
 * The columns of a dataset, one row each: what is broken comes first, then what changed, then the rest in order.
 * A column that is gone has a row too. The table is unfolded where it is short, and first or with something broken.
 */
export function columnDetails(dataset: Dataset, figures: Figures, { drift, isFirst }: ColumnContext): Block {
  const { name, rows } = dataset;
  const broken = byColumn(figures.anomalies.filter((anomaly) => anomaly.dataset === name));
  const changes = changesOf(name, figures);
  const isServed = name === VIEW || !figures.datasets.some((other) => other.name === VIEW);
  const drifts = new Map(isServed ? drift.map((column) => [column.column, column]) : []);
  const sorted = rowsOf(dataset, broken, changes, drifts).sort((a, b) => rankOf(a) - rankOf(b));
  const more = sorted.length - COLUMNS_SHOWN;
  const shown = sorted.slice(0, COLUMNS_SHOWN);
  const told: Told = {
    mean: shown.some(({ summary }) => typeof summary?.mean === 'number'),
    change: shown.some(({ change }) => change !== undefined),
    drift: shown.some((row) => row.drift !== undefined),
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

/** What changed since `data.lock`, or else what the new `data.lock` changed. */
function changesOf(name: string, { sinceLock = [], lockChanges }: Figures): ReadonlyMap<string, Change> {
  const own = (list: typeof sinceLock) => list.find(({ dataset }) => dataset === name)?.columns ?? [];
  const since = own(sinceLock);
  const changes = since.length > 0 ? since : own(lockChanges?.changes ?? []);
  return new Map(changes.map((change) => [change.column, change]));
}

function rowsOf(
  { columns }: Dataset,
  broken: ReadonlyMap<string, readonly Anomaly[]>,
  changes: ReadonlyMap<string, Change>,
  drifts: ReadonlyMap<string, DriftColumn>,
): Row[] {
  const summaries = new Map(columns.map((summary) => [summary.column, summary]));
  const names = new Set([...summaries.keys(), ...broken.keys(), ...changes.keys()]);
  return [...names].map((column) => ({
    column,
    summary: summaries.get(column),
    anomalies: broken.get(column) ?? [],
    change: changes.get(column),
    drift: drifts.get(column),
  }));
}

/** Which columns the table has: one without anything in it is left out. */
interface Told {
  readonly mean: boolean;
  readonly change: boolean;
  readonly drift: boolean;
  readonly anomalies: boolean;
}

function brokenText(columns: number): string {
  return columns === 0 ? '' : `, ${count(columns)} with anomalies`;
}

/** Sorting keeps the order of the data among equals. */
function rankOf({ anomalies, change, drift }: Row): number {
  if (anomalies.some(({ severity }) => severity === 'error')) return 0;
  if (anomalies.some(({ severity }) => severity === 'warn')) return 1;
  if (drift?.verdict === 'fail') return 2;
  return change ? 3 : 4;
}

function titles({ mean, change, drift, anomalies }: Told): TableColumn[] {
  return [
    ...(anomalies ? [{ title: '', align: 'center' as const }] : []),
    { title: 'column' },
    { title: 'type' },
    { title: 'missing', align: 'right' },
    { title: 'distinct', align: 'right' },
    ...(mean ? [{ title: 'mean', align: 'right' as const }] : []),
    { title: 'values' },
    { title: 'distribution' },
    ...(change ? [{ title: 'changed' }] : []),
    ...(drift ? [{ title: 'drift', align: 'right' as const }] : []),
    ...(anomalies ? [{ title: 'broken rules' }] : []),
  ];
}

function cells({ column, summary, anomalies, change, drift }: Row, rows: number, told: Told): Phrase[] {
  return [
    ...(told.anomalies ? [gravestSign(anomalies)] : []),
    { code: column },
    ...(summary ? summaryCells(summary, rows, told) : absentCells(told)),
    ...(told.change ? [change ? CHANGED[change.change] : ''] : []),
    ...(told.drift ? [drift ? driftText(drift) : ''] : []),
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

/** How far the column is from the training data, and whether that is too far. */
function driftText({ verdict, effect, statistic }: DriftColumn): Phrase {
  const size = effect?.value ?? statistic;
  const text = size === null ? '' : figure(size);
  return verdict === 'pass' ? { muted: text } : `${SIGNS[driftSign(verdict)]} ${text}`;
}

/** The range of what has an order, the most frequent values of what has none. */
function valuesText({ minimum, maximum, histogram, type, hidden }: Summary, rows: number): Phrase {
  if (hidden) return { muted: 'hidden: looks like personal data' };
  const text = (value: unknown) =>
    typeof value === 'number' ? (Number.isInteger(value) ? String(value) : figure(value)) : String(value);
  if (minimum !== undefined && minimum !== null && maximum !== undefined) {
    const range = [text(minimum), text(maximum)];
    return (['timestamp', 'date'].includes(type) ? momentsOf(range) : range).join(UNBROKEN_DOTS);
  }
  if (!histogram || histogram.length === 0 || rows === 0 || !['string', 'boolean'].includes(type)) return '';
  return histogram
    .slice(0, FREQUENT_SHOWN)
    .flatMap(({ label, count: n }, index) => [
      index > 0 ? ', ' : '',
      { code: label },
      { muted: ` ${percent(n / rows)}`.replaceAll(' ', '\u00a0') },
    ]);
}

/** Days where they differ, else the times of the one day. */
function momentsOf(times: readonly string[]): string[] {
  const days = times.map((time) => time.slice(0, 10));
  const isOneDay = new Set(days).size === 1 && new Set(times).size > 1;
  return isOneDay ? times.map((time) => time.replace('T', ' ').replace(/(\.000)?Z$/, '')) : days;
}
