import type { Column } from '../data/engine/frame.ts';
import { kindOf } from './samples.ts';

/** A bin of both sides as shares of their rows, so that sides of different size can be looked at together. */
export interface SharedBin {
  readonly label: string;
  readonly baseline: number;
  readonly current: number;
}

const BINS = 16;
const CATEGORIES = 12;
const OTHERS = '(others)';
const MISSING = '(missing)';

/** The distribution of a column then and now on the same bins; empty where it cannot be drawn. */
export function sharedHistogram(baseline: Column, current: Column): SharedBin[] {
  if (baseline.values.length === 0 || current.values.length === 0) return [];
  return kindOf(baseline) === 'numerical' ? numerical(baseline, current) : categorical(baseline, current);
}

/** Equally wide bins over both sides, labelled by their middle; numbers that are not finite are left out. */
function numerical(baseline: Column, current: Column): SharedBin[] {
  const sides = [baseline, current].map(({ values }) =>
    values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value)),
  );
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of sides.flat()) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high > low)) return [];
  const width = (high - low) / BINS;
  const shares = sides.map((values) => {
    const counts = new Float64Array(BINS);
    for (const value of values) {
      const bin = Math.min(BINS - 1, Math.floor((value - low) / width));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts.map((count) => count / Math.max(1, values.length));
  });
  const digits = Math.max(0, 2 - Math.floor(Math.log10(high - low)));
  return Array.from({ length: BINS }, (_, bin) => ({
    label: (low + (bin + 0.5) * width).toFixed(Math.min(digits, 12)),
    baseline: shares[0]?.[bin] ?? 0,
    current: shares[1]?.[bin] ?? 0,
  }));
}

/** The most frequent values of both sides together, the rest as one. */
function categorical(baseline: Column, current: Column): SharedBin[] {
  const sides = [baseline, current].map(({ values }) => {
    const counts = new Map<string, number>();
    for (const value of values) {
      const text = value === null ? MISSING : String(value);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return { rows: values.length, counts };
  });
  const share = (side: number, text: string) =>
    (sides[side]?.counts.get(text) ?? 0) / (sides[side]?.rows ?? 1);
  const both = (text: string) => share(0, text) + share(1, text);
  const texts = [...new Set(sides.flatMap(({ counts }) => [...counts.keys()]))];
  const ranked = texts.sort((a, b) => both(b) - both(a) || (a < b ? -1 : 1));
  const kept = ranked.slice(0, CATEGORIES);
  const bins = kept.map((label) => ({ label, baseline: share(0, label), current: share(1, label) }));
  const rest = ranked.slice(CATEGORIES);
  if (rest.length === 0) return bins;
  const sum = (side: number) => rest.reduce((total, text) => total + share(side, text), 0);
  return [...bins, { label: OTHERS, baseline: sum(0), current: sum(1) }];
}
