import type { RecordedOverride } from '../../evidence/gate-rules.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, inlinesOf, type Phrase, SIGNS } from '../document.ts';
import { sentence, shortDigest } from '../format.ts';

type Figures = EvidenceOf<'evaluate-gate'>['figures'];

/** What must be known before the rules are believed: that they are others than those of the working tree, or of the champion. */
export function policyWarnings({ policy }: Figures): Phrase[] {
  if (!policy) return [];
  return [
    ...(policy.sameAsWorkingTree === false
      ? [
          [
            `${SIGNS.warn} The rules of this change are not the ones that judged it: those of `,
            { code: policy.from },
            ' did.',
          ],
        ]
      : []),
    ...(policy.champions !== null && policy.champions !== policy.digest
      ? [`${SIGNS.info} The champion was admitted by other rules than these.`]
      : []),
  ];
}

/** Who answers for which rule, until when; shown as long as it is recorded. */
export function overrideBlocks({ overrides = [], rules }: Figures): Block[] {
  if (overrides.length === 0) return [];
  return [
    { kind: 'heading', text: 'Overrides' },
    {
      kind: 'table',
      columns: [
        { title: '' },
        { title: 'rule' },
        { title: 'who answers for it' },
        { title: 'why' },
        { title: 'until', align: 'right' },
      ],
      rows: overrides.map((one) => [
        stateOf(one, rules),
        ruleOf(one, rules),
        one.by,
        sentence(one.reason),
        one.until,
      ]),
      sentences: overrides.map(
        (one): Phrase => [
          stateOf(one, rules),
          ', until ',
          one.until,
          ': ',
          ...inlinesOf(ruleOf(one, rules)),
          ` (${one.by}: ${one.reason})`,
        ],
      ),
    },
  ];
}

function stateOf({ active, rule }: RecordedOverride, rules: Figures['rules']): string {
  if (!rules.some(({ id }) => id === rule)) return `${SIGNS.warn} no such rule`;
  if (!active) return `${SIGNS.skipped} over`;
  return rules.some(({ id, outcome }) => id === rule && outcome === 'overridden')
    ? `${SIGNS.overridden} in use`
    : `${SIGNS.skipped} not needed`;
}

function ruleOf({ rule }: RecordedOverride, rules: Figures['rules']): Phrase {
  const known = rules.find(({ id }) => id === rule);
  return [{ code: rule }, ...(known ? [` ${known.rule}`] : [])];
}

/** Where the rules come from, and the name of each, by which it can be overridden. */
export function policyDetails({ policy, rules }: Figures): Block[] {
  if (rules.length === 0) return [];
  const names = new Map(rules.map(({ id, rule }) => [id, rule]));
  return [
    {
      kind: 'details',
      summary: policy
        ? ['The rules, read from ', { code: policy.from }, ', digest ', { code: shortDigest(policy.digest) }]
        : 'The rules',
      inComment: false,
      blocks: [
        {
          kind: 'table',
          columns: [{ title: 'id' }, { title: 'rule' }],
          rows: [...names].map(([id, rule]) => [{ code: id }, rule]),
        },
        {
          kind: 'paragraph',
          text: 'An entry under `gate.overrides` with the id of a rule lets a model pass it for a while: it names who answers for that, why, and the last day.',
        },
      ],
    },
  ];
}
