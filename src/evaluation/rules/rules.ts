import type { GateConfig } from '../../config/schema/gate.ts';
import { type RuleConfig, sliceSetName } from '../../config/schema/gate-rules.ts';
import { canonicalJson, digestOf } from '../../system/files.ts';
import { METRICS } from '../metrics/metrics.ts';

/** The keys of a rule that bound its metric. Those about change need a champion. */
const VALUE_BOUNDS = ['at-least', 'at-most'] as const;
const CHANGE_BOUNDS = ['may-worsen', 'may-worsen-relative', 'must-improve', 'must-improve-relative'] as const;
export type BoundKind = (typeof VALUE_BOUNDS)[number] | (typeof CHANGE_BOUNDS)[number];

/** One bound of a rule. */
export interface Bound {
  readonly kind: BoundKind;
  readonly bound: number;
  /** The share of the baseline’s figure that must be exceeded as well before the rule refuses (`refuse-when: both-exceeded`). */
  readonly relative?: number;
}

/**
 * The bounds of a rule in the order above; all of them must hold. With `refuse-when: both-exceeded` an absolute and a
 * relative bound about the same are one, which fails where both do.
 */
export function boundsOf(rule: RuleConfig): Bound[] {
  const both = rule['refuse-when'] === 'both-exceeded';
  return [...VALUE_BOUNDS, ...CHANGE_BOUNDS].flatMap((kind) => {
    const bound = rule[kind];
    if (bound === undefined) return [];
    if (!both || !isChange(kind)) return [{ kind, bound }];
    const absolute = kind.replace('-relative', '') as 'may-worsen' | 'must-improve';
    const relative = rule[`${absolute}-relative`];
    if (rule[absolute] === undefined || relative === undefined) return [{ kind, bound }];
    return kind === absolute ? [{ kind, bound, relative }] : [];
  });
}

export function isChange(kind: BoundKind): boolean {
  return (CHANGE_BOUNDS as readonly string[]).includes(kind);
}

/** What the check of one bound found. */
export type Check =
  | {
      readonly outcome: 'pass' | 'fail';
      /** Improvement, or with a relative bound its share of the champion’s figure; null where the bound is on the figure itself. */
      readonly change: number | null;
      /** The absolute improvement that the bound asks for: what may be lost is negative. Null as `change`. */
      readonly needed: number | null;
    }
  | { readonly outcome: 'skipped'; readonly why: 'no-champion' }
  | {
      readonly outcome: 'fail';
      readonly why:
        | 'not-found'
        | 'undefined'
        | 'baseline-undefined'
        | 'baseline-zero'
        | 'no-direction'
        | 'no-bound';
    };

/** Figures of a model: null where a metric is not defined. */
export type Figures = Readonly<Record<string, number | null>>;

/** Which way a metric is better; null where neither is, or nobody knows. */
export type DirectionOf = (metric: string) => 'higher' | 'lower' | null;

/** The directions of the metrics that are built in. */
const builtInDirection: DirectionOf = (metric) => METRICS.get(metric)?.direction ?? null;

/**
 * Checks one bound with the semantics of TFMA's `metrics_validator`: bounds are inclusive and ties pass; a
 * metric that is missing, undefined (null) or not finite never passes; change is challenger against champion in
 * the metric's own direction, so a metric without a direction fails. Without a champion change is skipped.
 * Unlike TFMA, a relative change is a share of the champion's absolute figure, and what is
 * compared is rounded to 1e-12 first (`rounded`), so that 0.80 to 0.79 is a drop of 0.01 and not of 0.010000000000000009.
 */
export function checkBound(
  metric: string,
  bound: Bound,
  challenger: Figures,
  champion: Figures | null,
  directionOf: DirectionOf = builtInDirection,
): Check {
  const { kind, bound: limit } = bound;
  if (!Object.hasOwn(challenger, metric)) return { outcome: 'fail', why: 'not-found' };
  const measured = challenger[metric];
  if (!isFigure(measured)) return { outcome: 'fail', why: 'undefined' };
  if (!Number.isFinite(limit) || !Number.isFinite(bound.relative ?? 0))
    return { outcome: 'fail', why: 'no-bound' };
  if (!isChange(kind)) {
    const scale = Math.abs(measured);
    const holds = kind === 'at-least' ? atLeast(measured, limit, scale) : atLeast(limit, measured, scale);
    return { outcome: holds ? 'pass' : 'fail', change: null, needed: null };
  }
  const direction = directionOf(metric);
  if (!direction) return { outcome: 'fail', why: 'no-direction' };
  if (!champion) return { outcome: 'skipped', why: 'no-champion' };
  const baseline = Object.hasOwn(champion, metric) ? champion[metric] : null;
  if (!isFigure(baseline)) return { outcome: 'fail', why: 'baseline-undefined' };
  const scale = Math.max(Math.abs(measured), Math.abs(baseline));
  const improvement = rounded(direction === 'higher' ? measured - baseline : baseline - measured, scale);
  const sign = kind.startsWith('may-worsen') ? -1 : 1;
  if (!kind.endsWith('-relative')) {
    const needed = sign * limitOf(bound, Math.abs(baseline));
    if (!Number.isFinite(needed)) return { outcome: 'fail', why: 'no-bound' };
    const outcome = atLeast(improvement, needed, scale) ? 'pass' : 'fail';
    return { outcome, change: improvement, needed };
  }
  if (baseline === 0) return { outcome: 'fail', why: 'baseline-zero' };
  const change = rounded(improvement / Math.abs(baseline));
  const outcome = atLeast(change, sign * limit, 1) ? 'pass' : 'fail';
  return { outcome, change, needed: sign * limit * Math.abs(baseline) };
}

/** Of two bounds that must both be exceeded, the one that forgives more. */
function limitOf({ kind, bound, relative }: Bound, scale: number): number {
  if (relative === undefined) return bound;
  return kind === 'may-worsen' ? Math.max(bound, relative * scale) : Math.min(bound, relative * scale);
}

/** What a rule is called where somebody answers for it, or asks whether it is still the same: it changes with what the rule says. */
export function ruleId(rule: RuleConfig, bound: Bound | null): string {
  const { metric, slice, by, aggregate } = rule;
  const where = slice && { column: sliceSetName(slice.column), ...chosen(slice) };
  const said = { metric, slice: where, by, aggregate, ...bound };
  return digestOf(canonicalJson(said)).slice('sha256:'.length, 'sha256:'.length + 8);
}

/** The ids of all bounds of all rules. */
export function ruleIds(rules: readonly RuleConfig[]): string[] {
  return rules.flatMap((rule) => {
    const bounds = boundsOf(rule);
    return bounds.length === 0 ? [ruleId(rule, null)] : bounds.map((bound) => ruleId(rule, bound));
  });
}

function chosen({ value }: NonNullable<RuleConfig['slice']>) {
  return value === undefined ? {} : { value: sliceSetName(value) };
}

/** The text of a rule for people and records: `log_loss may worsen 0.01 on each origin`. */
export function ruleText(rule: RuleConfig, { kind, bound, relative }: Bound): string {
  const percent = (share: number) => `${rounded(share * 100)} %`;
  const words = kind.replace('-relative', '').replace('-', ' ');
  const amount = kind.endsWith('-relative') ? percent(bound) : String(bound);
  const other = relative === undefined ? '' : ` or ${percent(relative)}`;
  const aggregate = rule.aggregate ? ` (${rule.aggregate})` : '';
  return `${rule.metric}${aggregate} ${words} ${amount}${other}${sliceText(rule)}`;
}

/** Where a rule applies, to be set behind its text; empty for all rows. */
export function sliceText({ slice, by }: RuleConfig): string {
  if (by !== undefined) return ` by ${by}`;
  if (!slice) return '';
  const name = sliceSetName(slice.column);
  return slice.value === undefined ? ` on each ${name}` : ` on ${name} = ${sliceSetName(slice.value)}`;
}

/** The sets of columns whose slices a gate needs, one column or several that are crossed: those it reports and those its rules name. */
export function sliceSetsOf(gate: {
  readonly rules: readonly RuleConfig[];
  readonly slices: readonly (string | readonly string[])[];
}): string[][] {
  const named = [
    ...gate.slices,
    ...gate.rules.flatMap(({ slice }) => (slice ? [slice.column] : [])),
    // What groups are compared by is made of the figures of their slices.
    ...gate.rules.flatMap(({ by, aggregate }) => (by !== undefined && aggregate ? [by] : [])),
  ];
  const sets = named.map((each) => (typeof each === 'string' ? [each] : [...each]));
  return [...new Map(sets.map((set) => [sliceSetName(set), set])).values()];
}

/** All columns that the gate reads beside label and features: of slices, of groups, of weights and the like. */
export function gateColumnsOf(gate: GateConfig): string[] {
  const { cluster, weight, ranking, forecast, rules } = gate;
  const compared = rules.flatMap(({ by }) => (by === undefined ? [] : [by]));
  const single = [cluster, weight, ranking?.by].filter((name) => name !== undefined);
  return [...new Set([...sliceSetsOf(gate).flat(), ...compared, ...single, ...(forecast?.series ?? [])])];
}

/**
 * To the grain in which figures are compared: 1e-12, or where the figures are of another `scale` than up to 10,
 * 1e-12 of its power of ten (a double has no finer one to tell two figures of 10,000 apart).
 */
export function rounded(value: number, scale = 1): number {
  const power = scale < 10 ? 0 : Math.floor(Math.log10(scale));
  const grains = value * 10 ** (12 - power);
  if (Math.abs(grains) >= 2 ** 53) return value;
  // Away from 0 on both sides, so that what got better by half a grain got worse by as much the other way round.
  return (Math.sign(grains) * Math.round(Math.abs(grains))) / 10 ** (12 - power);
}

function atLeast(value: number, bound: number, scale: number): boolean {
  return rounded(value, scale) >= rounded(bound, scale);
}

function isFigure(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
