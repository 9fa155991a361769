import { colourOf, domainOf, GUIDE, rowsOf } from './chart-marks.ts';
import type { Chart, Series } from './document.ts';

/** From here on labels of categories are turned. */
const FEW = 6;

/** Lines, bars and points on two axes, with the guides that they are read against. */
export function plotLayers(chart: Chart, data: readonly Series[]): unknown[] {
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
      mark: markOf(mark, data, isBinned),
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

function markOf(mark: Chart['mark'], data: readonly Series[], isBinned: boolean) {
  switch (mark) {
    case 'line':
      return { type: 'line', strokeWidth: 2, point: data.every(({ points }) => points.length <= 12) };
    case 'scatter':
      return { type: 'point', filled: true, size: 14, opacity: 0.45 };
    default:
      return { type: 'bar', opacity: 0.9, ...(isBinned ? { binSpacing: 1 } : {}) };
  }
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

/** Lines and points need not begin at zero; bars do, for their lengths are compared. */
function yScale(chart: Chart, data: readonly Series[]) {
  if (chart.mark !== 'line' && chart.mark !== 'scatter') return { zero: true, ...domainOf(chart.y) };
  const isFlat = new Set(data.flatMap(({ points }) => points.map(({ y }) => y))).size === 1;
  return { zero: isFlat, ...domainOf(chart.y) };
}

function isWholeNumbers(values: readonly number[]): boolean {
  return values.length > 2 && values.every(Number.isInteger);
}
