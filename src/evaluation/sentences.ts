import { METRICS } from './metrics.ts';
import { type Bound, type Check, rounded } from './rules.ts';

/** How certain the difference challenger less champion is, on all rows. */
export interface Interval {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
}

/** What a sentence about one checked bound is made of. */
export interface Checked {
  readonly metric: string;
  readonly bound: Bound;
  readonly check: Check;
  readonly measured: number | null;
  readonly baseline: number | null;
  /** What people call the champion, such as `production`. */
  readonly baselineName: string;
  /** Set before the sentence: `On origin = EWR (4,861 rows): `. */
  readonly where: string;
  readonly interval?: Interval | undefined;
}

/** One sentence, or two, that a busy person understands without the table. */
export function sentenceOf(checked: Checked): string {
  const { check, where } = checked;
  const sentence = 'why' in check ? troubleSentence(checked, check.why) : comparisonSentence(checked);
  // The name of a metric that we have no title for stays as it is written.
  if (where || (!METRICS.has(checked.metric) && sentence.startsWith(checked.metric))) return where + sentence;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function troubleSentence({ metric, bound, baselineName }: Checked, why: string): string {
  const title = titleOf(metric);
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
  const { metric, bound, check, measured, baseline, baselineName } = checked;
  const title = titleOf(metric);
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
  const [amount = '', limit = ''] = figureTexts([Math.abs(check.change) * scale, bound.bound * scale]);
  const [now = '', before = ''] = figureTexts([measured ?? Number.NaN, baseline]);
  const change =
    check.change === 0
      ? `${title} is the same as in ${baselineName} (${now})`
      : `${title} is ${amount}${unit} ${check.change > 0 ? 'better' : 'worse'} than in ${baselineName} (${now} against ${before})`;
  const asked = bound.kind.startsWith('may-worsen')
    ? `${limit}${unit} worse is allowed`
    : `${limit}${unit} better is asked for`;
  return `${change}; ${asked}.${certaintySentence(checked, check)}`;
}

/** Whether the interval of the difference says the same as the figure; empty without one. */
function certaintySentence({ metric, bound, interval, where }: Checked, check: Check): string {
  const ends = where || bound.kind.endsWith('-relative') ? null : improvementEnds(metric, interval);
  if (!ends || !interval) return '';
  const level = `${rounded(interval.level * 100)} % interval`;
  const needed = bound.kind === 'may-worsen' ? -bound.bound : bound.bound;
  const [friendly = '', unfriendly = ''] = figureTexts([Math.abs(ends.friendly), Math.abs(ends.unfriendly)]);
  const side = (end: number) => (end >= 0 ? 'better' : 'worse');
  if (check.outcome === 'fail') {
    return ends.friendly < needed
      ? ` This is certain: even the friendly end of the ${level}, ${friendly} ${side(ends.friendly)}, is not enough.`
      : ` The ${level} reaches from ${unfriendly} ${side(ends.unfriendly)} to ${friendly} ${side(ends.friendly)}, so more rows could show otherwise.`;
  }
  return ends.unfriendly < needed
    ? ` It is close: the unfriendly end of the ${level} is ${unfriendly} ${side(ends.unfriendly)}.`
    : '';
}

/** True where a bound on change holds by its figure, but not by the unfriendly end of the interval. */
export function isClose({ metric, bound, check, interval, where }: Checked): boolean {
  if (check.outcome !== 'pass' || where || !['may-worsen', 'must-improve'].includes(bound.kind)) return false;
  const ends = improvementEnds(metric, interval);
  return ends !== null && ends.unfriendly < (bound.kind === 'may-worsen' ? -bound.bound : bound.bound);
}

/** The interval as improvement in the metric's own direction. */
function improvementEnds(metric: string, interval: Interval | undefined) {
  if (!interval || interval.lower === null || interval.upper === null) return null;
  return METRICS.get(metric)?.direction === 'lower'
    ? { friendly: -interval.lower, unfriendly: -interval.upper }
    : { friendly: interval.upper, unfriendly: interval.lower };
}

function titleOf(metric: string): string {
  return METRICS.get(metric)?.title ?? metric;
}

/**
 * Figures that stand beside each other in a sentence, with as many decimals as it takes to tell them apart
 * (three where all are within 1, else three significant digits at least).
 */
export function figureTexts(values: readonly number[]): string[] {
  const finite = values.filter(Number.isFinite);
  const greatest = Math.max(0, ...finite.map(Math.abs));
  const magnitude = greatest > 0 ? Math.floor(Math.log10(greatest)) : 0;
  let decimals = greatest > 1 ? Math.max(0, 2 - magnitude) : Math.min(12, Math.max(3, 1 - magnitude));
  const different = new Set(finite.map((value) => rounded(value, greatest))).size;
  let texts = textsWith(values, decimals);
  while (decimals < 12 && new Set(texts).size < different) texts = textsWith(values, ++decimals);
  return texts;
}

function textsWith(values: readonly number[], decimals: number): string[] {
  const format = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return values.map((value) => format.format(value === 0 ? 0 : value));
}
