import { momentsOf, type TwoSamples } from '../../stats/two-samples.ts';
import type { Samples } from '../samples.ts';
import { gapOf } from './effects.ts';
import type { Measurement } from './method.ts';
import { type Step, sumOf, type Term, type Workings } from './workings.ts';

/** What the tests of numbers are made of. */

/** The integral over the values is told in so many parts. */
const PARTS = 10;

/**
 * The parts of ∫ f(F - G) between the smallest and the largest value of both sides: a term is the integral over
 * one range, the shares are those of the rows in it.
 */
export function integralTerms({ values, x, y, nx, ny }: TwoSamples, f: (gap: number) => number): Term[] {
  const terms: Term[] = [];
  const last = values.length - 1;
  let [seenX, seenY, doneX, doneY] = [0, 0, 0, 0];
  let start = 0;
  let sum = 0;
  for (let i = 0; i <= last; i++) {
    seenX += x[i] as number;
    seenY += y[i] as number;
    if (i < last) sum += f(seenX / nx - seenY / ny) * ((values[i + 1] as number) - (values[i] as number));
    const full = seenX / nx + seenY / ny >= (2 * (terms.length + 1)) / PARTS;
    if (!full && i < last) continue;
    const end = values[Math.min(i + 1, last)];
    terms.push({
      cell: `[${values[start]}, ${end}${i === last ? ']' : ')'}`,
      reference: (seenX - doneX) / nx,
      current: (seenY - doneY) / ny,
      term: sum,
    });
    [doneX, doneY, start, sum] = [seenX, seenY, i + 1, 0];
  }
  return terms;
}

/** Of the energy distance: the integral of the squared gap of the distribution functions. */
export function energyWorkings(numbers: TwoSamples): Workings {
  const terms = integralTerms(numbers, (gap) => 2 * gap * gap);
  return {
    quantity: 'share of the rows',
    terms,
    steps: [
      { name: 'sum', value: sumOf(terms) },
      { name: 'square root = distance', value: Math.sqrt(sumOf(terms)) },
    ],
  };
}

/** Of a test that rests on the largest gap of the distribution functions. */
export function gapWorkings(numbers: TwoSamples, { statistic, pValue }: Measurement): Workings {
  const { value, reference, current } = gapOf(numbers);
  return {
    quantity: 'share of the rows',
    terms: [],
    steps: [
      { name: 'value where the distribution functions differ most', value },
      { name: 'reference: share of rows up to it', value: reference },
      { name: 'current: share of rows up to it', value: current },
      { name: 'reference rows', value: numbers.nx },
      { name: 'current rows', value: numbers.ny },
      { name: 'statistic', value: statistic },
      { name: 'p-value', value: pValue ?? Number.NaN },
    ],
  };
}

/** Of a test that is no sum over cells: what goes in, and what comes out. */
export function ingredients(
  numbers: TwoSamples,
  measured: Measurement,
  more: readonly Step[] = [],
): Workings {
  const sides = [
    { side: 'reference', rows: numbers.nx, moments: momentsOf(numbers.values, numbers.x) },
    { side: 'current', rows: numbers.ny, moments: momentsOf(numbers.values, numbers.y) },
  ];
  return {
    quantity: 'share of the rows',
    terms: [],
    steps: [
      ...sides.flatMap(({ side, rows, moments }) => [
        { name: `${side} rows`, value: rows },
        { name: `${side} mean`, value: moments.mean },
        { name: `${side} standard deviation (divisor n)`, value: Math.sqrt(moments.variance) },
      ]),
      ...more,
      { name: 'statistic', value: measured.statistic },
      ...(measured.pValue === null ? [] : [{ name: 'p-value', value: measured.pValue }]),
    ],
  };
}

/** The numbers of samples that have some; a method for numbers is never asked about others. */
export function numbersOf({ numbers }: Samples): TwoSamples {
  if (!numbers) throw new TypeError('these samples are not numbers');
  return numbers;
}
