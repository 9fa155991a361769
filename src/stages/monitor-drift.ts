import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { durationOf } from '../config/duration.ts';
import type { MonitorConfig } from '../config/schema/monitor.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { Frame } from '../data/engine/frame.ts';
import { literal } from '../data/engine/sql.ts';
import { allowedDirectories } from '../data/sources/sources.ts';
import { DEFAULT_RATE } from '../drift/calibrated/compare.ts';
import { driftShareOf } from '../drift/judge.ts';
import type { MultivariateDrift } from '../drift/multivariate.ts';
import { CALIBRATED } from '../drift/names.ts';
import type { EvidenceOf, Reason } from '../evidence/schema.ts';
import type { ModelPackage } from '../models/package.ts';
import { decideRetrain, type RetrainDecision, retrainRule } from '../monitoring/triggers.ts';
import { UserError } from '../system/errors.ts';
import { fetchChampion } from './champion.ts';
import { histogramsOf, type JudgedWindow, type JudgedWindows, judgeWindows } from './judged-windows.ts';
import { lastRequest, requestRetraining } from './retrain-request.ts';
import { readServedRows } from './served-rows.ts';
import { evidenceOf, type Ports, type StageRequest } from './stage.ts';

/** Compares what is served, window by window, with the rows that the model was trained on. */
export async function monitorDrift(
  request: StageRequest,
  ports: Ports,
): Promise<EvidenceOf<'monitor-drift'>> {
  const started = ports.clock.now();
  const { config, directory, out } = request;
  const { monitor } = config;
  if (!monitor) {
    throw new UserError('the config has no `monitor`', {
      hint: 'Add one, such as `monitor: { log: "serving/*.jsonl", window: 7d }`.',
    });
  }
  const scratch = resolve(out, 'scratch');
  const served = await fetchChampion(request, ports, resolve(scratch, 'package'));
  const waiting = (why: string, warnings: readonly string[] = []) =>
    evidenceOf('monitor-drift', request, ports, started, {
      ...nothingYet(why, monitor, served?.version ?? null, ports),
      warnings: [...warnings],
    });
  if (!served) return waiting(`No requests yet: ${config.gate.baseline} has no version.`);
  const { opened, version } = served;
  const engine = await ports.openEngine([
    ...allowedDirectories({ log: { path: monitor.log } }, directory),
    scratch,
  ]);
  try {
    const { rows: requests, warnings } = await readServedRows(engine, {
      log: monitor.log,
      directory,
      scratch,
      manifest: opened.manifest,
      version,
      columns: [
        ...(monitor.columns ?? []),
        ...monitor.slices,
        ...monitor.text,
        ...Object.values(monitor.embeddings).flat(),
      ],
    });
    for (const warning of warnings) ports.log.warn(warning);
    if (requests === null) return waiting(`No requests yet: there is no file ${monitor.log}.`, warnings);
    if (requests.rows === 0) return waiting(`No requests yet that ${version} answered.`, warnings);
    const baseline = await baselineOf(engine, opened);
    const windows = await ports.log.group('Compare windows with the training data', async () =>
      judgeWindows(requests, baseline, opened.manifest.signature, monitor, ports.log),
    );
    const decision = await decide(windows.judged, request, monitor);
    const until = windows.judged.at(-1)?.to ?? '';
    const file = decision.retrain
      ? await requestRetraining(request, { version, until, because: decision.because })
      : null;
    ports.log.info(decision.because);
    return evidenceOf('monitor-drift', request, ports, started, {
      verdict: windows.judged.at(-1)?.verdict ?? 'inconclusive',
      reasons: reasonsOf(windows, decision, monitor),
      warnings: [...warnings, ...windows.notes],
      inputs: { package: opened.manifest.identity },
      tools: { duckdb: engine.version },
      figures: {
        ...presetFigures(monitor),
        baselineRows: baseline.rows,
        version,
        windows: windows.judged,
        histograms: histogramsOf(windows, requests, baseline),
        retrain: { requested: decision.retrain, because: decision.because, request: file },
      },
    });
  } finally {
    await engine.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Findings of a stage that has nothing to judge yet, which is nobody's fault. */
function nothingYet(sentence: string, monitor: MonitorConfig, version: string | null, { log }: Ports) {
  log.info(sentence);
  const reason: Reason = {
    rule: 'requests',
    outcome: 'inconclusive',
    measured: 0,
    bound: monitor['minimum-rows'],
    sentence,
  };
  return {
    verdict: 'inconclusive' as const,
    reasons: [reason],
    inputs: {},
    figures: {
      ...presetFigures(monitor),
      baselineRows: 0,
      version,
      windows: [],
      histograms: [],
      retrain: { requested: false, because: sentence, request: null },
    },
  };
}

function presetFigures(monitor: MonitorConfig) {
  const { preset, rate = DEFAULT_RATE } = monitor;
  return {
    preset,
    driftShare: driftShareOf(preset, monitor['drift-share']),
    ...(preset === CALIBRATED ? { rate } : {}),
  };
}

function baselineOf(engine: DataEngine, { directory }: ModelPackage): Promise<Frame> {
  return engine.frame(`SELECT * FROM read_parquet(${literal(resolve(directory, 'baseline.parquet'))})`);
}

async function decide(
  windows: readonly JudgedWindow[],
  request: StageRequest,
  { retrain }: MonitorConfig,
): Promise<RetrainDecision> {
  if (!retrain)
    return { retrain: false, because: 'The config has no rule for retraining (`monitor.retrain`).' };
  const rule = retrainRule(retrain.when, durationOf(retrain['cool-down']));
  const judged = windows.map(({ from, to, verdict }) => ({
    from: Date.parse(from),
    to: Date.parse(to),
    verdict,
  }));
  return decideRetrain(judged, rule, await lastRequest(request));
}

function reasonsOf({ judged }: JudgedWindows, decision: RetrainDecision, monitor: MonitorConfig): Reason[] {
  const last = judged.at(-1);
  if (!last) {
    const sentence = 'No window is complete yet, so nothing was judged.';
    return [{ rule: 'window', outcome: 'inconclusive', measured: 0, bound: 1, sentence }];
  }
  const share = driftShareOf(monitor.preset, monitor['drift-share']);
  const drifted = last.columns.filter(({ verdict }) => verdict === 'fail').map(({ column }) => column);
  const names =
    drifted.slice(0, 5).join(', ') + (drifted.length > 5 ? ` and ${drifted.length - 5} more` : '');
  const sentence =
    last.verdict === 'inconclusive'
      ? `The last window has ${last.rows} requests, too few or too incomplete to be judged.`
      : `${last.drifted} of ${last.columns.length} columns drifted in the last window${drifted.length > 0 ? ` (${names})` : ''}; the data count as drifted ${share > 0 ? `from a share of ${share} on` : 'when any column did'}.`;
  return [
    {
      rule: 'drift-share',
      outcome: last.verdict,
      measured: last.share,
      bound: share,
      sentence,
    },
    ...(last.multivariate ?? []).filter(({ verdict }) => verdict === 'fail').map(multivariateReason),
    ...slicesReason(last),
    {
      rule: 'retrain',
      outcome: decision.retrain ? 'warn' : 'pass',
      measured: decision.retrain,
      bound: monitor.retrain?.when ?? null,
      sentence: decision.retrain ? `Retraining was requested: ${decision.because}` : decision.because,
    },
  ];
}

/** What the columns do not show one by one. */
function multivariateReason({
  method,
  statistic,
  threshold,
}: Pick<MultivariateDrift, 'method' | 'statistic' | 'threshold'>): Reason {
  const found = `${statistic?.toPrecision(3)} against ${threshold?.toPrecision(3)}`;
  const sentence =
    method === 'domain-classifier'
      ? `A model can tell the rows of the last window from the training data (area under the ROC curve ${found}).`
      : `The columns of the last window hang together otherwise than in the training data (reconstruction error ${found}).`;
  return { rule: method, outcome: 'fail', measured: statistic, bound: threshold, sentence };
}

function slicesReason({ slices = [] }: JudgedWindow): Reason[] {
  const drifted = slices.filter(({ verdict }) => verdict === 'fail');
  if (drifted.length === 0) return [];
  const named = drifted.slice(0, 5).map(({ column, value }) => `${column} = ${value}`);
  const more = drifted.length > named.length ? ` and ${drifted.length - named.length} more` : '';
  return [
    {
      rule: 'slices',
      outcome: 'warn',
      measured: drifted.length,
      bound: null,
      sentence: `${drifted.length} of ${slices.length} slices drifted in the last window (${named.join(', ')}${more}).`,
    },
  ];
}
