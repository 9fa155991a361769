import type { EvidenceOf } from '../../evidence/schema.ts';
import { cut } from '../checks/phrases.ts';
import { timestampText } from '../engine/times.ts';
import type { ColumnProfile, Histogram, Profile } from './profile-schema.ts';

/** A column as evidence shows it. */
export type ColumnSummary = EvidenceOf<'validate-data'>['figures']['datasets'][number]['columns'][number];
export type HistogramBar = NonNullable<ColumnSummary['histogram']>[number];

/** Bars of a picture; what is beyond is one bar for the rest. */
const BARS = 20;
const LONGEST_LABEL = 60;

/** What evidence says of each column of a profile. */
export function summarise(profile: Profile): ColumnSummary[] {
  return profile.columns.map((column) => {
    const histogram = histogramOf(column);
    const minimum = column.numbers?.minimum ?? column.period?.from;
    const maximum = column.numbers?.maximum ?? column.period?.to;
    return {
      column: column.name,
      type: column.type,
      missing: column.missing,
      distinct: column.distinct,
      ...(minimum === undefined || minimum === null ? {} : { minimum }),
      ...(maximum === undefined || maximum === null ? {} : { maximum }),
      ...(column.numbers ? { mean: column.numbers.mean } : {}),
      ...(histogram ? { histogram } : {}),
    };
  });
}

/**
 * The bars of a column's picture: truth values and integers with few values one by one, texts by
 * frequency, equally wide bins of everything else. Undefined where there is nothing to show.
 */
export function histogramOf(column: ColumnProfile): HistogramBar[] | undefined {
  const { type, present, trues, top, histogram } = column;
  if (present === 0) return undefined;
  if (trues !== undefined) {
    return [
      { label: 'false', count: present - trues },
      { label: 'true', count: trues },
    ];
  }
  if (type === 'string') return textBars(column);
  if (type === 'integer' && top && top.length > 0 && top.length <= 2 * BARS) {
    const byValue = top.toSorted((a, b) => Number(a.value) - Number(b.value));
    return byValue.map(({ value, count }) => ({ label: String(value), count }));
  }
  return histogram && binBars(histogram, type);
}

/** The most frequent texts, and one bar for all the others. */
function textBars({ top = [], distinct, present }: ColumnProfile): HistogramBar[] | undefined {
  if (top.length === 0) return undefined;
  const shown = top.length > BARS || top.length < distinct ? top.slice(0, BARS - 1) : top;
  const bars = shown.map(({ value, count }) => ({ label: cut(String(value), LONGEST_LABEL), count }));
  const others = distinct - shown.length;
  if (others === 0) return bars;
  const label = `(${others.toLocaleString('en-US')} other${others === 1 ? '' : 's'})`;
  return [...bars, { label, count: present - shown.reduce((sum, { count }) => sum + count, 0) }];
}

function binBars({ edges, counts }: Histogram, type: ColumnProfile['type']): HistogramBar[] {
  const text = edgeText(edges, type);
  return counts.map((count, index) => ({
    label: `${text(edges[index] ?? 0)} … ${text(edges[index + 1] ?? 0)}`,
    count,
  }));
}

/** Edges with as many digits as it takes to tell neighbours apart. */
function edgeText(edges: readonly number[], type: ColumnProfile['type']): (edge: number) => string {
  const width = ((edges.at(-1) ?? 0) - (edges[0] ?? 0)) / Math.max(edges.length - 1, 1);
  if (type === 'date' || type === 'timestamp') {
    const length = type === 'date' || width >= 86_400_000 ? 10 : 16;
    return (edge) => timestampText(edge).slice(0, length).replace('T', ' ');
  }
  const largest = Math.max(...edges.map(Math.abs));
  const digits = width > 0 ? Math.ceil(Math.log10(largest / width)) + 1 : 6;
  return (edge) => String(Number(edge.toPrecision(Math.min(Math.max(digits, 3), 15))));
}
