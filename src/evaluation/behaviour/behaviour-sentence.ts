import type { BehaviourTest } from '../../config/schema/gate-behaviour.ts';
import { figureTexts } from '../rules/figure-texts.ts';
import { count, listed } from '../rules/phrases.ts';
import { type Breach, worstBreaches } from './behaviour.ts';

/** What a test of behaviour found, as far as a sentence needs it. */
export interface BehaviourFinding {
  readonly test: BehaviourTest;
  /** Rows that were asked. */
  readonly rows: number;
  readonly breaches: readonly Breach[];
  /** Rows that the champion broke; null without one. */
  readonly championBroken: number | null;
  /** What people call the champion: `production`. */
  readonly baselineName: string;
  /** Why the model refused rows, where it did. */
  readonly refusal: string | null;
  /** What a model gives: `score`, or of a regression `prediction`. */
  readonly what: 'score' | 'prediction';
}

/** One sentence, or a few, that a busy person understands without the config. */
export function behaviourSentence(finding: BehaviourFinding): string {
  const { test, rows, breaches, refusal } = finding;
  if (rows === 0) return `${test.name}: there is no row to ask, so the test cannot hold. ${whyNoRow(test)}`;
  const failed = breaches.length / rows > test['at-most'];
  return [
    `${test.name}: ${brokenText(finding)} ${deedText(test)}${allowedText(finding)}${worstText(finding)}.`,
    ...(refusal !== null ? [`The model refused rows: ${refusal}.`] : []),
    ...(failed ? [championText(finding)] : []),
    ...(failed && test.test === 'golden'
      ? ['If the change is meant, write the file again with `mlops golden`.']
      : []),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** The text of a test for records: `invariance of carrier`. */
export function behaviourText(test: BehaviourTest): string {
  const columns = (changes: Readonly<Record<string, unknown>>) => Object.keys(changes).join(', ');
  switch (test.test) {
    case 'invariance':
      return `scores do not depend on ${columns(test.set)}`;
    case 'direction':
      return `scores are ${test.expect} when ${columns(test.add)} changes`;
    case 'minimum':
      return `rows where ${test.where} are answered rightly`;
    case 'golden':
      return `the scores of ${test.rows} do not change`;
  }
}

function whyNoRow(test: BehaviourTest): string {
  if (test.test === 'golden') return `The file \`${test.rows}\` has no rows.`;
  const where = test.where === undefined ? '' : ` of those where \`${test.where}\``;
  if (test.test === 'minimum') return `No held-out row fulfils \`${test.where}\`.`;
  return `No held-out row${where} is changed by it.`;
}

/** `214 of 9,000 scores`, `none of 9,000 scores`. */
function brokenText({ breaches, rows, what }: BehaviourFinding): string {
  const all = `${count(rows)} ${what}${rows === 1 ? '' : 's'}`;
  return breaches.length === 0 ? `none of ${all}` : `${count(breaches.length)} of ${all}`;
}

/** What they did that they must not do. */
function deedText(test: BehaviourTest): string {
  switch (test.test) {
    case 'invariance':
      return `moved by more than ${test.within} when ${listed(
        Object.entries(test.set).map(([column, value]) =>
          value === null ? `\`${column}\` was emptied` : `\`${column}\` was set to ${value}`,
        ),
      )}`;
    case 'direction': {
      const deed = test.expect === 'not-lower' ? 'fell' : 'rose';
      const by = test.within > 0 ? ` by more than ${test.within}` : '';
      return `${deed}${by} when ${listed(
        Object.entries(test.add).map(([column, amount]) =>
          amount < 0 ? `${-amount} was taken from \`${column}\`` : `${amount} was added to \`${column}\``,
        ),
      )}`;
    }
    case 'minimum': {
      const { class: name, 'score-at-least': least, 'score-at-most': most } = test;
      const wrong = [
        ...(name === undefined ? [] : [`not of class ${name}`]),
        ...(least === undefined ? [] : [`below ${least}`]),
        ...(most === undefined ? [] : [`above ${most}`]),
      ];
      return `where \`${test.where}\` are ${wrong.join(' or ')}`;
    }
    case 'golden':
      return `of \`${test.rows}\` changed by more than ${test.within}`;
  }
}

function allowedText({ test, rows, breaches }: BehaviourFinding): string {
  const allowed = test['at-most'];
  if (allowed === 0 || breaches.length === 0) return '';
  const [share = '', limit = ''] = figureTexts([(100 * breaches.length) / rows, 100 * allowed]);
  return ` (${share} %; ${limit} % may)`;
}

function worstText({ breaches, test }: BehaviourFinding): string {
  const [worst] = worstBreaches(
    breaches.filter(({ after }) => after !== null),
    1,
  );
  if (!worst || worst.after === null) return '';
  if (worst.before === null) return `; the worst is ${figureTexts([worst.after])[0]}`;
  const [before, after] = figureTexts([worst.before, worst.after]);
  return test.test === 'golden'
    ? `; the worst was ${before} and is ${after}`
    : `; the worst moved from ${before} to ${after}`;
}

function championText({ championBroken, baselineName, rows }: BehaviourFinding): string {
  if (championBroken === null) return '';
  return championBroken === 0
    ? `In ${baselineName} none does.`
    : `In ${baselineName} it is ${count(championBroken)} of ${count(rows)}.`;
}
