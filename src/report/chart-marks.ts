import type { Chart, Series } from './document.ts';

/** What the layers of all charts share: colours, legends, axes and rows. */

/** The colours stand in the page's style, one set for light and one for dark paper. */
const COLOURS = ['var(--series-1, #0969da)', 'var(--series-2, #bc4c00)', 'var(--series-3, #1a7f37)'];
/** Parts of a whole: what is looked for, and the rest. */
const PARTS = ['var(--muted, #59636e)', 'var(--series-1, #0969da)'];
export const GUIDE = '#888888';

export function colourOf(names: readonly string[], mark: Chart['mark']) {
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

export function domainOf({ domain }: Chart['x']) {
  return domain ? { domain: [...domain] } : {};
}

export function rowsOf(series: readonly Series[]): Record<string, string | number>[] {
  return series.flatMap(({ name, points }) =>
    points.map(({ x, y, to }) => ({ series: name, x, y, ...(to === undefined ? {} : { to }) })),
  );
}
