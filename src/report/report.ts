import type { Evidence, EvidenceOf, Stage } from '../evidence/schema.ts';
import { STAGES } from '../evidence/schema.ts';
import { type Outcome, type Phrase, plainText, type Report, type Section } from './document.ts';
import { count, plural, seconds, sentence, shortDigest } from './format.ts';
import { deploySection } from './sections/deploy.ts';
import type { DriftColumn } from './sections/drift-columns.ts';
import { evaluateGateSection } from './sections/evaluate-gate.ts';
import { lineageSection, spent } from './sections/lineage.ts';
import { levelText } from './sections/metrics.ts';
import { monitorDriftSection } from './sections/monitor-drift.ts';
import { registerSection } from './sections/register.ts';
import { trainSection } from './sections/train.ts';
import { validateDataSection } from './sections/validate-data.ts';

type SectionMaker<S extends Stage> = (evidence: EvidenceOf<S>, run: readonly Evidence[]) => Section;

const SECTIONS: { readonly [S in Stage]: SectionMaker<S> } = {
  'validate-data': (evidence, run) => validateDataSection(evidence, lastDrift(run)),
  train: trainSection,
  'evaluate-gate': evaluateGateSection,
  register: registerSection,
  deploy: deploySection,
  'monitor-drift': monitorDriftSection,
};

/** The stages whose verdict is the headline, the most telling first, where none failed. */
const TELLING: readonly Stage[] = [
  'evaluate-gate',
  'monitor-drift',
  'deploy',
  'register',
  'train',
  'validate-data',
];

/** What one stage has to say, beside the other stages of its run. */
export function sectionOf(evidence: Evidence, run: readonly Evidence[] = [evidence]): Section {
  return (SECTIONS[evidence.stage] as (given: Evidence, run: readonly Evidence[]) => Section)(evidence, run);
}

/** The columns of the last window that the run compared. */
function lastDrift(run: readonly Evidence[]): readonly DriftColumn[] {
  const windows = run.flatMap((one) => (one.stage === 'monitor-drift' ? one.figures.windows : []));
  return windows.at(-1)?.columns ?? [];
}

/** The report of the evidence of one run: the verdict first, then what decided it, then everything in order. */
export function reportOf(evidence: readonly Evidence[]): Report {
  const first = evidence[0];
  if (!first) throw new RangeError('a report needs evidence');
  const lead = leadOf(evidence);
  const inOrder = [...evidence].sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
  const sections = [lead, ...inOrder.filter((one) => one !== lead)].map((one) => sectionOf(one, inOrder));
  return {
    title: first.model,
    outcome: outcomeOf(lead),
    verdict: verdictOf(lead),
    headline: [headlineOf(lead), ...aftermath(lead, inOrder)].join(' '),
    sections: [...sections, lineageSection(inOrder)],
    footer: footerOf(inOrder),
  };
}

/** The evidence that decides: the first stage that did not pass, else the most telling one. */
function leadOf(evidence: readonly Evidence[]): Evidence {
  const stopped = STAGES.map((stage) =>
    evidence.find((one) => one.stage === stage && one.verdict !== 'pass'),
  ).find((one) => one && !(one.stage === 'monitor-drift' && evidence.length > 1));
  const telling = TELLING.map((stage) => evidence.find((one) => one.stage === stage)).find(Boolean);
  return stopped ?? telling ?? (evidence[0] as Evidence);
}

const WORDS: Readonly<Record<Stage, { readonly pass: string; readonly fail: string }>> = {
  'validate-data': { pass: 'data accepted', fail: 'data refused' },
  train: { pass: 'trained', fail: 'not trained' },
  'evaluate-gate': { pass: 'accepted', fail: 'refused' },
  register: { pass: 'registered', fail: 'not registered' },
  deploy: { pass: 'deployed', fail: 'not deployed' },
  'monitor-drift': { pass: 'no drift', fail: 'drifted' },
};

function verdictOf(lead: Evidence): string {
  if (lead.verdict === 'inconclusive') return 'not decided';
  if (lead.stage === 'deploy' && lead.verdict === 'pass') {
    return { deploy: 'deployed', rollback: 'rolled back', stop: 'stopped' }[lead.figures.action];
  }
  return WORDS[lead.stage][lead.verdict];
}

/** Drift is news, not a failure of somebody's work. */
function outcomeOf({ stage, verdict }: Evidence): Outcome {
  return stage === 'monitor-drift' && verdict === 'fail' ? 'warn' : verdict;
}

function headlineOf(lead: Evidence): string {
  const { reasons, verdict } = lead;
  const deciding = reasons.filter(({ outcome }) => outcome === verdict);
  const first = deciding[0] ?? reasons.find(({ outcome }) => outcome !== 'pass') ?? reasons[0];
  if (verdict === 'pass' && lead.stage === 'evaluate-gate') return acceptedText(lead);
  if (verdict === 'pass' && lead.stage === 'validate-data') return summaryText(lead);
  if (lead.stage === 'monitor-drift' && verdict !== 'inconclusive') return summaryText(lead);
  if (!first) return summaryText(lead);
  const others = verdict === 'pass' ? 0 : deciding.length - 1;
  const more = others > 0 ? ` ${plural(others, 'more check')} failed.` : '';
  return opening(sentence(first.sentence)) + (verdict === 'fail' ? more : '');
}

/** What came after a verdict that let the loop go on. */
function aftermath(lead: Evidence, evidence: readonly Evidence[]): string[] {
  if (lead.stage !== 'evaluate-gate' || lead.verdict !== 'pass') return [];
  return evidence.flatMap((one) => {
    if (one.stage === 'register') {
      return [
        one.figures.created ? `It is ${one.figures.version} now.` : `It is ${one.figures.version} already.`,
      ];
    }
    if (one.stage === 'deploy') return [summaryText(one)];
    if (one.stage === 'monitor-drift') return [`Drift: ${summaryText(one)}`];
    return [];
  });
}

function summaryText(evidence: Evidence): string {
  return sentence(plainText(sectionOf(evidence).summary));
}

/** What an accepted model has to show: how many rules hold, and what is close, was overridden or was skipped. */
function acceptedText({ reasons, figures }: EvidenceOf<'evaluate-gate'>): string {
  const of = (wanted: string) => reasons.filter(({ outcome }) => outcome === wanted).length;
  const [held, close, skipped] = [of('pass') + of('warn'), of('warn'), of('skipped')];
  const [overridden, open] = [of('overridden'), of('inconclusive')];
  const answering = [...new Set((figures.overrides ?? []).filter(isUsed(figures)).map(({ by }) => by))];
  const against = figures.champion?.version ? ` against ${figures.champion.version}` : '';
  const all =
    overridden + open > 0 ? `${plural(held, 'check')} ${held === 1 ? 'holds' : 'hold'}` : allOf(held);
  return [
    `${all}${against}${certaintyOf(figures)}`,
    ...(close > 0 ? [`${close} of them closely`] : []),
    ...(overridden > 0
      ? [
          `${plural(overridden, 'check')} did not and ${overridden === 1 ? 'was' : 'were'} overridden by ${listed(answering)}`,
        ]
      : []),
    ...(open > 0 ? [`${plural(open, 'check')} could not be decided, which this gate lets pass`] : []),
    ...(skipped > 0 ? [`${plural(skipped, 'check')} skipped, for there is no champion yet`] : []),
  ]
    .join('; ')
    .concat('.');
}

/** How many of the rules hold for certain, where the gate asks how sure it is. */
function certaintyOf({ certainty, rules }: GateFigures): string {
  const sure = rules.filter((rule) => rule.certainty && rule.outcome === 'pass').length;
  return certainty && sure > 0 ? `, ${count(sure)} of them with ${levelText(certainty.level)} certainty` : '';
}

type GateFigures = EvidenceOf<'evaluate-gate'>['figures'];

function isUsed({ rules }: GateFigures) {
  const used = new Set(rules.flatMap(({ override }) => override?.rule ?? []));
  return ({ rule }: { readonly rule: string }) => used.has(rule);
}

function listed(names: readonly string[]): string {
  const [first = 'somebody', ...others] = names;
  return others.length === 0 ? first : `${first} and ${plural(others.length, 'other')}`;
}

function allOf(held: number): string {
  if (held <= 1) return held === 1 ? 'The one check holds' : 'No check failed';
  return held === 2 ? 'Both checks hold' : `All ${plural(held, 'check')} hold`;
}

/** The first sentence of a reason, without how certain it is; the section has the rest. */
function opening(text: string): string {
  const first = text.split(/(?<=[.?!]) (?=\p{Lu})/u)[0] ?? text;
  return first.replace(/, and it is certain at [\d.]+ % that [^.]*\.$/, '.');
}

function footerOf(evidence: readonly Evidence[]): Phrase[] {
  const { run, machine } = evidence.at(-1) as Evidence;
  const took = evidence.reduce((sum, { started, finished }) => sum + spent(started, finished), 0);
  const inputs = evidence.flatMap((one) => Object.entries(one.inputs));
  const data =
    inputs.find(([role]) => role === 'dataset:view') ?? inputs.find(([role]) => role.startsWith('dataset:'));
  return [
    ['run ', { code: run.id }],
    ...(run.commit
      ? [['commit ', { code: run.commit.slice(0, 7) }, run.dirty ? ' with local changes' : '']]
      : []),
    ...(data ? [['data ', { code: shortDigest(data[1]) }]] : []),
    ['config ', { code: shortDigest(run.config) }],
    `${seconds(took)} on ${plural(machine.cores, 'core')}${machine.gpu ? ` and ${machine.gpu}` : ''}`,
  ];
}
