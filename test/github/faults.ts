import { openClient } from './open.ts';
import { leaveRun } from './run-works.ts';
import { type LocalGitHub, startGitHub } from './server.ts';
import type { Fault, State } from './state.ts';
import { WORKS, type Work } from './works.ts';

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

/** What the GraphQL API says although its status is 200. */
export const QUERY_FAULTS: Readonly<Record<string, Fault>> = {
  'a rate limit in a query': {
    status: 200,
    headers: { 'retry-after': '3' },
    errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }],
  },
  'a query that went wrong': {
    status: 200,
    errors: [{ message: 'Something went wrong while executing your query.' }],
  },
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
  const fault = (FAULTS[faultName] ?? QUERY_FAULTS[faultName]) as Fault;
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
    if (faultName in QUERY_FAULTS && path !== '/graphql') continue;
    const once = await run(name, folder, (one) => (one.index === index ? fault : undefined));
    check(`once at ${method} ${path}`, once, survives);
    const always = await run(name, folder, (one) => {
      return one.method === method && one.path === path.split('?')[0] ? fault : undefined;
    });
    check(`always at ${method} ${path}`, always, false);
  }
  return wrong;
}
