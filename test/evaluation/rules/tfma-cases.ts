import type { RuleConfig } from '../../../src/config/schema/gate-rules.ts';

/** A figure as JSON can hold it; `absent` where the metric is not there at all. */
export type Given = number | 'NaN' | 'Infinity' | '-Infinity' | 'absent';

export interface TfmaCase {
  readonly name: string;
  /** Which way is better; null where nobody says. */
  readonly direction: 'higher' | 'lower' | null;
  readonly rule: Omit<RuleConfig, 'metric'>;
  /** Of the candidate and of the baseline on all rows; no baseline at all is null. */
  readonly now: Given;
  readonly before: Given | null;
  /** By value of `origin`, where the rule has a slice. */
  readonly slices?: Readonly<Record<string, readonly [now: Given, before: Given]>>;
}

export interface Expected {
  /** Where TFMA decides it; of `evaluators/metrics_validator.py` 0.47.0 where no file is named. */
  readonly line: string;
  readonly tfma: 'pass' | 'fail';
  /** Where ours differs on purpose, and why. */
  readonly ours?: 'pass' | 'fail';
  readonly why?: string;
}

const VALUE = ':64';
const LOWER = ':71';
const HIGHER = ':73';
const NO_WAY = ':75';
const ZERO = ':85';
const RELATIVE_LOWER = ':92';
const RELATIVE_HIGHER = ':94';
const BOTH = ':102';
const MISSING = ':217';
const MISSING_SLICE = 'writers/metrics_plots_and_validations_writer.py:681';
const STAMP = 'utils/config_util.py:183';
const NO_THRESHOLD = 'writers/metrics_plots_and_validations_writer.py:668';
const GRAIN = 'figures are compared to the grain of 1e-12, not to the last bit';
const SIGN = 'a relative change is a share of the absolute figure, so a negative baseline keeps the sign';

type Row = readonly [
  name: string,
  line: string,
  direction: 'higher' | 'lower' | null,
  rule: TfmaCase['rule'],
  now: Given,
  before: Given | null,
  tfma: 'pass' | 'fail',
  ours?: 'pass' | 'fail',
  why?: string,
];

const ROWS: readonly Row[] = [
  // Bounds
  ['at least, above', VALUE, 'higher', { 'at-least': 0.8 }, 0.9, 0.9, 'pass'],
  ['at least, a tie', VALUE, 'higher', { 'at-least': 0.8 }, 0.8, 0.9, 'pass'],
  ['at least, below', VALUE, 'higher', { 'at-least': 0.8 }, 0.7999, 0.9, 'fail'],
  [
    'at least, a tie but for the last bit',
    VALUE,
    'higher',
    { 'at-least': 0.7 },
    0.6999999999999998,
    0.9,
    'fail',
    'pass',
    GRAIN,
  ],
  ['at most, below', VALUE, 'lower', { 'at-most': 0.4 }, 0.3, 0.3, 'pass'],
  ['at most, a tie', VALUE, 'lower', { 'at-most': 0.4 }, 0.4, 0.3, 'pass'],
  ['at most, above', VALUE, 'lower', { 'at-most': 0.4 }, 0.41, 0.3, 'fail'],
  [
    'at most, a tie but for the last bit',
    VALUE,
    'lower',
    { 'at-most': 0.3 },
    0.30000000000000004,
    0.3,
    'fail',
    'pass',
    GRAIN,
  ],
  ['at most of what is better higher', VALUE, 'higher', { 'at-most': 0.9 }, 0.95, 0.9, 'fail'],
  ['at least of what is better lower', VALUE, 'lower', { 'at-least': 0.2 }, 0.1, 0.9, 'fail'],
  ['a band, inside', VALUE, 'higher', { 'at-least': 0.7, 'at-most': 0.9 }, 0.8, 0.8, 'pass'],
  ['a band, below', VALUE, 'higher', { 'at-least': 0.7, 'at-most': 0.9 }, 0.6, 0.8, 'fail'],
  ['a band, above', VALUE, 'higher', { 'at-least': 0.7, 'at-most': 0.9 }, 0.95, 0.8, 'fail'],
  ['a band, at its lower end', VALUE, 'higher', { 'at-least': 0.7, 'at-most': 0.9 }, 0.7, 0.8, 'pass'],
  ['a band, at its upper end', VALUE, 'higher', { 'at-least': 0.7, 'at-most': 0.9 }, 0.9, 0.8, 'pass'],
  ['a negative bound', VALUE, 'higher', { 'at-least': -0.5 }, -0.4, 0.8, 'pass'],
  ['a bound of zero, a tie', VALUE, 'higher', { 'at-least': 0 }, 0, 0.8, 'pass'],
  ['minus zero is zero', VALUE, 'higher', { 'at-least': 0 }, -0, 0.8, 'pass'],
  ['a bound needs no direction', VALUE, null, { 'at-most': 0.3 }, 0.2, 0.2, 'pass'],
  // Absolute change, higher is better
  ['higher, absolute 0, equal', HIGHER, 'higher', { 'may-worsen': 0 }, 0.8, 0.8, 'pass'],
  ['higher, absolute 0, a little worse', HIGHER, 'higher', { 'may-worsen': 0 }, 0.7999, 0.8, 'fail'],
  ['higher, absolute 0, better', HIGHER, 'higher', { 'may-worsen': 0 }, 0.81, 0.8, 'pass'],
  [
    'higher, may worsen 0.01, by 0.01',
    HIGHER,
    'higher',
    { 'may-worsen': 0.01 },
    0.79,
    0.8,
    'fail',
    'pass',
    GRAIN,
  ],
  ['higher, may worsen 0.01, by 0.005', HIGHER, 'higher', { 'may-worsen': 0.01 }, 0.795, 0.8, 'pass'],
  ['higher, may worsen 0.01, by 0.02', HIGHER, 'higher', { 'may-worsen': 0.01 }, 0.78, 0.8, 'fail'],
  ['higher, must improve 0, equal', HIGHER, 'higher', { 'must-improve': 0 }, 0.8, 0.8, 'pass'],
  ['higher, must improve 0.01, by 0.01', HIGHER, 'higher', { 'must-improve': 0.01 }, 0.81, 0.8, 'pass'],
  ['higher, must improve 0.01, by 0.009', HIGHER, 'higher', { 'must-improve': 0.01 }, 0.809, 0.8, 'fail'],
  ['higher, must improve 0.01, worse', HIGHER, 'higher', { 'must-improve': 0.01 }, 0.79, 0.8, 'fail'],
  ['higher, from a baseline of 0', HIGHER, 'higher', { 'must-improve': 0.1 }, 0.1, 0, 'pass'],
  ['higher, from a negative baseline', HIGHER, 'higher', { 'must-improve': 0.5 }, -0.25, -1, 'pass'],
  ['higher, to a negative figure', HIGHER, 'higher', { 'may-worsen': 0.5 }, -0.75, 0.25, 'fail'],
  // Absolute change, lower is better
  ['lower, absolute 0, equal', LOWER, 'lower', { 'may-worsen': 0 }, 0.3, 0.3, 'pass'],
  ['lower, absolute 0, worse', LOWER, 'lower', { 'may-worsen': 0 }, 0.3001, 0.3, 'fail'],
  ['lower, absolute 0, better', LOWER, 'lower', { 'may-worsen': 0 }, 0.2, 0.3, 'pass'],
  [
    'lower, may worsen 0.01, by 0.01',
    LOWER,
    'lower',
    { 'may-worsen': 0.01 },
    0.31,
    0.3,
    'fail',
    'pass',
    GRAIN,
  ],
  ['lower, may worsen 0.01, by 0.005', LOWER, 'lower', { 'may-worsen': 0.01 }, 0.305, 0.3, 'pass'],
  ['lower, may worsen 0.01, by 0.02', LOWER, 'lower', { 'may-worsen': 0.01 }, 0.32, 0.3, 'fail'],
  ['lower, must improve 0.125, by 0.125', LOWER, 'lower', { 'must-improve': 0.125 }, 0.25, 0.375, 'pass'],
  ['lower, must improve 0.1, by 0.05', LOWER, 'lower', { 'must-improve': 0.1 }, 0.25, 0.3, 'fail'],
  ['lower, must improve 0.1, worse', LOWER, 'lower', { 'must-improve': 0.1 }, 0.4, 0.3, 'fail'],
  ['lower, to a baseline of 0', LOWER, 'lower', { 'may-worsen': 0.5 }, 0.25, 0, 'pass'],
  ['change without a direction', NO_WAY, null, { 'may-worsen': 1 }, 0.8, 0.8, 'fail'],
  ['relative change without a direction', NO_WAY, null, { 'may-worsen-relative': 1 }, 0.8, 0.8, 'fail'],
  // Relative change
  [
    'higher, must improve 1 %, by 1 %',
    RELATIVE_HIGHER,
    'higher',
    { 'must-improve-relative': 0.01 },
    0.505,
    0.5,
    'pass',
  ],
  [
    'higher, must improve 1 %, by less',
    RELATIVE_HIGHER,
    'higher',
    { 'must-improve-relative': 0.01 },
    0.504,
    0.5,
    'fail',
  ],
  [
    'higher, may worsen 25 %, by 25 %',
    RELATIVE_HIGHER,
    'higher',
    { 'may-worsen-relative': 0.25 },
    0.375,
    0.5,
    'pass',
  ],
  [
    'higher, may worsen 5 %, by 6 %',
    RELATIVE_HIGHER,
    'higher',
    { 'may-worsen-relative': 0.05 },
    0.752,
    0.8,
    'fail',
  ],
  [
    'higher, may worsen 5 %, better',
    RELATIVE_HIGHER,
    'higher',
    { 'may-worsen-relative': 0.05 },
    0.9,
    0.8,
    'pass',
  ],
  [
    'lower, may worsen 25 %, by 25 %',
    RELATIVE_LOWER,
    'lower',
    { 'may-worsen-relative': 0.25 },
    0.625,
    0.5,
    'pass',
  ],
  [
    'lower, may worsen 10 %, by 11 %',
    RELATIVE_LOWER,
    'lower',
    { 'may-worsen-relative': 0.1 },
    0.333,
    0.3,
    'fail',
  ],
  [
    'lower, must improve 50 %, by 50 %',
    RELATIVE_LOWER,
    'lower',
    { 'must-improve-relative': 0.5 },
    0.25,
    0.5,
    'pass',
  ],
  [
    'lower, must improve 50 %, by 40 %',
    RELATIVE_LOWER,
    'lower',
    { 'must-improve-relative': 0.5 },
    0.3,
    0.5,
    'fail',
  ],
  ['relative to a baseline of 0', ZERO, 'lower', { 'may-worsen-relative': 0.5 }, 0, 0, 'fail'],
  ['relative to a baseline of 0, better', ZERO, 'higher', { 'must-improve-relative': 0.5 }, 1, 0, 'fail'],
  [
    'relative to a negative baseline, better',
    RELATIVE_HIGHER,
    'higher',
    { 'must-improve-relative': 0.5 },
    -0.5,
    -1,
    'fail',
    'pass',
    SIGN,
  ],
  [
    'relative to a negative baseline, worse',
    RELATIVE_HIGHER,
    'higher',
    { 'may-worsen-relative': 0.5 },
    -1.75,
    -1,
    'pass',
    'fail',
    SIGN,
  ],
  [
    'relative to a negative baseline, lower is better',
    RELATIVE_LOWER,
    'lower',
    { 'may-worsen-relative': 0.5 },
    -0.25,
    -1,
    'pass',
    'fail',
    SIGN,
  ],
  // Both
  [
    'absolute holds, relative does not',
    BOTH,
    'higher',
    { 'must-improve': 0.01, 'must-improve-relative': 0.1 },
    0.82,
    0.8,
    'fail',
  ],
  [
    'relative holds, absolute does not',
    BOTH,
    'higher',
    { 'must-improve': 0.1, 'must-improve-relative': 0.01 },
    0.82,
    0.8,
    'fail',
  ],
  [
    'absolute and relative hold',
    BOTH,
    'higher',
    { 'must-improve': 0.125, 'must-improve-relative': 0.25 },
    0.625,
    0.5,
    'pass',
  ],
  ['neither holds', BOTH, 'lower', { 'may-worsen': 0.01, 'may-worsen-relative': 0.01 }, 0.5, 0.3, 'fail'],
  [
    'value holds, change does not',
    ':218',
    'higher',
    { 'at-least': 0.7, 'may-worsen': 0.01 },
    0.75,
    0.8,
    'fail',
  ],
  [
    'change holds, value does not',
    ':218',
    'higher',
    { 'at-least': 0.9, 'may-worsen': 0.01 },
    0.85,
    0.8,
    'fail',
  ],
  ['value and change hold', ':218', 'higher', { 'at-least': 0.7, 'may-worsen': 0.01 }, 0.8, 0.8, 'pass'],
  [
    'both must be exceeded: relative alone is',
    BOTH,
    'lower',
    { 'may-worsen': 0.125, 'may-worsen-relative': 0.1, 'refuse-when': 'both-exceeded' },
    0.6,
    0.5,
    'fail',
    'pass',
    'TFMA has no such rule: there either bound refuses',
  ],
  [
    'both must be exceeded, and are',
    BOTH,
    'lower',
    { 'may-worsen': 0.125, 'may-worsen-relative': 0.1, 'refuse-when': 'both-exceeded' },
    0.75,
    0.5,
    'fail',
  ],
  // Missing and undefined
  ['metric not found', MISSING, 'higher', { 'at-least': 0 }, 'absent', 0.8, 'fail'],
  ['metric not found, change', MISSING, 'higher', { 'may-worsen': 1 }, 'absent', 0.8, 'fail'],
  ['baseline not found, change', MISSING, 'higher', { 'may-worsen': 1 }, 0.8, 'absent', 'fail'],
  ['metric is NaN, at least', VALUE, 'higher', { 'at-least': 0 }, 'NaN', 0.8, 'fail'],
  ['metric is NaN, at most', VALUE, 'lower', { 'at-most': 9 }, 'NaN', 0.8, 'fail'],
  ['metric is NaN, higher', HIGHER, 'higher', { 'may-worsen': 1 }, 'NaN', 0.8, 'fail'],
  ['metric is NaN, lower', LOWER, 'lower', { 'may-worsen': 1 }, 'NaN', 0.8, 'fail'],
  ['baseline is NaN', HIGHER, 'higher', { 'may-worsen': 1 }, 0.8, 'NaN', 'fail'],
  ['baseline is NaN, relative', RELATIVE_HIGHER, 'higher', { 'may-worsen-relative': 1 }, 0.8, 'NaN', 'fail'],
  ['metric is infinite, at most', VALUE, 'lower', { 'at-most': 9 }, 'Infinity', 0.8, 'fail'],
  [
    'metric is infinite, at least',
    VALUE,
    'higher',
    { 'at-least': 0 },
    'Infinity',
    0.8,
    'pass',
    'fail',
    'a figure that is not finite never passes',
  ],
  [
    'baseline is infinite, lower is better',
    LOWER,
    'lower',
    { 'may-worsen': 1 },
    0.8,
    'Infinity',
    'pass',
    'fail',
    'a figure that is not finite never passes',
  ],
  // No baseline
  ['no baseline, change', STAMP, 'higher', { 'may-worsen': 0.01 }, 0.1, null, 'pass'],
  ['no baseline, relative change', NO_THRESHOLD, 'lower', { 'must-improve-relative': 0.5 }, 9, null, 'pass'],
  ['no baseline, value holds', VALUE, 'higher', { 'at-least': 0.7, 'may-worsen': 0.01 }, 0.8, null, 'pass'],
  [
    'no baseline, value does not',
    VALUE,
    'higher',
    { 'at-least': 0.7, 'may-worsen': 0.01 },
    0.6,
    null,
    'fail',
  ],
  [
    'no baseline, the metric of a change rule not found',
    STAMP,
    'higher',
    { 'may-worsen': 0.01 },
    'absent',
    null,
    'pass',
    'fail',
    'a metric that is missing fails, whatever is compared',
  ],
];

type SliceRow = readonly [
  name: string,
  line: string,
  rule: TfmaCase['rule'],
  slices: NonNullable<TfmaCase['slices']>,
  tfma: 'pass' | 'fail',
];

const EACH = { column: 'origin' };
const EWR = { column: 'origin', value: 'EWR' };
const SLICE_ROWS: readonly SliceRow[] = [
  ['on a slice, holds', VALUE, { 'at-least': 0.7, slice: EWR }, { EWR: [0.8, 0.8], JFK: [0.1, 0.8] }, 'pass'],
  [
    'on a slice, does not',
    VALUE,
    { 'at-least': 0.7, slice: EWR },
    { EWR: [0.6, 0.8], JFK: [0.9, 0.8] },
    'fail',
  ],
  [
    'on each slice, all hold',
    VALUE,
    { 'at-least': 0.7, slice: EACH },
    { EWR: [0.8, 0.8], JFK: [0.7, 0.8] },
    'pass',
  ],
  [
    'on each slice, one does not',
    VALUE,
    { 'at-least': 0.7, slice: EACH },
    { EWR: [0.8, 0.8], JFK: [0.6, 0.8] },
    'fail',
  ],
  [
    'change on each slice, one is worse',
    HIGHER,
    { 'may-worsen': 0, slice: EACH },
    { EWR: [0.8, 0.7], JFK: [0.6, 0.7] },
    'fail',
  ],
  [
    'change on each slice, none is worse',
    HIGHER,
    { 'may-worsen': 0, slice: EACH },
    { EWR: [0.8, 0.7], JFK: [0.7, 0.7] },
    'pass',
  ],
  ['a slice that is not there', MISSING_SLICE, { 'at-least': 0, slice: EWR }, { JFK: [0.9, 0.8] }, 'fail'],
  ['no slice of the column', MISSING_SLICE, { 'at-least': 0, slice: EACH }, {}, 'fail'],
  ['a slice without the metric', MISSING, { 'at-least': 0, slice: EWR }, { EWR: ['absent', 0.8] }, 'fail'],
  ['NaN on a slice', VALUE, { 'at-least': 0, slice: EACH }, { EWR: ['NaN', 0.8], JFK: [0.8, 0.8] }, 'fail'],
];

/** What TFMA's `_check_threshold` and what is around it decide, and whether ours decides alike. */
export const CASES: readonly (TfmaCase & Expected)[] = [
  ...ROWS.map(([name, line, direction, rule, now, before, tfma, ours, why]) => ({
    ...{ name, line, direction, rule, now, before, tfma },
    ...(ours === undefined ? {} : { ours }),
    ...(why === undefined ? {} : { why }),
  })),
  ...SLICE_ROWS.map(([name, line, rule, slices, tfma]) => ({
    ...{ name, line, rule, slices, tfma },
    ...{ direction: 'higher' as const, now: 0.8, before: 0.8 },
  })),
];

/** The cases alone, as `tfma.py` takes them. */
export function plainCases(): TfmaCase[] {
  return CASES.map(({ name, direction, rule, now, before, slices }) => ({
    ...{ name, direction, rule, now, before },
    ...(slices === undefined ? {} : { slices }),
  }));
}
