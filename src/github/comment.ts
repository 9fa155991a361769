import { UserError } from '../system/errors.ts';
import type { GitHub } from './client.ts';
import { cutMarkdown } from './markdown-limit.ts';

/** GitHub takes 65,536 characters; this leaves room for the marker and counts bytes too. */
export const LONGEST_COMMENT = 60_000;

export interface CommentRequest {
  /** The number of the pull request or issue. */
  readonly issue: number;
  /** Tells this comment from others of the same author: the model's name. */
  readonly key: string;
  readonly body: string;
}

export type CommentResult =
  | { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly url: string }
  /** The token has no permission: the report must reach people another way. */
  | { readonly outcome: 'refused'; readonly reason: string };

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

const PERMISSION = 'pull-requests: write';

/**
 * Writes the one comment that this program keeps on a pull request: it is found by a hidden marker and
 * its author, and changed in place. Where two runs made one each, the oldest stays. A missing permission
 * is a result, not an error; a body beyond the limit is cut at a line.
 */
export async function upsertComment(github: GitHub, request: CommentRequest): Promise<CommentResult> {
  const marker = `<!-- mlops-actions:${request.key.replace(/[^A-Za-z0-9._/-]/g, '_')} -->`;
  const body = `${cutMarkdown(request.body, LONGEST_COMMENT)}\n\n${marker}`;
  try {
    const author = await github.viewer();
    const own = () => ownComments(github, request.issue, marker, author);
    const [first, ...others] = await own();
    await removeAll(github, others);
    if (first) {
      if (first.body === body) return { outcome: 'unchanged', url: first.url };
      return { outcome: 'updated', url: await update(github, first, body) };
    }
    const made = await create(github, request.issue, body, async () => (await own())[0] ?? null);
    // Another run may have made one at the same time.
    const [oldest, ...later] = await own();
    if (!oldest || oldest.id === made.id) {
      await removeAll(github, later);
      return { outcome: 'created', url: made.url };
    }
    await removeAll(github, [made]);
    return { outcome: 'updated', url: await update(github, oldest, body) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { outcome: 'refused', reason: error.message };
  }
}

/** The comments that carry the marker and are by the author, oldest first. Anybody can write a marker. */
async function ownComments(
  github: GitHub,
  issue: number,
  marker: string,
  author: string,
): Promise<Comment[]> {
  const all = await github.list(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: issue },
    { doing: `read the comments of #${issue}`, permission: PERMISSION },
    (page) => page,
  );
  return all
    .filter(({ body, user }) => body?.includes(marker) && isSame(user, author))
    .map(({ id, body, html_url: url }) => ({ id: Number(id), body: body ?? '', url }))
    .sort((a, b) => a.id - b.id);
}

/** GitHub writes a bot's login with or without `[bot]`, but only a bot has the type. */
function isSame(user: { login: string; type: string } | null, author: string): boolean {
  const name = (login: string) => login.toLowerCase().replace(/\[bot\]$/, '');
  if (!user || name(user.login) !== name(author)) return false;
  return author.endsWith('[bot]') ? user.type === 'Bot' : true;
}

async function create(
  github: GitHub,
  issue: number,
  body: string,
  readBack: () => Promise<Comment | null>,
): Promise<Comment> {
  let found: Comment | null = null;
  const made = await github.write(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: issue, body },
    { doing: `comment on #${issue}`, permission: PERMISSION },
    async () => {
      found = await readBack();
      return found && ({ id: found.id, body: found.body, html_url: found.url } as never);
    },
  );
  return { id: Number(made.id), body, url: made.html_url };
}

async function update(github: GitHub, comment: Comment, body: string): Promise<string> {
  const made = await github.write(
    'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
    { comment_id: comment.id, body },
    { doing: 'change the comment', permission: PERMISSION },
    'repeat',
  );
  return made.html_url;
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
