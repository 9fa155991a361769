import { durationOf } from '../../config/duration.ts';
import type { Evidence } from '../../evidence/schema.ts';
import type { GitHub } from '../../github/client.ts';
import { type ActionContext, runName } from '../../github/context.ts';
import { type DispatchMessage, sendDispatch } from '../../github/dispatch.ts';
import { createRef, refsBeginningWith } from '../../github/refs.ts';
import { startersIn } from '../../github/starters.ts';
import { messageOf, UserError } from '../../system/errors.ts';
import type { Log } from '../../system/log.ts';

/** The event by which retraining is asked for; a workflow listens to it under `repository_dispatch`. */
const RETRAIN_EVENT = 'mlops-retrain';

export interface RetrainPlace {
  readonly github: GitHub | undefined;
  /** The config file, for whoever retrains. */
  readonly config: string;
  /** `monitor.retrain.cool-down`; undefined where the config has none: the same windows still ask once. */
  readonly coolDown: string | undefined;
  readonly log: Log;
}

/**
 * Asks for retraining where the evidence of monitor-drift says so, once within the cool-down: a
 * checkout knows nothing of the run before it, so the repository keeps when it was asked for. A token that
 * may not is a warning; the evidence and the summary keep the request. Resolves to whether the event was sent.
 * Throws `ServiceError` where GitHub failed.
 */
export async function requestRetraining(
  evidence: Evidence,
  context: ActionContext,
  { github, config, coolDown, log }: RetrainPlace,
): Promise<boolean> {
  if (evidence.stage !== 'monitor-drift' || !evidence.figures.retrain.requested) return false;
  const { model } = evidence;
  const { version, windows, retrain } = evidence.figures;
  const until = windows.at(-1)?.to ?? '';
  const missing = `Nobody was told to retrain ${model}:`;
  if (!github) {
    log.warn(`${missing} this step has no token.`);
    return false;
  }
  try {
    const last = await lastAsked(github, model);
    const since = last === null ? null : Date.parse(until) - last;
    if (last !== null && since !== null && (since <= 0 || (coolDown && since < durationOf(coolDown)))) {
      const day = new Date(last).toISOString().slice(0, 10);
      const lasts = since > 0 ? `: the cool-down lasts ${coolDown}` : '';
      log.info(`Retraining of ${model} was asked for with the data until ${day} already${lasts}.`);
      return false;
    }
    await send(github, context, log, {
      // The same windows ask once, however often they are judged.
      id: `${model}/${version}/${until}`,
      model,
      config,
      version,
      until,
      because: retrain.because,
    });
    await note(github, context, log, { model, until });
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warn(`${missing} ${messageOf(error)} ${error.hint ?? ''}`);
    return false;
  }
}

/** Asks for retraining because a person wants it. Throws `UserError` where the token may not. */
export async function askForRetraining(
  github: GitHub,
  context: ActionContext,
  { model, config, because, log }: { model: string; config: string; because: string; log: Log },
): Promise<void> {
  const id = `${model}/run-${runName(context)}`;
  await send(github, context, log, { id, model, config, version: null, until: '', because });
}

async function send(
  github: GitHub,
  context: ActionContext,
  log: Log,
  message: Omit<DispatchMessage, 'format'> & { id: string; model: string },
): Promise<void> {
  // The run that it starts is one of a bot: who asked for it is nowhere else.
  const by = startersIn(context);
  await sendDispatch(github, RETRAIN_EVENT, {
    ...{ format: 'mlops-retrain/1', ...message, run: context.runUrl },
    ...(by.length > 0 ? { by } : {}),
  });
  log.info(`Retraining of ${message.model} was asked for with the event ${RETRAIN_EVENT}.`);
}

/** `refs/mlops-retrain/<model>/20260620T000000Z`: the end of the data that led to a request. */
const prefixOf = (model: string) => `mlops-retrain/${model}/`;

/** The newest end of data that led to a request, in milliseconds; null where there was none. */
async function lastAsked(github: GitHub, model: string): Promise<number | null> {
  const prefix = prefixOf(model);
  const times = (await refsBeginningWith(github, prefix)).flatMap(({ name }) => {
    const [, ...parts] =
      /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(name.slice(prefix.length)) ?? [];
    const [year = 0, month = 1, day, hour, minute, second] = parts.map(Number);
    return parts.length === 0 ? [] : [Date.UTC(year, month - 1, day, hour, minute, second)];
  });
  return times.length === 0 ? null : Math.max(...times);
}

/** Keeps that it was asked for. Without it the next run asks again, which is no harm worth a failed step. */
async function note(
  github: GitHub,
  { sha }: ActionContext,
  log: Log,
  { model, until }: { model: string; until: string },
): Promise<void> {
  const second = new Date(until).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  try {
    await createRef(github, `${prefixOf(model)}${second}Z`, sha);
  } catch (error) {
    log.warn(`The next run may ask for retraining again: ${messageOf(error)}`);
  }
}
