// Whether the gate's decisions can be believed: pairs of equally good models, and of truly worse ones, on 500 to
// 50,000 rows. `npm run bench -- gate-certainty`, or one population: `gate-certainty:rare`. Shares, no times; the table
// of docs/gate.md. With the environment's GATE_PAIRS another number of pairs. Ends with exit code 1 where a claim fails.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { betaQuantile } from '../src/stats/beta.ts';
import { added, LEVEL, POPULATIONS, SIZES, trueImprovements } from './gate/study.ts';

const PAIRS = Number(process.env.GATE_PAIRS ?? 2000);
const BATCH = 20;
const parts = process.argv.slice(2);
let failed = false;

const threads = Array.from(
  { length: Math.min(8, availableParallelism()) },
  () => new Worker(new URL('./gate/study-worker.mjs', import.meta.url)),
);
console.log(
  `${PAIRS} pairs on 500 to 50,000 rows (log-uniform), certainty ${LEVEL}, 2,000 resamples (clustered: up to 5,000 rows in 60 clusters)`,
);
console.log('Shares of pass / inconclusive / fail; the last column is what point figures would refuse.\n');
for (const name of Object.keys(POPULATIONS)) {
  if (parts.length === 0 || parts.includes(name)) await study(name);
}
for (const thread of threads) await thread.terminate();
process.exit(failed ? 1 : 0);

async function study(name) {
  const truth = trueImprovements(name);
  const margins = Object.fromEntries(Object.entries(truth).map(([metric, value]) => [metric, -value / 2]));
  const tasks = [];
  for (let from = 0; from < PAIRS; from += BATCH) {
    tasks.push({ name, margins, from, to: Math.min(PAIRS, from + BATCH) });
  }
  const counts = added(
    await Promise.all(threads.map((thread) => emptied(thread, tasks))).then((all) => all.flat()),
  );
  console.log(name);
  console.log(
    `| metric | margin | truth | rows | pairs | pass | inconclusive | fail | 95 % of fail | point figures refuse |`,
  );
  console.log(`|---|--:|---|---|--:|--:|--:|--:|---|--:|`);
  const rows = Object.keys(margins).flatMap((metric) => [
    { metric, what: 'equal', said: 'equally good', margin: margins[metric], place: 'all' },
    { metric, what: 'equal, margin 0', said: 'equally good', margin: 0, place: 'all' },
    ...SIZES.map((place) => {
      return { metric, what: 'worse', said: 'worse by twice the margin', margin: margins[metric], place };
    }),
  ]);
  for (const { metric, what, said, margin, place } of rows) {
    const count = counts[`${metric}|${what}|${place}`];
    if (!count) continue;
    const share = (part) => `${((100 * part) / count.pairs).toFixed(1)} %`;
    const [low, high] = exactInterval(count.fail, count.pairs);
    const ends = `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} %`;
    const cells = [metric, margin.toFixed(4), said, place, count.pairs];
    const shares = [
      share(count.pass),
      share(count.inconclusive),
      share(count.fail),
      ends,
      share(count.pointFail),
    ];
    console.log(`| ${[...cells, ...shares].join(' | ')} |`);
    if (what !== 'worse' && low > 1 - LEVEL) {
      failed = true;
      console.log(`✗ ${metric}: equally good models fail more often than the level says`);
    }
  }
  console.log('');
}

/** Tasks are taken until there are none. */
function emptied(thread, tasks) {
  const found = [];
  return new Promise((resolve, reject) => {
    const next = () => {
      const task = tasks.shift();
      if (task) thread.postMessage(task);
      else resolve(found);
    };
    thread.removeAllListeners();
    thread.on('error', reject);
    thread.on('message', (counts) => {
      found.push(counts);
      next();
    });
    next();
  });
}

/** Clopper and Pearson's 95 % interval of a share. */
function exactInterval(count, all) {
  const low = count === 0 ? 0 : betaQuantile(0.025, count, all - count + 1);
  return [low, count === all ? 1 : betaQuantile(0.975, count + 1, all - count)];
}
