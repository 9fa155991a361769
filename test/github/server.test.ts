import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  createCommit,
  createRef,
  createTag,
  createTree,
  findCommit,
  readTextFile,
} from '../../src/github/refs.ts';
import { openClient, Servers } from './open.ts';

const servers = new Servers();
const root = mkdtempSync(join(tmpdir(), 'local-github-'));
afterEach(() => servers.close());
afterAll(() => rmSync(root, { recursive: true, force: true }));
const by = { name: 'A', email: 'a@example.com', date: new Date('2026-01-02T03:04:05Z') };
const git = (directory: string, ...args: string[]) =>
  execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8' }).trim();

describe('the local GitHub', () => {
  it('makes git objects that git itself finds sound', async () => {
    const { state, ...server } = await servers.start();
    const { github } = await openClient({ state, ...server });
    const main = state.git.refs.get('refs/heads/main') ?? '';
    const tree = await createTree(
      github,
      { 'a.txt': 'é', '.github/b.txt': 'b', 'z/y/x': '' },
      (await findCommit(github, main))?.tree,
    );
    const commit = await createCommit(github, { message: 'Add\n', tree, parents: [main], by });
    const tag = await createTag(github, { name: 'late@v1.0.0', message: 'Tag\n', commit, by });
    await createRef(github, 'tags/late@v1.0.0', tag);
    const bare = join(root, 'bare.git');
    state.git.writeBare(bare);
    expect(git(bare, 'fsck', '--strict')).toBe('');
    const clone = join(root, 'clone');
    execFileSync('git', ['clone', '-q', bare, clone], { stdio: 'ignore' });
    expect(git(clone, 'ls-tree', '-r', '--name-only', 'late@v1.0.0').split('\n').sort()).toEqual(
      ['.github/b.txt', '.github/workflows/ci.yml', 'a.txt', 'mlops.yml', 'z/y/x'].sort(),
    );
    expect(git(clone, 'for-each-ref', '--format=%(objecttype) %(taggerdate:iso-strict)', 'refs/tags')).toBe(
      'tag 2026-01-02T03:04:05+00:00',
    );
  });

  it('takes over a commit of a repository on this machine', async () => {
    const directory = join(root, 'work');
    execFileSync('git', ['init', '-q', '-b', 'main', directory]);
    const as = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    execFileSync('bash', ['-c', `mkdir -p ${directory}/x && echo hello > ${directory}/x/file.txt`]);
    git(directory, 'add', '-A');
    git(directory, ...as, 'commit', '-q', '-m', 'first');
    const server = await servers.start({ from: directory });
    const { github } = await openClient(server);
    const head = git(directory, 'rev-parse', 'HEAD');
    expect((await findCommit(github, head))?.message).toBe('first\n');
    expect(await readTextFile(github, head, 'x/file.txt')).toBe('hello\n');
  });
});
