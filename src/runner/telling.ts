import type { LoadedConfig } from '../config/load.ts';
import type { Evidence } from '../evidence/schema.ts';
import type { Annotation } from '../github/annotations.ts';
import type { StoredArtifact } from '../github/artifact.ts';
import type { GitHub } from '../github/client.ts';
import type { Runner } from '../github/runner.ts';
import { CANCELLED } from '../system/errors.ts';
import type { ActionName, StepInputs } from './actions.ts';
import { reportIncidents } from './incidents/incident.ts';
import {
  findHistory,
  linesOf,
  type Outlet,
  type StageLines,
  type Stop,
  summaryOf,
  tellGitHub,
  titleOf,
} from './outlets/outlets.ts';
import { outputsOf } from './results.ts';
import { requestRetraining } from './retraining/retrain.ts';

/** A step that has done its work, or stopped. */
export interface EndedStep {
  readonly action: ActionName;
  readonly runner: Runner;
  readonly code: number;
  readonly stop: Stop | null;
  /** What it came to have; undefined where it stopped before. */
  readonly inputs: StepInputs | undefined;
  readonly loaded: LoadedConfig | undefined;
  readonly github: GitHub | undefined;
  /** The run folder; empty where there is no config. */
  readonly out: string;
  /** Of this step, in the order of its stages. */
  readonly evidence: readonly Evidence[];
  readonly artifact: StoredArtifact | null;
  /** What tells jobs of one matrix apart; empty without one. */
  readonly matrix: string;
  /** The exit code that the evidence of a stage asks for. */
  readonly codeOf: (evidence: Evidence) => number;
}

/**
 * Tells every outlet how a step ended: summary, outputs, the pull request or commit, the lines of files, incidents, and
 * whoever retrains. What was cancelled says nothing on GitHub.
 */
export async function tell(ended: EndedStep): Promise<void> {
  const { action, runner, code, stop, inputs, loaded, out, evidence, artifact, matrix, codeOf } = ended;
  const { context, features, log } = runner;
  const model = loaded?.config.model.name ?? 'mlops';
  const github = code === CANCELLED ? undefined : ended.github;
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
  const lines = await linesIn(ended, loaded);
  const { comment = false, check = false, labels = false } = inputs ?? {};
  const told = {
    ...{ evidence, out, stop, artifact, history, codeOf },
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
  for (const one of inputs?.dispatch === false ? [] : evidence) {
    await requestRetraining(one, context, { github, config: inputs?.config ?? '', coolDown: null, log });
  }
}

async function linesIn(
  { evidence, codeOf, runner }: EndedStep,
  loaded: LoadedConfig,
): Promise<Map<Evidence, StageLines>> {
  const found = new Map<Evidence, StageLines>();
  for (const one of evidence)
    found.set(one, await linesOf(one, codeOf(one), loaded, runner.context.workspace));
  return found;
}

function withoutPlace({ kind, title, message }: Annotation): Annotation {
  return { kind, message, ...(title === undefined ? {} : { title }) };
}
