import type { RobustnessTest } from '../../config/schema/gate-behaviour.ts';
import { METRICS } from '../metrics/metrics.ts';
import { figureTexts } from '../rules/figure-texts.ts';

/** The standard deviation of noise where nobody sets one, as a share of that of the training rows. */
export const NOISE_DEVIATIONS = 0.1;

/** What a test on damaged rows found, as far as a sentence needs it. */
export interface RobustnessFinding {
  readonly test: RobustnessTest;
  /** The features that were damaged. */
  readonly columns: readonly string[];
  readonly sound: number | null;
  readonly damaged: number | null;
  /** How much worse, in the metric's own direction; null where it cannot be told. */
  readonly worse: number | null;
  /** The same of the champion; null without one. */
  readonly championWorse: number | null;
  readonly baselineName: string;
  /** Why the model refused damaged rows, where it did. */
  readonly refusal: string | null;
}

/** One sentence, or a few, that a busy person understands without the config. */
export function robustnessSentence(finding: RobustnessFinding): string {
  const { test, columns, sound, damaged, worse, championWorse, baselineName, refusal } = finding;
  const title = METRICS.get(test.metric)?.title ?? test.metric;
  if (columns.length === 0) return `${nothingText(test)} so the rule about ${title} cannot hold.`;
  if (refusal !== null) {
    const cure = test.damage === 'missing' ? ' Put `impute` first in the transform of such features.' : '';
    return `${damageText(test, columns)}, the model refuses rows, so the rule about ${title} cannot hold: ${refusal}.${cure}`;
  }
  if (sound === null || damaged === null || worse === null) {
    const why = METRICS.get(test.metric)?.direction
      ? `${title} cannot be computed`
      : `it is not known which way ${title} is better`;
    return `${damageText(test, columns)}, ${why}, so the rule cannot hold.`;
  }
  const [is = '', was = ''] = figureTexts([damaged, sound]);
  // Told from 0 too: what is little is not nothing.
  const [amount = '', limit = ''] = figureTexts([Math.abs(worse), test['may-worsen'], 0]);
  const change = worse === 0 ? 'the same' : `${amount} ${worse > 0 ? 'worse' : 'better'}`;
  const sentence = `${damageText(test, columns)}, ${title} is ${is} instead of ${was}: ${change}; ${limit} worse is allowed.`;
  if (championWorse === null) return sentence;
  const [champion = ''] = figureTexts([Math.abs(championWorse), 0]);
  return `${sentence} In ${baselineName} it is ${champion} ${championWorse >= 0 ? 'worse' : 'better'}.`;
}

/** The text of the rule for records: `log_loss may worsen 0.02 with 10 % of the values missing`. */
export function robustnessText({ damage, metric, share, 'may-worsen': margin }: RobustnessTest): string {
  const what = { missing: 'missing', noise: 'noisy', 'out-of-range': 'out of range' }[damage];
  return `${metric} may worsen ${margin} with ${percent(share)} of the values ${what}`;
}

function damageText(
  { damage, share, deviations = NOISE_DEVIATIONS }: RobustnessTest,
  columns: readonly string[],
): string {
  const names = columns.map((column) => `\`${column}\``);
  const where = names.length <= 2 ? names.join(' and ') : `${names.length} features`;
  switch (damage) {
    case 'missing':
      return `With ${percent(share)} of the values of ${where} missing`;
    case 'noise':
      return `With noise of ${deviations} standard deviations on ${percent(share)} of the values of ${where}`;
    case 'out-of-range':
      return `With ${percent(share)} of the values of ${where} beyond what training saw`;
  }
}

function nothingText({ damage }: RobustnessTest): string {
  return damage === 'missing'
    ? 'The model refuses missing values in all of its features (put `impute` first in their transforms),'
    : 'No feature is a number that varies in training and could be damaged,';
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
}
