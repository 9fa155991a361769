import type { TopLevelSpec } from 'vega-lite';
import type { Chart, Series } from './document.ts';

/** Readable on light and on dark paper, and told apart by people who see fewer colours (Okabe and Ito). */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7'];
const GUIDE = '#888888';
const SIZE = { width: 300, height: 190 } as const;
/** Beyond this, labels of categories would lie over each other. */
const FEW = 8;

/** The chart as a Vega-Lite specification; text and axes take the colour of the page around them. */
export function vegaLiteOf(chart: Chart): TopLevelSpec {
  const { series } = chart;
  const data = series.filter(({ guide }) => !guide);
  const guides = series.filter(({ guide }) => guide);
  const quantitative = data.every(({ points }) => points.every(({ x }) => typeof x === 'number'));
  const categories = new Set(data.flatMap(({ points }) => points.map(({ x }) => String(x))));
  const x = {
    field: 'x',
    type: quantitative ? ('quantitative' as const) : ('nominal' as const),
    title: chart.x.title || null,
    sort: null,
    ...(quantitative
      ? { scale: { ...(chart.x.domain ? { domain: [...chart.x.domain] } : {}), zero: false, nice: false } }
      : {}),
    axis: {
      ...(quantitative
        ? {}
        : { labelAngle: categories.size > FEW ? -60 : -30, labelLimit: 90, labelOverlap: true }),
      ...(quantitative && isWhole(data) ? { tickMinStep: 1, format: 'd' } : {}),
    },
  };
  const y = {
    field: 'y',
    type: 'quantitative' as const,
    title: chart.y.title || null,
    stack: chart.mark === 'stacked-bar' ? ('zero' as const) : null,
    scale: {
      ...(chart.y.domain ? { domain: [...chart.y.domain] } : {}),
      zero: chart.mark !== 'line' && chart.mark !== 'bar',
    },
    axis: { tickCount: 5 },
  };
  const names = data.map(({ name }) => name);
  const color = {
    field: 'series',
    type: 'nominal' as const,
    title: null,
    scale: { domain: names, range: COLOURS.slice(0, names.length) },
    legend: names.length > 1 ? { orient: 'top' as const, direction: 'horizontal' as const } : null,
  };
  const mark =
    chart.mark === 'line'
      ? { type: 'line' as const, strokeWidth: 2, interpolate: 'linear' as const, point: isShort(data) }
      : { type: 'bar' as const, opacity: 0.9 };
  const offset =
    chart.mark === 'bar' && names.length > 1 ? { xOffset: { field: 'series', sort: names } } : {};
  const baseline = chart.mark === 'bar' ? { ...y, scale: { ...y.scale, ...barDomain(chart, data) } } : y;
  return {
    ...SIZE,
    width: quantitative || categories.size <= 2 * FEW ? SIZE.width : Math.min(900, categories.size * 18),
    title: { text: chart.title, anchor: 'start', fontSize: 13, fontWeight: 600 },
    background: 'transparent',
    config: {
      font: 'system-ui, -apple-system, "Segoe UI", sans-serif',
      view: { stroke: null },
      title: { color: 'currentColor' },
      axis: {
        labelColor: 'currentColor',
        titleColor: 'currentColor',
        titleFontWeight: 'normal',
        domainColor: GUIDE,
        tickColor: GUIDE,
        gridColor: GUIDE,
        gridOpacity: 0.25,
      },
      legend: { labelColor: 'currentColor', titleColor: 'currentColor' },
    },
    layer: [
      {
        data: { values: rowsOf(data) },
        mark: mark as never,
        encoding: { x, y: baseline, color, ...offset } as never,
      },
      ...guides.map((guide) => ({
        data: { values: rowsOf([guide]) },
        mark: { type: 'line' as const, strokeDash: [4, 4], color: GUIDE, strokeWidth: 1 },
        encoding: { x, y } as never,
      })),
    ],
  } as TopLevelSpec;
}

/** The chart as SVG text, without script or outside font, ready to stand in an HTML page. */
export async function svgOf(chart: Chart): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const view = new vega.View(vega.parse(compile(vegaLiteOf(chart)).spec), {
    renderer: 'none',
    logLevel: vega.None,
  });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Bars begin at zero, unless they all stand so far from it that nothing could be told apart. */
function barDomain(chart: Chart, data: readonly Series[]): { zero: boolean; domain?: number[] } {
  if (chart.y.domain) return { zero: false, domain: [...chart.y.domain] };
  const values = data.flatMap(({ points }) => points.map(({ y }) => y));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const farFromZero = low > 0 && high - low < 0.25 * high;
  if (!farFromZero) return { zero: true };
  const air = (high - low || high) * 0.2;
  return { zero: false, domain: [Math.max(0, low - air), high + air] };
}

function rowsOf(series: readonly Series[]): { series: string; x: number | string; y: number }[] {
  return series.flatMap(({ name, points }) => points.map(({ x, y }) => ({ series: name, x, y })));
}

function isWhole(series: readonly Series[]): boolean {
  return (
    series.every(({ points }) => points.every(({ x }) => Number.isInteger(x))) &&
    series.some(({ points }) => points.length > 2)
  );
}

function isShort(series: readonly Series[]): boolean {
  return series.every(({ points }) => points.length <= 12);
}
