import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalGitHub, startGitHub } from '../github/server.ts';
import { git, makeRepository } from './project.ts';
import { runStep } from './step.ts';

/** Notes each call; the second one does what `body` says, and says so. */
const program = (body: string) => `import { appendFileSync, readFileSync } from 'node:fs';
appendFileSync('calls', process.env.MLOPS_VERSION + '\\n');
if (readFileSync('calls', 'utf8').split('\\n').length === 3) { ${body}; console.log('second call'); }
`;
const HANGS = 'setInterval(() => {}, 1000)';

let github: LocalGitHub;
let workspace: string;
beforeEach(async () => {
  workspace = makeRepository((text) => text.replace('kind: github', 'kind: folder'));
  github = await startGitHub({ from: workspace });
});
afterEach(() => github.close());

function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

/** Deploys, then deploys again and cancels that. */
async function cancelledAgain(body: string) {
  const common = { workspace, github, sha: git(workspace, 'rev-parse', 'HEAD') };
  writeFileSync(join(workspace, 'deploy.mjs'), program(body));
  const made = await runStep('pipeline', {
    ...common,
    inputs: { stage: 'validate-data, train, evaluate-gate, register, deploy' },
  });
  expect(made.code, made.printed).toBe(0);
  const result = await runStep('deploy', {
    ...common,
    signalAfter: { text: 'second call', signal: 'SIGINT' },
  });
  expect(result.code, result.printed).toBe(130);
  return {
    calls: readFileSync(join(workspace, 'calls'), 'utf8').trim().split('\n'),
    states: github.state.deployments.at(-1)?.statuses.map(({ state }) => state),
  };
}

test('a deployment that is cancelled goes back to the version before, and GitHub knows that it failed', async () => {
  const { calls, states } = await cancelledAgain(HANGS);
  expect(calls).toEqual(['v1.0.0', 'v1.0.0', 'v1.0.0']);
  expect(states).toEqual(['in_progress', 'error']);
});

test('one whose program does not end when it is asked to is not left as in progress', async () => {
  const note = `appendFileSync('pid', String(process.pid));`;
  const { states } = await cancelledAgain(`process.on('SIGINT', () => {}); ${note} ${HANGS}`);
  expect(states).toEqual(['in_progress', 'error']);
  const pid = Number(readFileSync(join(workspace, 'pid'), 'utf8'));
  expect(isRunning(pid), 'the program outlives the step').toBe(false);
});
