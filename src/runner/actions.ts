import { STAGES, type Stage } from '../evidence/schema.ts';
import type { Budget } from '../github/counted-fetch.ts';
import type { InputSpec } from '../github/inputs.ts';
import { UserError } from '../system/errors.ts';

/** The six actions of the stages, and the root action that runs the loop. */
export type ActionName = Stage | 'pipeline';
/** What workflows need around the loop: comment commands, approval by an issue, the event that asks for retraining, the report on pull requests of forks. */
export const HELPERS = ['command', 'request-approval', 'request-retraining', 'report'] as const;
export type HelperName = (typeof HELPERS)[number];
export const ACTIONS: readonly (ActionName | HelperName)[] = [...STAGES, 'pipeline', ...HELPERS];

/** Inputs that every action has; the config has the rest, so that a terminal does the same. */
const COMMON = {
  config: { kind: 'text', otherwise: 'mlops.yml' },
  model: { kind: 'name' },
  set: { kind: 'lines' },
  token: { kind: 'secret' },
  comment: { kind: 'flag', otherwise: true },
  check: { kind: 'flag', otherwise: true },
  labels: { kind: 'flag', otherwise: false },
  matrix: { kind: 'text' },
} as const;
const INCIDENT = { incident: { kind: 'flag', otherwise: true } } as const;
/** What the actions have that run no stage. */
const ASKED = {
  config: { kind: 'text', otherwise: 'mlops.yml' },
  model: { kind: 'name' },
  token: { kind: 'secret' },
} as const;
const ENGINES = { 'engines-path': { kind: 'text' } } as const;
const FROM_RUN = { 'from-run': { kind: 'text' } } as const;
const DIGESTS = { 'artifact-digests': { kind: 'lines' } } as const;
const UNMERGED = { unmerged: { kind: 'flag', otherwise: false } } as const;
const ENVIRONMENT = { environment: { kind: 'name' } } as const;

/** What each action can be asked; its `action.yml` says the same with descriptions. */
export const INPUTS = {
  'validate-data': { ...COMMON, ...INCIDENT, ...ENGINES },
  train: { ...COMMON, ...DIGESTS, variant: { kind: 'name' }, ...ENGINES },
  'evaluate-gate': {
    ...COMMON,
    ...INCIDENT,
    candidates: { kind: 'lines' },
    ...FROM_RUN,
    ...DIGESTS,
    ...ENGINES,
  },
  register: { ...COMMON, ...FROM_RUN, ...DIGESTS, ...UNMERGED },
  deploy: {
    ...COMMON,
    ...ENVIRONMENT,
    version: { kind: 'name' },
    rollback: { kind: 'flag', otherwise: false },
    ...DIGESTS,
    ...UNMERGED,
  },
  'monitor-drift': {
    ...COMMON,
    ...INCIDENT,
    dispatch: { kind: 'flag', otherwise: true },
    ...DIGESTS,
    ...ENGINES,
  },
  pipeline: {
    ...COMMON,
    ...INCIDENT,
    stage: { kind: 'text' },
    ...ENVIRONMENT,
    ...FROM_RUN,
    ...DIGESTS,
    ...UNMERGED,
    ...ENGINES,
  },
  command: ASKED,
  'request-approval': {
    ...ASKED,
    version: { kind: 'name', required: true },
    environment: { kind: 'name', otherwise: 'production' },
  },
  'request-retraining': { ...ASKED, because: { kind: 'text' }, ...DIGESTS },
  report: { workflow: { kind: 'text', required: true }, token: { kind: 'secret' } },
} as const satisfies Record<ActionName | HelperName, Record<string, InputSpec>>;

const FEW = { requests: 15, writes: 5 };
const SOME = { requests: 25, writes: 12 };

/** How many requests to GitHub one step of each action is to need where nothing fails and no comments fill pages. */
export const BUDGETS: Readonly<Record<ActionName | HelperName, Budget>> = {
  'validate-data': FEW,
  train: FEW,
  'evaluate-gate': FEW,
  register: SOME,
  deploy: SOME,
  'monitor-drift': FEW,
  command: FEW,
  'request-approval': FEW,
  'request-retraining': FEW,
  report: FEW,
  // The whole loop in one step.
  pipeline: { requests: SOME.requests * 2, writes: SOME.writes * 2 },
};

/** What a step was asked, whichever action it is. */
export interface StepInputs {
  readonly config: string;
  readonly model: string | null;
  readonly set: readonly string[];
  readonly token: string | null;
  readonly comment: boolean;
  readonly check: boolean;
  readonly labels: boolean;
  /** The job's matrix as JSON; null without one. */
  readonly matrix: string | null;
  readonly incident?: boolean;
  readonly variant?: string | null;
  readonly 'engines-path'?: string | null;
  readonly 'from-run'?: string | null;
  /** What earlier jobs say that their artifacts are, `stage=sha256:…` each. */
  readonly 'artifact-digests'?: readonly string[];
  /** Whether a branch or tag that is not the default branch may register and deploy. */
  readonly unmerged?: boolean;
  readonly candidates?: readonly string[];
  readonly environment?: string | null;
  readonly version?: string | null;
  readonly rollback?: boolean;
  readonly stage?: string | null;
  /** Whether monitor-drift itself sends the event that asks for retraining. */
  readonly dispatch?: boolean;
}

/** The outputs of each action, as its `action.yml` describes them. */
const EVERY = ['verdict', 'evidence', 'report'] as const;
const ARTIFACT = ['artifact', 'artifact-digest'] as const;
export const OUTPUTS = {
  'validate-data': [...EVERY, 'variants', ...ARTIFACT],
  train: [...EVERY, 'package', 'digest', ...ARTIFACT],
  'evaluate-gate': [...EVERY, 'predictions', 'digest', ...ARTIFACT],
  register: [...EVERY, 'version', 'digest', ...ARTIFACT],
  deploy: [...EVERY, 'version', 'digest', 'environment', 'url', ...ARTIFACT],
  'monitor-drift': [...EVERY, 'version', 'retrain', ...ARTIFACT],
  pipeline: [...EVERY, 'package', 'predictions', 'version', 'digest', 'environment', 'url', 'retrain'],
  command: ['command', 'model', 'version', 'environment'],
  'request-approval': ['approved', 'issue'],
  'request-retraining': ['requested'],
  report: ['comment'],
} as const satisfies Record<ActionName | HelperName, readonly string[]>;

/** The stages that the root action's input names, in the order of the loop; null where it names none. */
export function stagesNamed(text: string | null | undefined): Stage[] | null {
  const names = (text ?? '').split(/[\s,]+/).filter((name) => name !== '');
  if (names.length === 0) return null;
  for (const name of names) {
    if (!(STAGES as readonly string[]).includes(name)) {
      throw new UserError(`\`stage\` names ${JSON.stringify(name.slice(0, 60))}, which is none`, {
        hint: `The stages are ${STAGES.join(', ')}.`,
      });
    }
  }
  return STAGES.filter((stage) => names.includes(stage));
}
