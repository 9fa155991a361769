// Whether verdicts of drift can be believed: the preset `calibrated` beside the methods of Evidently, NannyML and
// TFDV, on data whose truth is known. `npm run bench -- drift-quality`; decisions and shares, no times.
// With the environment's DRIFT_PAIRS another number of pairs. Ends with exit code 1 where a claim fails.
import { compareColumns } from '../src/drift/compare.ts';
import { judgeDrift } from '../src/drift/judge.ts';
import { openFlights } from './drift-quality/flights.mjs';
import { makeLarge, NUMBERS } from './drift-quality/large.mjs';
import { makePair } from './drift-quality/pairs.mjs';
import { columnPair, PEERS } from './drift-quality/peers.mjs';

const PAIRS = Number(process.env.DRIFT_PAIRS ?? 1000);
const RATE = 0.05;
const parts = process.argv.slice(2);
const wanted = (part) => parts.length === 0 || parts.includes(part);
let failed = false;

if (wanted('large')) large();
if (wanted('flights')) await flights();
if (wanted('pairs')) pairs();
process.exit(failed ? 1 : 0);

function claim(sentence, holds) {
  failed ||= !holds;
  console.log(`${holds ? 'ok  ' : 'FAIL'}  ${sentence}`);
}

function title(text) {
  console.log(`\n${text}`);
}

function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}

/** A big sample and small shifts among ordinary weather. */
function large() {
  title('2 × 1,000,000 rows × 30 columns, 5 of 20 columns of numbers really moved');
  const reference = makeLarge(1_000_000, 1, 'reference');
  const current = makeLarge(1_000_000, 2, 'current');
  const moved = new Set(NUMBERS.filter(({ shift }) => shift > 0).map(({ name }) => name));
  const numbers = NUMBERS.map(({ name }) => name);
  const count = (name, columns) => {
    const found = columns.filter(({ verdict }) => verdict === 'fail').map(({ column }) => column);
    const right = found.filter((column) => moved.has(column)).length;
    const wrong = found.filter((column) => numbers.includes(column)).length - right;
    console.log(`      ${name.padEnd(38)} ${right} of 5 found, ${wrong} of 15 others`);
    return { right, wrong, others: found.length - right - wrong };
  };
  count('Evidently, default', compareColumns(reference, current, { columns: numbers }).columns);
  const tfdv = { preset: 'tfdv', columns: numbers, thresholds: { '*': 0.01 } };
  count('TFDV, Jensen-Shannon above 0.01', compareColumns(reference, current, tfdv).columns);
  const ks = {
    columns: numbers,
    methods: Object.fromEntries(numbers.map((name) => [name, 'scipy.ks_2samp'])),
  };
  const thresholds = { thresholds: { '*': 0.05 }, correction: 'fdr_bh' };
  count('K-S test, Benjamini-Hochberg', compareColumns(reference, current, { ...ks, ...thresholds }).columns);
  const ours = judgeDrift(reference, current, { preset: 'calibrated', time: 'time' });
  const { right, wrong, others } = count('calibrated', ours.columns);
  claim('calibrated finds 5 of 5 and none of the others', right === 5 && wrong === 0 && others === 0);
}

/** Real data: summer is not winter, but odd days are like even days. */
async function flights() {
  title('Flights from New York in 2013, 12 columns');
  const rows = await openFlights();
  const judge = async (name, before, now) => {
    const options = { preset: 'calibrated', time: 'time' };
    const { columns, dataset } = judgeDrift(await rows(before), await rows(now), options);
    const drifted = columns.filter(({ verdict }) => verdict === 'fail').map(({ column }) => column);
    const evidently = compareColumns(await rows(before), await rows(now), {
      columns: columns.map(({ column }) => column),
    });
    const names = drifted.length > 0 ? ` (${drifted.join(', ')})` : '';
    console.log(
      `      ${name.padEnd(38)} calibrated: ${drifted.length}${names}; Evidently: ${evidently.dataset.drifted}`,
    );
    return dataset.verdict;
  };
  const june = await judge('June against January to April', 'month <= 4', 'month = 6');
  claim('June is told apart from January to April', june === 'fail');
  for (const [period, condition] of [
    ['the year', 'true'],
    ['January to April', 'month <= 4'],
    ['June', 'month = 6'],
  ]) {
    const name = `even against odd days of ${period}`;
    const verdict = await judge(name, `${condition} AND day % 2 = 1`, `${condition} AND day % 2 = 0`);
    claim(`${name}: no drift`, verdict === 'pass');
  }
}

/** Generated pairs: who finds how much at the same rate of false alarms. */
function pairs() {
  title(
    `${PAIRS} pairs without a shift and ${PAIRS} with one: 1 to 12 columns, 200 to 20,000 rows, half with a time`,
  );
  const judged = [false, true].map((isShifted) =>
    Array.from({ length: PAIRS }, (_, at) =>
      judgePair(makePair(at + 1 + (isShifted ? PAIRS : 0), { isShifted })),
    ),
  );
  const [still, shifted] = judged;
  const share = (list, of) => list.filter(of).length / list.length;
  const rate = share(still, ({ ours }) => ours.verdict === 'fail');
  const found = share(shifted, ({ ours }) => ours.verdict === 'fail');
  const undecided = share([...still, ...shifted], ({ ours }) => ours.verdict === 'inconclusive');
  const columns = columnShares(shifted, ({ ours }) => ours.drifted);
  console.log(
    `      ${'pairs that alarm'.padEnd(38)} without a shift   with one   columns found / falsely, of shifted pairs`,
  );
  const line = (name, a, b, { right, wrong }) =>
    console.log(
      `      ${name.padEnd(38)} ${percent(a).padStart(15)} ${percent(b).padStart(10)}   ${percent(right)} / ${percent(wrong)}`,
    );
  line('calibrated', rate, found, columns);
  if (undecided > 0)
    console.log(`      (${percent(undecided)} of the pairs could not be judged by calibrated)`);
  let best = 0;
  for (const name of Object.keys(PEERS)) {
    const any = ({ peers }) => peers.get(name).some((column) => column?.isDrift);
    const isDrift = ({ peers }) => peers.get(name).map((column) => column?.isDrift ?? false);
    line(`${name}`, share(still, any), share(shifted, any), columnShares(shifted, isDrift));
    const moved = movedThresholds(still, name, rate);
    const at = (pair) => pair.peers.get(name).some(moved);
    const shares = columnShares(shifted, ({ peers }) => peers.get(name).map(moved));
    line('  its thresholds moved to our rate', share(still, at), share(shifted, at), shares);
    best = Math.max(best, share(shifted, at));
  }
  claim(
    `calibrated alarms on ${percent(rate)} of the pairs without a shift, at most ${percent(RATE)}`,
    rate <= RATE,
  );
  claim(
    `and on ${percent(found)} of those with one; the best of the others on ${percent(best)}`,
    found > best,
  );
  for (const isTimed of [false, true]) {
    const of = (list) => list.filter((pair) => pair.isTimed === isTimed);
    const alarm = (list) => share(of(list), ({ ours }) => ours.verdict === 'fail');
    console.log(
      `      calibrated ${isTimed ? 'with a time' : 'without time'}: ${percent(alarm(still))} and ${percent(alarm(shifted))}`,
    );
  }
}

function judgePair({ reference, current, isTimed, shifted }) {
  const names = [...reference.columns.keys()].filter((name) => name !== 'time');
  const { columns, dataset } = judgeDrift(reference, current, {
    preset: 'calibrated',
    ...(isTimed ? { time: 'time' } : {}),
  });
  const drifted = new Set(columns.filter(({ verdict }) => verdict === 'fail').map(({ column }) => column));
  const pairs = names.map((name) => columnPair(reference.columns.get(name), current.columns.get(name)));
  return {
    isTimed,
    truth: names.map((name) => shifted.has(name)),
    ours: { verdict: dataset.verdict, drifted: names.map((name) => drifted.has(name)) },
    peers: new Map(Object.entries(PEERS).map(([name, judge]) => [name, pairs.map(judge)])),
  };
}

/** Of the columns in pairs with a shift: how many shifted ones are found, and how many of the others. */
function columnShares(pairs, found) {
  const all = pairs.flatMap((pair) =>
    found(pair).map((isFound, at) => ({ isFound, isTrue: pair.truth[at] })),
  );
  const share = (isTrue) => {
    const of = all.filter((column) => column.isTrue === isTrue);
    return of.filter(({ isFound }) => isFound).length / of.length;
  };
  return { right: share(true), wrong: share(false) };
}

/**
 * Thresholds of each method, moved so that as many pairs without a shift alarm as may: each method's is the same quantile
 * of what it gives on columns without a shift, which are these very pairs, so that the choice favours the peer.
 */
function movedThresholds(still, name, rate) {
  const scales = new Map();
  for (const column of still.flatMap(({ peers }) => peers.get(name))) {
    if (!column) continue;
    if (!scales.has(column.scale)) scales.set(column.scale, []);
    scales.get(column.scale).push(column.score);
  }
  for (const scores of scales.values()) scores.sort((a, b) => a - b);
  const rank = ({ scale, score }) => {
    const scores = scales.get(scale) ?? [];
    let [low, high] = [0, scores.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (scores[middle] < score) low = middle + 1;
      else high = middle;
    }
    return scores.length === 0 ? 1 : low / scores.length;
  };
  const highest = still.map(({ peers }) =>
    Math.max(0, ...peers.get(name).map((column) => (column ? rank(column) : 0))),
  );
  highest.sort((a, b) => b - a);
  const bound = highest[Math.floor(rate * still.length)] ?? 0;
  return (column) => column !== null && rank(column) > bound;
}
