import { type RuleConfig, sliceSetName } from '../config/gate-schema.ts';
import type { RuleResult } from '../evidence/evaluate-gate.ts';
import type { Reason } from '../evidence/schema.ts';
import {
  type Bound,
  boundsOf,
  type Check,
  checkBound,
  type Figures,
  isChange,
  ruleId,
  ruleText,
  sliceText,
} from './rules.ts';
import { type Checked, type Interval, isClose, sentenceOf } from './sentences.ts';
import { type Slice, type SlicesResult, sliceName } from './slices.ts';

export interface Judged {
  readonly rules: readonly RuleConfig[];
  readonly challenger: Figures;
  /** The champion's figures on the same rows; null where there is no champion yet. */
  readonly champion: Figures | null;
  /** Of all columns that the rules name (`sliceSetsOf`). */
  readonly slices?: SlicesResult | undefined;
  /** What people call the champion; its environment. */
  readonly baselineName?: string | undefined;
  /** By metric: the interval of challenger less champion on all rows. It changes sentences, never the outcome. */
  readonly intervals?: ReadonlyMap<string, Interval> | undefined;
  /** Results of what the gate asks beyond figures (behaviour, robustness); they count like the bounds of rules. */
  readonly further?: readonly RuleResult[] | undefined;
}

export interface GateVerdict {
  readonly verdict: 'pass' | 'fail';
  /** True where rules about change were skipped because there is no champion. */
  readonly rubberStamp: boolean;
  readonly rules: RuleResult[];
  /** What failed first, then what was skipped, what is close, and what holds. */
  readonly reasons: Reason[];
  /** The verdict in one sentence. */
  readonly summary: string;
}

/**
 * Judges a challenger by the rules of the gate. It passes when no bound fails; a gate without rules cannot pass.
 * Each bound of each rule is checked by `checkBound`, on all rows or on each slice that the rule names; a slice that is
 * not there, or has too few rows to be judged, fails the rule that names it.
 */
export function judge(judged: Judged): GateVerdict {
  if (judged.rules.length === 0) return withoutRules();
  const results: RuleResult[] = [];
  const close = new Set<RuleResult>();
  for (const rule of judged.rules) {
    for (const place of placesOf(rule, judged)) {
      for (const { result, isClose } of resultsOf(rule, place, judged)) {
        results.push(result);
        if (isClose) close.add(result);
      }
    }
  }
  results.push(...(judged.further ?? []));
  const failed = results.filter(({ outcome }) => outcome === 'fail');
  const skipped = results.filter(({ outcome }) => outcome === 'skipped');
  const held = results.filter(({ outcome }) => outcome === 'pass');
  const verdict = failed.length > 0 ? 'fail' : 'pass';
  const reasons = [
    ...failed,
    ...skipped,
    ...held.filter((each) => close.has(each)),
    ...held.filter((each) => !close.has(each)),
  ].map((result) => reasonOf(result, close.has(result)));
  return {
    verdict,
    rubberStamp: judged.champion === null && judged.rules.some(hasChange),
    rules: results,
    reasons,
    summary: summaryOf(failed, skipped.length, held.length),
  };
}

/** Where a rule is checked: all rows, a slice, or nowhere because the slice is not there. */
type Place =
  | {
      readonly slice: null;
      readonly challenger: Figures;
      readonly champion: Figures | null;
      readonly where: '';
    }
  | {
      readonly slice: string;
      readonly challenger: Figures;
      readonly champion: Figures | null;
      readonly where: string;
    }
  | { readonly slice: string; readonly absent: string };

function placesOf(rule: RuleConfig, { challenger, champion, slices }: Judged): Place[] {
  if (!rule.slice) return [{ slice: null, challenger, champion, where: '' }];
  const column = sliceSetName(rule.slice.column);
  const value = rule.slice.value === undefined ? undefined : sliceSetName(rule.slice.value);
  const named = (each: { column: string; value: string }) =>
    each.column === column && (value === undefined || each.value === value);
  const found = (slices?.slices ?? []).filter(named);
  if (found.length > 0) return found.map((each) => placeOf(each, champion !== null));
  const small = (slices?.small ?? []).filter(named);
  const slice = value === undefined ? column : sliceName({ column, value });
  return [{ slice, absent: absence(slice, value === undefined, small) }];
}

function absence(slice: string, wholeColumn: boolean, small: SlicesResult['small']): string {
  if (small.length === 0) return `No row is of the slice ${slice}, so the rule cannot hold.`;
  if (wholeColumn) return `No value of ${slice} has enough rows to be judged, so the rule cannot hold.`;
  return `The slice ${slice} has ${count(small[0]?.rows ?? 0)} rows, too few to be judged, so the rule cannot hold.`;
}

function placeOf(slice: Slice, hasChampion: boolean): Place {
  const name = sliceName(slice);
  return {
    slice: name,
    challenger: slice.challenger,
    // With a champion whose slice has no figures, change fails; only without one it is skipped.
    champion: hasChampion ? (slice.champion ?? {}) : null,
    where: `On ${name} (${count(slice.rows)} rows): `,
  };
}

function hasChange(rule: RuleConfig): boolean {
  return boundsOf(rule).some(({ kind }) => isChange(kind));
}

function resultsOf(rule: RuleConfig, place: Place, judged: Judged) {
  const bounds = boundsOf(rule);
  if (bounds.length === 0) {
    const sentence = sentenceOf(boundless(rule.metric));
    const text = `${rule.metric} without a bound${sliceText(rule)}`;
    return [
      { result: failure(ruleId(rule, null), rule.metric, text, place.slice, null, sentence), isClose: false },
    ];
  }
  return bounds.map((bound) => {
    const text = ruleText(rule, bound);
    if ('absent' in place) {
      const result = failure(
        ruleId(rule, bound),
        rule.metric,
        text,
        place.slice,
        finite(bound.bound),
        place.absent,
      );
      return { result, isClose: false };
    }
    const checked = checkedOf(rule.metric, bound, place, judged);
    const result: RuleResult = {
      id: ruleId(rule, bound),
      rule: text,
      metric: rule.metric,
      slice: place.slice,
      outcome: checked.check.outcome,
      measured: checked.measured,
      baseline: checked.baseline,
      bound: finite(bound.bound),
      sentence: sentenceOf(checked),
    };
    return { result, isClose: isClose(checked) };
  });
}

function checkedOf(
  metric: string,
  bound: Bound,
  place: Exclude<Place, { absent: string }>,
  judged: Judged,
): Checked {
  const check: Check = checkBound(metric, bound, place.challenger, place.champion);
  return {
    metric,
    bound,
    check,
    measured: own(place.challenger, metric),
    baseline: place.champion && own(place.champion, metric),
    baselineName: judged.baselineName ?? 'production',
    where: place.where,
    interval: judged.intervals?.get(metric),
  };
}

function boundless(metric: string): Checked {
  return {
    metric,
    bound: { kind: 'at-least', bound: Number.NaN },
    check: { outcome: 'fail', why: 'no-bound' },
    measured: null,
    baseline: null,
    baselineName: '',
    where: '',
  };
}

function failure(
  id: string,
  metric: string,
  rule: string,
  slice: string | null,
  bound: number | null,
  sentence: string,
): RuleResult {
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

function summaryOf(failed: readonly RuleResult[], skipped: number, held: number): string {
  const [first] = failed;
  if (first) {
    const others = failed.length - 1;
    const more = others > 0 ? ` ${others} more ${others > 1 ? 'checks' : 'check'} failed.` : '';
    return `Refused: ${first.sentence}${more}`;
  }
  const holding = held === 1 ? '1 check holds' : `${count(held)} checks hold`;
  if (skipped === 0) return `Accepted: ${held === 1 ? 'the one check holds' : `all ${holding}`}.`;
  return `Accepted without a champion to compare with: ${holding}, ${count(skipped)} skipped.`;
}

function own(figures: Figures, metric: string): number | null {
  return Object.hasOwn(figures, metric) ? finite(figures[metric] ?? null) : null;
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function count(rows: number): string {
  return rows.toLocaleString('en-US');
}
