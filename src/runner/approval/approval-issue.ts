import type { GitHub } from '../../github/client.ts';
import {
  changeIssue,
  commentOnce,
  type Issue,
  type IssueText,
  issuesBy,
  openIssue,
} from '../../github/issue.ts';
import { markerBeginning, markerPattern } from '../../github/marker.ts';
import { COMMENT_BUDGET } from '../../publish.ts';
import { compareVersions, isVersion } from '../../registry/version.ts';
import { markdownOf } from '../../report/markdown.ts';
import { type ApprovalRequest, approvalReport } from './approval-report.ts';

/** Which request an issue is about. */
export interface ApprovalKey {
  readonly model: string;
  readonly environment: string;
}

const LABEL = 'mlops: approval';

/**
 * Asks for an approval in the one open issue of this model and environment, which is opened where there is none.
 * Returns its address.
 */
export async function askInIssue(github: GitHub, request: ApprovalRequest, run: string): Promise<string> {
  const { environment, record } = request;
  const { model, version } = record;
  const author = await github.viewer();
  const requests = () => requestsOf(github, author, { model, environment });
  const text: IssueText & { title: string } = {
    title: `${model} ${version} waits for its approval: ${environment}`,
    body: markdownOf(approvalReport(request), {
      budget: COMMENT_BUDGET - 5000,
      brief: false,
      links: [{ title: 'the run that asks', href: run }],
    }),
    hidden: `${markerOf({ model, environment })} version=${version} -->`,
  };
  let kept: string | null = null;
  for (const { issue, body, hidden } of await requests()) {
    if (kept === null) {
      if (await changeIssue(github, issue.number, text, null)) kept = issue.url;
      continue;
    }
    // Two runs at once may have opened one each.
    const state = { state: 'closed', state_reason: 'not_planned' } as const;
    await changeIssue(github, issue.number, { title: null, body, hidden }, state);
  }
  if (kept !== null) return kept;
  const made = await openIssue(github, text, LABEL, async () => (await requests())[0]?.issue ?? null);
  return made.url;
}

/** A deployment that answers a request. */
interface Answered {
  readonly version: string;
  readonly actor: string;
  /** Whether the actor approved it by a comment, or deployed it otherwise. */
  readonly isApproval: boolean;
  readonly run: string;
}

/**
 * Closes the request that a deployment has answered, and says in it who did. A request for a later version stays:
 * going back, or on by one, answers no question about what came after.
 */
export async function closeRequest(github: GitHub, key: ApprovalKey, deployed: Answered): Promise<string[]> {
  const author = await github.viewer();
  const closed: string[] = [];
  const how = deployed.isApproval ? 'approved' : 'deployed';
  for (const { issue, version, body, hidden } of await requestsOf(github, author, key)) {
    if (compareVersions(version, deployed.version) > 0) continue;
    const report = {
      ...({ title: key.model, outcome: 'pass', verdict: 'deployed' } as const),
      headline: `${key.environment} has ${deployed.version}, ${how} by \`${deployed.actor}\`.`,
      sections: [],
      footer: [],
    };
    const links = [{ title: 'run', href: deployed.run }];
    const told = markdownOf(report, { budget: COMMENT_BUDGET, brief: true, links });
    const mark = `${markerOf(key)} deployed=${deployed.version} -->`;
    await commentOnce(github, issue.number, author, { body: told, hidden: mark });
    const state = { state: 'closed', state_reason: 'completed' } as const;
    await changeIssue(github, issue.number, { title: null, body, hidden }, state);
    closed.push(issue.url);
  }
  return closed;
}

interface OpenRequest {
  readonly issue: Issue;
  readonly version: string;
  /** The text before what is hidden. */
  readonly body: string;
  readonly hidden: string;
}

/** Our own open requests, the oldest first. Anybody can write a marker, so the author is asked for. */
async function requestsOf(github: GitHub, author: string, key: ApprovalKey): Promise<OpenRequest[]> {
  const pattern = markerPattern(markerOf(key), String.raw`version=(v[\d.]{5,100})`);
  const issues = await issuesBy(github, author, 'open', (body) => pattern.test(body));
  return issues.flatMap((issue) => {
    const found = pattern.exec(issue.body);
    const version = found?.[1] ?? '';
    if (!found || !isVersion(version)) return [];
    const body = issue.body.slice(0, found.index).trimEnd();
    return [{ issue, version, body, hidden: found[0].trimEnd() }];
  });
}

function markerOf({ model, environment }: ApprovalKey): string {
  return markerBeginning('mlops-approval', [model, environment]);
}
