import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart, Outcome, Phrase, Section } from '../document.ts';
import { SIGNS } from '../document.ts';
import { count, days, figure, percent, plural, sentence, setting } from '../format.ts';
import { reasonBlocks } from './reasons.ts';

type Evidence = EvidenceOf<'monitor-drift'>;
type Figures = Evidence['figures'];
type Window = Figures['windows'][number];
type Column = Window['columns'][number];

/** Pictures of the most drifted columns; more are not looked at. */
const DRAWN = 24;
/** Windows in the table of columns by windows: the latest. */
const WINDOWS_SHOWN = 12;

/** Whether what is served still looks like what was trained on. */
export function monitorDriftSection(evidence: Evidence): Section {
  const { windows, retrain, version, baselineRows } = evidence.figures;
  const last = windows.at(-1);
  const state = last
    ? `${last.drifted} of ${plural(last.columns.length, 'column')} drifted in ${days(last.from, last.to)}`
    : 'no complete window yet';
  const model = version ? ` of ${version}` : '';
  return {
    id: 'monitor-drift',
    title: 'Drift',
    outcome: signOf(evidence.verdict),
    summary: `${state}; ${retrain.requested ? 'retraining was asked for' : 'no retraining'}`,
    blocks: [
      ...reasonBlocks(evidence),
      ...retrainBlock(evidence),
      ...(windows.length > 0 ? [windowTable(evidence.figures)] : []),
      ...(last ? [{ kind: 'heading' as const, text: `Columns in ${days(last.from, last.to)}` }] : []),
      ...(last ? [columnTable(last, evidence.figures.histograms)] : []),
      ...pictures(evidence.figures),
      ...columnsByWindow(windows),
      {
        kind: 'paragraph',
        text: `Compared with ${plural(baselineRows, 'row')} of training data${model}, by the preset ${evidence.figures.preset}.`,
      },
    ],
  };
}

function retrainBlock({ figures: { retrain }, reasons }: Evidence): Block[] {
  const isTold = reasons.some(
    ({ outcome, sentence: text }) => outcome !== 'pass' && text.includes(retrain.because),
  );
  if (isTold) return [];
  return [{ kind: 'paragraph', text: [{ strong: 'Retraining: ' }, sentence(retrain.because)] }];
}

/** Drift is news, not a failure of somebody's work. */
function signOf(verdict: Evidence['verdict']): Outcome {
  return verdict === 'fail' ? 'warn' : verdict;
}

function windowTable({ windows, driftShare }: Figures): Block {
  return {
    kind: 'table',
    brief: 8,
    columns: [
      { title: 'window' },
      { title: 'rows', align: 'right' },
      { title: 'columns drifted', align: 'right' },
      {
        title: ['share', { muted: driftShare > 0 ? `, drift from ${percent(driftShare)}` : ', drift from any' }],
        align: 'right',
      },
      { title: '', align: 'center' },
    ],
    rows: windows
      .toReversed()
      .map(({ from, to, rows, drifted, columns, share, verdict }) => [
        days(from, to),
        count(rows),
        `${drifted} of ${columns.length}`,
        percent(share),
        SIGNS[signOf(verdict)],
      ]),
  };
}

/** The columns of the last window; a figure that no method gives has no column, nor has a picture that none has. */
function columnTable({ columns }: Window, histograms: Figures['histograms']): Block {
  const hasP = columns.some(({ pValue }) => pValue !== null);
  const bins = new Map(histograms.map((histogram) => [histogram.column, histogram.bins]));
  const drawn = (column: string, of: 'baseline' | 'current'): Phrase => {
    const found = bins.get(column);
    return found ? { bars: found.map((bin) => bin[of]) } : '';
  };
  return {
    kind: 'table',
    brief: 10,
    columns: [
      { title: 'column' },
      { title: 'method' },
      { title: 'statistic', align: 'right' },
      ...(hasP ? [{ title: 'p-value', align: 'right' as const }] : []),
      { title: 'threshold', align: 'right' },
      { title: '', align: 'center' },
      ...(bins.size > 0 ? [{ title: 'training data' }, { title: 'last window' }] : []),
    ],
    rows: mostDrifted(columns).map(({ column, method, statistic, pValue, threshold, verdict }) => [
      { code: column },
      method,
      statistic === null ? '' : figure(statistic),
      ...(hasP ? [pValue === null ? '' : figure(pValue)] : []),
      threshold === null ? '' : setting(threshold),
      SIGNS[signOf(verdict)],
      ...(bins.size > 0 ? [drawn(column, 'baseline'), drawn(column, 'current')] : []),
    ]),
  };
}

/** Drifted ones first, then those that could not be judged; within, how far they are from their threshold. */
function mostDrifted(columns: readonly Column[]): Column[] {
  const rank = { fail: 0, inconclusive: 1, pass: 2 };
  const distance = ({ statistic, pValue, threshold }: Column): number =>
    pValue !== null ? 1 - pValue : statistic !== null && threshold ? statistic / threshold : 0;
  return [...columns].sort((a, b) => rank[a.verdict] - rank[b.verdict] || distance(b) - distance(a));
}

/** The pictures, in the order of the table above them. */
function pictures({ histograms, windows }: Figures): Block[] {
  if (histograms.length === 0) return [];
  const order = mostDrifted(windows.at(-1)?.columns ?? []).map(({ column }) => column);
  const sorted = histograms.toSorted((a, b) => order.indexOf(a.column) - order.indexOf(b.column));
  const more = histograms.length - DRAWN;
  return [
    { kind: 'row', charts: sorted.slice(0, DRAWN).map(histogram) },
    ...(more > 0
      ? [{ kind: 'paragraph' as const, text: `${plural(more, 'more picture')}: in the evidence.` }]
      : []),
  ];
}

function histogram({ column, bins }: Figures['histograms'][number]): Chart {
  const points = (of: 'baseline' | 'current') => bins.map((bin) => ({ x: bin.label, y: bin[of] }));
  return {
    kind: 'chart',
    mark: 'bar',
    title: column,
    x: { title: '' },
    y: { title: 'share' },
    series: [
      { name: 'training data', points: points('baseline') },
      { name: 'last window', points: points('current') },
    ],
    description: `Shares of ${column} in the training data and in the last window: ${bins
      .map(({ label, baseline, current }) => `${label} ${figure(baseline)} and ${figure(current)}`)
      .join(', ')}.`,
  };
}

/** Which column drifted when; worth a look from two windows on. */
function columnsByWindow(windows: readonly Window[]): Block[] {
  const shown = windows.slice(-WINDOWS_SHOWN);
  const names = [...new Set(shown.flatMap(({ columns }) => columns.map(({ column }) => column)))];
  if (shown.length < 2 || names.length === 0) return [];
  const verdicts = shown.map(
    ({ columns }) => new Map(columns.map(({ column, verdict }) => [column, verdict])),
  );
  const times = (name: string) => verdicts.filter((window) => window.get(name) === 'fail').length;
  const count = new Map(names.map((name) => [name, times(name)]));
  const sorted = names.toSorted((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0));
  return [
    {
      kind: 'details',
      summary: 'Columns by window',
      inComment: false,
      blocks: [
        {
          kind: 'table',
          columns: [
            { title: 'column' },
            ...shown.map(({ from }) => ({ title: `from ${from.slice(0, 10)}`, align: 'center' as const })),
          ],
          rows: sorted.map((name) => [
            { code: name },
            ...verdicts.map((window) => {
              const verdict = window.get(name);
              return verdict === undefined ? '' : verdict === 'pass' ? '·' : SIGNS[signOf(verdict)];
            }),
          ]),
        },
      ],
    },
  ];
}
