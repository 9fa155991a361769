import type { ColumnType, Value } from '../data/engine/frame.ts';
import { datePart, timeOfDay } from './calendar.ts';
import { type FittedFeature, type FittedStep, kindOfSource } from './fitted.ts';
import { murmur3 } from './murmur.ts';

/** One value between two steps. */
export type Scalar = number | string | null;

/** A value that a step refuses; the message begins with a verb. */
export class Refused extends Error {}

/** A feature with its steps made ready. */
export interface ReadyFeature {
  readonly column: string;
  readonly names: readonly string[];
  /** Writes the numbers of one value at `at`; throws Refused. */
  readonly write: (value: Value, into: Float32Array, at: number) => void;
}

export const MISSING = 'is missing';

export function readyFeature(feature: FittedFeature): ReadyFeature {
  const { column, steps } = feature;
  const read = readerOf(feature);
  const last = steps.at(-1);
  const widening = last && isWidening(last) ? last : undefined;
  const scalars = (widening ? steps.slice(0, -1) : steps).map(scalarStep);
  const part = steps.find((step) => step.step === 'date-part')?.part;
  const base = part ? `${column}.${part}` : column;
  const { names, write } = widening ? widened(widening, base) : plain(base);
  return {
    column,
    names,
    write(value, into, at) {
      let scalar = read(value);
      for (const step of scalars) scalar = step(scalar);
      write(scalar, into, at);
    },
  };
}

/** How a value of a column becomes the first scalar: numbers, times in milliseconds, or text. */
export function readerOf(feature: Pick<FittedFeature, 'type'> & { steps: readonly { step: string }[] }) {
  const kind = kindOfSource(feature.type, feature.steps);
  return (value: Value): Scalar => {
    if (value === null || Number.isNaN(value)) return null;
    if (kind === 'text') {
      if (typeof value !== (feature.type === 'boolean' ? 'boolean' : 'string'))
        throw wrongType(value, feature.type);
      return String(value);
    }
    if (feature.type === 'boolean') {
      if (typeof value !== 'boolean') throw wrongType(value, feature.type);
      return Number(value);
    }
    if (feature.type === 'date') {
      const time = typeof value === 'string' ? timeOfDay(value) : Number.NaN;
      if (Number.isNaN(time)) throw wrongType(value, feature.type);
      return time;
    }
    // Whole numbers beyond 2^53 come as decimal text.
    const number =
      feature.type === 'integer' && typeof value === 'string' && /^-?\d+$/.test(value)
        ? Number(value)
        : value;
    if (typeof number !== 'number') throw wrongType(value, feature.type);
    if (!Number.isFinite(number)) throw new Refused('is infinite');
    return number;
  };
}

function wrongType(value: Value, type: ColumnType): Refused {
  return new Refused(`is no ${type}: ${JSON.stringify(value)}`);
}

function isWidening(step: FittedStep): boolean {
  return (
    step.step === 'one-hot' || step.step === 'hash' || step.step === 'bucketize' || step.step === 'cyclic'
  );
}

/** A step from one scalar to one scalar. Missing stays missing where nothing imputes it. */
export function scalarStep(step: FittedStep): (value: Scalar) => Scalar {
  switch (step.step) {
    case 'impute':
      return (value) => value ?? step.value;
    case 'log1p':
      return numeric((x) => {
        if (x <= -1) throw new Refused(`has no log1p, which needs more than -1: ${x}`);
        return Math.log1p(x);
      });
    case 'standardize':
      return numeric((x) => (step.scale === 0 ? 0 : (x - step.mean) / step.scale));
    case 'date-part':
      return numeric((x) => {
        const part = datePart(x, step.part);
        if (Number.isNaN(part)) throw new Refused(`is a time beyond the calendar: ${x}`);
        return part;
      });
    default:
      throw new TypeError(`${step.step} widens`);
  }
}

function numeric(function_: (x: number) => number): (value: Scalar) => Scalar {
  return (value) => (value === null ? null : function_(value as number));
}

type Writer = (scalar: Scalar, into: Float32Array, at: number) => void;

function plain(base: string): { names: string[]; write: Writer } {
  return { names: [base], write };
  function write(scalar: Scalar, into: Float32Array, at: number): void {
    into[at] = number32(scalar);
  }
}

/** A number as the model sees it. */
function number32(scalar: Scalar): number {
  if (scalar === null) throw new Refused(MISSING);
  const number = Math.fround(scalar as number);
  if (!Number.isFinite(number)) throw new Refused(`is too large for the model: ${scalar}`);
  return number;
}

function widened(step: FittedStep, base: string): { names: string[]; write: Writer } {
  switch (step.step) {
    case 'one-hot': {
      const places = new Map(step.categories.map((category, index) => [category, index]));
      const other = step.categories.length;
      const names = [...step.categories.map((category) => `${base}=${category}`), `${base}=(other)`];
      if (step.missing) names.push(`${base}=(missing)`);
      const missing = step.missing ? other + 1 : other;
      return {
        names,
        write: (scalar, into, at) => {
          into[at + (scalar === null ? missing : (places.get(String(scalar)) ?? other))] = 1;
        },
      };
    }
    case 'hash': {
      const names = Array.from({ length: step.buckets }, (_, bucket) => `${base}#${bucket}`);
      return {
        names: [...names, `${base}#(missing)`],
        write: (scalar, into, at) => {
          into[at + (scalar === null ? step.buckets : murmur3(String(scalar)) % step.buckets)] = 1;
        },
      };
    }
    case 'bucketize': {
      const edges = [Number.NEGATIVE_INFINITY, ...step.boundaries, Number.POSITIVE_INFINITY];
      const names = edges.slice(1).map((to, index) => `${base}[${edges[index]},${to})`);
      return {
        names: [...names, `${base}=(missing)`],
        write: (scalar, into, at) => {
          into[at + (scalar === null ? names.length : bucketOf(scalar as number, step.boundaries))] = 1;
        },
      };
    }
    case 'cyclic':
      return {
        names: [`${base}:sin`, `${base}:cos`],
        write: (scalar, into, at) => {
          if (scalar === null) throw new Refused(MISSING);
          const turn = ((scalar as number) % step.period) / step.period;
          into[at] = Math.sin(2 * Math.PI * turn);
          into[at + 1] = Math.cos(2 * Math.PI * turn);
        },
      };
    default:
      throw new TypeError(`${step.step} does not widen`);
  }
}

/** How many boundaries are at or below `x` (binary search). */
function bucketOf(x: number, boundaries: readonly number[]): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((boundaries[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
