import type { GitHub } from './client.ts';
import { shortened } from './shortened.ts';

/** GitHub takes 140 characters. */
const LONGEST_STATUS = 140;

/** A commit status: what is left where a token may not write check runs. */
export interface StatusRequest {
  readonly headSha: string;
  /** The same in each run: the newest status of a context counts. */
  readonly context: string;
  readonly state: 'success' | 'failure';
  readonly description: string;
  readonly url: string;
}

/** Writes a commit status. Throws `UserError` where the token may not. */
export async function setStatus(github: GitHub, request: StatusRequest): Promise<void> {
  const { headSha, context, state, url } = request;
  await github.write(
    'POST /repos/{owner}/{repo}/statuses/{sha}',
    {
      sha: headSha,
      context,
      state,
      target_url: url,
      description: shortened(github.redact(request.description), LONGEST_STATUS),
    },
    { doing: 'write a commit status', permission: 'statuses: write' },
    // A second one says the same, and only the newest is shown.
    'repeat',
  );
}
