// What the gate's figures cost, as ratios to the same written plainly with scikit-learn and SciPy in the same run:
// metrics of 1,000,000 predictions with 50 slices, DeLong, and 2,000 resamples of ROC AUC and log loss on 200,000 rows;
// and 1,000,000 rows of a LightGBM model in ONNX against Python's ONNX Runtime. `npm run bench -- gate`, or
// `gate:figures`, `gate:onnx`. The Python peers are installed into .cache/bench, or MLOPS_PEER_PYTHON names one that has
// them. Times that are compared are of CPU, one thread each. Ends with exit code 1 where a claim fails.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWith } from '../scripts/lib/python.mjs';
import { modernNode, root } from '../scripts/lib/toolchain.mjs';
import { measure } from './data/measure.mjs';
import { BOOTSTRAPPED, ROWS, SMALL, writeFiles } from './gate/files.ts';

const REPLICATES = 2000;
/** What the peer does of them on 200,000 rows: all would take it the better part of an hour; its time is scaled. */
const PEER_REPLICATES = 20;
const folder = join(root, '.cache', 'bench', 'gate');
const peers = join(root, 'bench', 'peers');
const node = modernNode();
const parts = process.argv.slice(2);
const wanted = (part) => parts.length === 0 || parts.includes(part);
let failed = false;

mkdirSync(folder, { recursive: true });
const python = await peerPython();
if (wanted('figures')) await figures();
if (wanted('onnx') && python) await onnx();
process.exit(failed ? 1 : 0);

async function figures() {
  console.log('\n1,000,000 predictions with 50 slices, DeLong, 2,000 resamples of 200,000 rows');
  writeFiles(folder);
  const whole = await measure(node, [join(root, 'bench', 'gate', 'measure.ts'), folder, String(REPLICATES)]);
  const ours = JSON.parse(whole.output);
  const asked = ['metrics', 'slices', 'delong', 'bootstrap'];
  for (const part of asked) told(`mlops, ${part}`, ours[part]);
  // One thread: on a core of its own it takes as long by the clock.
  claim(
    'CPU seconds, all four',
    sum(asked, (part) => ours[part].cpu),
    'at most',
    15,
  );
  if (!python) return;
  const counts = [BOOTSTRAPPED, SMALL, PEER_REPLICATES, REPLICATES].map(String);
  const peer = JSON.parse(
    (await measure(python, [join(peers, 'gate_sklearn.py'), folder, ...counts])).output,
  );
  const scale = REPLICATES / PEER_REPLICATES;
  const scaled = (part) => peer[part].cpu * (part === 'bootstrap' ? scale : 1);
  for (const part of asked) told(`scikit-learn and SciPy, ${part}`, peer[part]);
  console.log(`  (bootstrap: ${PEER_REPLICATES} resamples, counted ${scale} times)`);
  for (const part of asked) console.log(`  ${part}: ${(scaled(part) / ours[part].cpu).toFixed(1)} ×`);
  claim(
    'CPU of scikit-learn and SciPy ÷ mlops',
    sum(asked, scaled) / sum(asked, (part) => ours[part].cpu),
    'at least',
    20,
  );
  same(ours, peer);
}

/** Point figures to 1e-9; intervals within their Monte-Carlo error. */
function same(ours, peer) {
  let compared = 0;
  const close = (what, figure, expected, relative = 1e-9) => {
    compared++;
    if (Math.abs(figure - expected) <= relative * Math.abs(expected) + 1e-12) return;
    failed = true;
    console.log(`  ✗ ${what}: ${figure}, not ${expected}`);
  };
  for (const [name, expected] of Object.entries(peer.metrics.result))
    close(name, ours.metrics.result[name], expected);
  for (const [group, expected] of Object.entries(peer.slices.result)) {
    for (const [name, value] of Object.entries(expected)) {
      close(`${name} of ${group}`, ours.slices.result[group][name], value);
    }
  }
  for (const [name, expected] of Object.entries(peer.delong.result)) {
    close(`DeLong ${name}`, ours.delong.result[name], expected, name === 'p' ? 1e-8 : 1e-9);
  }
  console.log(`  ✓ ${compared} point figures compared, to 1e-9`);
  for (const metric of ['roc_auc_score', 'log_loss']) {
    const [mine, theirs] = [ours.small.result[metric], peer.small.result[metric]];
    // The standard error of a 2.5 % quantile of normal replicates: √(p (1-p) / B) / φ(z) deviations; here of two.
    const error = (Math.sqrt((0.025 * 0.975 * 2) / REPLICATES) / 0.0584) * mine.standardError;
    for (const end of ['lower', 'upper']) {
      const away = Math.abs(mine[end] - theirs[end]) / error;
      claim(`${metric}, ${end} end on ${SMALL} rows: Monte-Carlo errors apart`, away, 'at most', 4);
    }
    const [large, few] = [ours.bootstrap.result[metric], peer.bootstrap.result[metric]];
    // √(chi-square / df) of 19 is between 0.51 and 1.53 but for one time in a thousand.
    const ratio = few.standardError / large.standardError;
    claim(`${metric}, standard error on ${BOOTSTRAPPED} rows, peer ÷ mlops`, ratio, 'at most', 1.53);
    claim(`${metric}, the same`, ratio, 'at least', 0.51);
  }
}

async function onnx() {
  console.log('\n1,000,000 rows × 30 of a LightGBM model in ONNX, one thread each');
  const script = join(peers, 'gate_onnx.py');
  if (!existsSync(join(folder, 'model.onnx'))) await measure(python, [script, 'make', folder, String(ROWS)]);
  const peer = JSON.parse((await measure(python, [script, 'run', folder, String(ROWS)])).output);
  const whole = await measure(node, [join(root, 'bench', 'gate', 'onnx.ts'), folder, String(ROWS)]);
  const ours = JSON.parse(whole.output);
  told('Python’s ONNX Runtime', peer);
  told('mlops', ours);
  claim('CPU of mlops ÷ Python’s ONNX Runtime', ours.cpu / peer.cpu, 'at most', 1.4);
  claim('greatest difference of a score', ours.furthest, 'at most', 1e-6);
}

async function peerPython() {
  if (process.env.MLOPS_PEER_PYTHON) return process.env.MLOPS_PEER_PYTHON;
  try {
    return await pythonWith(join(root, '.cache', 'bench'), 'gate', join(peers, 'gate.txt'), {
      versions: ['3.11', '3.12', '3.13'],
    });
  } catch (error) {
    console.log(`left out: the peers: ${error.message}`);
    return undefined;
  }
}

function sum(parts, figure) {
  return parts.reduce((total, part) => total + figure(part), 0);
}

function told(what, { seconds, cpu }) {
  console.log(`  ${what}: ${seconds.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU`);
}

function claim(what, figure, how, bound) {
  const holds = how === 'at most' ? figure <= bound : figure >= bound;
  failed ||= !holds;
  const shown = Math.abs(figure) < 0.01 ? figure.toExponential(1) : figure.toFixed(2);
  console.log(`  ${holds ? '✓' : '✗'} ${what}: ${shown} (claim: ${how} ${bound})`);
}
