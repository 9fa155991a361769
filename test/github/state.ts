import { GitStore } from './git.ts';

export type Access = 'read' | 'write';
export const SCOPES = [
  'contents',
  'issues',
  'pull_requests',
  'deployments',
  'actions',
  'checks',
  'statuses',
  'metadata',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface Token {
  login: string;
  type: 'Bot' | 'User';
  permissions: Partial<Record<Scope, Access>>;
}

export interface StoredAsset {
  id: number;
  name: string;
  state: 'uploaded' | 'starter';
  bytes: Buffer;
}

export interface StoredRelease {
  id: number;
  tag_name: string;
  target_commitish: string;
  name: string;
  body: string;
  draft: boolean;
  prerelease: boolean;
  make_latest: string;
  assets: StoredAsset[];
  /** How many requests had come when it was made: lists show it a little later. */
  made: number;
}

export interface StoredComment {
  id: number;
  issue: number;
  body: string;
  user: { login: string; type: string };
  /** How many requests had come when it was made: lists show it a little later. */
  made?: number;
}

export interface StoredIssue {
  number: number;
  id: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  state_reason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
  user: { login: string; type: string };
  locked: boolean;
  /** Milliseconds of GitHub's clock. */
  created: number;
  updated: number;
  closed: number | null;
  /** How many requests had come when it was made: lists show it a little later. */
  made: number;
}

export interface StoredDeployment {
  id: number;
  sha: string;
  ref: string;
  environment: string;
  task: string;
  description: string;
  payload: unknown;
  statuses: Record<string, unknown>[];
  /** How many requests had come when it was made: lists show it a little later. */
  made: number;
}

export interface StoredArtifact {
  id: number;
  run: number;
  name: string;
  bytes: Buffer;
  finished: boolean;
  expired?: boolean;
}

/** A run of a workflow. */
export interface StoredRun {
  id: number;
  name: string;
  path: string;
  event: string;
  sha: string;
  branch: string;
  /** Whose commit it is, as `owner/name`; null where that repository was deleted. */
  repo: string | null;
  run_attempt: number;
  status: string;
  conclusion: string | null;
  created_at: string;
  run_started_at: string;
  updated_at: string;
  /** The logins of who started it, and of who started its latest attempt; nobody in particular where left out. */
  actor?: string;
  triggering_actor?: string;
}

/** A check run: what was said of it, and its lines. */
export interface StoredCheck {
  id: number;
  /** The slug of the app that made it. */
  app: string;
  said: Record<string, unknown>;
  output: Record<string, unknown>;
  annotations: Record<string, unknown>[];
}

export interface StoredStatus {
  id: number;
  sha: string;
  state: string;
  context: string;
  description: string | null;
  target_url: string | null;
}

export interface Pull {
  number: number;
  /** The branch is `change` where nothing is said. */
  head: { sha: string; repo: string; branch?: string };
  /** Open where nothing is said. */
  state?: 'open' | 'closed';
  /** The login of who opened it; GitHub shows nobody where the account is gone. */
  author?: string;
  /** The commits that came with it, and who merged it. */
  merged?: { commits: readonly string[]; by: string };
}

/** Somebody with an account, and what they may here: GitHub shows `maintain` and `triage` as role names alone. */
export interface StoredPerson {
  login: string;
  id: number;
  role: 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';
  /** By which commits are theirs. */
  email?: string;
}

/** Everything that the local GitHub knows of its one repository. Tests look here and change it. */
export class State {
  readonly git = new GitStore();
  readonly tokens = new Map<string, Token>();
  readonly releases: StoredRelease[] = [];
  readonly comments: StoredComment[] = [];
  readonly deployments: StoredDeployment[] = [];
  readonly dispatches: { event_type: string; client_payload: Record<string, unknown> }[] = [];
  readonly checkRuns: StoredCheck[] = [];
  readonly statuses: StoredStatus[] = [];
  readonly artifacts: StoredArtifact[] = [];
  readonly runs: StoredRun[] = [];
  /** Another host that artifacts are downloaded from; this one where there is none. */
  storage: string | undefined;
  readonly pulls = new Map<number, Pull>();
  readonly issues: StoredIssue[] = [];
  /** The labels of issues and pull requests, by number. */
  readonly labelsOf = new Map<number, string[]>();
  /** The repository's own labels. */
  readonly labels = new Map<string, { color: string; description: string | null }>();
  /** For so many requests after it was made, an issue is missing in lists. */
  issueLag = 0;
  /** False where the repository has its issues switched off. */
  hasIssues = true;
  readonly people: StoredPerson[] = [];
  readonly reactions: { comment: number; content: string; login: string }[] = [];
  /** Every request in order, with its answer. */
  readonly requests: { method: string; path: string; status: number }[] = [];
  /** What was asked or answered otherwise than GitHub's description of its API says. */
  readonly violations = new Set<string>();
  /** For so many requests after it was made, a release, comment or deployment is missing in lists. */
  listLag = 0;
  /** What goes wrong with a request; undefined lets it pass. */
  fault: ((request: { method: string; path: string; count: number }) => Fault | undefined) | undefined;
  /** What all paths of the API begin with, as on a GitHub Enterprise Server: `/api/v3`. */
  prefix = '';
  /** How many requests are left this hour. */
  remaining = 5000;
  /** How much may be written in a minute of this machine's time before the secondary limit holds; GitHub has 80. */
  writesPerMinute = Number.POSITIVE_INFINITY;
  readonly writes: number[] = [];
  /** How far GitHub's clock is before this machine's, in milliseconds. */
  ahead = 0;
  /** Branches that rules say something of. */
  readonly protectedBranches = new Set<string>();
  /** How many files of a tree are listed at most; GitHub has 100,000. */
  listedFiles = 100_000;
  /** Whether published releases can be changed no more, as a repository may demand. */
  immutableReleases = false;
  readonly owner: string;
  readonly repo: string;
  #id = 1000;

  constructor(owner: string, repo: string) {
    this.owner = owner;
    this.repo = repo;
  }

  nextId(): number {
    return ++this.#id;
  }
}

/**
 * `lost`: it is done, but the connection breaks before the answer. `refused`: the connection breaks and
 * nothing is done. `truncated`: it is done, and the answer breaks off in its middle. `silent`: it is done, and no answer
 * comes in time. A status: nothing is done and the answer says so. `starter`: an upload breaks off.
 */
export type Fault =
  | 'lost'
  | 'refused'
  | 'starter'
  | 'truncated'
  | 'silent'
  | {
      status: number;
      headers?: Record<string, string>;
      message?: string;
      /** What a query is answered with, where the status says that all is well. */
      errors?: readonly { readonly type?: string; readonly message: string }[];
    };
