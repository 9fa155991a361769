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
      ...wideChanges(dataset.name, names),
    },
  };
}

/** Every column changed, its rule too, and the transforms make one of it that is all zero in the later rows. */
function wideChanges(dataset: string, names: readonly string[]) {
  const [checked] = story('checked-data');
  if (checked?.stage !== 'validate-data') throw new Error('the story has no data');
  const { lockChanges, contractChanges, transformed } = checked.figures;
  const [change] = lockChanges?.changes ?? [];
  const [rule] = contractChanges?.changes ?? [];
  const [made] = transformed?.columns ?? [];
  const changed = change?.columns.find(({ change: kind }) => kind === 'values');
  if (!lockChanges || !contractChanges || !transformed || !change || !changed || !rule || !made) {
    throw new Error('the story has no changes');
  }
  const changes = [{ ...change, dataset, columns: names.map((column) => ({ ...changed, column })) }];
  return {
    sinceLock: changes,
    lockChanges: { ...lockChanges, changes },
    contractChanges: { ...contractChanges, changes: names.map((column) => ({ ...rule, column })) },
    transformed: {
      ...transformed,
      columns: names.map((column) => ({ ...made, column, source: column })),
      unseen: names.map((source) => ({ source, share: 0.5 })),
      refused: names.map((source) => ({ source, rows: 1, message: `\`${source}\` has no logarithm` })),
    },
  };
}

/** A window of many columns, each drifted, and many slices. */
export function wideDrift(columns: number, name = 'column'): Evidence[] {
  const [evidence] = story('calibrated-drift');
  if (evidence?.stage !== 'monitor-drift') throw new Error('the story has no drift');
  const { windows, histograms } = evidence.figures;
  const names = Array.from({ length: columns }, (_, index) => `${name}${index}`);
  const wide = windows.map((window) => ({
    ...window,
    columns: names.map((column, index) => ({
      ...(window.columns[index % window.columns.length] as (typeof window.columns)[number]),
      column,
    })),
    drifted: columns,
    slices: names.map((value, index) => ({
      ...((window.slices ?? [])[index % (window.slices ?? []).length] as NonNullable<
        typeof window.slices
      >[number]),
      value,
    })),
  }));
  const drawn = names.flatMap((column, index) => {
    const histogram = histograms[index % histograms.length];
    return histogram && index < 100 ? [{ ...histogram, column }] : [];
  });
  return [{ ...evidence, figures: { ...evidence.figures, windows: wide, histograms: drawn } }];
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
