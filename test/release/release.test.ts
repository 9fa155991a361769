import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Servers } from '../github/open.ts';
import type { State } from '../github/state.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARTS = ['README.md', 'CHANGELOG.md', 'LICENSE', 'package.json', 'package-lock.json', 'action.yml'];
const FOLDERS = ['.github', 'actions', 'workflows-templates', 'engines', 'scripts', 'docs'];
const made: string[] = [];
let root: string;

function git(...args: string[]): string {
  const who = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com', '-c', 'tag.gpgSign=false'];
  return execFileSync('git', [...who, ...args], { cwd: root, encoding: 'utf8' }).trim();
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));
}

/** As before the first release. */
function withoutPins(text: string): string {
  const ours = /[\w.-]+\/[\w.-]+((?:\/actions|\/\.github\/workflows)\/[\w.-]+)@[0-9a-f]{40} # v\S+/g;
  return text.replace(ours, `OWNER/mlops-actions$1@${'0'.repeat(40)} # v0.1.0`);
}

function setPackage(change: Record<string, unknown>): void {
  edit('package.json', (text) => JSON.stringify({ ...JSON.parse(text), ...change }, null, 2));
}

function release(...args: string[]) {
  const options = { cwd: root, encoding: 'utf8' as const };
  return spawnSync(process.execPath, [join(root, 'scripts/release.mjs'), ...args], options);
}

/** What `--check` says, where building is left to the checks of the project. */
async function problems(): Promise<string[]> {
  const { problemsOf } = await import(join(ROOT, 'scripts/release/check.mjs'));
  return problemsOf(root, []);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'release-'));
  made.push(root);
  for (const path of [...PARTS, ...FOLDERS]) cpSync(join(ROOT, path), join(root, path), { recursive: true });
  setPackage({ version: '1.2.0', repository: 'github:acme/loop' });
  writeFileSync(
    join(root, 'CHANGELOG.md'),
    '# Changelog\n\n## Unreleased\n\n## 1.2.0 - 2026-11-21\n\n- More.\n',
  );
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  for (const path of git('ls-files', '*.md', '*.yml').split('\n')) edit(path, withoutPins);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Everything');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

describe('a commit that is to be released', () => {
  test('is ready where nothing is missing', async () => {
    expect(await problems()).toEqual([]);
  });

  test('has a clean tree, notes under its version, and a repository', async () => {
    setPackage({ version: '1.3.0', repository: undefined });
    expect(await problems()).toEqual([
      expect.stringContaining('not clean'),
      expect.stringContaining('`repository` is missing'),
      expect.stringContaining('there is no `## 1.3.0'),
    ]);
    edit('CHANGELOG.md', (text) => text.replace('- More.', ''));
    setPackage({ version: '1.2.0', repository: 'github:acme/loop' });
    git('commit', '--quiet', '--all', '--message', 'Fewer notes');
    expect(await problems()).toEqual(['CHANGELOG.md: 1.2.0 says nothing.']);
  });

  test('is newer than the last release, by number and not by letter', async () => {
    git('tag', '--annotate', 'v1.10.0', '--message', 'v1.10.0');
    expect((await problems())[0]).toMatch(/1\.2\.0 is not newer than the release v1\.10\.0/);
  });

  test('a tag without a message is no release, nor is that of a major version', async () => {
    git('tag', 'v9.0.0');
    git('tag', '--annotate', 'v9', '--message', 'v9');
    expect(await problems()).toEqual([]);
  });
});

describe('the pins of templates and pages', () => {
  test('are those of the last release once they are filled in, and stay so', async () => {
    const before = readFileSync(join(root, 'workflows-templates/level-0.yml'), 'utf8');
    expect(before).toContain(`OWNER/mlops-actions/actions/train@${'0'.repeat(40)}`);
    git('tag', '--annotate', 'v1.2.0', '--message', 'v1.2.0');
    const commit = git('rev-parse', 'HEAD');
    const { status, stdout } = release('--pin');
    expect(status).toBe(0);
    expect(stdout).toContain('pinned in workflows-templates/level-0.yml');
    expect(stdout).toContain('pinned in actions/train/README.md');
    const after = readFileSync(join(root, 'workflows-templates/level-0.yml'), 'utf8');
    expect(after).toContain(`uses: acme/loop/actions/train@${commit} # v1.2.0`);
    expect(after).not.toContain('OWNER/');
    expect(after.match(/actions\/checkout@.*/g)).toEqual(before.match(/actions\/checkout@.*/g));
    expect(release('--pin').stdout).toBe('');

    setPackage({ version: '1.3.0' });
    edit('CHANGELOG.md', (text) => text.replace('## 1.2.0', '## 1.3.0 - 2026-12-01\n\n- New.\n\n## 1.2.0'));
    git('commit', '--quiet', '--all', '--message', 'Pinned');
    expect(await problems()).toEqual([expect.stringMatching(/^docs\/templates\.md: 1 references/)]);
    // A workflow that others call is pinned to a commit that calls the release.
    expect(release('--pin').stdout).toBe('pinned in docs/templates.md\n');
    const page = readFileSync(join(root, 'docs/templates.md'), 'utf8');
    const called = /acme\/loop\/\.github\/workflows\/level-1\.yml@([0-9a-f]{40})/.exec(page)?.[1] ?? '';
    expect(git('show', `${called}:.github/workflows/level-1.yml`)).toContain(`/actions/train@${commit}`);
    git('commit', '--quiet', '--all', '--message', 'Workflows pinned');
    expect(await problems()).toEqual([]);

    edit('actions/train/README.md', (text) => text.replace(commit, '1'.repeat(40)));
    git('commit', '--quiet', '--all', '--message', 'A wrong pin');
    expect(await problems()).toEqual([expect.stringMatching(/^actions\/train\/README\.md: 1 references/)]);
  });

  test('cannot be filled in before there is a release', () => {
    const { status, stderr } = release('--pin');
    expect([status, stderr]).toEqual([2, expect.stringContaining('There is no release yet')]);
  });
});

describe('what a release holds', () => {
  test('is the same for the same commit, with its sums', () => {
    // In the place of a build.
    edit('LICENSE', (text) => text);
    cpSync(join(ROOT, 'engines'), join(root, 'dist'), { recursive: true });
    git('add', '--all', '--force', 'dist');
    git('commit', '--quiet', '--message', 'Something to run');
    const [one, two] = [join(root, '..', 'a'), join(root, '..', 'b')].map((end) => mkdtempSync(`${end}-`));
    made.push(one as string, two as string);
    expect(release('--assets', one as string).status).toBe(0);
    expect(release('--assets', two as string).status).toBe(0);
    const names = readdirSync(one as string).sort();
    expect(names).toEqual(['SHA256SUMS', 'mlops-actions-v1.2.0.cdx.json', 'mlops-actions-v1.2.0.tar.gz']);
    for (const name of names) {
      expect(readFileSync(join(one as string, name)).equals(readFileSync(join(two as string, name)))).toBe(
        true,
      );
    }
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: one });
    const listed = execFileSync('tar', ['-tzf', 'mlops-actions-v1.2.0.tar.gz'], {
      cwd: one,
      encoding: 'utf8',
    });
    expect(listed).toContain('mlops-actions-v1.2.0/actions/train/action.yml');
    expect(listed).not.toMatch(/scripts|workflows-templates/);
  });

  test('the bill of materials has what npm counts as installed for it, with npm’s digests', async () => {
    const { billOfMaterials } = await import(join(ROOT, 'scripts/release/bill-of-materials.mjs'));
    const { components } = billOfMaterials(root, '1.2.0') as { components: Component[] };
    const digests = (list: Component[]) =>
      Object.fromEntries(list.map((one) => [one['bom-ref'], one.hashes?.[0]?.content]));
    const npm = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev', '--omit=optional'];
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, stdio: 'pipe' } as const;
    const theirs = digests(JSON.parse(execFileSync('npm', npm, options)).components);
    expect(Object.keys(theirs).length).toBeGreaterThan(300);
    // npm leaves out what the development needs as well.
    expect(digests(components.filter(({ scope }) => scope === 'required'))).toMatchObject(theirs);
    expect(components).toContainEqual(
      expect.objectContaining({
        name: '@duckdb/node-api',
        hashes: [expect.objectContaining({ alg: 'SHA-512' })],
      }),
    );
  });
});

interface Component {
  readonly 'bom-ref': string;
  readonly scope?: string;
  readonly hashes?: readonly { readonly content: string }[];
}

describe('on GitHub', () => {
  const servers = new Servers();
  afterEach(() => servers.close());

  async function started() {
    const server = await servers.start({ owner: 'acme', repo: 'loop', from: root });
    const { state, url, token } = server;
    const environment = {
      ...process.env,
      GITHUB_API_URL: `${url}${state.prefix}`,
      GITHUB_REPOSITORY: 'acme/loop',
      GH_TOKEN: token,
    };
    const ask = (...args: string[]) => {
      const options = { cwd: root, encoding: 'utf8', env: environment } as const;
      return new Promise<{ code: number | null; text: string }>((resolve) => {
        const child = spawn(process.execPath, [join(root, 'scripts/release.mjs'), ...args], options);
        let text = '';
        for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
        child.on('close', (code) => resolve({ code, text }));
      });
    };
    return { state, ask };
  }

  /** An annotated tag of the commit at the head of main. */
  function tagged(state: State, name: string): string {
    const object = state.git.resolve('main') ?? '';
    const tagger = { name: 'Tester', email: 'tester@example.com', date: '2026-11-21T12:00:00Z' };
    state.git.refs.set(
      `refs/tags/${name}`,
      state.git.putTag({ name, object, type: 'commit', tagger, message: name }),
    );
    return object;
  }

  test('a tag that is not signed, of another version and on no branch is refused for all three', async () => {
    const { state, ask } = await started();
    tagged(state, 'v1.3.0');
    const { code, text } = await ask('--tag', 'v1.3.0');
    expect(code).toBe(1);
    expect(text).toMatch(/The tag is v1\.3\.0, and package\.json says 1\.2\.0/);
    expect(text).toMatch(/signature of v1\.3\.0 does not hold: unsigned/);
    expect(text).toMatch(/not on main/);
  });

  test('a draft gets its files, is published, and the tag of the major version is that of the commit', async () => {
    const { state, ask } = await started();
    const commit = tagged(state, 'v1.2.0');
    const folder = join(root, '..', 'assets');
    made.push(folder);
    cpSync(join(root, 'engines'), join(root, 'dist'), { recursive: true });
    git('add', '--all', '--force', 'dist');
    git('commit', '--quiet', '--message', 'Something to run');
    expect((await ask('--assets', folder)).code).toBe(0);
    expect((await ask('--draft', folder)).text).toMatch(/^draft: http/);
    expect(state.git.refs.has('refs/tags/v1')).toBe(false);
    // The draft of a run that failed goes, so that there is one.
    expect((await ask('--draft', folder)).code).toBe(0);
    const [draft, ...others] = state.releases;
    expect(others).toEqual([]);
    expect(draft).toMatchObject({
      draft: true,
      tag_name: 'v1.2.0',
      body: expect.stringMatching(/^- More\./),
    });
    expect(draft?.assets.map(({ name }) => name).sort()).toEqual(readdirSync(folder).sort());
    for (const { name, bytes } of draft?.assets ?? [])
      expect(bytes).toEqual(readFileSync(join(folder, name)));

    const { code, text } = await ask('--publish', 'v1.2.0');
    expect([code, text]).toEqual([0, expect.stringContaining(`v1 is ${commit}`)]);
    expect(state.releases[0]?.draft).toBe(false);
    expect(state.git.refs.get('refs/tags/v1')).toBe(commit);
    const again = await ask('--draft', folder);
    expect([again.code, again.text]).toEqual([2, expect.stringContaining('published already')]);
  });
});
