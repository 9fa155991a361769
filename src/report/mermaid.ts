import type { Chart } from './document.ts';

/** GitHub draws these; more categories cannot be read in a comment. */
const MOST_POINTS = 16;

/**
 * The chart in Mermaid's `xychart-beta`, or null where it cannot say it: series that do not share their
 * categories, too many points, figures that are not finite.
 */
export function mermaidOf(chart: Chart): string | null {
  const series = chart.series.filter(({ guide }) => !guide).slice(0, 2);
  const first = series[0];
  if (!first || first.points.length === 0 || first.points.length > MOST_POINTS) return null;
  const categories = first.points.map(({ x }) => String(x));
  const aligned = series.every(
    ({ points }) =>
      points.length === categories.length &&
      points.every(({ x, y }, index) => String(x) === categories[index] && Number.isFinite(y)),
  );
  if (!aligned) return null;
  const values = series.flatMap(({ points }) => points.map(({ y }) => y));
  const [low, high] = chart.y.domain ?? rangeOf(values);
  const names = series.length > 1 ? `: ${series[1]?.name} (bar), ${first.name} (line)` : '';
  const lines =
    series.length > 1
      ? [`bar ${list(series[1]?.points ?? [])}`, `line ${list(first.points)}`]
      : [`${chart.mark === 'line' ? 'line' : 'bar'} ${list(first.points)}`];
  return [
    '---',
    'config:',
    '  xyChart: { width: 720, height: 260 }',
    '---',
    'xychart-beta',
    `  title ${quoted(chart.title + names)}`,
    `  x-axis [${categories.map(quoted).join(', ')}]`,
    `  y-axis ${quoted(chart.y.title)} ${low} --> ${high}`,
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}

function list(points: readonly { readonly y: number }[]): string {
  return `[${points.map(({ y }) => Number(y.toPrecision(4))).join(', ')}]`;
}

/** A range with some air, so that bars differ visibly. */
function rangeOf(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low || Math.abs(high) || 1) * 0.15;
  const floor = low >= 0 ? Math.max(0, low - air) : low - air;
  return [Number(floor.toPrecision(3)), Number((high + air).toPrecision(3))];
}

/** Mermaid has no escape inside quotes, so only harmless characters stay. */
function quoted(text: string): string {
  const harmless = text.replace(/[^\p{L}\p{N} .,:=()+<>%/-]/gu, '_').replace(/[<>]/g, '_');
  return `"${harmless.slice(0, 60)}"`;
}
