import type { GitHub } from '../../github/client.ts';
import { upsertComment } from '../../github/comment.ts';
import type { WrittenComment } from '../../github/comment-event.ts';
import type { ActionContext } from '../../github/context.ts';
import { react } from '../../github/reaction.ts';
import type { Runner } from '../../github/runner.ts';
import type { Report } from '../../report/document.ts';
import { LEAST_BUDGET, markdownOf } from '../../report/markdown.ts';
import { messageOf, type UserError } from '../../system/errors.ts';
import { refuse, tolerantly } from '../tolerantly.ts';
import { FORMS } from './command-line.ts';

/** The one on issues, the other on pull requests. */
const permission = 'issues: write, pull-requests: write';
const ANSWER = { feature: 'answer to the comment', permission };
const REACTION = { feature: 'reaction to the comment', permission };

/** What a command is answered with, as one comment. */
export interface Answer {
  /** Of answers with the same name on one issue, the last one stays. */
  readonly name: string;
  readonly report: Report;
}

/** Told to who may give commands, and gave none that there is. */
export function help(comment: WrittenComment): Answer {
  const items = FORMS.map((code) => [{ code }]);
  return answer(`${comment.id}`, 'not understood', 'This is none of the commands.', [
    { kind: 'paragraph', text: 'A command is the whole first line of a comment, in one of these forms:' },
    { kind: 'list', ordered: false, items },
  ]);
}

/** Told to who may not give commands: once on an issue, however often it is tried. */
export function notAllowed(): Answer {
  const who = 'Commands are for people who may write to this repository. Nothing was started.';
  return answer('not-allowed', 'not allowed', who, []);
}

/** Told to who may give commands, but not this one. */
export function refused(comment: WrittenComment, error: UserError): Answer {
  const [headline = '', ...more] = messageOf(error).split('\n');
  const lines = [...more, ...(error.hint ? [error.hint] : [])];
  const blocks = lines.map((text) => ({ kind: 'paragraph', text }) as const);
  return answer(`${comment.id}`, 'refused', headline, [
    ...blocks,
    { kind: 'paragraph', text: 'Nothing was started.' },
  ]);
}

function answer(
  name: string,
  verdict: string,
  headline: string,
  blocks: Report['sections'][number]['blocks'],
): Answer {
  const section = { id: 'answer', title: 'Answer', outcome: 'info', summary: headline, blocks } as const;
  const sections = [section];
  return { name, report: { title: '/mlops', outcome: 'fail', verdict, headline, sections, footer: [] } };
}

/** Answers the comment, as far as the token may; the job summary has the answer too. */
export async function give(
  { name, report }: Answer,
  comment: WrittenComment,
  { runner, github }: { readonly runner: Runner; readonly github: GitHub },
): Promise<void> {
  const { context } = runner;
  const links = [{ title: 'run', href: context.runUrl }];
  const body = markdownOf(report, { budget: LEAST_BUDGET, brief: true, links });
  await runner.writeSummary(body);
  const key = keyOf(context, name);
  const result = await tolerantly(runner, ANSWER, () =>
    upsertComment(github, { issue: comment.issue, key, body, headSha: null }),
  );
  if (result?.outcome === 'refused') refuse(runner, ANSWER, new Error(result.reason));
}

/** No model has such a name. */
function keyOf({ workflow }: ActionContext, matrix: string) {
  return { workflow, model: '/mlops', matrix };
}

/** Shows beside the comment what came of it, as far as the token may. */
export async function sign(
  content: Parameters<typeof react>[2],
  comment: WrittenComment,
  { runner, github }: { readonly runner: Runner; readonly github: GitHub },
): Promise<void> {
  await tolerantly(runner, REACTION, () => react(github, comment.id, content));
}
