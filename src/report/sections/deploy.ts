import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Phrase, Section } from '../document.ts';
import { plural } from '../format.ts';

type Figures = EvidenceOf<'deploy'>['figures'];

/** What runs where now. */
export function deploySection(evidence: EvidenceOf<'deploy'>): Section {
  const { figures } = evidence;
  return {
    id: 'deploy',
    title: 'Deployment',
    outcome: evidence.verdict,
    summary: headline(figures, evidence.verdict === 'pass'),
    blocks: [
      {
        kind: 'list',
        ordered: false,
        items: [skewLine(figures), ...(figures.url ? [addressLine(figures.url)] : [])],
      },
      ...(evidence.verdict === 'pass'
        ? []
        : [
            { kind: 'list' as const, ordered: true, items: evidence.reasons.map(({ sentence }) => sentence) },
          ]),
    ],
  };
}

function headline({ action, environment, version, previous }: Figures, done: boolean): string {
  if (!done) return `${environment} was left as it was${previous ? `, at ${previous}` : ''}`;
  if (action === 'stop') return `${environment} was stopped`;
  const before = previous ? `, before it ${previous}` : '';
  return action === 'rollback'
    ? `${environment} was rolled back to ${version}${before}`
    : `${version} runs in ${environment}${before}`;
}

function skewLine({ skew }: Figures): Phrase {
  if (!skew) return 'Training–serving skew was not checked: the target gives no address to ask.';
  const { rows, maximumDifference, tolerance } = skew;
  return maximumDifference === null
    ? 'Training–serving skew: the answers could not be compared.'
    : `Training–serving skew: answers to ${plural(rows, 'held-out row')} differ from the evaluated predictions by at most ${maximumDifference.toExponential(1)}; ${tolerance} is allowed.`;
}

function addressLine(url: string): Phrase {
  return ['Address: ', { code: url }];
}
