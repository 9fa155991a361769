import { goodnessOfFitTest, likelihoodRatioTest } from '../../stats/chi-square-test.ts';
import { fisherExactTest } from '../../stats/fisher-exact.ts';
import { normalCdf } from '../../stats/normal.ts';
import type { Samples } from '../samples.ts';
import { cohensH, cramersV } from './effects.ts';
import type { DriftMethod, Measurement } from './method.ts';
import { shareCells, sumOf, termsOf, valueCells, valueText, type Workings } from './workings.ts';

/**
 * Evidently's tests of counts (0.7, `legacy/calculations/stattests`), with its own thresholds. Tests that
 * it has for categories only also take numbers here: each distinct value is then a category, which is
 * what its default does for columns of few values.
 */

const SOURCE = 'Evidently 0.7, legacy/calculations/stattests';

type Definition = Omit<DriftMethod, 'kinds' | 'source' | 'result'>;

function test(definition: Definition): DriftMethod {
  return { kinds: ['numerical', 'categorical'], source: SOURCE, result: 'p-value', ...definition };
}

/** The counts that the reference makes one expect, as if it were exact. */
function expectedCounts({ reference, referenceRows, currentRows }: Samples): Float64Array {
  const scale = currentRows / referenceRows;
  return reference.map((count) => count * scale);
}

function chiSquare(samples: Samples): Measurement {
  if (samples.reference.length === 1) return undefinedBecause('all rows have the same value');
  return goodnessOfFitTest(samples.current, expectedCounts(samples));
}

function explainChiSquare(samples: Samples, { pValue }: Measurement): Workings {
  const cells = { ...valueCells(samples), reference: expectedCounts(samples) };
  const terms = termsOf(cells, (expected, seen) => (seen - expected) ** 2 / expected);
  return {
    quantity: 'rows that the reference makes one expect, and rows',
    terms,
    steps: [
      { name: 'degrees of freedom', value: terms.length - 1 },
      { name: 'sum = chi-square', value: sumOf(terms) },
      { name: 'p-value', value: pValue ?? Number.NaN },
    ],
  };
}

/** The shares of all values but the smallest, and their pooled share. */
function proportions({ reference, current, referenceRows, currentRows }: Samples) {
  const before = 1 - (reference[0] as number) / referenceRows;
  const now = 1 - (current[0] as number) / currentRows;
  const pooled = (before * referenceRows + now * currentRows) / (referenceRows + currentRows);
  return { before, now, pooled };
}

/** Two-proportion test of the smallest value against all others, with pooled variance. */
function proportionTest(samples: Samples): Measurement {
  const { reference, referenceRows, currentRows } = samples;
  if (reference.length === 1) return { statistic: 0, pValue: 1 };
  const { before, now, pooled } = proportions(samples);
  const statistic = (before - now) / Math.sqrt(pooled * (1 - pooled) * (1 / referenceRows + 1 / currentRows));
  // As Evidently rounds it: far out 1 - cdf is 0.
  return { statistic, pValue: 2 * (1 - normalCdf(Math.abs(statistic))) };
}

function explainProportions(samples: Samples, { statistic, pValue }: Measurement): Workings {
  const { before, now, pooled } = proportions(samples);
  const others = `share of values other than ${valueText(samples, 0)}`;
  return {
    quantity: 'share of the rows',
    terms: termsOf(shareCells(samples), (reference, current) => reference - current),
    steps: [
      { name: `reference: ${others}`, value: before },
      { name: `current: ${others}`, value: now },
      { name: 'pooled share', value: pooled },
      { name: 'z', value: statistic },
      { name: 'p-value', value: pValue ?? Number.NaN },
    ],
  };
}

function gTest(samples: Samples): Measurement {
  if (samples.referenceRows !== samples.currentRows)
    return undefinedBecause('needs as many rows on both sides');
  if (samples.reference.length === 1) return undefinedBecause('all rows have the same value');
  return likelihoodRatioTest(samples.current, samples.reference);
}

function explainGTest(samples: Samples, { pValue }: Measurement): Workings {
  const terms = termsOf(valueCells(samples), (before, now) =>
    now > 0 ? 2 * now * Math.log(now / before) : 0,
  );
  return {
    quantity: 'rows',
    terms,
    steps: [
      { name: 'degrees of freedom', value: terms.length - 1 },
      { name: 'sum = G', value: sumOf(terms) },
      { name: 'p-value', value: pValue ?? Number.NaN },
    ],
  };
}

function fisherExact({ reference, current, referenceRows, currentRows }: Samples): Measurement {
  if (referenceRows !== currentRows) return undefinedBecause('needs as many rows on both sides');
  if (reference.length > 2) return undefinedBecause('needs a column of two values');
  const [zeroBefore = 0, oneBefore = 0] = reference;
  const [zeroNow = 0, oneNow = 0] = current;
  return fisherExactTest(oneNow, zeroNow, oneBefore, zeroBefore);
}

function explainFisher(samples: Samples, { statistic, pValue }: Measurement): Workings {
  return {
    quantity: 'rows',
    terms: termsOf(valueCells(samples), (before, now) => now - before),
    steps: [
      { name: 'odds ratio', value: statistic },
      { name: 'p-value', value: pValue ?? Number.NaN },
    ],
  };
}

function undefinedBecause(note: string): Measurement {
  return { statistic: Number.NaN, pValue: Number.NaN, note };
}

export const EVIDENTLY_COUNTS: readonly DriftMethod[] = [
  test({
    name: 'evidently.chisquare',
    aliases: ['chisquare'],
    title: 'Chi-square test of goodness of fit to the reference',
    formula:
      'Σ (O - E)² / E over the values; O: current rows of the value, E: its reference rows · current rows / reference rows; p from the chi-square distribution with (values - 1) degrees of freedom; the reference counts as exact',
    threshold: 0.05,
    comparison: '<',
    measure: chiSquare,
    effect: cramersV,
    explain: explainChiSquare,
  }),
  test({
    name: 'evidently.z',
    aliases: ['z'],
    title: 'Z test of two proportions',
    formula:
      'z = (p - q) / √(s (1 - s) (1/n + 1/m)); p, q: share of the rows of the reference (n) and of the current data (m) that are not the first value in order, s: the pooled share; p-value = 2 (1 - Φ(|z|))',
    threshold: 0.05,
    comparison: '<',
    measure: proportionTest,
    effect: cohensH,
    explain: explainProportions,
  }),
  test({
    name: 'evidently.g_test',
    aliases: ['g_test', 'evidently.g-test', 'g-test'],
    title: 'G test',
    formula:
      'G = 2 Σ O ln(O / E) over the values, base e; O: current rows, E: reference rows, not scaled (so both sides need as many rows); p from the chi-square distribution with (values - 1) degrees of freedom',
    threshold: 0.1,
    comparison: '<',
    measure: gTest,
    effect: cramersV,
    explain: explainGTest,
  }),
  test({
    name: 'evidently.fisher_exact',
    aliases: ['fisher_exact'],
    title: "Fisher's exact test",
    formula:
      'the probability of all 2 × 2 tables with these margins that are no likelier than the one seen (two-sided); needs two values and as many rows on both sides',
    threshold: 0.1,
    comparison: '<',
    measure: fisherExact,
    effect: cohensH,
    explain: explainFisher,
  }),
];
