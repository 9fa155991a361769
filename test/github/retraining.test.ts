import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { readContext } from '../../src/github/context.ts';
import { BUDGETS } from '../../src/runner/actions.ts';
import { requestRetraining } from '../../src/runner/retraining/retrain.ts';
import { story } from '../report/stories.ts';
import { COMMENT_NEEDS } from './budget.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
let server: LocalGitHub;
beforeEach(async () => {
  server = await servers.start();
});
afterEach(() => servers.close());

function drift(until: string): EvidenceOf<'monitor-drift'> {
  const found = story('drifted').find(
    ({ stage }) => stage === 'monitor-drift',
  ) as EvidenceOf<'monitor-drift'>;
  const windows = found.figures.windows.map((one) => ({ ...one, to: until }));
  const retrain = { ...found.figures.retrain, requested: true };
  return { ...found, figures: { ...found.figures, windows, retrain } };
}

/** A run of its own, in a checkout of its own. */
async function asks(until: string, coolDown: string | undefined) {
  const { github, log } = await openClient(server);
  const sha = server.state.git.refs.get('refs/heads/main') ?? '';
  const context = readContext({
    GITHUB_REPOSITORY: 'acme/flights',
    GITHUB_SHA: sha,
    GITHUB_RUN_ID: '1',
  });
  const place = { github, config: 'mlops.yml', coolDown, log };
  const isSent = await requestRetraining(drift(until), context, place);
  return { isSent, usage: github.usage };
}

describe('the event that asks for retraining', () => {
  it('is sent once within the cool-down, whatever checkout asks', async () => {
    expect((await asks('2026-06-01T00:00:00.000Z', '7d')).isSent).toBe(true);
    expect((await asks('2026-06-01T00:00:00.000Z', '7d')).isSent).toBe(false);
    expect((await asks('2026-06-07T00:00:00.000Z', '7d')).isSent).toBe(false);
    expect(server.state.dispatches).toHaveLength(1);
    expect((await asks('2026-06-08T00:00:00.000Z', '7d')).isSent).toBe(true);
    expect(server.state.dispatches).toHaveLength(2);
  });

  it('is sent once for the same windows, without a cool-down too', async () => {
    for (const isSent of [true, false])
      expect((await asks('2026-06-01T00:00:00.000Z', undefined)).isSent).toBe(isSent);
    expect((await asks('2026-06-02T00:00:00.000Z', undefined)).isSent).toBe(true);
  });

  it('leaves the step its comment', async () => {
    const { usage } = await asks('2026-06-01T00:00:00.000Z', '7d');
    const { requests, writes } = BUDGETS['monitor-drift'];
    expect(usage.requests + COMMENT_NEEDS.requests).toBeLessThanOrEqual(requests);
    expect(usage.writes + COMMENT_NEEDS.writes).toBeLessThanOrEqual(writes);
  });
});
