import type { GitHub } from './client.ts';
import { statusOf } from './failure.ts';
import { cutMarkdown } from './markdown-limit.ts';
import { isAuthor } from './marker.ts';
import { madeUnseen } from './settle.ts';

/** GitHub takes 65,536 characters; with what is hidden at the end it is less than 60,000, counted in bytes. */
export const LONGEST_ISSUE = 57_000;
const LONGEST_TITLE = 256;
const PERMISSION = 'issues: write';
/** Of an author with more closed issues than this, only the latest are looked at. */
const CLOSED_SHOWN = 100;

/** An issue as far as this program asks for it. */
export interface Issue {
  readonly number: number;
  readonly body: string;
  readonly isOpen: boolean;
  readonly url: string;
  /** When it was opened, in milliseconds by GitHub's clock. */
  readonly created: number;
}

/** What an issue says; `hidden` stands at the very end of its text, and nobody sees it. */
export interface IssueText {
  /** Null to leave it as it is. */
  readonly title: string | null;
  readonly body: string;
  readonly hidden: string;
}

export type IssueState =
  | { readonly state: 'open' }
  | { readonly state: 'closed'; readonly state_reason: 'completed' | 'not_planned' };

/**
 * The issues that `author` opened and `isWanted` takes by their text, the oldest first: all open ones, or of the closed
 * ones those that were changed last. Anybody can write a text, so the author is asked for first.
 */
export async function issuesBy(
  github: GitHub,
  author: string,
  state: 'open' | 'closed',
  isWanted: (body: string) => boolean,
): Promise<Issue[]> {
  const route = 'GET /repos/{owner}/{repo}/issues';
  const need = { doing: 'read the issues', permission: 'issues: read' };
  const order = { sort: 'updated', direction: 'desc' } as const;
  const found = await (state === 'open'
    ? github.list(route, { state, creator: author }, need, (page) => page)
    : github.read(route, { state, creator: author, ...order, per_page: CLOSED_SHOWN }, need));
  return found
    .filter(({ user, pull_request: pull }) => !pull && user && isAuthor(user, author))
    .map((one) => issueFrom(one))
    .filter(({ body }) => isWanted(body))
    .sort((a, b) => a.number - b.number);
}

/** The issue as it is now; null where it was deleted or moved away. */
export async function findIssue(github: GitHub, number: number): Promise<Issue | null> {
  try {
    const found = await github.read(
      'GET /repos/{owner}/{repo}/issues/{issue_number}',
      { issue_number: number },
      { doing: `read the issue #${number}`, permission: 'issues: read' },
    );
    return issueFrom(found);
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Opens an issue. Where the outcome is unknown, `findMade` looks whether it is there. */
export async function openIssue(
  github: GitHub,
  text: IssueText & { readonly title: string },
  label: string,
  findMade: () => Promise<Issue | null>,
): Promise<Issue> {
  let known: Issue | null = null;
  const made = await github.write(
    'POST /repos/{owner}/{repo}/issues',
    { ...titled(github, text.title), body: withHidden(github, text), labels: [label] },
    { doing: 'open an issue', permission: PERMISSION },
    async () => {
      known = await findMade();
      return known && ({ number: known.number } as never);
    },
  );
  return known ?? issueFrom(made);
}

/**
 * Changes an issue: its text, and whether it is open where `state` is given. Returns whether it is open then: another run
 * may have closed it meanwhile. Null where it was deleted or moved away.
 */
export async function changeIssue(
  github: GitHub,
  number: number,
  text: IssueText,
  state: IssueState | null,
): Promise<IssueState['state'] | null> {
  try {
    const title = text.title === null ? {} : titled(github, text.title);
    const changed = await github.write(
      'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      { issue_number: number, ...title, body: withHidden(github, text), ...state },
      { doing: `change the issue #${number}`, permission: PERMISSION },
      'repeat',
    );
    return changed.state === 'open' ? 'open' : 'closed';
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/**
 * Closes an issue that another run opened at the same time as `oldest`, and points there. It ends with `hidden`: it is
 * never found again by what it ended with. What people commented in it stays.
 */
export async function closeDuplicate(
  github: GitHub,
  { number }: Pick<Issue, 'number'>,
  { number: oldest }: Pick<Issue, 'number'>,
  hidden: string,
): Promise<void> {
  const text = {
    title: `The same as #${oldest}`,
    body: `Two runs opened an issue at the same time: the one that counts is #${oldest}.`,
    hidden,
  };
  await changeIssue(github, number, text, { state: 'closed', state_reason: 'not_planned' });
}

/**
 * Comments on an issue, which tells everybody who follows it. `hidden` tells this comment from all others: where the
 * author's own with it is there already, nothing is written. False then.
 */
export async function commentOnce(
  github: GitHub,
  number: number,
  author: string,
  { body, hidden }: Omit<IssueText, 'title'>,
): Promise<boolean> {
  const find = async () => {
    const all = await github.list(
      'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { issue_number: number },
      { doing: `read the comments of #${number}`, permission: 'issues: read' },
      (page) => page,
    );
    return all.find((one) => one.body?.trimEnd().endsWith(hidden) && isAuthor(one.user, author)) ?? null;
  };
  if (await find()) return false;
  await github.write(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: number, body: withHidden(github, { body, hidden }) },
    { doing: `comment on #${number}`, permission: PERMISSION },
    async () => (await madeUnseen(github, find)) as never,
  );
  return true;
}

/** Whether `error` says that the repository has its issues switched off. */
export function issuesAreOff(error: unknown): boolean {
  return statusOf(error) === 410;
}

/** GitHub answers 410 for an issue that was deleted. */
function isGone(error: unknown): boolean {
  return statusOf(error) === 404 || statusOf(error) === 410;
}

function titled(github: GitHub, title: string): { title: string } {
  return { title: [...github.redact(title)].slice(0, LONGEST_TITLE).join('') };
}

function withHidden(github: GitHub, { body, hidden }: Pick<IssueText, 'body' | 'hidden'>): string {
  return `${cutMarkdown(github.redact(body), LONGEST_ISSUE)}\n\n${hidden}`;
}

function issueFrom(data: {
  number: number;
  body?: string | null;
  state: string;
  html_url: string;
  created_at: string;
}): Issue {
  return {
    number: data.number,
    body: data.body ?? '',
    isOpen: data.state === 'open',
    url: data.html_url,
    created: Date.parse(data.created_at),
  };
}
