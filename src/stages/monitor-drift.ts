import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { durationOf } from '../config/duration.ts';
import type { MonitorConfig } from '../config/schema.ts';
import { sqlTypeOf } from '../data/column-types.ts';
import type { DataEngine } from '../data/engine.ts';
import { type Column, columnOf, type Frame, takeRows } from '../data/frame.ts';
import { allowedDirectories, registerSources } from '../data/sources.ts';
import { identifier, literal } from '../data/sql.ts';
import { compareColumns, type DriftResult } from '../drift/compare.ts';
import { sharedHistogram } from '../drift/histograms.ts';
import type { EvidenceOf, Reason } from '../evidence/schema.ts';
import type { ModelPackage } from '../models/package.ts';
import { decideRetrain, type RetrainDecision, retrainRule } from '../monitoring/triggers.ts';
import { type Window, windowsOf } from '../monitoring/windows.ts';
import { LOG_KEY } from '../serving/log.ts';
import { DataError, UserError } from '../system/errors.ts';
import { writeAtomically } from '../system/files.ts';
import { evidenceOf, type Ports, type StageRequest } from './stage.ts';

type Figures = EvidenceOf<'monitor-drift'>['figures'];
type JudgedWindow = Figures['windows'][number];

const TABLE = 'serving_log';
/** Pictures of the columns that drifted most. */
const PICTURES = 8;
const REQUEST_FORMAT = 'mlops-retrain/1';

/** Compares what is served, window by window, with the rows that the model was trained on. */
export async function monitorDrift(
  request: StageRequest,
  ports: Ports,
): Promise<EvidenceOf<'monitor-drift'>> {
  const started = ports.clock.now();
  const { config } = request;
  const { monitor } = config;
  if (!monitor) {
    throw new UserError('the config has no `monitor`', {
      hint: 'Add one, such as `monitor: { log: "serving/*.jsonl", window: 7d }`.',
    });
  }
  const served = await servedPackage(request, ports);
  const nothing = (why: string) => waiting(request, ports, started, monitor, served?.version ?? null, why);
  if (!served) return nothing(`no requests yet: ${config.gate.baseline} has no version`);
  const { opened, version } = served;
  const source = { [TABLE]: { path: monitor.log } };
  const folders = [...allowedDirectories(source, request.directory), opened.directory];
  const engine = await ports.openEngine(folders);
  try {
    const found = await engine.rows(
      `SELECT file FROM glob(${literal(resolve(request.directory, monitor.log))})`,
    );
    if (found.length === 0) return nothing(`no requests yet: there is no file ${monitor.log}`);
    await registerSources(engine, source, request.directory);
    const requests = await requestsOf(engine, opened, version);
    if (requests.rows === 0) return nothing(`no requests yet that ${version} answered`);
    const baseline = await baselineOf(engine, opened);
    const windows = await ports.log.group('Compare windows with the training data', async () =>
      judgeWindows(requests, baseline, opened, monitor, ports),
    );
    const decision = await decide(windows.judged, request, monitor);
    const file = decision.retrain
      ? await requestRetraining(windows.judged, decision, request, version)
      : null;
    ports.log.info(decision.because);
    const reasons = reasonsOf(windows, decision, monitor);
    return evidenceOf('monitor-drift', request, ports, started, {
      verdict: windows.judged.at(-1)?.verdict ?? 'inconclusive',
      reasons,
      warnings: windows.notes,
      inputs: { package: opened.manifest.identity },
      figures: {
        preset: monitor.preset,
        driftShare: monitor['drift-share'],
        baselineRows: baseline.rows,
        version,
        windows: windows.judged,
        histograms: histograms(windows, requests, baseline),
        retrain: { requested: decision.retrain, because: decision.because, request: file },
      },
    });
  } finally {
    await engine.close();
  }
}

/** The package that the baseline's environment has, from the registry; null where it has none. */
async function servedPackage(request: StageRequest, ports: Ports) {
  const registry = await ports.openRegistry(request);
  const version = await registry.assigned(request.config.gate.baseline);
  if (version === null) return null;
  const folder = resolve(request.out, 'champion', version);
  return { version, opened: await registry.fetch(version, folder) };
}

function waiting(
  request: StageRequest,
  ports: Ports,
  started: Date,
  monitor: MonitorConfig,
  version: string | null,
  why: string,
): EvidenceOf<'monitor-drift'> {
  const sentence = `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
  ports.log.info(sentence);
  return evidenceOf('monitor-drift', request, ports, started, {
    verdict: 'inconclusive',
    reasons: [
      { rule: 'requests', outcome: 'inconclusive', measured: 0, bound: monitor['minimum-rows'], sentence },
    ],
    inputs: {},
    figures: {
      preset: monitor.preset,
      driftShare: monitor['drift-share'],
      baselineRows: 0,
      version,
      windows: [],
      histograms: [],
      retrain: { requested: false, because: sentence, request: null },
    },
  });
}

/** What `version` was asked, as view rows with the types of the package; any dataset without our key is taken whole. */
async function requestsOf(engine: DataEngine, { manifest }: ModelPackage, version: string): Promise<Frame> {
  const present = new Map(
    (
      await engine.rows<{ name: string }>(`SELECT column_name AS name FROM (DESCRIBE ${identifier(TABLE)})`)
    ).map(({ name }) => [name, true]),
  );
  const { inputs, extras, time } = manifest.signature;
  const wanted = [...inputs, ...extras.filter(({ name }) => name === time)];
  const missing = wanted.filter(({ name }) => !present.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new DataError(`the serving log has no column ${missing.join(', ')}`, {
      hint: 'It must hold the columns that the model reads: a serving log of this model, or rows of `mlops view`.',
    });
  }
  const columns = wanted.map(
    ({ name, type }) => `TRY_CAST(${identifier(name)} AS ${sqlTypeOf(type)}) AS ${identifier(name)}`,
  );
  const answered = present.has(LOG_KEY)
    ? `WHERE json_extract_string(${identifier(LOG_KEY)}, '$.version') = ${literal(version)}`
    : '';
  return engine.frame(`SELECT ${columns.join(', ')} FROM ${identifier(TABLE)} ${answered}`);
}

function baselineOf(engine: DataEngine, { directory }: ModelPackage): Promise<Frame> {
  return engine.frame(`SELECT * FROM read_parquet(${literal(resolve(directory, 'baseline.parquet'))})`);
}

interface JudgedWindows {
  readonly judged: JudgedWindow[];
  readonly windows: readonly Window[];
  readonly notes: string[];
}

function judgeWindows(
  requests: Frame,
  baseline: Frame,
  { manifest: { signature } }: ModelPackage,
  monitor: MonitorConfig,
  { log }: Ports,
): JudgedWindows {
  if (signature.time === null) {
    throw new UserError('windows need the time of each row, and the view of this model has none', {
      hint: 'Set `data.view.time` and train again.',
    });
  }
  const until = monitor.until === 'latest' ? undefined : Date.parse(`${monitor.until}T00:00:00Z`);
  const times = columnOf(requests, signature.time).values.map(timeOf);
  const { complete, open, withoutTime, afterUntil } = windowsOf(times, {
    length: durationOf(monitor.window),
    until,
  });
  const notes = new Set<string>();
  if (withoutTime > 0) notes.add(`${withoutTime} requests without a time were left out.`);
  if (afterUntil > 0) notes.add(`${afterUntil} requests from ${monitor.until} on were left out.`);
  if (open) notes.add(`${open.rows.length} requests are in a window that is not complete yet.`);
  const progress = log.progress('windows', complete.length);
  const judged = complete.map((window, index) => {
    const result = compareColumns(baseline, takeRows(requests, window.rows), {
      preset: monitor.preset,
      columns: monitor.columns ?? comparable(signature.inputs),
      methods: monitor.methods,
      thresholds: monitor.thresholds,
      driftShare: monitor['drift-share'],
      minimumRows: monitor['minimum-rows'],
    });
    for (const { sentence } of result.notes) notes.add(sentence);
    progress.update(index + 1);
    return judgedWindow(window, result, monitor['minimum-rows']);
  });
  progress.end(`${judged.length} judged`);
  return { judged, windows: complete, notes: [...notes] };
}

/** Times differ from the training data by their nature. */
function comparable(inputs: ModelPackage['manifest']['signature']['inputs']): string[] {
  return inputs.filter(({ type }) => type !== 'timestamp' && type !== 'date').map(({ name }) => name);
}

function judgedWindow(
  { from, to, rows }: Window,
  { columns, dataset }: DriftResult,
  minimumRows: number,
): JudgedWindow {
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    rows: rows.length,
    columns: columns.map((column) => ({ ...column })),
    drifted: dataset.drifted,
    share: dataset.share,
    verdict: rows.length < minimumRows ? 'inconclusive' : dataset.verdict,
  };
}

function timeOf(value: Column['values'][number]): number | null {
  if (typeof value === 'number') return value;
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

interface RetrainRequest {
  readonly format: typeof REQUEST_FORMAT;
  readonly model: string;
  readonly version: string;
  /** End of the newest window, in data time: the cool-down runs from here. */
  readonly until: string;
  readonly because: string;
}

function requestFile({ directory, config }: StageRequest): string {
  return resolve(directory, '.mlops', 'retrain', `${config.model.name}.json`);
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
  return decideRetrain(judged, rule, await lastRequest(requestFile(request)));
}

async function lastRequest(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  let until = Number.NaN;
  try {
    until = Date.parse((JSON.parse(text) as Partial<RetrainRequest>).until ?? '');
  } catch {
    // Told below, as any other damage.
  }
  if (Number.isNaN(until)) {
    throw new UserError(`${file} is not a retrain request of ours`, {
      hint: 'Delete it; the cool-down then begins anew.',
    });
  }
  return until;
}

async function requestRetraining(
  windows: readonly JudgedWindow[],
  { because }: RetrainDecision,
  request: StageRequest,
  version: string,
): Promise<string> {
  const file = requestFile(request);
  const asked: RetrainRequest = {
    format: REQUEST_FORMAT,
    model: request.config.model.name,
    version,
    until: windows.at(-1)?.to ?? '',
    because,
  };
  await writeAtomically(file, `${JSON.stringify(asked, null, 2)}\n`);
  return `.mlops/retrain/${request.config.model.name}.json`;
}

function reasonsOf({ judged }: JudgedWindows, decision: RetrainDecision, monitor: MonitorConfig): Reason[] {
  const last = judged.at(-1);
  if (!last) {
    const sentence = 'No window is complete yet, so nothing was judged.';
    return [{ rule: 'window', outcome: 'inconclusive', measured: 0, bound: 1, sentence }];
  }
  const drifted = last.columns.filter(({ verdict }) => verdict === 'fail').map(({ column }) => column);
  const names =
    drifted.slice(0, 5).join(', ') + (drifted.length > 5 ? ` and ${drifted.length - 5} more` : '');
  const sentence =
    last.verdict === 'inconclusive'
      ? `The last window has ${last.rows} requests, too few or too incomplete to be judged.`
      : `${last.drifted} of ${last.columns.length} columns drifted in the last window${drifted.length > 0 ? ` (${names})` : ''}; the data count as drifted from a share of ${monitor['drift-share']} on.`;
  return [
    {
      rule: 'drift-share',
      outcome: last.verdict,
      measured: last.share,
      bound: monitor['drift-share'],
      sentence,
    },
    {
      rule: 'retrain',
      outcome: decision.retrain ? 'warn' : 'pass',
      measured: decision.retrain,
      bound: monitor.retrain?.when ?? null,
      sentence: decision.retrain ? `Retraining was requested: ${decision.because}` : decision.because,
    },
  ];
}

/** Then and now, of the columns that drifted in the last window, the clearest first. */
function histograms(
  { judged, windows }: JudgedWindows,
  requests: Frame,
  baseline: Frame,
): Figures['histograms'] {
  const [last, window] = [judged.at(-1), windows.at(-1)];
  if (!last || !window) return [];
  const current = takeRows(requests, window.rows);
  return last.columns
    .filter(({ verdict }) => verdict === 'fail')
    .slice(0, PICTURES)
    .flatMap(({ column }) => {
      const bins = sharedHistogram(columnOf(baseline, column), columnOf(current, column));
      return bins.length > 1 ? [{ column, bins }] : [];
    });
}
