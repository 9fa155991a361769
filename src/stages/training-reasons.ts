import type { EvidenceOf, Reason } from '../evidence/schema.ts';
import { LEAKAGE_STOPS, LEAKAGE_WARNS, type LeakageFinding } from '../training/leakage.ts';
import type { TimeBudget } from '../training/time-budget.ts';
import type { TrainedModel } from '../training/trainer.ts';
import type { Ports } from './stage.ts';

const LEAKAGE_OUTCOMES = { stopped: 'fail', warned: 'warn', allowed: 'pass' } as const;

/** A reason for each column that predicts the label nearly alone, told in the log as well. */
export function leakageReasons(leakage: readonly LeakageFinding[], { log }: Ports): Reason[] {
  return leakage.flatMap(({ column, auc, action }): Reason[] => {
    if (action === 'none') return [];
    const alone = `\`${column}\` alone predicts the label with an AUC of ${auc.toFixed(3)}`;
    const sentences = {
      stopped: `${alone}: it was made from the label or is known only after it. Name it under \`data.view.unavailable\` and drop it as a feature, or allow it under \`train.allow-leakage\`.`,
      warned: `${alone}, which is suspicious. Is it known when predicting? If so, name it under \`train.allow-leakage\`.`,
      allowed: `${alone} and is allowed by name.`,
    };
    const sentence = sentences[action];
    if (action === 'stopped') log.error(sentence);
    else if (action === 'warned') log.warn(sentence);
    else log.info(sentence);
    const bound = auc >= LEAKAGE_STOPS ? LEAKAGE_STOPS : LEAKAGE_WARNS;
    return [{ rule: 'leakage', outcome: LEAKAGE_OUTCOMES[action], measured: auc, bound, sentence, column }];
  });
}

/** That the time budget ended training; nothing where there was time enough. */
export function budgetReason(
  { cutShort }: TrainedModel,
  budget: TimeBudget | undefined,
  seconds: number,
): Reason[] {
  if (cutShort === undefined || budget === undefined) return [];
  const bound = budget.milliseconds / 1000;
  return [{ rule: 'time-budget', outcome: 'warn', measured: seconds, bound, sentence: cutShort }];
}

/** What was made of how many rows. */
export function trainedReason({ splits, trainer }: EvidenceOf<'train'>['figures']): Reason {
  const { rows } = splits.train;
  const sentence = `The ${trainer} trainer made a model from ${rows.toLocaleString('en-US')} rows.`;
  return { rule: 'trained', outcome: 'pass', measured: rows, bound: null, sentence };
}
