import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Chart, Section } from '../document.ts';
import { SIGNS } from '../document.ts';
import { count, days, figure, percent, plural, sentence, setting } from '../format.ts';
import { columnsByWindow, driftColumnTable, driftSign, mostDrifted } from './drift-columns.ts';
import { multivariateTable, sliceTable } from './drift-tests.ts';
import { reasonBlocks } from './reasons.ts';

type Evidence = EvidenceOf<'monitor-drift'>;
type Figures = Evidence['figures'];
type Window = Figures['windows'][number];

/** Pictures of the most drifted columns; more are not looked at. */
const DRAWN = 24;

/** Whether what is served still looks like what was trained on. */
export function monitorDriftSection(evidence: Evidence): Section {
  const { windows, retrain } = evidence.figures;
  const last = windows.at(-1);
  const state = last ? stateOf(last) : 'no complete window yet';
  return {
    id: 'monitor-drift',
    title: 'Drift',
    outcome: driftSign(evidence.verdict),
    summary: `${state}; ${retrain.requested ? 'retraining was asked for' : 'no retraining'}`,
    blocks: [
      ...reasonBlocks(evidence),
      ...retrainBlock(evidence),
      ...(windows.length > 0 ? [windowTable(evidence.figures)] : []),
      ...(last ? [{ kind: 'heading' as const, text: `Columns in ${days(last.from, last.to)}` }] : []),
      ...(last ? [driftColumnTable(last, evidence.figures.histograms)] : []),
      ...pictures(evidence.figures),
      ...(last ? multivariateTable(last) : []),
      ...(last ? sliceTable(last) : []),
      ...columnsByWindow(windows),
      ...(last ? [{ kind: 'paragraph' as const, text: comparisonText(evidence.figures) }] : []),
    ],
  };
}

function retrainBlock({ figures: { retrain }, reasons }: Evidence): Block[] {
  const isTold = reasons.some(
    ({ outcome, sentence: text }) => outcome !== 'pass' && text.includes(retrain.because),
  );
  if (isTold) return [];
  return [{ kind: 'paragraph', text: [{ strong: 'Retraining:' }, ` ${sentence(retrain.because)}`] }];
}

/** How many columns drifted in the last window, how many nobody knows of, and whether all of them together did. */
function stateOf(last: Window): string {
  const when = days(last.from, last.to);
  if (last.verdict === 'inconclusive') return `${when} could not be judged`;
  const unknown = last.columns.filter(({ verdict }) => verdict === 'inconclusive').length;
  const isTogether = (last.multivariate ?? []).some(({ verdict }) => verdict === 'fail');
  return [
    `${count(last.drifted)} of ${plural(last.columns.length, 'column')} drifted`,
    ...(unknown > 0 ? [`${count(unknown)} could not be judged`] : []),
    ...(last.drifted === 0 && isTogether ? ['but all together did'] : []),
  ]
    .join(', ')
    .concat(` in ${when}`);
}

/** What the windows were compared with, and what counts as drift beyond what the tables say. */
function comparisonText({ preset, rate, windows, baselineRows, version }: Figures): string {
  const model = version ? ` of ${version}` : '';
  const tests = windows.some(({ multivariate = [] }) => multivariate.length > 0);
  return [
    `Compared with ${plural(baselineRows, 'row')} of training data${model}, by the preset ${preset}.`,
    ...(rate === undefined
      ? []
      : [
          `A column drifted where it moved by its threshold or more and its p-value, corrected for the number of columns, is at most ${setting(rate)}: how often a window without drift may count as drifted.`,
        ]),
    ...(tests
      ? ['A test of all columns together that finds drift is drift, whatever single columns say.']
      : []),
  ].join(' ');
}

function windowTable({ windows, driftShare }: Figures): Block {
  const tests = windows.some(({ multivariate = [] }) => multivariate.length > 0);
  const slices = windows.some(({ slices: found = [] }) => found.length > 0);
  const drifted = (list: readonly { readonly verdict: Window['verdict'] }[] = []) =>
    `${count(list.filter(({ verdict }) => verdict === 'fail').length)} of ${count(list.length)}`;
  return {
    kind: 'table',
    brief: 8,
    columns: [
      { title: '', align: 'center' },
      { title: 'window' },
      { title: 'rows', align: 'right' },
      { title: 'columns drifted', align: 'right' },
      {
        title: [
          'share',
          { muted: driftShare > 0 ? `, drift from ${percent(driftShare)}` : ', drift from any' },
        ],
        align: 'right',
      },
      ...(tests ? [{ title: 'tests', align: 'right' as const }] : []),
      ...(slices ? [{ title: 'slices', align: 'right' as const }] : []),
    ],
    rows: windows
      .toReversed()
      .map((window) => [
        SIGNS[driftSign(window.verdict)],
        days(window.from, window.to),
        count(window.rows),
        `${count(window.drifted)} of ${count(window.columns.length)}`,
        percent(window.share),
        ...(tests ? [drifted(window.multivariate)] : []),
        ...(slices ? [drifted(window.slices)] : []),
      ]),
  };
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

export function histogram({ column, bins }: Figures['histograms'][number]): Chart {
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
