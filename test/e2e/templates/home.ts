import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commit, customers, edit, git } from '../../actions/project.ts';
import type { LocalGitHub } from '../../github/server.ts';

/** A repository as somebody works in it, and as GitHub has it. */
export class Home {
  readonly repository: string;
  readonly github: LocalGitHub;

  constructor(repository: string, github: LocalGitHub) {
    this.repository = repository;
    this.github = github;
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

  checkOut(branch: string): void {
    git(this.repository, 'checkout', '--quiet', branch);
  }

  /** Commits everything and pushes it to main. */
  push(message: string): void {
    commit(this.repository, message);
    this.#moveMain();
  }

  /** A branch from main whose config is another one; checked out, as a run of its pull request finds it. */
  pullRequest(number: number, change: (config: string) => string, { fork = false } = {}) {
    const main = git(this.repository, 'rev-parse', 'main');
    const branch = `change-${number}`;
    git(this.repository, 'checkout', '--quiet', '-B', branch, 'main');
    edit(this.repository, 'mlops.yml', change);
    commit(this.repository, `Change ${number}`);
    const sha = this.github.state.git.importCommit(this.repository, 'HEAD');
    const repo = fork ? 'mallory/flights' : 'acme/flights';
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

  /** Merges a pull request into main, and checks main out. */
  merge(number: number): void {
    this.checkOut('main');
    git(this.repository, 'merge', '--quiet', '--ff-only', `change-${number}`);
    this.#moveMain();
  }

  #moveMain(): void {
    const { git: store } = this.github.state;
    store.refs.set('refs/heads/main', store.importCommit(this.repository, 'HEAD'));
  }
}
