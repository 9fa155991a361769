import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { GitHubRegistry } from '../../src/registry/github.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { openClient } from '../github/open.ts';
import { startGitHub } from '../github/server.ts';
import { COMMIT, MODEL, requestFor, writePackage } from '../registry/packages.ts';

const python = process.env.MLOPS_PEER_PYTHON ?? 'python3';
const RUN = 'import sys; from gto.cli import app; sys.argv[0] = "gto"; app()';
const hasGto = spawnSync(python, ['-c', 'import gto']).status === 0;
const root = mkdtempSync(join(tmpdir(), 'gto-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What gto itself answers about a repository, as JSON. */
function gto(repository: string, ...args: string[]) {
  const env = { ...process.env, COLUMNS: '200' };
  return JSON.parse(
    execFileSync(python, ['-c', RUN, ...args, '--json', '--repo', repository], { encoding: 'utf8', env }),
  );
}

it.skipIf(!hasGto)(
  'gto reads the versions and assignments of the github registry (needs MLOPS_PEER_PYTHON with gto 1.10)',
  async () => {
    const server = await startGitHub();
    try {
      const { git } = server.state;
      const by = { name: 'A', email: 'a@example.com', date: '2026-01-01T00:00:00Z' };
      const main = git.refs.get('refs/heads/main') ?? '';
      const source = git.putCommit({
        tree: git.putTree([]),
        parents: [main],
        author: by,
        committer: by,
        message: 'Source\n',
      });
      const { github } = await openClient(server);
      // All within one second of the clock: gto must get them in the right order all the same.
      const registry = new GitHubRegistry(MODEL, github, { clock: fixedClock('2026-02-01T12:00:00.000Z') });
      for (const content of ['a', 'b', 'c']) {
        const made = await writePackage(join(root, content), content);
        await registry.register(requestFor(made, { commit: source }));
      }
      await registry.assign('production', 'v1.1.0');
      await registry.assign('staging', 'v1.2.0');
      await registry.assign('production', 'v1.2.0');
      await registry.assign('production', 'v1.0.0');
      await registry.assign('staging', null);
      expect(source).not.toBe(COMMIT);

      const bare = join(root, 'bare.git');
      const clone = join(root, 'clone');
      git.writeBare(bare);
      execFileSync('git', ['clone', '-q', bare, clone], { stdio: 'ignore' });

      expect(gto(clone, 'show')).toMatchObject({
        [MODEL]: { version: 'v1.2.0', stage: { production: 'v1.0.0' } },
      });
      const versions = gto(clone, 'show', MODEL) as { version: string; stages: { stage: string }[] }[];
      expect(versions.map(({ version, stages }) => [version, ...stages.map(({ stage }) => stage)])).toEqual([
        ['v1.2.0'],
        ['v1.1.0'],
        ['v1.0.0', 'production'],
      ]);
      const history = gto(clone, 'history', MODEL) as { event: string; version: string; stage: string }[];
      const assignments = history.filter(({ event }) => event.includes('assign')).reverse();
      expect(assignments.map(({ event, version, stage }) => `${event} ${version} ${stage}`)).toEqual([
        'assignment v1.1.0 production',
        'assignment v1.2.0 staging',
        'assignment v1.2.0 production',
        'assignment v1.0.0 production',
        'unassignment v1.2.0 staging',
      ]);
      const checked = gto(clone, 'check-ref', `${MODEL}#production#4`);
      expect(checked).toMatchObject({ version: 'v1.0.0', stage: 'production', event: 'assignment' });
    } finally {
      await server.close();
    }
  },
);
