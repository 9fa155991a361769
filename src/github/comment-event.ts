import type { ActionContext } from './context.ts';

/** A comment on an issue or pull request, as the event that started this run tells of it. */
export interface WrittenComment {
  readonly id: number;
  /** The number of the issue or pull request. */
  readonly issue: number;
  readonly body: string;
  readonly author: Account;
}

/** The number stays where a login is given away. */
export interface Account {
  readonly login: string;
  readonly id: number;
}

/** Why a comment does not count: who wrote it, or that it is not what was written first. */
export type Uncounted = 'it is not by a person' | 'it was edited';

// biome-ignore lint/suspicious/noExplicitAny: the payload of an event, looked at field by field
type Payload = any;

/** The comment that was just written; null where the event is about none. */
export function writtenComment({ event, payload }: ActionContext): WrittenComment | null {
  if (event !== 'issue_comment') return null;
  const { comment, issue } = payload as Payload;
  const { login, id } = comment?.user ?? {};
  const numbers = [comment?.id, issue?.number, id];
  if (!numbers.every(Number.isSafeInteger) || typeof login !== 'string') return null;
  const body = typeof comment.body === 'string' ? comment.body : '';
  return { id: comment.id, issue: issue.number, body, author: { login, id } };
}

/**
 * Why the comment of the event does not count; null where a person wrote it as it is. Others may edit a comment under
 * its author's name, and apps may write in a person's name.
 */
export function uncounted({ payload }: ActionContext): Uncounted | null {
  const { action, comment, sender } = payload as Payload;
  if (action !== 'created' || comment.created_at !== comment.updated_at) return 'it was edited';
  const byPerson =
    comment.user.type === 'User' &&
    sender?.type === 'User' &&
    sender.id === comment.user.id &&
    !comment.performed_via_github_app;
  return byPerson ? null : 'it is not by a person';
}
