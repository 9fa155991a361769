import { markerBeginning, markerPattern } from './marker.ts';

/** Which incident an issue is about. */
export interface IncidentKey {
  readonly model: string;
  readonly kind: string;
  /** What tells jobs of one matrix apart; empty without one. */
  readonly matrix: string;
}

const RUN_VERDICTS = ['pass', 'fail', 'inconclusive', 'stopped'] as const;
export type RunVerdict = (typeof RUN_VERDICTS)[number];

/** What one run said of an incident. */
export interface RunLine {
  /** When it judged, in milliseconds by GitHub's clock. */
  readonly at: number;
  readonly verdict: RunVerdict;
  /** How much is wrong, out of how much: columns, checks. */
  readonly size: number;
  readonly of: number;
  readonly run: string;
}

/**
 * What an issue of ours remembers between two runs, hidden at the end of its text. It holds numbers and times only:
 * whoever may edit the issue may change them, so they decide about the issue itself and about nothing else.
 */
export interface IncidentRecord {
  /** When the newest text was made, in milliseconds by GitHub's clock, and by which run and attempt. */
  readonly at: number;
  readonly by: string;
  /** Whether the cause is still there. */
  readonly isOver: boolean;
  /** Since when it is there. */
  readonly since: number;
  /** How much was wrong when people were last told. */
  readonly told: number;
  /** The issue of an earlier incident of the same kind; 0 without one. */
  readonly earlier: number;
  /** The latest runs, the oldest first. */
  readonly runs: readonly RunLine[];
}

/** Older runs than these are forgotten. */
export const RUNS_KEPT = 20;

/** What the text of the incident's issue ends with. */
export function hiddenRecord(key: IncidentKey, record: IncidentRecord): string {
  const runs = record.runs
    .slice(-RUNS_KEPT)
    .map(({ at, verdict, size, of, run }) => [at, verdict, size, of, word(run)].join('-'));
  const { at, by, isOver, since, told, earlier } = record;
  return `${beginning(key)} at=${at} by=${word(by)} over=${isOver ? 1 : 0} since=${since} told=${told} earlier=${earlier} runs=${runs.join(',')} -->`;
}

/** What the text of an issue remembers of the incident; null where the issue is about none, or another one. */
export function recordIn(body: string, key: IncidentKey): IncidentRecord | null {
  const found = patternOf(key).exec(body.slice(-LONGEST_RECORD))?.groups;
  if (!found) return null;
  return {
    at: Number(found.at),
    by: found.by ?? '',
    isOver: found.over === '1',
    since: Number(found.since),
    told: Number(found.told),
    earlier: Number(found.earlier),
    runs: (found.runs ?? '').split(',').flatMap((text) => lineFrom(text)),
  };
}

/** Long enough for all runs that are kept. */
const LONGEST_RECORD = 8192;
const NUMBER = String.raw`\d{1,15}`;
const WORD = String.raw`[\w.]{1,40}`;
const LINE = new RegExp(`^(${NUMBER})-(${RUN_VERDICTS.join('|')})-(${NUMBER})-(${NUMBER})-(${WORD})$`);

function lineFrom(text: string): RunLine[] {
  const [, at, verdict, size, of, run = ''] = LINE.exec(text) ?? [];
  if (at === undefined) return [];
  return [{ at: Number(at), verdict: verdict as RunVerdict, size: Number(size), of: Number(of), run }];
}

function beginning({ model, kind, matrix }: IncidentKey): string {
  return markerBeginning('mlops-incident', [model, kind, matrix]);
}

function patternOf(key: IncidentKey): RegExp {
  const fields = `at=(?<at>${NUMBER}) by=(?<by>${WORD}) over=(?<over>[01]) since=(?<since>${NUMBER}) told=(?<told>${NUMBER}) earlier=(?<earlier>${NUMBER})`;
  return markerPattern(beginning(key), String.raw`${fields} runs=(?<runs>[\w.,-]*)`);
}

/** The id of a run, as it can stand between other words. */
export function word(text: string): string {
  return text.replace(/[^\w.]/g, '_').slice(0, 40) || '_';
}
