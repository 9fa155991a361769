import { LOGIN } from '../system/schema-shapes.ts';
import type { ActionContext } from './context.ts';

/** Nobody asks in the name of more people. */
const MOST_ASKERS = 10;
const login = new RegExp(LOGIN);

/**
 * Who started the run of this step, first and again, and who asked for it in another run that sent its event: people
 * alone, by their logins. GitHub names the last committer as the one who starts the runs of a schedule; nobody does.
 */
export function startersIn(
  context: Pick<ActionContext, 'event' | 'actor' | 'triggeringActor' | 'runAttempt' | 'payload'>,
): string[] {
  const { event, actor, triggeringActor, runAttempt, payload } = context;
  const started = [
    ...(event === 'schedule' ? [] : [actor]),
    ...(runAttempt > 1 ? [triggeringActor] : []),
    ...(event === 'repository_dispatch' ? askersIn(payload) : []),
  ];
  return [...new Set(started)].filter((one) => login.test(one));
}

/** Whoever may write contents can send such an event, and say anything in it. */
function askersIn({ client_payload: sent }: ActionContext['payload']): string[] {
  const { by } = ((sent as { readonly mlops?: unknown } | null | undefined)?.mlops ?? {}) as {
    readonly by?: unknown;
  };
  const all: readonly unknown[] = Array.isArray(by) ? by.slice(0, MOST_ASKERS) : [];
  return all.filter((one) => typeof one === 'string');
}
