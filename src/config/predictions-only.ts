import { UserError } from '../system/errors.ts';
import { isMapping } from '../system/mapping.ts';
import type { Config } from './schema/config.ts';

/** What a gate that judges files of predictions can do without. */
export const WITHOUT_MODEL = ['data', 'features', 'train'] as const;

/** Stands for data where there are none; nothing ever reads it. */
const NO_DATA = 'no_data_in_this_config';

/**
 * A config whose gate judges files of predictions may leave out `data`, `features` and `train`, all of them: what
 * stands for them here is read by nothing. Any other config comes back as it is.
 */
export function completeForPredictions(config: unknown): unknown {
  if (!isMapping(config) || !isMapping(config.gate) || !isMapping(config.gate.predictions)) return config;
  if (WITHOUT_MODEL.some((key) => Object.hasOwn(config, key))) return config;
  return {
    ...config,
    data: { sources: { [NO_DATA]: { path: NO_DATA } }, view: { from: NO_DATA }, split: { by: 'random' } },
    features: [{ columns: [NO_DATA], transform: 'numeric' }],
    train: { trainer: 'tfjs' },
  };
}

/** Whether there is nothing but files of predictions to judge. */
export function judgesFilesOnly({ data }: Config): boolean {
  return data.view.from === NO_DATA;
}

/** Throws UserError where a stage needs what the config left out, since it only judges files of predictions. */
export function refuseWithoutData(config: Config, stage: string): void {
  if (stage === 'evaluate-gate' || !judgesFilesOnly(config)) return;
  throw new UserError(`${stage} needs a model, and this config only judges files of predictions`, {
    hint: `Write ${WITHOUT_MODEL.map((key) => `\`${key}\``).join(', ')} into it; \`mlops init DATA.csv\` makes them.`,
  });
}
