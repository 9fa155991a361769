import type { GitHub } from '../../github/client.ts';
import { type Issue, issuesBy } from '../../github/issue.ts';
import { markerBeginning, markerPattern } from '../../github/marker.ts';
import { isVersion } from '../../registry/version.ts';

/** Which request an issue is about. */
export interface ApprovalKey {
  readonly model: string;
  readonly environment: string;
}

/** An issue that asks, and what for. */
export interface OpenRequest {
  readonly issue: Issue;
  readonly version: string;
  /** When it was asked, in milliseconds by GitHub's clock. */
  readonly at: number;
  /** The text before what is hidden. */
  readonly body: string;
  readonly hidden: string;
}

/** Our own open requests, the oldest first. Anybody can write a marker, so the author is asked for. */
export async function requestsOf(github: GitHub, author: string, key: ApprovalKey): Promise<OpenRequest[]> {
  const pattern = patternOf(key);
  const issues = await issuesBy(github, author, 'open', (body) => pattern.test(body));
  return issues.flatMap((issue) => requestIn(issue, key) ?? []);
}

/** What an issue asks for; null where it asks for nothing of this model and environment. */
export function requestIn(issue: Issue, key: ApprovalKey): OpenRequest | null {
  const found = patternOf(key).exec(issue.body);
  const [hidden = '', version = '', at = '0'] = found ?? [];
  if (!found || !isVersion(version)) return null;
  const body = issue.body.slice(0, found.index).trimEnd();
  return { issue, version, at: Number(at), body, hidden: hidden.trimEnd() };
}

function patternOf(key: ApprovalKey): RegExp {
  return markerPattern(markerOf(key), String.raw`version=(v[\d.]{5,100})(?: at=(\d{1,15}))?`);
}

/** How what is hidden in an issue of this model and environment begins. */
export function markerOf({ model, environment }: ApprovalKey): string {
  return markerBeginning('mlops-approval', [model, environment]);
}
