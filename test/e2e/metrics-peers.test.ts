import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compare } from '../../src/evaluation/certainty/compare.ts';
import type { Scored } from '../../src/evaluation/metrics/encoding.ts';
import { checkCase, expectClose, type Golden, isPaired } from '../evaluation/golden.ts';

/** A Python that has scikit-learn, fairlearn and SciPy. */
const python = process.env.MLOPS_PEER_PYTHON ?? 'python3';
const hasPeers = spawnSync(python, ['-c', 'import sklearn, scipy, fairlearn']).status === 0;

/** Another seed each day, so that the cases are not always the same; it is printed with what differs. */
const seed = Number(process.env.MLOPS_PEER_SEED ?? Math.floor(Date.now() / 86_400_000));

test.skipIf(!hasPeers)(
  `metrics equal scikit-learn's and fairlearn's on random cases of seed ${seed} (needs MLOPS_PEER_PYTHON with scikit-learn and fairlearn)`,
  () => {
    const script = fileURLToPath(new URL('./peers/metrics_peer.py', import.meta.url));
    const { stdout, stderr, status } = spawnSync(python, [script, '--seed', String(seed), '--cases', '600'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(status, stderr).toBe(0);
    const golden = JSON.parse(stdout) as Golden;
    expect(golden.cases.length).toBe(600);
    for (const [index, each] of golden.cases.entries()) {
      const about = `seed ${seed}, case ${index} of ${golden.tool}`;
      if (!isPaired(each)) {
        checkCase(each, about);
        continue;
      }
      const { labels, a, b, threshold, expected } = each;
      const scored = (scores: number[]): Scored => ({
        task: 'binary-classification',
        labels,
        scores,
        threshold,
        positive: 1,
      });
      const { mcnemar_exact, delong } = compare(scored(a), scored(b), { replicates: 1 }).tests;
      expect(mcnemar_exact?.statistic, about).toBe(expected.mcnemar_exact.statistic);
      expectClose(mcnemar_exact?.p, expected.mcnemar_exact.p, `${about}: p of McNemar`, 1e-8);
      if (!expected.delong) continue;
      for (const key of ['auc_a', 'auc_b', 'difference', 'z'] as const) {
        expectClose(delong?.[key], expected.delong[key], `${about}: ${key}`);
      }
      expectClose(delong?.p, expected.delong.p, `${about}: p of DeLong`, 1e-8);
    }
  },
);
