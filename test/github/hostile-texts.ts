import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { upsertComment } from '../../src/github/comment.ts';
import { LONGEST_ISSUE } from '../../src/github/issue.ts';
import { Runner } from '../../src/github/runner.ts';
import { COMMENT_BUDGET } from '../../src/publish.ts';
import { type Incident, STAGE_OF } from '../../src/report/incident/incident.ts';
import { endedReport, incidentReport, noteReport } from '../../src/report/incident/incident-report.ts';
import { incidentTitle } from '../../src/report/incident/incident-title.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { reportOf } from '../../src/report/report.ts';
import { summaryOf } from '../../src/runner/outlets/outlets.ts';
import { UserError } from '../../src/system/errors.ts';
import { hostileText, poisonedStory } from '../report/hostile.ts';
import { expectOurs } from '../report/ours.ts';
import { STORIES } from '../report/stories.ts';
import { openClient } from './open.ts';
import { commandsOf, outputsOf } from './runner-reads.ts';
import type { LocalGitHub } from './server.ts';

/** So many hostile texts, always the same. */
export function hostileTexts(count: number): string[] {
  return fc.sample(hostileText, { numRuns: count, seed: 1 });
}

/**
 * Lets a step log, annotate, put out and keep each of `texts`, and holds that the runner reads the commands that were
 * meant, and from its files the texts as they were.
 */
export async function holdStep(texts: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const files = { GITHUB_OUTPUT: 'out', GITHUB_STEP_SUMMARY: 'summary' };
  for (const [name, file] of Object.entries(files)) {
    writeFileSync(join(folder, file), '');
    vi.stubEnv(name, join(folder, file));
  }
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  try {
    for (const text of texts) {
      const runner = new Runner({ GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: '1', GITHUB_RUN_ID: '1' });
      printed = '';
      await runner.log.group(text, async () => runner.log.info(text));
      runner.log.debug(text);
      runner.log.warn(text);
      runner.annotate([{ kind: 'error', message: text, title: text, file: text, line: 1 }]);
      runner.fail(new UserError(text, { hint: text }));
      const meant = ['group', 'endgroup', 'debug', 'warning', 'error', 'error'];
      expect(commandsOf(printed).map((line) => /^::([a-z-]+)/.exec(line)?.[1])).toEqual(meant);
    }
    const outputs = Object.fromEntries(texts.map((text, index) => [`text-${index}`, text]));
    const runner = new Runner({ GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: '1', GITHUB_RUN_ID: '1' });
    runner.setOutputs(outputs);
    // A file holds no half of a pair.
    const whole = Object.entries(outputs).map(([name, text]) => [name, Buffer.from(text).toString()]);
    expect(Object.entries(outputsOf(readFileSync(join(folder, 'out'), 'utf8')))).toEqual(whole);
  } finally {
    spy.mockRestore();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  }
}

const TEXTS_IN_STORY = 12;

/** Holds the same of issues about incidents: while they last, when they are over, and what is told of them. */
export function holdIncidents(count: number): void {
  const all = hostileTexts(count);
  for (let made = 0; all.length > 0; made++) {
    const texts = all.splice(0, TEXTS_IN_STORY);
    const name = STORIES[made % STORIES.length] as (typeof STORIES)[number];
    const [first = '', second = ''] = texts;
    const run = { at: 1, verdict: 'fail', size: 2, of: 9, id: first, url: null } as const;
    const place = { repository: first, config: second, ofSeveral: true, environment: second };
    const stopped = { doing: first, headline: second, details: texts, hint: first };
    const evidence = poisonedStory({ name, texts, share: 1 });
    for (const kind of ['drift', 'data', 'gate'] as const) {
      const found = evidence.find(({ stage }) => stage === STAGE_OF[kind]) ?? null;
      const incident = {
        ...{ kind, model: first, matrix: second, evidence: found, place, since: 0, earlier: null },
        ...{ stopped: found ? null : stopped, runs: [run, { ...run, id: second }] },
      } satisfies Partial<Incident> as unknown as Incident;
      const title = incidentTitle(incident);
      expect([...title].length).toBeLessThanOrEqual(256);
      expect(title).toMatch(/^`[^`]*`[^`@#<>[\]()\\]*(\([^`@#<>[\]()\\]*\)[^`@#<>[\]()\\]*)*$/);
      const notes = (['reopened', 'changed', 'worse', 'closed'] as const).map((note) =>
        noteReport(note, incident, run),
      );
      for (const report of [incidentReport(incident), endedReport(incident), ...notes])
        expectOurs(markdownOf(report, { budget: LONGEST_ISSUE, brief: true }), []);
    }
  }
}

/** Holds that the comments and summaries of stories with so many hostile texts have nothing in them that we did not write. */
export async function holdOutlets(server: LocalGitHub, count: number): Promise<void> {
  server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  const { github } = await openClient(server);
  const links = [{ title: 'run', href: 'https://github.com/acme/flights/actions/runs/42' }];
  const hrefs = links.map(({ href }) => href);
  // More than GitHub allows in an hour.
  server.state.remaining = Number.POSITIVE_INFINITY;
  const all = hostileTexts(count);
  let made = 0;
  while (all.length > 0) {
    const texts = all.splice(0, TEXTS_IN_STORY);
    const name = STORIES[made % STORIES.length] as (typeof STORIES)[number];
    const evidence = poisonedStory({ name, texts, share: 1 });
    const [first = '', second = ''] = texts;
    const body = markdownOf(reportOf(evidence), { budget: COMMENT_BUDGET, brief: true, links });
    const key = { workflow: first, model: second, matrix: first };
    server.state.comments.splice(0);
    await upsertComment(github, { issue: 7, key, body, made: ++made, headSha: null });
    const stored = server.state.comments[0]?.body ?? '';
    const [marker = ''] = /\n\n<!-- mlops-actions:[\w.%/]* at=\d+ -->$/.exec(stored) ?? [];
    expect(marker).not.toBe('');
    expectOurs(stored.slice(0, -marker.length), hrefs);
    const error = new UserError(`${first}\n${second}`, { hint: second });
    const stop = { doing: first, error, run: second };
    expectOurs(summaryOf(first, evidence, stop) ?? '', []);
  }
}
