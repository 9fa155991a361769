import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart, Phrase, Section } from '../document.ts';
import { SIGNS } from '../document.ts';
import { count, days, figure, plural, signed } from '../format.ts';
import { curveCharts } from './curves.ts';

type Evidence = EvidenceOf<'evaluate-gate'>;
type Figures = Evidence['figures'];

const SLICES_SHOWN = 12;

/** The verdict of the gate: what was judged, against what, and why. */
export function evaluateGateSection(evidence: Evidence): Section {
  const { figures } = evidence;
  const { from, to } = figures.period;
  const period = from && to ? `, ${days(from, to)}` : '';
  const against = figures.champion ? `against ${championName(figures)}` : 'without a champion';
  return {
    id: 'evaluate-gate',
    title: 'Gate',
    outcome: evidence.verdict,
    summary: `judged on ${plural(figures.rows, 'row')}${period}, ${against}`,
    blocks: [
      metricTable(figures),
      ...reasonList(evidence),
      ...sliceBlocks(figures),
      { kind: 'row', blocks: curveCharts(figures) },
      ...noteList(figures),
    ],
  };
}

function championName({ champion }: Figures): string {
  return champion?.version ?? 'the champion';
}

/** One line a rule on all rows, then the metrics that no rule names. */
function metricTable(figures: Figures): Block {
  const { champion, challenger, directions } = figures;
  const ruled = figures.rules.filter(({ slice }) => slice === null);
  const named = new Set(ruled.map(({ metric }) => metric));
  const line = (metric: string, rule: Phrase, sign: string): Phrase[] => {
    const now = challenger.metrics[metric] ?? null;
    const before = champion?.metrics[metric] ?? null;
    const arrow = { higher: '↑', lower: '↓' }[directions[metric] ?? 'higher'];
    const figures = champion
      ? [figure(now), figure(before), now === null || before === null ? '' : signed(now - before)]
      : [figure(now)];
    return [[{ code: metric }, ` ${arrow}`], ...figures, rule, sign];
  };
  return {
    kind: 'table',
    brief: 12,
    columns: [
      { title: 'metric' },
      { title: 'challenger', align: 'right' },
      ...(champion
        ? [
            { title: championName(figures), align: 'right' as const },
            { title: 'difference', align: 'right' as const },
          ]
        : []),
      { title: 'rule' },
      { title: '', align: 'center' },
    ],
    rows: [
      ...ruled.map(({ metric, rule, outcome }) => line(metric, rule, SIGNS[outcome])),
      ...Object.keys(challenger.metrics)
        .filter((metric) => !named.has(metric))
        .map((metric) => line(metric, '', '')),
    ],
  };
}

function reasonList({ reasons }: Evidence): Block[] {
  const telling = reasons.filter(({ outcome }) => outcome !== 'pass');
  if (telling.length === 0) return [];
  return [
    { kind: 'paragraph', text: { strong: 'Why' } },
    { kind: 'list', ordered: true, items: telling.map(({ sentence }) => sentence) },
  ];
}

function noteList({ notes }: Figures): Block[] {
  if (notes.length === 0) return [];
  return [{ kind: 'details', summary: 'Notes', blocks: [{ kind: 'list', ordered: false, items: notes }] }];
}

function sliceBlocks(figures: Figures): Block[] {
  const { slices, champion } = figures;
  if (slices.length === 0) return [];
  const metrics = [...new Set(figures.rules.map(({ metric }) => metric))].slice(0, 3);
  const shown = metrics.length > 0 ? metrics : Object.keys(figures.challenger.metrics).slice(0, 2);
  const table: Block = {
    kind: 'table',
    brief: 6,
    columns: [
      { title: 'slice' },
      { title: 'rows', align: 'right' },
      ...shown.flatMap((metric) => [
        { title: metric, align: 'right' as const },
        ...(champion ? [{ title: 'difference', align: 'right' as const }] : []),
      ]),
    ],
    rows: slices.map((slice) => [
      { code: `${slice.column} = ${slice.value}` },
      count(slice.rows),
      ...shown.flatMap((metric) => {
        const now = slice.challenger[metric] ?? null;
        const before = slice.champion?.[metric] ?? null;
        const difference = now !== null && before !== null ? signed(now - before) : '';
        return champion ? [figure(now), difference] : [figure(now)];
      }),
    ]),
  };
  return [
    { kind: 'paragraph', text: { strong: 'Slices, the worst first' } },
    ...sliceChart(figures, shown[0]),
    table,
  ];
}

function sliceChart(figures: Figures, metric: string | undefined): Chart[] {
  const slices = figures.slices.filter((slice) => metric && typeof slice.challenger[metric] === 'number');
  if (!metric || slices.length < 2) return [];
  const shown = slices.slice(0, SLICES_SHOWN);
  const points = (of: 'challenger' | 'champion') =>
    shown.flatMap((slice) => {
      const y = slice[of]?.[metric];
      return typeof y === 'number' ? [{ x: `${slice.column} ${slice.value}`, y }] : [];
    });
  const champion = points('champion');
  return [
    {
      kind: 'chart',
      mark: 'bar',
      inComment: true,
      title: `${metric} by slice`,
      x: { title: '' },
      y: { title: metric },
      series: [
        { name: 'challenger', points: points('challenger') },
        ...(champion.length === shown.length ? [{ name: championName(figures), points: champion }] : []),
      ],
      description: `${metric} of the ${shown.length} worst slices: ${shown
        .map((slice) => `${slice.column} ${slice.value} ${figure(slice.challenger[metric])}`)
        .join(', ')}.`,
    },
  ];
}
