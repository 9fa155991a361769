import { uncounted, writtenComment } from '../../github/comment-event.ts';
import { mayWrite } from '../../github/permission.ts';
import type { Runner } from '../../github/runner.ts';
import { describeError, UserError } from '../../system/errors.ts';
import { BUDGETS, INPUTS } from '../actions.ts';
import type { Helper } from '../helper.ts';
import { type Answer, give, help, notAllowed, refused, sign } from './command-answer.ts';
import { type Checked, checkCommand } from './command-check.ts';
import { commandIn } from './command-line.ts';
import { refuseOtherCheckout } from './default-branch.ts';

const NOTHING = { command: null, model: null, version: null, environment: null };

/**
 * Reads the command in the comment that started this run. Whoever gives it must be a person who may write to the
 * repository; an ordinary comment costs no request. The outputs say what to do, and other jobs do it.
 */
export const helper: Helper = async (runner) => {
  runner.setOutputs((await accepted(runner)) ?? NOTHING);
};

/** The command that is to be obeyed, or null; its author is answered. */
async function accepted(runner: Runner): Promise<Readonly<Record<keyof Checked, string | null>> | null> {
  const { context, log } = runner;
  const inputs = runner.inputs(INPUTS.command);
  const comment = writtenComment(context);
  if (!comment) {
    throw new UserError(`The event \`${context.event}\` is about no comment.`, {
      hint: 'Start this workflow with `on: { issue_comment: { types: [created] } }`.',
    });
  }
  const said = commandIn(comment.body);
  if (said === null) {
    log.info('The comment is no command.');
    return null;
  }
  const reason = uncounted(context);
  if (reason) {
    log.info(`The comment does not count: ${reason}.`);
    return null;
  }
  await refuseOtherCheckout(context, context.workspace);
  if (inputs.token === null) {
    throw new UserError('Without a token nobody can be asked what the author of the comment may.', {
      hint: 'Leave `token` as it is by default.',
    });
  }
  const github = await runner.github(inputs.token, BUDGETS.command);
  const place = { runner, github };
  const no = async (answer: Answer) => {
    await sign('-1', comment, place);
    await give(answer, comment, place);
    return null;
  };
  if (!(await mayWrite(github, comment.author))) return await no(notAllowed());
  if (said === 'unknown') {
    await give(help(comment), comment, place);
    return null;
  }
  const { login } = comment.author;
  const asked = { ...inputs, login, attempt: context.runAttempt };
  let checked: Checked;
  try {
    checked = await checkCommand(said, asked, github);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warn(`Refused: ${describeError(error)}`);
    return await no(refused(comment, error));
  }
  await sign('rocket', comment, place);
  const names = [checked.version, checked.environment, checked.model].filter((name) => name !== null);
  log.info(`Accepted from ${login}: ${checked.command} ${names.join(' ')}`);
  return { ...checked };
}
