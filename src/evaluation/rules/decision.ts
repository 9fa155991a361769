import type { RuleCertainty } from '../../evidence/gate-rules.ts';
import { adjustPValues, type Correction } from '../../stats/multiple-tests.ts';
import { type Check, rounded } from './rules.ts';

/**
 * How certain the improvement in a metric is, on all rows (null), on a slice (`origin = EWR`) or of groups that are
 * compared (`by origin`). `margin` is what it may be worse by, in the metric's own unit; below 0 it must be better
 * by so much. `pWorse` is the one-sided p-value of “it is not worse than the margin”, small where it is worse, and
 * not adjusted yet. Null where nothing can be said, as where the metric is not defined in resamples.
 */
export type CertaintyOf = (metric: string, slice: string | null, margin: number) => RuleCertainty | null;

/** How rules about change are decided where point figures are not enough. */
export interface Certain {
  readonly level: number;
  readonly certaintyOf: CertaintyOf;
  /** Over the slices of one rule. */
  readonly correction: Correction;
  /** Metrics that are no matter of which rows were drawn (sizes, times): their point figures decide. */
  readonly exact?: ReadonlySet<string> | undefined;
}

/** What was decided of one bound in one place. */
export interface Decision {
  readonly check: Check;
  readonly outcome: 'pass' | 'fail' | 'inconclusive' | 'skipped';
  /** With `pWorse` adjusted; absent where a point figure decided. */
  readonly certainty?: RuleCertainty;
  /** True where certainty was asked for and there is none. */
  readonly uncertain?: true;
  /** How many slices share the level, where the slice alone would have been refused but all of them together are not enough. */
  readonly forgiven?: number;
}

/** A checked bound, and where. */
export interface CheckedPlace {
  readonly slice: string | null;
  readonly check: Check;
}

/**
 * Decides one bound of a rule in all its places. Without `certain` the point figures stand. With it a bound on change
 * passes where the lower end of the improvement is at least what is asked for, fails where the upper end is
 * below it, else it is inconclusive; where there is no interval it is inconclusive too. A figure that is missing fails
 * whatever the certainty.
 *
 * Of several slices all must pass, which needs no correction (an intersection-union test keeps its level). A single one
 * can refuse, so a slice fails only where its `pWorse`, adjusted for their number, is at most 1 less the level.
 */
export function decide(metric: string, places: readonly CheckedPlace[], certain?: Certain): Decision[] {
  if (!certain || certain.exact?.has(metric)) return places.map(({ check }) => asMeasured(check));
  const found = places.map(({ slice, check }) => {
    const needed = neededOf(check);
    return needed === null ? null : certain.certaintyOf(metric, slice, needed === 0 ? 0 : -needed);
  });
  const adjusted = adjustedOf(found, certain.correction);
  const tested = found.filter((one) => one && isKnown(one.pWorse)).length;
  return places.map(({ check }, place) => {
    const needed = neededOf(check);
    if (needed === null) return asMeasured(check);
    const certainty = found[place];
    if (!certainty) return { check, outcome: 'inconclusive', uncertain: true };
    return threeWay(check, needed, certainty, adjusted?.[place] ?? null, tested);
  });
}

function threeWay(
  check: Check,
  needed: number,
  certainty: RuleCertainty,
  adjusted: number | null,
  slices: number,
): Decision {
  const { level, lower, upper } = certainty;
  const told = adjusted === null ? certainty : { ...certainty, pWorse: adjusted };
  if (isAtLeast(lower, needed)) return { check, outcome: 'pass', certainty: told };
  const isWorse = isLess(upper, needed);
  if (adjusted === null) return { check, outcome: isWorse ? 'fail' : 'inconclusive', certainty: told };
  if (rounded(adjusted) <= rounded(1 - level)) return { check, outcome: 'fail', certainty: told };
  return { check, outcome: 'inconclusive', certainty: told, ...(isWorse ? { forgiven: slices } : {}) };
}

/** The p-values of the places, adjusted for their number; null where there is only one, which needs none. */
function adjustedOf(
  found: readonly (RuleCertainty | null)[],
  correction: Correction,
): (number | null)[] | null {
  if (found.length < 2) return null;
  const tested = found.flatMap((one, place) => (one && isKnown(one.pWorse) ? [place] : []));
  const values = adjustPValues(
    tested.map((place) => found[place]?.pWorse ?? 1),
    correction,
  );
  // A slice without a p-value cannot be refused by it.
  const adjusted: (number | null)[] = found.map((one) => (one ? 1 : null));
  for (const [rank, place] of tested.entries()) adjusted[place] = values[rank] ?? 1;
  return adjusted;
}

function asMeasured(check: Check): Decision {
  return { check, outcome: check.outcome };
}

/** What improvement a check asks for; null where it is not about change, or has no figures. */
function neededOf(check: Check): number | null {
  return 'needed' in check ? check.needed : null;
}

function isKnown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function isAtLeast(end: number | null, needed: number): boolean {
  return isKnown(end) && rounded(end, Math.abs(end)) >= rounded(needed, Math.abs(end));
}

function isLess(end: number | null, needed: number): boolean {
  return isKnown(end) && rounded(end, Math.abs(end)) < rounded(needed, Math.abs(end));
}
