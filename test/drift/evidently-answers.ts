import { frameOf, type Value } from '../../src/data/engine/frame.ts';
import { compareColumns } from '../../src/drift/compare.ts';
import { driftMethod } from '../../src/drift/methods/catalogue.ts';
import { columnFor, type DriftCase } from './cases.ts';

/** What Evidently answered for one case: its default method, and score and drift by method (null: it failed). */
export interface EvidentlyAnswer {
  readonly default: string;
  readonly scores: Readonly<Record<string, readonly [score: number, drifted: boolean] | null>>;
}

/**
 * Where our answer is not Evidently's, a line each. Equal is: a relative 1e-9, or 1e-12 where its own
 * `1 - cdf` leaves no more digits; distances that are roots of a difference are compared before the root.
 */
export function differencesFrom(answer: EvidentlyAnswer, driftCase: DriftCase): string[] {
  const differences: string[] = [];
  const reference = frameOf([columnFor(driftCase, 'reference')]);
  const current = frameOf([columnFor(driftCase, 'current')]);
  const [byDefault] = compareColumns(reference, current).columns;
  if (byDefault?.method !== driftMethod(answer.default).name) {
    differences.push(`default: ${byDefault?.method} instead of ${answer.default}`);
  }
  for (const [method, theirs] of Object.entries(answer.scores)) {
    if (method === 'cramer_von_mises' && isSmall(driftCase)) continue;
    const [ours] = compareColumns(reference, current, { methods: { x: method } }).columns;
    const score = driftMethod(method).result === 'p-value' ? ours?.pValue : ours?.statistic;
    if (theirs === null) {
      // Evidently has no number here (it fails or says NaN), except for small Cramér-von Mises.
      if (ours?.verdict !== 'inconclusive') differences.push(`${method}: ${score} instead of no answer`);
      continue;
    }
    const [expected, drifted] = theirs;
    if (!(score !== null && score !== undefined && isClose(method, score, expected))) {
      differences.push(`${method}: ${score} instead of ${expected}`);
    }
    if ((ours?.verdict === 'fail') !== drifted)
      differences.push(`${method}: ${ours?.verdict}, drifted ${drifted}`);
  }
  return differences;
}

function isClose(method: string, score: number, expected: number): boolean {
  if (Math.abs(score - expected) <= Math.max(1e-12, 1e-9 * Math.abs(expected))) return true;
  const isRoot = method === 'hellinger' || method === 'jensenshannon';
  return isRoot && Math.abs(score ** 2 - expected ** 2) < 1e-15;
}

/**
 * Up to 20 rows a side Evidently 0.7.23 counts the orders in the smallest NumPy type: half or single precision, or
 * an error. Ours is exact there, as SciPy's is.
 */
function isSmall({ reference, current }: DriftCase): boolean {
  const present = (values: Value[]) =>
    values.filter((value) => value !== null && Number.isFinite(value)).length;
  return Math.max(present(reference), present(current)) <= 20;
}
