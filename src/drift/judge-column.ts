import type { Column } from '../data/engine/frame.ts';
import { type Tally, tallyOf } from '../data/profile/tally.ts';
import { plural } from '../report/format.ts';
import type { MergeRoom } from '../stats/two-samples.ts';
import { UserError } from '../system/errors.ts';
import { driftMethod } from './methods/catalogue.ts';
import { type DriftMethod, drifted, type Effect, type Measurement } from './methods/method.ts';
import { quoted } from './names.ts';
import { PRESETS } from './presets.ts';
import { chunkThreshold } from './reference-chunks.ts';
import type { ColumnDrift, DriftOptions } from './result.ts';
import { kindOf, type Samples, samplesOfTallies } from './samples.ts';

/** In place of a column's name: every column without a threshold of its own. */
export const EVERY_COLUMN = '*';

/** A side of a comparison; its rows in order, where they are known. */
export interface Side {
  readonly tally: Tally;
  readonly column?: Column;
}

/**
 * Judges one column by the preset's method or its own; undefined for a type that is not compared.
 * @param note told why the column is not compared or inconclusive
 * @throws UserError for an unknown method, or one that does not fit the column
 */
export function judgeColumn(
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
      return `${quoted(name)} has ${plural(rows, 'value')} in the ${side} data, fewer than ${minimumRows}`;
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

/** A column may be called `constructor`. */
function ownValue<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
