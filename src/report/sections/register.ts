import type { EvidenceOf } from '../../evidence/schema.ts';
import type { Section } from '../document.ts';
import { shortDigest } from '../format.ts';
import { outcomeOf, reasonBlocks } from './reasons.ts';

/** Which version the package became. */
export function registerSection(evidence: EvidenceOf<'register'>): Section {
  const { version, created, registry, previous, location, package: digest } = evidence.figures;
  return {
    id: 'register',
    title: 'Version',
    outcome: outcomeOf(evidence),
    summary: created
      ? `${version} registered${previous ? `, after ${previous}` : ', the first one'}`
      : `the same content is ${version} already`,
    blocks: [
      ...reasonBlocks(evidence),
      {
        kind: 'paragraph',
        text: [
          'Package ',
          { code: shortDigest(digest) },
          ` in the ${registry} registry: `,
          { code: location },
          '.',
        ],
      },
    ],
  };
}
