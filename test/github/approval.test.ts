import { afterEach, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { readContext } from '../../src/github/context.ts';
import { Features } from '../../src/github/features.ts';
import { askInIssue } from '../../src/runner/approval/approval-issue.ts';
import { settleApproval } from '../../src/runner/approval/approval-settled.ts';
import { approvalOf } from './approvals.ts';
import { openClient, Servers } from './open.ts';

const servers = new Servers();
afterEach(() => servers.close());

it.each([
  ['issue_comment', 'approved'],
  ['push', 'deployed'],
  ['workflow_dispatch', 'deployed'],
])('a deployment that `%s` started closes the request: %s by whom', async (event, how) => {
  const server = await servers.start();
  const { github, log } = await openClient(server);
  await askInIssue(github, approvalOf('v1.0.0'), 'https://github.com/acme/flights/actions/runs/1');
  const context = readContext({
    ...{ GITHUB_REPOSITORY: 'acme/flights', GITHUB_SHA: 'a'.repeat(40), GITHUB_RUN_ID: '2' },
    ...{ GITHUB_EVENT_NAME: event, GITHUB_ACTOR: 'alice' },
  });
  const evidence = {
    ...{ stage: 'deploy', model: 'late', verdict: 'pass' },
    figures: { action: 'deploy', version: 'v1.0.0', environment: 'production' },
  } as unknown as EvidenceOf<'deploy'>;
  const config = { deploy: { production: { approvers: ['alice'] } } } as unknown as Config;
  const place = { model: 'late', environment: 'production', version: null, features: new Features() };
  await settleApproval(evidence, config, { ...place, context, github, log });
  expect(server.state.issues.map(({ state }) => state)).toEqual(['closed']);
  expect(server.state.comments[0]?.body).toContain(`production has v1.0.0, ${how} by \`alice\`.`);
});
