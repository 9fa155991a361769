// The server first: its routes import it in turn.
import '../../github/server.ts';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { checkOut, commit, customers, edit, git, makeRepository } from '../../actions/project.ts';
import { downloadedActions, runStep } from '../../actions/step.ts';
import { workflowRunEvent } from '../../github/run-shapes.ts';
import { type LocalGitHub, startGitHub } from '../../github/server.ts';
import type { Scope, StoredRun } from '../../github/state.ts';
import type { Workflow } from '../../templates/workflows.ts';
import { runWorkflow, type WorkflowOptions, type WorkflowResult } from '../act.ts';

const TEMPLATES = fileURLToPath(new URL('../../../workflows-templates/', import.meta.url));
const RELEASE = 'OWNER/mlops-actions@0000000000000000000000000000000000000000';
const WORKFLOWS = join('.github', 'workflows');

export type RunOptions = Partial<
  Pick<WorkflowOptions, 'inputs' | 'payload' | 'variables' | 'labels' | 'run'>
>;

export interface PullRequestPayload {
  readonly number: number;
  readonly pull_request: {
    readonly number: number;
    readonly head: {
      readonly sha: string;
      readonly ref: string;
      readonly repo: { readonly full_name: string };
    };
    readonly base: {
      readonly sha: string;
      readonly ref: string;
      readonly repo: { readonly full_name: string };
    };
  };
}

/** Somebody's repository with templates in it, and the GitHub that it is on. */
export class User {
  readonly repository: string;
  readonly github: LocalGitHub;
  #runs = 0;

  private constructor(repository: string, github: LocalGitHub) {
    this.repository = repository;
    this.github = github;
  }

  /** A small project whose training takes a second, with these templates. */
  static async begin(templates: readonly string[], config?: (text: string) => string): Promise<User> {
    const repository = makeRepository(config);
    mkdirSync(join(repository, WORKFLOWS), { recursive: true });
    for (const name of templates)
      cpSync(join(TEMPLATES, `${name}.yml`), join(repository, WORKFLOWS, `${name}.yml`));
    commit(repository, 'Add the workflows');
    return new User(repository, await startGitHub({ from: repository }));
  }

  /** The commit that is checked out. */
  get head(): string {
    return git(this.repository, 'rev-parse', 'HEAD');
  }

  write(file: string, text: string): void {
    mkdirSync(join(this.repository, file, '..'), { recursive: true });
    writeFileSync(join(this.repository, file), text);
  }

  edit(file: string, change: (text: string) => string): void {
    edit(this.repository, file, change);
  }

  /** What was served: other people than those of the training where they are `older`. */
  serve(file: string, { older = 0, from = 150, rows = 900 } = {}): void {
    this.write(join('requests', file), customers({ rows, older, from }));
  }

  /** Commits everything and pushes it to main. */
  push(message: string): void {
    commit(this.repository, message);
    this.github.state.git.refs.set(
      'refs/heads/main',
      this.github.state.git.importCommit(this.repository, 'HEAD'),
    );
  }

  /** Puts a version into production without a workflow: in one step, as fast as it can be. */
  async release(set = ''): Promise<void> {
    const { code, printed } = await runStep('pipeline', {
      workspace: checkOut(this.repository),
      github: this.github,
      sha: this.head,
      run: 500 + ++this.#runs,
      artifacts: false,
      inputs: {
        stage: 'validate-data, train, evaluate-gate, register, deploy',
        environment: 'production',
        set,
      },
    });
    if (code !== 0) throw new Error(printed);
  }

  /** A branch from main whose config is another one; checked out, as a run of its pull request finds it. */
  pullRequest(number: number, change: (config: string) => string, { fork = false } = {}): PullRequestPayload {
    const main = git(this.repository, 'rev-parse', 'main');
    git(this.repository, 'checkout', '--quiet', '-B', `change-${number}`, 'main');
    edit(this.repository, 'mlops.yml', change);
    commit(this.repository, `Change ${number}`);
    const sha = this.github.state.git.importCommit(this.repository, 'HEAD');
    const repo = fork ? 'mallory/flights' : 'acme/flights';
    const branch = `change-${number}`;
    this.github.state.pulls.set(number, { number, head: { sha, repo, branch } });
    return {
      number,
      pull_request: {
        number,
        head: { sha, ref: branch, repo: { full_name: repo } },
        base: { sha: main, ref: 'main', repo: { full_name: 'acme/flights' } },
      },
    };
  }

  /** The event of a comment that somebody wrote on a pull request. */
  comment(body: string, by: string) {
    const person = this.github.state.people.find(({ login }) => login === by);
    const user = { login: by, id: person?.id, type: 'User' };
    const id = this.github.state.nextId();
    this.github.state.comments.push({ id, issue: 7, body, user });
    const at = '2026-07-01T00:00:00Z';
    return {
      action: 'created',
      sender: user,
      issue: { number: 7, pull_request: { url: '' } },
      comment: { id, body, user, created_at: at, updated_at: at, performed_via_github_app: null },
      repository: { default_branch: 'main', full_name: 'acme/flights', owner: { login: 'acme' } },
    };
  }

  /** The event of a run of level 2 for a pull request of a fork, when it has ended. */
  finishedRun(id: number, number: number) {
    const { sha = '', branch = '', repo = '' } = this.github.state.pulls.get(number)?.head ?? {};
    const at = '2026-07-01T00:00:00Z';
    const run: StoredRun = {
      ...{ id, sha, branch, repo, run_attempt: 1, created_at: at, run_started_at: at, updated_at: at },
      ...{ name: 'MLOps level 2', path: '.github/workflows/level-2.yml' },
      ...{ event: 'pull_request', status: 'completed', conclusion: 'success' },
    };
    this.github.state.runs.push(run);
    return workflowRunEvent(this.github.state, run);
  }

  /** The event of the merge queue for what is checked out. */
  mergeGroup() {
    const base = git(this.repository, 'rev-parse', 'main');
    const head = { head_sha: this.head, head_ref: 'refs/heads/gh-readonly-queue/main/pr-3', base_sha: base };
    return { action: 'checks_requested', merge_group: { ...head, base_ref: 'refs/heads/main' } };
  }

  /** Merges a pull request into main, and checks main out. */
  merge(number: number): void {
    git(this.repository, 'checkout', '--quiet', 'main');
    git(this.repository, 'merge', '--quiet', '--ff-only', `change-${number}`);
    this.github.state.git.refs.set(
      'refs/heads/main',
      this.github.state.git.importCommit(this.repository, 'HEAD'),
    );
  }

  /** Runs a template to its end, with a token that may what the jobs of the template ask for, or less. */
  async run(
    template: string,
    event: WorkflowOptions['event'],
    { payload = {}, readOnly = false, ...options }: RunOptions & { readOnly?: boolean } = {},
  ): Promise<WorkflowResult> {
    const token = `token-${++this.#runs}`;
    const workflow = join(WORKFLOWS, `${template}.yml`);
    const permissions = granted(readFileSync(join(this.repository, workflow), 'utf8'), readOnly);
    this.github.state.tokens.set(token, { login: 'github-actions[bot]', type: 'Bot', permissions });
    return runWorkflow({
      repository: this.repository,
      workflow,
      github: this.github,
      event,
      payload,
      token,
      local: [[RELEASE, downloadedActions()]],
      ...options,
    });
  }

  async end(): Promise<void> {
    await this.github.close();
  }
}

/** The most that a job of the workflow asks for: act gives all jobs one token. */
function granted(text: string, readOnly: boolean): Partial<Record<Scope, 'read' | 'write'>> {
  const found: Partial<Record<Scope, 'read' | 'write'>> = {};
  const { jobs = {} } = parse(text) as Workflow;
  for (const { permissions = {} } of Object.values(jobs)) {
    for (const [name, access] of Object.entries(permissions)) {
      const scope = name.replace('-', '_') as Scope;
      if (found[scope] !== 'write') found[scope] = readOnly || access !== 'write' ? 'read' : 'write';
    }
  }
  return found;
}

/** `{job: 'success'}` for each of these jobs and no other. */
export const succeeded = (...jobs: readonly string[]) =>
  Object.fromEntries(jobs.map((job) => [job, 'success']));
