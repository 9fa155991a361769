import type { Chart, Point } from './document.ts';
import { cleanText } from './text.ts';

/** GitHub draws these; labels of more categories would lie over each other. */
const MOST_POINTS = 8;
/** Letters that have room below the axis, with those between two labels. */
const ROOM = 96;
const BETWEEN = 2;
const LONGEST = 60;

/**
 * The chart in Mermaid's `xychart-beta`, or null where it cannot say it: series that do not share their
 * categories, figures that are not finite. Of many categories it shows the first.
 */
export function mermaidOf(chart: Chart): string | null {
  const [first, second] = chart.series.filter(({ guide }) => !guide);
  if (!first || first.points.length === 0) return null;
  const shown = roomFor(first.points);
  const points = first.points.slice(0, shown);
  const others = second?.points.slice(0, shown);
  if (others && !others.every(({ x }, index) => x === points[index]?.x)) return null;
  if (others && others.length !== points.length) return null;
  const bars = list(others ?? points);
  const line = others && list(points);
  const range = rangeOf(chart, [...points, ...(others ?? [])]);
  if (!bars || !range || line === null) return null;
  const names = second ? `: ${second.name} (bar), ${first.name} (line)` : '';
  return [
    '---',
    'config:',
    '  xyChart: { width: 720, height: 260 }',
    // Seen on light and on dark paper: the champion's bars grey, the challenger's line blue.
    `  themeVariables: { xyChart: { plotColorPalette: "${second ? '#9198a1, #0969da' : '#0969da'}" } }`,
    '---',
    'xychart-beta',
    `  title ${quoted(chart.title + names)}`,
    `  x-axis [${points.map(({ x }) => quoted(label(x))).join(', ')}]`,
    `  y-axis ${quoted(chart.y.title)} ${range}`,
    `  bar ${bars}`,
    ...(line ? [`  line ${line}`] : []),
  ].join('\n');
}

/** How many of the points have room for their labels, side by side and equally far apart; three at least. */
function roomFor(points: readonly Point[]): number {
  const lengths = points.slice(0, MOST_POINTS).map(({ x }) => quoted(label(x)).length - 2);
  let shown = lengths.length;
  while (shown > 3 && shown * (Math.max(...lengths.slice(0, shown)) + BETWEEN) > ROOM) shown -= 1;
  return shown;
}

/** Of `origin = EWR` what tells it from the others, so that labels have room; of crossed columns the values. */
function label(x: number | string): string {
  return String(x)
    .slice(0, 4 * LONGEST)
    .replace(/^.* × .*? = /, '')
    .replace(/ = /, ' ')
    .slice(0, 2 * LONGEST);
}

function list(points: readonly Point[]): string | null {
  const figures = points.map(({ y }) => decimal(y, 4));
  return figures.includes(null) ? null : `[${figures.join(', ')}]`;
}

/** The axis, with some air, so that bars differ visibly. */
function rangeOf(chart: Chart, points: readonly Point[]): string | null {
  const values = points.map(({ y }) => y);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const air = (highest - lowest || Math.abs(highest) || 1) * 0.15;
  const floor = lowest >= 0 ? Math.max(0, lowest - air) : lowest - air;
  const [low, high] = chart.y.domain ?? [floor, highest + air];
  const ends = [decimal(low, 3), decimal(high, 3)];
  return ends.includes(null) || ends[0] === ends[1] ? null : ends.join(' --> ');
}

/** Mermaid knows no exponents; null for what cannot be written without. */
function decimal(value: number, digits: number): string | null {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size >= 1e15 || (size > 0 && size < 1e-9)) return null;
  const text = String(Number(value.toPrecision(digits)));
  return /e/.test(text) ? Number(text).toFixed(15).replace(/0+$/, '') : text;
}

/**
 * Mermaid has no escape inside quotes, so only harmless characters stay; it takes an empty text for the end of the
 * line and `%%` for a comment, even there.
 */
function quoted(text: string): string {
  const harmless = cleanText(text, LONGEST)
    .replace(/[^\p{L}\p{N} .,:=()+%/_²×↑↓-]/gu, '_')
    .replace(/%+/g, '%');
  return `"${harmless.trim() === '' ? '_' : harmless}"`;
}
