import { quoted } from '../phrases.ts';
import { type ComparedRule, OPERATORS } from './schema.ts';

/** A figure in the form that operators compare: times are milliseconds, dates text. */
export type Comparable = number | string;
type Operator = (typeof OPERATORS)[number];

/** An operator that a figure breaks. */
export interface BrokenOperator {
  /** Whether the figure is too low or too high; absent where it is neither. */
  readonly side?: 'low' | 'high';
  /** `must be above 3`. */
  readonly phrase: string;
}

/**
 * The operators of `rule` that `figure` breaks. Figures are compared to 12 digits: the last ones of a mean depend on
 * the order in which threads add.
 */
export function brokenOperators(
  rule: ComparedRule,
  figure: Comparable,
  parse: (bound: number | string) => Comparable = (bound) => bound,
): BrokenOperator[] {
  const value = rounded(figure);
  return OPERATORS.flatMap((operator) => {
    const given = rule[operator];
    if (given === undefined) return [];
    const bounds = (Array.isArray(given) ? given : [given]).map((bound) => rounded(parse(bound)));
    const [first = value, second = value] = bounds;
    if (holds(operator, value, first, second)) return [];
    const shown = (Array.isArray(given) ? given : [given]).map((bound) =>
      typeof bound === 'number'
        ? bound.toLocaleString('en-US', { maximumFractionDigits: 12 })
        : quoted(bound),
    );
    const side = sideOf(operator, value, first);
    return [
      { ...(side === undefined ? {} : { side }), phrase: PHRASES[operator](shown[0] ?? '', shown[1] ?? '') },
    ];
  });
}

function rounded(value: Comparable): Comparable {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value;
}

function holds(operator: Operator, value: Comparable, first: Comparable, second: Comparable): boolean {
  if (typeof value !== typeof first || typeof value !== typeof second) return false;
  switch (operator) {
    case 'mustBe':
      return value === first;
    case 'mustNotBe':
      return value !== first;
    case 'mustBeGreaterThan':
      return value > first;
    case 'mustBeGreaterOrEqualTo':
      return value >= first;
    case 'mustBeLessThan':
      return value < first;
    case 'mustBeLessOrEqualTo':
      return value <= first;
    // Both ends are exclusive in the standard: between is above the one and below the other.
    case 'mustBeBetween':
      return value > first && value < second;
    case 'mustNotBeBetween':
      return value <= first || value >= second;
  }
}

function sideOf(operator: Operator, value: Comparable, first: Comparable): 'low' | 'high' | undefined {
  if (operator === 'mustNotBe' || operator === 'mustNotBeBetween') return undefined;
  if (operator.startsWith('mustBeGreater')) return 'low';
  if (operator.startsWith('mustBeLess')) return 'high';
  return value <= first ? 'low' : 'high';
}

const PHRASES: Record<Operator, (first: string, second: string) => string> = {
  mustBe: (first) => `must be ${first}`,
  mustNotBe: (first) => `must not be ${first}`,
  mustBeGreaterThan: (first) => `must be above ${first}`,
  mustBeGreaterOrEqualTo: (first) => `must be at least ${first}`,
  mustBeLessThan: (first) => `must be below ${first}`,
  mustBeLessOrEqualTo: (first) => `may be at most ${first}`,
  mustBeBetween: (first, second) => `must be above ${first} and below ${second}`,
  mustNotBeBetween: (first, second) => `must not be between ${first} and ${second}`,
};
