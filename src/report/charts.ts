import type { TopLevelSpec } from 'vega-lite';
import type { Chart, Series } from './document.ts';

/** The colours stand in the page's style, one set for light and one for dark paper. */
const COLOURS = ['var(--series-1, #0969da)', 'var(--series-2, #bc4c00)', 'var(--series-3, #1a7f37)'];
/** Parts of a whole: what is looked for, and the rest. */
const PARTS = ['var(--muted, #59636e)', 'var(--series-1, #0969da)'];
const GUIDE = '#888888';
const SIZE = { width: 340, height: 225 } as const;
const WIDE = 720;
/** The height of a line of a `dots` chart. */
const LINE = 26;
/** From here on labels of categories are turned. */
const FEW = 6;
const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';

/**
 * The chart as a Vega-Lite specification. Its title is left to the page; text takes the colour of the page
 * around it, and marks the page's colours.
 */
export function vegaLiteOf(chart: Chart): TopLevelSpec {
  const data = chart.series.filter(({ guide }) => !guide);
  const isWide = chart.mark === 'dots';
  const lines = new Set(data.flatMap(({ points }) => points.map(({ x }) => String(x)))).size;
  return {
    width: isWide ? WIDE : SIZE.width,
    height: isWide ? lines * LINE + 70 : SIZE.height,
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
    layer: isWide ? dotLayers(chart, data) : plotLayers(chart, data),
  } as TopLevelSpec;
}

function plotLayers(chart: Chart, data: readonly Series[]): unknown[] {
  const { mark } = chart;
  const guides = chart.series.filter(({ guide }) => guide);
  const points = data.flatMap((series) => series.points);
  const names = data.map(({ name }) => name);
  const isBinned = points.every(({ to }) => to !== undefined);
  const x = xOf(chart, data, isBinned);
  const y = {
    field: 'y',
    type: 'quantitative',
    title: chart.y.title || null,
    stack: mark === 'stacked-bar' ? 'zero' : null,
    scale: yScale(chart, data),
    axis: {
      tickCount: 5,
      ...(isWholeNumbers(points.map(({ y: value }) => value)) ? { tickMinStep: 1 } : {}),
    },
  };
  const beside = mark === 'bar' && names.length > 1 ? { xOffset: { field: 'series', sort: names } } : {};
  return [
    {
      data: { values: rowsOf(data) },
      mark:
        mark === 'line'
          ? { type: 'line', strokeWidth: 2, point: data.every(({ points: few }) => few.length <= 12) }
          : { type: 'bar', opacity: 0.9, ...(isBinned ? { binSpacing: 1 } : {}) },
      encoding: {
        x,
        ...(isBinned ? { x2: { field: 'to' } } : {}),
        y,
        color: colourOf(names, mark),
        ...beside,
      },
    },
    ...guides.map((guide) => ({
      data: { values: rowsOf([guide]) },
      mark: { type: 'line', strokeDash: [4, 4], color: GUIDE, strokeWidth: 1 },
      encoding: { x, y },
    })),
  ];
}

/** A line a category: a dot a series, and a thin line between them where they are two. */
function dotLayers(chart: Chart, data: readonly Series[]): unknown[] {
  const names = data.map(({ name }) => name);
  const y = {
    field: 'x',
    type: 'nominal',
    sort: null,
    title: null,
    axis: { labelLimit: 260, grid: true, domain: false, ticks: false, labelPadding: 8 },
  };
  const x = {
    field: 'y',
    type: 'quantitative',
    title: chart.y.title || null,
    scale: { zero: false, nice: true, padding: 10, ...domainOf(chart.y) },
    axis: { tickCount: 6, grid: false },
  };
  const [first, second] = data;
  const between = first?.points.flatMap(({ x: category, y: from }, index) => {
    const to = second?.points[index]?.y;
    return to === undefined ? [] : [{ x: category, y: from, to }];
  });
  return [
    ...(second
      ? [
          {
            data: { values: between },
            mark: { type: 'rule', strokeWidth: 3, opacity: 0.45, color: GUIDE },
            encoding: { x, x2: { field: 'to' }, y },
          },
        ]
      : []),
    {
      // The first series is drawn last, above the others.
      data: { values: rowsOf([...data].reverse()) },
      mark: { type: 'point', filled: true, size: 75, opacity: 1 },
      encoding: { x, y, color: colourOf(names, 'dots') },
    },
  ];
}

function colourOf(names: readonly string[], mark: Chart['mark']) {
  const colours = mark === 'stacked-bar' && names.length === PARTS.length ? PARTS : COLOURS;
  return {
    field: 'series',
    type: 'nominal',
    title: null,
    scale: { domain: names, range: colours.slice(0, names.length) },
    legend:
      names.length > 1
        ? {
            orient: 'top',
            direction: 'horizontal',
            symbolType: mark === 'line' ? 'stroke' : 'circle',
            symbolSize: 70,
          }
        : null,
  };
}

function xOf(chart: Chart, data: readonly Series[], isBinned: boolean) {
  const values = data.flatMap(({ points }) => points.map(({ x }) => x));
  const title = chart.x.title || null;
  if (isBinned) {
    return {
      field: 'x',
      type: 'quantitative',
      title,
      bin: 'binned',
      scale: { nice: false },
      axis: { tickCount: 6 },
    };
  }
  if (values.every((value) => typeof value === 'number')) {
    const scale = { zero: false, nice: false, ...domainOf(chart.x) };
    const axis = isWholeNumbers(values) ? { tickMinStep: 1, format: 'd', tickCount: 6 } : { tickCount: 6 };
    return { field: 'x', type: 'quantitative', title, scale, axis };
  }
  const texts = [...new Set(values.map(String))];
  const isRange = texts.every((text) => text.includes(' … '));
  return {
    field: 'x',
    type: 'nominal',
    title,
    sort: null,
    axis: isRange
      ? // Of `from … to` the beginning, and as many as there is room for.
        { labelAngle: 0, labelOverlap: true, labelExpr: "split(datum.label, ' … ')[0]" }
      : { labelAngle: texts.length > FEW ? -45 : 0, labelLimit: 80, labelOverlap: texts.length > 24 },
  };
}

/** Lines need not begin at zero; bars do, for their lengths are compared. */
function yScale(chart: Chart, data: readonly Series[]) {
  if (chart.mark !== 'line') return { zero: true, ...domainOf(chart.y) };
  const isFlat = new Set(data.flatMap(({ points }) => points.map(({ y }) => y))).size === 1;
  return { zero: isFlat, ...domainOf(chart.y) };
}

function domainOf({ domain }: Chart['x']) {
  return domain ? { domain: [...domain] } : {};
}

function rowsOf(series: readonly Series[]): Record<string, string | number>[] {
  return series.flatMap(({ name, points }) =>
    points.map(({ x, y, to }) => ({ series: name, x, y, ...(to === undefined ? {} : { to }) })),
  );
}

function isWholeNumbers(values: readonly number[]): boolean {
  return values.length > 2 && values.every(Number.isInteger);
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
