import type { DriftOptions as TallySettings } from '../drift/compare.ts';
import type { JudgeOptions as DriftSettings } from '../drift/judge.ts';
import type { DriftPreset } from '../drift/names.ts';
import type { PresetName } from '../drift/presets.ts';
import { UserError } from '../system/errors.ts';
import type { DriftOptions } from './options.ts';

/**
 * What the options of `mlops drift` ask for.
 * @throws UserError for one that cannot be read
 */
export function driftSettings(options: DriftOptions): DriftSettings {
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
