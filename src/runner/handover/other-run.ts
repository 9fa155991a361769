import { runNumber } from '../../github/artifact.ts';
import type { GitHub } from '../../github/client.ts';
import { type ActionContext, defaultBranchOf } from '../../github/context.ts';
import { isOfBranch } from '../../github/refs.ts';
import { UserError } from '../../system/errors.ts';

/** Events whose run on the default branch has code that was merged, and nothing of anybody else's. */
const MERGED = ['push', 'schedule', 'repository_dispatch', 'workflow_dispatch'];

/** Which branch of which repository a run is of. */
interface Head {
  readonly repository: string;
  readonly branch: string;
}

/**
 * Lets a step take the artifacts of a run of the default branch, or of the branch or pull request that it runs for itself.
 * Whatever else ran in the repository may be of a fork, or of a branch that nobody has merged.
 * @throws UserError for another run
 */
export async function refuseForeignRun(github: GitHub, context: ActionContext, id: string): Promise<void> {
  const run = await github.read(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
    { run_id: runNumber(id) },
    { doing: `look at run ${id}`, permission: 'actions: read' },
  );
  const home = `${context.owner}/${context.repo}`.toLowerCase();
  // A fork that was deleted has no repository any more.
  const of = {
    repository: run.head_repository?.full_name?.toLowerCase() ?? '',
    branch: run.head_branch ?? '',
  };
  const main = defaultBranchOf(context) ?? (context.event === 'schedule' ? branchIn(context.ref) : null);
  const isHome = run.repository.full_name.toLowerCase() === home;
  const isMain = of.repository === home && of.branch === main && MERGED.includes(run.event);
  const own = headOf(context, home);
  const isOwn =
    own !== null &&
    own.branch !== '' &&
    isSame(own, of) &&
    !isSame(own, { repository: home, branch: main ?? '' });
  if (isHome && (isOwn || (isMain && (await isOfBranch(github, run.head_sha, main))))) return;
  const whose = of.repository === home ? '' : ` of ${of.repository || 'a repository that is gone'}`;
  throw new UserError(
    `\`from-run\` names run ${id}, which \`${run.event}\` started on ${of.branch || 'no branch'}${whose}: what it left is not taken here`,
    {
      hint: `Name a run of ${main ?? 'the default branch'} that ${MERGED.join(', ')} started; or one of the branch or pull request that this run is for. Merge the change first, and run the stages there.`,
    },
  );
}

function isSame(one: Head, other: Head): boolean {
  return one.repository === other.repository && one.branch === other.branch;
}

/**
 * What this step itself runs for: the head of its pull request, or its branch. Events such as `pull_request_target` run on
 * the base with its rights, and so for nothing that the pull request left.
 */
function headOf({ event, payload, ref }: ActionContext, home: string): Head | null {
  if (event.startsWith('pull_request') && event !== 'pull_request') return null;
  if (event !== 'pull_request') {
    const branch = branchIn(ref);
    return branch === null ? null : { repository: home, branch };
  }
  const { head } = (payload.pull_request ?? {}) as {
    readonly head?: { readonly ref?: unknown; readonly repo?: { readonly full_name?: unknown } | null };
  };
  const [repository, branch] = [head?.repo?.full_name, head?.ref];
  if (typeof repository !== 'string' || typeof branch !== 'string') return null;
  return { repository: repository.toLowerCase(), branch };
}

function branchIn(ref: string): string | null {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}
