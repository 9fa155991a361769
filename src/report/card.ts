import type { EvidenceOf } from '../evidence/schema.ts';
import type { Report, Section } from './document.ts';
import { days } from './format.ts';
import { markdownOf } from './markdown.ts';
import { evaluateGateSection } from './sections/evaluate-gate.ts';
import { trainSection } from './sections/train.ts';

const BUDGET = 200_000;

/**
 * The model card of a package: Markdown with the front matter that model hubs read, made from the same
 * evidence as every report, so that it cannot say anything else.
 */
export function cardOf(training: EvidenceOf<'train'>, gate?: EvidenceOf<'evaluate-gate'>): string {
  const sections = gate ? [evaluateGateSection(gate), trainSection(training)] : [trainSection(training)];
  const report: Report = {
    title: training.model,
    outcome: 'info',
    verdict: 'model card',
    headline: `A model for ${training.figures.task}, made by the trainer ${training.figures.trainer}.`,
    sections: [intendedUse(training), ...sections],
    footer: [
      ['run ', { code: training.run.id }],
      ['commit ', { code: training.run.commit ?? 'none' }],
    ],
  };
  const front = {
    library_name: libraryOf(training),
    tags: [training.figures.task, 'tabular'],
    model_name: training.model,
  };
  // JSON is YAML: front matter written so needs no escaping of its own.
  return `---\n${JSON.stringify(front, null, 2)}\n---\n\n${markdownOf(report, { budget: BUDGET, brief: false, page: true })}`;
}

/** As model hubs name them; a model with a predict program has none. */
function libraryOf({ figures: { trainer, parameters } }: EvidenceOf<'train'>): string {
  if (trainer === 'tfjs') return 'tf-keras';
  return parameters.predict === undefined ? 'onnx' : 'custom';
}

function intendedUse({ figures: { splits, task }, model }: EvidenceOf<'train'>): Section {
  const { from, to } = splits.train;
  const period =
    from && to ? ` It knows data of ${days(from, to)}; what is answered later is watched for drift.` : '';
  return {
    id: 'use',
    title: 'Use',
    outcome: 'info',
    summary: `${model} answers rows of the feature view in contract.json, for ${task}.${period}`,
    blocks: [],
  };
}
