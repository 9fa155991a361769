import { durationOf } from '../config/duration.ts';
import type { MonitorConfig } from '../config/schema/monitor.ts';
import { type Column, columnOf, type Frame, takeRows } from '../data/engine/frame.ts';
import { sharedHistogram } from '../drift/histograms.ts';
import { type JudgeOptions, judgeDrift } from '../drift/judge.ts';
import { type MultivariateDrift, multivariateDrift } from '../drift/multivariate.ts';
import type { DriftResult } from '../drift/result.ts';
import { driftOfSlices, type SliceDrift } from '../drift/slices.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import type { Signature } from '../models/package.ts';
import { type Window, windowsOf } from '../monitoring/windows.ts';
import { UserError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';

type Figures = EvidenceOf<'monitor-drift'>['figures'];
export type JudgedWindow = Figures['windows'][number];

/** Pictures of the columns that drifted. */
const PICTURES = 8;

/** The complete windows, each with its verdict. */
export interface JudgedWindows {
  readonly judged: JudgedWindow[];
  /** Their rows, in the same order. */
  readonly windows: readonly Window[];
  /** What was left out or could not be judged, a sentence each. */
  readonly notes: string[];
}

/** Divides the requests into windows and compares each complete one with the baseline. */
export function judgeWindows(
  requests: Frame,
  baseline: Frame,
  signature: Signature,
  monitor: MonitorConfig,
  log: Log,
): JudgedWindows {
  if (signature.time === null) {
    throw new UserError('windows need the time of each row, and the view of this model has none', {
      hint: 'Set `data.view.time` and train again.',
    });
  }
  const until = monitor.until === 'latest' ? undefined : Date.parse(`${monitor.until}T00:00:00Z`);
  const times = columnOf(requests, signature.time).values.map(timeOf);
  const { complete, open, withoutTime, afterUntil } = windowsOf(times, {
    length: durationOf(monitor.window),
    until,
  });
  const notes = new Set<string>();
  if (withoutTime > 0) notes.add(`${withoutTime} requests without a time were left out.`);
  if (afterUntil > 0) notes.add(`${afterUntil} requests from ${monitor.until} on were left out.`);
  if (open) notes.add(`${open.rows.length} requests are in a window that is not complete yet.`);
  const progress = log.progress('windows', complete.length);
  const options = judgeOptions(signature, monitor);
  const ordered = monitor.multivariate.length > 0 ? byTime(baseline, signature.time) : baseline;
  const judged = complete.map((window, index) => {
    const current = takeRows(requests, window.rows);
    const result = judgeDrift(baseline, current, options);
    const slices = driftOfSlices(baseline, current, monitor.slices, options);
    const multivariate = multivariateDrift(
      monitor.multivariate,
      ordered,
      current,
      options.columns,
      monitor['minimum-rows'],
    );
    for (const { sentence } of result.notes) notes.add(sentence);
    for (const sentence of slices.notes) notes.add(sentence);
    for (const { method, note } of multivariate) if (note) notes.add(`${method} was not judged: ${note}.`);
    progress.update(index + 1);
    return {
      ...judgedWindow(window, result, multivariate, monitor['minimum-rows']),
      ...(monitor.multivariate.length > 0 ? { multivariate: multivariate.map(plainTest) } : {}),
      ...(monitor.slices.length > 0 ? { slices: slices.slices.map(plainSlice) } : {}),
    };
  });
  progress.end(`${judged.length} judged`);
  return { judged, windows: complete, notes: [...notes] };
}

/** Times differ from the training data by their nature. */
function comparable(inputs: Signature['inputs']): string[] {
  return inputs.filter(({ type }) => type !== 'timestamp' && type !== 'date').map(({ name }) => name);
}

function judgeOptions(
  signature: Signature,
  monitor: MonitorConfig,
): JudgeOptions & { readonly columns: readonly string[] } {
  return {
    preset: monitor.preset,
    columns: monitor.columns ?? comparable(signature.inputs),
    methods: monitor.methods,
    thresholds: monitor.thresholds,
    correction: monitor.correction,
    driftShare: monitor['drift-share'],
    minimumRows: monitor['minimum-rows'],
    rate: monitor.rate,
    text: monitor.text,
    embeddings: monitor.embeddings,
    ...(signature.time === null ? {} : { time: signature.time }),
  };
}

function byTime(frame: Frame, time: string): Frame {
  const times = columnOf(frame, time).values.map((value) => timeOf(value) ?? Number.POSITIVE_INFINITY);
  const order = Array.from(times.keys()).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  return takeRows(frame, order);
}

function plainTest({ interval, ...rest }: MultivariateDrift) {
  return { ...rest, ...(interval ? { interval: [...interval] } : {}) };
}

function plainSlice({ found, ...rest }: SliceDrift) {
  return { ...rest, found: found.map((column) => ({ ...column })) };
}

/** A test of all columns together that found drift makes the window drifted, whatever the columns say. */
function judgedWindow(
  { from, to, rows }: Window,
  { columns, dataset }: DriftResult,
  multivariate: readonly MultivariateDrift[],
  minimumRows: number,
): JudgedWindow {
  const isFound = multivariate.some(({ verdict }) => verdict === 'fail');
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    rows: rows.length,
    columns: columns.map((column) => ({ ...column })),
    drifted: dataset.drifted,
    share: dataset.share,
    verdict: rows.length < minimumRows ? 'inconclusive' : isFound ? 'fail' : dataset.verdict,
  };
}

function timeOf(value: Column['values'][number]): number | null {
  if (typeof value === 'number') return value;
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

/** Then and now, of the columns that drifted in the last window. */
export function histogramsOf(
  { judged, windows }: JudgedWindows,
  requests: Frame,
  baseline: Frame,
): Figures['histograms'] {
  const [last, window] = [judged.at(-1), windows.at(-1)];
  if (!last || !window) return [];
  const current = takeRows(requests, window.rows);
  return last.columns
    .filter(({ verdict }) => verdict === 'fail')
    .slice(0, PICTURES)
    .flatMap(({ column }) => {
      const bins = sharedHistogram(columnOf(baseline, column), columnOf(current, column));
      return bins.length > 1 ? [{ column, bins }] : [];
    });
}
