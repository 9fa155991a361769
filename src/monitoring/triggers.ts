import { UserError } from '../system/errors.ts';

/** What a judged window says: `fail` is drift. */
export interface JudgedWindow {
  readonly from: number;
  readonly to: number;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
}

/** At least `drifted` of the last `windows` windows, and no sooner than `coolDown` after the last request. */
export interface RetrainRule {
  readonly drifted: number;
  readonly windows: number;
  /** Milliseconds of data time. */
  readonly coolDown: number;
}

export interface RetrainDecision {
  readonly retrain: boolean;
  /** A sentence for a person. */
  readonly because: string;
}

/** Reads `m of n`, such as `1 of 2`. Throws UserError for other text and for m above n. */
export function retrainRule(when: string, coolDown: number): RetrainRule {
  const [, drifted, windows] = /^([1-9]\d*) of ([1-9]\d*)$/.exec(when) ?? [];
  const rule = { drifted: Number(drifted), windows: Number(windows), coolDown };
  if (!(rule.drifted <= rule.windows)) {
    throw new UserError(`${JSON.stringify(when)} does not say when to retrain`, {
      hint: 'write `m of n`, such as `1 of 2`: at least m of the last n windows drifted',
    });
  }
  return rule;
}

/**
 * Whether to ask for retraining, from the complete windows in order and the end of the window that led to
 * the last request (milliseconds; undefined when there was none). The clock is the data's: the cool-down runs
 * from that end to the end of the newest window.
 */
export function decideRetrain(
  windows: readonly JudgedWindow[],
  rule: RetrainRule,
  lastRequest?: number | undefined,
): RetrainDecision {
  const newest = windows.at(-1);
  if (!newest) return { retrain: false, because: 'No window is complete yet.' };
  const recent = windows.slice(-rule.windows);
  const count = recent.filter(({ verdict }) => verdict === 'fail').length;
  const open = recent.filter(({ verdict }) => verdict === 'inconclusive').length;
  const found = `${count} of the last ${recent.length} ${recent.length === 1 ? 'window' : 'windows'} drifted`;
  const others = open > 0 ? ` (${open} inconclusive)` : '';
  if (count < rule.drifted) {
    return {
      retrain: false,
      because: `${found}${others}; retraining is asked for from ${rule.drifted} of ${rule.windows} on.`,
    };
  }
  const asked = `${found}${others}, and the rule is ${rule.drifted} of ${rule.windows}`;
  if (lastRequest !== undefined && newest.to <= lastRequest) {
    return {
      retrain: false,
      because: `${asked}, but retraining was already asked for with the data up to ${dayOf(lastRequest)}.`,
    };
  }
  if (lastRequest !== undefined && newest.to - lastRequest < rule.coolDown) {
    return {
      retrain: false,
      because: `${asked}, but the cool-down after the request of ${dayOf(lastRequest)} lasts until ${dayOf(lastRequest + rule.coolDown)}.`,
    };
  }
  return { retrain: true, because: `${asked}.` };
}

function dayOf(time: number): string {
  const iso = new Date(time).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
}
