import type { TopLevelSpec } from 'vega-lite';
import { dotLayers, intervalLayers, matrixLayers } from './chart-categories.ts';
import { GUIDE } from './chart-marks.ts';
import { plotLayers } from './chart-plots.ts';
import type { Chart, Series } from './document.ts';

const SIZE = { width: 340, height: 225 } as const;
const WIDE = 720;
/** The height of a line of a chart with a line a category, and of what stands around the lines. */
const LINE = 26;
const AROUND = 70;
/** A picture of so few lines needs no more than half of the width. */
const FEW_LINES = 3;
const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';

/**
 * The chart as a Vega-Lite specification. Its title is left to the page; text takes the colour of the page
 * around it, and marks the page's colours.
 */
function vegaLiteOf(chart: Chart): TopLevelSpec {
  const data = chart.series.filter(({ guide }) => !guide);
  return {
    ...sizeOf(chart, data),
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    background: 'transparent',
    config: {
      aria: false,
      font: FONT,
      view: { stroke: null },
      axis: {
        labelColor: 'currentColor',
        titleColor: 'currentColor',
        labelFontSize: 11,
        titleFontSize: 11,
        titleFontWeight: 'normal',
        domainColor: GUIDE,
        tickColor: GUIDE,
        gridColor: GUIDE,
        gridOpacity: 0.25,
      },
      legend: { labelColor: 'currentColor', labelFontSize: 11, labelLimit: 200 },
    },
    layer: layersOf(chart, data),
  } as TopLevelSpec;
}

/** Whether the chart has the width of the page; a page of a few lines has it not. */
export function isWide({ mark, series }: Pick<Chart, 'mark' | 'series'>): boolean {
  return (
    mark === 'dots' || (mark === 'intervals' && linesOf(series.filter(({ guide }) => !guide)) > FEW_LINES)
  );
}

function sizeOf(chart: Chart, data: readonly Series[]) {
  const width = isWide(chart) ? WIDE : SIZE.width;
  if (chart.mark === 'dots' || chart.mark === 'intervals')
    return { width, height: linesOf(data) * LINE + AROUND };
  return { width, height: SIZE.height };
}

/** The categories of all series. */
function linesOf(data: readonly Series[]): number {
  return new Set(data.flatMap(({ points }) => points.map(({ x }) => String(x)))).size;
}

function layersOf(chart: Chart, data: readonly Series[]): unknown[] {
  switch (chart.mark) {
    case 'dots':
      return dotLayers(chart, data);
    case 'intervals':
      return intervalLayers(chart, data);
    case 'matrix':
      return matrixLayers(chart, data);
    default:
      return plotLayers(chart, data);
  }
}

/** The chart as SVG text, without script or outside font, ready to stand in an HTML page. */
export async function svgOf(chart: Chart): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const view = new vega.View(vega.parse(compile(vegaLiteOf(chart)).spec), {
    renderer: 'none',
    logLevel: vega.None,
  });
  try {
    // Inside HTML the element needs no namespaces.
    return (await view.toSVG()).replace(/^<svg[^>]*>/, (tag) => tag.replace(/ xmlns(:\w+)?="[^"]*"/g, ''));
  } finally {
    view.finalize();
  }
}
