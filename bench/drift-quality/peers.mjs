// The methods of Evidently and NannyML as scores that grow with drift, so that their thresholds can be moved.

import { driftMethod } from '../../src/drift/methods/catalogue.ts';
import { drifted } from '../../src/drift/methods/method.ts';
import { PRESETS } from '../../src/drift/presets.ts';
import { kindOf, samplesOf } from '../../src/drift/samples.ts';

const CHUNKS = 10;

/** Ways to judge a column: each gives the name of its scale, the score and what the tool itself decides. */
export const PEERS = {
  'Evidently, default': (pair) => evidently(pair, (samples) => PRESETS.evidently(samples)),
  'Evidently, K-S and chi-square': (pair) =>
    evidently(pair, ({ kind }) => driftMethod(kind === 'numerical' ? 'evidently.ks' : 'evidently.chisquare')),
  'Evidently, PSI': (pair) => evidently(pair, () => driftMethod('evidently.psi')),
  'NannyML, default (Jensen-Shannon)': (pair) => nannyml(pair, 'jensen_shannon', 'jensen_shannon'),
  'NannyML, Hellinger': (pair) => nannyml(pair, 'hellinger', 'hellinger'),
  'NannyML, Wasserstein and L-infinity': (pair) => nannyml(pair, 'wasserstein', 'l_infinity'),
  'NannyML, K-S and L-infinity': (pair) => nannyml(pair, 'kolmogorov_smirnov', 'l_infinity'),
};

function evidently({ reference, current, samples }, choose) {
  const method = choose(samples(reference, current));
  const { statistic, pValue } = method.measure(samples(reference, current));
  const value = method.result === 'p-value' ? pValue : statistic;
  if (!(value >= 0)) return null;
  // Where p-values underflow the statistic still tells them apart.
  const score = method.result === 'p-value' ? (value > 1e-300 ? -Math.log(value) : 700) : value;
  return { scale: method.name, score, isDrift: drifted(value, method.comparison, method.threshold) };
}

/** By how many standard deviations of ten reference chunks the value is beyond their mean; NannyML alerts from 3 on. */
function nannyml({ reference, current, samples, chunks }, numerical, categorical) {
  const kind = kindOf(reference);
  const method = driftMethod(`nannyml.${kind === 'numerical' ? numerical : categorical}`);
  const value = method.measure(samples(reference, current)).statistic;
  const known = chunks(CHUNKS).map((chunk) => method.measure(chunk).statistic);
  const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, each) => sum + (each - mean) ** 2, 0) / known.length);
  if (!Number.isFinite(value) || !(deviation > 0)) return null;
  const score = (value - mean) / deviation;
  return { scale: method.name, score, isDrift: score >= 3 };
}

/** A column of both sides, tabulated once for all methods. */
export function columnPair(reference, current) {
  const kind = kindOf(reference);
  const known = new Map();
  const once = (key, make) => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  };
  return {
    reference,
    current,
    samples: () => once('samples', () => samplesOf(reference, current, kind)),
    chunks: (count) =>
      once('chunks', () => {
        const length = Math.floor(reference.values.length / count);
        return Array.from({ length: count }, (_, chunk) =>
          samplesOf(
            reference,
            { ...reference, values: reference.values.slice(chunk * length, (chunk + 1) * length) },
            kind,
          ),
        );
      }),
  };
}
