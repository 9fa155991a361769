import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Block, Section } from '../document.ts';
import { SIGNS } from '../document.ts';
import { count, days, figure, percent, plural } from '../format.ts';

type Evidence = EvidenceOf<'monitor-drift'>;
type Figures = Evidence['figures'];

/** Whether what is served still looks like what was trained on. */
export function monitorDriftSection(evidence: Evidence): Section {
  const { windows, retrain } = evidence.figures;
  const last = windows.at(-1);
  const state = last
    ? `${last.drifted} of ${plural(last.columns.length, 'column')} drifted in ${days(last.from, last.to)}`
    : 'no complete window yet';
  return {
    id: 'monitor-drift',
    title: 'Drift',
    outcome: evidence.verdict === 'fail' ? 'warn' : evidence.verdict,
    summary: `${state}; ${retrain.requested ? 'retraining was requested' : 'no retraining'}`,
    blocks: [
      { kind: 'paragraph', text: retrain.because },
      ...(windows.length > 0 ? [windowTable(evidence.figures)] : []),
      ...(last ? [columnTable(last)] : []),
      { kind: 'row', blocks: evidence.figures.histograms.map(histogram) },
    ],
  };
}

function windowTable({ windows, driftShare }: Figures): Block {
  return {
    kind: 'table',
    brief: 8,
    columns: [
      { title: 'window' },
      { title: 'rows', align: 'right' },
      { title: 'drifted', align: 'right' },
      { title: `share (drift from ${percent(driftShare)})`, align: 'right' },
      { title: '', align: 'center' },
    ],
    rows: windows.map(({ from, to, rows, drifted, columns, share, verdict }) => [
      days(from, to),
      count(rows),
      `${drifted} of ${columns.length}`,
      percent(share),
      SIGNS[verdict === 'fail' ? 'warn' : verdict],
    ]),
  };
}

function columnTable({ columns }: Figures['windows'][number]): Block {
  const rank = { fail: 0, inconclusive: 1, pass: 2 };
  return {
    kind: 'table',
    brief: 10,
    columns: [
      { title: 'column' },
      { title: 'method' },
      { title: 'statistic', align: 'right' },
      { title: 'p-value', align: 'right' },
      { title: 'threshold', align: 'right' },
      { title: '', align: 'center' },
    ],
    rows: [...columns]
      .sort((a, b) => rank[a.verdict] - rank[b.verdict])
      .map(({ column, method, statistic, pValue, threshold, verdict }) => [
        { code: column },
        method,
        statistic === null ? '' : figure(statistic),
        pValue === null ? '' : figure(pValue),
        threshold === null ? '' : figure(threshold),
        SIGNS[verdict === 'fail' ? 'warn' : verdict],
      ]),
  };
}

function histogram({ column, bins }: Figures['histograms'][number]): Block {
  const series = (['baseline', 'current'] as const).map((name) => ({
    name,
    points: bins.map((bin) => ({ x: bin.label, y: bin[name] })),
  }));
  return {
    kind: 'chart',
    mark: 'bar',
    title: `${column}: training data and now`,
    x: { title: '' },
    y: { title: 'share' },
    series,
    description: `Shares of ${column} in the training data and in the last window.`,
  };
}
