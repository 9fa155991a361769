import { join, resolve } from 'node:path';
import type { Evidence, Verdict } from '../../evidence/schema.ts';
import { evidenceFile } from '../../evidence/store.ts';
import type { StoredArtifact } from '../../github/artifact.ts';
import { type ActionName, OUTPUTS } from '../actions.ts';

type Outputs = Record<string, string | boolean>;

/** What the outputs of a step are made of, beside its evidence. */
export interface StepResults {
  readonly verdict: Verdict;
  readonly out: string;
  readonly artifact: StoredArtifact | null;
  /** The names of `train.variants`. */
  readonly variants: readonly string[];
}

/** The outputs of a step, from the evidence that it left in `out`; what does not apply is empty. */
export function outputsOf(
  action: ActionName,
  evidence: readonly Evidence[],
  { verdict, out, artifact, variants }: StepResults,
): Outputs {
  // A matrix without an entry is an error on GitHub: one entry without a name trains the config as it is.
  const found: Outputs = { variants: JSON.stringify(variants.length > 0 ? variants : ['']) };
  for (const one of evidence) Object.assign(found, ofStage(one, out));
  const last = evidence.at(-1);
  if (last) {
    found.verdict = verdict;
    found.evidence = action === 'pipeline' ? out : evidenceFile(out, last.stage);
    found.report = join(out, 'report.html');
  }
  if (artifact) {
    found.artifact = artifact.name;
    found['artifact-digest'] = artifact.digest;
  }
  return Object.fromEntries(OUTPUTS[action].map((name) => [name, found[name] ?? '']));
}

function ofStage(evidence: Evidence, out: string): Outputs {
  switch (evidence.stage) {
    case 'validate-data':
      return {};
    case 'train': {
      const made = evidence.figures.package;
      return made ? { package: resolve(out, made.path), digest: made.digest } : {};
    }
    case 'evaluate-gate': {
      const { predictions, package: digest } = evidence.figures.challenger;
      return { predictions: resolve(out, predictions.path), digest };
    }
    case 'register':
      return { version: evidence.figures.version, digest: evidence.figures.package };
    case 'deploy': {
      const { version, package: digest, environment, url } = evidence.figures;
      return { environment, version: version ?? '', digest: digest ?? '', url: url ?? '' };
    }
    case 'monitor-drift': {
      const { version, retrain } = evidence.figures;
      return { ...(version === null ? {} : { version }), retrain: retrain.requested };
    }
  }
}
