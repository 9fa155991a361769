import { type Column, columnOf, type Frame } from '../data/engine/frame.ts';
import { type CalibratedColumns, compareCalibrated, DEFAULT_RATE } from './calibrated/compare.ts';
import { compareColumns, datasetDrift } from './compare.ts';
import { embeddingDrift } from './embedding-drift.ts';
import type { Workings } from './methods/workings.ts';
import { CALIBRATED, type DriftPreset } from './names.ts';
import type { ColumnDrift, DriftNote, DriftOptions, DriftResult } from './result.ts';
import { textDrift } from './text-drift.ts';

export interface JudgeOptions extends Omit<DriftOptions, 'preset' | 'driftShare'> {
  readonly preset: DriftPreset;
  /** From which share of drifted columns the dataset drifted; default 0.5, for `calibrated` any one. */
  readonly driftShare?: number | undefined;
  /** `calibrated`: the column with the time of each row. */
  readonly time?: string | undefined;
  /** `calibrated`: how often data without a shift may alarm; default 0.05. */
  readonly rate?: number | undefined;
  /** Columns of free text: a classifier tells whether they drifted, whatever the preset. */
  readonly text?: readonly string[] | undefined;
  /** Embeddings by name: columns of numbers, or one of lists of numbers. Judged as wholes. */
  readonly embeddings?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** What was found, and what the numbers of `calibrated` are made of, by column. */
export interface JudgedDrift extends DriftResult {
  readonly workings: ReadonlyMap<string, () => Workings>;
}

/** From which share of drifted columns a dataset drifted; 0 is any column. */
export function driftShareOf(preset: DriftPreset, share: number | undefined): number {
  return share ?? (preset === CALIBRATED ? 0 : 0.5);
}

/**
 * Compares two frames column by column by a preset, texts and embeddings by methods of their own. For `calibrated` the
 * dataset drifted when any column did, which happens to data without a shift no more often than the rate;
 * `thresholds` then say how far a column may move, and a column with a method of its own is judged by that alone.
 * @throws UserError as `compareColumns` does
 */
export function judgeDrift(reference: Frame, current: Frame, options: JudgeOptions): JudgedDrift {
  const { preset, driftShare, text = [], embeddings = {}, methods = {}, thresholds = {} } = options;
  const whole = new Set([...text, ...Object.values(embeddings).flat()]);
  const isTime = (name: string) => preset === CALIBRATED && name === options.time;
  const names = (options.columns ?? [...reference.columns.keys()]).filter(
    (name) => !whole.has(name) && !isTime(name),
  );
  const apart = [...text, ...Object.keys(embeddings)];
  const among = <T>(record: Readonly<Record<string, T>>, isWanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => isWanted(name)));
  const plain = {
    ...options,
    methods: among(methods, (name) => !apart.includes(name)),
    thresholds: among(thresholds, (name) => !apart.includes(name)),
  };
  const { columns, notes, workings } =
    preset === CALIBRATED
      ? calibratedColumns(reference, current, names, plain)
      : {
          ...compareColumns(reference, current, { ...withoutShare(plain), preset, columns: names }),
          workings: new Map(),
        };
  const others = wholes(reference, current, options, names.length);
  const all = [...columns, ...others.columns];
  return {
    columns: all,
    dataset: datasetDrift(all, driftShareOf(preset, driftShare)),
    notes: [...notes, ...others.notes],
    workings,
  };
}

function withoutShare({
  driftShare: _share,
  preset: _preset,
  ...rest
}: JudgeOptions): Omit<DriftOptions, 'preset'> {
  return rest;
}

function calibratedColumns(
  reference: Frame,
  current: Frame,
  names: readonly string[],
  options: JudgeOptions,
): CalibratedColumns {
  const { methods = {}, thresholds = {}, time, rate, minimumRows } = options;
  const own = names.filter((name) => Object.hasOwn(methods, name));
  const others = names.filter((name) => !own.includes(name));
  const bounds = (of: readonly string[]) =>
    Object.fromEntries(Object.entries(thresholds).filter(([name]) => name !== '*' && of.includes(name)));
  // Names that are no column are refused there.
  const unknown = Object.entries(thresholds).filter(([name]) => name !== '*' && !names.includes(name));
  const byMethod = compareColumns(reference, current, {
    ...withoutShare(options),
    columns: own,
    methods,
    thresholds: { ...bounds(own), ...Object.fromEntries(unknown) },
  });
  const floors: Record<string, number> = { ...bounds(others) };
  if (Object.hasOwn(thresholds, '*')) floors['*'] = thresholds['*'] as number;
  const calibrated = compareCalibrated(reference, current, {
    columns: others,
    time,
    rate,
    floors,
    minimumRows,
  });
  const found = new Map(
    [...byMethod.columns, ...calibrated.columns].map((column) => [column.column, column]),
  );
  return {
    columns: names.map((name) => found.get(name)).filter((column) => column !== undefined),
    notes: [...byMethod.notes, ...calibrated.notes],
    workings: calibrated.workings,
  };
}

/** Texts and embeddings. Under `calibrated` they must not be chance either, whatever the number of columns. */
function wholes(
  reference: Frame,
  current: Frame,
  options: JudgeOptions,
  columns: number,
): { columns: ColumnDrift[]; notes: DriftNote[] } {
  const { preset, text = [], embeddings = {}, methods = {}, thresholds = {}, minimumRows = 0 } = options;
  const found: ColumnDrift[] = [];
  const notes: DriftNote[] = [];
  const level =
    (options.rate ?? DEFAULT_RATE) / Math.max(1, columns + text.length + Object.keys(embeddings).length);
  const add = ({ drift, note }: { readonly drift: ColumnDrift; readonly note?: string }) => {
    const isChance = preset === CALIBRATED && drift.pValue !== null && drift.pValue > level;
    found.push(isChance && drift.verdict === 'fail' ? { ...drift, verdict: 'pass' } : drift);
    if (note) notes.push({ column: drift.column, sentence: note });
  };
  for (const name of text) {
    add(textDrift(columnOrNone(reference, name), columnOrNone(current, name), thresholds[name], minimumRows));
  }
  for (const [name, parts] of Object.entries(embeddings)) {
    const side = (frame: Frame) => parts.map((part) => columnOrNone(frame, part));
    const settings = { method: methods[name], threshold: thresholds[name], minimumRows };
    add(embeddingDrift(name, side(reference), side(current), settings));
  }
  return { columns: found, notes };
}

/** The column, or one without values where a side lacks it: it is then inconclusive. */
function columnOrNone(frame: Frame, name: string): Column {
  return frame.columns.has(name) ? columnOf(frame, name) : { name, type: 'string', values: [] };
}
