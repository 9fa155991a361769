import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { briefName } from '../../src/github/artifact-names.ts';
import { Runner } from '../../src/github/runner.ts';
import { systemTimer } from '../../src/github/timer.ts';
import { helper } from '../../src/runner/briefs/report.ts';
import { workflowRunEvent } from './run-shapes.ts';
import { outputsOf } from './runner-reads.ts';
import type { LocalGitHub } from './server.ts';
import type { StoredRun } from './state.ts';
import { hurriedTime } from './virtual-time.ts';
import { zipOf } from './zip.ts';

export const WORKFLOW = '.github/workflows/mlops.yml';
export const FORK = 'mallory/flights';
export const HEAD = 'f'.repeat(40);
const BEGAN = '2026-03-01T10:00:00Z';

/** A finished run of a pull request from a fork, but for what is said otherwise. */
export function forkRun(other: Partial<StoredRun> = {}): StoredRun {
  return {
    id: 500,
    name: 'mlops',
    path: WORKFLOW,
    event: 'pull_request',
    sha: HEAD,
    branch: 'change',
    repo: FORK,
    run_attempt: 1,
    status: 'completed',
    conclusion: 'success',
    created_at: BEGAN,
    run_started_at: BEGAN,
    updated_at: BEGAN,
    ...other,
  };
}

/** The archive of a brief with this content. */
export function briefZip(evidence: unknown): Buffer {
  return zipOf([{ name: 'evidence.json', content: JSON.stringify(evidence) }]);
}

interface Left {
  readonly model?: string;
  readonly stage: string;
  readonly key?: string;
  readonly attempt?: number;
  readonly run?: number;
  readonly bytes: Buffer;
}

/** Puts an artifact where a run of the fork would. */
export function leave(
  server: LocalGitHub,
  { model = 'late-flights', stage, key = '', attempt = 1, run = 500, bytes }: Left,
): void {
  const name = briefName({ what: { model, stage }, key }, attempt);
  server.state.artifacts.push({ id: server.state.nextId(), run, name, bytes, finished: true });
}

export interface Reported {
  readonly printed: string;
  readonly summary: string;
  readonly comment: string | undefined;
  readonly error: unknown;
}

/** Runs the action on the event of a run, in this process. */
export async function reportRun(
  server: LocalGitHub,
  {
    run = forkRun(),
    event = 'workflow_run',
    payload = workflowRunEvent(server.state, run) as unknown,
    token = server.token,
    workflow = WORKFLOW,
  } = {},
): Promise<Reported> {
  const folder = mkdtempSync(join(tmpdir(), 'reporter-'));
  const file = (name: string, content = '') => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  vi.stubEnv('GITHUB_OUTPUT', file('output'));
  vi.stubEnv('GITHUB_STEP_SUMMARY', file('summary'));
  const hurried = hurriedTime();
  const clock = [
    vi.spyOn(systemTimer, 'now').mockImplementation(hurried.now),
    vi.spyOn(systemTimer, 'wait').mockImplementation(hurried.wait),
  ];
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  try {
    const runner = new Runner({
      GITHUB_REPOSITORY: 'acme/flights',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_RUN_ID: '900',
      GITHUB_API_URL: server.url,
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(payload)),
      INPUT_WORKFLOW: workflow,
      INPUT_TOKEN: token,
    });
    const error = await helper(runner, new AbortController().signal).catch((caught: unknown) => caught);
    runner.end();
    const { comment } = outputsOf(readFileSync(join(folder, 'output'), 'utf8'));
    return { printed, summary: readFileSync(join(folder, 'summary'), 'utf8'), comment, error };
  } finally {
    spy.mockRestore();
    for (const one of clock) one.mockRestore();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  }
}
