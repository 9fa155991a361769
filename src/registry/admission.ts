import { EVIDENCE_SCHEMAS, type EvidenceOf, type Reason, type RunIdentity } from '../evidence/schema.ts';
import type { ModelPackage } from '../models/package.ts';
import { DataError, UserError } from '../system/errors.ts';
import { checkSchema, pathText } from '../system/schema-check.ts';

type GateEvidence = EvidenceOf<'evaluate-gate'>;

/** What is to become a version: a package, what the gate said of it, and the run that asks. */
export interface RegisterRequest {
  readonly package: ModelPackage;
  /** The gate's evidence as it was read: it is checked here. */
  readonly gate: unknown;
  /** Its `by` names who started any of the runs that made the package. */
  readonly run: RunIdentity;
}

/**
 * Why a package may or may not be registered: one reason for each thing that the gate's evidence must
 * say, passed or failed. Throws `UserError` where it is not evidence of the gate at all.
 */
export function judgeAdmission({ package: candidate, gate: given, run }: RegisterRequest): Reason[] {
  const gate = gateEvidence(given);
  const { name, identity } = candidate.manifest;
  return [
    reason('gate-verdict', gate.verdict, 'pass', gate.verdict === 'pass', {
      pass: passedText(gate),
      fail: `The gate did not pass this model: its verdict is \`${gate.verdict}\`.`,
    }),
    reason('gate-model', gate.model, name, gate.model === name, {
      pass: `The gate judged ${name}.`,
      fail: `The gate judged another model, ${gate.model}; this package is ${name}.`,
    }),
    reason(
      'gate-package',
      gate.figures.challenger.package,
      identity,
      gate.figures.challenger.package === identity,
      {
        pass: 'The gate judged this very package.',
        fail: `The gate judged another package (${short(gate.figures.challenger.package)}) than this one (${short(identity)}).`,
      },
    ),
    reason('gate-commit', gate.run.commit, run.commit, gate.run.commit === run.commit, {
      pass: run.commit === null ? 'Neither run knows its commit.' : 'The gate judged it at this commit.',
      fail: `The gate judged it at ${commitText(gate.run.commit)}, but this run is at ${commitText(run.commit)}.`,
    }),
    reason('gate-config', gate.run.config, run.config, gate.run.config === run.config, {
      pass: 'The gate used this config.',
      fail: `The gate used another config (${short(gate.run.config)}) than this run (${short(run.config)}).`,
    }),
  ];
}

/**
 * The gate's evidence where it admits the package, else a `DataError` with every reason against it.
 * Throws `UserError` where the package is of another model than the registry's.
 */
export function admit(request: RegisterRequest, model: string): GateEvidence {
  const { name } = request.package.manifest;
  if (name !== model) {
    throw new UserError(`This package is of ${name}, but the registry was opened for ${model}.`, {
      hint: 'Name the model whose package this is.',
    });
  }
  const refusals = judgeAdmission(request).filter((one) => one.outcome === 'fail');
  if (refusals.length > 0) {
    throw new DataError(`Not registered. ${refusals.map((one) => one.sentence).join(' ')}`, {
      hint: 'Run evaluate-gate on this package at this commit with this config, and register what it passes.',
    });
  }
  return gateEvidence(request.gate);
}

/** A version that somebody answers for says so wherever it was admitted. */
function passedText({ figures }: GateEvidence): string {
  const excused = figures.rules.flatMap(({ rule, override }) =>
    override ? [{ rule, by: override.by }] : [],
  );
  const told = [...new Set(excused.map(({ rule, by }) => `“${rule}” (${by})`))];
  return told.length === 0
    ? 'The gate passed this model.'
    : `The gate passed this model by override of ${told.join(', ')}.`;
}

function gateEvidence(given: unknown): GateEvidence {
  const hint = 'Pass the evidence that evaluate-gate wrote, unchanged.';
  if (given === null || given === undefined) {
    throw new UserError('There is no evidence of evaluate-gate for this package.', {
      hint: 'Run evaluate-gate before register.',
    });
  }
  const problems = checkSchema(EVIDENCE_SCHEMAS['evaluate-gate'], given);
  if (problems.length > 0) {
    const first = problems
      .slice(0, 3)
      .map(({ path, message }) => `${pathText(path) || 'evidence'}: ${message}`);
    const more = problems.length > 3 ? `; and ${problems.length - 3} more` : '';
    throw new UserError(`This is not valid evidence of evaluate-gate: ${first.join('; ')}${more}.`, { hint });
  }
  return given as GateEvidence;
}

function reason(
  rule: string,
  measured: string | null,
  bound: string | null,
  passed: boolean,
  sentences: { readonly pass: string; readonly fail: string },
): Reason {
  const outcome = passed ? 'pass' : 'fail';
  return { rule, outcome, measured, bound, sentence: sentences[outcome] };
}

function short(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

function commitText(commit: string | null): string {
  return commit === null ? 'no commit' : `commit ${commit.slice(0, 12)}`;
}

/** Throws where an environment that has no version is to be emptied. */
export function nothingToRemove(model: string, environment: string): UserError {
  return new UserError(`${environment} has no version of ${model} that could be removed.`, {
    hint: 'There is nothing to do.',
  });
}
