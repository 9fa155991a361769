// `npm start`: the whole loop on real data, told step by step. It runs the committed `dist/cli.mjs` as a user does, in
// a copy of examples/flights that is made anew each time, and fails where a step is not what it must be.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Narrator, ProgramError } from './lib/narrator.mjs';
import { requireNode, root } from './lib/toolchain.mjs';

requireNode();
const example = join(root, 'examples', 'flights');
const place = join(example, '.mlops');
const work = join(place, 'start');
const claim = join(place, 'start.pid');
const config = join(work, 'mlops.yml');
const cli = join(root, 'dist', 'cli.mjs');
/** The machine's Node, as users have it: where dependencies are installed, npm puts the Node among them first. */
const node = process.env.npm_node_execpath ?? process.execPath;
/** A claim that is older was left by a start that was killed. */
const CLAIM_TIME = 15 * 60_000;

const story = new Narrator();
const started = performance.now();
const fromRoot = (path) => relative(process.cwd(), path).replaceAll('\\', '/');
const count = (number) => number.toLocaleString('en-US');
const digits = (number) => number.toFixed(3);
const days = ({ from, to }) => `${from.slice(0, 10)} to before ${to.slice(0, 10)}`;
/** Sentences of evidence mark names as Markdown does. */
const plain = (sentence) => sentence.replaceAll('`', '');

let stopped = '';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopped = signal;
    story.stop();
  });
}

/** Runs a program in the copy of the example. */
function run(program, args, shown, options = {}) {
  return story.run(program, args, { shown, cwd: work, ...options });
}

/** Runs `mlops` there and gives what it printed as JSON. */
async function mlops(...args) {
  const json = args[0] === 'view' ? [] : ['--json'];
  const output = await run(node, [cli, ...args, ...json], `mlops ${args.join(' ')}`);
  return json.length > 0 ? JSON.parse(output) : undefined;
}

/** A step that is not what it must be ends the story. */
function demand(holds, sentence) {
  if (!holds) throw new Error(`This is not what it must be: ${sentence}`);
}

async function healthOf(url) {
  return (await fetch(new URL('/healthz', url), { signal: AbortSignal.timeout(10_000) })).json();
}

function claimPlace() {
  mkdirSync(place, { recursive: true });
  if (existsSync(claim) && Date.now() - statSync(claim).mtimeMs < CLAIM_TIME) {
    const other = Number(readFileSync(claim, 'utf8'));
    let isAlive = other > 0 && other !== process.pid;
    try {
      if (isAlive) process.kill(other, 0);
    } catch {
      isAlive = false;
    }
    if (isAlive) {
      console.error(
        `npm start is under way already (process ${other}). If it is not, remove ${fromRoot(claim)}.`,
      );
      process.exit(2);
    }
  }
  writeFileSync(claim, String(process.pid));
}

/** Stops the server of this place, whichever start began it. */
async function stopServer() {
  const state = join(work, '.mlops', 'deployments', 'production.json');
  if (!existsSync(state) || /"stopped": "/.test(readFileSync(state, 'utf8'))) return;
  await run(node, [cli, 'deploy', '--stop', '--quiet'], 'mlops deploy --stop', { mustEnd: true });
}

async function prepare() {
  await stopServer().catch((error) =>
    story.say(`  The server of a former start could not be stopped: ${error.message}`),
  );
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  for (const name of ['mlops.yml', 'contract.yml', 'data'])
    cpSync(join(example, name), join(work, name), { recursive: true });
}

/** The stages of a new version, and what they found. */
async function newVersion(until) {
  const stages = 'validate-data,train,evaluate-gate,register,deploy';
  const done = await mlops('run', '--set', `data.split.until=${until}`, '--stages', stages);
  const { 'validate-data': data, train, 'evaluate-gate': gate, register, deploy } = done.stages;
  demand(deploy?.verdict === 'pass', 'all stages pass');
  const { splits, features, history } = train.figures;
  story.tell('Data', plain(data.reasons[0].sentence));
  story.tell(
    'Trained',
    `${count(splits.train.rows)} flights, ${days(splits.train)}; ${features.columns} columns, ${history.length} epochs`,
  );
  story.tell('Judged', `${count(gate.figures.rows)} flights, ${days(gate.figures.period)}`);
  return {
    directory: join(work, '.mlops', 'runs', done.run),
    warnings: train.warnings,
    gate,
    register: register.figures,
    deploy,
  };
}

async function firstVersion() {
  story.heading('1 of 5  Version 1 from what is known in the middle of May');
  const { directory, warnings, gate, register, deploy } = await newVersion('2013-05-16');
  const { metrics } = gate.figures.challenger;
  story.tell(
    'Gate',
    `accepted: ROC AUC ${digits(metrics.roc_auc_score)}, log loss ${digits(metrics.log_loss)}; nothing in production to compare with yet`,
  );
  story.tell('Registered', `${register.version}`);
  story.tell('Deployed', deploy.reasons.map(({ sentence }) => plain(sentence)).join(' '));
  demand(
    warnings.some((warning) => warning.includes('days of history')),
    'a shorter history than asked for is a warning',
  );
  demand(
    gate.verdict === 'pass' && gate.figures.champion === null,
    'the first version is accepted without a champion',
  );
  demand(register.version === 'v1.0.0' && deploy.figures.version === 'v1.0.0', 'v1.0.0 is deployed');
  return { directory, url: deploy.figures.url };
}

async function answerJune(url) {
  story.heading('2 of 5  June: real requests, answered by the running server');
  const rows = 'june.jsonl';
  await mlops('view', '--from', '2013-06-01', '--to', '2013-07-01', '--out', rows);
  const send = join(example, 'send.mjs');
  const printed = await run(node, [send, rows, url], `node ${relative(work, send)} ${rows} ${url}`);
  for (const line of printed.trimEnd().split('\n')) story.say(`  ${line}`);
  return readFileSync(join(work, rows), 'utf8').trimEnd().split('\n').length;
}

async function watchJune(requests) {
  story.heading('3 of 5  Is June what the model was trained on?');
  const { figures, reasons } = await mlops('monitor-drift', '--set', 'monitor.until=2013-07-01');
  const [june] = figures.windows;
  demand(june?.rows === requests, `the serving log holds all ${count(requests)} requests of June`);
  story.tell('Drift', plain(reasons[0].sentence));
  for (const { column, method, statistic, pValue, threshold, verdict } of june.columns) {
    if (verdict !== 'fail') continue;
    const measured =
      pValue === null
        ? `${digits(statistic)}, at most ${threshold}`
        : `p = ${pValue.toPrecision(2)}, at least ${threshold}`;
    story.say(`               ${column.padEnd(12)} ${method}: ${measured}`);
  }
  story.tell('Retraining', plain(figures.retrain.because));
  story.tell('', `The request is in ${figures.retrain.request}.`);
  demand(june.verdict === 'fail', 'June has drifted');
  demand(figures.retrain.requested, 'retraining is asked for');
}

async function secondVersion() {
  story.heading('4 of 5  Version 2 has seen early summer; both are judged on 1 to 15 July');
  const { directory, gate, register, deploy } = await newVersion('2013-07-16');
  const { challenger, champion, rows } = gate.figures;
  demand(champion?.version === 'v1.0.0', 'v1.0.0 is the champion');
  story.say('\n               ROC AUC   log loss');
  for (const [name, { metrics }] of [
    ['v1.0.0', champion],
    ['new', challenger],
  ]) {
    story.say(`    ${name.padEnd(10)} ${digits(metrics.roc_auc_score)}     ${digits(metrics.log_loss)}`);
  }
  story.say('');
  for (const [index, { sentence }] of gate.reasons.entries())
    story.tell(index === 0 ? 'Gate' : '', plain(sentence));
  story.tell('Registered', `${register.version}, after ${register.previous}`);
  story.tell('Rolled out', deploy.reasons.map(({ sentence }) => plain(sentence)).join(' '));
  const gained = challenger.metrics.roc_auc_score - champion.metrics.roc_auc_score;
  demand(gained > 0, `retraining helps on the same ${count(rows)} flights`);
  demand(register.version === 'v1.1.0', 'the new version is v1.1.0');
  demand((await healthOf(deploy.figures.url)).version === 'v1.1.0', 'v1.1.0 answers in production');
  return { directory, champion: champion.metrics, challenger: challenger.metrics };
}

async function rollBack() {
  story.heading('5 of 5  A step back, and forward again');
  const back = await mlops('deploy', '--rollback');
  const answering = (await healthOf(back.figures.url)).version;
  story.tell('Rolled back', `${answering} answers at ${back.figures.url}`);
  demand(answering === 'v1.0.0', 'a rollback brings v1.0.0 back');
  const forward = await mlops('deploy', '--version', 'v1.1.0');
  const again = (await healthOf(forward.figures.url)).version;
  story.tell('Forward', `${again} answers at ${forward.figures.url}`);
  demand(again === 'v1.1.0', 'v1.1.0 can be deployed again');
}

async function tellAll() {
  demand(existsSync(cli), 'the built program, dist/cli.mjs, is part of the checkout');
  story.say(
    'Will a flight from New York arrive 30 or more minutes late? The whole loop, on the flights of 2013.',
  );
  const version = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
  story.say(
    `Everything happens in ${fromRoot(work)}, a copy of the example; mlops is dist/cli.mjs on Node ${version}.`,
  );
  await prepare();
  const first = await firstVersion();
  const requests = await answerJune(first.url);
  await watchJune(requests);
  const second = await secondVersion();
  await rollBack();
  return { first, second };
}

function tellEnd({ first, second }) {
  const seconds = Math.round((performance.now() - started) / 1000);
  const { champion, challenger } = second;
  const instead = (metric) => `${digits(challenger[metric])} instead of ${digits(champion[metric])}`;
  story.heading(`The loop is closed, in ${seconds} s`);
  story.say(`  June's drift was seen, a new model was trained, and on the same flights of July it is better than
  the old one: ROC AUC ${instead('roc_auc_score')}, log loss ${instead('log_loss')}. Nothing runs any more.

  Reports, to open in a browser
    version 1, and June's drift   ${join(first.directory, 'report.html')}
    version 2 against version 1   ${join(second.directory, 'report.html')}

  How to go on
    serve the newest version      node dist/cli.mjs deploy --config ${fromRoot(config)}
    and stop it                   node dist/cli.mjs deploy --config ${fromRoot(config)} --stop
    a feature that knows too much node dist/cli.mjs train --config ${fromRoot(join(example, 'leaky.yml'))}
    a table of your own           node dist/cli.mjs init YOUR.csv --label COLUMN
    what else to try              ${fromRoot(join(example, 'README.md'))}`);
}

claimPlace();
let code = 0;
let ending;
try {
  ending = await tellAll();
} catch (error) {
  code = error instanceof ProgramError && Number.isInteger(error.code) ? error.code : 1;
  story.say(`\n${stopped ? `Stopped by ${stopped}.` : error.message}`);
}
try {
  story.say('');
  await stopServer();
} catch (error) {
  code ||= 1;
  story.say(`\nThe server could not be stopped: ${error.message}`);
}
rmSync(claim, { force: true });
if (stopped) code = 130;
else if (code === 0) tellEnd(ending);
process.exitCode = code;
