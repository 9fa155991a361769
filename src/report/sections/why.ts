import type { EvidenceOf } from '../../evidence/schema.ts';
import { type Block, type Outcome, type Phrase, SIGNS } from '../document.ts';
import { count, plural, sentence } from '../format.ts';
import { policyWarnings } from './policy.ts';
import { isAboutChange } from './rules.ts';
import { loudestSlice } from './slices.ts';

type Evidence = EvidenceOf<'evaluate-gate'>;
type Reason = Evidence['reasons'][number];

/** More is not read by somebody who wants to know what happened. */
const MOST = 3;
/** More than these nobody reads at all; the table of slices has the rest. */
const MOST_FOLDED = 30;

/**
 * Why the gate decided so: the three most important reasons, the others folded. Of a model that did not pass those that
 * decided, where most of the loss sits, and what the model relies on more than before; of one that passed what should be
 * known of it.
 */
export function whyBlocks(evidence: Evidence): Block[] {
  const { verdict, warnings, figures } = evidence;
  const warned = [...policyWarnings(figures), ...warnings.map((warning) => signed('warn', warning))];
  return verdict === 'pass'
    ? [...firstRun(figures), ...listed('Worth knowing', false, [...known(evidence), ...warned])]
    : [
        ...listed('Why', true, reasonsOf(evidence)),
        ...nextStep(figures),
        ...listed('Warnings', false, warned),
      ];
}

/** What somebody can do about a model that did not pass. */
function nextStep({ rules, rows }: Evidence['figures']): Block[] {
  const ids = (wanted: string) => [
    ...new Set(rules.filter(({ outcome }) => outcome === wanted).map(({ id }) => id)),
  ];
  const [failed, open] = [ids('fail'), ids('inconclusive')];
  const needed = rules.map(({ outcome, certainty }) =>
    outcome === 'inconclusive' ? (certainty?.rowsNeeded ?? 0) : 0,
  );
  const most = Math.max(0, ...needed);
  if (failed.length === 0 && open.length === 0) return [];
  const isPolicy = rules.every(({ outcome, metric }) => !isOpen(outcome) || metric.startsWith('policy: '));
  const first = isPolicy
    ? ' take out of this change what also changes what is judged, and push again.'
    : failed.length > 0
      ? ' mend it and push again; the slices and the worst rows of the full report say where to look.'
      : most > rows
        ? ` judge it on more rows (a longer \`data.split.test\`): about ${count(Number(most.toPrecision(2)))} would decide it, there are ${count(rows)}.`
        : ' judge it on more rows (a longer `data.split.test`), or allow a wider margin.';
  const answered = [...failed, ...open];
  const [some, others] = [answered.slice(0, MOST), answered.length - MOST];
  return [
    {
      kind: 'paragraph',
      text: [
        { strong: 'What to do:' },
        first,
        ' Where it is wanted as it is, somebody can answer for it under `gate.overrides`, rule ',
        ...some.flatMap((id, index) => [index > 0 ? ', ' : '', { code: id }]),
        others > 0 ? ` and ${count(others)} more.` : '.',
      ],
    },
  ];
}

function isOpen(outcome: Outcome): boolean {
  return outcome === 'fail' || outcome === 'inconclusive';
}

/** Without a champion an acceptance says little, which must not be overlooked. */
function firstRun({ rubberStamp, rules }: Evidence['figures']): Block[] {
  if (!rubberStamp) return [];
  const skipped = rules.filter(({ outcome }) => outcome === 'skipped').length;
  return [
    {
      kind: 'paragraph',
      text: [
        { strong: 'First run:' },
        ` there was no champion to compare with, so ${plural(skipped, 'rule')} about change ${skipped === 1 ? 'was' : 'were'} skipped. The next challenger has to hold against this model.`,
      ],
    },
  ];
}

function reasonsOf({ reasons, verdict, figures }: Evidence): Phrase[] {
  const [first, second, ...others] = reasons.filter(({ outcome }) => outcome === verdict).map(told);
  const where = loudestSlice(figures);
  // Why it differs from the champion is no reason for what would be refused without one.
  const isChange = figures.rules.some((rule) => rule.outcome === verdict && isAboutChange(rule));
  const relied = isChange ? (figures.explanation?.sentences ?? []) : [];
  const rest = reasons
    .filter(({ outcome }) => outcome !== verdict && outcome !== 'pass')
    .map(({ outcome, sentence: text }) => signed(outcome, text));
  return [
    ...(first === undefined ? [] : [first]),
    // Where it was lost says more than a second rule about the same, but less than one that stands for itself.
    ...(where === undefined ? [] : [where]),
    ...(second === undefined ? [] : [second]),
    ...relied.slice(0, 1),
    ...others,
    ...relied.slice(1),
    ...rest,
  ];
}

function told({ sentence: text, outcome }: Reason): string {
  return outcome === 'fail' ? sentence(text) : signed(outcome, text);
}

/** What is not simply fine; rules that the table marks as skipped for want of a champion were told already. */
function known({ reasons, figures }: Evidence): Phrase[] {
  return reasons
    .filter(({ outcome }) => outcome !== 'pass' && !(outcome === 'skipped' && figures.rubberStamp))
    .map(({ outcome, sentence: text }) => signed(outcome, text));
}

function signed(outcome: Outcome, text: string): string {
  return `${SIGNS[outcome]} ${sentence(text)}`;
}

function listed(title: string, ordered: boolean, items: readonly Phrase[]): Block[] {
  if (items.length === 0) return [];
  const folded = items.slice(MOST);
  const left = folded.length - MOST_FOLDED;
  const inside = left > 0 ? [...folded.slice(0, MOST_FOLDED), `And ${left} more.`] : folded;
  return [
    { kind: 'heading', text: title },
    { kind: 'list', ordered, items: items.slice(0, MOST) },
    ...(folded.length === 0
      ? []
      : [
          {
            kind: 'details' as const,
            summary: plural(folded.length, 'more reason', 'more reasons'),
            blocks: [{ kind: 'list' as const, ordered: false, items: inside }],
          },
        ]),
  ];
}
