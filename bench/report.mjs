// What it costs to tell of the largest run (10,000 columns, 200 rules, 10,000 slices), as ratios to `JSON.stringify` of
// the same evidence in the same run; and how the cost grows from a quarter of it. Reports are as long as GitHub takes,
// however large the run is, so none may cost more than in proportion to the evidence. Ends with exit code 1 where a
// claim fails.
import { COMMENT_BUDGET, SUMMARY_BUDGET } from '../src/publish.ts';
import { htmlOf } from '../src/report/html.ts';
import { markdownOf } from '../src/report/markdown.ts';
import { reportOf } from '../src/report/report.ts';
import { briefOf } from '../src/runner/briefs/brief.ts';
import { LARGEST, SizedRuns } from '../test/report/sized-run.ts';

const ROUNDS = 7;
/** A quarter of the size costs a quarter of the time; a machine with much else to do needs some room. */
const GROWTH = 6;
const quarter = { ...LARGEST, columns: LARGEST.columns / 4, slices: LARGEST.slices / 4 };

/** Each with its evidence to what is shown, and how often `JSON.stringify` it may cost at most. */
const WORKS = [
  ['job summary', 4, (all) => markdownOf(reportOf(all), { budget: SUMMARY_BUDGET, brief: false })],
  ['comment', 1, (all) => markdownOf(reportOf(all), { budget: COMMENT_BUDGET, brief: true })],
  ['HTML', 8, (all) => htmlOf(reportOf(all))],
  ['briefs', 8, (all) => all.map((one) => briefOf(one))],
];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** CPU milliseconds. */
async function cost(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const runs = new SizedRuns('column');
const [whole, part] = [runs.of(LARGEST, false), runs.of(quarter, false)];
let failed = false;
for (const [name, claim, work] of WORKS) {
  const [plain, large, small] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(await cost(() => JSON.stringify(whole)));
    large.push(await cost(() => work(whole)));
    small.push(await cost(() => work(part)));
  }
  const ratio = median(large) / median(plain);
  const growth = median(large) / median(small);
  failed ||= ratio >= claim || growth >= GROWTH;
  console.log(
    `${name.padEnd(12)} ${ratio.toFixed(1)} × JSON.stringify (claim: under ${claim}); four times the run costs ${growth.toFixed(1)} times (claim: under ${GROWTH})`,
  );
}
process.exit(failed ? 1 : 0);
