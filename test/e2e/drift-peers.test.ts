import { expect, test } from 'vitest';
import { driftCases } from '../drift/cases.ts';
import { differencesFrom } from '../drift/evidently-answers.ts';
import { askEvidently, hasEvidently } from './peers/drift_peer.ts';

/** Another seed each day, so that the cases are not always the same; it is printed with what differs. */
const seed = Number(process.env.MLOPS_PEER_SEED ?? Math.floor(Date.now() / 86_400_000));

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
