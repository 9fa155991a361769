import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makersOf, startersOf } from '../../src/github/authorship.ts';
import type { GitHub } from '../../src/github/client.ts';
import { upsertComment } from '../../src/github/comment.ts';
import { createDeployment, setDeploymentStatus } from '../../src/github/deployment.ts';
import { sendDispatch } from '../../src/github/dispatch.ts';
import { mayWrite } from '../../src/github/permission.ts';
import { react } from '../../src/github/reaction.ts';
import * as refs from '../../src/github/refs.ts';
import * as releases from '../../src/github/releases.ts';
import { askInIssue, closeRequest } from '../../src/runner/approval/approval-issue.ts';
import { updateIncident } from '../../src/runner/incidents/incident-issue.ts';
import { approvalOf } from './approvals.ts';
import { news } from './incidents.ts';
import { openClient } from './open.ts';
import { leaveRun, RUN_WORKS } from './run-works.ts';
import { type LocalGitHub, startGitHub } from './server.ts';
import type { Fault, State } from './state.ts';

/** What can go wrong with a request. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  reset: 'refused',
  'done, but the reply lost': 'lost',
  timeout: 'silent',
  'truncated body': 'truncated',
  500: { status: 500 },
  502: { status: 502, message: 'Bad Gateway' },
  503: { status: 503, message: 'Unicorn' },
  '403 + retry-after': { status: 403, headers: { 'retry-after': '3' }, message: 'Slow down' },
  429: { status: 429, message: 'Too many requests' },
};

/** A piece of work with GitHub: what has to be there before, and what it does; it returns what it found out. */
export interface Work {
  readonly before?: (github: GitHub, folder: string) => Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: what `before` returned
  readonly work: (github: GitHub, made: any, folder: string) => Promise<unknown>;
}

const by = { name: 'A', email: 'a@example.com', date: new Date('2026-01-02T03:04:05Z') };
const main = async (github: GitHub) => (await refs.findRef(github, 'heads/main'))?.object.sha ?? '';
const twoCommits = async (github: GitHub) => {
  const since = await main(github);
  const { tree = '' } = (await refs.findCommit(github, since)) ?? {};
  const commit = await refs.createCommit(github, { message: 'Two', tree, parents: [since], by });
  return { commit, since };
};
const draftOf = async (github: GitHub, body = 'marker') =>
  releases.createDraft(github, { tag: 'late@v1', commit: await main(github), name: 'late', body });
const assetIn = async (folder: string) => {
  await writeFile(join(folder, 'asset'), 'bytes '.repeat(9999));
  return join(folder, 'asset');
};
const tagged = async (github: GitHub) => {
  const tag = { name: 'late@v1', message: 'Tag\n', commit: await main(github), by };
  return refs.createRef(github, 'tags/late@v1', await refs.createTag(github, tag));
};
const comment = (body: string, made: number) => ({
  ...{ issue: 7, key: { workflow: 'ci.yml', model: 'late', matrix: '' } },
  ...{ body, made, headSha: 'a'.repeat(40) },
});
const deployment = { ref: 'main', environment: 'production', description: '', key: '1', details: {} };
const uploaded = async (github: GitHub, folder: string) => {
  const draft = await draftOf(github);
  return { draft, asset: await releases.uploadAsset(github, draft, await assetIn(folder), 'asset') };
};

/** Every endpoint that this program uses is behind one of these. */
export const WORKS: Readonly<Record<string, Work>> = {
  viewer: { work: (github) => github.viewer() },
  findRef: { work: (github) => refs.findRef(github, 'heads/main') },
  refsBeginningWith: { before: tagged, work: (github) => refs.refsBeginningWith(github, 'tags/late') },
  createRef: { before: main, work: (github, sha) => refs.createRef(github, 'tags/a', sha) },
  findCommit: { before: main, work: (github, sha) => refs.findCommit(github, sha) },
  createTree: { work: (github) => refs.createTree(github, { 'a.txt': 'a' }) },
  createCommit: {
    before: async (github) => (await refs.findCommit(github, await main(github)))?.tree,
    work: (github, tree) => refs.createCommit(github, { message: 'Add\n', tree, parents: [], by }),
  },
  createTag: {
    before: main,
    work: (github, commit) => refs.createTag(github, { name: 'a', message: 'Tag\n', commit, by }),
  },
  readTag: {
    before: async (github) => {
      await tagged(github);
      return refs.findRef(github, 'tags/late@v1');
    },
    work: (github, ref) => refs.readTag(github, ref),
  },
  readTextFile: { work: (github) => refs.readTextFile(github, 'main', 'mlops.yml') },
  releasesOf: {
    before: (github) => draftOf(github),
    work: async (github) => (await releases.releasesOf(github, 'late@v1')).length,
  },
  publishedRelease: {
    before: async (github) => releases.publish(github, await draftOf(github)),
    work: async (github) => (await releases.publishedRelease(github, 'late@v1'))?.body,
  },
  findRelease: {
    before: (github) => draftOf(github),
    work: async (github, { id }) => (await releases.findRelease(github, id))?.body,
  },
  createDraft: { work: async (github) => (await draftOf(github)).body },
  describeRelease: {
    before: (github) => draftOf(github),
    work: async (github, draft) => {
      const change = { body: 'new', commit: 'main' };
      return (await releases.describeRelease(github, draft, change)).body;
    },
  },
  publish: {
    before: (github) => draftOf(github),
    work: async (github, draft) => (await releases.publish(github, draft)).draft,
  },
  deleteDraft: {
    before: (github) => draftOf(github),
    work: (github, draft) => releases.deleteDraft(github, draft),
  },
  uploadAsset: {
    before: async (github, folder) => {
      await assetIn(folder);
      return draftOf(github);
    },
    work: async (github, draft, folder) => {
      const { digest } = await releases.uploadAsset(github, draft, join(folder, 'asset'), 'asset');
      return digest;
    },
  },
  downloadAsset: {
    before: uploaded,
    work: async (github, { asset }, folder) => {
      await releases.downloadAsset(github, asset, join(folder, 'download'));
      return (await readFile(join(folder, 'download'))).length;
    },
  },
  assetsOf: {
    before: uploaded,
    work: async (github, { draft }) => (await releases.assetsOf(github, draft)).length,
  },
  deleteAsset: { before: uploaded, work: (github, { asset }) => releases.deleteAsset(github, asset) },
  'upsertComment, the first': {
    work: async (github) => (await upsertComment(github, comment('first', 1))).outcome,
  },
  'upsertComment, a later one': {
    before: (github) => upsertComment(github, comment('first', 1)),
    work: async (github) => (await upsertComment(github, comment('second', 2))).outcome,
  },
  createDeployment: { work: async (github) => (await createDeployment(github, deployment)) > 0 },
  setDeploymentStatus: {
    before: (github) => createDeployment(github, deployment),
    work: (github, id) => setDeploymentStatus(github, id, { state: 'success', description: 'up' }),
  },
  'updateIncident, the first': {
    work: async (github) => (await updateIncident(github, news({ run: '1', made: 1 }))).outcome,
  },
  'updateIncident, a worse one': {
    before: (github) => updateIncident(github, news({ run: '1', made: 1 })),
    work: async (github) => (await updateIncident(github, news({ run: '2', made: 2, size: 9 }))).outcome,
  },
  'updateIncident, the end': {
    before: (github) => updateIncident(github, news({ run: '1', made: 1 })),
    work: async (github) =>
      (await updateIncident(github, news({ run: '2', made: 2, verdict: 'pass' }))).outcome,
  },
  'updateIncident, again': {
    before: async (github) => {
      await updateIncident(github, news({ run: '1', made: 1 }));
      await updateIncident(github, news({ run: '2', made: 2, verdict: 'pass' }));
    },
    work: async (github) => (await updateIncident(github, news({ run: '3', made: 3 }))).outcome,
  },
  mayWrite: { work: (github) => mayWrite(github, { login: 'alice', id: 11 }) },
  makersOf: { before: main, work: (github, commit) => makersOf(github, { commit, since: null }) },
  'makersOf, since another': {
    before: twoCommits,
    work: (github, { commit, since }) => makersOf(github, { commit, since }),
  },
  startersOf: { work: (github) => startersOf(github, 100) },
  react: { work: (github) => react(github, 1, 'rocket') },
  'askInIssue, the first': {
    work: (github) => askInIssue(github, approvalOf('v1.0.0'), 'https://github.com/run/1'),
  },
  'askInIssue, a later version': {
    before: (github) => askInIssue(github, approvalOf('v1.0.0'), 'https://github.com/run/1'),
    work: (github) => askInIssue(github, approvalOf('v1.1.0'), 'https://github.com/run/2'),
  },
  closeRequest: {
    before: (github) => askInIssue(github, approvalOf('v1.0.0'), 'https://github.com/run/1'),
    work: (github) => {
      const deployed = {
        version: 'v1.0.0',
        actor: 'alice',
        isApproval: true,
        run: 'https://github.com/run/3',
      };
      return closeRequest(github, { model: 'late', environment: 'production' }, deployed);
    },
  },
  sendDispatch: { work: (github) => sendDispatch(github, 'mlops-retrain', { id: '1' }) },
  ...RUN_WORKS,
};

/** What is asked by no piece of work of its own, and by which it is. */
export const BEHIND: Readonly<Record<string, string>> = {
  issuesBy: 'askInIssue',
  findIssue: 'updateIncident',
  openIssue: 'askInIssue',
  changeIssue: 'updateIncident',
  commentOnce: 'closeRequest',
};

interface Outcome {
  readonly result: unknown;
  readonly error: { name: string; exitCode?: number } | null;
  readonly state: ReturnType<typeof stateOf>;
  readonly requests: readonly { method: string; path: string }[];
}

/** Everything that this program could have made, without the numbers that GitHub gives. */
function stateOf(state: State) {
  const { git, releases, comments, issues, reactions, deployments, dispatches } = state;
  return {
    checkRuns: state.checkRuns.map(({ said, output, annotations }) => ({ said, output, annotations })),
    // A second one says the same.
    statuses: [
      ...new Set(
        state.statuses.map(({ context, state, description }) => [context, state, description].join()),
      ),
    ],
    labels: [[...state.labels.keys()].sort(), [...state.labelsOf].sort()],
    refs: [...git.refs].sort(),
    releases: releases.map(({ tag_name, draft, body, assets }) => {
      return {
        tag_name,
        draft,
        body,
        assets: assets.map(({ name, state, bytes }) => [name, state, bytes.length]),
      };
    }),
    comments: comments.map(({ body }) => body),
    reactions: [...reactions],
    issues: issues.map(({ title, body, state }) => ({ title, body, state })),
    deployments: deployments.map(({ environment, statuses }) => {
      return { environment, statuses: statuses.map(({ state }) => state) };
    }),
    dispatches: [...dispatches],
  };
}

/** Does one piece of work on a fresh GitHub, with a fault in what `at` names. */
async function run(
  name: string,
  folder: string,
  fault: (request: { method: string; path: string; index: number }) => Fault | undefined,
): Promise<Outcome> {
  const { before, work } = WORKS[name] as Work;
  const server: LocalGitHub = await startGitHub();
  try {
    const { state } = server;
    state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
    leaveRun(state);
    const made = await before?.((await openClient(server)).github, folder);
    const begin = state.requests.length;
    state.fault = ({ method, path, count }) => fault({ method, path, index: count - begin });
    const { github } = await openClient(server);
    let result: unknown = null;
    let error: Outcome['error'] = null;
    try {
      result = (await work(github, made, folder)) ?? null;
    } catch (caught) {
      error = caught as Outcome['error'];
    }
    // Every server has another address.
    result = JSON.parse(JSON.stringify(result).replaceAll(server.url, ''));
    return { result, error, state: stateOf(state), requests: state.requests.slice(begin) };
  } finally {
    await server.close();
  }
}

/** Everything that one fault does wrong to one piece of work, once and for good, at each of its requests. */
export async function wrongWith(name: string, faultName: string, folder: string): Promise<string[]> {
  const fault = FAULTS[faultName] as Fault;
  const clean = await run(name, folder, () => undefined);
  if (clean.error) return [`${name} fails without a fault: ${clean.error}`];
  const wrong: string[] = [];
  const check = (where: string, is: Outcome, mustSucceed: boolean) => {
    const told = `${name}, ${faultName} ${where}: `;
    const same = JSON.stringify(is.state) === JSON.stringify(clean.state);
    if (is.error === null) {
      // What may not be written, or is told to be left alone, is no success.
      const isSuccess = !['refused', 'superseded'].includes(String(is.result));
      if (isSuccess && JSON.stringify(is.result) !== JSON.stringify(clean.result))
        wrong.push(`${told}gives ${JSON.stringify(is.result)}`);
      if (isSuccess && !same) wrong.push(`${told}succeeds and leaves ${JSON.stringify(is.state)}`);
      if (mustSucceed && !isSuccess) wrong.push(`${told}${is.result}`);
    } else {
      if (mustSucceed) wrong.push(`${told}${is.error.name}: ${String(is.error)}`);
      if (is.error.exitCode !== 3) wrong.push(`${told}ends with ${is.error.exitCode}: ${String(is.error)}`);
    }
    for (const kind of [
      'releases',
      'comments',
      'issues',
      'deployments',
      'dispatches',
      'checkRuns',
    ] as const) {
      // A deletion that did not happen leaves one more.
      const most = Math.max(clean.state[kind].length, /^delete/.test(name) ? 1 : 0);
      if (is.state[kind].length > most) wrong.push(`${told}${is.state[kind].length} ${kind}`);
    }
  };
  // Nobody can look whether an event was taken: it is told as unknown, never sent twice.
  const isLimit = typeof fault === 'object' && fault.status < 500;
  const survives = name !== 'sendDispatch' || isLimit;
  for (const [index, { method, path }] of clean.requests.entries()) {
    const once = await run(name, folder, (one) => (one.index === index ? fault : undefined));
    check(`once at ${method} ${path}`, once, survives);
    const always = await run(name, folder, (one) => {
      return one.method === method && one.path === path.split('?')[0] ? fault : undefined;
    });
    check(`always at ${method} ${path}`, always, false);
  }
  return wrong;
}
