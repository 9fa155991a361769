import type { Frame } from '../data/frame.ts';
import { compareCalibrated } from './calibrated/compare.ts';
import { compareColumns, type DriftOptions, type DriftResult, datasetDrift } from './compare.ts';
import { PRESETS, type PresetName } from './presets.ts';

export const CALIBRATED = 'calibrated';
export type DriftPreset = PresetName | typeof CALIBRATED;
/** Every preset by its name. */
export const DRIFT_PRESETS = [...(Object.keys(PRESETS) as PresetName[]), CALIBRATED] as const;

export interface JudgeOptions extends Omit<DriftOptions, 'preset' | 'driftShare'> {
  readonly preset: DriftPreset;
  /** From which share of drifted columns the dataset drifted; default 0.5, for `calibrated` any one. */
  readonly driftShare?: number | undefined;
  /** `calibrated`: the column with the time of each row. */
  readonly time?: string | undefined;
  /** `calibrated`: how often data without a shift may alarm; default 0.05. */
  readonly rate?: number | undefined;
}

/**
 * Compares two frames column by column by a preset. For `calibrated` the dataset drifted when any column did, which
 * happens to data without a shift no more often than the rate; `thresholds` then say how far a column may move, and a
 * column with a method of its own is judged by that alone.
 */
export function judgeDrift(reference: Frame, current: Frame, options: JudgeOptions): DriftResult {
  const { preset, time, rate, driftShare, ...rest } = options;
  if (preset !== CALIBRATED) {
    return compareColumns(reference, current, {
      ...rest,
      preset,
      ...(driftShare === undefined ? {} : { driftShare }),
    });
  }
  const { methods = {}, thresholds, columns, minimumRows } = rest;
  const names = columns ?? [...reference.columns.keys()].filter((name) => name !== time);
  // Refuses unknown names, and judges the columns with a method of their own.
  const own = names.filter((name) => Object.hasOwn(methods, name));
  const others = names.filter((name) => !own.includes(name));
  const { columns: byMethod, notes: ownNotes } = compareColumns(reference, current, {
    ...rest,
    columns: own,
    methods,
    thresholds: pick(thresholds, own),
  });
  const { columns: calibrated, notes } = compareCalibrated(reference, current, {
    columns: others,
    time,
    rate,
    floors: pick(thresholds, others),
    minimumRows,
  });
  const found = new Map([...byMethod, ...calibrated].map((column) => [column.column, column]));
  const ordered = names.map((name) => found.get(name)).filter((column) => column !== undefined);
  return {
    columns: ordered,
    dataset: datasetDrift(ordered, driftShare ?? 0),
    notes: [...ownNotes, ...notes],
  };
}

function pick(
  record: Readonly<Record<string, number>> | undefined,
  names: readonly string[],
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(record ?? {}).filter(([name]) => name === '*' || names.includes(name)),
  );
}
