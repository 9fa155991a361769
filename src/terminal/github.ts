import type { Config } from '../config/schema/config.ts';
import { GitHub } from '../github/client.ts';
import { proxiedFetch } from '../github/proxy.ts';
import type { Environment } from '../ports.ts';
import { UserError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';

/**
 * The repository on GitHub for a registry that lives there, from the variables that GitHub's own tools read:
 * GITHUB_TOKEN or GH_TOKEN, GITHUB_REPOSITORY and, for a server of one's own, GITHUB_API_URL. Undefined where the
 * config needs none. Throws UserError that names what is not set.
 */
export async function githubOf(config: Config, env: Environment, log: Log): Promise<GitHub | undefined> {
  if (config.registry.kind !== 'github') return undefined;
  const token = env.GITHUB_TOKEN || env.GH_TOKEN;
  const [owner, repo, more] = (env.GITHUB_REPOSITORY ?? '').split('/');
  if (!token || !owner || !repo || more !== undefined) {
    const missing = token ? 'GITHUB_REPOSITORY (as owner/name)' : 'GITHUB_TOKEN';
    throw new UserError(`the registry is \`github\`, and ${missing} is not set`, {
      hint: 'Set GITHUB_TOKEN to a token with `contents: write` and GITHUB_REPOSITORY to owner/name, or use `registry: { kind: folder }`.',
    });
  }
  const fetch = await proxiedFetch(env);
  const apiUrl = (env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '');
  return GitHub.open({ token, owner, repo, apiUrl, log, ...(fetch ? { fetch } : {}) });
}
