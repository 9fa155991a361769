import type { GitHub } from './client.ts';
import type { Account } from './comment-event.ts';

/** As GitHub's answer has them: who may maintain has `write` in it, who may triage `read`. */
const WRITING = ['write', 'maintain', 'admin'];

/**
 * Whether somebody may write to the repository, as GitHub says now. What a comment says of its author
 * (`author_association`) tells nothing: members of an organisation and past contributors may have no permission.
 */
export async function mayWrite(github: GitHub, { login, id }: Account): Promise<boolean> {
  const found = await github.find(
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    { username: login },
    { doing: 'ask what the author of the comment may', permission: 'contents: read' },
  );
  // A login that was given away since is somebody else's.
  return found !== null && Number(found.user?.id) === id && WRITING.includes(found.permission);
}
