import type { Evidence, EvidenceOf, Stage } from '../evidence/schema.ts';
import { STAGES } from '../evidence/schema.ts';
import type { Outcome, Phrase, Report, Section } from './document.ts';
import { seconds, shortDigest } from './format.ts';
import { deploySection } from './sections/deploy.ts';
import { evaluateGateSection } from './sections/evaluate-gate.ts';
import { monitorDriftSection } from './sections/monitor-drift.ts';
import { registerSection } from './sections/register.ts';
import { trainSection } from './sections/train.ts';
import { validateDataSection } from './sections/validate-data.ts';

const SECTIONS: { readonly [S in Stage]: (evidence: EvidenceOf<S>) => Section } = {
  'validate-data': validateDataSection,
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

/** The report of the evidence of one run: the verdict first, then the gate, then everything in order. */
export function reportOf(evidence: readonly Evidence[]): Report {
  const first = evidence[0];
  if (!first) throw new RangeError('a report needs evidence');
  const lead = leadOf(evidence);
  const section = (one: Evidence) => (SECTIONS[one.stage] as (given: Evidence) => Section)(one);
  const order = (stage: Stage) => (stage === lead.stage ? -1 : STAGES.indexOf(stage));
  const sections = [...evidence].sort((a, b) => order(a.stage) - order(b.stage)).map(section);
  const outcome: Outcome = lead.verdict;
  return { title: first.model, outcome, headline: headlineOf(lead), sections, footer: footerOf(evidence) };
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
  'validate-data': { pass: 'the data keep their contract', fail: 'the data break their contract' },
  train: { pass: 'trained', fail: 'not trained' },
  'evaluate-gate': { pass: 'accepted', fail: 'refused' },
  register: { pass: 'registered', fail: 'not registered' },
  deploy: { pass: 'deployed', fail: 'not deployed' },
  'monitor-drift': { pass: 'no drift', fail: 'drifted' },
};

function headlineOf(lead: Evidence): string {
  const word = lead.verdict === 'inconclusive' ? 'not decided' : WORDS[lead.stage][lead.verdict];
  const reason =
    lead.reasons.find(({ outcome }) => outcome === lead.verdict) ??
    lead.reasons.find(({ outcome }) => outcome !== 'pass') ??
    lead.reasons[0];
  return reason ? `${word}. ${reason.sentence}` : `${word}.`;
}

function footerOf(evidence: readonly Evidence[]): Phrase[] {
  const last = evidence.at(-1) as Evidence;
  const { run, machine } = last;
  const spent = evidence.reduce(
    (sum, one) => sum + (Date.parse(one.finished) - Date.parse(one.started)) / 1000,
    0,
  );
  const data = evidence
    .flatMap((one) => Object.entries(one.inputs))
    .find(([role]) => role.startsWith('dataset'));
  return [
    ['run ', { code: run.id }],
    ...(run.commit
      ? [['commit ', { code: run.commit.slice(0, 7) }, run.dirty ? ' with local changes' : '']]
      : []),
    ...(data ? [[`${data[0].replace(':', ' ')} `, { code: shortDigest(data[1]) }]] : []),
    ['config ', { code: shortDigest(run.config) }],
    `${seconds(spent)} on ${machine.cores} cores${machine.gpu ? ` and ${machine.gpu}` : ''}`,
  ];
}
