import type { Column, Frame } from '../data/frame.ts';
import type { Correction } from '../stats/multiple-tests.ts';
import { UserError } from '../system/errors.ts';
import { correctColumns } from './correction.ts';
import { driftMethod } from './methods/catalogue.ts';
import { type DriftMethod, drifted, type Effect, type Measurement } from './methods/method.ts';
import { PRESETS, type PresetName } from './presets.ts';
import { chunkThreshold } from './reference-chunks.ts';
import { type ColumnKind, kindOf, type Samples, samplesOf } from './samples.ts';

export type DriftVerdict = 'pass' | 'fail' | 'inconclusive';

/** How one column of the current data compares with the reference. */
export interface ColumnDrift {
  readonly column: string;
  readonly type: ColumnKind;
  /** `<tool>.<its name there>`. */
  readonly method: string;
  /** The test's statistic or the distance; null where it is not defined or infinite. */
  readonly statistic: number | null;
  /** Null for a distance, and where the test is not defined. */
  readonly pValue: number | null;
  /** Null where the method has no default and none was given. */
  readonly threshold: number | null;
  /** How large the difference is, whatever the number of rows; null for a distance, which says it itself. */
  readonly effect: Effect | null;
  /** The p-value that was judged, where a correction for many columns is set. */
  readonly adjustedPValue?: number;
  /** `fail`: it drifted. */
  readonly verdict: DriftVerdict;
}

export interface DatasetDrift {
  /** How many columns drifted, of how many compared. */
  readonly drifted: number;
  readonly columns: number;
  readonly share: number;
  readonly verdict: DriftVerdict;
}

export interface DriftResult {
  readonly columns: readonly ColumnDrift[];
  readonly dataset: DatasetDrift;
  /** Why a column is inconclusive or was left out, a sentence each. */
  readonly notes: readonly DriftNote[];
}

export interface DriftNote {
  readonly column: string;
  readonly sentence: string;
}

export interface DriftOptions {
  /** Default `evidently`. */
  readonly preset?: PresetName;
  /** The columns to compare; default those of the reference. */
  readonly columns?: readonly string[];
  /** A method by column, in place of the preset's. */
  readonly methods?: Readonly<Record<string, string>>;
  /** A threshold by column, in place of the method's own; `*` is for every column without one. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** For many columns with p-values; default `none`, as the tools of the presets have it. */
  readonly correction?: Correction;
  /** The share of drifted columns from which on the dataset counts as drifted; default 0.5. */
  readonly driftShare?: number;
  /** A side with fewer values than this makes a column inconclusive; default 0. */
  readonly minimumRows?: number;
}

const DEFAULT_DRIFT_SHARE = 0.5;
/** In place of a column's name: every column without a threshold of its own. */
const EVERY_COLUMN = '*';

/**
 * Compares the columns of two frames one by one. Missing values, NaN and infinities are left out, as
 * Evidently does; times are not compared. A column that cannot be judged is inconclusive, and so is
 * the dataset when such columns could turn its verdict. Throws UserError for an unknown method, one
 * that does not fit its column, or a column that neither side has.
 */
export function compareColumns(reference: Frame, current: Frame, options: DriftOptions = {}): DriftResult {
  const names = options.columns ?? [...reference.columns.keys()];
  refuseUnknownColumns(reference, current, options, names);
  const notes: DriftNote[] = [];
  const columns: ColumnDrift[] = [];
  for (const column of names) {
    const note = (sentence: string) => notes.push({ column, sentence });
    const drift = compareColumn(
      column,
      reference.columns.get(column),
      current.columns.get(column),
      options,
      note,
    );
    if (drift) columns.push(drift);
  }
  const { correction = 'none' } = options;
  const judged = correction === 'none' ? columns : correctColumns(columns, correction);
  return { columns: judged, dataset: datasetDrift(judged, options.driftShare ?? DEFAULT_DRIFT_SHARE), notes };
}

/** The verdict over the columns: `fail` when the share of drifted ones is at least `driftShare`. */
export function datasetDrift(columns: readonly ColumnDrift[], driftShare: number): DatasetDrift {
  const count = (verdict: DriftVerdict) => columns.filter((column) => column.verdict === verdict).length;
  const drifted = count('fail');
  const share = columns.length === 0 ? 0 : drifted / columns.length;
  let verdict: DriftVerdict = 'pass';
  if (columns.length === 0) verdict = 'inconclusive';
  else if (share >= driftShare) verdict = 'fail';
  else if ((drifted + count('inconclusive')) / columns.length >= driftShare) verdict = 'inconclusive';
  return { drifted, columns: columns.length, share, verdict };
}

function compareColumn(
  name: string,
  reference: Column | undefined,
  current: Column | undefined,
  options: DriftOptions,
  note: (sentence: string) => void,
): ColumnDrift | undefined {
  const known = reference ?? current;
  const kind = known && kindOf(known);
  if (!known || !kind) {
    note(`${quoted(name)} is a column of type ${known?.type}, which is not compared`);
    return undefined;
  }
  const empty: Column = { name, type: known.type, values: [] };
  const samples = samplesOf(reference ?? empty, current ?? empty, kind);
  const method = methodFor(name, samples, options);
  const threshold = thresholdFor(name, method, reference, options);
  const inconclusive = (sentence: string): ColumnDrift => {
    note(sentence);
    return {
      column: name,
      type: kind,
      method: method.name,
      statistic: null,
      pValue: null,
      threshold,
      effect: null,
      verdict: 'inconclusive',
    };
  };

  const obstacle = obstacleOf(name, reference, current, samples, options.minimumRows ?? 0);
  if (obstacle) return inconclusive(obstacle);
  const measured = method.measure(samples);
  const score = method.result === 'p-value' ? measured.pValue : measured.statistic;
  if (score === null || Number.isNaN(score)) {
    return inconclusive(
      `${method.name} is not defined for ${quoted(name)}${measured.note ? `: ${measured.note}` : ''}`,
    );
  }
  const result = {
    column: name,
    type: kind,
    method: method.name,
    statistic: Number.isFinite(measured.statistic) ? measured.statistic : null,
    pValue: measured.pValue,
    threshold,
    effect: effectOf(method, samples, measured),
  };
  if (threshold === null) {
    note(
      method.chunkThresholdLimit === undefined
        ? `${method.name} has no default threshold; give one for ${quoted(name)} to have it judged`
        : `${method.name} takes its threshold from ten chunks of the reference, and ${quoted(name)} has too few rows`,
    );
    return { ...result, verdict: 'inconclusive' };
  }
  return { ...result, verdict: drifted(score, method.comparison, threshold) ? 'fail' : 'pass' };
}

/** The column's own, the one for every column, what the reference's chunks give, or the method's own. */
function thresholdFor(
  name: string,
  method: DriftMethod,
  reference: Column | undefined,
  { thresholds }: DriftOptions,
): number | null {
  const given = ownValue(thresholds, name) ?? ownValue(thresholds, EVERY_COLUMN);
  if (given !== undefined) return given;
  return reference && method.chunkThresholdLimit !== undefined && method.threshold === null
    ? chunkThreshold(method, reference)
    : method.threshold;
}

function effectOf(method: DriftMethod, samples: Samples, measured: Measurement): Effect | null {
  const effect = method.effect?.(samples, measured);
  return effect && Number.isFinite(effect.value) ? effect : null;
}

/** Why the column cannot be judged, whatever the method. */
function obstacleOf(
  name: string,
  reference: Column | undefined,
  current: Column | undefined,
  samples: Samples,
  minimumRows: number,
): string | undefined {
  const sides = [
    { side: 'reference', column: reference, rows: samples.referenceRows },
    { side: 'current', column: current, rows: samples.currentRows },
  ] as const;
  for (const { side, column } of sides) {
    if (!column) return `${quoted(name)} is missing in the ${side} data`;
  }
  const [kindBefore, kindNow] = [reference, current].map((column) => column && kindOf(column));
  const filled = (column: Column | undefined) => column?.values.some((value) => value !== null);
  if (kindBefore !== kindNow && filled(reference) && filled(current)) {
    return `${quoted(name)} is ${reference?.type} in the reference data and ${current?.type} in the current data`;
  }
  for (const { side, rows } of sides) {
    if (rows === 0) return `${quoted(name)} has no values in the ${side} data`;
    if (rows < minimumRows) {
      return `${quoted(name)} has ${rows} values in the ${side} data, fewer than ${minimumRows}`;
    }
  }
  return undefined;
}

function methodFor(name: string, samples: Samples, options: DriftOptions): DriftMethod {
  const chosen = ownValue(options.methods, name);
  if (chosen === undefined) return PRESETS[options.preset ?? 'evidently'](samples);
  const method = driftMethod(chosen);
  if (!method.kinds.includes(samples.kind)) {
    throw new UserError(
      `${method.name} compares ${method.kinds.join(' and ')} columns, and ${quoted(name)} is ${samples.kind}`,
      { hint: 'choose another method for this column, or leave it to the preset' },
    );
  }
  return method;
}

function refuseUnknownColumns(
  reference: Frame,
  current: Frame,
  options: DriftOptions,
  names: readonly string[],
): void {
  const compared = new Set(names);
  const unknown =
    names.find((name) => !reference.columns.has(name) && !current.columns.has(name)) ??
    Object.keys(options.methods ?? {}).find((name) => !compared.has(name)) ??
    Object.keys(options.thresholds ?? {}).find((name) => name !== EVERY_COLUMN && !compared.has(name));
  if (unknown === undefined) return;
  throw new UserError(`there is no column ${quoted(unknown)} to compare`, {
    hint: `the columns are ${[...(compared.has(unknown) ? reference.columns.keys() : names)].map(quoted).join(', ')}`,
  });
}

/** A column may be called `constructor`. */
function ownValue<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
