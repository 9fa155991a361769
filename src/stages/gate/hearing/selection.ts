import { improvementsOf, twoSided } from '../../../evaluation/certainty/certainty.ts';
import type { BUDGETS } from '../../../evaluation/metrics/budgets.ts';
import { METRICS, PRIMARY_METRIC } from '../../../evaluation/metrics/metrics.ts';
import { type Candidate, selectModel } from '../../../evaluation/rules/selection.ts';
import type { Selection } from '../../../evidence/evaluate-gate.ts';
import { parametersOf } from '../../../models/parameters.ts';
import { DataError } from '../../../system/errors.ts';
import type { OpenSplit } from '../../split.ts';
import { applyRules } from '../apply-rules.ts';
import { costsOf } from '../budgets/budgets.ts';
import { dependenceOf } from '../certainty.ts';
import type { Court, Judged } from '../court.ts';
import { judgeModel } from '../judge-model.ts';
import { adopt, type Trained } from './candidates.ts';

/** Of the comparison of candidates, where the gate has no level of its own. */
const LEVEL = 0.95;
const LATENCY = 'predict_batch_p50_ms' satisfies keyof typeof BUDGETS;

/** The model that stands for this run, and how it was found. */
export interface Chosen extends Trained {
  readonly selection?: Selection;
  readonly notes: readonly string[];
}

/**
 * Judges all candidates by the same rules on the same rows and makes the chosen one the model of this run. A single model
 * that no one had to choose is returned as it is.
 * @throws DataError where not one of them could be judged
 */
export async function chooseModel(
  trained: readonly Trained[],
  champion: Judged | null,
  split: OpenSplit,
  court: Court,
  baselineName: string | undefined,
): Promise<Chosen> {
  const { request, ports } = court;
  const [own] = trained;
  if (!own) throw new RangeError('there is no model to judge');
  if ((request.candidates ?? []).length === 0) return { ...own, notes: [] };
  const metric = PRIMARY_METRIC[request.config.model.task];
  const judged: (Judged | DataError)[] = [];
  const verdicts: Pick<Candidate, 'verdict' | 'trouble'>[] = [];
  for (const { name, opened } of trained) {
    await ports.log.group(`Candidate ${name}`, async () => {
      const asOf = ports.clock.now();
      try {
        const one = await judgeModel('challenger', opened, split, court);
        const { verdict } = await applyRules(one, champion, court, { asOf, baselineName });
        ports.log.info(verdict.summary);
        judged.push(one);
        verdicts.push({
          verdict: verdict.verdict,
          trouble: verdict.verdict === 'pass' ? '' : (verdict.reasons[0]?.sentence ?? ''),
        });
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        ports.log.warn(`${name}: ${error.message}`);
        judged.push(error);
        verdicts.push({ verdict: 'fail', trouble: `It could not be judged: ${error.message}.` });
      }
    });
  }
  const sound = judged.filter((one): one is Judged => !(one instanceof DataError));
  if (sound.length === 0) throw judged[0];
  const { figures: costs } = await costsOf([LATENCY, 'package_bytes'], sound, court);
  const candidates = await Promise.all(
    trained.map(async ({ name, opened }, place): Promise<Candidate> => {
      const one = judged[place];
      const cost = one instanceof DataError || !one ? undefined : costs[sound.indexOf(one)];
      const { verdict, trouble } = verdicts[place] as (typeof verdicts)[number];
      return {
        name,
        package: opened.manifest.identity,
        verdict,
        trouble,
        figure: one instanceof DataError ? null : (one?.figures.metrics[metric] ?? null),
        parameters: one instanceof DataError ? null : await parametersOf(opened),
        bytes: cost?.package_bytes ?? 0,
        latency: cost?.[LATENCY] ?? null,
      };
    }),
  );
  const { chosen, selection } = selectModel(candidates, {
    metric,
    title: METRICS.get(metric)?.title ?? metric,
    direction: METRICS.get(metric)?.direction ?? 'higher',
    rows: court.rows.rows,
    isNoise: noiseOf(judged, metric, court),
  });
  const model = trained[chosen] as Trained;
  ports.log.info(`chosen: ${model.name}`);
  return { ...(await adopt(model, request)), selection, notes: notesOf(candidates) };
}

/** Whether zero is within the two-sided interval of the difference between two candidates. */
function noiseOf(
  judged: readonly (Judged | DataError)[],
  metric: string,
  { rows, request: { config } }: Court,
): (place: number, best: number) => boolean {
  const { certainty: level = LEVEL, resamples } = config.gate;
  const dependence = dependenceOf(rows, config);
  return (place, best) => {
    const [one, other] = [judged[place], judged[best]];
    if (!one || !other || one instanceof DataError || other instanceof DataError) return false;
    const models = { challenger: one.outcomes, champion: other.outcomes, ...dependence };
    const found = improvementsOf(models, [metric], { replicates: resamples, seed: config.train.seed });
    const improvement = found.get(metric);
    if (!improvement) return false;
    const { lower, upper } = twoSided(improvement, level);
    return lower !== null && upper !== null && lower <= 0 && upper >= 0;
  };
}

function notesOf(candidates: readonly Candidate[]): string[] {
  if (candidates.length < 2) return [];
  return [
    `The challenger was chosen of ${candidates.length} candidates on the rows that it is judged on, so its figures flatter it a little: the more candidates and the fewer rows, the more.`,
  ];
}
