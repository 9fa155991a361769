import type { GitHub } from '../../github/client.ts';
import {
  changeIssue,
  closeDuplicate,
  commentOnce,
  findIssue,
  type Issue,
  type IssueText,
  issuesBy,
  openIssue,
} from '../../github/issue.ts';
import { markerBeginning, markerPattern } from '../../github/marker.ts';
import { besideMade, settle, whileRemoved } from '../../github/settle.ts';
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

/** The run that asks. */
interface AskingRun {
  readonly run: string;
  /** When it asks, in milliseconds by GitHub's clock; now, where it is not given. */
  readonly made?: number;
}

/**
 * Asks for an approval in the one open issue of this model and environment, which is opened where there is none. Of runs
 * that race, the oldest issue stays, and the request for the latest version. Returns its address; null where the issue
 * was removed while it was changed.
 */
export async function askInIssue(
  github: GitHub,
  request: ApprovalRequest,
  { run, made }: AskingRun,
): Promise<string | null> {
  const author = await github.viewer();
  const at = made ?? Math.floor(github.time);
  return whileRemoved(() => new Asking(github, request, { run, author, at }).begin());
}

/** One run at work on the issue that asks. */
class Asking {
  readonly #github: GitHub;
  readonly #request: ApprovalRequest;
  readonly #author: string;
  readonly #key: ApprovalKey;
  readonly #at: number;
  readonly #text: IssueText & { readonly title: string };

  constructor(
    github: GitHub,
    request: ApprovalRequest,
    { run, author, at }: { readonly run: string; readonly author: string; readonly at: number },
  ) {
    const { environment, record } = request;
    const { model, version } = record;
    this.#github = github;
    this.#request = request;
    this.#author = author;
    this.#key = { model, environment };
    this.#at = at;
    this.#text = {
      title: `${model} ${version} waits for its approval: ${environment}`,
      body: markdownOf(approvalReport(request), {
        budget: COMMENT_BUDGET - 5000,
        brief: false,
        links: [{ title: 'the run that asks', href: run }],
      }),
      hidden: `${markerOf(this.#key)} version=${version} at=${this.#at} -->`,
    };
  }

  /** One try; null where the issue was removed meanwhile. */
  async begin(): Promise<string | null> {
    const list = () => requestsOf(this.#github, this.#author, this.#key);
    const [first, ...others] = await list();
    if (first) {
      for (const one of others) await this.#closeDuplicate(one, first);
      return this.#settle(first);
    }
    const made = await openIssue(this.#github, this.#text, LABEL, async () => {
      return (await list()).find((one) => one.hidden === this.#text.hidden)?.issue ?? null;
    });
    const known = requestIn(made, this.#key);
    if (!known) return made.url;
    const age = ({ issue }: OpenRequest) => issue.number;
    const [oldest = known] = await besideMade(this.#github, known, { list, age });
    if (oldest.issue.number === made.number) return made.url;
    await this.#closeDuplicate(known, oldest);
    return this.#settle(oldest);
  }

  #settle(open: OpenRequest): Promise<string | null> {
    const { version } = this.#request.record;
    return settle<OpenRequest, string>(this.#github, open, {
      result: async (now) => {
        const { url, isOpen } = now.issue;
        if (now.hidden === this.#text.hidden) return url;
        const order = compareVersions(now.version, version);
        // Closed by a deployment that answers this request too; one of an earlier version does not.
        if (!isOpen) return order >= 0 ? url : null;
        if (order > 0) return (await this.#request.isKnown(now.version)) ? url : null;
        return order === 0 && now.at > this.#at && now.at <= this.#github.time ? url : null;
      },
      // What a deployment closed meanwhile is not opened again: another issue asks.
      change: async ({ issue }) => issue.isOpen && changeIssue(this.#github, issue.number, this.#text, null),
      read: async ({ issue }) => {
        const found = await findIssue(this.#github, issue.number);
        return found && requestIn(found, this.#key);
      },
      overwritten: ({ issue }) => issue.url,
    });
  }

  /** An approval is a comment, which counts wherever it stands: none is lost with the issue. */
  #closeDuplicate({ issue }: OpenRequest, oldest: OpenRequest): Promise<void> {
    return closeDuplicate(this.#github, issue, oldest.issue, '<!-- mlops-approval-duplicate -->');
  }
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
  /** When it was asked, in milliseconds by GitHub's clock. */
  readonly at: number;
  /** The text before what is hidden. */
  readonly body: string;
  readonly hidden: string;
}

/** Our own open requests, the oldest first. Anybody can write a marker, so the author is asked for. */
async function requestsOf(github: GitHub, author: string, key: ApprovalKey): Promise<OpenRequest[]> {
  const pattern = patternOf(key);
  const issues = await issuesBy(github, author, 'open', (body) => pattern.test(body));
  return issues.flatMap((issue) => requestIn(issue, key) ?? []);
}

/** What an issue asks for; null where it asks for nothing of this model and environment. */
function requestIn(issue: Issue, key: ApprovalKey): OpenRequest | null {
  const found = patternOf(key).exec(issue.body);
  const [hidden = '', version = '', at = '0'] = found ?? [];
  if (!found || !isVersion(version)) return null;
  const body = issue.body.slice(0, found.index).trimEnd();
  return { issue, version, at: Number(at), body, hidden: hidden.trimEnd() };
}

function patternOf(key: ApprovalKey): RegExp {
  return markerPattern(markerOf(key), String.raw`version=(v[\d.]{5,100})(?: at=(\d{1,15}))?`);
}

function markerOf({ model, environment }: ApprovalKey): string {
  return markerBeginning('mlops-approval', [model, environment]);
}
