import Type, { type Static, type TSchema } from 'typebox';
import { digest, LOGIN, object } from '../system/schema-shapes.ts';
import { DeployFigures } from './deploy.ts';
import { EvaluateGateFigures } from './evaluate-gate.ts';
import { MonitorDriftFigures } from './monitor-drift.ts';
import { RegisterFigures } from './register.ts';
import { FileSchema, figure, scalar, time, verdict } from './shapes.ts';
import { TrainFigures } from './train.ts';
import { ValidateDataFigures } from './validate-data.ts';

/**
 * The record that a stage leaves. Everything a person sees is rendered from it, and later stages
 * read it, so it holds plain JSON only: numbers are finite or null, times are ISO 8601 in UTC.
 */

export const EVIDENCE_SCHEMA = 'mlops-evidence/1';
export const STAGES = [
  'validate-data',
  'train',
  'evaluate-gate',
  'register',
  'deploy',
  'monitor-drift',
] as const;
export type Stage = (typeof STAGES)[number];

/** Why the verdict is what it is: the most important reason first. */
const ReasonSchema = object({
  rule: Type.String(),
  outcome: Type.Enum(['pass', 'warn', 'fail', 'inconclusive', 'skipped', 'overridden']),
  measured: scalar,
  bound: scalar,
  /** A sentence for a person, complete in itself. */
  sentence: Type.String({ minLength: 1 }),
  column: Type.Optional(Type.String()),
  slice: Type.Optional(Type.String()),
});

const RunSchema = object({
  id: Type.String(),
  attempt: Type.Integer({ minimum: 1 }),
  /** The source commit; null outside a git checkout. */
  commit: Type.Union([Type.String(), Type.Null()]),
  /** True where the working tree differed from the commit. */
  dirty: Type.Boolean(),
  /** Digest of the resolved config. */
  config: digest,
  overrides: Type.Array(Type.String()),
  /** The logins of who started the run on GitHub, or asked for it; absent where nobody did. */
  by: Type.Optional(Type.Array(Type.String({ pattern: LOGIN }))),
});

const MachineSchema = object({
  os: Type.String(),
  architecture: Type.String(),
  cpu: Type.String(),
  cores: Type.Integer(),
  memoryBytes: Type.Number(),
  gpu: Type.Union([Type.String(), Type.Null()]),
  /** The GPUs that programs saw, one by one; null is what the driver does not tell. */
  gpus: Type.Optional(
    Type.Array(
      object({
        name: Type.String(),
        memoryBytes: figure,
        driver: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  ),
});

const common = {
  schema: Type.Literal(EVIDENCE_SCHEMA),
  model: Type.String(),
  verdict,
  reasons: Type.Array(ReasonSchema),
  /** Warnings that did not change the verdict. */
  warnings: Type.Array(Type.String()),
  /** Digests of what went in, by role: `dataset`, `package`, `contract`, … */
  inputs: Type.Record(Type.String(), Type.String()),
  /** Files that came out, relative to the evidence file, by role: `predictions`, `package`, … */
  outputs: Type.Record(Type.String(), FileSchema),
  run: RunSchema,
  tools: Type.Record(Type.String(), Type.String()),
  machine: MachineSchema,
  started: time,
  finished: time,
};

function stageEvidence<Name extends Stage, Figures extends TSchema>(stage: Name, stageFigures: Figures) {
  return object({ ...common, stage: Type.Literal(stage), figures: stageFigures });
}

/** The schema of each stage's evidence. A stage that could not work has no figures: it throws instead. */
export const EVIDENCE_SCHEMAS = {
  'validate-data': stageEvidence('validate-data', ValidateDataFigures),
  train: stageEvidence('train', TrainFigures),
  'evaluate-gate': stageEvidence('evaluate-gate', EvaluateGateFigures),
  register: stageEvidence('register', RegisterFigures),
  deploy: stageEvidence('deploy', DeployFigures),
  'monitor-drift': stageEvidence('monitor-drift', MonitorDriftFigures),
} as const;

export type EvidenceOf<S extends Stage> = Static<(typeof EVIDENCE_SCHEMAS)[S]>;
export type Evidence = { [S in Stage]: EvidenceOf<S> }[Stage];
export type Reason = Static<typeof ReasonSchema>;
export type Verdict = Evidence['verdict'];
export type Machine = Static<typeof MachineSchema>;
export type RunIdentity = Static<typeof RunSchema>;
