import { expect, test } from 'vitest';
import { compareColumns } from '../../src/drift/compare.ts';
import { driftMethod } from '../../src/drift/methods/catalogue.ts';
import { driftCases } from '../drift/cases.ts';
import { datasetPairs } from '../drift/datasets.ts';
import { differencesFrom } from '../drift/evidently-answers.ts';
import { askEvidently, askEvidentlyPreset, hasEvidently } from './peers/drift_peer.ts';

/** Other cases by MLOPS_PEER_SEED; the same ones where a change is judged. */
const seed = Number(process.env.MLOPS_PEER_SEED ?? 202);

test.skipIf(!hasEvidently())(
  `drift methods equal Evidently's on random columns of seed ${seed} (needs MLOPS_PEER_PYTHON with evidently and pandas<3)`,
  () => {
    const cases = driftCases(seed, 480);
    for (const [index, answer] of askEvidently(cases).entries()) {
      const driftCase = cases[index];
      expect(driftCase && differencesFrom(answer, driftCase), `seed ${seed}, case ${index}`).toEqual([]);
    }
  },
  300_000,
);

test.skipIf(!hasEvidently())(
  `the preset equals Evidently's on every column of 200 pairs of datasets of seed ${seed}`,
  () => {
    const pairs = datasetPairs(seed, 200);
    const differences: string[] = [];
    let compared = 0;
    for (const [index, answer] of askEvidentlyPreset(pairs).entries()) {
      const pair = pairs[index];
      if (!pair) throw new Error('an answer too many');
      const { columns } = compareColumns(pair.reference, pair.current);
      for (const ours of columns) {
        const theirs = answer.columns[ours.column];
        const told = `pair ${index}, ${ours.column}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`;
        if (!theirs || theirs[1] === null) {
          // A side has no value, or the answer is NaN or infinite: never a pass, never drift.
          if (ours.verdict !== 'inconclusive') differences.push(told);
          continue;
        }
        compared++;
        const [method, score, drifted] = theirs;
        const own = driftMethod(ours.method).result === 'p-value' ? ours.pValue : ours.statistic;
        const isClose = own !== null && Math.abs(own - score) <= Math.max(1e-12, 1e-9 * Math.abs(score));
        const isSame = ours.method === driftMethod(method).name && (ours.verdict === 'fail') === drifted;
        if (!isClose || !isSame) differences.push(told);
      }
      const judged = columns.filter(({ verdict }) => verdict !== 'inconclusive');
      const count = judged.filter(({ verdict }) => verdict === 'fail').length;
      if (count !== answer.drifted) differences.push(`pair ${index}: ${count} of ${answer.drifted} drifted`);
    }
    expect(differences, `seed ${seed}`).toEqual([]);
    expect(compared).toBeGreaterThan(800);
  },
  1_200_000,
);
