import { upsertComment } from '../../src/github/comment.ts';
import { closeDuplicate } from '../../src/github/issue.ts';
import { react } from '../../src/github/reaction.ts';
import { askInIssue, closeRequest } from '../../src/runner/approval/approval-issue.ts';
import { updateIncident } from '../../src/runner/incidents/incident-issue.ts';
import { approvalOf } from './approvals.ts';
import { news } from './incidents.ts';
import type { Work } from './works.ts';

const comment = (body: string, made: number) => ({
  ...{ issue: 7, key: { workflow: 'ci.yml', model: 'late', matrix: '' } },
  ...{ body, made, headSha: 'a'.repeat(40) },
});
/** Work with comments, and with issues of incidents and approvals. */
export const CONVERSATION_WORKS: Readonly<Record<string, Work>> = {
  'upsertComment, the first': {
    work: async (github) => (await upsertComment(github, comment('first', 1))).outcome,
  },
  'upsertComment, a later one': {
    before: (github) => upsertComment(github, comment('first', 1)),
    work: async (github) => (await upsertComment(github, comment('second', 2))).outcome,
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
  react: { work: (github) => react(github, 1, 'rocket') },
  'askInIssue, the first': {
    work: (github) => askInIssue(github, approvalOf('v1.0.0'), { run: 'https://github.com/run/1', made: 1 }),
  },
  'askInIssue, a later version': {
    before: (github) =>
      askInIssue(github, approvalOf('v1.0.0'), { run: 'https://github.com/run/1', made: 1 }),
    work: (github) => askInIssue(github, approvalOf('v1.1.0'), { run: 'https://github.com/run/2', made: 2 }),
  },
  closeDuplicate: {
    before: (github) =>
      askInIssue(github, approvalOf('v1.0.0'), { run: 'https://github.com/run/1', made: 1 }),
    work: (github, url: string) => {
      const duplicate = { number: Number(url.split('/').at(-1)) };
      return closeDuplicate(github, duplicate, { number: 1 }, '<!-- mlops-approval-duplicate -->');
    },
  },
  closeRequest: {
    before: (github) =>
      askInIssue(github, approvalOf('v1.0.0'), { run: 'https://github.com/run/1', made: 1 }),
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
};
