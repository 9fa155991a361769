import { readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { briefZip, FORK, forkRun, HEAD, leave, WORKFLOW } from '../github/fork-run.ts';
import { hostileArtifacts } from '../github/hostile-artifacts.ts';
import { workflowRunEvent } from '../github/run-shapes.ts';
import { type LocalGitHub, startGitHub } from '../github/server.ts';
import { story } from '../report/stories.ts';
import { temporaryFolder } from './folders.ts';
import { runStep } from './step.ts';

let github: LocalGitHub | undefined;
afterEach(() => github?.close());

/** As a process of its own, in folders that nobody else writes to. */
async function report(server: LocalGitHub) {
  github = server;
  server.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: FORK } });
  const [workspace, home, temporary] = ['workspace', 'home', 'temporary'].map(temporaryFolder) as [
    string,
    string,
    string,
  ];
  const event = { name: 'workflow_run', payload: workflowRunEvent(server.state, forkRun()) };
  const env = { HOME: home, TMPDIR: temporary };
  const result = await runStep('report', {
    workspace,
    github: server,
    event,
    env,
    inputs: { workflow: WORKFLOW },
  });
  return {
    result,
    written: [workspace, home, temporary].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }),
    ),
  };
}

test('the report of a fork is a comment, and nothing is written', async () => {
  const server = await startGitHub();
  for (const evidence of story('refused'))
    leave(server, { stage: evidence.stage, bytes: briefZip(evidence) });
  const { result, written } = await report(server);
  expect(result.code, result.printed).toBe(0);
  expect(result.outputs.comment).toMatch(/pull\/7#issuecomment-/);
  expect(server.state.comments).toHaveLength(1);
  expect(written).toEqual([]);
});

test('hostile artifacts are refused in the log, and nothing is written', async () => {
  const server = await startGitHub();
  for (const [index, bytes] of hostileArtifacts(20).entries())
    leave(server, { stage: 'train', key: `k${index}`, bytes });
  const { result, written } = await report(server);
  expect(result.code, result.printed).toBe(0);
  expect(result.printed).toContain('is not reported: ');
  expect(written).toEqual([]);
});
