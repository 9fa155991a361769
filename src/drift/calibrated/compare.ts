import type { Column, Frame } from '../../data/engine/frame.ts';
import { plural } from '../../report/format.ts';
import { adjustPValues } from '../../stats/multiple-tests.ts';
import { UserError } from '../../system/errors.ts';
import type { Workings } from '../methods/workings.ts';
import { quoted } from '../names.ts';
import type { ColumnDrift, DriftNote, DriftResult } from '../result.ts';
import { type ColumnKind, kindOf } from '../samples.ts';
import { type Blocks, blocksOf } from './blocks.ts';
import { type CellCounts, cellCounts, LEAST_EXPECTED } from './cells.ts';
import { columnTests } from './column-test.ts';
import { effectOf } from './effect.ts';
import { calibratedWorkings } from './workings.ts';

export interface CalibratedOptions {
  /** The columns to compare; default those of the reference but the time. */
  readonly columns?: readonly string[] | undefined;
  /** The column with the time of each row; without it rows count as independent of each other. */
  readonly time?: string | undefined;
  /** How often data without a shift may alarm (the false discovery rate over the columns); default 0.05. */
  readonly rate?: number | undefined;
  /** How far each column may move without being drift, in place of 0.05; `*` is every column without one. */
  readonly floors?: Readonly<Record<string, number>> | undefined;
  /** A side with fewer rows makes a column inconclusive; default 30. */
  readonly minimumRows?: number | undefined;
}

export const DEFAULT_RATE = 0.05;
/** Standard deviations, see `effectOf`. */
const EFFECT_FLOOR = 0.05;
const MINIMUM_ROWS = 30;
/** In place of a column's name: every column without a floor of its own. */
const EVERY_COLUMN = '*';

/** The judged columns in order, why some are not, and what each number is made of. */
export interface CalibratedColumns extends Pick<DriftResult, 'columns' | 'notes'> {
  readonly workings: ReadonlyMap<string, () => Workings>;
}

/**
 * Judges each column by how much the reference differs from itself over stretches as long as the current data. A column
 * drifted when that is rarer than the rate, corrected for the number of columns (Benjamini-Hochberg), and it moved
 * farther than the floor. Missing values and new categories are part of a column. `statistic` is how far it moved,
 * `adjustedPValue` is what the rate is held against. Nothing is drawn at random.
 * @throws UserError for a column that neither side has, or a time that one side lacks
 */
export function compareCalibrated(
  reference: Frame,
  current: Frame,
  options: CalibratedOptions,
): CalibratedColumns {
  const { time, rate = DEFAULT_RATE, minimumRows = MINIMUM_ROWS } = options;
  const notes: DriftNote[] = [];
  const blocks = time === undefined ? null : blocksOf(timesOf(reference, time), timesOf(current, time));
  const plan = blocks && 'count' in blocks ? blocks : null;
  const drafts: Draft[] = [];
  for (const column of options.columns ?? [...reference.columns.keys()].filter((name) => name !== time)) {
    const [before, now] = [reference.columns.get(column), current.columns.get(column)];
    const known = before ?? now;
    if (!known) {
      throw new UserError(`there is no column ${quoted(column)} to compare`, {
        hint: `the columns are ${[...reference.columns.keys()].map(quoted).join(', ')}`,
      });
    }
    const kind = kindOf(known);
    if (!kind) {
      notes.push({
        column,
        sentence: `${quoted(column)} is a column of type ${known.type}, which is not compared`,
      });
      continue;
    }
    const obstacle =
      obstacleOf(column, before, now, minimumRows) ??
      (blocks && 'obstacle' in blocks ? `${quoted(column)} was not compared: ${blocks.obstacle}` : undefined);
    const counts = obstacle || !before || !now ? null : cellCounts(before, now, kind, plan ?? undefined);
    if (obstacle) notes.push({ column, sentence: obstacle });
    drafts.push({ column, kind, counts });
  }
  const floors = options.floors ?? {};
  const workings = new Map<string, () => Workings>();
  const columns = decided(measured(drafts, plan, rate, notes, workings), rate, floors);
  return { columns, notes: [...notes, ...smallShifts(columns, rate, floors)], workings };
}

interface Draft {
  readonly column: string;
  readonly kind: ColumnKind;
  /** Null where the column cannot be compared. */
  readonly counts: CellCounts | null;
}

function measured(
  drafts: readonly Draft[],
  plan: Blocks | null,
  rate: number,
  notes: DriftNote[],
  workings: Map<string, () => Workings>,
): ColumnDrift[] {
  const compared = drafts.filter(({ counts }) => counts !== null).map(({ counts }) => counts as CellCounts);
  const found = columnTests(compared, plan);
  let place = 0;
  return drafts.map(({ column, kind, counts }): ColumnDrift => {
    const result = { column, type: kind, method: `calibrated.${kind}`, threshold: rate };
    const undecided = {
      ...result,
      statistic: null,
      pValue: null,
      effect: null,
      verdict: 'inconclusive' as const,
    };
    if (!counts) return undecided;
    const test = found[place++] ?? null;
    workings.set(column, () => calibratedWorkings(counts, test));
    const pValue = test?.pValue ?? (isAlike(counts) ? 1 : null);
    if (pValue === null) {
      notes.push({
        column,
        sentence: `${quoted(column)} has no value that is frequent enough to be compared; leave it out, or name it as text`,
      });
      return undecided;
    }
    const shift = effectOf(counts);
    return {
      ...result,
      statistic: shift,
      pValue,
      effect: { name: 'standardized_shift', value: shift },
      verdict: 'pass',
    };
  });
}

/**
 * The verdicts of measured columns as one family: drift is what stays unusual after the correction for their number and
 * moved at least by the floor.
 */
export function decided<T extends ColumnDrift>(
  family: readonly T[],
  rate: number,
  floors: Readonly<Record<string, number>>,
): T[] {
  const adjusted = adjustPValues(
    family.map(({ pValue }) => pValue).filter((pValue) => pValue !== null),
    'fdr_bh',
  );
  let rank = 0;
  return family.map((drift) => {
    if (drift.pValue === null || drift.statistic === null) return drift;
    const adjustedPValue = adjusted[rank++] as number;
    const isDrift = adjustedPValue <= rate && drift.statistic >= floorOf(drift.column, floors);
    return { ...drift, adjustedPValue, verdict: isDrift ? 'fail' : 'pass' };
  });
}

function floorOf(column: string, floors: Readonly<Record<string, number>>): number {
  const own = [column, EVERY_COLUMN].find((name) => Object.hasOwn(floors, name));
  return own === undefined ? EFFECT_FLOOR : (floors[own] as number);
}

/** What is sure but too small to be drift, a sentence each. */
function smallShifts(
  columns: readonly ColumnDrift[],
  rate: number,
  floors: Readonly<Record<string, number>>,
): DriftNote[] {
  return columns
    .filter(({ verdict, adjustedPValue = 1 }) => verdict === 'pass' && adjustedPValue <= rate)
    .map(({ column, statistic }) => ({
      column,
      sentence: `${quoted(column)} moved by ${(statistic ?? 0).toPrecision(2)} standard deviations, surely but less than the ${floorOf(column, floors)} that count as drift`,
    }));
}

/** Nearly all rows have the same value, or none, so that there is little to differ. */
function isAlike({ reference, current, rare }: CellCounts): boolean {
  const both = reference.map((count, cell) => count + (current[cell] as number));
  return both.filter((count, cell) => cell !== rare && count >= LEAST_EXPECTED).length === 1;
}

function timesOf(frame: Frame, time: string): Column['values'] {
  const column = frame.columns.get(time);
  if (!column) {
    throw new UserError(`there is no time column ${quoted(time)}`, {
      hint: `the columns are ${[...frame.columns.keys()].map(quoted).join(', ')}`,
    });
  }
  return column.values;
}

/** Why the column cannot be compared. */
function obstacleOf(
  name: string,
  reference: Column | undefined,
  current: Column | undefined,
  minimumRows: number,
): string | undefined {
  if (!reference || !current) {
    return `${quoted(name)} is missing in the ${reference ? 'current' : 'reference'} data`;
  }
  const filled = ({ values }: Column) => values.some((value) => value !== null);
  const [hasBefore, hasNow] = [filled(reference), filled(current)];
  if (!hasBefore && !hasNow) return `${quoted(name)} has no values on either side`;
  if (hasBefore && hasNow && kindOf(reference) !== kindOf(current)) {
    return `${quoted(name)} is ${reference.type} in the reference data and ${current.type} in the current data`;
  }
  for (const [side, { values }] of [
    ['reference', reference],
    ['current', current],
  ] as const) {
    if (values.length < minimumRows) {
      return `the ${side} data have ${plural(values.length, 'row')}, and ${quoted(name)} needs ${minimumRows} of them`;
    }
  }
  return undefined;
}
