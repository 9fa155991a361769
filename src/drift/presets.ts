import { driftMethod } from './methods/catalogue.ts';
import type { DriftMethod } from './methods/method.ts';
import type { Samples } from './samples.ts';

/** A rule that picks the method of a column by its type and size. */
export type Preset = (samples: Samples) => DriftMethod;

/** With this many reference rows or fewer Evidently tests a hypothesis, with more it takes a distance. */
const SMALL_REFERENCE = 1000;
const FEW_VALUES = 5;

/** Evidently's default method (0.7, `stattests/registry.py`), by the distinct values of both sides. */
function evidently(samples: Samples): DriftMethod {
  const distinct = samples.reference.length;
  const few = samples.kind === 'categorical' || distinct <= FEW_VALUES;
  if (samples.referenceRows > SMALL_REFERENCE) {
    return driftMethod(few ? 'evidently.jensenshannon' : 'evidently.wasserstein_norm');
  }
  if (!few) return driftMethod('evidently.ks');
  return driftMethod(distinct > 2 ? 'evidently.chisquare' : 'evidently.z');
}

export const PRESETS = { evidently } as const satisfies Record<string, Preset>;
export type PresetName = keyof typeof PRESETS;
