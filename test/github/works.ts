import type { GitHub } from '../../src/github/client.ts';
import { createDeployment, setDeploymentStatus } from '../../src/github/deployment.ts';
import { sendDispatch } from '../../src/github/dispatch.ts';
import { mayWrite } from '../../src/github/permission.ts';
import { CONVERSATION_WORKS } from './conversation-works.ts';
import { REPOSITORY_WORKS } from './repository-works.ts';
import { RUN_WORKS } from './run-works.ts';

/** A piece of work with GitHub: what has to be there before, and what it does; it returns what it found out. */
export interface Work {
  readonly before?: (github: GitHub, folder: string) => Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: what `before` returned
  readonly work: (github: GitHub, made: any, folder: string) => Promise<unknown>;
}

const deployment = { ref: 'main', environment: 'production', description: '', key: '1', details: {} };

/** Every endpoint that this program uses is behind one of these. */
export const WORKS: Readonly<Record<string, Work>> = {
  viewer: { work: (github) => github.viewer() },
  ...REPOSITORY_WORKS,
  ...CONVERSATION_WORKS,
  createDeployment: { work: async (github) => (await createDeployment(github, deployment)) > 0 },
  setDeploymentStatus: {
    before: (github) => createDeployment(github, deployment),
    work: (github, id) => setDeploymentStatus(github, id, { state: 'success', description: 'up' }),
  },
  mayWrite: { work: (github) => mayWrite(github, { login: 'alice', id: 11 }) },
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
  isOfBranch: 'refuseForeignRun',
};
