import type { Column, Frame } from '../data/engine/frame.ts';
import { type Tally, tallyOf } from '../data/profile/tally.ts';
import { MergeRoom } from '../stats/two-samples.ts';
import { UserError } from '../system/errors.ts';
import { correctColumns } from './correction.ts';
import { EVERY_COLUMN, judgeColumn, type Side } from './judge-column.ts';
import { quoted } from './names.ts';
import type {
  ColumnDrift,
  DatasetDrift,
  DriftNote,
  DriftOptions,
  DriftResult,
  DriftVerdict,
} from './result.ts';

const DEFAULT_DRIFT_SHARE = 0.5;

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
