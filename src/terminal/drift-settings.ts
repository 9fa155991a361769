import type { JudgeOptions as DriftSettings } from '../drift/judge.ts';
import { CALIBRATED, type DriftPreset } from '../drift/names.ts';
import type { PresetName } from '../drift/presets.ts';
import type { DriftOptions as TallySettings } from '../drift/result.ts';
import { UserError } from '../system/errors.ts';
import type { DriftOptions } from './options.ts';

/**
 * What the options of `mlops drift` ask for.
 * @throws UserError for one that cannot be read
 */
export function driftSettings(options: DriftOptions): DriftSettings {
  refuseIdle(options);
  const thresholds = Object.entries(pairs(options.threshold, '--threshold')).map(([column, value]) => {
    const number = Number(value);
    if (value.trim() === '' || !(number >= 0)) {
      throw new UserError(`--threshold ${column}=${value}: not a number of at least 0`, {
        hint: 'Write it as age=0.1.',
      });
    }
    return [column, number] as const;
  });
  return {
    preset: options.preset as DriftPreset,
    correction: options.correction,
    methods: pairs(options.method, '--method'),
    thresholds: Object.fromEntries(thresholds),
    driftShare: options.driftShare,
    time: options.time,
    rate: options.rate,
    text: options.text,
    embeddings: Object.fromEntries(
      Object.entries(pairs(options.embedding, '--embedding')).map(([name, parts]) => [
        name,
        parts.split(','),
      ]),
    ),
    ...(options.columns ? { columns: options.columns } : {}),
  };
}

/** An option that does nothing would let somebody believe that it did. */
function refuseIdle({ preset, time, rate, correction, method, ...options }: DriftOptions): void {
  const ours: readonly (readonly [string, unknown])[] = [
    ['--time', time],
    ['--rate', rate],
  ];
  const idle = preset === CALIBRATED ? undefined : ours.find(([, value]) => value !== undefined);
  if (idle) {
    throw new UserError(`${idle[0]} does nothing with --preset ${preset}`, {
      hint: `Leave it out, or add --preset ${CALIBRATED}.`,
    });
  }
  const { explain, slice, multivariate, profile } = options;
  const beside = [slice.length > 0 && '--slice', multivariate && '--multivariate', profile && '--profile'];
  const unseen = explain === undefined ? undefined : beside.find((option) => typeof option === 'string');
  if (unseen) {
    throw new UserError(`${unseen} does nothing with --explain, which shows one column only`, {
      hint: 'Leave one of them out.',
    });
  }
  if (preset === CALIBRATED && correction !== 'none' && method.length === 0) {
    throw new UserError(`--correction does nothing with --preset ${CALIBRATED}, which corrects by itself`, {
      hint: 'Leave it out, or say with --rate how often data without drift may alarm.',
    });
  }
}

/** Without what tallies cannot tell. */
export function tallySettings({ preset, driftShare, ...settings }: DriftSettings): TallySettings {
  return {
    ...settings,
    preset: preset as PresetName,
    ...(driftShare === undefined ? {} : { driftShare }),
  };
}

/** `column=value` texts; a column may hold `=`, a value may not. */
function pairs(texts: readonly string[], option: string): Record<string, string> {
  return Object.fromEntries(
    texts.map((one) => {
      const place = one.lastIndexOf('=');
      if (place < 1)
        throw new UserError(`${option} ${one}: not column=value`, { hint: `Write it as ${option} age=…` });
      return [one.slice(0, place), one.slice(place + 1)];
    }),
  );
}
