// The server first: its routes import it in turn.
import '../../github/server.ts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { checkOut, commit, git, makeRepository } from '../../actions/project.ts';
import { downloadedActions, runStep } from '../../actions/step.ts';
import { workflowRunEvent } from '../../github/run-shapes.ts';
import { startGitHub } from '../../github/server.ts';
import type { Scope, StoredRun } from '../../github/state.ts';
import type { Workflow } from '../../templates/workflows.ts';
import { runWorkflow, type WorkflowOptions, type WorkflowResult } from '../act.ts';
import { Home } from './home.ts';

const TEMPLATES = fileURLToPath(new URL('../../../workflows-templates/', import.meta.url));
const RELEASE = 'OWNER/mlops-actions@0000000000000000000000000000000000000000';
const WORKFLOWS = join('.github', 'workflows');

/** The text of a template, as somebody copies it. */
export const template = (name: string): string => readFileSync(join(TEMPLATES, `${name}.yml`), 'utf8');

export type RunOptions = Partial<
  Pick<WorkflowOptions, 'inputs' | 'payload' | 'variables' | 'labels' | 'run' | 'actor'>
>;

/** Somebody with a repository that has templates in it, and what starts runs there. */
export class User extends Home {
  #runs = 0;

  /** A small project whose training takes a second, with these templates. */
  static begin(templates: readonly string[], config?: (text: string) => string): Promise<User> {
    return User.in(
      makeRepository(config),
      Object.fromEntries(templates.map((name) => [name, template(name)])),
    );
  }

  /** A repository with workflows of these names and texts. */
  static async in(repository: string, workflows: Readonly<Record<string, string>>): Promise<User> {
    mkdirSync(join(repository, WORKFLOWS), { recursive: true });
    for (const [name, text] of Object.entries(workflows))
      writeFileSync(join(repository, WORKFLOWS, `${name}.yml`), text);
    commit(repository, 'Add the workflows');
    return new User(repository, await startGitHub({ from: repository }));
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

  /** The event of a comment that somebody wrote on a pull request, or on an issue. */
  comment(body: string, by: string, issue = 7) {
    const person = this.github.state.people.find(({ login }) => login === by);
    const user = { login: by, id: person?.id, type: 'User' };
    const id = this.github.state.nextId();
    this.github.state.comments.push({ id, issue, body, user });
    const at = '2026-07-01T00:00:00Z';
    return {
      action: 'created',
      sender: user,
      issue: { number: issue, ...(issue === 7 ? { pull_request: { url: '' } } : {}) },
      comment: { id, body, user, created_at: at, updated_at: at, performed_via_github_app: null },
      repository: { default_branch: 'main', full_name: 'acme/flights', owner: { login: 'acme' } },
    };
  }

  /** The event of a run of level 2 for a pull request of a fork, when it has ended. */
  finishedRun(id: number, number: number) {
    const { sha = '', branch = '', repo = '' } = this.github.state.pulls.get(number)?.head ?? {};
    return workflowRunEvent(
      this.github.state,
      this.#record({ id, sha, branch, repo, event: 'pull_request' }),
    );
  }

  /** Somebody has started a run on main, by a push where nothing else is said. */
  started(id: number, actor: string, event = 'push'): void {
    this.#record({ id, sha: this.head, branch: 'main', repo: 'acme/flights', event, actor });
  }

  #record(run: Pick<StoredRun, 'id' | 'sha' | 'branch' | 'repo' | 'event' | 'actor'>): StoredRun {
    const at = '2026-07-01T00:00:00Z';
    const stored: StoredRun = {
      ...{ run_attempt: 1, created_at: at, run_started_at: at, updated_at: at },
      ...{ name: 'MLOps level 2', path: '.github/workflows/level-2.yml' },
      ...{ status: 'completed', conclusion: 'success' },
      ...run,
    };
    this.github.state.runs.push(stored);
    return stored;
  }

  /** What a run left, where the runs after it find it. */
  keepArtifacts(run: number, { archives, artifacts }: WorkflowResult): void {
    for (const name of artifacts) {
      const bytes = readFileSync(join(archives, name, `${name}.zip`));
      this.github.state.artifacts.push({ id: this.github.state.nextId(), run, name, bytes, finished: true });
    }
  }

  /** The event of the merge queue for what is checked out. */
  mergeGroup() {
    const base = git(this.repository, 'rev-parse', 'main');
    const head = { head_sha: this.head, head_ref: 'refs/heads/gh-readonly-queue/main/pr-3', base_sha: base };
    return { action: 'checks_requested', merge_group: { ...head, base_ref: 'refs/heads/main' } };
  }

  /** Runs a template to its end, with a token that may what the jobs of the template ask for, or less. */
  async run(
    name: string,
    event: WorkflowOptions['event'],
    { payload = {}, readOnly = false, ...options }: RunOptions & { readOnly?: boolean } = {},
  ): Promise<WorkflowResult> {
    const token = `token-${++this.#runs}`;
    const workflow = join(WORKFLOWS, `${name}.yml`);
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
