import type { Samples } from '../samples.ts';

/** One cell of both sides and what it adds to the number. */
export interface Term {
  /** A value, or an interval of numbers: `[from, to)`. */
  readonly cell: string;
  readonly reference: number;
  readonly current: number;
  readonly term: number;
}

/** A named figure on the way from the terms to the number. */
export interface Step {
  readonly name: string;
  readonly value: number;
}

/** What a method's number is made of. */
export interface Workings {
  /** What `reference` and `current` of a term are. */
  readonly quantity: string;
  /** Empty for a method that is no sum over cells. */
  readonly terms: readonly Term[];
  /** In order; the last one that is not a p-value is the statistic. */
  readonly steps: readonly Step[];
}

/** A distribution of both sides over the same cells, as counts or shares. */
export interface Cells {
  readonly reference: ArrayLike<number>;
  readonly current: ArrayLike<number>;
  readonly label: (index: number) => string;
}

/** The cells with the term of each. */
export function termsOf(
  { reference, current, label }: Cells,
  term: (reference: number, current: number) => number,
): Term[] {
  return Array.from({ length: reference.length }, (_, index) => {
    const [before, now] = [reference[index] as number, current[index] as number];
    return { cell: label(index), reference: before, current: now, term: term(before, now) };
  });
}

export function sumOf(terms: readonly Term[]): number {
  return terms.reduce((sum, { term }) => sum + term, 0);
}

/** The values of the samples as cells, with their counts. */
export function valueCells(samples: Samples): Cells {
  const { reference, current } = samples;
  return { reference, current, label: (index) => valueText(samples, index) };
}

/** The same with shares of the rows. */
export function shareCells(samples: Samples): Cells {
  const { referenceRows, currentRows } = samples;
  const { reference, current, label } = valueCells(samples);
  return {
    reference: Array.from(reference, (count) => count / referenceRows),
    current: Array.from(current, (count) => count / currentRows),
    label,
  };
}

export function valueText({ numbers, texts }: Samples, index: number): string {
  return numbers ? String(numbers.values[index]) : (texts?.[index] ?? '');
}

/** Labels of the bins between edges: half-open, the last one closed. */
export function binLabel(edges: ArrayLike<number>): (index: number) => string {
  return (index) => `[${edges[index]}, ${edges[index + 1]}${index + 2 === edges.length ? ']' : ')'}`;
}
