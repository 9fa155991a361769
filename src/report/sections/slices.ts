import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Chart, made, type Phrase } from '../document.ts';
import { count, figure, figuresTogether, plural, withSign } from '../format.ts';
import { forestPlot } from './improvements.ts';
import { arrow, championName, difference, own, titleOf } from './metrics.ts';
import { isAboutChange } from './rules.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];
type Slice = Figures['slices'][number];

/** Slices in a picture; more lines cannot be read at a glance. */
const DRAWN = 12;
/** Slices in a table that is not folded. */
const MOST_OPEN = 15;
/** Metrics in the table of slices. */
const METRICS_SHOWN = 2;

/** Metrics that are means over rows, so that what is left without a slice can be told. */
const MEANS = new Set([
  'log_loss',
  'brier_score_loss',
  'accuracy_score',
  'mean_absolute_error',
  'mean_squared_error',
]);

/** For which slices the challenger is worst, or got worse than the champion; a comment shows a picture where it did not pass. */
export function sliceBlocks({ figures, verdict }: EvidenceOf<'evaluate-gate'>): Block[] {
  const metrics = metricsShown(figures);
  const [lead] = metrics;
  if (lead === undefined || figures.slices.length === 0) return [];
  const slices = worstFirst(figures, lead);
  const title = titleOf(lead, figures);
  const heading = figures.champion
    ? `Slices, the worst change of ${title} first`
    : `Slices, the worst ${title} first`;
  const forest = forestPlot(figures);
  const charts = sliceChart(figures, slices, lead);
  const drawn: Block[] = [
    ...charts.map((chart) => (forest.length > 0 ? { ...chart, inPage: false } : chart)),
    ...forest,
  ];
  const table = sliceTable(figures, slices, metrics);
  // A long table would hide what comes after it, and the picture has the worst.
  const isLong = slices.length > MOST_OPEN && drawn.length > 0;
  if (verdict !== 'pass') {
    return [
      ...drawn,
      { kind: 'details', open: !isLong, atTerminal: true, summary: heading, blocks: [table] },
    ];
  }
  const folded: Block = {
    kind: 'details',
    summary: `All ${plural(slices.length, 'slice')}`,
    blocks: [table],
  };
  return [{ kind: 'details', open: true, summary: heading, blocks: [...drawn, isLong ? folded : table] }];
}

/** A sentence on the one slice where most of the loss sits, if there is one. */
export function loudestSlice(figures: Figures): string | undefined {
  const { champion, rules, rows, weight } = figures;
  // What a slice has of the whole is counted in rows.
  if (weight !== undefined) return undefined;
  const failed = rules.find(
    ({ outcome, slice, metric }) => outcome === 'fail' && slice === null && MEANS.has(metric),
  );
  const now = failed && own(figures.challenger.metrics, failed.metric);
  const before = failed && champion && own(champion.metrics, failed.metric);
  if (!failed || typeof now !== 'number' || typeof before !== 'number') return undefined;
  const { metric } = failed;
  const total = (now - before) * rows;
  const found = figures.slices
    .flatMap((slice) => {
      const change = changeOf(slice, metric);
      if (change === null || slice.rows >= rows) return [];
      const elsewhere = (total - change * slice.rows) / (rows - slice.rows);
      return [{ slice, change, elsewhere, share: (change * slice.rows) / total, size: slice.rows / rows }];
    })
    // Much of the loss on few of the rows.
    .filter(({ share, size }) => share > 0.5 && share > 1.5 * size)
    .sort((a, b) => b.share - b.size - (a.share - a.size))[0];
  if (!found) return undefined;
  const [there = '', elsewhere = ''] = figuresTogether([found.change, found.elsewhere]).map(withSign);
  const { column, value, rows: part } = found.slice;
  return `Most of it sits in ${column} = ${value} (${count(part)} of ${count(rows)} rows): ${titleOf(metric, figures)} ${there} there, ${elsewhere} elsewhere.`;
}

/** The metrics of the rules, those that failed first, then those about change; the first ones of the task where no rule names any. */
function metricsShown({ rules, challenger }: Figures): string[] {
  const failed = rules.filter(({ outcome }) => outcome === 'fail');
  const named = new Set([...failed, ...rules.filter(isAboutChange), ...rules].map(({ metric }) => metric));
  const known = [...named].filter((metric) => Object.hasOwn(challenger.metrics, metric));
  return (known.length > 0 ? known : Object.keys(challenger.metrics)).slice(0, METRICS_SHOWN);
}

/** Against a champion by how much worse they got, without one by their own figure; undefined ones last. */
function worstFirst({ slices, champion, directions }: Figures, metric: string): Slice[] {
  const sign = Object.hasOwn(directions, metric) && directions[metric] === 'lower' ? -1 : 1;
  const goodness = (slice: Slice): number => {
    const value = champion ? changeOf(slice, metric) : own(slice.challenger, metric);
    return value === null ? Number.POSITIVE_INFINITY : sign * value;
  };
  return slices
    .map((slice) => ({ slice, rank: goodness(slice) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ slice }) => slice);
}

function changeOf(slice: Slice, metric: string): number | null {
  const now = own(slice.challenger, metric);
  const before = slice.champion && own(slice.champion, metric);
  return now === null || before === null ? null : now - before;
}

function sliceTable(figures: Figures, slices: readonly Slice[], metrics: readonly string[]): Block {
  const { champion } = figures;
  return {
    kind: 'table',
    brief: 6,
    columns: [
      { title: 'slice' },
      { title: 'rows', align: 'right' },
      ...metrics.flatMap((metric) => [
        { title: titleOf(metric, figures) + arrow(metric, figures), align: 'right' as const },
        ...(champion ? [{ title: 'difference', align: 'right' as const }] : []),
      ]),
    ],
    rows: made(slices, (slice) => [
      { code: `${slice.column} = ${slice.value}` },
      count(slice.rows),
      ...metrics.flatMap((metric): Phrase[] => {
        const now = own(slice.challenger, metric);
        if (!champion) return [figure(now)];
        const change = changeOf(slice, metric);
        const [nowText = '', changeText = ''] = figuresTogether([now, change]);
        return [nowText, change === null ? '' : difference(metric, change, withSign(changeText), figures)];
      }),
    ]),
  };
}

function sliceChart(figures: Figures, slices: readonly Slice[], metric: string): Chart[] {
  const drawn = slices
    .filter((slice) => own(slice.challenger, metric) !== null)
    .filter((slice) => !figures.champion || changeOf(slice, metric) !== null)
    .slice(0, DRAWN);
  if (drawn.length < 2) return [];
  const title = titleOf(metric, figures);
  const name = ({ column, value }: Slice) => `${column} = ${value}`;
  const points = (of: 'challenger' | 'champion') =>
    drawn.map((slice) => ({ x: name(slice), y: own(slice[of] ?? {}, metric) as number }));
  return [
    {
      kind: 'chart',
      mark: 'dots',
      inComment: true,
      title: `${title} by slice`,
      x: { title: '' },
      y: { title: title + arrow(metric, figures) },
      series: [
        { name: 'challenger', points: points('challenger') },
        ...(figures.champion ? [{ name: championName(figures), points: points('champion') }] : []),
      ],
      description: `${title} of ${drawn.length} slices: ${drawn
        .map((slice) => `${name(slice)} ${figure(own(slice.challenger, metric))}`)
        .join(', ')}.`,
    },
  ];
}
