import type { Evidence } from '../../evidence/schema.ts';
import { type Block, type Phrase, type Report, type Section, SIGNS } from '../document.ts';
import { moment } from '../format.ts';
import { reportOf, sectionOf } from '../report.ts';
import { anomalyTable } from '../sections/anomalies.ts';
import { reasonBlocks } from '../sections/reasons.ts';
import { ruleTable } from '../sections/rules.ts';
import { untold } from '../sections/validate-data.ts';
import { whyBlocks } from '../sections/why.ts';
import { type Incident, type IncidentRun, REOPEN_DAYS, type RunVerdict, servedVersion } from './incident.ts';
import { adviceFor } from './incident-advice.ts';
import { incidentCharts } from './incident-charts.ts';
import { dayText, sizeText } from './incident-title.ts';

/** What an issue says while the cause is there: the verdict, why, pictures, what to do, and how it came. */
export function incidentReport(incident: Incident): Report {
  const { evidence, stopped } = incident;
  const told = evidence && !stopped ? reportOf([evidence]) : null;
  const section = evidence && !stopped ? [sectionOf(evidence)] : [];
  return {
    title: titleOf(incident),
    outcome: told?.outcome === 'pass' ? 'fail' : (told?.outcome ?? 'fail'),
    verdict: told?.verdict ?? 'stopped',
    headline: told?.headline ?? stopped?.headline ?? '',
    sections: [leadOf(incident), ...section.map((one) => ({ ...one, title: `All of it: ${one.title}` }))],
    footer: told?.footer ?? [],
  };
}

/** What an issue says when its cause is gone: what ended it, and since when it was there. */
export function endedReport(incident: Incident): Report {
  const { evidence, since } = incident;
  const { at } = lastOf(incident);
  const told = evidence && reportOf([evidence]);
  const lead: Section = {
    id: 'incident',
    title: 'Incident',
    outcome: 'pass',
    summary: `Since ${dayText(since, at)}; gone in the run of ${dayText(at, 0)}`,
    blocks: [...runTable(incident), ...aboutIt(incident)],
  };
  return {
    title: titleOf(incident),
    outcome: 'pass',
    verdict: 'over',
    headline: told?.headline ?? 'The last run passed.',
    sections: [lead, ...(evidence ? [sectionOf(evidence)] : [])],
    footer: told?.footer ?? [],
  };
}

/** What a comment tells of a step in the life of the issue. */
export type NoteKind = 'reopened' | 'changed' | 'worse' | 'closed';

/** A short comment for those who follow the issue; what was before is `before`. */
export function noteReport(kind: NoteKind, incident: Incident, before: IncidentRun | null): Report {
  const last = lastOf(incident);
  const whole = kind === 'closed' ? endedReport(incident) : incidentReport(incident);
  const size = sizeText(incident.kind, last);
  const was = before ? sizeText(incident.kind, before) : '';
  const text = {
    reopened: `It is back${size === '' ? '' : `: ${size}`}.`,
    changed: `Before: ${before ? WORDS[before.verdict] : 'nothing'}${was === '' ? '' : ` (${was})`}. Now: ${WORDS[last.verdict]}${size === '' ? '' : ` (${size})`}.`,
    worse: `It got worse: ${size}${was === '' ? '' : `; when this was last told: ${was}`}.`,
    closed: `The cause is gone, so this issue is closed. If it comes back within ${REOPEN_DAYS} days, the issue is opened again.`,
  }[kind];
  const section: Section = {
    ...{ id: 'note', title: 'Incident', outcome: whole.outcome },
    ...{ summary: text, blocks: [] },
  };
  return { ...whole, sections: [section], footer: [] };
}

const WORDS: Readonly<Record<RunVerdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  inconclusive: 'not decided',
  stopped: 'stopped',
};
const SIGN: Readonly<Record<RunVerdict, string>> = {
  pass: SIGNS.pass,
  fail: SIGNS.fail,
  inconclusive: SIGNS.inconclusive,
  stopped: SIGNS.fail,
};

function titleOf({ model, matrix }: Incident): string {
  return matrix === '' ? model : `${model} (${matrix})`;
}

function lastOf({ runs }: Incident): IncidentRun {
  return runs.at(-1) as IncidentRun;
}

function leadOf(incident: Incident): Section {
  const { evidence, stopped, since } = incident;
  const version = servedVersion(incident);
  const facts: Phrase[] = [
    ['Since ', { strong: dayText(since, lastOf(incident).at) }],
    ...(version === null ? [] : [[{ code: version }, ` is in ${incident.place.environment}`]]),
    ...(incident.earlier
      ? [['it was there before: ', { link: incident.earlier.name, href: incident.earlier.url }]]
      : []),
  ];
  return {
    id: 'incident',
    title: 'Incident',
    outcome: 'fail',
    summary: facts.flatMap((fact, index) => [...(index > 0 ? ['; '] : []), ...[fact].flat()]),
    blocks: [
      ...(evidence && !stopped ? whyOf(evidence) : []),
      ...(stopped && stopped.details.length > 0
        ? [{ kind: 'list' as const, ordered: false, items: stopped.details }]
        : []),
      ...(evidence && !stopped ? incidentCharts(evidence, sectionOf(evidence).blocks) : []),
      { kind: 'heading', text: 'What to do now' },
      { kind: 'list', ordered: true, items: adviceFor(incident) },
      ...runTable(incident),
      ...aboutIt(incident),
    ],
  };
}

/** Why the verdict is what it is, as the report of the stage says it. */
function whyOf(evidence: Evidence): Block[] {
  if (evidence.stage === 'evaluate-gate') return [...ruleTable(evidence), ...whyBlocks(evidence)];
  if (evidence.stage === 'validate-data')
    return [...anomalyTable(evidence.figures.anomalies), ...reasonBlocks(untold(evidence))];
  return reasonBlocks(evidence);
}

function runTable({ kind, runs }: Incident): Block[] {
  return [
    { kind: 'heading', text: 'Runs' },
    {
      kind: 'table',
      brief: 10,
      columns: [
        { title: '', align: 'center' },
        { title: 'when' },
        { title: kind === 'drift' ? 'drifted' : 'checks' },
        { title: 'run' },
      ],
      rows: runs
        .toReversed()
        .map((run) => [
          kind === 'drift' && run.verdict === 'fail' ? SIGNS.warn : SIGN[run.verdict],
          moment(new Date(run.at).toISOString()),
          sizeText(kind, run) || WORDS[run.verdict],
          run.url === null ? { code: run.id } : { link: run.id, href: run.url },
        ]),
    },
  ];
}

/** What people must know who meet an issue that writes itself. */
function aboutIt({ kind }: Incident): Block[] {
  const cause = { drift: 'a run finds no drift', data: 'the data pass', gate: 'the gate passes' }[kind];
  const text = [
    `This issue writes itself: each run renews its text, so write what you find out as comments.`,
    `It is closed when ${cause}, and opened again if the cause comes back within ${REOPEN_DAYS} days.`,
    'Close it by hand to say that you know: it then stays closed until the cause was gone once.',
  ].join(' ');
  return [{ kind: 'details', summary: 'About this issue', blocks: [{ kind: 'paragraph', text }] }];
}
