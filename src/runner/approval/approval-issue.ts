import type { GitHub } from '../../github/client.ts';
import {
  changeIssue,
  closeDuplicate,
  commentOnce,
  findIssue,
  type IssueText,
  openIssue,
} from '../../github/issue.ts';
import { besideMade, settle, whileRemoved } from '../../github/settle.ts';
import { COMMENT_BUDGET } from '../../publish.ts';
import { compareVersions } from '../../registry/version.ts';
import { markdownOf } from '../../report/markdown.ts';
import { type ApprovalRequest, approvalReport } from './approval-report.ts';
import { type ApprovalKey, markerOf, type OpenRequest, requestIn, requestsOf } from './open-requests.ts';

const LABEL = 'mlops: approval';

/** The run that asks. */
interface AskingRun {
  readonly run: string;
  /** When it asks, in milliseconds by GitHub's clock; now, where it is not given. */
  readonly made?: number;
}

/**
 * Asks for an approval in the one open issue of this model and environment, which is opened where there is none. Of runs
 * that race, the oldest issue stays, and the request for the latest version. Returns its address; null where each issue
 * was closed or removed while it was changed.
 */
export async function askInIssue(
  github: GitHub,
  request: ApprovalRequest,
  { run, made }: AskingRun,
): Promise<string | null> {
  const author = await github.viewer();
  const at = made ?? Math.floor(github.time);
  const asking = new Asking(github, request, { run, author, at });
  return whileRemoved(() => asking.begin());
}

/** One run at work on the issue that asks. */
class Asking {
  readonly #github: GitHub;
  readonly #request: ApprovalRequest;
  readonly #author: string;
  readonly #key: ApprovalKey;
  readonly #at: number;
  readonly #text: IssueText & { readonly title: string };
  /** The issues that were closed when they were changed: a list may show one open a little longer. */
  readonly #closed = new Set<number>();

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

  /** One try; null where the issue was closed or removed meanwhile. */
  async begin(): Promise<string | null> {
    const list = async () => {
      const all = await requestsOf(this.#github, this.#author, this.#key);
      return all.filter(({ issue }) => !this.#closed.has(issue.number));
    };
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
      change: async ({ issue: { number, isOpen } }) => {
        const state = isOpen ? await changeIssue(this.#github, number, this.#text, null) : 'closed';
        if (state === 'closed') this.#closed.add(number);
        return state === 'open';
      },
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
  const isAnswered = ({ version }: OpenRequest) => compareVersions(version, deployed.version) <= 0;
  for (const open of await requestsOf(github, author, key)) {
    if (!isAnswered(open)) continue;
    const { number, url } = open.issue;
    const report = {
      ...({ title: key.model, outcome: 'pass', verdict: 'deployed' } as const),
      headline: `${key.environment} has ${deployed.version}, ${how} by \`${deployed.actor}\`.`,
      sections: [],
      footer: [],
    };
    const links = [{ title: 'run', href: deployed.run }];
    const told = markdownOf(report, { budget: COMMENT_BUDGET, brief: true, links });
    const mark = `${markerOf(key)} deployed=${deployed.version} -->`;
    await commentOnce(github, number, author, { body: told, hidden: mark });
    // Another run may have asked for a later version meanwhile.
    const issue = await findIssue(github, number);
    const now = issue?.isOpen ? requestIn(issue, key) : null;
    if (!now || !isAnswered(now)) continue;
    const state = { state: 'closed', state_reason: 'completed' } as const;
    // Its text goes with it, so that a run that changes it at the same time sees which request was closed.
    await changeIssue(github, number, { title: null, body: now.body, hidden: now.hidden }, state);
    closed.push(url);
  }
  return closed;
}
