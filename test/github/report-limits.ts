import fc from 'fast-check';
import { expect, vi } from 'vitest';
import type { Evidence } from '../../src/evidence/schema.ts';
import { Annotations } from '../../src/github/annotations.ts';
import { LONGEST_CHECK_SUMMARY, type PlacedAnnotation } from '../../src/github/check.ts';
import { LONGEST_COMMENT, upsertComment } from '../../src/github/comment.ts';
import { Features } from '../../src/github/features.ts';
import { COMMENT_BUDGET } from '../../src/publish.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { annotationsOf } from '../../src/runner/outlets/annotations.ts';
import { checkOf } from '../../src/runner/outlets/check.ts';
import { type Outlet, summaryOf, titleOf } from '../../src/runner/outlets/outlets.ts';
import { reportWithStop } from '../../src/runner/outlets/reports.ts';
import { linksOf } from '../../src/runner/outlets/told.ts';
import { outputsOf } from '../../src/runner/step/outputs.ts';
import { LARGEST, type Size, SizedRuns } from '../report/sized-run.ts';
import { openClient } from './open.ts';
import type { LocalGitHub } from './server.ts';

const HEAD = 'a'.repeat(40);
const MOST_OUTPUTS = 1024 * 1024;
const MOST_SUMMARY = 1024 * 1024;
/** Short, in many bytes, and as bad as can be. */
const NAMES = [
  'column',
  '列の名前がとても長い…',
  `@acme/all|\`<b>[x](https://evil.example)\`${'x'.repeat(180)}`,
];

export interface Cases {
  readonly count: number;
  /** Each so-many-th one is of the largest size. */
  readonly largestEvery: number;
}

/** Holds that the reports of runs of all sizes stay within every limit, and that the local GitHub refuses none. */
export async function holdLimits(server: LocalGitHub, { count, largestEvery }: Cases): Promise<void> {
  const { state } = server;
  state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: 'acme/flights' } });
  state.remaining = Number.POSITIVE_INFINITY;
  const { github, log } = await openClient(server);
  const outlet = outletOf(server, { github, log });
  const runs = NAMES.map((name) => new SizedRuns(name));
  const sizes = sizesOf(count);
  for (const [index, drawn] of sizes.entries()) {
    const size = index % largestEvery === 0 ? LARGEST : drawn;
    const broken = Math.floor(index / largestEvery) % 2 === 1;
    const evidence = (runs[index % runs.length] as SizedRuns).of(size, broken);
    for (const list of [state.comments, state.checkRuns, state.requests]) list.splice(0);
    await holdComment(outlet, server, evidence, broken);
    await holdCheck(outlet, server, evidence);
    holdCommands(evidence);
    expect(Buffer.byteLength(summaryOf('model', evidence, null) ?? '')).toBeLessThanOrEqual(MOST_SUMMARY);
    const refused = state.requests.filter(({ status }) => status >= 400);
    expect(refused, JSON.stringify(size)).toEqual([]);
  }
  expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
}

/** From one column to 10,000 and one rule to 200, small ones as often as large ones. */
function sizesOf(count: number): Size[] {
  // Not a drawn double: most doubles between 0 and 1 are next to 0.
  const logUniform = (most: number) => fc.nat(1_000_000).map((share) => Math.round(most ** (share / 1e6)));
  const size = fc.record({
    columns: logUniform(LARGEST.columns),
    rules: logUniform(LARGEST.rules),
    slices: logUniform(LARGEST.slices),
  });
  const sizes = fc.sample(fc.noBias(size), { numRuns: count, seed: 1 });
  for (const [of, most] of Object.entries(LARGEST)) {
    const small = sizes.filter((one) => one[of as keyof Size] < Math.sqrt(most)).length;
    expect(Math.abs(small / count - 0.5), `${of}: as many small as large`).toBeLessThan(0.1);
  }
  return sizes;
}

function outletOf(server: LocalGitHub, { github, log }: Pick<Outlet, 'github' | 'log'>): Outlet {
  const context = {
    ...{ owner: 'acme', repo: 'flights', event: 'pull_request', sha: HEAD, ref: 'refs/pull/7/merge' },
    ...{
      runId: '100',
      runAttempt: 1,
      workflow: '.github/workflows/ci.yml',
      job: 'gate',
      actor: 'alice',
      triggeringActor: 'alice',
    },
    ...{ apiUrl: server.url, serverUrl: 'https://github.com', workspace: '.', payload: {}, base: null },
    runUrl: 'https://github.com/acme/flights/actions/runs/100',
    pullRequest: { number: 7, headSha: HEAD, fork: false },
  };
  const features = new Features();
  return { context, github, features, log, action: 'evaluate-gate', model: 'late-flights', matrix: 'large' };
}

const ARTIFACT = { name: 'mlops-late-flights-evaluate-gate-1', id: 1, digest: `sha256:${'0'.repeat(64)}` };

async function holdComment(outlet: Outlet, { state }: LocalGitHub, evidence: Evidence[], broken: boolean) {
  const report = reportWithStop(titleOf(outlet), evidence, null);
  if (!report) throw new Error('there is no report');
  const links = linksOf(outlet, ARTIFACT);
  const body = markdownOf(report, { budget: COMMENT_BUDGET, brief: true, links });
  const key = { workflow: outlet.context.workflow, model: outlet.model, matrix: outlet.matrix };
  await upsertComment(outlet.github, { issue: 7, key, body, headSha: null });
  const stored = state.comments[0]?.body ?? '';
  expect([...stored].length).toBeLessThanOrEqual(LONGEST_COMMENT);
  expect(Buffer.byteLength(stored)).toBeLessThanOrEqual(LONGEST_COMMENT);
  expect(stored.startsWith(`### ❌ late-flights (large): ${broken ? 'data refused' : 'refused'}. `)).toBe(
    true,
  );
  expect(stored).toContain('actions/runs/100/artifacts/1');
}

async function holdCheck(outlet: Outlet, { state }: LocalGitHub, all: Evidence[]) {
  const evidence = all.at(-1);
  if (!evidence) throw new Error('there is no evidence');
  const place = { file: 'contract.yml', line: 1 };
  const annotations: PlacedAnnotation[] = annotationsOf(evidence, 1).map((one) => ({ ...one, ...place }));
  const told = {
    ...{ evidence: [evidence], out: '', stop: null, verdict: evidence.verdict, artifact: ARTIFACT },
    ...{ codeOf: () => 1, history: null },
  };
  const checked = { stage: evidence.stage, evidence, stop: null, code: 1, annotations, batches: 2 };
  expect(await checkOf(outlet, checked, told)).toBe(true);
  const [check] = state.checkRuns;
  const summary = String(check?.output.summary);
  expect(summary.length).toBeLessThanOrEqual(LONGEST_CHECK_SUMMARY);
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(LONGEST_CHECK_SUMMARY);
  expect(check?.annotations).toHaveLength(Math.min(100, annotations.length));
}

/** What the runner takes of a step: ten annotations of a kind, and a megabyte of outputs. */
function holdCommands(evidence: Evidence[]) {
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  try {
    const annotations = new Annotations(
      () => {},
      (text) => text,
    );
    for (const one of evidence)
      for (const annotation of annotationsOf(one, one.verdict === 'pass' ? 0 : 1))
        annotations.add(annotation);
    annotations.end();
  } finally {
    spy.mockRestore();
  }
  for (const kind of ['error', 'warning', 'notice'])
    expect(printed.match(new RegExp(`^::${kind}[ :]`, 'gm'))?.length ?? 0).toBeLessThanOrEqual(10);
  const last = evidence.at(-1);
  const results = { verdict: 'fail' as const, out: '/out', variants: [''], artifact: ARTIFACT };
  const outputs = last ? outputsOf(last.stage, evidence, results) : {};
  expect(Buffer.byteLength(JSON.stringify(outputs))).toBeLessThanOrEqual(MOST_OUTPUTS);
}
