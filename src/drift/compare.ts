import type { Column, Frame } from '../data/engine/frame.ts';
import { type Tally, tallyOf } from '../data/profile/tally.ts';
import type { Correction } from '../stats/multiple-tests.ts';
import { MergeRoom } from '../stats/two-samples.ts';
import { UserError } from '../system/errors.ts';
import { correctColumns } from './correction.ts';
import { driftMethod } from './methods/catalogue.ts';
import { type DriftMethod, drifted, type Effect, type Measurement } from './methods/method.ts';
import { PRESETS, type PresetName } from './presets.ts';
import { chunkThreshold } from './reference-chunks.ts';
import { type ColumnKind, kindOf, type Samples, samplesOfTallies } from './samples.ts';

export type DriftVerdict = 'pass' | 'fail' | 'inconclusive';

/** How one column of the current data compares with the reference. */
export interface ColumnDrift {
  readonly column: string;
  readonly type: ColumnKind | 'text' | 'embedding';
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
  refuseUnknownColumns([...reference.columns.keys()], [...current.columns.keys()], options, names);
  const sideOf = (column: Column | undefined): Side | undefined =>
    column && { column, tally: tallyOf(column) };
  return resultOf(
    names.map((name) =>
      compareColumn(name, sideOf(reference.columns.get(name)), sideOf(current.columns.get(name)), options),
    ),
    options,
  );
}

/** Tallies by the names of their columns. */
export interface TalliesByName {
  get(name: string): Tally | undefined;
  keys(): Iterable<string>;
}

/**
 * Compares tables whose columns are tallied, the current ones as they come, so that not all of them need be there
 * at once. A method whose threshold is taken from chunks of the reference has none here.
 */
export class TallyComparison {
  readonly #reference: TalliesByName;
  readonly #names: readonly string[];
  readonly #wanted: ReadonlySet<string>;
  readonly #options: DriftOptions;
  readonly #compared = new Map<string, Compared>();
  readonly #room = new MergeRoom();

  /** Throws UserError as `compareColumns` does. */
  constructor(reference: TalliesByName, currentNames: readonly string[], options: DriftOptions = {}) {
    this.#reference = reference;
    this.#names = options.columns ?? [...reference.keys()];
    this.#wanted = new Set(this.#names);
    this.#options = options;
    refuseUnknownColumns([...reference.keys()], currentNames, options, this.#names);
  }

  /** Compares one column; one that was not asked for is left out. */
  add(name: string, current: Tally): void {
    if (!this.#wanted.has(name)) return;
    const reference = this.#reference.get(name);
    const side = reference && { tally: reference };
    this.#compared.set(name, compareColumn(name, side, { tally: current }, this.#options, this.#room));
  }

  /** Columns that were not added are missing in the current data. */
  result(): DriftResult {
    const compared = this.#names.map((name) => {
      const tally = this.#reference.get(name);
      return this.#compared.get(name) ?? compareColumn(name, tally && { tally }, undefined, this.#options);
    });
    return resultOf(compared, this.#options);
  }
}

/** A side of a comparison; its rows in order, where they are known. */
interface Side {
  readonly tally: Tally;
  readonly column?: Column;
}

interface Compared {
  readonly drift: ColumnDrift | undefined;
  readonly notes: readonly DriftNote[];
}

function resultOf(compared: readonly Compared[], options: DriftOptions): DriftResult {
  const columns = compared.flatMap(({ drift }) => drift ?? []);
  const { correction = 'none' } = options;
  const judged = correction === 'none' ? columns : correctColumns(columns, correction);
  return {
    columns: judged,
    dataset: datasetDrift(judged, options.driftShare ?? DEFAULT_DRIFT_SHARE),
    notes: compared.flatMap(({ notes }) => notes),
  };
}

/** The verdict over the columns: `fail` when any drifted and their share is at least `driftShare`. */
export function datasetDrift(columns: readonly ColumnDrift[], driftShare: number): DatasetDrift {
  const count = (verdict: DriftVerdict) => columns.filter((column) => column.verdict === verdict).length;
  const drifted = count('fail');
  const share = columns.length === 0 ? 0 : drifted / columns.length;
  let verdict: DriftVerdict = 'pass';
  if (columns.length === 0) verdict = 'inconclusive';
  else if (drifted > 0 && share >= driftShare) verdict = 'fail';
  else {
    const possible = drifted + count('inconclusive');
    if (possible > 0 && possible / columns.length >= driftShare) verdict = 'inconclusive';
  }
  return { drifted, columns: columns.length, share, verdict };
}

function compareColumn(
  name: string,
  reference: Side | undefined,
  current: Side | undefined,
  options: DriftOptions,
  room?: MergeRoom,
): Compared {
  const notes: DriftNote[] = [];
  const drift = judgeColumn(name, reference, current, { ...options, room }, (sentence) =>
    notes.push({ column: name, sentence }),
  );
  return { drift, notes };
}

function judgeColumn(
  name: string,
  reference: Side | undefined,
  current: Side | undefined,
  options: DriftOptions & { readonly room?: MergeRoom | undefined },
  note: (sentence: string) => void,
): ColumnDrift | undefined {
  const known = (reference ?? current)?.tally;
  const kind = known && kindOf(known);
  if (!known || !kind) {
    note(`${quoted(name)} is a column of type ${known?.type}, which is not compared`);
    return undefined;
  }
  const empty = tallyOf({ name, type: known.type, values: [] });
  const samples = samplesOfTallies(reference?.tally ?? empty, current?.tally ?? empty, kind, options.room);
  const method = methodFor(name, samples, options);
  const threshold = thresholdFor(name, method, reference?.column, options);
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

  const obstacle = obstacleOf(name, reference?.tally, current?.tally, samples, options.minimumRows ?? 0);
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
  reference: Tally | undefined,
  current: Tally | undefined,
  samples: Samples,
  minimumRows: number,
): string | undefined {
  const sides = [
    { side: 'reference', tally: reference, rows: samples.referenceRows },
    { side: 'current', tally: current, rows: samples.currentRows },
  ] as const;
  for (const { side, tally } of sides) {
    if (!tally) return `${quoted(name)} is missing in the ${side} data`;
  }
  const [kindBefore, kindNow] = [reference, current].map((tally) => tally && kindOf(tally));
  const filled = (tally: Tally | undefined) => tally !== undefined && tally.rows > tally.missing;
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
  reference: readonly string[],
  current: readonly string[],
  options: DriftOptions,
  names: readonly string[],
): void {
  const compared = new Set(names);
  const known = new Set([...reference, ...current]);
  const unknown =
    names.find((name) => !known.has(name)) ??
    Object.keys(options.methods ?? {}).find((name) => !compared.has(name)) ??
    Object.keys(options.thresholds ?? {}).find((name) => name !== EVERY_COLUMN && !compared.has(name));
  if (unknown === undefined) return;
  throw new UserError(`there is no column ${quoted(unknown)} to compare`, {
    hint: `the columns are ${[...(compared.has(unknown) ? reference : names)].map(quoted).join(', ')}`,
  });
}

/** A column may be called `constructor`. */
function ownValue<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
