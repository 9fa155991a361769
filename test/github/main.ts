// The local GitHub as a program, for act: prints one JSON line, then serves until it is stopped.
// node test/github/main.ts [--port 4001] [--owner acme] [--repo flights] [--from /path/to/repository] [--state FILE]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startGitHub } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    owner: { type: 'string', default: 'acme' },
    repo: { type: 'string', default: 'flights' },
    from: { type: 'string' },
    /** Where to write what happened, when it is stopped. */
    state: { type: 'string' },
  },
});
const { port, owner, repo, from } = values;
const github = await startGitHub({ port: Number(port), owner, repo, ...(from ? { from } : {}) });
github.state.pulls.set(7, {
  number: 7,
  head: { sha: github.state.git.refs.get('refs/heads/main') ?? '', repo: `${owner}/${repo}` },
});
process.stdout.write(`${JSON.stringify({ url: github.url, token: github.token })}\n`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    const { requests, violations, comments, issues, deployments, dispatches, releases, artifacts, git } =
      github.state;
    const shown = {
      requests,
      violations: [...violations],
      comments,
      issues,
      deployments,
      dispatches,
      releases: releases.map((one) => ({
        ...one,
        assets: one.assets.map(({ name, state }) => ({ name, state })),
      })),
      artifacts: artifacts.map(({ id, run, name }) => ({ id, run, name })),
      refs: Object.fromEntries(git.refs),
    };
    if (values.state) writeFileSync(values.state, JSON.stringify(shown, null, 2));
    await github.close();
    process.exit(0);
  });
}
