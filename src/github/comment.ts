import { UserError } from '../system/errors.ts';
import type { GitHub } from './client.ts';
import { statusOf } from './failure.ts';
import { cutMarkdown } from './markdown-limit.ts';
import { isAuthor, markerBeginning, markerPattern } from './marker.ts';
import { besideMade, settle, whileRemoved } from './settle.ts';

/** GitHub takes 65,536 characters; this counts bytes too, and those of the marker. */
export const LONGEST_COMMENT = 60_000;

/** Tells this comment from others of the same author. */
export interface CommentKey {
  readonly workflow: string;
  readonly model: string;
  /** What tells jobs of one matrix apart; empty without one. */
  readonly matrix: string;
}

export interface CommentRequest {
  /** The number of the pull request or issue. */
  readonly issue: number;
  readonly key: CommentKey;
  readonly body: string;
  /**
   * When `body` was made, in milliseconds by GitHub's clock: it never takes the place of what was made later.
   * Now, where it is not given.
   */
  readonly made?: number;
  /** The commit that `body` is about; it is not written once the pull request has another. Null to write anyway. */
  readonly headSha: string | null;
}

export type CommentResult =
  | { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly url: string }
  /** Something newer is there or on its way. */
  | { readonly outcome: 'superseded'; readonly reason: string }
  /** The token has no permission: the report must reach people another way. */
  | { readonly outcome: 'refused'; readonly reason: string };

type DatedRequest = CommentRequest & { readonly made: number };

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

const PERMISSION = 'pull-requests: write';
const SUPERSEDED = { outcome: 'superseded', reason: 'a later result is in the comment already' } as const;

/**
 * Writes the one comment that this program keeps on a pull request for one key: it is found by a hidden marker and
 * its author, and changed in place. Of runs that race, the oldest comment and the newest content stay. A missing
 * permission is a result, not an error; a body beyond the limit is cut at a line.
 */
export async function upsertComment(github: GitHub, request: CommentRequest): Promise<CommentResult> {
  try {
    const author = await github.viewer();
    const dated = { ...request, made: request.made ?? Math.floor(github.time) };
    const result = await whileRemoved(() => begun(github, dated, author));
    return result ?? { outcome: 'superseded', reason: 'the comment was removed while it was changed' };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { outcome: 'refused', reason: error.message };
  }
}

/** One try; null where the comment was removed meanwhile. */
async function begun(github: GitHub, request: DatedRequest, author: string): Promise<CommentResult | null> {
  const marker = markerOf(request);
  const end = `\n\n${marker.begin} at=${request.made} -->`;
  const body = `${cutMarkdown(github.redact(request.body), LONGEST_COMMENT - Buffer.byteLength(end))}${end}`;
  const own = () => ownComments(github, request.issue, marker.pattern, author);
  const [first, ...others] = await own();
  await removeAll(github, others);
  if (first && isSame(first.body, body, marker.pattern)) return { outcome: 'unchanged', url: first.url };
  if (first && madeAt(first, marker.pattern) > request.made) return SUPERSEDED;
  const stale = await movedOn(github, request);
  if (stale) return stale;
  if (first) return change(github, first, body, request, marker.pattern);
  const findMade = async () => (await own()).find((one) => one.body === body) ?? null;
  const made = await create(github, request.issue, body, findMade);
  const [oldest = made, ...later] = await besideMade(github, made, { list: own, age: ({ id }) => id });
  if (oldest.id === made.id) {
    await removeAll(github, later);
    return { outcome: 'created', url: made.url };
  }
  await removeAll(github, [made]);
  return change(github, oldest, body, request, marker.pattern);
}

/** Changes a comment until it holds `body` or something newer. Null where the comment is gone. */
function change(
  github: GitHub,
  comment: Comment,
  body: string,
  { made }: DatedRequest,
  pattern: RegExp,
): Promise<CommentResult | null> {
  return settle<Comment, CommentResult>(github, comment, {
    result: async (now) => {
      if (now.body === body) return { outcome: 'updated', url: now.url };
      return madeAt(now, pattern) > made ? SUPERSEDED : null;
    },
    change: (now) => update(github, now, body),
    read: ({ id }) => findComment(github, id),
    overwritten: () => SUPERSEDED,
  });
}

/** Only our own comments are asked for it, and it only decides which of them is newer. */
function madeAt({ body }: Comment, pattern: RegExp): number {
  return Number(pattern.exec(body)?.[1] ?? 0);
}

/** Whether two bodies say the same, whenever they were made. */
function isSame(one: string, other: string, pattern: RegExp): boolean {
  return one.replace(pattern, '') === other.replace(pattern, '');
}

/** The marker stands at the very end, where nothing that is reported comes. */
function markerOf({ key }: CommentRequest): { begin: string; pattern: RegExp } {
  const begin = markerBeginning('mlops-actions', [key.workflow, key.model, key.matrix]);
  return { begin, pattern: markerPattern(begin, String.raw`at=(\d{1,15})`) };
}

/** What to answer where the pull request has a newer commit than the one that was judged; else null. */
async function movedOn(github: GitHub, { issue, headSha }: CommentRequest): Promise<CommentResult | null> {
  if (headSha === null) return null;
  const need = { doing: `read the pull request #${issue}`, permission: 'pull-requests: read' };
  try {
    const { head } = await github.read(
      'GET /repos/{owner}/{repo}/pulls/{pull_number}',
      { pull_number: issue },
      need,
    );
    if (head.sha === headSha) return null;
    const [ours, theirs] = [headSha, head.sha].map((sha) => sha.slice(0, 7));
    return { outcome: 'superseded', reason: `this run judged ${ours}, and #${issue} is at ${theirs} now` };
  } catch (error) {
    // Who may write comments may not always read pull requests.
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** The comments that carry the marker and are by the author, oldest first. Anybody can write a marker. */
async function ownComments(
  github: GitHub,
  issue: number,
  pattern: RegExp,
  author: string,
): Promise<Comment[]> {
  const all = await github.list(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: issue },
    { doing: `read the comments of #${issue}`, permission: PERMISSION },
    (page) => page,
  );
  return all
    .filter(({ body, user }) => body && pattern.test(body) && isAuthor(user, author))
    .map((one) => commentFrom(one))
    .sort((a, b) => a.id - b.id);
}

async function create(
  github: GitHub,
  issue: number,
  body: string,
  findMade: () => Promise<Comment | null>,
): Promise<Comment> {
  const made = await github.write(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: issue, body },
    { doing: `comment on #${issue}`, permission: PERMISSION },
    async () => {
      const found = await findMade();
      return found && ({ id: found.id, body: found.body, html_url: found.url } as never);
    },
  );
  return commentFrom(made);
}

async function findComment(github: GitHub, id: number): Promise<Comment | null> {
  const found = await github.find(
    'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
    { comment_id: id },
    { doing: 'read the comment', permission: PERMISSION },
  );
  return found && commentFrom(found);
}

/** False where the comment is gone. */
async function update(github: GitHub, comment: Comment, body: string): Promise<boolean> {
  try {
    await github.write(
      'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      { comment_id: comment.id, body },
      { doing: 'change the comment', permission: PERMISSION },
      'repeat',
    );
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

async function removeAll(github: GitHub, comments: readonly Comment[]): Promise<void> {
  for (const { id } of comments) {
    await github.remove(
      'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
      { comment_id: id },
      { doing: 'remove a second comment', permission: PERMISSION },
    );
  }
}

function commentFrom(data: { id: number | bigint; body?: string | undefined; html_url: string }): Comment {
  return { id: Number(data.id), body: data.body ?? '', url: data.html_url };
}
