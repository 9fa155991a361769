// What the gate computes for its figures, as one process: prints seconds, CPU seconds and the figures of each part.
//   node measure.ts FOLDER RESAMPLES
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { improvementsOf } from '../../src/evaluation/certainty/certainty.ts';
import { delong } from '../../src/evaluation/certainty/delong.ts';
import { outcomesOf } from '../../src/evaluation/metrics/encoding.ts';
import { metricsOf } from '../../src/evaluation/metrics/metrics.ts';
import type { BinaryOutcomes } from '../../src/evaluation/metrics/outcomes.ts';
import { computeSlices } from '../../src/evaluation/slices/slices.ts';
import { BOOTSTRAPPED, SMALL } from './files.ts';

const [folder = '', resamples = '2000'] = process.argv.slice(2);
const replicates = Number(resamples);
const bytes = (name: string) => readFileSync(join(folder, name));
const doubles = (name: string) => new Float64Array(Uint8Array.from(bytes(name)).buffer);

const labels = Uint8Array.from(bytes('labels.bin'));
const groups = Array.from(bytes('groups.bin'), (group) => `group ${group}`);
const scores = [doubles('challenger.bin'), doubles('champion.bin')] as const;

/** Both models on the first rows. */
function outcomes(rows: number): [BinaryOutcomes, BinaryOutcomes] {
  const of = (which: 0 | 1) =>
    outcomesOf({
      task: 'binary-classification',
      labels: labels.subarray(0, rows),
      scores: scores[which].subarray(0, rows),
      positive: 1,
    }) as BinaryOutcomes;
  return [of(0), of(1)];
}

function timed<T>(work: () => T) {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - wall) / 1000, cpu: (user + system) / 1e6, result };
}

function bootstrap(rows: number, count: number) {
  const [challenger, champion] = outcomes(rows);
  // A cluster a row: resamples, not DeLong, also for ROC AUC.
  const clusters = { count: rows, ofRow: Uint32Array.from({ length: rows }, (_, row) => row) };
  const metrics = ['roc_auc_score', 'log_loss'];
  const found = improvementsOf({ challenger, champion, clusters }, metrics, { replicates: count, seed: 7 });
  return Object.fromEntries(
    metrics.map((metric) => {
      const { improvement, distribution } = found.get(metric) ?? {};
      const [lower, upper] = [0.025, 0.975].map((share) => distribution?.quantile(share));
      return [metric, { improvement, standardError: distribution?.standardError, lower, upper }];
    }),
  );
}

console.log(
  JSON.stringify({
    metrics: timed(() => metricsOf(outcomes(labels.length)[0]).metrics),
    slices: timed(() => {
      const [challenger] = outcomes(labels.length);
      const columns = [{ column: 'group', values: groups }];
      const { slices } = computeSlices(challenger, null, columns, { minimumRows: 1 });
      return Object.fromEntries(slices.map((slice) => [slice.value, slice.challenger]));
    }),
    delong: timed(() => {
      const [challenger, champion] = outcomes(labels.length);
      return delong(challenger.truth, challenger.scores as Float64Array, champion.scores as Float64Array);
    }),
    bootstrap: timed(() => bootstrap(BOOTSTRAPPED, replicates)),
    // For the intervals: few enough rows that the peer can do as many resamples.
    small: timed(() => bootstrap(SMALL, replicates)),
  }),
);
