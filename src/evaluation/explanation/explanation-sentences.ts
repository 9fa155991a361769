import type { Explanation } from '../../evidence/gate-explanation.ts';
import { METRICS } from '../metrics/metrics.ts';
import { figureTexts } from '../rules/figure-texts.ts';
import { listed } from '../rules/phrases.ts';
import type { ErrorTree } from './error-tree.ts';
import { mergedConditions } from './explained-columns.ts';
import { byInterest, type FeatureImportance, greatestOf, hasMoved, isRelied } from './importance.ts';

/** What the sentences of an explanation are made of. */
export interface Explained {
  readonly metric: string;
  readonly importance: readonly FeatureImportance[];
  /** The features that each model takes; null without a champion. */
  readonly takes: {
    readonly challenger: ReadonlySet<string>;
    readonly champion: ReadonlySet<string> | null;
  };
  readonly dependence: Explanation['dependence'];
  /** What the models give: `score`, or `prediction` of regression. */
  readonly gives: string;
  readonly tree: ErrorTree | null;
  /** A sentence on calibration, where it changed. */
  readonly calibration: string | null;
}

const MOST = 5;
const MOST_FEATURES = 3;

/** Complete sentences on why a challenger differs from the champion, the most important first. */
export function explanationSentences(explained: Explained): string[] {
  const { tree, calibration } = explained;
  const [reliance, ...further] = relianceSentences(explained);
  return [
    tree && treeSentence(tree),
    reliance,
    calibration,
    ...further,
    dependenceSentence(explained),
    tree && spreadSentence(tree),
  ]
    .filter((sentence) => typeof sentence === 'string')
    .slice(0, MOST);
}

/** A node is worth a sentence where chance alone would seldom find one like it, and where it is telling. */
const CHANCE = 0.05;
const TELLING = { times: 1.5, more: 0.05 };

function treeSentence(tree: ErrorTree): string | null {
  const { worst, nodes, pValue, explains, unit } = tree;
  const root = nodes[0];
  if (!worst || !root || pValue > CHANCE) return null;
  const share = worst.rows / root.rows;
  const isTelling = worst.coverage >= Math.max(TELLING.times * share, share + TELLING.more);
  if (!isTelling || worst.mean <= 0) return null;
  const where = mergedConditions(worst.conditions).map(({ column, says }) => `\`${column}\` ${says}`);
  const lies = `in ${wholePercent(share)} of the rows: ${listed(where)}`;
  const elsewhere = (root.mean * root.rows - worst.mean * worst.rows) / (root.rows - worst.rows);
  if (explains === 'error') {
    const what = unit === 'wrong' ? 'of the wrong predictions lie' : 'of all absolute errors lies';
    const [there = '', rest = ''] =
      unit === 'wrong' ? [worst.mean, elsewhere].map(wholePercent) : figureTexts([worst.mean, elsewhere]);
    const means = unit === 'wrong' ? `${there} are wrong there` : `the mean is ${there} there`;
    return `${wholePercent(worst.coverage)} ${what} ${lies} (${means}, ${rest} elsewhere).`;
  }
  const [there = '', rest = ''] = figureTexts([worst.mean, Math.abs(elsewhere)]);
  const title = { wrong: 'share of wrong rows', 'log-loss': 'log loss', 'absolute-error': 'absolute error' }[
    unit
  ];
  return (
    `${wholePercent(worst.coverage)} of what was lost to the champion lies ${lies} ` +
    `(${title} ${there} worse a row there, ${rest} ${elsewhere > 0 ? 'worse' : 'better'} elsewhere).`
  );
}

/** Said where the challenger lost, and no part of the data tells where. */
function spreadSentence(tree: ErrorTree): string | null {
  const [root] = tree.nodes;
  if (tree.explains === 'error' || !root || root.mean <= 0 || tree.pValue <= CHANCE) return null;
  return 'What was lost to the champion is spread over all rows: no part of them stands out beyond chance.';
}

function relianceSentences({ importance, metric, takes }: Explained): string[] {
  if (importance.length === 0) return [];
  const title = METRICS.get(metric)?.title ?? metric;
  const greatest = greatestOf(importance);
  const ranked = byInterest(importance);
  if (!takes.champion) return [mostReliedOn(importance, title, 'The model')];
  const moved = ranked.filter((one) => hasMoved(one, greatest)).slice(0, MOST_FEATURES);
  if (moved.length === 0) return [mostReliedOn(importance, title, 'As the champion did, the challenger')];
  return moved.flatMap((one) => movedSentence(one, title, takes) ?? []);
}

function mostReliedOn(importance: readonly FeatureImportance[], title: string, who: string): string {
  const relied = [...importance]
    .filter(({ challenger }) => isRelied(challenger))
    .sort((a, b) => b.challenger.mean - a.challenger.mean)
    .slice(0, MOST_FEATURES);
  const [first, ...others] = relied;
  if (!first) return `No feature alone matters for ${title} beyond noise.`;
  const texts = figureTexts(relied.map(({ challenger }) => challenger.mean));
  const then = others.map(({ feature }, index) => `\`${feature}\` (${texts[index + 1]})`);
  const rest = then.length > 0 ? `, then on ${listed(then)}` : '';
  return `${who} relies most on \`${first.feature}\` (shuffled, it costs ${texts[0]} of ${title})${rest}.`;
}

/** From here on a ratio says more than the two figures. */
const TIMES = 1.5;

function movedSentence(
  { feature, challenger, champion }: FeatureImportance,
  title: string,
  takes: Explained['takes'],
): string | null {
  if (!champion) return null;
  const [now = '', before = ''] = figureTexts([challenger.mean, champion.mean]);
  const name = `\`${feature}\``;
  if (!isRelied(challenger)) {
    if (!isRelied(champion)) return null;
    const verb = takes.challenger.has(feature) ? 'hardly uses' : 'does not take';
    return `The challenger ${verb} ${name} any more, which was worth ${before} of ${title} to the champion.`;
  }
  const costs = `shuffled, it costs ${now} of ${title}`;
  if (!isRelied(champion)) {
    const verb = takes.champion?.has(feature) ? 'hardly used' : 'does not take';
    return `The challenger relies on ${name}, which the champion ${verb}: ${costs}.`;
  }
  const more = challenger.mean > champion.mean;
  const ratio = more ? challenger.mean / champion.mean : champion.mean / challenger.mean;
  const degree = ratio >= TIMES ? `${times(ratio)} ` : '';
  return `The challenger relies on ${name} ${degree}${more ? 'more' : 'less'} than the champion: ${costs}, against ${before}.`;
}

function times(ratio: number): string {
  if (ratio > 10) return 'more than 10×';
  return `about ${ratio >= 3 ? Math.round(ratio) : Number(ratio.toFixed(1))}×`;
}

/** The ranges of two curves must differ by this share of the wider one to be told apart in words. */
const OTHER_SHAPE = 0.25;

/** How the models answer to the first feature whose effect differs; null where none does. */
function dependenceSentence({ dependence, gives }: Explained): string | null {
  for (const { feature, grid, challenger, champion, class: of } of dependence) {
    if (!champion || grid.length < 2) continue;
    const [now, before] = [rangeOf(challenger), rangeOf(champion)];
    if (Math.abs(now.width - before.width) < OTHER_SHAPE * Math.max(now.width, before.width)) continue;
    const wider = now.width > before.width ? now : before;
    const [low, high] = [wider.lowest, wider.highest].sort((a, b) => a - b) as [number, number];
    const values = [challenger[low], challenger[high], champion[low], champion[high]] as number[];
    const [a = '', b = '', c = '', d = ''] = figureTexts(values);
    const what = of === undefined ? `mean ${gives}` : `mean probability of ${of}`;
    const isNumber = typeof grid[low] === 'number';
    const [from, to] = [valueText(grid[low]), valueText(grid[high])];
    const where = isNumber
      ? `From \`${feature}\` = ${from} to ${to}`
      : `Between \`${feature}\` = ${from} and ${to}`;
    return `${where} the ${what} of the challenger ${moveText(a, b)}, that of the champion ${moveText(c, d)}.`;
  }
  return null;
}

function moveText(from: string, to: string): string {
  return from === to ? `stays at ${from}` : `goes from ${from} to ${to}`;
}

function rangeOf(curve: readonly number[]) {
  const lowest = curve.reduce((best, value, at) => (value < (curve[best] as number) ? at : best), 0);
  const highest = curve.reduce((best, value, at) => (value > (curve[best] as number) ? at : best), 0);
  return { lowest, highest, width: (curve[highest] as number) - (curve[lowest] as number) };
}

function valueText(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value);
}

function wholePercent(share: number): string {
  const percent = share * 100;
  return `${percent >= 1 || percent === 0 ? Math.round(percent) : Number(percent.toPrecision(1))} %`;
}
