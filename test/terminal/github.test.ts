import { afterEach, describe, expect, test } from 'vitest';
import { openRegistry } from '../../src/registry/open.ts';
import { systemClock } from '../../src/system/clock.ts';
import { UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { githubOf } from '../../src/terminal/github.ts';
import { Servers } from '../github/open.ts';

const servers = new Servers();
afterEach(() => servers.close());
const log = new MemoryLog();
const config = { registry: { kind: 'github' }, model: { name: 'late-flights' } } as Parameters<
  typeof githubOf
>[0];

describe('the github registry at a terminal', () => {
  test('is reached with the variables that GitHub’s own tools read', async () => {
    const server = await servers.start();
    const env = {
      GITHUB_TOKEN: server.token,
      GITHUB_REPOSITORY: `${server.state.owner}/${server.state.repo}`,
      GITHUB_API_URL: server.url,
    };
    const github = await githubOf(config, env, log);
    const registry = await openRegistry(config, process.cwd(), {
      clock: systemClock,
      ...(github ? { github } : {}),
    });
    expect(await registry.versions()).toEqual([]);
  });

  test('is not looked for where the config needs none', async () => {
    const folder = { ...config, registry: { kind: 'folder' as const, path: 'registry' } };
    expect(await githubOf(folder, {}, log)).toBeUndefined();
  });

  test.each([
    [{}, /GITHUB_TOKEN is not set/],
    [{ GH_TOKEN: 'x' }, /GITHUB_REPOSITORY \(as owner\/name\) is not set/],
    [{ GH_TOKEN: 'x', GITHUB_REPOSITORY: 'a/b/c' }, /GITHUB_REPOSITORY/],
  ])('tells what is not set: %j', async (env, message) => {
    const asked = githubOf(config, env, log);
    await expect(asked).rejects.toThrow(UserError);
    await expect(asked).rejects.toThrow(message);
  });
});
