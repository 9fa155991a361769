import type { PresetName } from './presets.ts';

/** The preset of our own. */
export const CALIBRATED = 'calibrated';
export type DriftPreset = PresetName | typeof CALIBRATED;
/** Every preset by its name. */
export const DRIFT_PRESETS = [
  'evidently',
  'tfdv',
  'nannyml',
  CALIBRATED,
] as const satisfies readonly DriftPreset[];

/** Tests of all columns together. */
export const MULTIVARIATE_METHODS = ['domain-classifier', 'pca-reconstruction'] as const;
export type MultivariateMethod = (typeof MULTIVARIATE_METHODS)[number];

/** The name of a column as messages have it. */
export function quoted(name: string): string {
  return JSON.stringify(name);
}
