// Writes test/fixtures/drift/<tool>.json: what the real tool answers for the seeded cases.
// MLOPS_PEER_PYTHON=<python with the tool> node test/e2e/peers/drift_golden.ts evidently|evidently-permutation|nannyml|tfdv
import { writeFileSync } from 'node:fs';
import { driftCases, permutationCases } from '../../drift/cases.ts';
import { chunkCases } from '../../drift/chunk-cases.ts';
import { datasetPairs, pairLine } from '../../drift/datasets.ts';
import { answersOf, askEvidently } from './drift_peer.ts';

interface Golden {
  /** What the file says of itself. */
  readonly head: object;
  readonly answers: () => readonly unknown[];
}

const GOLDEN: Readonly<Record<string, Golden>> = {
  evidently: {
    head: {
      tool: 'evidently 0.7.23, scipy 1.17.1, numpy 2.4.6, pandas 2.3.3',
      cases:
        'driftCases(seed, count) of test/drift/cases.ts; score and drifted by method, null where it fails',
      seed: 7,
      count: 96,
    },
    answers: () => askEvidently(driftCases(7, 96)),
  },
  'evidently-permutation': {
    head: {
      tool: 'evidently 0.7.23, numpy 2.4.6',
      cases: 'permutationCases(seed, count) of test/drift/cases.ts; p-value and drifted by method',
      seed: 13,
      count: 96,
    },
    answers: () => askEvidently(permutationCases(13, 96)),
  },
  nannyml: {
    head: {
      tool: 'nannyml 0.13.1, scipy 1.15.3, numpy 2.2.6, pandas 2.3.3',
      cases:
        'chunkCases(seed) of test/drift/chunk-cases.ts; by method the threshold, and value and alert of each chunk',
      seed: 3,
    },
    answers: () =>
      answersOf(
        'nannyml_peer.py',
        chunkCases(3).map((one) => JSON.stringify(one)),
      ),
  },
  tfdv: {
    head: {
      tool: 'tensorflow-data-validation 1.16.1',
      cases: 'datasetPairs(seed, count) of test/drift/datasets.ts; measured drift by column',
      seed: 11,
      count: 60,
    },
    answers: () => answersOf('tfdv_peer.py', datasetPairs(11, 60).map(pairLine)),
  },
};

const tool = process.argv[2] ?? '';
const golden = GOLDEN[tool];
if (!golden) throw new Error(`which one of ${Object.keys(GOLDEN).join(', ')}?`);
const lines = golden.answers().map((answer) => JSON.stringify(answer));
const head = JSON.stringify(golden.head).slice(0, -1);
const file = new URL(`../../fixtures/drift/${tool}.json`, import.meta.url);
writeFileSync(file, `${head},"answers":[\n${lines.join(',\n')}\n]}\n`);
