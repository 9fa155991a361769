import { randomUUID } from 'node:crypto';
import type { Predictor } from '../models/predict.ts';
import type { Clock } from '../system/clock.ts';
import { UserError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import { LOG_KEY, ServingLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { ServerLimits } from './routes.ts';
import { DEFAULT_LIMITS, type Listener, listen } from './server.ts';
import { PredictionService, type RowReader } from './service.ts';

/** A model package ready to be served. */
export interface ServableModel {
  readonly predictor: Predictor;
  /** The view's contract without the label. */
  readonly read: RowReader;
  /** A row that the contract accepts. */
  readonly example: Readonly<Record<string, unknown>>;
}

export interface ServeRequest {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The registered version; the beginning of the digest where there is none. */
  readonly version?: string;
  /** Folder of the serving log; null keeps none. */
  readonly log: string | null;
  /** How the files of the serving log begin (default: the model's name). */
  readonly name?: string;
  /** Names this process (default: a random one). */
  readonly instance?: string;
  /** The score from which a row counts as positive (default 0.5). */
  readonly threshold?: number;
  readonly limits?: Partial<ServerLimits>;
  readonly programVersion: string;
}

export interface ServePorts {
  readonly log: Log;
  readonly clock: Clock;
}

/** A prediction server; its address may change while it runs. */
export interface RunningServer {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly instance: string;
  /** Listens elsewhere, then no longer where it did. Where that fails it stays where it is. */
  move(host: string, port: number): Promise<void>;
  /** Answers what came, closes the serving log and the model. */
  close(): Promise<void>;
}

/** Starts a prediction server; it owns `model` from here on. A bad address or log folder is a `UserError`. */
export async function serve(
  model: ServableModel,
  request: ServeRequest,
  ports: ServePorts,
): Promise<RunningServer> {
  try {
    return await start(model, request, ports);
  } catch (error) {
    await model.predictor.close();
    throw error;
  }
}

async function start(
  model: ServableModel,
  request: ServeRequest,
  { log, clock }: ServePorts,
): Promise<RunningServer> {
  const { predictor, read, example } = model;
  const { manifest } = predictor.package;
  const { signature } = manifest;
  const version = request.version ?? manifest.identity.replace('sha256:', '').slice(0, 12);
  const instance = request.instance ?? randomUUID();
  if ([...signature.inputs, ...signature.extras].some(({ name }) => name === LOG_KEY)) {
    throw new UserError(
      `the model has a column called ${JSON.stringify(LOG_KEY)}, which the serving log keeps for itself`,
      { hint: 'Give the column another name in `data.view`.' },
    );
  }
  const name = request.name ?? manifest.name;
  const servingLog =
    request.log === null
      ? null
      : await ServingLog.open({ directory: request.log, name, instance: instance.slice(0, 8), clock });
  const metrics = createMetrics(
    { model: manifest.name, version, digest: manifest.identity },
    () => servingLog?.status ?? null,
  );
  const limits = { ...DEFAULT_LIMITS, ...request.limits };
  const service = new PredictionService({
    predictor,
    read,
    version,
    threshold: request.threshold ?? 0.5,
    time: limits.time,
    log: servingLog,
    metrics,
    clock,
  });
  const { programVersion } = request;
  const parts = {
    service,
    manifest,
    version,
    instance,
    programVersion,
    example,
    metrics,
    servingLog,
    limits,
    log,
  };

  let listener: Listener = await listen(parts, request.host, request.port);
  let closing: Promise<void> | null = null;
  const end = async () => {
    await listener.close();
    await servingLog?.close();
    await predictor.close();
    const lost = servingLog?.status.lost ?? 0;
    if (lost > 0) log.warn(`${lost} answered rows are not in the serving log: ${servingLog?.status.error}`);
  };
  return {
    get url() {
      return listener.url;
    },
    get host() {
      return listener.host;
    },
    get port() {
      return listener.port;
    },
    instance,
    async move(host, port) {
      const former = listener;
      listener = await listen(parts, host, port);
      await former.close();
    },
    close() {
      closing ??= end();
      return closing;
    },
  };
}

/** The words of `mlops serve` that start such a server; the terminal reads the same names. */
export function serveArguments(
  packageDirectory: string,
  request: Omit<ServeRequest, 'programVersion' | 'limits'>,
): readonly string[] {
  const options: readonly (readonly [string, string | number | null | undefined])[] = [
    ['--host', request.host],
    ['--port', request.port],
    ['--version', request.version],
    ['--log', request.log],
    ['--name', request.name],
    ['--instance', request.instance],
    ['--threshold', request.threshold],
  ];
  return [
    'serve',
    packageDirectory,
    ...options.flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [name, String(value)],
    ),
  ];
}
