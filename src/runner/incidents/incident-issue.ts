import type { GitHub } from '../../github/client.ts';
import {
  changeIssue,
  closeDuplicate,
  commentOnce,
  findIssue,
  type Issue,
  type IssueState,
  type IssueText,
  issuesAreOff,
  issuesBy,
  openIssue,
} from '../../github/issue.ts';
import { hiddenRecord, type IncidentKey, recordIn } from '../../github/issue-record.ts';
import { besideMade, settle, whileRemoved } from '../../github/settle.ts';
import { messageOf, UserError } from '../../system/errors.ts';
import { type Change, type Finding, type IncidentStep, nextStep, type Standing } from './incident-step.ts';

/** What people may find these issues by; nothing depends on it. */
const LABEL = 'mlops-incident';

/** What a run found out about an incident, and how to write it down. */
export interface IncidentNews {
  readonly key: IncidentKey;
  /** The finding, once GitHub's clock is known. */
  readonly finding: (time: number) => Finding;
  /** The title and the text of the issue after a step. */
  readonly text: (step: IncidentStep) => { readonly title: string; readonly body: string };
  /** The comment that tells people of a step; null where there is nothing to tell. */
  readonly note: (step: IncidentStep, before: Standing) => string | null;
}

export type IncidentResult =
  | { readonly outcome: Change; readonly url: string }
  /** There is no incident, and nothing that ended. */
  | { readonly outcome: 'none' }
  /** What a later run found is there already. */
  | { readonly outcome: 'superseded'; readonly url: string }
  /** The token may not write issues, or the repository has none. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly isOff: boolean };

type Known = Standing & Issue;

/** Two issues that stand side by side so long are none that two runs are just sorting out, in milliseconds. */
const SORTED_OUT = 120_000;

/** Further ahead of GitHub's clock is no time at which anything was made, in milliseconds. */
const CLOCKS_APART = 3_600_000;

/**
 * Opens, updates, reopens or closes the one issue of an incident. It is found by what is hidden in its text and by its
 * author. Of runs that race, the oldest issue and the newest content stay. A missing permission is a result, not an
 * error. Throws `ServiceError` where GitHub failed.
 */
export async function updateIncident(github: GitHub, news: IncidentNews): Promise<IncidentResult> {
  try {
    const author = await github.viewer();
    const life = new Life(github, news, author, news.finding(github.time));
    return (await whileRemoved(() => life.goOn())) ?? { outcome: 'none' };
  } catch (error) {
    const isOff = issuesAreOff(error);
    if (!isOff && !(error instanceof UserError)) throw error;
    return { outcome: 'refused', reason: messageOf(error), isOff };
  }
}

/** One run at work on the issue of one incident. */
class Life {
  readonly #github: GitHub;
  readonly #news: IncidentNews;
  readonly #author: string;
  readonly #finding: Finding;

  constructor(github: GitHub, news: IncidentNews, author: string, finding: Finding) {
    this.#github = github;
    this.#news = news;
    this.#author = author;
    this.#finding = finding;
  }

  /** One try; null where the issue was deleted meanwhile. */
  async goOn(): Promise<IncidentResult | null> {
    const known = await this.#current();
    if (known) {
      const step = nextStep(known, this.#finding);
      if (step?.change !== 'opened') return this.#settle(known);
      if (known.record.at > this.#finding.made) return { outcome: 'superseded', url: known.url };
    }
    return this.#open(known);
  }

  /** The issue that stands for the incident: the oldest open one, else the closed one with the newest content. */
  async #current(): Promise<Known | null> {
    const [first, ...others] = await this.#listed('open');
    if (first) {
      // What a run left behind that ended between opening and closing again.
      const now = this.#github.time;
      const left = others.find(({ created }) => now - created > SORTED_OUT);
      if (left) await this.#closeDuplicate(left, first);
      return first;
    }
    const closed = await this.#listed('closed');
    return closed.toSorted((a, b) => b.record.at - a.record.at)[0] ?? null;
  }

  async #listed(state: 'open' | 'closed'): Promise<Known[]> {
    const isOurs = (body: string) => recordIn(body, this.#news.key) !== null;
    const found = await issuesBy(this.#github, this.#author, state, isOurs);
    return found.flatMap((issue) => this.#known(issue) ?? []);
  }

  /** A time that is still to come was written by somebody else: it must not keep what is found out of the issue. */
  #known(issue: Issue): Known | null {
    const record = recordIn(issue.body, this.#news.key);
    if (!record) return null;
    const isToCome = record.at > this.#github.time + CLOCKS_APART;
    return { ...issue, record: isToCome ? { ...record, at: 0 } : record };
  }

  /** Opens an issue where it takes one. Another run may do so at the same time: the oldest stays, whoever opened it. */
  async #open(earlier: Known | null): Promise<IncidentResult | null> {
    const step = nextStep(earlier, this.#finding);
    if (!step) return { outcome: 'none' };
    const made = await openIssue(this.#github, this.#text(step), LABEL, async () => {
      return (await this.#listed('open')).find((one) => this.#isMine(one)) ?? null;
    });
    const known = this.#known(made);
    if (!known) return null;
    const [oldest = known] = await besideMade(this.#github, known, {
      list: () => this.#listed('open'),
      age: ({ number }) => number,
    });
    if (oldest.number === known.number) return { outcome: step.change, url: known.url };
    await this.#closeDuplicate(known, oldest);
    return this.#settle(oldest);
  }

  /** Changes the issue until it holds what this run found, or something newer. Null where it is gone. */
  #settle(issue: Known): Promise<IncidentResult | null> {
    let told: { step: IncidentStep; before: Known } | null = null;
    let last: IncidentStep | null = null;
    return settle<Known, IncidentResult>(this.#github, issue, {
      result: async (now) => {
        const { url } = now;
        if (this.#isMine(now) && last) {
          if (told) await this.#tell(told.step, told.before);
          return { outcome: told?.step.change ?? last.change, url };
        }
        if (now.record.at > this.#finding.made) return { outcome: 'superseded', url };
        // What an earlier run closed over this one's change is closed by this one.
        const step: IncidentStep | null = nextStep(now, this.#finding) ?? last;
        if (!step || step.change === 'opened') return { outcome: 'none' };
        last = step;
        told ??= this.#news.note(step, now) === null ? null : { step, before: now };
        return null;
      },
      change: async ({ number }) => last !== null && this.#change(number, last),
      read: async ({ number }) => {
        const found = await findIssue(this.#github, number);
        return found && this.#known(found);
      },
      overwritten: ({ url }) => ({ outcome: 'superseded', url }),
    });
  }

  #isMine({ record }: Known): boolean {
    return record.by === this.#finding.by && record.at === this.#finding.made;
  }

  #text(step: IncidentStep): IssueText & { readonly title: string } {
    return { ...this.#news.text(step), hidden: hiddenRecord(this.#news.key, step.record) };
  }

  /** What is over keeps the title that says what it was. */
  async #change(number: number, step: IncidentStep): Promise<boolean> {
    const text = this.#text(step);
    const title = step.record.isOver ? null : text.title;
    return (await changeIssue(this.#github, number, { ...text, title }, stateOf(step))) !== null;
  }

  /** Two runs that saw the same before them tell it once. */
  async #tell(step: IncidentStep, before: Known): Promise<void> {
    const body = this.#news.note(step, before);
    if (body === null) return;
    const hidden = `<!-- mlops-incident-note:${step.change} after=${before.record.at} -->`;
    await commentOnce(this.#github, before.number, this.#author, { body, hidden });
  }

  /** It loses what it was found by, so that it never stands for the incident again. */
  #closeDuplicate(duplicate: Known, oldest: Known): Promise<void> {
    return closeDuplicate(this.#github, duplicate, oldest, '<!-- mlops-incident-duplicate -->');
  }
}

function stateOf({ open }: IncidentStep): IssueState | null {
  if (open === null) return null;
  return open ? { state: 'open' } : { state: 'closed', state_reason: 'completed' };
}
