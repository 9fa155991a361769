// What validating data costs: ratios to DuckDB's bare load and to the tools people use, whole processes in
// the same run. `npm run bench -- data`, or one part: `data:narrow`, `data:wide`, `data:long`, `data:rules`.
// The Python peers are installed into .cache/bench; one that cannot be installed is said and left out.
// Ends with exit code 1 where a claim fails.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWith } from '../scripts/lib/python.mjs';
import { modernNode, root } from '../scripts/lib/toolchain.mjs';
import { narrowColumns, wideColumns, writeCsv } from './data/generate.mjs';
import { best, measure, show } from './data/measure.mjs';
import { benchRules, contractOf, peerRulesOf } from './data/rules.mjs';

const folder = join(root, '.cache', 'bench');
const files = join(folder, 'files');
const peers = join(root, 'bench', 'peers');
const node = modernNode();
const cli = join(root, 'dist', 'cli.mjs');
const parts = process.argv.slice(2);
const wanted = (part) => parts.length === 0 || parts.includes(part);
let failed = false;

mkdirSync(files, { recursive: true });
if (wanted('narrow')) await narrow();
if (wanted('wide')) await wide();
if (wanted('long')) await long();
if (wanted('rules')) await rules();
process.exit(failed ? 1 : 0);

/** Full profile of two files and the drift of all columns. */
async function narrow() {
  const [reference, current] = [join(files, 'reference.csv'), join(files, 'current.csv')];
  await writeCsv(reference, 1_000_000, 1, narrowColumns(0));
  await writeCsv(current, 1_000_000, 2, narrowColumns(0.02));
  title('1,000,000 rows × 30 columns, twice: full profile of both and drift of all columns');
  const bare = await bareLoad([reference, current]);
  const ours = await best(3, () => mlops(['drift', reference, current, '--profile', '--json']));
  told('mlops', ours);
  recompute(JSON.parse(ours.output));
  claim('wall ÷ bare load', ours.seconds / bare.seconds, 'at most', 3);
  claim('peak memory in GB', ours.peak / 1e9, 'at most', 1);
  await against('evidently', ['3.11', '3.12', '3.13'], async (python) => {
    const peer = await measure(python, [join(peers, 'evidently_drift.py'), reference, current, 'summary']);
    told('Evidently 0.7.23, DataDriftPreset + DataSummaryPreset', peer);
    claim('Evidently ÷ mlops', peer.seconds / ours.seconds, 'at least', 30);
  });
  await against('tfdv', ['3.10'], async (python) => {
    const peer = await measure(python, [join(peers, 'tfdv_statistics.py'), reference, current]);
    told('TFDV 1.16.1, statistics of both', peer);
    claim('TFDV ÷ mlops, CPU', peer.cpu / ours.cpu, 'at least', 30);
  });
}

/** Three columns as an independent program counts them. */
function recompute({ profiles }) {
  for (const [side, path] of Object.entries({ reference: 'reference.csv', current: 'current.csv' })) {
    const lines = readFileSync(join(files, path), 'utf8').split('\n');
    const names = lines[0].split(',');
    for (const name of ['normal_3', 'integer_17', 'category_25']) {
      const place = names.indexOf(name);
      const cells = lines.slice(1, -1).map((line) => line.split(',')[place]);
      const present = cells.filter((cell) => cell !== '');
      const column = profiles[side].columns.find((one) => one.name === name);
      equal(`${side}.${name} missing`, column.missing, cells.length - present.length);
      equal(`${side}.${name} distinct`, column.distinct, new Set(present).size);
      if (!column.numbers) continue;
      const numbers = present.map(Number);
      const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
      const spread = Math.sqrt(
        numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (numbers.length - 1),
      );
      const sorted = numbers.sort((a, b) => a - b);
      equal(`${side}.${name} mean`, column.numbers.mean, mean, 1e-9);
      equal(`${side}.${name} deviation`, column.numbers.sampleStandardDeviation, spread, 1e-9);
      const median = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
      equal(
        `${side}.${name} median`,
        column.numbers.quantiles.find(({ share }) => share === 0.5).value,
        median,
        1e-12,
      );
    }
  }
  console.log('  three columns of each profile agree with a recount of the file');
}

async function wide() {
  const [reference, current] = [join(files, 'wide-reference.csv'), join(files, 'wide-current.csv')];
  await writeCsv(reference, 10_000, 3, wideColumns(1000));
  await writeCsv(current, 10_000, 4, wideColumns(1000));
  title('1,000 columns × 10,000 rows, twice: drift of all columns');
  await bareLoad([reference, current]);
  const ours = await best(3, () => mlops(['drift', reference, current, '--json']));
  told('mlops', ours);
  await against('evidently', ['3.11', '3.12', '3.13'], async (python) => {
    const peer = await measure(python, [join(peers, 'evidently_drift.py'), reference, current, 'drift']);
    told('Evidently 0.7.23, DataDriftPreset', peer);
    claim('Evidently ÷ mlops, CPU', peer.cpu / ours.cpu, 'at least', 17);
  });
}

/** The whole stage validate-data on ever longer data. */
async function long() {
  title('validate-data on 1, 3 and 10 million rows × 30 columns');
  const perRow = [];
  for (const millions of [1, 3, 10]) {
    const path = join(files, `long-${millions}.csv`);
    await writeCsv(path, millions * 1_000_000, 5, narrowColumns(0));
    const project = join(folder, `project-${millions}`);
    rmSync(project, { recursive: true, force: true });
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, 'mlops.yml'), projectConfig(path));
    writeFileSync(join(project, 'contract.yml'), contractOf(['data', 'view'], []));
    const ours = await mlops(['validate-data', '--out', join(project, 'out'), '--json'], project);
    told(`${millions} million rows`, ours);
    claim('peak memory in GB', ours.peak / 1e9, 'at most', 1.5);
    perRow.push(ours.seconds / millions);
    rmSync(project, { recursive: true, force: true });
    if (millions > 1) rmSync(path);
  }
  claim('time a row at 10 million ÷ at 1 million', perRow[2] / perRow[0], 'at most', 1.3);
}

function projectConfig(path) {
  return `version: 1
model: { name: bench, task: regression, label: lognormal_14 }
data:
  sources: { data: { path: ${JSON.stringify(path)} } }
  view: { from: data }
  split: { by: random, validation: 0.15, test: 0.15 }
features: [{ columns: [lognormal_10, lognormal_11], transform: standardize }]
train: { trainer: tfjs, epochs: 1 }
gate: { rules: [{ metric: r2_score, at-least: 0 }] }
`;
}

async function rules() {
  const path = join(files, 'reference.csv');
  await writeCsv(path, 1_000_000, 1, narrowColumns(0));
  const all = benchRules();
  title(`${all.length} rules on 1,000,000 rows × 30 columns of CSV`);
  const contract = join(folder, 'rules.yml');
  const peerRules = join(folder, 'rules.json');
  writeFileSync(contract, contractOf(['data'], all));
  writeFileSync(peerRules, JSON.stringify(peerRulesOf(all)));
  const bare = await bareLoad([path]);
  const ours = await best(3, () => mlops(['contract', 'check', path, '--contract', contract, '--json']));
  told('mlops, with the first offending rows', ours);
  const broken = JSON.parse(ours.output).anomalies;
  equal('broken rules', broken.length, all.filter((rule) => rule.breaks).length);
  claim('wall ÷ bare load', ours.seconds / bare.seconds, 'at most', 1.3);
  await against('quality', ['3.11', '3.12', '3.13'], async (python) => {
    const gx = await measure(python, [join(peers, 'rules_gx.py'), path, peerRules]);
    told('Great Expectations 1.24', gx);
    equal(
      'rules that Great Expectations finds broken',
      JSON.parse(gx.output.trim().split('\n').at(-1)).failed,
      broken.length,
    );
    claim('Great Expectations ÷ mlops', gx.seconds / ours.seconds, 'at least', 5);
    const pandera = await best(3, () => measure(python, [join(peers, 'rules_pandera.py'), path, peerRules]));
    told('pandera 0.35, without offending rows', pandera);
    claim('pandera ÷ mlops', pandera.seconds / ours.seconds, 'at least', 1);
  });
}

async function bareLoad(paths) {
  const bare = await best(3, () => measure(node, [join(root, 'bench', 'data', 'bare-load.mjs'), ...paths]));
  told('DuckDB, bare load', bare);
  return bare;
}

/** The bundle as users run it; a negative verdict is a result too. */
function mlops(args, cwd = root) {
  return measure(node, [cli, ...args], { codes: [0, 1], cwd });
}

async function against(name, versions, run) {
  let python;
  try {
    const dependencies = name !== 'tfdv';
    python = await pythonWith(folder, name, join(peers, `${name}.txt`), { versions, dependencies });
  } catch (error) {
    console.log(`  left out: ${name}: ${error.message}`);
    return;
  }
  await run(python);
}

function title(text) {
  console.log(`\n${text}`);
}

function told(what, result) {
  console.log(`  ${what}: ${show(result)}`);
}

function claim(what, ratio, how, bound) {
  const holds = how === 'at most' ? ratio <= bound : ratio >= bound;
  failed ||= !holds;
  console.log(`  ${holds ? '✓' : '✗'} ${what}: ${ratio.toFixed(2)} (claim: ${how} ${bound})`);
}

function equal(what, figure, expected, relative = 0) {
  if (Math.abs(figure - expected) <= relative * Math.abs(expected)) return;
  failed = true;
  console.log(`  ✗ ${what}: ${figure}, not ${expected}`);
}
