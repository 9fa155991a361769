import type { Evidence, EvidenceOf } from '../../src/evidence/schema.ts';
import { wideRun } from './wide-run.ts';

/** How large a run is. */
export interface Size {
  readonly columns: number;
  readonly rules: number;
  readonly slices: number;
}

/** The largest run that there may be. */
export const LARGEST: Size = { columns: 10_000, rules: 200, slices: 10_000 };

/** Runs of any size, cheaply: each is the beginning of the largest one. `broken` data end the run where they are. */
export class SizedRuns {
  readonly #largest: readonly Evidence[];

  constructor(name: string) {
    this.#largest = wideRun({ ...LARGEST, name });
  }

  of(size: Size, broken: boolean): Evidence[] {
    return this.#largest.flatMap((evidence): Evidence[] => {
      if (evidence.stage === 'validate-data') return [dataOf(evidence, size, broken)];
      if (broken) return [];
      return [evidence.stage === 'evaluate-gate' ? gateOf(evidence, size) : evidence];
    });
  }
}

function dataOf(evidence: EvidenceOf<'validate-data'>, { columns }: Size, broken: boolean): Evidence {
  const first = <T>(list: readonly T[]): T[] => list.slice(0, columns);
  const { figures } = evidence;
  const anomalies = first(figures.anomalies);
  const reasons = anomalies.map(({ sentence, column, rule, count }) => ({
    ...{ rule, outcome: 'fail' as const, measured: count, bound: 0, sentence },
    ...(column === null ? {} : { column }),
  }));
  const { transformed, sinceLock = [], lockChanges, contractChanges } = figures;
  const changes = sinceLock.map((change) => ({ ...change, columns: first(change.columns) }));
  return {
    ...evidence,
    ...(broken ? { verdict: 'fail', reasons } : {}),
    warnings: first(evidence.warnings),
    figures: {
      ...figures,
      anomalies,
      datasets: figures.datasets.map((dataset) => ({ ...dataset, columns: first(dataset.columns) })),
      sinceLock: changes,
      ...(lockChanges ? { lockChanges: { ...lockChanges, changes } } : {}),
      ...(contractChanges
        ? { contractChanges: { ...contractChanges, changes: first(contractChanges.changes) } }
        : {}),
      ...(transformed
        ? {
            transformed: {
              ...transformed,
              columns: first(transformed.columns),
              unseen: first(transformed.unseen),
              refused: first(transformed.refused),
            },
          }
        : {}),
    },
  };
}

function gateOf(evidence: EvidenceOf<'evaluate-gate'>, { rules, slices }: Size): Evidence {
  const { figures } = evidence;
  return {
    ...evidence,
    reasons: evidence.reasons.slice(0, rules),
    figures: {
      ...figures,
      rules: figures.rules.slice(0, rules),
      slices: figures.slices.slice(0, slices),
      notes: figures.notes.slice(0, rules),
    },
  };
}
