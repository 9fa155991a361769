import type { Call } from './server.ts';

/** When everything here was made: nothing that this program does depends on it. */
export const MADE = '2026-01-01T00:00:00Z';

/** The address of something of the repository in the API. */
export function apiUrl({ state, origin }: Pick<Call, 'state' | 'origin'>, path = ''): string {
  return `${origin}/repos/${state.owner}/${state.repo}${path}`;
}

/** Where a person sees something of the repository. */
export function webUrl({ state }: Pick<Call, 'state'>, path = ''): string {
  return `https://github.com/${state.owner}/${state.repo}${path}`;
}

/** A user or app as GitHub shows it beside what it made. */
export function userOf({ origin }: Pick<Call, 'origin'>, { login, type }: { login: string; type: string }) {
  const url = `${origin}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: 1,
    node_id: 'U_1',
    avatar_url: 'https://avatars.githubusercontent.com/u/1?v=4',
    gravatar_id: '',
    url,
    html_url: `https://github.com/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}

/** What GitHub says of objects that nobody signed. */
export const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};
