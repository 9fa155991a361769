import type { GitHub } from '../../src/github/client.ts';
import { type IncidentNews, updateIncident } from '../../src/runner/incidents/incident-issue.ts';
import { openClient } from './open.ts';
import type { LocalGitHub } from './server.ts';
import type { State, StoredIssue } from './state.ts';

export const KEY = { model: 'late-flights', kind: 'drift', matrix: '' };
export const DAY = 86_400_000;

export interface Judgement {
  readonly verdict?: 'pass' | 'fail' | 'inconclusive' | 'stopped';
  readonly size?: number;
  readonly run?: string;
  /** Milliseconds; GitHub's clock where it is left out. */
  readonly made?: number;
  readonly key?: IncidentNews['key'];
  readonly body?: string;
}

let runs = 0;

/** What a run found, as plain text. */
export function news(judgement: Judgement = {}): IncidentNews {
  const { verdict = 'fail', size = 3, run = String(++runs), key = KEY, body = `run ${run}` } = judgement;
  return {
    key,
    finding: (time) => {
      const made = Math.floor(judgement.made ?? time);
      return { made, by: `${run}.1`, line: { at: made, verdict, size, of: 14, run }, since: null };
    },
    text: ({ change, record }) => ({
      title: `${key.model} drifted: ${size} of 14`,
      body: `${body}\n${change}, ${record.runs.length} runs, earlier ${record.earlier}`,
    }),
    note: ({ change }, before) =>
      ['reopened', 'changed', 'worse', 'closed'].includes(change)
        ? `${change}: ${size}, told ${before.record.told}`
        : null,
  };
}

/** One run after the other, each with a client of its own, a minute later by GitHub's clock. */
export async function judge(server: LocalGitHub, judgement: Judgement = {}): Promise<string> {
  server.state.ahead += 60_000;
  const { github } = await openClient(server);
  return judgeWith(github, judgement);
}

export async function judgeWith(github: GitHub, judgement: Judgement = {}): Promise<string> {
  return (await updateIncident(github, news(judgement))).outcome;
}

/** The issues, without what is hidden in them. */
export function issuesOf({ issues }: State) {
  return issues.map(({ number, title, body, state, state_reason }) => ({
    number,
    title,
    state,
    reason: state_reason,
    text: textOf(body),
  }));
}

export function textOf(body: string | null): string {
  return (body ?? '').replace(/\n\n<!-- [^>]* -->\s*$/, '');
}

export function commentsOf({ comments }: State): string[] {
  return comments.map(({ body }) => textOf(body));
}

export const ofIncident = ({ body }: StoredIssue) => (body ?? '').includes('<!-- mlops-incident:');

/**
 * Lets `runs` runs judge at once, `rounds` times: even rounds find drift, odd ones do not. Returns the rounds after
 * which there was not one issue that holds what the newest run found, told of once.
 */
export async function raceIncidents(server: LocalGitHub, runs: number, rounds: number): Promise<string[]> {
  const { state } = server;
  const clients = await Promise.all(Array.from({ length: runs }, () => openClient(server)));
  const wrong: string[] = [];
  const begin = Date.now() - 1000 * DAY;
  state.remaining = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    // Every fifth pair begins without an issue, and every third round with lists that lag.
    if (round % 10 === 0) state.issues.splice(0);
    state.issueLag = round % 3 === 0 ? 5 : 0;
    const verdict = round % 2 === 0 ? 'fail' : 'pass';
    const comments = state.comments.length;
    await Promise.all(
      clients.map(({ github }, index) => {
        // Their order is another one in each round.
        const order = (index * 7 + round) % runs;
        const made = begin + (round * runs + order) * 1000;
        return judgeWith(github, { verdict, made, run: String(round * runs + order), body: `made ${made}` });
      }),
    );
    const newest = begin + (round * runs + runs - 1) * 1000;
    const ours = state.issues.filter(ofIncident);
    const [one] = ours;
    const told = state.comments.slice(comments).map(({ body }) => body);
    const isOpen = one?.state === (verdict === 'fail' ? 'open' : 'closed');
    const expected = round % 10 === 0 ? 0 : 1;
    const isRight = ours.length === 1 && isOpen && one?.body?.startsWith(`made ${newest}\n`);
    const open = state.issues.filter((issue) => issue.state === 'open').length;
    if (!isRight || told.length !== expected || open !== (verdict === 'fail' ? 1 : 0)) {
      const found = ours.map(({ number, state: now, body }) => `${number} ${now} ${textOf(body)}`);
      wrong.push(`round ${round}: ${JSON.stringify({ newest, found, open, told })}`);
    }
  }
  return wrong;
}
