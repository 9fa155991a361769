// Writes test/fixtures/drift/evidently.json: what the real Evidently answers for the seeded cases.
// MLOPS_PEER_PYTHON=<python with evidently> node test/e2e/peers/drift_golden.ts
import { writeFileSync } from 'node:fs';
import { driftCases } from '../../drift/cases.ts';
import { askEvidently } from './drift_peer.ts';

const [seed, count] = [7, 96];
const answers = askEvidently(driftCases(seed, count)).map((answer) => JSON.stringify(answer));
const head = JSON.stringify({
  tool: 'evidently 0.7.23, scipy 1.17.1, numpy 2.4.6, pandas 2.3.3',
  cases: 'driftCases(seed, count) of test/drift/cases.ts; score and drifted by method, null where it fails',
  seed,
  count,
}).slice(0, -1);
const file = new URL('../../fixtures/drift/evidently.json', import.meta.url);
writeFileSync(file, `${head},"answers":[\n${answers.join(',\n')}\n]}\n`);
