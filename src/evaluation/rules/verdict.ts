import type { RuleConfig } from '../../config/schema/gate-rules.ts';
import type { RecordedOverride, RuleResult } from '../../evidence/gate-rules.ts';
import type { Reason } from '../../evidence/schema.ts';
import { METRICS, type Metric } from '../metrics/metrics.ts';
import { type Certain, decide } from './decision.ts';
import { overridden } from './overrides.ts';
import { count } from './phrases.ts';
import { type Absent, type Place, type Places, placesOf } from './places.ts';
import {
  type Bound,
  boundsOf,
  checkBound,
  type DirectionOf,
  type Figures,
  isChange,
  ruleId,
  ruleText,
  sliceText,
} from './rules.ts';
import { type Checked, type Interval, isClose, sentenceOf } from './sentences.ts';

/**
 * What is judged: the figures of the challenger, and of the champion on the same rows (null where there is none yet), on
 * all rows, on the slices that the rules name (`sliceSetsOf`) and of groups (`compareGroups`).
 */
export interface Judged extends Places {
  readonly rules: readonly RuleConfig[];
  /** What people call the champion; its environment. */
  readonly baselineName?: string | undefined;
  /** What is known of the metrics, the user's own among them (`gateMetrics`); of the built-in ones where left out. */
  readonly metrics?: ReadonlyMap<string, Pick<Metric, 'direction' | 'title'>> | undefined;
  /** How rules about change are decided; by their point figures where left out. */
  readonly certain?: Certain | undefined;
  /** By metric: the interval of challenger less champion on all rows. It changes sentences, never the outcome. */
  readonly intervals?: ReadonlyMap<string, Interval> | undefined;
  /** Results of what the gate asks beyond figures (behaviour, robustness); they count like the bounds of rules. */
  readonly further?: readonly RuleResult[] | undefined;
  /** Of rules that do not refuse for a while; only active ones excuse. */
  readonly overrides?: readonly RecordedOverride[] | undefined;
}

export interface GateVerdict {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** True where rules about change were skipped because there is no champion. */
  readonly rubberStamp: boolean;
  readonly rules: RuleResult[];
  /** What failed first, then what is not decided, overridden, skipped, close, and what holds. */
  readonly reasons: Reason[];
  /** The verdict in one sentence. */
  readonly summary: string;
}

/**
 * Judges a challenger by the rules of the gate. Any bound that fails refuses it; else any that is not decided leaves it
 * inconclusive; a gate without rules cannot pass. Each bound of each rule is checked by `checkBound` and decided by
 * `decide`, on all rows, on each slice that the rule names or on the groups that it compares; a slice that is not there,
 * or has too few rows to be judged, fails the rule that names it.
 */
export function judge(judged: Judged): GateVerdict {
  if (judged.rules.length === 0) return withoutRules();
  const found = [
    ...judged.rules.flatMap((rule) => resultsOf(rule, judged)),
    ...(judged.further ?? []).map((result) => ({ result, isClose: false })),
  ].map(({ result, isClose }) => ({ result: overridden(result, judged.overrides ?? []), isClose }));
  const results = found.map(({ result }) => result);
  const close = new Set(found.flatMap(({ result, isClose }) => (isClose ? [result] : [])));
  const of = (wanted: RuleResult['outcome']) => results.filter(({ outcome }) => outcome === wanted);
  const [failed, open, excused, skipped] = [
    of('fail'),
    of('inconclusive'),
    of('overridden'),
    of('skipped'),
  ] as const;
  const held = of('pass');
  const reasons = [
    ...failed,
    ...open,
    ...excused,
    ...skipped,
    ...held.filter((each) => close.has(each)),
    ...held.filter((each) => !close.has(each)),
  ].map((result) => reasonOf(result, close.has(result)));
  return {
    verdict: failed.length > 0 ? 'fail' : open.length > 0 ? 'inconclusive' : 'pass',
    rubberStamp: judged.champion === null && judged.rules.some(hasChange),
    rules: results,
    reasons,
    summary: summaryOf(failed, open, excused, skipped.length, held.length),
  };
}

function hasChange(rule: RuleConfig): boolean {
  return boundsOf(rule).some(({ kind }) => isChange(kind));
}

interface Found {
  readonly result: RuleResult;
  readonly isClose: boolean;
}

/** The results of a rule, place by place and in each bound by bound; slices share the level of a bound. */
function resultsOf(rule: RuleConfig, judged: Judged): Found[] {
  const bounds = boundsOf(rule);
  const places = placesOf(rule, judged);
  if (bounds.length === 0) return places.map((place) => withoutBound(rule, place));
  const byBound = bounds.map((bound) => resultsOfBound(rule, bound, places, judged));
  return places.flatMap((_, place) => byBound.map((found) => found[place] as Found));
}

function resultsOfBound(
  rule: RuleConfig,
  bound: Bound,
  places: readonly (Place | Absent)[],
  judged: Judged,
): Found[] {
  const there = places.filter((place): place is Place => !('absent' in place));
  const directionOf: DirectionOf = (metric) =>
    there[0]?.groups
      ? there[0].groups.direction
      : ((judged.metrics ?? METRICS).get(metric)?.direction ?? null);
  const checks = there.map(({ slice, metric, challenger, champion }) => ({
    slice,
    check: checkBound(metric, bound, challenger, champion, directionOf),
  }));
  const decisions = decide(there[0]?.metric ?? rule.metric, checks, judged.certain);
  const id = ruleId(rule, bound);
  const text = ruleText(rule, bound);
  return places.map((place) => {
    if ('absent' in place) {
      const { metric, slice, absent } = place;
      return {
        result: failure({ id, rule: text, metric, slice, bound: finite(bound.bound), sentence: absent }),
        isClose: false,
      };
    }
    const decision = decisions[there.indexOf(place)];
    if (!decision) throw new RangeError('a place was not decided');
    const checked: Checked = {
      metric: place.metric,
      title: titleOf(place, judged),
      bound,
      decision,
      measured: own(place.challenger, place.metric),
      baseline: place.champion && own(place.champion, place.metric),
      baselineName: judged.baselineName ?? 'production',
      place,
      directionOf,
      interval: judged.intervals?.get(place.metric),
    };
    const result: RuleResult = {
      id,
      rule: text,
      metric: place.metric,
      slice: place.slice,
      outcome: decision.outcome,
      measured: checked.measured,
      baseline: checked.baseline,
      bound: finite(bound.bound),
      sentence: sentenceOf(checked),
      ...(decision.certainty ? { certainty: decision.certainty } : {}),
    };
    return { result, isClose: isClose(checked) };
  });
}

function titleOf({ metric, groups }: Place, { metrics = METRICS }: Judged): string | undefined {
  return groups?.title ?? metrics.get(metric)?.title;
}

function withoutBound(rule: RuleConfig, { metric, slice }: Place | Absent): Found {
  const title = METRICS.get(rule.metric)?.title ?? rule.metric;
  const sentence = `The rule about ${title} has no finite bound, so it cannot hold; add \`at-least\`, \`at-most\`, \`may-worsen\` or \`must-improve\`.`;
  const text = `${rule.metric} without a bound${sliceText(rule)}`;
  return {
    result: failure({ id: ruleId(rule, null), rule: text, metric, slice, bound: null, sentence }),
    isClose: false,
  };
}

function failure(
  about: Pick<RuleResult, 'id' | 'rule' | 'metric' | 'slice' | 'bound' | 'sentence'>,
): RuleResult {
  const { id, rule, metric, slice, bound, sentence } = about;
  return { id, rule, metric, slice, outcome: 'fail', measured: null, baseline: null, bound, sentence };
}

function reasonOf(result: RuleResult, close: boolean): Reason {
  const { rule, outcome, measured, bound, sentence, slice } = result;
  return {
    rule,
    outcome: close ? 'warn' : outcome,
    measured,
    bound,
    sentence,
    ...(slice !== null && { slice }),
  };
}

function withoutRules(): GateVerdict {
  const sentence =
    'The gate has no rules, and a gate without rules cannot pass. Add one under `gate.rules`, such as `{ metric: accuracy_score, at-least: 0.8 }`.';
  const reason: Reason = { rule: 'gate.rules', outcome: 'fail', measured: 0, bound: 1, sentence };
  return {
    verdict: 'fail',
    rubberStamp: false,
    rules: [],
    reasons: [reason],
    summary: `Refused: ${sentence}`,
  };
}

function summaryOf(
  failed: readonly RuleResult[],
  open: readonly RuleResult[],
  excused: readonly RuleResult[],
  skipped: number,
  held: number,
): string {
  if (failed[0]) return `Refused: ${failed[0].sentence}${moreOf(failed, 'failed')}`;
  if (open[0]) return `Not decided: ${open[0].sentence}${moreOf(open, 'not decided')}`;
  const holding = held === 1 ? '1 check holds' : `${count(held)} checks hold`;
  if (excused[0]) {
    const others = held > 1 ? ` The other ${holding}.` : held === 1 ? ' The other check holds.' : '';
    return `Accepted by override: ${excused[0].sentence}${moreOf(excused, 'overridden')}${others}`;
  }
  if (skipped === 0) return `Accepted: ${held === 1 ? 'the one check holds' : `all ${holding}`}.`;
  return `Accepted without a champion to compare with: ${holding}, ${count(skipped)} skipped.`;
}

function moreOf(all: readonly RuleResult[], what: string): string {
  const others = all.length - 1;
  if (others === 0) return '';
  const verb = what === 'failed' ? what : others > 1 ? `are ${what}` : `is ${what}`;
  return ` ${others} more ${others > 1 ? 'checks' : 'check'} ${verb}.`;
}

function own(figures: Figures, metric: string): number | null {
  return Object.hasOwn(figures, metric) ? finite(figures[metric] ?? null) : null;
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
