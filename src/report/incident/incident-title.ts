import { count, plural } from '../format.ts';
import { cleanText } from '../text.ts';
import type { Incident, IncidentRun } from './incident.ts';

/** GitHub takes 256 characters: two names, and what is said of them. */
const LONGEST_NAME = 80;

/** The title of an incident's issue: the model, what is wrong, how much of it, since when. */
export function incidentTitle({ kind, model, matrix, runs, since, evidence }: Incident): string {
  const last = runs.at(-1) as IncidentRun;
  const job = matrix === '' ? '' : ` (${harmless(matrix)})`;
  const from = `since ${dayText(since, last.at)}`;
  const name = `\`${harmless(model)}\`${job}`;
  if (last.verdict === 'stopped') return `${name}: ${STOPPED[kind]} ${from}`;
  if (last.verdict === 'inconclusive') return `${name}: ${UNDECIDED[kind]} ${from}`;
  if (kind === 'drift') {
    const columns = evidence?.stage === 'monitor-drift' && last.size === 0;
    return `${name} drifted: ${columns ? 'all columns together' : sizeText(kind, last)} ${from}`;
  }
  return `${name}: ${kind === 'data' ? 'data refused' : 'refused by the gate'} ${from} (${sizeText(kind, last)})`;
}

const STOPPED = {
  drift: 'monitoring stopped',
  data: 'validation of the data stopped',
  gate: 'the gate stopped',
} as const;
const UNDECIDED = {
  drift: 'drift could not be judged',
  data: 'the data could not be judged',
  gate: 'the gate could not decide',
} as const;

/** How much is wrong. */
export function sizeText(kind: Incident['kind'], { size, of, verdict }: IncidentRun): string {
  if (verdict === 'stopped') return '';
  if (kind === 'drift') return `${count(size)} of ${plural(of, 'column')}`;
  return `${count(size)} of ${plural(of, 'check')} failed`;
}

/** A day as people say it; with its year where that is another one than `now`'s. */
export function dayText(at: number, now: number): string {
  const date = new Date(at);
  const isSame = date.getUTCFullYear() === new Date(now).getUTCFullYear();
  const year = isSame ? {} : { year: 'numeric' as const };
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC', ...year });
}

/** In a title only code is marked up, and mentions and addresses are mere text; what ends the code is left out. */
function harmless(name: string): string {
  return cleanText(name, LONGEST_NAME).replace(/[^\p{L}\p{N} ._=,+-]/gu, '_');
}
