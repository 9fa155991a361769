import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Phrase, Section } from '../document.ts';
import { figure, plural, setting } from '../format.ts';
import { outcomeOf, reasonBlocks } from './reasons.ts';

type Evidence = EvidenceOf<'deploy'>;
type Figures = Evidence['figures'];

/** What runs where now. */
export function deploySection(evidence: Evidence): Section {
  const { figures } = evidence;
  return {
    id: 'deploy',
    title: 'Deployment',
    outcome: outcomeOf(evidence),
    summary: stateOf(figures, evidence.verdict === 'pass'),
    blocks: [...reasonBlocks(evidence), { kind: 'list', ordered: false, items: factsOf(figures) }],
  };
}

function stateOf({ action, environment, version, previous }: Figures, done: boolean): string {
  if (!done) return `${environment} was left as it was${previous ? `, at ${previous}` : ''}`;
  if (action === 'stop') return `${environment} was stopped`;
  const before = previous ? `, before it ${previous}` : '';
  return action === 'rollback'
    ? `${environment} was rolled back to ${version}${before}`
    : `${version} runs in ${environment}${before}`;
}

function factsOf({ action, target, url, skew }: Figures): Phrase[] {
  return [
    `Target: ${target}.`,
    ...(url ? [['Address: ', { code: url }]] : []),
    ...(action === 'deploy' ? [skewText(skew)] : []),
  ];
}

function skewText(skew: Figures['skew']): string {
  if (!skew) return 'Training-serving skew was not checked: there was nothing to compare with.';
  const { rows, maximumDifference, tolerance } = skew;
  return maximumDifference === null
    ? 'Training-serving skew: the answers could not be compared.'
    : `Training-serving skew: the answers to ${plural(rows, 'held-out row')} differ from the evaluated predictions by ${figure(maximumDifference)} at most; ${setting(tolerance)} is allowed.`;
}
