import { certaintyWords } from './certainty-words.ts';
import type { Decision } from './decision.ts';
import { figureTexts } from './figure-texts.ts';
import { type Place, smallText } from './places.ts';
import { type Bound, type DirectionOf, rounded } from './rules.ts';

/** How certain the difference challenger less champion is, on all rows. */
export interface Interval {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
}

/** What a sentence about one checked bound is made of. */
export interface Checked {
  readonly metric: string;
  /** What people call the metric, where it has such a name. */
  readonly title?: string | undefined;
  readonly bound: Bound;
  readonly decision: Decision;
  readonly measured: number | null;
  readonly baseline: number | null;
  /** What people call the champion, such as `production`. */
  readonly baselineName: string;
  readonly place: Pick<Place, 'where' | 'rows' | 'groups'>;
  readonly directionOf: DirectionOf;
  readonly interval?: Interval | undefined;
}

/** One sentence, or two, that a busy person understands without the table. */
export function sentenceOf(checked: Checked): string {
  const { decision, place, metric, title } = checked;
  const { check } = decision;
  const sentence = 'why' in check ? troubleSentence(checked, check.why) : comparisonSentence(checked);
  const whole = `${sentence}${groupsSentence(checked)}`;
  // The name of a metric that we have no title for stays as it is written.
  if (place.where || (title === undefined && whole.startsWith(metric))) return place.where + whole;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

function troubleSentence({ metric, title = metric, bound, baselineName }: Checked, why: string): string {
  switch (why) {
    case 'no-champion':
      return `there is no model in ${baselineName} to compare ${title} with, so this rule was skipped.`;
    case 'not-found':
      return `Metric not found: ${metric} is not among the figures of this task.`;
    case 'undefined':
      return `${title} could not be computed for the challenger, so the rule cannot hold.`;
    case 'baseline-undefined':
      return `${title} could not be computed for ${baselineName}, so the change cannot be judged.`;
    case 'baseline-zero':
      return `${title} of ${baselineName} is 0, so a relative change cannot be judged; use \`${bound.kind.replace('-relative', '')}\` instead.`;
    case 'no-direction':
      return `it is not known which way ${metric} is better, so a change of it cannot be judged; use \`at-least\` or \`at-most\`.`;
    default:
      return `the rule about ${title} has no finite bound, so it cannot hold; add \`at-least\`, \`at-most\`, \`may-worsen\` or \`must-improve\`.`;
  }
}

function comparisonSentence(checked: Checked): string {
  const { metric, title = metric, bound, decision, measured, baseline, baselineName } = checked;
  const { check } = decision;
  if (!('change' in check) || check.change === null || baseline === null) {
    const [value = '', limit = ''] = figureTexts([measured ?? Number.NaN, bound.bound]);
    if (bound.kind === 'at-least') {
      return check.outcome === 'pass'
        ? `${title} is ${value}; at least ${limit} is asked for.`
        : `${title} is ${value}, below the ${limit} that is asked for.`;
    }
    return check.outcome === 'pass'
      ? `${title} is ${value}; at most ${limit} is allowed.`
      : `${title} is ${value}, above the ${limit} that is allowed.`;
  }
  const relative = bound.kind.endsWith('-relative');
  const scale = relative ? 100 : 1;
  const unit = relative ? ' %' : '';
  const [figure = '', limit = ''] = figureTexts([Math.abs(check.change) * scale, bound.bound * scale]);
  // Beside a wide margin a small change would be written as no change.
  const amount = Number(figure) === 0 ? `less than ${figure.replace(/0$/, '1')}` : figure;
  const [now = '', before = ''] = figureTexts([measured ?? Number.NaN, baseline]);
  const change =
    check.change === 0
      ? `${title} is the same as in ${baselineName} (${now})`
      : `${title} is ${amount}${unit} ${check.change > 0 ? 'better' : 'worse'} than in ${baselineName} (${now} against ${before})`;
  const sentence = `${change}; ${askedWords(bound, `${limit}${unit}`)}`;
  if (decision.certainty || decision.uncertain) {
    const shares = relative ? { baseline, unit } : { baseline: 1, unit };
    return `${sentence}${certaintyWords(decision, bound, checked.place.rows, shares)}`;
  }
  return `${sentence}.${intervalSentence(checked)}`;
}

/** `0.010 worse is allowed`; of two bounds that must both be exceeded, the one that forgives more. */
function askedWords({ kind, relative }: Bound, limit: string): string {
  const mayWorsen = kind.startsWith('may-worsen');
  const way = mayWorsen ? 'worse' : 'better';
  const verb = mayWorsen ? 'is allowed' : 'is asked for';
  if (relative === undefined) return `${limit} ${way} ${verb}`;
  return `${limit} or ${rounded(relative * 100)} % ${way}, whichever is ${mayWorsen ? 'more' : 'less'}, ${verb}`;
}

/** Which groups the figure comes from, and which were left out; empty where groups are not compared. */
function groupsSentence({ place: { groups: compared }, decision }: Checked): string {
  if (!compared) return '';
  const known = compared.groups.flatMap(({ value, challenger }) =>
    challenger === null ? [] : [{ value, figure: challenger }],
  );
  const lowest = known.reduce((low, one) => (low && low.figure <= one.figure ? low : one), known[0]);
  const highest = known.reduce((high, one) => (high && high.figure >= one.figure ? high : one), known[0]);
  if (!lowest || !highest) return smallText(compared.small);
  const [low = '', high = ''] = figureTexts([lowest.figure, highest.figure]);
  const named = compared.ofTitle.charAt(0).toUpperCase() + compared.ofTitle.slice(1);
  const told =
    'why' in decision.check
      ? ''
      : ` ${named} is lowest for ${lowest.value} (${low}) and highest for ${highest.value} (${high}).`;
  return `${told}${smallText(compared.small)}`;
}

/** Whether the interval of the difference says the same as the figure; empty without one. */
function intervalSentence(checked: Checked): string {
  const { bound, interval, decision } = checked;
  const ends = isInPoints(checked) ? improvementEnds(checked) : null;
  if (!ends || !interval) return '';
  const level = `${rounded(interval.level * 100)} % interval`;
  const needed = bound.kind === 'may-worsen' ? -bound.bound : bound.bound;
  const [friendly = '', unfriendly = ''] = figureTexts([Math.abs(ends.friendly), Math.abs(ends.unfriendly)]);
  const side = (end: number) => (end >= 0 ? 'better' : 'worse');
  if (decision.outcome === 'fail') {
    return ends.friendly < needed
      ? ` This is certain: even the friendly end of the ${level}, ${friendly} ${side(ends.friendly)}, is not enough.`
      : ` The ${level} reaches from ${unfriendly} ${side(ends.unfriendly)} to ${friendly} ${side(ends.friendly)}, so more rows could show otherwise.`;
  }
  return ends.unfriendly < needed
    ? ` It is close: the unfriendly end of the ${level} is ${unfriendly} ${side(ends.unfriendly)}.`
    : '';
}

/** True where a bound on change holds by its figure alone, but not by the unfriendly end of the interval. */
export function isClose(checked: Checked): boolean {
  const { bound, decision } = checked;
  if (decision.outcome !== 'pass' || decision.certainty || !isInPoints(checked)) return false;
  const ends = improvementEnds(checked);
  return ends !== null && ends.unfriendly < (bound.kind === 'may-worsen' ? -bound.bound : bound.bound);
}

/** Whether the bound is in the unit of the interval, which is of all rows. */
function isInPoints({ bound, place }: Checked): boolean {
  const isPlain = bound.kind === 'may-worsen' || bound.kind === 'must-improve';
  return isPlain && bound.relative === undefined && place.where === '' && !place.groups;
}

/** The interval as improvement in the metric's own direction. */
function improvementEnds({ metric, interval, directionOf }: Checked) {
  if (!interval || interval.lower === null || interval.upper === null) return null;
  return directionOf(metric) === 'lower'
    ? { friendly: -interval.lower, unfriendly: -interval.upper }
    : { friendly: interval.upper, unfriendly: interval.lower };
}
