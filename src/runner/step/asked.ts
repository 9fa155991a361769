import { resolve } from 'node:path';
import { type LoadedConfig, type LoadOptions, loadVariants } from '../../config/load.ts';
import type { Stage } from '../../evidence/schema.ts';
import { type PipelineRequest, stagesOf } from '../../pipeline.ts';
import { UserError } from '../../system/errors.ts';
import { type ActionName, type StepInputs, stagesNamed } from '../actions.ts';
import type { RunPlace, Source } from '../handover/artifacts.ts';
import { requireTraining } from '../handover/handover.ts';
import { trainedVariants } from '../handover/variants.ts';

/**
 * The stages of a step, in the order of the loop.
 * @throws UserError where the root action is asked for what the config does not have
 */
export function stagesAsked(
  name: ActionName,
  { config, file }: LoadedConfig,
  { stage }: StepInputs,
): readonly Stage[] {
  if (name !== 'pipeline') return [name];
  const possible = stagesOf(config);
  const named = stagesNamed(stage) ?? possible;
  const impossible = named.filter((one) => !possible.includes(one));
  if (impossible.length === 0) return named;
  throw new UserError(`${file} has nothing for ${impossible.join(' and ')}`, {
    hint: `Add ${impossible.includes('deploy') ? '`deploy`' : '`monitor`'} to it, or name other stages.`,
  });
}

/** What a step can learn of the models that it trains or judges. */
export interface ModelsPlace {
  readonly name: ActionName;
  readonly inputs: StepInputs;
  readonly loaded: LoadedConfig;
  readonly options: LoadOptions;
  readonly place: RunPlace;
  readonly source: Source | null;
}

/**
 * Which models a step trains, or chooses from: folders that are named, or all variants.
 * @throws UserError where a gate has nothing to judge
 */
export async function modelsAsked(
  stages: readonly Stage[],
  { name, inputs, loaded, options, place, source }: ModelsPlace,
): Promise<Pick<PipelineRequest, 'candidates' | 'missingVariants' | 'variants'>> {
  const named = inputs.candidates ?? [];
  // From the workspace on.
  if (named.length > 0) return { candidates: named.map((one) => ({ name: one, directory: resolve(one) })) };
  const { variants } = loaded;
  if (variants.length === 0 || loaded.variant !== undefined) {
    if (stages[0] === 'evaluate-gate') requireTraining(place);
    return {};
  }
  // The action `train` without a variant trains the config as it is.
  if (stages.includes('train')) {
    return name === 'train' ? {} : { variants: await loadVariants(loaded, options) };
  }
  if (!stages.includes('evaluate-gate')) return {};
  return trainedVariants(variants, place, source);
}
