import type { Evidence, EvidenceOf } from '../../src/evidence/schema.ts';
import { story } from './stories.ts';

/** A refused run over a very wide dataset: each column broken, each rule failed, each slice worse. */
export function wideRun(size: {
  readonly columns: number;
  readonly rules: number;
  readonly slices: number;
  readonly name: string;
}): Evidence[] {
  const names = Array.from({ length: size.columns }, (_, index) => `${size.name}${index}`);
  return story('refused').map((evidence): Evidence => {
    if (evidence.stage === 'validate-data') return wideData(evidence, names);
    return evidence.stage === 'evaluate-gate' ? manyRules(evidence, size) : evidence;
  });
}

function wideData(evidence: EvidenceOf<'validate-data'>, names: readonly string[]): Evidence {
  const [dataset] = evidence.figures.datasets;
  const [anomaly] = evidence.figures.anomalies;
  const column = dataset?.columns.find(({ histogram }) => histogram && histogram.length > 5);
  if (!dataset || !anomaly || !column) throw new Error('the story has no data');
  return {
    ...evidence,
    warnings: names.map((name) => `\`${name}\` is odd`),
    figures: {
      datasets: [{ ...dataset, columns: names.map((name) => ({ ...column, column: name })) }],
      anomalies: names.map((name) => ({ ...anomaly, column: name, sentence: `\`${name}\` is missing` })),
    },
  };
}

function manyRules(
  evidence: EvidenceOf<'evaluate-gate'>,
  { rules, slices, name }: { readonly rules: number; readonly slices: number; readonly name: string },
): Evidence {
  const [rule] = evidence.figures.rules;
  const [slice] = evidence.figures.slices;
  if (!rule || !slice) throw new Error('the story has no rules');
  const failed = Array.from({ length: rules }, (_, index) => ({
    ...rule,
    metric: `${name}${index}`,
    rule: `${name}${index} at least 1`,
    outcome: 'fail' as const,
    sentence: `${name}${index} is too low.`,
  }));
  return {
    ...evidence,
    reasons: failed.map(({ rule: text, sentence }) => ({
      rule: text,
      outcome: 'fail',
      measured: 0,
      bound: 1,
      sentence,
    })),
    figures: {
      ...evidence.figures,
      rules: failed,
      slices: Array.from({ length: slices }, (_, index) => ({ ...slice, value: `${name}${index}` })),
      notes: failed.map(({ sentence }) => sentence),
    },
  };
}
