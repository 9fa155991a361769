import type { GitHub } from './client.ts';
import { type Need, noAnswer, statusOf } from './failure.ts';

/** The committer of what is merged in the browser: nobody in particular. */
const NOBODY = 'web-flow';
/** Each hundred costs two requests. */
const MOST_COMMITS = 200;
const PAGE = 100;
/** What GitHub gives no account for, where a bot is a co-author. */
const BOT_ADDRESS = /\[bot\]@users\.noreply\.github\.com$/i;

type Account = { readonly login?: string; readonly type?: string } | null | undefined;

/** Who made what a version brings. */
export interface Makers {
  /** The logins of who wrote, committed, opened or merged any of it. */
  readonly people: readonly string[];
  /** The commits of which GitHub has no account of somebody who made them; an account of a bot is one. */
  readonly unknown: readonly string[];
  /** Why there may be others; null where these are all. Completes “not all can be told:”. */
  readonly gap: string | null;
}

/**
 * Who made the commits that `commit` has and `since` has not. Where there are none, and where nothing is known of what
 * was before, who made the last change: the commit, and with a merge all that it brought. Throws `UserError` where the
 * token may not read pull requests.
 */
export async function makersOf(
  github: GitHub,
  { commit, since }: { readonly commit: string; readonly since: string | null },
): Promise<Makers> {
  const between = since === null ? null : await commitsBetween(github, since, commit);
  const hasCommits = between !== null && (between.gap !== null || between.listed.length > 0);
  const { listed, gap: lacking } = hasCommits ? between : await lastChange(github, commit);
  if (lacking !== null) return { people: [], unknown: [], gap: lacking };
  const people = new Set<string>();
  const unknown = new Set<string>();
  let gap: string | null = null;
  for (let at = 0; at < listed.length; at += PAGE) {
    const some = listed.slice(at, at + PAGE);
    const made = await madeTogether(github, some);
    for (const one of some) {
      const others = made.get(one.sha);
      if (!others) throw noAnswer(NEED);
      for (const login of [...loginsOf(one.author, one.committer), ...others.people]) people.add(login);
      const isKnown = [one.author, one.committer].every((account) => account?.login !== undefined);
      if (!isKnown || others.hasUnknown) unknown.add(one.sha);
      if (others.hasMore) gap = `${one.sha.slice(0, 7)} has more authors or pull requests than are looked at`;
    }
  }
  return { people: [...people], unknown: [...unknown], gap };
}

const NEED: Need = { doing: 'read who made the changes of a version', permission: 'pull-requests: read' };

interface CommitAnswer {
  readonly sha: string;
  readonly node_id: string;
  readonly author: Account;
  readonly committer: Account;
  readonly parents: readonly { readonly sha?: string }[];
}

interface Commits {
  readonly listed: readonly CommitAnswer[];
  /** Why these are not all; none are listed then. */
  readonly gap: string | null;
}

async function commitsBetween(github: GitHub, since: string, commit: string): Promise<Commits> {
  const [base, head] = [since, commit].map((sha) => sha.slice(0, 7));
  const need = { doing: `compare ${base} and ${head}`, permission: 'contents: read' };
  const listed: CommitAnswer[] = [];
  for (let page = 1; ; page++) {
    const found = await orNull(() =>
      github.read(
        'GET /repos/{owner}/{repo}/compare/{basehead}',
        { basehead: `${since}...${commit}`, per_page: PAGE, page },
        need,
      ),
    );
    if (!found) return { listed: [], gap: `GitHub does not have ${base} and ${head} in one history` };
    const { total_commits: total, commits } = found;
    const many = `${total} commits came after ${base}, and at most ${MOST_COMMITS} are looked through`;
    if (total > MOST_COMMITS) return { listed: [], gap: many };
    listed.push(...(commits as readonly CommitAnswer[]));
    if (listed.length >= total) return { listed, gap: null };
    if (commits.length === 0) throw noAnswer(need);
  }
}

async function lastChange(github: GitHub, commit: string): Promise<Commits> {
  const name = commit.slice(0, 7);
  const need = { doing: `read who made the commit ${name}`, permission: 'contents: read' };
  // Its files, which fill pages, are not needed.
  const found: CommitAnswer | null = await orNull(() =>
    github.read('GET /repos/{owner}/{repo}/commits/{ref}', { ref: commit, per_page: 1 }, need),
  );
  if (!found) return { listed: [], gap: `GitHub does not have the commit ${name}` };
  const [before, ...merged] = found.parents;
  if (before?.sha && merged.length > 0) return commitsBetween(github, before.sha, commit);
  return { listed: [found], gap: null };
}

/** Null where GitHub has no such commit. */
async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 422) return null;
    throw error;
  }
}

interface Made {
  readonly people: readonly string[];
  readonly hasUnknown: boolean;
  readonly hasMore: boolean;
}

/** The API may give null for any of it. */
type Listed<T> = {
  readonly nodes: readonly (T | null)[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean };
} | null;

type Actor = { readonly __typename: string; readonly login: string } | null;

interface CommitNode {
  readonly oid: string;
  readonly authors: Listed<{
    readonly email: string | null;
    readonly user: { readonly login: string } | null;
  }>;
  readonly associatedPullRequests: Listed<{
    readonly merged: boolean;
    readonly author: Actor;
    readonly mergedBy: Actor;
  }>;
}

const MADE =
  'query($ids:[ID!]!){nodes(ids:$ids){...on Commit{oid authors(first:20){nodes{email user{login}} pageInfo{hasNextPage}} associatedPullRequests(first:10){nodes{merged author{__typename login} mergedBy{__typename login}} pageInfo{hasNextPage}}}}}';

/** What the list of commits does not say: their co-authors, and who opened and merged the pull requests they came with. */
async function madeTogether(
  github: GitHub,
  commits: readonly CommitAnswer[],
): Promise<ReadonlyMap<string, Made>> {
  const ids = commits.map((one) => one.node_id);
  const { nodes } = await github.query<{ nodes: readonly (CommitNode | null)[] }>(MADE, { ids }, NEED);
  return new Map(nodes.flatMap((one) => (one ? [[one.oid, madeBy(one)] as const] : [])));
}

function madeBy(commit: CommitNode): Made {
  const authors = whole(commit.authors);
  const pulls = whole(commit.associatedPullRequests);
  const merged = pulls.nodes.filter((one) => one.merged);
  const actors = merged.flatMap(({ author, mergedBy }) => [author, mergedBy]);
  // The first of them is the author, whom the list of commits names.
  const strangers = authors.nodes
    .slice(1)
    .filter(({ user, email }) => !user && !BOT_ADDRESS.test(email ?? ''));
  return {
    people: [
      ...loginsOf(...authors.nodes.map(({ user }) => user)),
      ...actors.flatMap((one) => (one?.__typename === 'User' ? loginsOf(one) : [])),
    ],
    // An account that was deleted has no name any more.
    hasUnknown: strangers.length > 0 || actors.includes(null),
    hasMore: authors.pageInfo.hasNextPage || pulls.pageInfo.hasNextPage,
  };
}

/** What is not told is not taken for nothing. */
function whole<T>(listed: Listed<T>) {
  const nodes = listed?.nodes?.flatMap((one) => one ?? []) ?? [];
  if (listed?.nodes?.length !== nodes.length) throw noAnswer(NEED);
  return { ...listed, nodes };
}

/** Who started a run, first and again, by their logins; nobody where it was the schedule, or the run is gone. */
export async function startersOf(github: GitHub, run: number): Promise<string[]> {
  const found = await github.find(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
    { run_id: run },
    { doing: `read who started the run ${run}`, permission: 'actions: read' },
  );
  if (!found) return [];
  const first = found.event === 'schedule' ? null : found.actor;
  return loginsOf(first, found.run_attempt === 1 ? null : found.triggering_actor);
}

/** Of people alone: what a bot does, nobody in particular does. */
function loginsOf(...accounts: readonly Account[]): string[] {
  const people = accounts.filter((one) => one?.type !== 'Bot').flatMap((one) => one?.login ?? []);
  return [...new Set(people)].filter((login) => login !== NOBODY && !login.endsWith('[bot]'));
}
