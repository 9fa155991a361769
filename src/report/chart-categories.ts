import { colourOf, domainOf, GUIDE, rowsOf } from './chart-marks.ts';
import type { Chart, Point, Series, Tone } from './document.ts';

/** Charts with one line a category, from top to bottom. */

const CATEGORIES = {
  type: 'nominal',
  sort: null,
  title: null,
  axis: { labelLimit: 260, grid: true, domain: false, ticks: false, labelPadding: 8 },
} as const;

/** A dot a series, and a thin line between them where they are two. */
export function dotLayers(chart: Chart, data: readonly Series[]): unknown[] {
  const names = data.map(({ name }) => name);
  const y = { field: 'x', ...CATEGORIES };
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

/** What the tones are called, their colours, and their shapes for those who cannot tell the colours. */
const TONES: Readonly<Record<Tone, readonly [name: string, colour: string, shape: string]>> = {
  worse: ['surely worse', 'var(--fail, #cf222e)', 'triangle-down'],
  unsure: ['not certain', 'var(--muted, #59636e)', 'circle'],
  better: ['surely better', 'var(--pass, #1a7f37)', 'triangle-up'],
};

/** An improvement a category, between its ends, against upright guides. */
export function intervalLayers(chart: Chart, data: readonly Series[]): unknown[] {
  const points = data.flatMap((series) => series.points);
  const guides = chart.series.flatMap(({ guide, name, points: [at] }) =>
    guide && at && typeof at.x === 'number' ? [{ name, x: at.x }] : [],
  );
  const y = { field: 'category', ...CATEGORIES };
  const x = {
    type: 'quantitative',
    title: chart.x.title || null,
    scale: { zero: true, nice: true, padding: 12 },
  };
  const used = (Object.keys(TONES) as Tone[]).filter((tone) =>
    points.some((point) => toneOf(point) === tone),
  );
  const of = (at: 0 | 1 | 2) => used.map((tone) => TONES[tone][at]);
  const legend = used.length > 1 ? { orient: 'top', direction: 'horizontal', symbolSize: 70 } : null;
  const tone = { field: 'tone', type: 'nominal', title: null, legend };
  const colour = { ...tone, scale: { domain: of(0), range: of(1) } };
  const shape = { ...tone, scale: { domain: of(0), range: of(2) } };
  const values = points.map((point) => ({
    category: String(point.x),
    y: point.y,
    tone: TONES[toneOf(point)][0],
    lower: point.lower ?? point.y,
    upper: point.upper ?? point.y,
  }));
  const isLeft = (at: number) => guides.some(({ x: other }) => other > at);
  return [
    ...guides.map(({ name, x: at }) => ({
      data: { values: [{ at, name }] },
      layer: [
        {
          mark: { type: 'rule', color: GUIDE, strokeWidth: 1, ...(at === 0 ? {} : { strokeDash: [4, 4] }) },
          encoding: { x: { ...x, field: 'at' } },
        },
        {
          // On the outer side of its line, so that two do not lie over each other.
          mark: {
            type: 'text',
            align: isLeft(at) ? 'right' : 'left',
            dx: isLeft(at) ? -3 : 3,
            fontSize: 10,
            fill: 'currentColor',
            baseline: 'top',
          },
          encoding: { x: { ...x, field: 'at' }, y: { value: 0 }, text: { field: 'name' } },
        },
      ],
    })),
    {
      data: { values },
      mark: { type: 'rule', strokeWidth: 2 },
      encoding: { x: { ...x, field: 'lower' }, x2: { field: 'upper' }, y, color: colour },
    },
    {
      data: { values },
      mark: { type: 'point', filled: true, size: 75, opacity: 1 },
      encoding: { x: { ...x, field: 'y' }, y, color: colour, shape },
    },
  ];
}

function toneOf({ tone = 'unsure' }: Point): Tone {
  return tone;
}

/** A series a line, a point a cell: its share as shade, its figure as text. */
export function matrixLayers(chart: Chart, data: readonly Series[]): unknown[] {
  const values = data.flatMap(({ name, points }) =>
    points.map(({ x, y, text = '' }) => ({ line: name, cell: String(x), share: y, text })),
  );
  const isRoomy = data.length <= 6;
  const x = {
    field: 'cell',
    type: 'nominal',
    sort: null,
    title: chart.x.title || null,
    axis: { labelAngle: isRoomy ? 0 : -45, labelLimit: 90, orient: 'top', domain: false, ticks: false },
  };
  const y = {
    field: 'line',
    type: 'nominal',
    sort: null,
    title: chart.y.title || null,
    axis: { labelLimit: 90, domain: false, ticks: false, labelPadding: 6 },
  };
  return [
    {
      data: { values },
      mark: { type: 'rect', fill: 'var(--series-1, #0969da)', stroke: GUIDE, strokeOpacity: 0.3 },
      encoding: {
        x,
        y,
        opacity: {
          field: 'share',
          type: 'quantitative',
          scale: { domain: [0, 1], range: [0.03, 0.55] },
          legend: null,
        },
      },
    },
    ...(isRoomy
      ? [
          {
            data: { values },
            mark: { type: 'text', fontSize: 12, fill: 'currentColor' },
            encoding: { x, y, text: { field: 'text' } },
          },
        ]
      : []),
  ];
}
