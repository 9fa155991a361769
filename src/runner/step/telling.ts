import type { LoadedConfig } from '../../config/load.ts';
import type { Evidence } from '../../evidence/schema.ts';
import type { Annotation } from '../../github/annotations.ts';
import { CANCELLED } from '../../system/errors.ts';
import { reportIncidents } from '../incidents/incident.ts';
import {
  findHistory,
  linesOf,
  type Outlet,
  type StageLines,
  type Stop,
  summaryOf,
  tellGitHub,
  titleOf,
} from '../outlets/outlets.ts';
import { requestRetraining } from '../retraining/retrain.ts';
import { outputsOf } from './outputs.ts';
import { codeOf, matrixOf, placeOf, type StepState } from './state.ts';

/** How a step ended. */
interface Ending {
  readonly code: number;
  readonly stop: Stop | null;
}

/**
 * Tells every outlet how a step ended: summary, outputs, the pull request or commit, the lines of files, incidents, and
 * whoever retrains. What was cancelled says nothing on GitHub.
 */
export async function tell(state: StepState, { code, stop }: Ending): Promise<void> {
  const { name: action, runner, inputs, loaded, evidence, artifact } = state;
  const { context, features, log } = runner;
  const model = loaded?.config.model.name ?? 'mlops';
  const github = code === CANCELLED ? undefined : state.github;
  const matrix = matrixOf(state);
  const out = loaded ? placeOf(state, loaded).out : '';
  const outlet: Outlet | undefined = github && { context, github, features, log, action, model, matrix };
  const history = outlet ? await findHistory(outlet, { evidence, out }) : null;
  const summary = summaryOf(titleOf({ model, matrix }), evidence, stop, history);
  if (summary !== null) await runner.writeSummary(summary);
  if (!loaded) return;
  const last = evidence.at(-1);
  const verdict = last && (action === 'pipeline' && code === 0 ? 'pass' : last.verdict);
  if (verdict) {
    const results = { verdict, out, artifact, variants: loaded.variants };
    runner.setOutputs(outputsOf(action, evidence, results));
  }
  const codeOfOne = (one: Evidence) => codeOf(state, [one]);
  const lines = await linesIn(evidence, codeOfOne, loaded, context.workspace);
  const { comment = false, check = false, labels = false } = inputs ?? {};
  const told = {
    ...{ evidence, out, stop, artifact, history, codeOf: codeOfOne },
    verdict: stop ? null : (verdict ?? null),
  };
  const shown = outlet ? await tellGitHub(outlet, told, { comment, check, labels }, lines) : null;
  for (const [one, { reasons }] of lines) {
    // What a check run shows at its line is not shown there twice.
    runner.annotate(shown?.has(one) ? reasons.map(withoutPlace) : reasons);
  }
  if (code === CANCELLED) return;
  if (github && inputs?.incident) {
    const { config } = loaded;
    const place = { context, log, features, config, matrix };
    await reportIncidents(github, { action, evidence, stop, artifact, ...place, inputs });
  }
  const coolDown = loaded.config.monitor?.retrain?.['cool-down'];
  for (const one of inputs?.dispatch === false ? [] : evidence) {
    await requestRetraining(one, context, { github, config: inputs?.config ?? '', coolDown, log });
  }
}

async function linesIn(
  evidence: readonly Evidence[],
  codeOfOne: (evidence: Evidence) => number,
  loaded: LoadedConfig,
  workspace: string,
): Promise<Map<Evidence, StageLines>> {
  const found = new Map<Evidence, StageLines>();
  for (const one of evidence) found.set(one, await linesOf(one, codeOfOne(one), loaded, workspace));
  return found;
}

function withoutPlace({ kind, title, message }: Annotation): Annotation {
  return { kind, message, ...(title === undefined ? {} : { title }) };
}
