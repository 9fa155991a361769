import type { Evidence, EvidenceOf } from '../../evidence/schema.ts';
import { endsLoop, type PipelineRequest, runOne, runStage } from '../../pipeline.ts';
import { publishFiles } from '../../publish.ts';
import { settleApproval } from '../approval/approval-settled.ts';
import { withoutSecrets } from '../handover/artifacts.ts';
import { leave } from '../handover/handover.ts';
import { isHostedRunner, lostWithRunner } from '../machine.ts';
import { recorded } from './deployment.ts';
import type { PreparedStep } from './preparation.ts';
import { codeOf, matrixOf, type StepState } from './state.ts';

/** Runs the stages of a step until one of them ends the loop; `state` gets their evidence. */
export async function runStages(state: StepState, prepared: PreparedStep): Promise<void> {
  const { stages, inputs, loaded, place, ports } = prepared;
  const { log } = state.runner;
  let { request } = prepared;
  for (const stage of stages) {
    state.doing = stage;
    if (stages.length > 1) log.info(`Stage ${stage}`);
    const lost = lostWithRunner(stage, loaded.config, inputs.environment ?? null);
    if (lost !== null && isHostedRunner(process.env)) log.warn(lost);
    const told = new Map<Evidence, Evidence>();
    const finished = async (made: Evidence, out: string) => {
      told.set(made, await handOn(made, out, state, prepared));
    };
    let made: readonly Evidence[];
    if (stage === 'deploy') {
      const deployed = await deploy(state, prepared, request);
      made = [deployed];
      // What is uploaded is no part of the deployment.
      await finished(deployed, place.out);
    } else {
      const { evidence, next } = await runOne(stage, request, ports, finished);
      made = evidence;
      request = next;
    }
    state.evidence.push(...made.map((one) => told.get(one) ?? one));
    if (codeOf(state, made) !== 0 || made.some((one) => endsLoop(one, loaded.config))) return;
  }
}

/** Leaves what a stage made to later jobs, without secrets. */
async function handOn(
  made: Evidence,
  out: string,
  state: StepState,
  { place, inputs }: PreparedStep,
): Promise<Evidence> {
  const { runner } = state;
  const evidence = await withoutSecrets(made, out, (text) => runner.redact(text));
  await publishFiles(out);
  const variant = evidence.stage === 'train' ? evidence.figures.variant : undefined;
  const left = { ...place, out, ...(variant === undefined ? {} : { variant }) };
  const how = { runner, matrix: matrixOf(state), comment: inputs.comment };
  state.artifact = (await leave(evidence, left, how)) ?? state.artifact;
  return evidence;
}

/** Deploys with a record of it on GitHub, and settles whoever was asked to approve it. */
async function deploy(
  { runner, github, signal }: StepState,
  { inputs, loaded, ports }: PreparedStep,
  request: PipelineRequest,
): Promise<EvidenceOf<'deploy'>> {
  const { context, features, log } = runner;
  const { config } = loaded;
  const place = {
    ...{ context, github, features, log, signal, model: config.model.name },
    environment: inputs.environment ?? Object.keys(config.deploy)[0] ?? '',
    version: inputs.version ?? null,
  };
  const perform = async () => (await runStage('deploy', request, ports)) as EvidenceOf<'deploy'>;
  const evidence = await recorded(place, perform);
  await settleApproval(evidence, config, place);
  return evidence;
}
