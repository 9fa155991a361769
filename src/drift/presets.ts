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

/** What TFDV can compare by default; it judges nothing without a threshold, and has none of its own. */
function tfdv({ kind }: Samples): DriftMethod {
  return driftMethod(kind === 'numerical' ? 'tfdv.jensen_shannon_divergence' : 'tfdv.l_infinity');
}

/** NannyML's default method (0.13, `UnivariateDriftCalculator`), its threshold from chunks of the reference. */
function nannyml(): DriftMethod {
  return driftMethod('nannyml.jensen_shannon');
}

export const PRESETS = { evidently, tfdv, nannyml } as const satisfies Record<string, Preset>;
export type PresetName = keyof typeof PRESETS;
