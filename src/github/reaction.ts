import type { GitHub } from './client.ts';

/** Reacts to a comment on an issue or pull request; the same reaction twice is one. */
export async function react(github: GitHub, comment: number, content: 'rocket' | '-1'): Promise<void> {
  await github.write(
    'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions',
    { comment_id: comment, content },
    { doing: 'react to the comment', permission: 'issues: write, pull-requests: write' },
    'repeat',
  );
}
